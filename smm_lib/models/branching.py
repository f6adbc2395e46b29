"""Going viral as a branching process: everybody who shares brings, on average, R others to share.

Below R = 1 every spread ends by itself; above it may grow without end, or die of bad luck while it is small.
"""

from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.models.bounds import Numbers, Rng, generator, number, scalar, whole

Floats = npt.NDArray[np.float64]
WORLD = 8e9  # people: nobody else is there
MOST_GENERATIONS = 50  # generations, so that a run keeps its luck when more of them are asked for
EDGES = 10 ** (np.arange(51) / 5)  # of the bins of final sizes: 1 to 10^10, five to a power of ten


def reproduction(contacts: Numbers, share_rate: Numbers) -> Numbers:
    """Return R, the new sharers that one sharer brings: contacts x share_rate.

    Args:
        contacts: people who see what one person shares, 0 to 1e6 (may be an array, as both).
        share_rate: share of them who share it in turn, 0 to 1.

    Raises:
        Refused: if an argument is outside its range.

    >>> round(reproduction(20, 0.03), 6)
    0.6
    """
    return number("contacts", contacts, 0, 1e6) * number("share_rate", share_rate, 0, 1)


def final_size(seeds: Numbers, reproduction: Numbers) -> Numbers:
    """Return how many there are in the end, seeds included, if R is below 1: seeds / (1 - R) on average.

    Sharers, if R counts the new sharers of one sharer; viewers, if it counts the new viewers that one viewer brings.

    Args:
        seeds: people who start, 0 to 1e9 (may be an array, as both).
        reproduction: R, 0 to 0.999999; from 1 on there is no end.

    Source: Watts, Peretti (2007): Viral marketing for the real world. Harvard Business Review 85(5), 22-23: with a "big
    seed" sharing pays even below R = 1.

    >>> round(final_size(1000, 0.6), 6), round(final_size(1000, 0.9), 6)
    (2500.0, 10000.0)
    """
    return number("seeds", seeds, 0, 1e9) / (1 - number("reproduction", reproduction, 0, 0.999999))


def extinction_probability(reproduction: Numbers, seeds: int = 1) -> Numbers:
    """Return the chance that the spread dies out: the smallest solution of q = exp(R (q - 1)), to the power of seeds.

    It is 1 up to R = 1. The number of new sharers a head is taken as Poisson distributed.

    Args:
        reproduction: R, 0 to 1e6 (may be an array).
        seeds: people who start, 1 to 1e9.

    Source: Watson, Galton (1875): On the probability of the extinction of families. Journal of the Anthropological
    Institute of Great Britain and Ireland 4, 138-144.

    >>> round(extinction_probability(1.5), 3), round(extinction_probability(1.5, seeds=10), 6)
    (0.417, 0.00016)
    """
    r = np.asarray(number("reproduction", reproduction, 0, 1e6))
    survival = np.clip(2 * (r - 1), 0, 1)  # Newton's method from above; it cannot overshoot, the curve bends one way
    for _ in range(60):
        slope = np.where(r > 1, r * np.exp(-r * survival) - 1, -1)
        survival = np.where(r > 1, survival + (np.expm1(-r * survival) + survival) / slope, 0)
    extinct = np.exp(-r * survival * whole("seeds", seeds, 1, 10**9))
    return extinct if extinct.ndim else float(extinct)


def simulate(
    seeds: int, contacts: float, share_rate: float, generations: int = 10, runs: int = 200, rng: Rng = 0
) -> pd.DataFrame:
    """Return many runs of the spread, each with luck of its own: new ~ Poisson(R x new of the generation before).

    Every run draws its places in the distributions first, so it never gets smaller when R or the seeds rise, and run 5
    is the same whether 10 or 200 runs, 5 or 25 generations are asked for. Counting stops at 8 billion people.

    Args:
        seeds: people who start, 1 to 1e9.
        contacts: people who see what one person shares, 0 to 1e6.
        share_rate: share of them who share it in turn, 0 to 1.
        generations: 1 to 50.
        runs: 1 to 10,000.
        rng: a seed (whole number), or a numpy Generator.

    Returns:
        Columns run | generation (0 = the seeds) | new | sharers (new ones up to then).

    >>> simulate(1000, 20, 0.03, runs=1)["sharers"].iloc[[0, 1, -1]].tolist()
    [1000, 1608, 2414]
    """
    n, last = whole("seeds", seeds, 1, 10**9), whole("generations", generations, 1, MOST_GENERATIONS)
    r = scalar("contacts", contacts, 0, 1e6) * scalar("share_rate", share_rate, 0, 1)
    place = generator(rng).random((whole("runs", runs, 1, 10_000), MOST_GENERATIONS))
    sharers = np.full((len(place), last + 1), float(n))
    new = sharers.copy()
    for g in range(1, last + 1):
        new[:, g] = np.minimum(_poisson(place[:, g - 1], r * new[:, g - 1]), WORLD - sharers[:, g - 1])
        sharers[:, g] = sharers[:, g - 1] + new[:, g]
    run, generation = np.indices(new.shape)
    columns = {"run": run, "generation": generation, "new": new, "sharers": sharers}
    return pd.DataFrame({name: values.ravel().astype(np.int64) for name, values in columns.items()})


def band(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the median of all runs in each generation, with the band that holds eight of ten runs (P10 to P90).

    Args:
        runs: as `simulate` returns them; a column added to it is treated likewise.

    Returns:
        Columns generation | new | new_low | new_high | sharers | sharers_low | sharers_high.

    >>> band(simulate(1000, 20, 0.03)).iloc[10][["sharers_low", "sharers", "sharers_high"]].tolist()
    [2373.9, 2484.5, 2598.1]
    """
    ends = {"_low": 0.1, "": 0.5, "_high": 0.9}
    names = runs.columns.drop(["run", "generation"]).tolist()
    groups = runs.groupby("generation")[names]
    parts = [groups.quantile(p).add_suffix(end) for end, p in ends.items()]
    order = [name + end for name in names for end in ("", "_low", "_high")]
    return pd.concat(parts, axis=1)[order].reset_index()


def sizes(runs: pd.DataFrame) -> pd.DataFrame:
    """Return which share of the runs ended how large, in fifty fixed bins from 1 to 10^10, five to a power of ten.

    Args:
        runs: as `simulate` returns them.

    Returns:
        Columns sharers_low | sharers_high | share_of_runs (0..1, sums to 1).

    >>> sizes(simulate(1, 10, 0.01)).iloc[0].round(2).tolist()
    [1.0, 1.58, 0.92]
    """
    final = runs.groupby("run")["sharers"].max()
    counts = np.histogram(final, EDGES)[0]
    return pd.DataFrame({"sharers_low": EDGES[:-1], "sharers_high": EDGES[1:], "share_of_runs": counts / len(final)})


def sample_trees(
    trees: int, contacts: float, share_rate: float, generations: int = 6, accounts: int = 100, rng: Rng = 0
) -> pd.DataFrame:
    """Return who had it from whom, for some spreads from one person each, to be drawn as trees.

    Args:
        trees: 1 to 1,000.
        contacts: people who see what one person shares, 0 to 1e6.
        share_rate: share of them who share it in turn, 0 to 1.
        generations: 1 to 50.
        accounts: at which size a tree stops to grow, 1 to 1,000.
        rng: a seed (whole number), or a numpy Generator.

    Returns:
        Columns tree | account (0 = the first, then in the order of sharing) | source (an account; -1: nobody) |
        generation.

    >>> sample_trees(1, 20, 0.05).values.tolist()
    [[0, 0, -1, 0], [0, 1, 0, 1]]
    """
    r = float(reproduction(scalar("contacts", contacts, 0, 1e6), scalar("share_rate", share_rate, 0, 1)))
    last, most = whole("generations", generations, 1, MOST_GENERATIONS), whole("accounts", accounts, 1, 1000)
    place = generator(rng).random((whole("trees", trees, 1, 1000), 1000))[:, :most]
    rows = []
    for tree, children in enumerate(_poisson(place, np.full(place.shape, r)).astype(int)):
        grown = [(tree, 0, -1, 0)]
        for _, account, _, generation in grown:  # grows while it is walked: a queue
            born = min(children[account], most - len(grown)) if generation < last else 0
            grown += [(tree, len(grown) + i, account, generation + 1) for i in range(born)]
        rows += grown
    return pd.DataFrame(rows, columns=["tree", "account", "source", "generation"])


def _poisson(place: Floats, mean: Floats) -> Floats:
    """Return the Poisson number at a place (0 to below 1) of its distribution.

    Exact up to a mean of 100; from there on it moves as a normal distribution does, and never falls with the mean.
    """
    few = np.minimum(mean, 100.0)
    chance = np.exp(-few)
    below, count = chance.copy(), np.zeros_like(few)
    for k in range(1, 300):
        more = place > below
        if not more.any():
            break
        count += more
        chance *= few / k
        below += chance
    many = mean > 100
    normal = np.array([NormalDist().inv_cdf(max(u, 1e-17)) for u in place[many]])
    count[many] += np.round(mean[many] - 100 + normal * (np.sqrt(mean[many]) - 10))
    return count
