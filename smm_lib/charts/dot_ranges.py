"""Spans: quantities of very different size, each as a dot with its range and its number, on steps of ten."""

from typing import Any

import pandas as pd

from smm_lib.charts._axes import axis_of, in_tens, on_axis, scale_of
from smm_lib.charts._text_marks import few, pixels, span, text_marks
from smm_lib.charts._theme import PALETTE, WIDTH, finish, row_colour
from smm_lib.display import Layer, alt
from smm_lib.language import label, say

LABELS = 260  # pixels: the most that names may take
MARGIN = 34  # pixels around the axis
SIDES: dict[str, dict[str, Any]] = {
    "behind": {"align": "left", "dx": 12},
    "before": {"align": "right", "dx": -12},
    "two_lines": {"align": "left", "dx": 12, "dy": -8, "lineBreak": "\n", "lineHeight": 17},
}


def dot_ranges(
    table: pd.DataFrame, name: str, value: str, *, domain: tuple[float, float], split: str | None = None
) -> alt.LayerChart:
    """Draw a dot per row, a line over its range and the number beside it, on a logarithmic axis.

    A logarithmic axis has no zero, so a bar would have no true length: a place is all that a row can show.

    Args:
        table: one row per dot, from top to bottom; `<value>_low` and `<value>_high` are its range, if there is one.
        name: the column that names the rows.
        value: the column that places the dot. A row without a value has a dash and no dot.
        domain: the fixed ends of the axis, above 0; what lies beyond stays at the end and keeps its number.
        split: the column of a group of rows, such as who owns a stage: its colour, and a word behind the row's name.
    """
    low, high = domain
    ends = {end: table.get(f"{value}_{end}", table[value]) for end in ("low", "high")}
    names = [label(str(row)) for row in table[name]]
    if split:
        names = [f"{row} ({label(str(kind))})" for row, kind in zip(names, table[split], strict=True)]
    notes = [span(row, value) for _, row in table.iterrows()]
    out, beyond = [bool(place < low or place > high) for place in table[value]], say("chart.beyond")
    shown = table.assign(
        _name=names,
        _note=[_pointing(note, place, domain) for note, place in zip(notes, table[value], strict=True)],
        _says=[f"{row}: {note}" for row, note in zip(names, notes, strict=True)],
        _at=table[value].clip(low, high),
        _from=ends["low"].clip(low, high).fillna(low),
        _to=ends["high"].clip(low, high).fillna(low),
    )
    shown = _beside(shown, domain)
    up = alt.Y("_name:N", title=None, sort=None, axis=alt.Axis(labelLimit=LABELS, grid=True))
    axis = axis_of(value, high, **in_tens(value, domain, log=True) | {"labelSeparation": 24, "grid": True})
    across = alt.X("_at:Q", title=label(value), scale=scale_of(domain, log=True), axis=axis)
    dot = Layer(name="main").mark_point(size=120, filled=True, opacity=1, color=PALETTE["blue"])
    coloured = row_colour(names, list(table[name]), list(table[split]) if split else [])
    look = {"color": coloured} if split or "your_guess" in set(table[name]) else {}
    layers = [dot.encode(x=across, y=up, description=alt.Description("_says:N"), **look)]
    if f"{value}_low" in table:
        reach = Layer(name="range").mark_rule(aria=False, strokeWidth=3, color=PALETTE["blue"])
        layers.insert(0, reach.encode(x=alt.X("_from:Q"), x2=alt.X2("_to:Q"), y=up, **look))
    for side, look in SIDES.items():
        rows = shown.loc[shown["_side"] == side, ["_name", "_note", "_from", "_to"]]
        end = alt.X("_from:Q" if side == "before" else "_to:Q")
        layers += text_marks(few(*rows.to_dict("records")), "_note", end, up, fontSize=14, **look) if len(rows) else []
    said = [f"{said}{f' ({beyond})' if far else ''}." for said, far in zip(shown["_says"], out, strict=True)]
    return finish(layers, shown, " ".join([say("chart.dots", value=label(value)), *said]), height=46 * len(table))


def _beside(shown: pd.DataFrame, domain: tuple[float, float]) -> pd.DataFrame:
    """Place each number: behind its dot, else before it, else behind it in two lines."""
    room = WIDTH - MARGIN - min(LABELS, max(map(pixels, shown["_name"])))
    sides = []
    for note, first, last in zip(shown["_note"], shown["_from"], shown["_to"], strict=True):
        need = (pixels(note) + 12) / room
        behind = on_axis(last, domain, log=True) + need <= 1
        before = on_axis(first, domain, log=True) >= need
        sides.append("behind" if behind else "before" if before else "two_lines")
    notes = [
        n.replace(" (", "\n(") if side == "two_lines" else n for n, side in zip(shown["_note"], sides, strict=True)
    ]
    return shown.assign(_side=sides, _note=notes)


def _pointing(note: str, place: float, domain: tuple[float, float]) -> str:
    if place > domain[1]:
        return f"{note} →"
    return f"← {note}" if place < domain[0] else note
