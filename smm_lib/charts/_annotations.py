"""Rules at named places of an axis, such as the learner's guess or a break-even."""

from collections.abc import Mapping
from typing import NamedTuple

from smm_lib.charts._axes import on_axis
from smm_lib.charts._text_marks import few, pixels, text_marks
from smm_lib.charts._theme import BESIDE, GREY, PALETTE, WIDTH
from smm_lib.display import Layer, alt
from smm_lib.language import brief, label, say, written

ROOM, HEIGHT = WIDTH - BESIDE, 260  # pixels: about how large the inside of a chart is
TOP, ROW, GAP = 8, 22, 8  # pixels: of the first name; from name to name; between a rule and its name


class Flag(NamedTuple):
    """A name at its rule: where on the axis (0..1), to which side the name goes, and in which row."""

    name: str
    share: float
    left: bool
    row: int


def reference_lines(
    places: Mapping[str, float], across: tuple[float, float], unit: str, *, log: bool = False
) -> list[alt.Chart]:
    """Return a rule per place, with its name as a flag: no rule runs through the name of a neighbour.

    A place beyond the axis has an arrowhead at that end instead of a rule.

    Args:
        places: by name; `<name>_low` and `<name>_high` are a grey strip around it, or a strip alone.
        across: the fixed ends of the axis.
        unit: of the places.
        log: whether the axis is logarithmic.
    """
    strips, lines, names = [], [], []
    for name, share, left, row in _flags(places, across, unit, log=log):
        colour, dash = _look(name)
        beyond = not 0 <= share <= 1
        place = min(max(_anchor(name, places), across[0]), across[1])
        spot = {"place": float(place), "named": named(name, places, unit)}
        if f"{name}_low" in places:
            spot |= {end: float(places[f"{name}_{end}"]) for end in ("low", "high")}
            strip = Layer(few(spot)).mark_rect(aria=False, color=GREY, opacity=0.18, clip=True)
            strips.append(strip.encode(x=alt.X("low:Q"), x2=alt.X2("high:Q")))
        data, top = few(spot), TOP + ROW * row
        if beyond:
            lines.append(
                _head("right" if left else "left", colour, x=alt.X("place:Q"), y=alt.YValue(top + 7), spot=data)
            )
        elif name in places:
            rule = Layer(data).mark_rule(aria=False, color=colour, strokeWidth=2, strokeDash=dash, clip=True)
            ends = {"y": alt.YValue(top - 4 if row else 0), "y2": alt.Y2Value("height")}
            lines.append(rule.encode(x=alt.X("place:Q"), **ends))
        gap = GAP + 8 * beyond
        side = {"align": "right", "dx": -gap} if left else {"align": "left", "dx": gap}
        names += text_marks(data, "named", alt.X("place:Q"), alt.YValue(top), baseline="top", color=colour, **side)
    return [*strips, *lines, *names]


def reference_levels(
    heights: Mapping[str, float], up: tuple[float, float], unit: str, *, log: bool = False, row: int = 0
) -> list[alt.Chart]:
    """Return a horizontal rule with its name per height; beyond the axis an arrowhead at that end with the name.

    Args:
        heights: by name.
        up: the fixed ends of the vertical axis.
        unit: of the heights.
        log: whether the axis is logarithmic.
        row: the first row from the top in which there are no names of other rules.
    """
    drawn = []
    for name, height in heights.items():
        colour, dash = _look(name)
        share = on_axis(height, up, log=log)
        spot = few({"height": float(min(max(height, up[0]), up[1])), "named": named(name, heights, unit)})
        look = {"align": "right", "dx": -GAP, "dy": -12, "color": colour}
        place: alt.Y | alt.YValue = alt.Y("height:Q")
        below = (1 - share) * HEIGHT < TOP + ROW * (row + 1)  # at the level itself there are other names
        if 0 <= share <= 1:
            rule = Layer(spot).mark_rule(aria=False, color=colour, strokeWidth=2, strokeDash=dash, clip=True)
            drawn.append(rule.encode(y=place))
        if below:
            place, look["dy"] = alt.YValue(TOP + ROW * row + 7), 0
        if not 0 <= share <= 1:
            look |= {"dx": -2 * GAP, "dy": 0}
            drawn.append(_head("up" if share > 1 else "down", colour, x=alt.XValue("width"), y=place, spot=spot))
        drawn += text_marks(spot, "named", alt.XValue("width"), place, **look)
    return drawn


def headroom(top: float, low: float, rows: int, height: float) -> float:
    """Return how far an axis must go on above its top, so that so many rows of names stand above every line.

    >>> round(headroom(1, 0, 2, 260), 2)
    1.25
    """
    room = TOP + ROW * rows
    return top + (top - low) * room / (height - room) if rows else top


def middles(places: Mapping[str, float]) -> list[str]:
    """Return the names of the places from left to right, without the ends of their ranges."""
    names = dict.fromkeys(name.removesuffix("_low").removesuffix("_high") for name in places)
    return sorted(names, key=lambda name: _anchor(name, places))


def named(name: str, places: Mapping[str, float], unit: str) -> str:
    """Say where a rule stands: "Break-even: 69% (61.5 to 75%)"."""
    shown = [places[n] for n in (name, f"{name}_low", f"{name}_high") if n in places]
    ends = [written(brief(p, unit, digits=3), unit) for p in shown]
    if name not in places:
        return say("chart.point", name=label(name), value=say("unit.range", low=ends[0], high=ends[1]))
    if len(ends) == 1 or ends[1] == ends[2]:
        return say("chart.point", name=label(name), value=ends[0])
    return say("chart.span", name=label(name), value=ends[0], low=ends[1], high=ends[2])


def told(places: Mapping[str, float], domain: tuple[float, float], unit: str, *, log: bool = False) -> list[str]:
    """Say where each rule stands, and which lie beyond the axis."""
    sentences = []
    for name in middles(places):
        shown = 0 <= on_axis(_anchor(name, places), domain, log=log) <= 1
        sentences.append(named(name, places, unit) + ("." if shown else f" ({say('chart.beyond')})."))
    return sentences


def _flags(places: Mapping[str, float], across: tuple[float, float], unit: str, *, log: bool) -> list[Flag]:
    """Give every name a side and a row: a flag that flies over other rules hangs above their tops."""
    shares = {name: on_axis(_anchor(name, places), across, log=log) for name in middles(places)}
    needs = {name: (pixels(named(name, places, unit), 15) + GAP) / ROOM for name in shares}
    left = [
        name
        for name, share in shares.items()
        if _to_the_left(share, needs[name], first=name == middles(places)[0], of=len(shares))
    ]
    right = [name for name in shares if name not in left]
    apart = not left or not right or shares[left[-1]] < shares[right[0]]
    flags = [Flag(name, shares[name], False, row) for row, name in enumerate(right)]
    return flags + [
        Flag(n, shares[n], True, row + (0 if apart else len(right))) for row, n in enumerate(reversed(left))
    ]


def _to_the_left(share: float, need: float, *, first: bool, of: int) -> bool:
    if not 0 <= share <= 1:
        return share > 1
    fits_left, fits_right = share >= need, share + need <= 1
    if fits_left and fits_right:
        return first and of > 1
    return fits_left or (not fits_right and share > 0.5)


def _anchor(name: str, places: Mapping[str, float]) -> float:
    return places.get(name, places.get(f"{name}_low", 0.0))


def _look(name: str) -> tuple[str, list[int]]:
    return (PALETTE["purple"], [6, 4]) if name == "your_guess" else (PALETTE["black"], [1, 0])


def _head(
    towards: str, colour: str, *, x: alt.X | alt.XValue, y: alt.Y | alt.YValue, spot: alt.InlineData
) -> alt.Chart:
    """Return an arrowhead that says: it lies out there."""
    head = Layer(spot)
    return head.mark_point(
        aria=False, shape=f"triangle-{towards}", filled=True, size=130, opacity=1, color=colour
    ).encode(x=x, y=y)
