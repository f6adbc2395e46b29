"""Histogram: how often each size occurs, or how much falls into each stretch of an axis."""

from collections.abc import Mapping

import pandas as pd

from smm_lib.charts.look import PALETTE, axis_of, finish, span, styles
from smm_lib.charts.rules import middles, named, rules
from smm_lib.display import alt
from smm_lib.language import label, say, unit, written


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
        split: the column that names the bins; each then has its own colour and its words in the description.
        height: in pixels.
    """
    low, high = f"{value}_low", f"{value}_high"
    across = across or (float(table[low].iloc[0]), float(table[high].iloc[-1]))
    shown = table if split is None else table.assign(_series=[label(str(key)) for key in table[split]])
    scale = alt.Scale(domain=list(across), nice=False, type="log" if log else "linear")
    up = alt.Scale(domain=list(domain), nice=False)
    bin_ = alt.Chart(name="main").mark_rect(clip=True, stroke="white", strokeWidth=1)
    bin_ = bin_.encode(
        x=alt.X(f"{low}:Q", title=label(value), scale=scale, axis=axis_of(value, across[1], grid=False)),
        x2=alt.X2(f"{high}:Q"),
        y=alt.Y(f"{amount}:Q", title=None, scale=up, axis=axis_of(amount)),
        y2=alt.Y2Datum(domain[0]),
        color=_colour([str(key) for key in table[split]], split) if split else alt.ColorValue(PALETTE["blue"]),
    )
    marks = places or {}
    sentences = [say("chart.histogram", value=label(value), amount=label(amount))]
    sentences += _fullest(table, value, amount) if split is None else _each(shown, value, amount)
    sentences += [f"{named(name, marks, unit(value))}." for name in middles(marks)]
    layers = [bin_, *rules(marks, across, unit(value), log=log)]
    return finish(layers, shown, " ".join(sentences), height=height, title=label(amount))


def _fullest(table: pd.DataFrame, value: str, amount: str) -> list[str]:
    fullest = table.iloc[int(table[amount].argmax())]
    words = {"low": written(float(f"{fullest[f'{value}_low']:.4g}"), unit(value), sign=False)}
    words |= {"high": written(float(f"{fullest[f'{value}_high']:.4g}"), unit(value))}
    return [say("chart.fullest", amount=written(float(f"{fullest[amount]:.4g}"), unit(amount)), **words)]


def _each(table: pd.DataFrame, value: str, amount: str) -> list[str]:
    ends = [
        [written(float(f"{row[f'{value}_{end}']:.4g}"), unit(value)) for end in ("low", "high")]
        for _, row in table.iterrows()
    ]
    return [
        f"{row['_series']} ({say('unit.range', low=low, high=high)}): {span(row, amount)}."
        for (low, high), (_, row) in zip(ends, table.iterrows(), strict=True)
    ]


def _colour(keys: list[str], split: str) -> alt.Color:
    scale = alt.Scale(domain=[label(key) for key in keys], range=[style.colour for style in styles(keys)])
    return alt.Color("_series:N", title=label(split), scale=scale)
