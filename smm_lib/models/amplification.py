"""The unknown factor: social media multiply the recipients of a message "at least tenfold"; nobody knows by how much.

"At least" is read as a Pareto distribution: its floor is sure, its tail is long, and alpha says how long.
"""

import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.models.bounds import Numbers, Refused, Rng, generator, has_columns, number, one_of, scalar, three, whole

Factors = npt.NDArray[np.float64]
SHAPES = ("pareto", "lognormal")
EDGES = 10 ** (np.arange(41) / 10)  # of the histogram's bins: from 1 to 10,000, ten to a power of ten
P90 = NormalDist().inv_cdf(0.9)


def quantile(p: Numbers, floor: float, alpha: float) -> Numbers:
    """Return the factor that is not exceeded with probability p.

    floor x (1 - p)^(-1/alpha). The median (p = 0.5) is floor x 2^(1/alpha).

    Args:
        p: a probability, 0 to 0.999999 (may be an array).
        floor: the smallest factor possible, 1 to 1e6.
        alpha: how fast large factors become rare, 0.1 to 100; the smaller, the longer the tail.

    Raises:
        Refused: if an argument is outside its range.

    Source: Pareto (1896): Cours d'economie politique. That the factor follows it is a teaching model of our own.

    >>> round(quantile(0.5, 10, 2), 1), round(quantile(0.9, 10, 2), 1)
    (14.1, 31.6)
    """
    return _pareto(number("p", p, 0, 0.999999), floor, alpha)


def mean(floor: float, alpha: float) -> float:
    """Return the mean factor, floor x alpha / (alpha - 1). Few huge values pull it far above the median.

    Args:
        floor: the smallest factor possible, 1 to 1e6.
        alpha: above 1 to 100. Up to 1 the tail is so long that there is no mean: it grows with every sample.

    >>> mean(10, 2), round(mean(10, 1.5), 6)
    (20.0, 30.0)
    """
    a = scalar("alpha", alpha, 1, 100, above=True)
    return scalar("floor", floor, 1, 1e6) * a / (a - 1)


def tail(x: Numbers, floor: float, alpha: float) -> Numbers:
    """Return the probability of a factor above x: (floor / x)^alpha, and 1 below the floor.

    Args:
        x: a factor, 1 to 1e300 (may be an array).
        floor: the smallest factor possible, 1 to 1e6.
        alpha: how fast large factors become rare, 0.1 to 100.

    >>> round(tail(100, 10, 2), 6)
    0.01
    """
    k, a = scalar("floor", floor, 1, 1e6), scalar("alpha", alpha, 0.1, 100)
    above = (k / np.maximum(number("x", x, 1, 1e300), k)) ** a
    return above if above.ndim else float(above)


def sample(floor: float, alpha: float, runs: int = 1000, rng: Rng = 0, shape: str = "pareto") -> Factors:
    """Return random factors, one for each run: an array, each value at least `floor`.

    Every run draws a place between 0 and 1 first and then takes the factor at that place. So a higher floor or a
    longer tail raises the factor of every run, and run 5 is the same whether 10 or 1,000 runs are asked for.

    Args:
        floor: the smallest factor possible, 1 to 1e6.
        alpha: how fast large factors become rare, 0.1 to 100.
        runs: how many, 1 to 1e6.
        rng: a seed (whole number), or a numpy Generator.
        shape: "pareto", or "lognormal": the excess over the floor is lognormal, with the same median and the same P90.

    >>> sample(10, 2, runs=3).round(1).tolist()
    [16.6, 11.7, 10.2]
    """
    one_of("shape", shape, SHAPES)
    k, a = scalar("floor", floor, 1, 1e6), scalar("alpha", alpha, 0.1, 100)
    place = generator(rng).random(whole("runs", runs, 1, 1_000_000))
    if shape == "pareto":
        return np.asarray(_pareto(place, k, a))
    middle, high = _pareto(0.5, k, a) - k, _pareto(0.9, k, a) - k
    normal = np.array([NormalDist().inv_cdf(max(u, 1e-17)) for u in place])
    return np.asarray(k + middle * (high / middle) ** (normal / P90))


def places(floor: float, alpha: float, shape: str = "pareto") -> dict[str, float]:
    """Return median, mean and p90 of the factor (arguments as in `sample`); no mean where there is none.

    >>> {name: round(factor, 1) for name, factor in places(10, 1.5).items()}
    {'median': 15.9, 'mean': 30.0, 'p90': 46.4}
    """
    middle, high = float(quantile(0.5, floor, alpha)), float(quantile(0.9, floor, alpha))
    if one_of("shape", shape, SHAPES) == "lognormal":
        width = math.log((high - floor) / (middle - floor)) / P90
        return {"median": middle, "mean": floor + (middle - floor) * math.exp(width**2 / 2), "p90": high}
    return {"median": middle} | ({"mean": mean(floor, alpha)} if alpha > 1 else {}) | {"p90": high}


def histogram(factors: Factors) -> pd.DataFrame:
    """Return which share of the runs falls into each of forty fixed bins from 1 to 10,000, ten to a power of ten.

    Args:
        factors: as `sample` returns them, each at least 1. What exceeds 10,000 is counted in the last bin.

    Returns:
        Columns factor_low | factor_high | share_of_runs (0..1, sums to 1).

    >>> histogram(sample(10, 2)).query("share_of_runs > 0").round(3).iloc[0].tolist()
    [10.0, 12.589, 0.335]
    """
    values = np.minimum(np.atleast_1d(number("factors", factors, 1)), EDGES[-1])
    if not values.size:
        raise Refused("factors", "points_at_least", 0, low=1)
    counts = np.histogram(values, EDGES)[0]
    return pd.DataFrame({"factor_low": EDGES[:-1], "factor_high": EDGES[1:], "share_of_runs": counts / values.size})


def listeners(
    unhappy: float,
    told_negative: float | tuple[float, float],
    floor: float,
    alpha: float,
    recovery_rate: float = 0.0,
    runs: int = 1000,
    rng: Rng = 0,
) -> pd.DataFrame:
    """Return how many hear of unhappy customers: without social media, at the floor, and with the unknown factor.

    unhappy x (1 - recovery_rate) x told_negative x factor. Whose complaint was put right tells nothing bad. In each
    run one factor holds for all of them: it is our ignorance that varies from run to run.

    Args:
        unhappy: unhappy customers, 0 to 1e9.
        told_negative: people told by each without social media: one number, or (low, high), 0 to 1,000.
        floor: the smallest factor possible, 1 to 1e6.
        alpha: how fast large factors become rare, 0.1 to 100.
        recovery_rate: share of the complaints that are put right, 0 to 1.
        runs: 1 to 1e6.
        rng: a seed (whole number), or a numpy Generator.

    Returns:
        Rows reading "offline" (factor 1), "floor", "unknown", columns reading | listeners | listeners_low |
        listeners_high: the middle and the ends of told_negative; for "unknown" median, P10 and P90 of all runs.

    Raises:
        Refused: if an argument is outside its range.

    >>> listeners(100, 10, 10, 2)["listeners"].iloc[:2].tolist()
    [1000.0, 10000.0]
    """
    told = three("told_negative", told_negative, 0, 1000)
    _, low, high = told
    talkers = scalar("unhappy", unhappy, 0, 1e9) * (1 - scalar("recovery_rate", recovery_rate, 0, 1))
    luck = generator(rng)
    factors = sample(floor, alpha, runs, luck)
    unknown = np.quantile(factors * (low + (high - low) * luck.random(len(factors))), [0.5, 0.1, 0.9])
    table = talkers * np.array([told, told * float(floor), unknown])
    names = ["listeners", "listeners_low", "listeners_high"]
    return pd.DataFrame({"reading": ["offline", "floor", "unknown"]} | dict(zip(names, table.T, strict=True)))


def fit_tail(counted: pd.DataFrame, floor: float) -> float:
    """Return the alpha of a Pareto tail that fits counts from a floor on, by maximum likelihood.

    alpha = n / sum of ln(x / (floor - 1/2)), over the n counts of at least `floor`; the half is for whole numbers.

    Args:
        counted: columns received (whole numbers from 1 on) | authors (how many have so many), as
            `data.load_retweets_received` returns them.
        floor: where the tail begins, 1 to 1e6; some count must not lie below it.

    Raises:
        Refused: if a column is missing, a number is outside its range, or no count is as large as the floor.

    Source: Clauset, Shalizi, Newman (2009): Power-law distributions in empirical data. SIAM Review 51(4), 661-703;
    their exponent, that of the density, is larger by one.

    >>> round(fit_tail(pd.DataFrame({"received": [10, 20, 95], "authors": [6, 3, 1]}), 10), 3)
    2.065
    """
    has_columns("counted", counted, "received", "authors")
    start = scalar("floor", floor, 1, 1e6)
    sizes = np.atleast_1d(number("received", counted["received"], 1, 1e9))
    many = np.atleast_1d(number("authors", counted["authors"], 0, 1e9)) * (sizes >= start)
    number("authors", float(many.sum()), 0, above=True)
    return float(many.sum() / (many * np.log(sizes / (start - 0.5))).sum())


def beside_tail(measured: pd.DataFrame, alpha: float) -> pd.DataFrame:
    """Return a measured tail and beside it the Pareto tail (1 / x)^alpha.

    Args:
        measured: columns received (at least; from 1 on) | share_of_authors (0..1).
        alpha: how fast large numbers become rare, 0.1 to 100.

    Returns:
        Columns curve ("measured", "model") | received | share_of_authors.

    >>> seen = pd.DataFrame({"received": [1, 10], "share_of_authors": [1, 0.09]})
    >>> beside_tail(seen, 2)["share_of_authors"].round(6).tolist()
    [1.0, 0.09, 1.0, 0.01]
    """
    model = measured.assign(share_of_authors=tail(measured["received"].to_numpy(float), 1, alpha))
    parts = [table.assign(curve=curve) for curve, table in (("measured", measured), ("model", model))]
    return pd.concat(parts, ignore_index=True)[["curve", "received", "share_of_authors"]]


def readable(table: pd.DataFrame, digits: int = 3) -> pd.DataFrame:
    """Return a table whose numbers have few significant digits: what was drawn at random has no more.

    Args:
        table: as `listeners` returns it; words stay as they are.
        digits: significant ones, 1 to 12.

    >>> readable(pd.DataFrame({"reading": ["unknown"], "listeners": [14_451.3]}))["listeners"].item()
    14500.0
    """
    kept = whole("digits", digits, 1, 12)
    return table.map(lambda value: value if isinstance(value, str) else float(f"{value:.{kept}g}"))


def factor(friends: Numbers, seen: Numbers, told: Numbers) -> Numbers:
    """Return a rough check of the factor: how many friends see a post, for each person told before.

    Args:
        friends: on the platform, 0 to 1e9 (may be an array, as every argument).
        seen: share of them who see a post, 0 to 1.
        told: people told without social media, above 0 to 1,000.

    Source: on average 191 friends on Facebook in 2011 (69 billion friendships of 721 million people: Backstrom et al.
    2012, Four degrees of separation). That a quarter to a third of them see a post is often quoted.

    >>> round(factor(180, 1 / 3, 5), 6), factor(100, 0.25, 5)
    (12.0, 5.0)
    """
    reached = number("friends", friends, 0, 1e9) * number("seen", seen, 0, 1)
    return reached / number("told", told, 0, 1000, above=True)


def _pareto(place: Numbers, floor: float, alpha: float) -> Numbers:
    return scalar("floor", floor, 1, 1e6) * (1 - place) ** (-1 / scalar("alpha", alpha, 0.1, 100))
