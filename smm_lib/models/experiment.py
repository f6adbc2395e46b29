"""Which of two versions is better: how many visitors a test needs, and what its result says.

A test compares the conversion rates of version A (the base) and version B (the target, if it works as hoped).
"""

import math
from statistics import NormalDist

import numpy as np
import pandas as pd

from smm_lib.models.bounds import LARGEST, Refused, scalar, whole

NORMAL = NormalDist()


def sample_size(base: float, target: float, significance: float = 0.05, power: float = 0.8) -> int:
    """Return how many visitors each version needs, so that a true difference is found as often as wished.

    n = (z_s + z_power)^2 x [p1(1-p1) + p2(1-p2)] / (p1 - p2)^2, rounded up; z_s belongs to significance / 2 (the
    difference may go either way). Half the difference needs about four times the visitors.

    Args:
        base: conversion rate of version A, p1, 0.0001 to 0.9999.
        target: conversion rate of version B that would be worth finding, p2, 0.0001 to 0.9999, not the base.
        significance: how often two equal versions may be called different (a false alarm), 0.0001 to 0.5.
        power: how often a true difference of this size shall be found, 0.5 to 0.9999.

    Returns:
        Visitors for each version; a test needs twice as many.

    Raises:
        Refused: if an argument is outside its range (so in every function here).

    Source: the normal approximation with unpooled variance, as in Fleiss (1981): Statistical methods for rates and
    proportions (often quoted; other formulas pool the variance and differ by less than one per cent here).

    >>> sample_size(0.02, 0.025), sample_size(0.02, 0.03)
    (13807, 3823)
    """
    p1, p2 = different(base, target)
    z = _critical(significance) + NORMAL.inv_cdf(scalar("power", power, 0.5, 0.9999))
    return math.ceil(z**2 * (p1 * (1 - p1) + p2 * (1 - p2)) / (p1 - p2) ** 2)


def power(base: float, target: float, visitors: float, significance: float = 0.05) -> float:
    """Return how often a test with so many visitors for each version finds the difference: 0..1.

    The formula of `sample_size`, solved for the power (a result that points the wrong way does not count).

    Args:
        base: conversion rate of version A, 0.0001 to 0.9999.
        target: conversion rate of version B, 0.0001 to 0.9999, not the base.
        visitors: of each version, 1 to 1e15.
        significance: accepted share of false alarms, 0.0001 to 0.5.

    >>> round(power(0.02, 0.025, 13_807), 3), round(power(0.02, 0.025, 1000), 3)
    (0.8, 0.114)
    """
    p1, p2 = different(base, target)
    spread = math.sqrt((p1 * (1 - p1) + p2 * (1 - p2)) / scalar("visitors", visitors, 1, LARGEST))
    return NORMAL.cdf(abs(p1 - p2) / spread - _critical(significance))


def z_test(conversions_a: int, visitors_a: int, conversions_b: int, visitors_b: int) -> tuple[float, float]:
    """Return z and p of the difference between two conversion rates (pooled two-proportion test, two-sided).

    z = (p_b - p_a) / sqrt(p(1-p)(1/n_a + 1/n_b)) with the common rate p. The p-value is how often two EQUAL versions
    would differ at least that much by luck. It is not the chance that B is better.

    Args:
        conversions_a: of version A, a whole number from 0 to visitors_a.
        visitors_a: who saw version A, a whole number from 1 to 1e15.
        conversions_b: of version B, a whole number from 0 to visitors_b.
        visitors_b: who saw version B, a whole number from 1 to 1e15.

    Returns:
        z (above 0 if B is better) and p (0..1). If nobody converts in either version, or everybody does, there is no
        difference to be seen: z 0, p 1.

    >>> z, p = z_test(200, 10_000, 250, 10_000)
    >>> round(z, 2), round(p, 3)
    (2.38, 0.017)
    """
    n_a, n_b = whole("visitors_a", visitors_a, 1, LARGEST), whole("visitors_b", visitors_b, 1, LARGEST)
    a, b = whole("conversions_a", conversions_a, 0, n_a), whole("conversions_b", conversions_b, 0, n_b)
    if a + b in (0, n_a + n_b):
        return 0.0, 1.0
    common = (a + b) / (n_a + n_b)
    z = (b / n_b - a / n_a) / math.sqrt(common * (n_a + n_b - a - b) / (n_a + n_b) * (1 / n_a + 1 / n_b))
    return z, math.erfc(abs(z) / math.sqrt(2))


def interval(conversions: int, visitors: int, level: float = 0.95) -> tuple[float, float]:
    """Return the range in which the true conversion rate lies, if such ranges are right in `level` of all tests.

    Wilson's score interval: it never leaves 0..1 and works for few conversions, even for none.

    Args:
        conversions: a whole number from 0 to visitors.
        visitors: a whole number from 1 to 1e15.
        level: of confidence, 0.5 to 0.9999.

    Returns:
        Lower and upper end, 0..1.

    Source: Wilson (1927): Probable inference, the law of succession, and statistical inference. J. American
    Statistical Association 22, 209-212.

    >>> [round(end, 4) for end in interval(200, 10_000)]
    [0.0174, 0.0229]
    """
    n, z = whole("visitors", visitors, 1, LARGEST), _critical(1 - scalar("level", level, 0.5, 0.9999))
    rate, w = whole("conversions", conversions, 0, n) / n, z**2 / n
    half = z * math.sqrt(rate * (1 - rate) / n + w / (4 * n))
    return max(0.0, (rate + w / 2 - half) / (1 + w)), min(1.0, (rate + w / 2 + half) / (1 + w))


def false_alarm(looks: int, significance: float = 0.05) -> float:
    """Return the chance of at least one false alarm in several INDEPENDENT looks: 1 - (1 - significance)^looks.

    Independent means each look at new visitors only. For looks at the same growing heap of data see
    `peeking.peeking`.

    Args:
        looks: a whole number from 1 to 10,000.
        significance: accepted share of false alarms of one look, 0.0001 to 0.5.

    >>> round(false_alarm(10), 3)
    0.401
    """
    return float(1 - (1 - scalar("significance", significance, 0.0001, 0.5)) ** whole("looks", looks, 1, 10_000))


def days_needed(base: float, visitors_per_day: float, significance: float = 0.05, power: float = 0.8) -> pd.DataFrame:
    """Return how long a test must run to find a difference, for improvements from 5 to 100 per cent of the base.

    Args:
        base: conversion rate of version A, 0.0001 to 0.49.
        visitors_per_day: who come in a day and are shared out between both versions, 1 to 1e9.
        significance: accepted share of false alarms, 0.0001 to 0.5.
        power: how often a true difference shall be found, 0.5 to 0.9999.

    Returns:
        Columns effect (0.05..1 of the base) | target (0..1) | sample_size (of each version) | test_days (whole days).

    >>> days_needed(0.02, 1000).query("0.24 < effect < 0.26")[["sample_size", "test_days"]].values.tolist()
    [[13807, 28]]
    """
    p, daily = scalar("base", base, 0.0001, 0.49), scalar("visitors_per_day", visitors_per_day, 1, 1e9)
    effect = np.arange(1, 21) / 20
    sizes = [sample_size(p, p * (1 + e), significance, power) for e in effect]
    days = [math.ceil(2 * n / daily) for n in sizes]
    return pd.DataFrame({"effect": effect, "target": p * (1 + effect), "sample_size": sizes, "test_days": days})


def power_curve(base: float, target: float, significance: float = 0.05) -> pd.DataFrame:
    """Return how often a test finds the difference, for 100 to ten million visitors of each version.

    Args:
        base: conversion rate of version A, 0.0001 to 0.9999.
        target: conversion rate of version B, 0.0001 to 0.9999, not the base.
        significance: accepted share of false alarms, 0.0001 to 0.5.

    Returns:
        Columns visitors (of each version) | power (0..1).

    >>> power_curve(0.02, 0.025)["power"].is_monotonic_increasing
    True
    """
    visitors = np.geomspace(100, 1e7, 101)
    return pd.DataFrame({"visitors": visitors, "power": [power(base, target, n, significance) for n in visitors]})


def different(base: float, target: float) -> tuple[float, float]:
    """Return both rates, if they differ.

    >>> different(0.02, 0.025)
    (0.02, 0.025)
    """
    p1, p2 = scalar("base", base, 0.0001, 0.9999), scalar("target", target, 0.0001, 0.9999)
    if abs(p1 - p2) < 1e-9:
        raise Refused("target", "other_than", target, low=base)
    return p1, p2


def _critical(significance: float) -> float:
    """Return the z beyond which a two-sided test calls a difference significant."""
    return NORMAL.inv_cdf(1 - scalar("significance", significance, 0.0001, 0.5) / 2)
