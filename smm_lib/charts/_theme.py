"""One look for all charts: colours that everybody can tell apart, one size, the language's numbers.

Every chart has a fixed size and fixed axes, so that two settings can be compared by eye; a description made from its
values; and its table as top-level data, from which the twin table and the thin lines of the base scenario are made.
Layers named "main" carry the data (of more than two lines: "lines"); columns that begin with _ are for drawing only.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from smm_lib.charts._text_marks import pixels
from smm_lib.display import alt
from smm_lib.language import label, spoken

# After Okabe and Ito (2008), moved until each keeps a contrast of 4.5:1 to white and every two stay apart for people
# with any of the three colour-blindnesses (tests/charts/test_charts.py measures both).
PALETTE = {"blue": "#0074B7", "vermilion": "#C84400", "green": "#1D4C25", "purple": "#811462", "black": "#1A1A1A"}
GREY = "#6B6B6B"
# The same meaning has the same colour and shape in every lesson.
MEANING = {
    "positive": ("blue", "circle"),
    "negative": ("vermilion", "square"),
    "now": ("black", "cross"),
    "your_guess": ("purple", "diamond"),
}
# Lines of several series differ by colour and by dash, so that colour alone never tells them apart.
DASHES = ([1, 0], [8, 4], [2, 3], [12, 3, 2, 3], [5, 2])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross")
WIDTH, BESIDE = 660, 96  # pixels: of a chart, and of what is beside its lines
SYMBOL = 38  # pixels: of a name's symbol in a legend, and the gap before the next
WIDELY = 0.95  # of the width that words have at most
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


class Style(NamedTuple):
    """How a series looks: by colour, shape and dash, so that colour alone never tells two apart."""

    colour: str
    shape: str
    dash: list[int]


def styles(keys: Sequence[str]) -> list[Style]:
    """Return a style per series; a key of `MEANING` keeps its own, the others take what is left, in order.

    >>> [style.shape for style in styles(["negative", "other"])]
    ['square', 'circle']
    """
    taken = {MEANING[key] for key in keys if key in MEANING}
    colours = iter([c for c in PALETTE if c not in {colour for colour, _ in taken}] * 2)
    shapes = iter([s for s in SHAPES if s not in {shape for _, shape in taken}] * 2)
    chosen = [MEANING[key] if key in MEANING else (next(colours), next(shapes)) for key in keys]
    return [Style(PALETTE[c], s, DASHES[i % len(DASHES)]) for i, (c, s) in enumerate(chosen)]


def series_colour(keys: Sequence[str], split: str, *, named: bool = True, **more: Any) -> alt.Color:  # noqa: ANN401
    """Return the colours of the series named in the column `_series`, with a legend: its title and names in one row.

    Args:
        keys: of the series.
        split: the column that tells them apart.
        named: whether there is a legend.
        more: properties of the legend.
    """
    names = [label(key) for key in keys]
    scale = alt.Scale(domain=names, range=[style.colour for style in styles(keys)])
    legend = alt.Legend(**_in_rows(label(split), names), **more) if named else None
    return alt.Color("_series:N", title=label(split), scale=scale, legend=legend)


def _in_rows(title: str, names: Sequence[str]) -> dict[str, Any]:
    """Return how a legend stands: all in one row, else with its title above and the names in rows that have room.

    >>> _in_rows("Stage", ["Customers", "Shop", "Wholesaler", "Factory"]), _in_rows("Stage", ["a" * 50, "b" * 50])
    ({'columns': 4}, {'columns': 1, 'titleOrient': 'top'})
    """
    wide = [SYMBOL + WIDELY * pixels(name) for name in names]
    if sum(wide) + WIDELY * pixels(title) <= WIDTH - BESIDE:
        return {"columns": len(names)}
    fitting = (n for n in range(len(names), 1, -1) if sum(max(wide[at::n]) for at in range(n)) <= WIDTH - BESIDE)
    return {"columns": next(fitting, 1), "titleOrient": "top"}


def row_colour(names: Sequence[str], keys: Sequence[str], kinds: Sequence[str] = ()) -> alt.Color:
    """Return the colour of each row of a chart: of its kind, if there are kinds, else of its key; without a legend.

    Args:
        names: what the rows are called, in the column `_name`.
        keys: what they are; a key of `MEANING` keeps its colour.
        kinds: the group that each row belongs to.
    """
    own = {
        kind: style.colour for kind, style in zip(dict.fromkeys(kinds), styles([*dict.fromkeys(kinds)]), strict=True)
    }
    colours = [PALETTE[MEANING[key][0]] if key in MEANING else own.get(key, PALETTE["blue"]) for key in kinds or keys]
    return alt.Color("_name:N", legend=None, scale=alt.Scale(domain=names, range=colours))


def series_shape(keys: Sequence[str], split: str) -> alt.Shape:
    """Return the shapes of the series named in the column `_series`."""
    scale = alt.Scale(domain=[label(key) for key in keys], range=[style.shape for style in styles(keys)])
    return alt.Shape("_series:N", title=label(split), scale=scale)


def finish(
    layers: Sequence[alt.Chart], table: pd.DataFrame, description: str, *, height: int, title: str = ""
) -> alt.LayerChart:
    """Give every chart the same size, look, language and description.

    Args:
        layers: from the lowest to the highest; those named "main" keep a trace of the start.
        table: what the chart shows, one row per mark; the twin table shows the columns that have a label.
        description: what a person who cannot see the chart needs to know.
        height: in pixels.
        title: words above the chart.
    """
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
        legend=alt.LegendConfig(
            **text,
            orient="bottom",
            titleOrient="left",
            labelLimit=320,
            symbolFillColor="white",
            symbolSize=260,
            symbolStrokeWidth=2.5,
        ),
    )


def without_ranges(table: pd.DataFrame) -> pd.DataFrame:
    """Leave out the columns that are ends of ranges."""
    return table[[name for name in table.columns if not name.endswith(("_low", "_high"))]]
