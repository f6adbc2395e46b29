"""Boxes inside boxes: what is a part of what."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import pandas as pd

from smm_lib.charts._theme import PALETTE, WIDTH, finish
from smm_lib.display import Layer, alt
from smm_lib.language import label, say

GAP, HEAD, LINE = 8.0, 30.0, 21.0
PAPER = ("#FFFFFF", "#E4F0F8", "#FFFFFF", "#CFE4F2")  # from the outermost box inwards; the frames tell the levels apart
PICKED = "#FFE38A"


def nested(table: pd.DataFrame, part: str, inside: str, *, chosen: str, height: int = 400) -> alt.LayerChart:
    """Draw a box per part inside the box it belongs to; a click picks a part and says what it is.

    Boxes have the size their names need; size means nothing. There are no thin lines of a base scenario: nothing moves.

    Args:
        table: one row per part.
        part: the column that names the parts; "help.<part>" says what it is.
        inside: the column that names the part it belongs to; a name that is no part itself is the outermost frame.
        chosen: the part picked at first.
        height: in pixels, without the lines that explain the part.
    """
    parents = dict(zip(map(str, table[part]), map(str, table[inside]), strict=True))
    boxes = _boxes(parents, height)
    shown = table[[part, inside]].assign(meaning=[say(f"help.{name}") for name in parents])
    shown = shown.assign(
        _name=[label(name) for name in parents],
        _says=[_wrapped(f"{_path(parents, name)}: {say(f'help.{name}')}") for name in parents],
        _fill=[PAPER[_depth(parents, name) % len(PAPER)] for name in parents],
        **{f"_{end}": [boxes[name][i] for name in parents] for i, end in enumerate(("x", "y", "x2", "y2"))},
    )
    picked = alt.selection_point(
        name="picked", fields=[part], value=[{part: chosen}], empty=False, toggle=False, clear=False
    )
    across = alt.X("_x:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False))
    down = alt.Y("_y:Q", axis=None, scale=alt.Scale(domain=[0, height + 3.5 * LINE], nice=False, reverse=True))
    box = Layer(name="parts").mark_rect(stroke=PALETTE["black"], cornerRadius=4, cursor="pointer", opacity=1)
    box = box.encode(x=across, y=down, x2=alt.X2("_x2:Q"), y2=alt.Y2("_y2:Q"), description=alt.Description("_name:N"))
    box = box.encode(
        fill=alt.Fill("_fill:N", scale=None, condition=[{"param": "picked", "empty": False, "value": PICKED}]),
        strokeWidth=alt.StrokeWidthValue(1, condition=[{"param": "picked", "empty": False, "value": 4}]),
    )
    names = Layer(name="names").mark_text(align="left", baseline="top", dx=9, dy=9, fontSize=14, aria=False)
    names = names.encode(x=across, y=down, text=alt.Text("_name:N"))
    says = Layer(name="says").mark_text(align="left", baseline="top", fontSize=15, lineHeight=LINE)
    says = says.transform_filter(picked)
    says = says.encode(
        x=alt.XValue(0),
        y=alt.YDatum(height + LINE / 2),
        text=alt.Text("_says:N"),
        description=alt.Description("meaning:N"),
    )
    sentences = [say("chart.nested")]
    sentences += [say("chart.holds", whole=label(whole), parts=_listed(kids)) for whole, kids in _kids(parents).items()]
    sentences.append(f"{say('chart.picked')}: {_path(parents, chosen)}. {say(f'help.{chosen}')}")
    return finish([box.add_params(picked), names, says], shown, " ".join(sentences), height=height + int(3.5 * LINE))


def _kids(parents: dict[str, str]) -> dict[str, list[str]]:
    kids: dict[str, list[str]] = {}
    for name, whole in parents.items():
        kids.setdefault(whole, []).append(name)
    return kids


def _boxes(parents: dict[str, str], height: float) -> dict[str, tuple[float, float, float, float]]:
    """Cut the frame into boxes, across and down in turns, each as big as its names need and the room allows."""
    kids, boxes = _kids(parents), {}

    def need(name: str, *, along_x: bool, across: bool) -> float:
        own = 7.6 * len(label(name)) + 2 * GAP if along_x else HEAD
        if name not in kids:
            return own
        parts = [need(kid, along_x=along_x, across=not across) for kid in kids[name]]
        room = sum(parts) + GAP * (len(parts) - 1) if along_x == across else max(parts)
        return max(own, room + 2 * GAP) if along_x else room + HEAD + GAP

    def cut(names: Sequence[str], room: tuple[float, float, float, float], *, across: bool) -> None:
        x, y, x2, y2 = room
        needs = [need(name, along_x=across, across=not across) for name in names]
        stretch = ((x2 - x if across else y2 - y) - GAP * (len(names) - 1)) / sum(needs)
        for name, needed in zip(names, needs, strict=True):
            box = (x, y, x + needed * stretch, y2) if across else (x, y, x2, y + needed * stretch)
            boxes[name] = (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))
            if name in kids:
                cut(kids[name], (box[0] + GAP, box[1] + HEAD, box[2] - GAP, box[3] - GAP), across=not across)
            x, y = (box[2] + GAP, y) if across else (x, box[3] + GAP)

    outermost = [name for name, whole in parents.items() if whole not in parents]
    cut(outermost, (1, 1, WIDTH - 1, height - 1), across=True)
    return boxes


def _line(parents: dict[str, str], name: str) -> list[str]:
    """Return the part and all it belongs to, from the outside in."""
    return [*_line(parents, parents[name]), name] if name in parents else []


def _depth(parents: dict[str, str], name: str) -> int:
    return len(_line(parents, name)) - 1


def _path(parents: dict[str, str], name: str) -> str:
    return " ▸ ".join(label(step) for step in _line(parents, name))


def _wrapped(text: str) -> Any:  # noqa: ANN401 - several lines are a list, which pandas' types do not know
    return wrap(text, 78)


def _listed(names: list[str]) -> str:
    return ", ".join(label(name) for name in names)
