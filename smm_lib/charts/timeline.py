"""Timeline: since when each thing has been there, up to a year of the learner's choice."""

import pandas as pd

from smm_lib.charts._axes import scale_of
from smm_lib.charts._text_marks import few, text_marks
from smm_lib.charts._theme import PALETTE, finish, series_colour, series_shape, styles
from smm_lib.display import Layer, alt
from smm_lib.language import label, say, written

ROW = 17


def timeline(
    table: pd.DataFrame,
    name: str,
    start: str,
    *,
    split: str,
    at: float,
    across: tuple[float, float],
) -> alt.LayerChart:
    """Draw a mark where each thing begins and a bar from there to a year; hollow marks are only often quoted.

    Args:
        table: one row per thing; a `confidence` of "M" means that its start is only often quoted.
        name: the column that names the rows, from the top down by their start.
        start: the column with the decimal year in which it begins.
        split: the column that gives colour and shape.
        at: the year at whose start the bars end; what begins later has no bar yet.
        across: the fixed ends of the axis of years.
    """
    table = table.sort_values(start, kind="stable").reset_index(drop=True)
    keys = list(dict.fromkeys(map(str, table[split])))
    looks = dict(zip(keys, styles(keys), strict=True))
    shown = table[[name, split]].assign(
        year=table[start] // 1,
        _start=table[start],
        _name=[label(str(row)) for row in table[name]],
        _series=[label(str(key)) for key in table[split]],
        _says=[
            f"{label(str(row))}: {written(when // 1, 'year')}"
            for row, when in zip(table[name], table[start], strict=True)
        ],
        _until=table[start].clip(lower=at),
        _fill=[
            "white" if how == "M" else looks[k].colour for how, k in zip(table["confidence"], table[split], strict=True)
        ],
    )
    row = alt.Y("_name:N", title=None, sort=None, axis=alt.Axis(labelLimit=220, grid=False))
    years = alt.Axis(format="d", tickCount=9)
    along = alt.X("_start:Q", title=label("year"), scale=scale_of(across, log=False), axis=years)
    colour = series_colour(keys, split)
    bar = Layer(name="main").mark_rule(strokeWidth=5, opacity=0.45, aria=False)
    mark = Layer(name="starts").mark_point(size=95, strokeWidth=2, opacity=1)
    mark = mark.encode(x=along, y=row, color=colour, fill=alt.Fill("_fill:N", scale=None))
    mark = mark.encode(shape=series_shape(keys, split), description=alt.Description("_says:N"))
    layers = [bar.encode(x=along, x2=alt.X2("_until:Q"), y=row, color=colour)]
    layers += [*_today(at, ROW * len(table)), mark]
    sentences = [say("chart.timeline")]
    for key, group in shown.groupby(split, sort=False):
        there = [f"{row['_name']} {written(row['year'], 'year')}" for _, row in group.iterrows() if row["_start"] <= at]
        values = {"group": label(str(key)), "there": len(there), "of": len(group), "year": written(at, "year")}
        sentences.append(say("chart.there", **values) + (f" {', '.join(there)}." if there else ""))
    title = f"● {label('seen')}    ○ {label('quoted')}"
    return finish(layers, shown, " ".join(sentences), height=ROW * len(table), title=title)


def _today(at: float, height: int) -> list[alt.Chart]:
    """Draw the year's line, and its name at the bottom, where the bars are short."""
    spot = few({"place": at, "named": say("chart.point", name=label("year"), value=written(at, "year"))})
    line = Layer(spot).mark_rule(aria=False, color=PALETTE["black"], strokeWidth=2).encode(x=alt.X("place:Q"))
    side = {"align": "right", "baseline": "bottom", "dx": -8}
    return [line, *text_marks(spot, "named", alt.X("place:Q"), alt.YValue(height - 4), **side)]
