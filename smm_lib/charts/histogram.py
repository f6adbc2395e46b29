"""Histogram: how often each size occurs, or how much falls into each stretch of an axis."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smm_lib.charts._annotations import reference_lines, told
from smm_lib.charts._axes import axis_of, in_tens, scale_of, upright
from smm_lib.charts._text_marks import between, few, number, span, text_marks
from smm_lib.charts._theme import GREY, PALETTE, finish, series_colour
from smm_lib.display import Layer, alt
from smm_lib.language import label, say, unit


def histogram(
    table: pd.DataFrame,
    value: str,
    amount: str,
    *,
    domain: tuple[float, float],
    log: bool = False,
    places: Mapping[str, float] | None = None,
    across: tuple[float, float] | None = None,
    split: str | None = None,
    height: int = 240,
) -> alt.LayerChart:
    """Draw how often a value falls into each of some bins, with vertical rules at named places.

    Args:
        table: one row per bin, from left to right: `<value>_low`, `<value>_high` (its ends) and the amount. The first
            and the last end are the ends of the axis: the same bins every time, so that nothing jumps.
        value: the quantity along the horizontal axis.
        amount: the column that gives a bin's height, such as a share of all runs.
        domain: the fixed ends of the vertical axis.
        log: whether the horizontal axis has logarithmic steps.
        places: rules, by name ("median", "your_guess").
        across: the fixed ends of the horizontal axis, if the bins themselves move.
        split: the column that names the bins; each name has its own colour and stands above its bins, which lie side
            by side.
        height: in pixels.
    """
    low, high = f"{value}_low", f"{value}_high"
    across = across or (float(table[low].iloc[0]), float(table[high].iloc[-1]))
    shown = table if split is None else table.assign(_series=[label(str(key)) for key in table[split]])
    shown = shown.assign(_says=[_bin(row, value, amount) for _, row in table.iterrows()])
    along = axis_of(value, across[1], grid=False, **in_tens(value, across, log=log))
    bin_ = Layer(name="main").mark_rect(clip=True, stroke="white", strokeWidth=1)
    bin_ = bin_.encode(
        x=alt.X(f"{low}:Q", title=label(value), scale=scale_of(across, log=log), axis=along),
        x2=alt.X2(f"{high}:Q"),
        y=alt.Y(f"{amount}:Q", title=None, scale=alt.Scale(domain=domain, nice=False), axis=upright(amount, domain[1])),
        y2=alt.Y2Datum(domain[0]),
        color=series_colour(list(dict.fromkeys(table[split])), split, named=False)
        if split
        else alt.ColorValue(PALETTE["blue"]),
        description=alt.Description("_says:N"),
    )
    marks = places or {}
    sentences = [say("chart.histogram", value=label(value), amount=label(amount))]
    sentences += (
        _fullest(table, value, amount)
        if split is None
        else [f"{of}, {says}." for of, says in zip(shown["_series"], shown["_says"], strict=True)]
    )
    sentences += told(marks, across, unit(value), log=log)
    above = _names(shown, value, amount, across, domain[1], height) if split else []
    layers = [bin_, *above, *reference_lines(marks, across, unit(value), log=log)]
    return finish(layers, shown, " ".join(sentences), height=height, title=label(amount))


def _names(
    shown: pd.DataFrame, value: str, amount: str, across: tuple[float, float], top: float, height: int
) -> list[alt.Chart]:
    """Return each name, the first one highest, and a thin line from the name down to the middle of its bins."""
    ends = {"low": (f"{value}_low", "min"), "high": (f"{value}_high", "max"), "down": (amount, "max")}
    spot = shown.groupby("_series", sort=False).agg(**ends).reset_index(names="named")
    middle = spot["at"] = (spot.pop("low") + spot.pop("high")) / 2
    spot["up"] = [top * (1 - (12 + 22 * i) / height) for i in range(len(spot))]
    spot["down"] = spot["down"].clip(upper=spot["up"])
    place = {"x": alt.X("at:Q"), "y": alt.Y("up:Q")}
    drawn = [Layer(spot).mark_rule(aria=False, color=GREY).encode(y2=alt.Y2("down:Q"), **place)]
    left = middle > across[0] + 0.6 * (across[1] - across[0])
    for side, look in ((left, {"align": "right", "dx": -6}), (~left, {"align": "left", "dx": 6})):
        drawn += text_marks(few(*spot[side].to_dict("records")), "named", place["x"], place["y"], **look)
    return drawn


def _fullest(table: pd.DataFrame, value: str, amount: str) -> list[str]:
    fullest = table.iloc[int(table[amount].argmax())]
    low, high = (number(float(fullest[f"{value}_{end}"]), value, sign=end == "high") for end in ("low", "high"))
    return [say("chart.fullest", amount=number(float(fullest[amount]), amount), low=low, high=high)]


def _bin(row: "pd.Series[Any]", value: str, amount: str) -> str:
    return f"{between(row[f'{value}_low'], row[f'{value}_high'], value)}: {span(row, amount)}"
