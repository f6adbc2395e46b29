"""Ring: the six-step loop between a company, its customers and everybody else, with the number on every arrow."""

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import pandas as pd

from smm_lib.charts._text_marks import few, number
from smm_lib.charts._theme import GREY, PALETTE, WIDTH, finish
from smm_lib.display import Layer, alt
from smm_lib.language import label, say

HEIGHT = 418
STEPS = ("ring.step_1", "ring.step_2", "ring.step_3", "ring.step_4", "ring.step_5", "ring.step_6")
# Where the boxes stand: the middle, in pixels from the top left.
BOXES = {
    "ring.company": (80, 180),
    "ring.platform": (190, 32),
    "ring.customers": (460, 32),
    "ring.joining": (562, 180),
    "ring.comments": (440, 322),
    "ring.others": (104, 322),
}
BOX = (78, 27)  # half of a box's width and height


class Arrow(NamedTuple):
    """Where an arrow starts and ends, where its circle stands on it, and where its number is written."""

    x: int
    y: int
    x2: int
    y2: int
    circle_x: int
    circle_y: int
    text_x: int
    text_y: int
    align: str


ARROWS = {
    1: Arrow(98, 150, 162, 68, 132, 107, 164, 105, "left"),
    2: Arrow(274, 32, 374, 32, 322, 32, 322, 72, "center"),
    3: Arrow(486, 64, 542, 144, 512, 102, 480, 122, "right"),
    4: Arrow(542, 212, 490, 286, 518, 246, 486, 240, "right"),
    5: Arrow(358, 290, 134, 212, 247, 251, 275, 196, "center"),
    6: Arrow(356, 322, 192, 322, 272, 322, 272, 362, "center"),
}
AHEAD = "#8A8A8A"
ACROSS = alt.Scale(domain=[0, WIDTH], nice=False)
DOWN = alt.Scale(domain=[HEIGHT, 0], nice=False)
AREA = alt.Scale(type="symlog", domain=[0, 1e7], range=[480, 2200], clamp=True)


def ring(week: pd.DataFrame, *, step: int = 6) -> alt.LayerChart:
    """Draw the loop up to a step; the arrows ahead are grey, an arrow on which nothing flows is dotted.

    A circle on each arrow carries the step's number and grows with the amount, tenfold by tenfold. A click on a circle
    explains that step; without a mouse the control `step` does.

    Args:
        week: six rows, columns step (1..6) | what | amount | competitors, as `models.loop.six_steps` returns them.
        step: the step that is explained, 1 to 6; those up to it are coloured.

    Returns:
        A layered chart as wide as every chart of the course.
    """
    shown = week.assign(
        _name=[label(what) for what in week["what"]],
        _number=[number(amount, "amount") for amount in week["amount"]],
        _note=[f"{place} · {say(key)}" for place, key in enumerate(STEPS, 1)],
        _x=[ARROWS[number].circle_x for number in week["step"]],
        _y=[ARROWS[number].circle_y for number in week["step"]],
        _fill=[_colour(number, step, amount) for number, amount in zip(week["step"], week["amount"], strict=True)],
    )
    rows = shown[["step", "_name", "_number"]].itertuples(index=False, name=None)
    shown["_says"] = [f"({n}) {name}: {amount}" if n <= step else f"({n}) {name}" for n, name, amount in rows]
    clicked = alt.selection_point(name="explained", fields=["step"], value=[{"step": step}], clear=False)
    across, down = alt.X("_x:Q", scale=ACROSS, axis=None), alt.Y("_y:Q", scale=DOWN, axis=None)
    circle = Layer(name="main").mark_circle(opacity=1, stroke="black", cursor="pointer").encode(
        x=across,
        y=down,
        size=alt.Size("amount:Q", scale=AREA, legend=None),
        fill=alt.Fill("_fill:N", scale=None),
        strokeWidth=alt.StrokeWidthValue(0, condition={"param": "explained", "value": 3}),
        description=alt.Description("_says:N"),
    ).add_params(clicked)  # fmt: skip
    digit = Layer().mark_text(fontSize=15, fontWeight="bold", color="white", aria=False, cursor="pointer")
    layers = [*_arrows(shown, step), circle, digit.encode(x=across, y=down, text=alt.Text("step:Q"))]
    layers += [*_numbers(shown, step), *_boxes(int(week["competitors"].iloc[0]))]
    why = Layer().mark_text(align="center", fontSize=15, limit=WIDTH)
    why = why.encode(description=alt.Description("_note:N"))
    layers.append(
        why.encode(x=alt.XValue(WIDTH / 2 - 14), y=alt.YValue(HEIGHT - 14), text=alt.Text("_note:N")).transform_filter(
            clicked
        )
    )
    silent = float(week["amount"].iloc[4]) == 0
    if silent:
        layers.append(_words([(320, 164)], [say("ring.silence")], fontSize=16, fontWeight="bold", color="#A30000"))
    numbers = [f"{said}." for said in shown.loc[shown["step"] <= step, "_says"]]
    silence = [say("ring.silence")] if silent else []
    description = " ".join([say("ring.what"), *numbers, *silence, f"{shown['_note'].iloc[step - 1]}"])
    return finish(layers, shown, description, height=HEIGHT, title=say("ring.larger"))


def _colour(number: int, step: int, amount: float) -> str:
    if number == step:
        return PALETTE["vermilion"]
    return PALETTE["blue"] if number < step and amount > 0 else AHEAD


def _arrows(shown: pd.DataFrame, step: int) -> list[alt.Chart]:
    rows = []
    for arrow, amount in zip(shown["step"], shown["amount"], strict=True):
        x, y, x2, y2, *_ = ARROWS[arrow]
        turn = math.degrees(math.atan2(x2 - x, y - y2))
        flows = amount > 0
        rows.append(
            {"step": arrow, "x": x, "y": y, "x2": x2, "y2": y2, "turn": turn, "flows": flows}
            | {"colour": _colour(arrow, step, amount)}
        )
    places = {"x": alt.X("x:Q", scale=ACROSS, axis=None), "y": alt.Y("y:Q", scale=DOWN, axis=None)}
    colour = alt.Color("colour:N", scale=None)
    layers = []
    for flows, dash in ((True, [1, 0]), (False, [2, 7])):
        some = few(*[row for row in rows if row["flows"] == flows])
        rule = Layer(some).mark_rule(strokeWidth=3, strokeDash=dash, aria=False)
        layers.append(rule.encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), color=colour, **places))
    head = Layer(few(*rows)).mark_point(shape="triangle", filled=True, opacity=1, size=190, aria=False)
    heads = {"x": alt.X("x2:Q", scale=ACROSS, axis=None), "y": alt.Y("y2:Q", scale=DOWN, axis=None)}
    return [*layers, head.encode(color=colour, angle=alt.Angle("turn:Q", scale=None), **heads)]


def _numbers(shown: pd.DataFrame, step: int) -> list[alt.Chart]:
    """Write the amount and what it counts beside each circle that has been walked."""
    layers = []
    for align in ("left", "center", "right"):
        rows = shown[[ARROWS[number].align == align and number <= step for number in shown["step"]]]
        spots = [(ARROWS[number].text_x, ARROWS[number].text_y) for number in rows["step"]]
        layers.append(_words(spots, list(rows["_number"]), fontSize=18, fontWeight="bold", align=align))
        layers.append(_words(spots, list(rows["_name"]), fontSize=14, align=align, dy=19))
    return layers


def _boxes(competitors: int) -> list[alt.Chart]:
    words = [say(key, competitors=competitors) for key in BOXES]
    half, tall = BOX
    corners = [{"x": x - half, "x2": x + half, "y": y - tall, "y2": y + tall} for x, y in BOXES.values()]
    box = Layer(few(*corners)).mark_rect(fill="white", stroke=GREY, strokeWidth=1.5, cornerRadius=8, aria=False)
    places = {"x": alt.X("x:Q", scale=ACROSS, axis=None), "y": alt.Y("y:Q", scale=DOWN, axis=None)}
    spots = [(x, y - 9 * text.count("\n")) for (x, y), text in zip(BOXES.values(), words, strict=True)]
    return [box.encode(x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), **places), _words(spots, words, fontSize=14)]


def _words(spots: Sequence[tuple[float, float]], words: Sequence[str], **look: Any) -> alt.Chart:  # noqa: ANN401
    rows = [{"x": x, "y": y, "words": text} for (x, y), text in zip(spots, words, strict=True)]
    look = {"align": "center", "lineBreak": "\n", "lineHeight": 18, "baseline": "middle", "aria": False} | look
    x, y = alt.X("x:Q", scale=ACROSS, axis=None), alt.Y("y:Q", scale=DOWN, axis=None)
    return Layer(few(*rows)).mark_text(**look).encode(x=x, y=y, text=alt.Text("words:N"))
