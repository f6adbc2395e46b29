"""Bars: how much of each."""

import pandas as pd

from smm_lib.charts._axes import LONG, axis_of, on_axis
from smm_lib.charts._text_marks import few, pixels, span, text_marks
from smm_lib.charts._theme import WIDTH, finish, row_colour, without_ranges
from smm_lib.display import Layer, alt
from smm_lib.language import label, say, unit

LABELS = 220  # pixels: the most that names may take
MARGIN = 34  # pixels around the axis
BAR = 0.58  # of the way from bar to bar is bar
GAP = 8  # pixels between a bar's end and its number
SIDES = {
    "behind": {"align": "left", "dx": GAP},
    "inside": {"align": "right", "dx": -GAP, "color": "white"},
    "two_lines": {"align": "left", "dx": GAP, "dy": -9, "lineBreak": "\n", "lineHeight": 18},
}


def bars(
    table: pd.DataFrame,
    group: str,
    value: str,
    *,
    domain: tuple[float, float],
    text: str | None = None,
    split: str | None = None,
    ranges: bool = True,
    like_lines: bool = False,
    row: int = 52,
) -> alt.LayerChart:
    """Draw a horizontal bar per row, with a whisker where the table has a range and the number at its end.

    Args:
        table: one row per bar; `<value>_low` and `<value>_high` are the range, where there is one.
        group: the column that names the bars; one that begins with own_ holds a learner's own words.
        value: the column that gives their length.
        domain: the fixed ends of the value axis; a longer bar is cut there, its number has an arrow.
        text: the column written at the bar's end, with its range; without it the value.
        split: the column of a group of bars, such as who owns a stage: its colour, and a word behind the bar's name.
        ranges: whether ranges are shown.
        like_lines: whether each bar has the colour of the line of that name in a chart beside it.
        row: pixels from bar to bar.

    Returns:
        A layered chart as wide as every chart of the course.
    """
    text = text or value
    table = table if ranges else without_ranges(table)
    names = [label(str(key), group) for key in table[group]]
    if split:
        names = [f"{name} ({label(str(kind))})" for name, kind in zip(names, table[split], strict=True)]
    notes = [span(row, text) for _, row in table.iterrows()]
    cut = [bool(long > domain[1]) for long in table[value]]
    shown = table.assign(
        _name=names,
        _note=[f"{note} →" if far else note for note, far in zip(notes, cut, strict=True)],
        _says=[f"{name}: {note}" for name, note in zip(names, notes, strict=True)],
    )
    shown = _beside(shown, value, domain, room=WIDTH - MARGIN - min(LABELS, max(map(pixels, names))))
    up = alt.Y("_name:N", title=None, sort=names, axis=alt.Axis(labelLimit=LABELS))
    bar = Layer(name="main").mark_bar(size=BAR * row, clip=True)
    colour = row_colour(names, list(table[group]), list(table[split or group]) if split or like_lines else [])
    bar = bar.encode(x=_length(value, domain), y=up, color=colour, description=alt.Description("_says:N"))
    layers = [bar]
    if f"{value}_low" in table:
        whisker = Layer(name="range").mark_rule(aria=False, strokeWidth=2.5, color="black", clip=True)
        ends = {"x": alt.X(f"{value}_low:Q", title=label(value)), "x2": alt.X2(f"{value}_high:Q")}
        layers.append(whisker.encode(y=up, **ends))
    for side, look in SIDES.items():
        rows = shown.loc[shown["_side"] == side, ["_name", "_note", "_end"]]
        layers += (
            text_marks(few(*rows.to_dict("records")), "_note", alt.X("_end:Q"), up, fontWeight="bold", **look)
            if len(rows)
            else []
        )
    beyond = [f" ({say('chart.beyond')})" if far else "" for far in cut]
    sentences = [f"{said}{far}." for said, far in zip(shown["_says"], beyond, strict=True)]
    description = " ".join([say("chart.bars", value=label(text)), *sentences])
    return finish(layers, shown, description, height=row * len(table))


def _beside(shown: pd.DataFrame, value: str, domain: tuple[float, float], *, room: float) -> pd.DataFrame:
    """Place each number: behind its bar, else inside it, else behind it in two lines, over the range if need be."""
    rows = []
    for _, row in shown.iterrows():
        ends = [end for end in (row[value], row.get(f"{value}_low"), row.get(f"{value}_high")) if pd.notna(end)]
        places = [min(max(on_axis(end, domain), 0), 1) for end in ends or [0]]
        first, last = min(places), max(places)
        note = row["_note"]
        need = (pixels(note, 15, bold=True) + GAP) / room
        if last + need <= 1:
            rows.append(("behind", last, note))
        elif first >= need:
            rows.append(("inside", first, note))
        else:
            note = note.replace(" (", "\n(")
            longest = max(pixels(line, 15, bold=True) for line in note.split("\n"))
            need = (longest - GAP) / room  # it may stand over the margin
            rows.append(("two_lines", min(last, 1 - need), note))
    low, high = domain
    ends = [low + (high - low) * share for _, share, _ in rows]
    return shown.assign(_side=[side for side, *_ in rows], _note=[note for *_, note in rows], _end=ends)


def _length(value: str, domain: tuple[float, float]) -> alt.X:
    axis = axis_of(value, domain[1]) if unit(value) in ("eur", "percent") or domain[1] >= LONG else alt.Undefined
    return alt.X(f"{value}:Q", title=label(value), axis=axis, scale=alt.Scale(domain=domain, nice=False))
