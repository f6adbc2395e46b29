"""Why not to peek: whoever looks at a running test again and again will see a difference where there is none."""

from statistics import NormalDist

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Rng, generator, scalar, whole
from smm_lib.models.experiment import false_alarm


def peeking(looks: int = 20, significance: float = 0.05, runs: int = 2000, rng: Rng = 0) -> pd.DataFrame:
    """Return how often two EQUAL versions were called different by anybody who looks again and again.

    Each run is a test of a version against itself. Visitors come in equal portions; after each portion somebody looks
    at all the data so far and would stop at "significant". With many visitors the z of look k is a sum of k standard
    normal numbers divided by the root of k: this is what is drawn, so no rate and no number of visitors matters.

    Args:
        looks: a whole number from 1 to 100.
        significance: accepted share of false alarms of one look, 0.0001 to 0.5.
        runs: how many tests, 1 to 100,000. Run 5 is the same however many are asked for, and however many looks.
        rng: a seed (whole number), or a numpy Generator.

    Returns:
        Columns look (1..looks) | data ("growing": the same data and more, simulated; "fresh": `false_alarm`) |
        false_alarm (share of the tests that were significant at this look or earlier, 0..1).

    Source: Armitage, McPherson, Rowe (1969): Repeated significance tests on accumulating data. J. Royal Statistical
    Society A 132, 235-244 (5 looks at 5 %: 14 %; 10 looks: 19 %).

    >>> peeking(10, runs=20_000).query("data == 'growing'")["false_alarm"].iloc[[0, 4, 9]].round(2).tolist()
    [0.05, 0.14, 0.2]
    """
    look = np.arange(1, whole("looks", looks, 1, 100) + 1)
    drawn = generator(rng).standard_normal((whole("runs", runs, 1, 100_000), 100))[:, : len(look)]
    z = np.cumsum(drawn, axis=1) / np.sqrt(look)
    critical = NormalDist().inv_cdf(1 - scalar("significance", significance, 0.0001, 0.5) / 2)
    ever = np.logical_or.accumulate(np.abs(z) > critical, axis=1).mean(axis=0)
    new = [false_alarm(int(k), significance) for k in look]
    growing = pd.DataFrame({"look": look, "data": "growing", "false_alarm": ever})
    return pd.concat([growing, pd.DataFrame({"look": look, "data": "fresh", "false_alarm": new})], ignore_index=True)
