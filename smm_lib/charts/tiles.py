"""Tiles: a large network as 300 squares, each of which stands for a group and fills as its accounts are reached."""

import pandas as pd

from smm_lib.charts.look import GREY, PALETTE, finish
from smm_lib.display import alt
from smm_lib.language import say

COLUMNS = 20


def tiles(table: pd.DataFrame, *, height: int = 420) -> alt.LayerChart:
    """Draw a square per group and, inside, a square whose area is the share reached.

    Args:
        table: one row per group, from the upper left: tile | accounts | reach | share (0..1).
        height: in pixels.
    """
    rows = -(-len(table) // COLUMNS)
    shown = table.assign(_column=table["tile"] % COLUMNS, _row=table["tile"] // COLUMNS)
    scales = {"_column": [-0.7, COLUMNS - 0.3], "_row": [rows - 0.3, -0.7]}
    x, y = (
        channel(f"{name}:Q", axis=None, scale=alt.Scale(domain=scales[name], nice=False))
        for channel, name in ((alt.X, "_column"), (alt.Y, "_row"))
    )
    frame = alt.Chart(name="groups").mark_point(shape="square", size=500, stroke=GREY, strokeWidth=1, opacity=1)
    area = alt.Size("share:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0, 500], type="linear"))
    fill = alt.Chart(name="reached").mark_point(shape="square", filled=True, color=PALETTE["blue"], opacity=1)
    each, total, reach = table["accounts"].iloc[0], table["accounts"].sum(), table["reach"].sum()
    words = say(
        "chart.tiles", each=int(each), total=int(total), reach=int(reach), whole=int((table["share"] == 1).sum())
    )
    layers = [frame.encode(x=x, y=y), fill.encode(x=x, y=y, size=area)]
    return finish(layers, shown, words, height=height, title=say("chart.tile", each=int(each)))
