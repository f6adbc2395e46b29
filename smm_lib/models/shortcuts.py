"""Whether shortcuts stop a habit or speed it up: measured on many rings, with and without a little noise."""

import sys
from itertools import product

import numpy as np
import pandas as pd

from smm_lib.models.bounds import scalar, whole
from smm_lib.models.cascade import by_generation, linear_threshold
from smm_lib.models.networks import small_world

REWIRING, NOISE = (0.0, 0.1, 0.2), (0.0, 0.05)


def steps_to(share: float, rewiring: float, noise: float, rng: int, accounts: int = 300) -> float:
    """Return after how many steps a share of a ring with shortcuts has joined; infinity, if it never has.

    Everybody has four contacts on average and joins with half of them; two neighbours begin.

    Args:
        share: of all accounts, above 0 to 1.
        rewiring: share of the contacts that became shortcuts, 0 to 1.
        noise: chance per step to join below the threshold, 0 or 0.001 to 1.
        rng: a seed (whole number): of the ring and of the luck in it.
        accounts: 6 to 100,000.

    >>> steps_to(0.9, 0, 0, 1), steps_to(0.9, 0.2, 0, 1), steps_to(0.9, 0.2, 0.05, 1)
    (134.0, inf, 77.0)
    """
    size = whole("accounts", accounts, 6, 100_000)
    ring = small_world(size, 4, rewiring, rng)
    had = by_generation(linear_threshold(ring, [0, 1], threshold=0.5, noise=noise, rng=rng))
    enough = had.loc[had["reach"] >= scalar("share", share, 0, 1, above=True) * size, "generation"]
    return float(enough.min()) if len(enough) else np.inf


def measure(networks: int = 200, share: float = 0.9) -> pd.DataFrame:
    """Return how many steps it takes until nine of ten have joined, over many rings of 300.

    Args:
        networks: rings for each row, 1 to 10,000.
        share: of all accounts, above 0 to 1.

    Returns:
        Columns rewiring | noise | networks | finished (rings in which so many joined at all) | steps (median) |
        steps_low | steps_high (eight of ten rings lie between): NaN where at least half of the rings never finish.

    Source: the question is that of Eckles, Mossel, Rahimian, Sen (2024): Long ties accelerate noisy threshold-based
    contagions. Nature Human Behaviour.

    >>> measure(1)[["rewiring", "noise", "finished", "steps"]].iloc[[0, 2]].to_numpy().tolist()
    [[0.0, 0.0, 1.0, 134.0], [0.1, 0.0, 0.0, nan]]
    """
    many, rows = whole("networks", networks, 1, 10_000), []
    for rewiring, noise in product(REWIRING, NOISE):
        steps = np.array([steps_to(share, rewiring, noise, rng) for rng in range(many)])
        finished = np.isfinite(steps)
        marks = np.quantile(steps[finished], [0.5, 0.1, 0.9]) if 2 * finished.sum() > many else [np.nan] * 3
        rows.append((rewiring, noise, many, int(finished.sum()), *np.round(marks)))
    return pd.DataFrame(rows, columns=["rewiring", "noise", "networks", "finished", "steps", "steps_low", "steps_high"])


if __name__ == "__main__":  # python -m smm_lib.models.shortcuts > data/ring_noise.csv
    table = measure().assign(confidence="C", source="computed by us: python -m smm_lib.models.shortcuts")
    sys.stdout.write(table.to_csv(index=False, lineterminator="\n"))
