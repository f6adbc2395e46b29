"""Dots: what each source found, side by side."""

import pandas as pd

from smm_lib.charts._text_marks import span
from smm_lib.charts._theme import MEANING, PALETTE, finish, series_colour, series_shape
from smm_lib.display import Layer, alt
from smm_lib.language import label, say


def dots(
    table: pd.DataFrame, name: str, value: str, *, split: str, sure: str, domain: tuple[float, float]
) -> alt.LayerChart:
    """Draw a dot per row and a line over its range; hollow dots are figures nobody has verified.

    Args:
        table: one row per dot; `<value>_low` and `<value>_high` are its range.
        name: the column that names the rows, from top to bottom.
        value: the column that places the dot.
        split: the column that gives colour and shape.
        sure: the column that says whether the figure was seen in a source (True) or is only often quoted.
        domain: the fixed ends of the value axis.
    """
    colours = {kind: PALETTE[MEANING[kind][0]] for kind in dict.fromkeys(table[split])}
    shown = table.assign(
        _name=[label(str(row)) for row in table[name]],
        _series=[label(str(kind)) for kind in table[split]],
        _fill=[colours[kind] if seen else "white" for kind, seen in zip(table[split], table[sure], strict=True)],
    )
    shown["_says"] = [f"{row['_name']}, {row['_series']}: {span(row, value)}" for _, row in shown.iterrows()]
    keys = list(colours)
    place = alt.Y("_name:N", title=None, sort=None, axis=alt.Axis(labelLimit=330, grid=True))
    offset = alt.YOffset("_series:N", sort=[label(key) for key in keys])
    colour = series_colour(keys, split)
    across = alt.X(f"{value}:Q", title=label(value), scale=alt.Scale(domain=domain, nice=False))
    along = alt.X(f"{value}_low:Q", title=label(value))
    reach = Layer(name="range").mark_rule(aria=False, strokeWidth=2.5)
    reach = reach.encode(x=along, x2=alt.X2(f"{value}_high:Q"), y=place, yOffset=offset, color=colour)
    dot = Layer(name="main").mark_point(size=110, strokeWidth=2, opacity=1)
    dot = dot.encode(x=across, y=place, yOffset=offset, color=colour)
    dot = dot.encode(shape=series_shape(keys, split), fill=alt.Fill("_fill:N", scale=None))
    dot = dot.encode(description=alt.Description("_says:N"))
    description = " ".join([say("chart.dots", value=label(value)), *(f"{says}." for says in shown["_says"])])
    height, title = 44 * table[name].nunique(), f"● {label('seen')}    ○ {label('quoted')}"
    return finish([reach, dot], shown, description, height=height, title=title)
