"""Axes: their fixed ends, how their numbers are written, and where on them a place is."""

import math
from typing import Any

import pandas as pd

from smm_lib.display import alt
from smm_lib.language import quantities, unit

LONG = 1e5  # numbers along an axis that need room
LEFT = 62  # pixels: of the numbers and ticks beside a vertical axis, at least


def axis_of(name: str, top: float = 0, **more: Any) -> alt.Axis:  # noqa: ANN401
    """Return the axis of a quantity, its numbers written with its unit, in full even if `top` is in the millions."""
    # "$" stands for the currency of the language that is on.
    plain, long = ",d" if top >= 1e6 else ",.6~g", unit(name) == "eur" or top >= LONG
    usual: dict[str, Any] = {"format": {"eur": f"${plain}", "percent": ".2~%", "year": "d"}.get(unit(name), plain)}
    # No year twice, as at 2023 and 2023.5, and no half a learner in a small class.
    usual |= {"tickMinStep": 1} if unit(name) == "year" or name == "learners" else {}
    usual |= {"labelOverlap": "greedy", "labelSeparation": 16} if top >= 1e6 else {}
    usual |= {"labelOverlap": "parity", "labelSeparation": 12, "tickCount": 5} if long and top < 1e6 else {}
    return alt.Axis(**usual | more)


def in_tens(name: str, domain: tuple[float, float], *, log: bool) -> dict[str, Any]:
    """Return what makes a long logarithmic axis write its powers of ten and nothing else, however small they are.

    >>> in_tens("share", (0.01, 1), log=True)["values"], in_tens("share", (0.5, 20), log=True)
    ([0.01, 0.1, 1.0], {})
    """
    first, last = (round(math.log10(end), 9) for end in domain) if log else (0, 0)
    tens = [float(f"1e{power}") for power in range(math.ceil(first), math.floor(last) + 1)]
    if len(tens) < 3:  # the numbers between them are needed, too
        return {}
    room = {"tickCount": len(tens), "labelOverlap": True, "labelSeparation": 6}
    return {"values": tens, **room} | ({"format": ",.6~%"} if unit(name) == "percent" else {})


def upright(name: str, top: float, **more: Any) -> alt.Axis:  # noqa: ANN401
    """Return a vertical axis; of two charts above each other the horizontal ones begin at the same place."""
    return axis_of(name, top, minExtent=LEFT, **more)


def ends(table: pd.DataFrame, name: str) -> tuple[float, float]:
    """Return the fixed ends of a quantity's axis: its range as a control, else the table's own."""
    known = quantities().get(name, {})
    return known.get("low", float(table[name].min())), known.get("high", float(table[name].max()))


def on_axis(place: float, domain: tuple[float, float], *, log: bool = False) -> float:
    """Return where on an axis a place is: 0 at its lower end, 1 at its upper, less or more beyond them.

    >>> on_axis(5, (0, 20)), on_axis(10, (1, 100), log=True)
    (0.25, 0.5)
    """
    if not log:
        return float((place - domain[0]) / (domain[1] - domain[0]))
    return math.log(place / domain[0]) / math.log(domain[1] / domain[0]) if place > 0 else -1.0


def scale_of(domain: tuple[float, float], *, log: bool) -> alt.Scale:
    """Return a scale between fixed ends, in equal or in logarithmic steps."""
    return alt.Scale(domain=list(domain), nice=False, type="log" if log else "linear")
