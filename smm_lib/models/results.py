"""What an A/B test shows: by luck two rates differ even where nothing differs, and one rate stands for a range."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import LARGEST, scalar
from smm_lib.models.experiment import different, interval


def sampling(base: float, target: float, visitors: float) -> pd.DataFrame:
    """Return which rates a test may show for each version by luck: two bells that part as visitors come.

    Args:
        base: conversion rate of version A, 0.0001 to 0.9999.
        target: conversion rate of version B, 0.0001 to 0.9999, not the base.
        visitors: of each version, 1 to 1e15.

    Returns:
        Columns version ("version_a", "version_b") | rate (the rate seen, 121 points up to 4 standard errors from the
        true one, cut at 0 and 1) | relative (the same, as a multiple of the base) | density (1 at the top, so that
        both bells are equally high) | density_low, density_high (0 and the density: the bell as an area).

    >>> sampling(0.02, 0.025, 13_807).query("density == 1")[["rate", "relative"]].round(3).values.tolist()
    [[0.02, 1.0], [0.025, 1.25]]
    """
    n, bells = scalar("visitors", visitors, 1, LARGEST), list[pd.DataFrame]()
    rates = different(base, target)
    for version, rate in zip(("version_a", "version_b"), rates, strict=True):
        steps = np.linspace(-4, 4, 121)
        seen = rate + steps * np.sqrt(rate * (1 - rate) / n)
        bell = pd.DataFrame({"version": version, "rate": seen, "relative": seen / rates[0]})
        bell["density"] = np.exp(-(steps**2) / 2)
        bell = bell.assign(density_low=0.0, density_high=bell["density"])
        bells.append(bell[(seen >= 0) & (seen <= 1)])
    return pd.concat(bells, ignore_index=True)


def intervals(
    conversions_a: int, visitors_a: int, conversions_b: int, visitors_b: int, level: float = 0.95
) -> pd.DataFrame:
    """Return the rates of both versions as a test shows them, each with the range in which the true one may lie.

    Args:
        conversions_a: of version A, a whole number from 0 to visitors_a.
        visitors_a: who saw version A, a whole number from 1 to 1e15.
        conversions_b: of version B, a whole number from 0 to visitors_b.
        visitors_b: who saw version B, a whole number from 1 to 1e15.
        level: of confidence, 0.5 to 0.9999.

    Returns:
        Columns version ("version_a", "version_b") | rate | rate_low, rate_high (see `experiment.interval`).

    Raises:
        Refused: if an argument is outside its range.

    >>> intervals(200, 10_000, 250, 10_000)["rate"].tolist()
    [0.02, 0.025]
    """
    ends = [interval(conversions_a, visitors_a, level), interval(conversions_b, visitors_b, level)]
    rates = [conversions_a / visitors_a, conversions_b / visitors_b]
    table = pd.DataFrame({"version": ["version_a", "version_b"], "rate": rates})
    return table.assign(rate_low=[low for low, _ in ends], rate_high=[high for _, high in ends])
