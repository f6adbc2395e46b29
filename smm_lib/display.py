"""An Altair chart as a bundle that every viewer can show, without the internet.

JupyterLab draws the Vega-Lite part itself and adds a picture to the file it saves; GitHub and exports show that
picture; a terminal, a test and a screen reader get the sentence.
"""

import json
import math
import re
import sys
import zlib
from importlib import import_module
from typing import Any

# JSON-schema imports this optional check of web addresses, which costs altair's import more than a second.
_absent = "rfc3987_syntax" not in sys.modules
if _absent:
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
import altair as alt  # noqa: E402
from altair.utils.schemapi import disable_debug_mode  # noqa: E402

__all__ = ["CHART", "OPTIONS", "Layer", "alt", "bundle", "comparable", "in_motion", "on_page", "to_png", "to_svg"]

if _absent:
    del sys.modules["rfc3987_syntax"]
# Altair would hold every part of every chart against Vega-Lite's rules, which takes longer than all the rest. Tests do.
disable_debug_mode()

CHART = "application/vnd.vegalite.v5+json"
# Characters that no XML may hold: drawing one as a picture would end Python. They come in learners' own files.
UNDRAWABLE = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# The channels that say where a mark stands and how large it is: all that the base scenario keeps.
PLACES = ("x", "x2", "y", "y2", "xOffset", "yOffset", "detail", "order", "size")
# JupyterLab adds a picture to every chart it draws that has none.
PICTURE = "image/png"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
OPTIONS = {CHART: {"embed_options": {"actions": False, "renderer": "svg", "hover": False}}}


class Layer(alt.Chart):
    """One layer of a chart. Altair copies it again and again; its parts never change, so that copies can share them."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> "Layer":
        return self.copy(deep=False)


def bundle(chart: alt.TopLevelMixin, *, base: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return what Jupyter displays for a chart: its Vega-Lite specification and its description.

    The specification is relabelled to the version that JupyterLab can draw offline. Its numbers are rounded to six
    significant digits, because the last ones differ from machine to machine. What no picture can hold is left out.

    Args:
        chart: any chart of Altair.
        base: the bundle of the same kind of chart for the base scenario; its data are drawn over it as thin lines.

    >>> import pandas as pd
    >>> table = pd.DataFrame({"x": [1 / 3]})
    >>> shown = bundle(alt.Chart(table, description="One dot.").mark_point().encode(x="x:Q"))
    >>> shown["text/plain"], list(shown[CHART]["datasets"].values())
    ('One dot.', [[{'x': 0.333333}]])
    """
    bare = chart.copy(deep=False)
    if hasattr(chart.data, "columns"):  # rows as they are stored: of a table Altair looks up every channel's column
        bare.data = alt.InlineData(values=_rows(chart.data))
    spec = _stored(bare.to_dict(validate=False))
    spec["$schema"] = SCHEMA
    if base is not None:
        _over(spec, base[CHART])
    return {CHART: spec, "text/plain": spec.get("description", "")}


def in_motion(shown: dict[str, Any]) -> dict[str, Any]:
    """Return a bundle with a single pixel as its picture, so that JupyterLab takes none; `saving` knows it is none.

    >>> len(in_motion({CHART: {}, "text/plain": "A chart."})[PICTURE])
    96
    """
    return {**shown, PICTURE: PIXEL}


def on_page(shown: dict[str, Any]) -> dict[str, Any]:
    """Return a bundle as it is handed to Jupyter's `display` and `update`, so that the page gets the chart whole.

    In the browser edition every None would be lost on its way from Python to the page, and with it "no title", "no
    legend", "no axis". There the specification is handed over as an object of the page itself.

    >>> on_page({CHART: {"title": None}, "text/plain": "A chart."})[CHART]
    {'title': None}
    """
    if sys.platform != "emscripten":
        return shown
    return {**shown, CHART: import_module("js").JSON.parse(json.dumps(shown[CHART]))}


def comparable(shown: dict[str, Any]) -> bool:
    """Return whether a bundle has marks named "main", which stay on the chart as thin lines when a control moves."""
    return any(_carries_data(layer) for layer in shown[CHART].get("layer", ()))


def to_png(spec: dict[str, Any]) -> bytes:
    """Return the PNG of a bundle's specification, for outputs that are stored in a file."""
    import vl_convert

    return _packed(vl_convert.vegalite_to_png(spec, vl_version="5.8", scale=1.2))


def to_svg(spec: dict[str, Any]) -> bytes:
    """Return the SVG of a bundle's specification."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_svg(spec, vl_version="5.8").encode())


def _packed(png: bytes) -> bytes:
    """Return the same picture in about a third of the bytes: its pixels compressed once more, and harder.

    The hardest level would take four times as long, for a fifteenth of the bytes.
    """
    chunks, place = [], 8
    while place < len(png):
        end = place + 12 + int.from_bytes(png[place : place + 4])
        chunks.append((png[place + 4 : place + 8], png[place + 8 : end - 4]))
        place = end
    pixels = zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT"))
    head, *rest = [chunk for chunk in chunks if chunk[0] != b"IDAT"]
    packed = [head, *rest[:-1], (b"IDAT", zlib.compress(pixels)), rest[-1]]
    parts = [len(d).to_bytes(4) + k + d + zlib.crc32(k + d).to_bytes(4) for k, d in packed]
    return png[:8] + b"".join(parts)


def _over(spec: dict[str, Any], base: dict[str, Any]) -> None:
    """Add the marks named "main" of the base scenario to a specification, as thin dashed lines.

    This is done on plain dictionaries, because rebuilding a layered chart takes Altair longer than all the rest.
    """
    ghosts = [_ghost(layer, base["data"]) for layer in base.get("layer", ()) if _carries_data(layer)]
    last = max((place for place, layer in enumerate(spec["layer"]) if _carries_data(layer)), default=0)
    spec["layer"][last + 1 : last + 1] = ghosts  # words stay on top
    spec["datasets"] = {**base["datasets"], **spec["datasets"]}


def _carries_data(layer: dict[str, Any]) -> bool:
    return str(layer.get("name")).startswith("main")


def _ghost(layer: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    mark = layer["mark"]
    thin = {"type": mark["type"], "aria": False, "strokeWidth": 1.5, "strokeDash": [3, 3], "clip": True}
    thin |= {} if mark["type"] == "line" else {"filled": False}
    thin |= {name: mark[name] for name in ("size", "interpolate") if name in mark}
    places = {name: channel for name, channel in layer["encoding"].items() if name in PLACES}
    encoding = {**places, "color": {"value": "#1A1A1A"}}
    return {"name": f"base_{layer['name']}", "data": layer.get("data", data), "mark": thin, "encoding": encoding}


def _rows(table: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    columns = [column.tolist() for _, column in table.items()]
    return [dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _stored(tree: Any) -> Any:  # noqa: ANN401
    if isinstance(tree, float):
        return float(f"{tree:.6g}") if math.isfinite(tree) else None
    if isinstance(tree, str):
        return tree if tree.isprintable() else UNDRAWABLE.sub("", tree)
    if isinstance(tree, dict):
        return {key: _stored(branch) for key, branch in tree.items()}
    if isinstance(tree, list):
        return [_stored(branch) for branch in tree]
    return tree
