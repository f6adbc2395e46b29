"""Bars: how much of each."""

import pandas as pd

from smm_lib.charts.look import HALO, MEANING, PALETTE, axis_of, finish, span, styles, without_ranges
from smm_lib.display import alt
from smm_lib.language import label, say, unit


def bars(
    table: pd.DataFrame,
    group: str,
    value: str,
    *,
    domain: tuple[float, float],
    text: str | None = None,
    split: str | None = None,
    log: bool = False,
    ranges: bool = True,
) -> alt.LayerChart:
    """Draw a horizontal bar per row, with a whisker where the table has a range and the number at its end.

    Args:
        table: one row per bar; `<value>_low` and `<value>_high` are the range, where there is one.
        group: the column that names the bars.
        value: the column that gives their length.
        domain: the fixed ends of the value axis; a longer bar is cut there and keeps its number.
        text: the column written at the bar's end, with its range; without it the value.
        split: the column of a group of bars, such as who owns a stage: its colour, and a word behind the bar's name.
        log: whether the value axis has logarithmic steps. A value below its lower end has no bar, only its number.
        ranges: whether ranges are shown.

    Returns:
        A layered chart as wide as every chart of the course.
    """
    text = text or value
    table = table if ranges else without_ranges(table)
    names = [label(str(key)) for key in table[group]]
    if split:
        names = [f"{name} ({label(str(kind))})" for name, kind in zip(names, table[split], strict=True)]
    notes = [span(row, text) for _, row in table.iterrows()]
    last = [_last(note, domain, log) for note in notes]
    end = table[f"{value}_high" if f"{value}_high" in table else value].fillna(domain[0]).clip(lower=domain[0])
    shown = table.assign(
        _name=names,
        _note=notes,
        _end=list(map(min, end, last)),
        **({"_length": table[value].clip(lower=domain[0])} if log else {}),
    )
    place = alt.Y("_name:N", title=None, sort=names, axis=alt.Axis(labelLimit=220))
    bar = alt.Chart(name="main").mark_bar(size=30, clip=True)
    bar = bar.encode(x=_length(value, domain, log), y=place, color=_colour(names, table, group, split))
    layers = [bar.encode(x2=alt.X2Datum(domain[0])) if log else bar]
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


def _length(value: str, domain: tuple[float, float], log: bool) -> alt.X:
    if log:
        axis = alt.Axis(format=",.6~r", labelSeparation=12)  # 10,000,000, not 1e+7
        scale = alt.Scale(domain=domain, nice=False, type="log")
        return alt.X("_length:Q", title=label(value), axis=axis, scale=scale)
    axis = axis_of(value) if unit(value) == "percent" else alt.Undefined
    return alt.X(f"{value}:Q", title=label(value), axis=axis, scale=alt.Scale(domain=domain, nice=False))


def _colour(names: list[str], table: pd.DataFrame, group: str, split: str | None) -> alt.Color:
    keys = [str(key) for key in table[split or group]]
    kinds = list(dict.fromkeys(keys)) if split else []
    own = {kind: style.colour for kind, style in zip(kinds, styles(kinds), strict=True)}
    colours = [PALETTE[MEANING[key][0]] if key in MEANING else own.get(key, PALETTE["blue"]) for key in keys]
    return alt.Color("_name:N", legend=None, scale=alt.Scale(domain=names, range=colours))


def _last(note: str, domain: tuple[float, float], log: bool) -> float:
    """Return the last place on the axis at which a note may begin, if it is to end inside the chart."""
    share = min(0.72, 1.04 - len(note) / 51)
    return domain[0] * (domain[1] / domain[0]) ** share if log else domain[1] * share
