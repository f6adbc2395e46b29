"""Lines: how one quantity follows another."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from smm_lib.charts._annotations import headroom, middles, reference_levels, reference_lines, told
from smm_lib.charts._axes import axis_of, ends, in_tens, scale_of, upright
from smm_lib.charts._text_marks import few, point
from smm_lib.charts._theme import GREY, PALETTE, finish, series_colour, styles, without_ranges
from smm_lib.charts._trends import name_of, series, trends
from smm_lib.display import Layer, alt
from smm_lib.language import label, say, unit

LOW = 200  # pixels: a chart of less has room for few numbers above each other
PLAIN = 2  # lines that the start's dashed lines can be told from; a third line is dotted itself


def lines(
    table: pd.DataFrame,
    x: str,
    y: str,
    *,
    domain: tuple[float, float],
    split: str | None = None,
    across: tuple[float, float] | None = None,
    log: str = "",
    at: float | None = None,
    upto: float | None = None,
    places: Mapping[str, float] | None = None,
    heights: Mapping[str, float] | None = None,
    ranges: bool = True,
    steps: bool = False,
    knots: Sequence[float] = (),
    height: int = 260,
) -> alt.LayerChart:
    """Draw y over x as lines, with ranges as bands and vertical rules at named places.

    What lies beyond an axis is an arrowhead at its end. The start leaves its thin dashed lines only on one line or two.

    Args:
        table: columns x and y; `<y>_low` and `<y>_high` are the band, where there is one.
        x: the column along the horizontal axis.
        y: the column along the vertical axis.
        domain: the fixed ends of the vertical axis.
        split: the column that tells the series apart, one line each, at most five.
        across: the fixed ends of the horizontal axis; without it the quantity's range as a control, else the table's.
        log: the axes with logarithmic steps: "x", "y" or "xy".
        at: the x of the learner's own setting, marked by a dot on every line that goes so far.
        upto: the same, and there the lines end: they grow as the learner's setting does.
        places: rules on the x axis, by name ("break_even", "your_guess"); `<name>_low` and `<name>_high` are a range.
        heights: rules across the chart, by name ("your_guess").
        ranges: whether ranges are shown.
        steps: whether a value holds until the next row, as what is delivered in portions does.
        knots: where on the x axis the first line has a diamond, to be pulled at.
        height: in pixels.
    """
    table, heights = (table if ranges else without_ranges(table)), heights or {}
    places = {name: place for name, place in (places or {}).items() if ranges or not name.endswith(("_low", "_high"))}
    across = across or ends(table, x)
    keys = [] if split is None else list(dict.fromkeys(map(str, table[split])))  # also of lines that begin later
    if upto is not None:
        table, at = table[table[x] <= upto], upto
    shown = table if split is None else table.assign(_series=[label(str(key)) for key in table[split]])
    along = axis_of(x, across[1], grid=False, **in_tens(x, across, log="x" in log))
    horizontal = alt.X(f"{x}:Q", title=label(x), scale=scale_of(across, log="x" in log), axis=along)
    full = unit(y) == "percent" and domain == (0, 1)  # nothing can lie above: the names of places stand there
    up = (0, headroom(1, 0, len(middles(places)), height)) if full else domain
    ticks: dict[str, Any] = {"tickCount": 4} if height < LOW else {}
    ticks = {"values": [0, 0.2, 0.4, 0.6, 0.8, 1]} if full and places else ticks | in_tens(y, domain, log="y" in log)
    vertical = alt.Y(f"{y}:Q", title=None, scale=scale_of(up, log="y" in log), axis=upright(y, domain[1], **ticks))
    stroke = {"symbolType": "stroke", "symbolOpacity": 1}  # the line, not the area of its band
    legend: dict[str, Any] = stroke if f"{y}_low" in table else {}
    colour = series_colour(keys, split, **legend) if split else alt.ColorValue(PALETTE["blue"])
    look: dict[str, Any] = {"color": colour}
    layers = []
    if f"{y}_low" in table:
        band = Layer(name="range").mark_area(aria=False, opacity=0.22, clip=True)
        layers.append(band.encode(x=horizontal, y=alt.Y(f"{y}_low:Q", title=None), y2=alt.Y2(f"{y}_high:Q"), **look))
    if domain[0] < 0 < domain[1]:
        layers.append(Layer().mark_rule(aria=False, color=GREY).encode(y=alt.YDatum(0)))
    if split:
        look |= {"strokeDash": _dash(keys, split), "detail": alt.Detail("_series:N")}
    bend = "step-after" if steps else alt.Undefined
    main = Layer(name="main" if len(keys) <= PLAIN else "lines").mark_line(strokeWidth=3, clip=True, interpolate=bend)
    look["description"] = alt.Description("_series:N") if split else alt.DescriptionValue(label(y))
    layers.append(main.encode(x=horizontal, y=vertical, **look))
    layers += reference_lines(places, across, unit(x), log="x" in log)
    layers += reference_levels(heights, up, unit(y), log="y" in log, row=len(middles(places)))
    sentences = [say("chart.lines", x=label(x), y=label(y))]
    sentences += trends(table, x, y, split, domain, log="y" in log, steps=steps)
    sentences += told(places, across, unit(x), log="x" in log) + told(heights, domain, unit(y), log="y" in log)
    if len(knots):
        layers += _dots(series(shown, split)[0].loc[lambda line: line[x].isin(knots)], x, y, domain)
    if at is not None:
        here = _setting(shown, x, split, at)
        layers += _dots(here, x, y, domain)
        values = ", ".join(_named_value(row, y, split) for _, row in here.iterrows())
        sentences.append(f"{say('chart.you')}: {point(here.iloc[0], x)}, {values}.")
    return finish(layers, shown, " ".join(sentences), height=height, title=label(y))


def _named_value(row: "pd.Series[Any]", y: str, split: str | None) -> str:
    value = point(row, y)
    return value if split is None else say("chart.point", name=name_of(row.to_frame().T, split), value=value)


def _setting(shown: pd.DataFrame, x: str, split: str | None, at: float) -> pd.DataFrame:
    """Return the row nearest to the learner's own setting of every line that goes so far."""
    far_enough = [line for line in series(shown, split) if line[x].min() <= at <= line[x].max()]
    return pd.concat([line.iloc[[int((line[x] - at).abs().argmin())]] for line in far_enough or [shown]])


def _dots(here: pd.DataFrame, x: str, y: str, domain: tuple[float, float]) -> list[alt.Chart]:
    """Mark the learner's own setting; where the line has left the chart, by an arrowhead at its end."""
    drawn = []
    rows = here.to_dict("records")
    marks = {"diamond": [row for row in rows if domain[0] <= row[y] <= domain[1]]}
    marks |= {"triangle-up": [row for row in rows if row[y] > domain[1]]}
    marks |= {"triangle-down": [row for row in rows if row[y] < domain[0]]}
    for shape, some in marks.items():
        spots = [{x: row[x], y: min(max(row[y], domain[0]), domain[1]), "_says": point(row, y)} for row in some]
        dot = Layer(few(*spots), name="you" if shape == "diamond" else alt.Undefined)
        dot = dot.mark_point(opacity=1, filled=True, size=170, color=PALETTE["vermilion"], shape=shape)
        places = {"x": alt.X(f"{x}:Q"), "y": alt.Y(f"{y}:Q"), "description": alt.Description("_says:N")}
        drawn += [dot.encode(**places)] if some else []
    return drawn


def _dash(keys: list[str], split: str) -> alt.StrokeDash:
    scale = alt.Scale(domain=[label(key) for key in keys], range=[style.dash for style in styles(keys)])
    return alt.StrokeDash("_series:N", title=label(split), scale=scale)
