"""Rules at named places of an axis, such as the learner's guess or a break-even."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from smm_lib.charts.look import GREY, HALO, PALETTE
from smm_lib.display import alt
from smm_lib.language import label, say, written


def rules(places: Mapping[str, float], across: tuple[float, float], unit: str, *, log: bool = False) -> list[alt.Chart]:
    """Return a rule with its name per place: the leftmost is named to its left, the others to the right.

    Args:
        places: by name; `<name>_low` and `<name>_high` are a grey strip around it, or a strip alone.
        across: the fixed ends of the axis.
        unit: of the places.
        log: whether the axis is logarithmic.
    """
    lines, words = [], []  # all words above all lines
    for number, name in enumerate(middles(places)):
        share = _share(_anchor(name, places), across, log=log)
        left = share > 0.6 or (number == 0 and len(middles(places)) > 1 and share > 0.3)
        colour = PALETTE["purple"] if name == "your_guess" else PALETTE["black"]
        spot = pd.DataFrame({"place": [_anchor(name, places)], "named": [named(name, places, unit)]})
        if f"{name}_low" in places:
            spot = spot.assign(low=places[f"{name}_low"], high=places[f"{name}_high"])
            strip = alt.Chart(spot).mark_rect(aria=False, color=GREY, opacity=0.18, clip=True)
            lines.append(strip.encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")))
        if name in places:
            lines.append(_rule(spot, colour, [6, 4] if name == "your_guess" else [1, 0]))
        if not 0 <= share <= 1:
            continue  # beyond the axis: its name would stand outside the chart
        side: dict[str, Any] = {"align": "right", "dx": -8} if left else {"align": "left", "dx": 8}
        for halo in HALO:
            text = alt.Chart(spot).mark_text(baseline="top", fontSize=15, color=colour, **side, **halo)
            words.append(text.encode(x=alt.X("place:Q"), y=alt.YValue(8 + 22 * number), text=alt.Text("named:N")))
    return [*lines, *words]


def levels(heights: Mapping[str, float], unit: str) -> list[alt.Chart]:
    """Return a horizontal rule with its name per height, the name above it at the right.

    Args:
        heights: by name, within the vertical axis.
        unit: of the heights.
    """
    drawn = []
    for name, height in heights.items():
        colour = PALETTE["purple"] if name == "your_guess" else PALETTE["black"]
        spot = pd.DataFrame({"height": [height], "named": [named(name, heights, unit)]})
        dash = [6, 4] if name == "your_guess" else [1, 0]
        rule = alt.Chart(spot).mark_rule(aria=False, color=colour, strokeWidth=2, strokeDash=dash, clip=True)
        drawn.append(rule.encode(y=alt.Y("height:Q")))
        for halo in HALO:
            text = alt.Chart(spot).mark_text(align="right", dx=-8, dy=-12, fontSize=15, color=colour, **halo)
            drawn.append(text.encode(x=alt.XValue("width"), y=alt.Y("height:Q"), text=alt.Text("named:N")))
    return drawn


def middles(places: Mapping[str, float]) -> list[str]:
    """Return the names of the places from left to right, without the ends of their ranges."""
    names = {name.removesuffix("_low").removesuffix("_high") for name in places}
    return sorted(names, key=lambda name: _anchor(name, places))


def named(name: str, places: Mapping[str, float], unit: str) -> str:
    """Say where a rule stands: "Break-even: 69% (61.5 to 75%)"."""
    shown = [places[n] for n in (name, f"{name}_low", f"{name}_high") if n in places]
    rounded = {"percent": 3, "year": 0}
    ends = [written(round(p, rounded[unit]) if unit in rounded else float(f"{p:.3g}"), unit) for p in shown]
    if name not in places:
        return say("chart.point", name=label(name), value=say("unit.range", low=ends[0], high=ends[1]))
    if len(ends) == 1 or ends[1] == ends[2]:
        return say("chart.point", name=label(name), value=ends[0])
    return say("chart.span", name=label(name), value=ends[0], low=ends[1], high=ends[2])


def _anchor(name: str, places: Mapping[str, float]) -> float:
    return places.get(name, places.get(f"{name}_low", 0.0))


def _rule(spot: pd.DataFrame, colour: str, dash: list[int]) -> alt.Chart:
    rule = alt.Chart(spot).mark_rule(aria=False, color=colour, strokeWidth=2, strokeDash=dash, clip=True)
    return rule.encode(x=alt.X("place:Q"))


def _share(place: float, across: tuple[float, float], *, log: bool) -> float:
    if not log:
        return (place - across[0]) / (across[1] - across[0])
    if place <= 0:
        return -1
    return math.log(place / across[0]) / math.log(across[1] / across[0])
