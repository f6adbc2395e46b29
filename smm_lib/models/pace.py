"""How far and how fast a message spreads: who had it from whom, generation by generation and hour by hour."""

import math

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Refused, scalar, whole

WORLD = 8e9  # people: nobody else is there


def expected(seeds: float, reproduction: float, generations: int = 10) -> pd.DataFrame:
    """Return the expected course: seeds x R^generation new sharers, up to the 8 billion people there are.

    Args:
        seeds: people who start, 0 to 1e9.
        reproduction: R, 0 to 1e6.
        generations: 0 to 10,000.

    Returns:
        Columns generation (0 = the seeds) | new | sharers (new ones up to then).

    >>> expected(10, 2, generations=3)["sharers"].tolist()
    [10.0, 30.0, 70.0, 150.0]
    """
    n, r = scalar("seeds", seeds, 0, 1e9), scalar("reproduction", reproduction, 0, 1e6)
    generation = np.arange(whole("generations", generations, 0, 10_000) + 1)
    with np.errstate(over="ignore"):
        sharers = np.minimum(np.cumsum(n * np.minimum(r ** generation.astype(float), WORLD)), WORLD)
    return pd.DataFrame({"generation": generation, "new": np.diff(sharers, prepend=0), "sharers": sharers})


def generations_to(seeds: float, reproduction: float, sharers: float) -> int:
    """Return after how many generations more than so many people are expected to have shared.

    The smallest g with seeds x (1 + R + ... + R^g) > sharers.

    Args:
        seeds: people who start, 1 to 1e9.
        reproduction: R, 0 to 1e6.
        sharers: people, 0 to 8e9; less than seeds / (1 - R) if R is below 1.

    Raises:
        Refused: if an argument is outside its range, or the spread ends before.

    >>> generations_to(10, 1.5, 100_000), generations_to(10, 2, 100_000)
    (21, 13)
    """
    n, r = scalar("seeds", seeds, 1, 1e9), scalar("reproduction", reproduction, 0, 1e6)
    times = scalar("sharers", sharers, 0, WORLD) / n
    if times * (1 - r) >= 1:
        raise Refused("sharers", "between", sharers, low=0, high=float(f"{n / (1 - r):.6g}"))
    if times < 1:
        return 0
    terms = times if r == 1 else math.log1p(times * (r - 1)) / math.log1p(r - 1)
    even = round(terms)  # exactly so many is not more than
    return even if math.isclose(terms, even, rel_tol=1e-12) else math.floor(terms)


def race(
    seeds: float, reproduction: float, hours_per_generation: float = 2, hours_per_talk: float = 48, hours: float = 168
) -> pd.DataFrame:
    """Return how many are expected to share hour by hour on a platform and by talk: the same R, another speed.

    Args:
        seeds: people who start, 0 to 1e9.
        reproduction: R, 0 to 1e6.
        hours_per_generation: from seeing to the next sharing on the platform, 1 to 1e4.
        hours_per_talk: the same from mouth to mouth, 1 to 1e4.
        hours: how long to watch, 1 to 10,000.

    Returns:
        121 rows each, columns channel ("platform", "talk") | hours | sharers (people).

    >>> race(10, 1.5, hours=48).groupby("channel")["sharers"].max().round().to_dict()
    {'platform': 505003.0, 'talk': 25.0}
    """
    clock = np.linspace(0, scalar("hours", hours, 1, 10_000), 121)
    pace = {"platform": ("hours_per_generation", hours_per_generation), "talk": ("hours_per_talk", hours_per_talk)}
    parts = []
    for channel, (name, each) in pace.items():
        done = np.floor(clock / scalar(name, each, 1, 1e4) + 1e-9).astype(int)
        sharers = expected(seeds, reproduction, int(done[-1]))["sharers"].to_numpy()[done]
        parts.append(pd.DataFrame({"channel": channel, "hours": clock, "sharers": sharers}))
    return pd.concat(parts, ignore_index=True)


def big_seed(runs: pd.DataFrame) -> pd.DataFrame:
    """Return how many had it from the company itself and how many from others: median and middle 80 % of all runs.

    Args:
        runs: as `branching.simulate` returns them.

    Returns:
        Two rows: had_it_from ("from_company", "from_others") | sharers | sharers_low (P10) | sharers_high (P90).

    Source: Watts, Peretti (2007): Viral marketing for the real world. Harvard Business Review 85(5), 22-23.

    >>> runs = pd.DataFrame({"run": [0, 0], "generation": [0, 1], "new": [100, 40], "sharers": [100, 140]})
    >>> big_seed(runs)["sharers"].tolist()
    [100.0, 40.0]
    """
    sharers = runs.groupby("run")["sharers"].agg(["min", "max"])
    ends = {"sharers": 0.5, "sharers_low": 0.1, "sharers_high": 0.9}
    who = {"from_company": sharers["min"], "from_others": sharers["max"] - sharers["min"]}
    return pd.DataFrame(
        [{"had_it_from": name} | {end: people.quantile(p) for end, p in ends.items()} for name, people in who.items()]
    )
