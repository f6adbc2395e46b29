"""Spans: quantities of very different size, each as a dot with its range and its number, on steps of ten."""

import math

import pandas as pd

from smm_lib.charts.look import HALO, PALETTE, finish, span
from smm_lib.display import alt
from smm_lib.language import label, say


def spans(table: pd.DataFrame, name: str, value: str, *, domain: tuple[float, float]) -> alt.LayerChart:
    """Draw a dot per row, a line over its range and the number beside it, on a logarithmic axis.

    Args:
        table: one row per dot, from top to bottom; `<value>_low` and `<value>_high` are its range.
        name: the column that names the rows.
        value: the column that places the dot.
        domain: the fixed ends of the axis, above 0; what lies beyond stays at the end and keeps its number.
    """
    low, high = domain
    places = {column: table[column].clip(low, high) for column in (value, f"{value}_low", f"{value}_high")}
    shown = table.assign(
        _name=[label(str(row)) for row in table[name]],
        _note=[span(row, value) for _, row in table.iterrows()],
        _at=places[value],
        _from=places[f"{value}_low"],
        _to=places[f"{value}_high"],
        _right=places[f"{value}_high"] < (low * high) ** 0.5,
    )
    tens = [10**power for power in range(math.ceil(math.log10(low)), math.floor(math.log10(high)) + 1)]
    up = alt.Y("_name:N", title=None, sort=None, axis=alt.Axis(labelLimit=260, grid=True))
    scale = alt.Scale(domain=[low, high], type="log", nice=False)
    across = alt.X("_at:Q", title=label(value), scale=scale, axis=alt.Axis(format=",d", grid=False, values=tens))
    reach = alt.Chart(name="range").mark_rule(aria=False, strokeWidth=3, color=PALETTE["blue"])
    dot = alt.Chart(name="main").mark_point(size=120, filled=True, opacity=1, color=PALETTE["blue"])
    layers = [reach.encode(x=alt.X("_from:Q"), x2=alt.X2("_to:Q"), y=up), dot.encode(x=across, y=up)]
    for right, end, align, dx in ((True, "_to:Q", "left", 12), (False, "_from:Q", "right", -12)):
        side = shown[shown["_right"] == right]
        for halo in HALO if len(side) else ():
            note = alt.Chart(side).mark_text(align=align, dx=dx, fontSize=14, **halo)
            layers.append(note.encode(x=alt.X(end), y=up, text=alt.Text("_note:N")))
    rows = [f"{row['_name']}: {row['_note']}." for _, row in shown.iterrows()]
    return finish(layers, shown, " ".join([say("chart.dots", value=label(value)), *rows]), height=46 * len(table))
