"""Network: who is connected to whom, and who has it already; a large one as tiles that fill."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.charts._layout import placed
from smm_lib.charts._theme import GREY, PALETTE, WIDTH, finish
from smm_lib.display import Layer, alt
from smm_lib.language import label, say

# A state differs by colour and by shape; its name and its number stand in the legend.
STATES = {
    "seed": (PALETTE["vermilion"], "diamond"),
    "new": (PALETTE["green"], "triangle-up"),
    "has_it": (PALETTE["blue"], "circle"),
    "waiting": ("white", "square"),
}
HEIGHT = 420  # pixels
LIKE = {"sharer": "has_it"}  # where a post is passed on, who has it has shared it
EDGE = 0.04  # free space around the accounts, as a share of the chart
Floats = npt.NDArray[np.float64]
TILES_ACROSS = 20
LARGER = {"diamond": 1.6, "triangle-up": 2.3}  # room for the name
ACROSS = WIDTH - 28  # pixels between the paddings


def network(
    nodes: pd.DataFrame,
    edges: pd.DataFrame | None = None,
    *,
    layout: str = "small_world",
    states: Sequence[str] = tuple(STATES),
    named: bool = False,
    height: int = HEIGHT,
) -> alt.LayerChart:
    """Draw accounts at fixed places, their contacts as thin lines, and who had it from whom as arrows.

    Args:
        nodes: one row per account, at most a few hundred: account | state; where there is a column source, an arrow
            leads from that account to this one (from any other value none does). Columns x | y (0..1, from the lower
            left), if there are any, say where accounts stand.
        edges: contacts without direction, columns source | target (accounts).
        layout: where accounts stand: "small_world", "hubs", "communities" or "karate", as the network is, or "forest"
            for trees as `branching.sample_trees` returns them.
        states: those that the legend names, some of "seed", "new", "has_it" or "sharer", "waiting".
        named: whether accounts carry their names; readable up to about 40.
        height: in pixels, without the legend.
    """
    nodes = nodes if "x" in nodes else placed(nodes, edges, layout)
    size = 560 if named else 110 if len(nodes) <= 120 else 48
    names = {key: f"{label(key)}: {int((nodes['state'] == key).sum())}" for key in states}
    looks = {key: STATES[LIKE.get(key, key)] for key in states}
    sizes = {key: size * LARGER.get(looks[key][1], 1) for key in states}
    places = {"x": nodes["x"].round(3), "y": nodes["y"].round(3)}
    shown = nodes.assign(_state=nodes["state"].map(names), _size=nodes["state"].map(sizes), **places)
    if named:
        pairs = zip(nodes["account"], nodes["state"], strict=True)
        shown["_says"] = [f"{account}: {label(state)}" for account, state in pairs]
    layers = []
    if edges is not None and len(edges):
        layers.append(_lines(_ends(nodes, edges), colour="#9A9A9A", width=1))
    if "source" in nodes:
        had = nodes["source"].isin(nodes["account"]) & (nodes["source"] != nodes["account"])
        ends = _ends(nodes, nodes.loc[had, ["source", "account"]].set_axis(["source", "target"], axis=1))
        layers += [_lines(ends, colour=GREY, width=1.5), _heads(ends)]
    range_ = list(looks.values())
    fill = alt.Scale(domain=list(names.values()), range=[colour for colour, _ in range_])
    shape = alt.Scale(domain=list(names.values()), range=[shape for _, shape in range_])
    legend = alt.Legend(columns=len(states), symbolStrokeWidth=1, symbolSize=180)
    place = {"x": _axis("x", alt.X), "y": _axis("y", alt.Y)}
    mark = Layer(name="accounts").mark_point(opacity=1, stroke=PALETTE["black"], strokeWidth=1, aria=named)
    layers.append(
        mark.encode(
            **place,
            size=alt.Size("_size:Q", scale=None, legend=None),
            fill=alt.Fill("_state:N", title=None, scale=fill, legend=legend),
            shape=alt.Shape("_state:N", title=None, scale=shape, legend=legend),
            **({"description": alt.Description("_says:N")} if named else {}),
        )
    )
    if named:
        dark = alt.ColorValue("white", condition={"test": "datum.state === 'waiting'", "value": PALETTE["black"]})
        text = Layer().mark_text(aria=False, fontSize=13, fontWeight="bold", baseline="middle")
        layers.append(text.encode(**place, text=alt.Text("account:N"), color=dark))
    sentences = [say("chart.network", accounts=len(nodes)), f"{'; '.join(names.values())}."]
    return finish(layers, shown, " ".join(sentences), height=height)


def tiles(table: pd.DataFrame, *, height: int = HEIGHT) -> alt.LayerChart:
    """Draw a square per group and, inside, a square whose area is the share that has it.

    Args:
        table: one row per group, from the upper left: tile | accounts | with_it | share (0..1).
        height: in pixels.
    """
    rows = -(-len(table) // TILES_ACROSS)
    shown = table.assign(_column=table["tile"] % TILES_ACROSS, _row=table["tile"] // TILES_ACROSS)
    scales = {"_column": [-0.7, TILES_ACROSS - 0.3], "_row": [rows - 0.3, -0.7]}
    x, y = (
        channel(f"{name}:Q", axis=None, scale=alt.Scale(domain=scales[name], nice=False))
        for channel, name in ((alt.X, "_column"), (alt.Y, "_row"))
    )
    frame = Layer(name="groups").mark_point(shape="square", size=500, stroke=GREY, strokeWidth=1, opacity=1, aria=False)
    area = alt.Size("share:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0, 500], type="linear"))
    fill = Layer(name="reached").mark_point(shape="square", filled=True, color=PALETTE["blue"], opacity=1, aria=False)
    each, total, with_it = table["accounts"].iloc[0], table["accounts"].sum(), table["with_it"].sum()
    words = say(
        "chart.tiles", each=int(each), total=int(total), with_it=int(with_it), full=int((table["share"] == 1).sum())
    )
    layers = [frame.encode(x=x, y=y), fill.encode(x=x, y=y, size=area)]
    return finish(layers, shown, words, height=height, title=say("chart.tile", each=int(each)))


def _axis(name: str, channel: type) -> "alt.X | alt.Y":
    return channel(f"{name}:Q", axis=None, scale=alt.Scale(domain=[-EDGE, 1 + EDGE], nice=False))


def _ends(nodes: pd.DataFrame, pairs: pd.DataFrame) -> Floats:
    """Return x and y of both ends, a row per pair."""
    places = nodes.set_index("account")[["x", "y"]]
    return np.hstack([places.loc[pairs[end]].to_numpy() for end in ("source", "target")])


def _lines(ends: Floats, *, colour: str, width: float) -> alt.Chart:
    """Return all lines as one path, which is drawn far faster than one mark per line."""
    rows = "".join(f"{a:.3g},{b:.3g}\n{c:.3g},{d:.3g}\n,\n" for a, b, c, d in ends)
    line = Layer(_csv("x,y", rows)).mark_line(aria=False, color=colour, strokeWidth=width, opacity=0.7)
    as_listed = alt.Order("as_listed:Q")  # no such column: all are equal, so nothing is sorted
    return line.encode(x=_axis("x", alt.X), y=_axis("y", alt.Y), order=as_listed)


def _heads(ends: Floats) -> alt.Chart:
    x, y, x2, y2 = ends.T
    angle = np.degrees(np.arctan2((y - y2) * HEIGHT, (x2 - x) * ACROSS))  # on the screen, clockwise
    spots = zip(x + 0.6 * (x2 - x), y + 0.6 * (y2 - y), angle, strict=True)
    rows = "".join(f"{a:.3g},{b:.3g},{c:.0f}\n" for a, b, c in spots)
    head = Layer(_csv("x,y,angle", rows)).mark_point(
        aria=False, shape="triangle-right", filled=True, size=40, opacity=1, color=GREY
    )
    return head.encode(x=_axis("x", alt.X), y=_axis("y", alt.Y), angle=alt.Angle("angle:Q", scale=None))


def _csv(columns: str, rows: str) -> alt.InlineData:
    kinds = dict.fromkeys(columns.split(","), "number")
    return alt.InlineData(f"{columns}\n{rows}", format=alt.DataFormat({"type": "csv", "parse": kinds}))
