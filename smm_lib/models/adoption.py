"""Adoption over time: some adopt by themselves (advertising), the others because many already have (talk).

The Bass model: of those who are left, a share p + q x F adopts per period, F being the share that already has.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.models.bounds import Numbers, Refused, affordable, number, one_of, scalar, whole

KINDS = ("new", "rate", "adopters")
Floats = npt.NDArray[np.float64]
Curve = Callable[[Floats, Numbers, Numbers], Floats]  # of time, p and q
TINY = 1e-12  # a rate so small that it counts as 0
PACE = 10_000  # values to which a curve is fitted in a second


def share_at(time: Numbers, innovation: float, imitation: float) -> Numbers:
    """Return the share of the market that has adopted at a time.

    F(t) = (1 - e^-(p+q)t) / (1 + (q/p) e^-(p+q)t)

    Args:
        time: periods since the start, 0 to 1e6 (may be an array).
        innovation: p, share of those left who adopt by themselves per period, 0 to 1.
        imitation: q, share of those left whom a full market would win per period, 0 to 10.

    Raises:
        Refused: if an argument is outside its range.

    Source: Bass (1969): A new product growth for model consumer durables. Management Science 15(5), 215-227.

    >>> [round(share_at(time, 0.03, 0.38), 3) for time in (5, 10)]
    [0.331, 0.813]
    """
    p, q = _rates(innovation, imitation)
    moments = number("time", time, 0, 1e6)
    share = np.asarray(_share(moments, p, q) if p > 0 else 0.0 * moments)
    return share if share.ndim else float(share)


def rate_at(time: Numbers, innovation: float, imitation: float) -> Numbers:
    """Return which share of the market adopts per period at a moment: f = (p + q F) (1 - F).

    Args:
        time: periods since the start, 0 to 1e6 (may be an array).
        innovation: p, 0 to 1.
        imitation: q, 0 to 10.

    >>> round(rate_at(peak(0.03, 0.38), 0.03, 0.38), 3)
    0.111
    """
    p, q = _rates(innovation, imitation)
    return _speed(share_at(time, p, q), p, q)


def peak(innovation: float, imitation: float) -> float:
    """Return when most adopt: ln(q/p) / (p + q) periods after the start, and at the start if q is not above p.

    Args:
        innovation: p, above 0 to 1.
        imitation: q, 0 to 10.

    >>> [round(peak(*rates), 2) for rates in ((0.03, 0.38), (0.03, 0.76), (0.06, 0.38))]
    [6.19, 4.09, 4.2]
    """
    p, q = scalar("innovation", innovation, 0, 1, above=True), scalar("imitation", imitation, 0, 10)
    return float((np.log(q) - np.log(p)) / (p + q)) if q > p else 0.0


def bass(market: float, innovation: float, imitation: float, periods: int = 20) -> pd.DataFrame:
    """Return adoption period by period, split by what won the adopters.

    adopters = market x F(t), new = what it gained since t - 1. Advertising won market x the integral of p (1 - F) over
    the period, talk that of q F (1 - F); the first is (p/q) ln((1 + q/p) / (1 + (q/p) e^-(p+q)t)) from 0 to t.

    Args:
        market: people who will adopt some day, 0 to 1e12.
        innovation: p, share of those left who adopt by themselves per period, 0 to 1.
        imitation: q, share of those left whom a full market would win per period, 0 to 10.
        periods: 1 to 10,000.

    Returns:
        Columns period (1..periods) | new (adopters in this period) | new_innovation | new_imitation | adopters (up to
        its end) | share (0..1 of the market).

    Raises:
        Refused: if an argument is outside its range.

    >>> bass(100_000, 0.03, 0.38).iloc[1, 1:5].round().tolist()
    [4930.0, 2823.0, 2107.0, 8506.0]
    """
    m, (p, q) = scalar("market", market, 0, 1e12), _rates(innovation, imitation)
    time = np.arange(whole("periods", periods, 1, 10_000) + 1.0)
    share = np.asarray(share_at(time, p, q))
    advertised = share  # where only one of the two works
    if p > 0 and q > 0:
        advertised = p / q * (np.log1p(q / p) - np.log1p(q / p * np.exp(-(p + q) * time)))
    new = m * np.maximum(np.diff(share), 0)
    innovators = np.clip(m * np.diff(advertised), 0, new)
    columns = {"period": time[1:].astype(int), "new": new, "new_innovation": innovators}
    columns |= {"new_imitation": new - innovators, "adopters": m * share[1:], "share": share[1:]}
    return pd.DataFrame(columns)


def fit(series: Sequence[float], kind: str = "new", first: float = 1) -> tuple[float, float, float]:
    """Return market, innovation p and imitation q of the Bass curve that lies closest to a series (least squares).

    Args:
        series: at least 5 values, one for each period without gaps, each 0 to 1e15.
        kind: "new": adopters won in each period, compared with market x (F(t) - F(t - 1)), what the curve gains in it;
            "rate": the same adopters, compared with market x f(t), the rate at its end; "adopters": how many have
            adopted so far, compared with market x F(t).
        first: the time t at the end of the first period, in periods since the start, 0 to 1,000.

    Raises:
        Refused: if there are fewer than 5 values, or no curve fits, or only one without a visible end (a market over
            20 times what has been seen is a guess, no estimate).

    Sources: "new": Srinivasan, Mason (1986): Nonlinear least squares estimation of new product diffusion models.
    Marketing Science 5(2), 169-178. "rate": sales as Bass (1969) writes them at a moment, S(t) = market x f(t); the
    figures published for the recorders below (6.80e4, 0.00659, 0.638) were found so.

    >>> recorders = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]  # sold in the USA, 1980-89, thousand
    >>> for kind in ("new", "rate"):
    ...     market, p, q = fit(recorders, kind)
    ...     print(round(market), round(p, 5), round(q, 4))
    67660 0.00879 0.6422
    67981 0.00659 0.6381
    """
    values = tuple(_values(series).tolist())
    return _fitted(values, str(one_of("kind", kind, KINDS)), scalar("first", first, 0, 1000))


@lru_cache(maxsize=64)
def _fitted(series: tuple[float, ...], kind: str, first: float) -> tuple[float, float, float]:
    """Return what `fit` does. It is remembered, so that a control that leaves the curve alone is quick.

    The search begins at the closest two of many curves. Their slopes come from complex numbers, which lose no digits.
    """
    from scipy.optimize import least_squares

    values, curve = np.array(series), CURVES[kind]
    affordable("series", len(values), len(values), PACE)
    time = first + np.arange(float(len(values)))
    scale = float(values.max() if kind == "adopters" else values.sum())

    def gaps(guess: Floats) -> Floats:
        gap: Floats = guess[0] * curve(time, guess[1], guess[2]) - values / scale
        return gap

    limits = {"bounds": ([0, 1e-9, 0], [1e3, 1, 10]), "x_scale": "jac", "max_nfev": 120, "jac": "cs"}
    limits |= {"xtol": 1e-12, "ftol": 1e-12, "gtol": 1e-10}
    tries = [least_squares(gaps, start, **limits) for start in _starts(curve, time, values / scale)]
    best = min(tries, key=lambda found: found.cost)
    market, p, q = (float(x) for x in best.x)
    if not best.success or market > 20 or not 2e-9 < p < 0.99 or q > 9.9:
        raise Refused("series", "s_curve", len(values))
    return market * scale, p, q


def _starts(curve: Curve, time: Floats, values: Floats) -> Floats:
    """Return the two closest of 400 curves: each with the market that suits it best, with p and with q."""
    p, q = (rates.reshape(-1, 1) for rates in np.meshgrid(np.geomspace(1e-6, 0.5, 20), np.geomspace(0.02, 8, 20)))
    shapes = curve(time, p, q)
    market = np.clip(shapes @ values / np.maximum((shapes**2).sum(axis=1), 1e-300), 0, 20)
    gaps = ((market[:, None] * shapes - values) ** 2).sum(axis=1)
    return np.column_stack([market, p, q])[np.argsort(gaps)[:2]]


def forecast(
    series: Sequence[float], used: int, kind: str = "new", first: float = 1, periods: int | None = None
) -> pd.DataFrame:
    """Return what the curve fitted to the first values says about the later ones, beside what came.

    Args:
        series: as for `fit`.
        used: how many of the first values the fit may see, 5 to all.
        kind: "new", "rate" or "adopters", as for `fit`.
        first: the time t at the end of the first period, in periods since the start, 0 to 1,000.
        periods: how many periods to show, from `used` to 1,000; as many as the series has if left out.

    Returns:
        Columns period (1 = that of the first value) | line ("observed", "fitted", "forecast") | "adopters", or "new"
        for the other two kinds. The forecast starts at the last value used, so that its line goes on from there.

    Raises:
        Refused: as for `fit`, or if `used` or `periods` is outside its range.

    >>> recorders = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]
    >>> forecast(recorders, used=8).groupby("line").size().to_dict()
    {'fitted': 8, 'forecast': 3, 'observed': 10}
    """
    values = _values(series)
    seen = whole("used", used, 5, len(values))
    period = np.arange(1, whole("periods", len(values) if periods is None else periods, seen, 1000) + 1.0)
    market, p, q = fit(list(values[:seen]), kind, first)
    curve, value = market * CURVES[kind](period - 1 + first, p, q), "adopters" if kind == "adopters" else "new"
    shown = values[: len(period)]
    lines = [("observed", period[: len(shown)], shown), ("fitted", period[:seen], curve[:seen])]
    lines += [("forecast", period[seen - 1 :], curve[seen - 1 :])]
    return pd.concat(
        [pd.DataFrame({"period": t.astype(int), "line": name, value: y}) for name, t, y in lines], ignore_index=True
    )


def _share(time: Numbers, p: Numbers, q: Numbers) -> Floats:
    left = np.exp(-(p + q) * time)
    return np.asarray(p * (1 - left) / (p + q * left))


def _speed(share: Numbers, p: Numbers, q: Numbers) -> Numbers:
    return (p + q * share) * (1 - share)


def _gained(time: Floats, p: Numbers, q: Numbers) -> Floats:
    """Return F(t) - F(t - 1): what the period that ends at t has won."""
    return _share(time, p, q) - _share(np.maximum(time - 1, 0), p, q)


# What each kind of series is compared with, for a market of 1; p and q may be tables of many, and complex.
CURVES: dict[str, Curve] = {
    "new": _gained,
    "rate": lambda time, p, q: np.asarray(_speed(_share(time, p, q), p, q)),
    "adopters": _share,
}


def _rates(innovation: float, imitation: float) -> tuple[float, float]:
    p, q = scalar("innovation", innovation, 0, 1), scalar("imitation", imitation, 0, 10)
    return (p if p > TINY else 0.0), (q if q > TINY else 0.0)


def _values(series: Sequence[float]) -> Floats:
    values = np.atleast_1d(number("series", series, 0, 1e15))
    if values.ndim > 1 or len(values) < 5:
        raise Refused("series", "points_at_least", len(values), low=5)
    if not values.sum() > 0:
        raise Refused("series", "s_curve", len(values))
    return values
