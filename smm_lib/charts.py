"""From a tidy table to a chart: one function per kind of chart, one look for all.

Every chart has a fixed size and fixed axes, so that two settings can be compared by eye; a description made from its
values; and its table as top-level data, from which the twin table and the thin lines of the base scenario are made.
Layers named "main" carry the data.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from smm_lib.display import alt
from smm_lib.language import label, quantities, say, spoken, unit, written

# After Okabe and Ito (2008), moved until each keeps a contrast of 4.5:1 to white and every two stay apart for people
# with any of the three colour-blindnesses (tests/test_charts.py measures both).
PALETTE = {"blue": "#0074B7", "vermilion": "#C84400", "green": "#1D4C25", "purple": "#811462", "black": "#1A1A1A"}
GREY = "#6B6B6B"
# The same meaning has the same colour and shape in every lesson.
MEANING = {"positive": ("blue", "circle"), "negative": ("vermilion", "square")}
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
WIDTH = 660
_HALO: tuple[dict[str, Any], ...] = ({"stroke": "white", "strokeWidth": 5, "aria": False}, {"aria": False})
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
LOCALES = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""], "minus": "−"},
    "de": {
        "decimal": ",",
        "thousands": ".",
        "grouping": [3],
        "currency": ["", "\u00a0€"],
        "percent": "\u00a0%",
        "minus": "−",
    },
}


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
    table = table if ranges else _without_ranges(table)
    shown = table.assign(
        name=[label(str(g)) for g in table[group]],
        note=[_span(row, text) for _, row in table.iterrows()],
        end=table[f"{value}_high" if f"{value}_high" in table else value].clip(upper=domain[1] * 0.72),
    )
    order = [label(str(g)) for g in table[group]]
    place = alt.Y("name:N", title=None, sort=order, axis=alt.Axis(labelLimit=220))
    length = alt.X(f"{value}:Q", title=label(value), scale=alt.Scale(domain=domain, nice=False))
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
    for halo in _HALO:
        note = alt.Chart().mark_text(align="left", dx=8, fontSize=15, fontWeight="bold", **halo)
        layers.append(note.encode(x=alt.X("end:Q"), y=place, text=alt.Text("note:N")))
    sentences = [say("chart.bars", value=label(text))]
    sentences += [f"{name}: {note}." for name, note in zip(shown["name"], shown["note"], strict=True)]
    return _finish(layers, shown, " ".join(sentences), height=52 * len(table))


def lines(
    table: pd.DataFrame,
    x: str,
    y: str,
    *,
    domain: tuple[float, float],
    at: float | None = None,
    rules: Mapping[str, float] | None = None,
    ranges: bool = True,
    height: int = 260,
) -> alt.LayerChart:
    """Draw y over x as a line, with its range as a band and vertical rules at named places.

    Args:
        table: columns x and y; `<y>_low` and `<y>_high` are the band, where there is one.
        x: the column along the horizontal axis; its ends are the axis.
        y: the column along the vertical axis.
        domain: the fixed ends of the vertical axis.
        at: the x of the learner's own setting, marked by a dot.
        rules: places on the x axis, by name ("break_even", "your_guess"); `<name>_low` and `<name>_high` are a range.
        ranges: whether ranges are shown.
        height: in pixels.
    """
    table = table if ranges else _without_ranges(table)
    rules = {name: place for name, place in (rules or {}).items() if ranges or not name.endswith(("_low", "_high"))}
    across = alt.X(
        f"{x}:Q", title=label(x), scale=alt.Scale(domain=_ends(table, x), nice=False), axis=_format(x, grid=False)
    )
    up = alt.Y(f"{y}:Q", title=None, scale=alt.Scale(domain=domain, nice=False), axis=_format(y))
    layers = []
    if f"{y}_low" in table:
        band = alt.Chart(name="range").mark_area(aria=False, opacity=0.22, color=PALETTE["blue"], clip=True)
        layers.append(band.encode(x=across, y=alt.Y(f"{y}_low:Q", title=None), y2=alt.Y2(f"{y}_high:Q")))
    if domain[0] < 0 < domain[1]:
        layers.append(alt.Chart().mark_rule(aria=False, color=GREY).encode(y=alt.YDatum(0)))
    layers.append(
        alt.Chart(name="main").mark_line(strokeWidth=3, color=PALETTE["blue"], clip=True).encode(x=across, y=up)
    )
    sentences = [say("chart.lines", x=label(x), y=label(y)), _from_end_to_end(table, x, y)]
    layers += _rules(rules, _ends(table, x), unit(x))
    sentences += [f"{_named(name, rules, unit(x))}." for name in _middles(rules)]
    if at is not None:
        layers.append(_dot(table, x, y, at))
        here = table.iloc[int((table[x] - at).abs().argmin())]
        sentences.append(f"{say('chart.you')}: {_point(here, x)}, {_point(here, y)}.")
    return _finish(layers, table, " ".join(sentences), height=height, title=label(y))


def dots(
    table: pd.DataFrame, name: str, value: str, *, split: str, sure: str, domain: tuple[float, float]
) -> alt.LayerChart:
    """Draw a dot per row and a bar over its range; hollow dots are figures nobody has verified.

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
        row=[label(str(row)) for row in table[name]],
        kind=[label(str(kind)) for kind in table[split]],
        fill=[colours[kind] if seen else "white" for kind, seen in zip(table[split], table[sure], strict=True)],
    )
    kinds = [label(kind) for kind in colours]
    place = alt.Y("row:N", title=None, sort=None, axis=alt.Axis(labelLimit=330, grid=True))
    offset = alt.YOffset("kind:N", sort=kinds)
    colour = alt.Color("kind:N", title=label(split), scale=alt.Scale(domain=kinds, range=list(colours.values())))
    shapes = alt.Scale(domain=kinds, range=[MEANING[kind][1] for kind in colours])
    across = alt.X(f"{value}:Q", title=label(value), scale=alt.Scale(domain=domain, nice=False))
    along = alt.X(f"{value}_low:Q", title=label(value))
    span = alt.Chart(name="range").mark_rule(aria=False, strokeWidth=2.5)
    span = span.encode(x=along, x2=alt.X2(f"{value}_high:Q"), y=place, yOffset=offset, color=colour)
    dot = alt.Chart(name="main").mark_point(size=110, strokeWidth=2, opacity=1)
    dot = dot.encode(x=across, y=place, yOffset=offset, color=colour)
    dot = dot.encode(shape=alt.Shape("kind:N", title=label(split), scale=shapes), fill=alt.Fill("fill:N", scale=None))
    rows = [f"{row['row']}, {row['kind']}: {_span(row, value)}." for _, row in shown.iterrows()]
    description = " ".join([say("chart.dots", value=label(value)), *rows])
    height, title = 44 * table[name].nunique(), f"● {label('seen')}    ○ {label('quoted')}"
    return _finish([span, dot], shown, description, height=height, title=title)


def _finish(
    layers: Sequence[alt.Chart], table: pd.DataFrame, description: str, *, height: int, title: str = ""
) -> alt.LayerChart:
    """Give every chart the same size, look, language and description."""
    heading = alt.Title(title, anchor="start", frame="bounds", fontSize=15, fontWeight="normal", offset=12)
    return alt.layer(
        *layers,
        data=table,
        title=heading if title else alt.Undefined,
        description=description,
        width=WIDTH,
        height=height,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        config=_look(spoken()),
    )


@cache
def _look(language: str) -> alt.Config:
    text = {"labelFontSize": 14, "titleFontSize": 14, "titleFontWeight": "normal", "labelColor": "#1A1A1A"}
    lines = {"gridColor": "#E3E3E3", "titleColor": "#1A1A1A", "titlePadding": 10, "labelPadding": 6, "tickCount": 6}
    return alt.Config(
        background="white",
        font=FONT,
        locale=alt.Locale(number=LOCALES[language]),
        padding={"left": 4, "right": 24, "top": 8, "bottom": 4},
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(**text, **lines, labelFlush=False),
        legend=alt.LegendConfig(**text, orient="bottom", columns=2, labelLimit=320, symbolFillColor="white"),
    )


def _format(name: str, **more: Any) -> alt.Axis:  # noqa: ANN401
    return alt.Axis(format=".0%" if unit(name) == "percent" else ",.6~g", **more)


def _ends(table: pd.DataFrame, name: str) -> tuple[float, float]:
    known = quantities().get(name, {})
    return known.get("low", float(table[name].min())), known.get("high", float(table[name].max()))


def _point(row: "pd.Series[Any]", name: str) -> str:
    return say("chart.point", name=label(name), value=written(float(row[name]), unit(name)))


def _span(row: "pd.Series[Any]", name: str) -> str:
    value = written(float(f"{row[name]:.4g}"), unit(name))
    low, high = (row.get(f"{name}_{end}") for end in ("low", "high"))
    if low is None or high is None or pd.isna(low) or low == high:
        return value
    ends = say(
        "unit.range",
        low=written(float(f"{low:.4g}"), unit(name), sign=False),
        high=written(float(f"{high:.4g}"), unit(name)),
    )
    return f"{value} ({ends})"


def _from_end_to_end(table: pd.DataFrame, x: str, y: str) -> str:
    first, last = table.iloc[0], table.iloc[-1]
    ends = {"y0": (first, y), "x0": (first, x), "y1": (last, y), "x1": (last, x)}
    return say("chart.ends", **{key: written(float(row[name]), unit(name)) for key, (row, name) in ends.items()})


def _rules(rules: Mapping[str, float], across: tuple[float, float], kind: str) -> list[alt.Chart]:
    """Return a vertical rule with its name per place: the leftmost is named to its left, the others to the right."""
    layers = []
    for number, name in enumerate(_middles(rules)):
        place = rules[name]
        share = (place - across[0]) / (across[1] - across[0])
        left = share > 0.6 or (number == 0 and len(_middles(rules)) > 1 and share > 0.3)
        colour = PALETTE["purple"] if name == "your_guess" else PALETTE["black"]
        spot = pd.DataFrame({"place": [place], "named": [_named(name, rules, kind)]})
        if f"{name}_low" in rules:
            spot = spot.assign(low=rules[f"{name}_low"], high=rules[f"{name}_high"])
            layers.append(
                alt.Chart(spot)
                .mark_rect(aria=False, color=GREY, opacity=0.18)
                .encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
            )
        rule = alt.Chart(spot).mark_rule(
            aria=False, color=colour, strokeWidth=2, strokeDash=[6, 4] if name == "your_guess" else [1, 0]
        )
        layers.append(rule.encode(x=alt.X("place:Q")))
        side: dict[str, Any] = {"align": "right", "dx": -8} if left else {"align": "left", "dx": 8}
        for halo in _HALO:
            text = alt.Chart(spot).mark_text(baseline="top", fontSize=15, color=colour, **side, **halo)
            layers.append(text.encode(x=alt.X("place:Q"), y=alt.value(8 + 22 * number), text=alt.Text("named:N")))
    return layers


def _middles(rules: Mapping[str, float]) -> list[str]:
    return sorted((name for name in rules if not name.endswith(("_low", "_high"))), key=lambda name: rules[name])


def _named(name: str, rules: Mapping[str, float], kind: str) -> str:
    digits = 3 if kind == "percent" else 1
    ends = [written(round(rules[n], digits), kind) for n in (name, f"{name}_low", f"{name}_high") if n in rules]
    if len(ends) == 1 or ends[1] == ends[2]:
        return say("chart.point", name=label(name), value=ends[0])
    return say("chart.span", name=label(name), value=ends[0], low=ends[1], high=ends[2])


def _without_ranges(table: pd.DataFrame) -> pd.DataFrame:
    return table[[name for name in table.columns if not name.endswith(("_low", "_high"))]]


def _dot(table: pd.DataFrame, x: str, y: str, at: float) -> alt.Chart:
    nearest = int((table[x] - at).abs().argmin())
    here = table.iloc[[nearest]]
    dot = alt.Chart(here[[x, y]], name="you").mark_point(
        opacity=1, filled=True, size=170, color=PALETTE["vermilion"], shape="diamond", clip=True
    )
    return dot.encode(x=alt.X(f"{x}:Q"), y=alt.Y(f"{y}:Q"))


def _colour(group: str, table: pd.DataFrame) -> alt.Color:
    keys = [str(key) for key in table[group]]
    colours = [PALETTE[MEANING[key][0]] if key in MEANING else PALETTE["blue"] for key in keys]
    return alt.Color("name:N", legend=None, scale=alt.Scale(domain=[label(key) for key in keys], range=colours))
