"""Who won the adopters of the Bass model: advertising, or the talk of those who had adopted before?"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from smm_lib.models.adoption import PACE, bass, fit, forecast, rate_at, share_at
from smm_lib.models.bounds import Refused, affordable, number, scalar, whole

FIXED = 200  # values that a fit costs beside its own


def paths(innovation: float, imitation: float, periods: int = 40) -> pd.DataFrame:
    """Return how fast a market is won at each moment, and what has been won so far, split by what won it.

    Of those who are left, 1 - F, advertising wins the share p per period and talk the share q x F:
    joining = p (1 - F) + q F (1 - F). What each has won so far is the area under its part.

    Args:
        innovation: p, share of those left who adopt by themselves per period, 0 to 1.
        imitation: q, share of those left whom a full market would win per period, 0 to 10.
        periods: 1 to 1,000.

    Returns:
        Columns period (0, 0.5, 1 ... periods) | won_by ("together", "new_innovation", "new_imitation") | joining
        (share of the market per period) | share_of_market (won so far, 0..1), both rounded to a millionth.

    Raises:
        Refused: if an argument is outside its range.

    >>> paths(0.03, 0.38).groupby("won_by", sort=False)["share_of_market"].max().round(3).to_dict()
    {'together': 1.0, 'new_innovation': 0.206, 'new_imitation': 0.794}
    """
    time = np.arange(0, whole("periods", periods, 1, 1000) + 0.25, 0.5)
    share = np.asarray(share_at(time, innovation, imitation))
    rate = np.asarray(rate_at(time, innovation, imitation))
    advertised = innovation * (1 - share)
    # Half a period with half the rates is the same way: so the exact split of `bass` holds at every half period, too.
    won = np.append(0, bass(1, innovation * 0.5, imitation * 0.5, len(time) - 1)["new_innovation"].cumsum())
    parts = {"together": (rate, share), "new_innovation": (advertised, won)}
    parts |= {"new_imitation": (rate - advertised, share - won)}
    return pd.concat(
        [
            pd.DataFrame({"period": time, "won_by": name, "joining": joining, "share_of_market": so_far})
            for name, (joining, so_far) in parts.items()
        ],
        ignore_index=True,
    ).round(6)


def so_far(market: float, innovation: float, imitation: float, periods: int = 10) -> pd.DataFrame:
    """Return how many people advertising and talk have won after some periods, and how many are left.

    Args:
        market: people who will adopt some day, above 0 to 1e12.
        innovation: p, 0 to 1.
        imitation: q, 0 to 10.
        periods: 1 to 10,000.

    Returns:
        Columns won_by ("new_innovation", "new_imitation", "left") | share_of_market (0..1) | people.

    >>> so_far(100_000, 0.03, 0.38, periods=5)["people"].round().tolist()
    [13008.0, 20111.0, 66880.0]
    """
    people = scalar("market", market, 0, 1e12, above=True)
    everybody = bass(1, innovation, imitation, periods)
    won = [float(everybody[name].sum()) for name in ("new_innovation", "new_imitation")]
    share = np.array([*won, max(0.0, 1 - sum(won))])
    names = ["new_innovation", "new_imitation", "left"]
    return pd.DataFrame({"won_by": names, "share_of_market": share, "people": people * share})


def overtakes(innovation: float, imitation: float) -> float:
    """Return from which moment on talk wins more people than advertising: when q x F = p.

    That is ln(2q / (q - p)) / (p + q) periods after the start.

    Args:
        innovation: p, above 0 to 1.
        imitation: q, above p to 10.

    Raises:
        Refused: if an argument is outside its range; with q up to p talk never overtakes.

    >>> round(overtakes(0.03, 0.38), 2)
    1.89
    """
    p = scalar("innovation", innovation, 0, 1, above=True)
    q = scalar("imitation", imitation, 0, 10)
    if q <= p:
        raise Refused("imitation", "above", q, low=p)
    return math.log(2 * q / (q - p)) / (p + q)


def foretold(series: pd.DataFrame, value: str, until: float, kind: str = "new", end: int | None = None) -> pd.DataFrame:
    """Return what somebody would have forecast who knew a yearly series only up to some year, beside what came.

    Args:
        series: columns year (one row a year, in order, without gaps) and the value; at least 5 rows up to `until`.
        value: the column with the numbers.
        until: the last year the fit may see.
        kind: what the values are and how they are compared, as for `adoption.fit`: "new", "rate" or "adopters".
        end: the last year to show; that of the series, if left out.

    Returns:
        Columns year | line ("observed", "fitted", "forecast": see `adoption.forecast`) | the value.

    Raises:
        Refused: if a column is missing, if the series does not reach `until`, or as for `adoption.fit`.

    >>> sales = pd.DataFrame({"year": range(1980, 1990)})
    >>> sales["sold"] = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]  # video recorders, thousand
    >>> foretold(sales, "sold", until=1987).query("year == 1989").round(-2)["sold"].tolist()
    [5900.0, 3300.0]
    """
    seen, first, last = _seen(series, value, until)
    told = forecast(list(series[value]), seen, kind, periods=(end or last) - first + 1)
    told.columns = ["year", "line", value]
    return told.assign(year=told["year"] + first - 1)


def coefficients(series: pd.DataFrame, value: str, until: float, kind: str = "new") -> pd.DataFrame:
    """Return what the fit to a yearly series up to some year has found: how strong advertising is, and how strong talk.

    Args:
        series: as for `foretold`.
        value: the column with the numbers.
        until: the last year the fit may see.
        kind: "new", "rate" or "adopters", as for `foretold`.

    Returns:
        Columns coefficient ("innovation", "imitation") | share_per_period (of those left).

    Raises:
        Refused: as for `foretold`.

    >>> sales = pd.DataFrame({"year": range(1980, 1990)})
    >>> sales["sold"] = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]  # video recorders, thousand
    >>> coefficients(sales, "sold", until=1989)["share_per_period"].round(4).tolist()
    [0.0088, 0.6422]
    """
    seen, _, _ = _seen(series, value, until)
    rates = fit(list(series[value][:seen]), kind)[1:]
    return pd.DataFrame({"coefficient": ["innovation", "imitation"], "share_per_period": rates})


def estimates(series: Mapping[str, Sequence[float]], periods: int = 20) -> pd.DataFrame:
    """Return what fits to the first 5, 6, 7 ... values of some series find: how strong talk is, how large the market.

    The estimate of q tends to fall and that of the market to stay near the last value, even where the market is fixed.

    Args:
        series: by name, how many have adopted so far in each period, for each at least 5 values.
        periods: for which period a forecast is made, 5 to 1,000.

    Returns:
        Columns series (its name) | periods_known (how many the fit has seen) | imitation (q) | ceiling (the market
        found, as a multiple of the last value known) | forecast (adopters so far in the period `periods`). Where no
        curve fits, a row is missing.

    Raises:
        Refused: if an argument is outside its range, or a series is too short.

    Source: Van den Bulte, Lilien (1997): Bias and systematic change in the parameter estimates of macro-level diffusion
    models. Marketing Science 16(4), 338-353.

    >>> fast, slow = (bass(50, 0.01, q, 12)["adopters"] for q in (0.6, 0.2))  # a fixed market of 100, half of it slow
    >>> found = estimates({"town": fast + slow}).set_index("periods_known")[["imitation", "ceiling"]]
    >>> found.loc[[9, 12]].round(2).values.tolist()
    [[0.52, 1.35], [0.49, 1.08]]
    """
    rows, last = [], whole("periods", periods, 5, 1000)
    for values in series.values():
        affordable("series", len(values), len(series) * len(values) * (FIXED + len(values) / 2), PACE, 2)
    for name, values in series.items():
        so_far = list(values)
        for known in range(5, max(len(so_far), 5) + 1):
            try:
                market, p, q = fit(so_far[:known], "adopters")
            except Refused as refused:
                if refused.rule != "s_curve":
                    raise
            else:
                rows.append((name, known, q, market / max(so_far[:known]), market * share_at(last, p, q)))
    return pd.DataFrame(rows, columns=["series", "periods_known", "imitation", "ceiling", "forecast"])


def _seen(series: pd.DataFrame, value: str, until: float) -> tuple[int, int, int]:
    """Return how many rows the fit may see, and the first and the last year."""
    if not {"year", value} <= set(series) or series.empty:
        raise Refused("series", "columns", ", ".join(map(str, series)) or "-", options=f"year, {value}")
    years = np.asarray(number("year", series["year"].to_numpy(), 0, 9999))
    first, last = int(years.min()), int(years.max())
    return int((years <= scalar("until", until, first, last)).sum()), first, last
