"""Bars: how much of each."""

import pandas as pd

from smm_lib.charts.look import HALO, MEANING, PALETTE, axis_of, finish, span, without_ranges
from smm_lib.display import alt
from smm_lib.language import label, say, unit


def bars(
    table: pd.DataFrame,
    group: str,
    value: str,
    *,
    domain: tuple[float, float],
    text: str | None = None,
    ranges: bool = True,
) -> alt.LayerChart:
    """Draw a horizontal bar per row, with a whisker where the table has a range and the number at its end.

    Args:
        table: one row per bar; `<value>_low` and `<value>_high` are the range, where there is one.
        group: the column that names the bars.
        value: the column that gives their length.
        domain: the fixed ends of the value axis; a longer bar is cut there and keeps its number.
        text: the column written at the bar's end, with its range; without it the value.
        ranges: whether ranges are shown.

    Returns:
        A layered chart as wide as every chart of the course.
    """
    text = text or value
    table = table if ranges else without_ranges(table)
    shown = table.assign(
        _name=[label(str(g)) for g in table[group]],
        _note=[span(row, text) for _, row in table.iterrows()],
        _end=table[f"{value}_high" if f"{value}_high" in table else value].clip(upper=domain[1] * 0.72),
    )
    order = [label(str(g)) for g in table[group]]
    place = alt.Y("_name:N", title=None, sort=order, axis=alt.Axis(labelLimit=220))
    axis = axis_of(value) if unit(value) == "percent" else alt.Undefined
    length = alt.X(f"{value}:Q", title=label(value), axis=axis, scale=alt.Scale(domain=domain, nice=False))
    layers = [
        alt.Chart(name="main").mark_bar(size=30, clip=True).encode(x=length, y=place, color=_colour(group, table))
    ]
    if f"{value}_low" in table:
        whisker = alt.Chart(name="range").encode(x=alt.X(f"{value}_low:Q", title=label(value)), y=place)
        layers.append(
            whisker.mark_rule(aria=False, strokeWidth=2.5, color="black", clip=True).encode(
                x2=alt.X2(f"{value}_high:Q")
            )
        )
    for halo in HALO:
        note = alt.Chart().mark_text(align="left", dx=8, fontSize=15, fontWeight="bold", **halo)
        layers.append(note.encode(x=alt.X("_end:Q"), y=place, text=alt.Text("_note:N")))
    sentences = [say("chart.bars", value=label(text))]
    sentences += [f"{name}: {note}." for name, note in zip(shown["_name"], shown["_note"], strict=True)]
    return finish(layers, shown, " ".join(sentences), height=52 * len(table))


def _colour(group: str, table: pd.DataFrame) -> alt.Color:
    keys = [str(key) for key in table[group]]
    colours = [PALETTE[MEANING[key][0]] if key in MEANING else PALETTE["blue"] for key in keys]
    return alt.Color("_name:N", legend=None, scale=alt.Scale(domain=[label(key) for key in keys], range=colours))
