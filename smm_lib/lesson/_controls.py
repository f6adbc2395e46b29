"""A control per argument: a slider with a typed twin, a choice, a switch or some of many, each with a name and a reset.

A slider steps through a list of values (its grid), so a position is an exact value, and a few positions make a
scenario code.
"""

import asyncio
import inspect
import math
import re
from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as widgets

from smm_lib.language import Unreadable, known, label, quantities, read, say, unit, written
from smm_lib.lesson._frame import SNUG, field, make, row, small_button
from smm_lib.lesson._grid import grid
from smm_lib.lesson._picked import Picked, picked, some

PACE = 0.8  # seconds that a playing control stays at each place
WIDE = {"description_width": "15em"}
TYPED = "calc(7 * var(--smm-size))"  # as wide as "2.000.000 €" in the size that frame.css gives


class Control:
    """One argument of a view as a row of widgets; `value` is what the model gets.

    Args:
        name: the argument's name; its label, unit and range are looked up under it.
        default: where it starts; its kind (number, pair, text, True or False) decides the kind of control.
        limits: low, high, step, scale, options, play (a button that walks to the end), more (one that goes up by
            1), most (so many of the numbers from low to high can be picked; the value is a tuple, () at first) or
            compare (whether the start stays on the chart when it is moved), if they differ from quantities.toml in
            this lesson.
    """

    def __init__(self, name: str, default: Any, **limits: Any) -> None:  # noqa: ANN401
        self.name, self.default, self.unit = name, default, unit(name)
        one_by_one = {"step": 1, "scale": "linear"} if limits.get("more") else {}
        known_limits = {**quantities().get(name, {}), **limits, **one_by_one}
        self.compare = bool(known_limits.get("compare", True))
        self.grid: list[Any] = list(known_limits.get("options", ()))
        self.most = int(known_limits.get("most", 0))
        self.pair = isinstance(default, tuple) and not self.most
        self.typed: widgets.Text | None = None
        if isinstance(default, bool):
            self.grid = [False, True]
            self.widget: Any = make(widgets.Checkbox, value=default, description=label(name), indent=False)
        elif isinstance(default, str):
            options = [(label(option), option) for option in self.grid]
            self.widget = make(
                widgets.Dropdown, options=options, value=default, description=label(name), style=WIDE, layout=SNUG
            )
        else:
            shape = {key: known_limits[key] for key in ("low", "high", "step", "scale") if key in known_limits}
            self.grid = grid(**shape)
            if self.most:
                self.members, self.grid = self.grid, some(self.grid, self.most)
                self.widget = Picked(value=default)
                self.typed = field(label(name), value=self.show(default), layout={**SNUG, "flex": "1 1 auto"})
            else:
                self.typed = field("", value=self.show(default), layout={"width": TYPED})
                options = [(self.show(value, single=True), value) for value in self.grid]
                slider = widgets.SelectionRangeSlider if self.pair else widgets.SelectionSlider
                self.widget = make(slider, options=options, value=default, description=label(name), style=WIDE)
        tips = {press: say(f"explore.{press}", name=label(name)) for press in ("reset", "play", "more")}
        self.back = small_button("↺", self._reset, tips["reset"])
        self.more = small_button("+1", self._one_more, tips["more"]) if known_limits.get("more") else None
        self.play: Any = None
        if known_limits.get("play"):
            narrow = {"width": "30px"}
            self.play = make(widgets.ToggleButton, "smm-reset", layout=narrow, description="▶", tooltip=tips["play"])
            self.play.observe(self._played, "value")
        shown = [] if self.most else [self.widget]
        parts = [part for part in (*shown, self.typed, self.play, self.more, self.back) if part is not None]
        self.row = row(parts, "smm-control", f"smm-{name}")

    @property
    def value(self) -> Any:  # noqa: ANN401
        """What the model gets."""
        return self.widget.value

    @value.setter
    def value(self, value: Any) -> None:  # noqa: ANN401
        self.widget.value = value
        if self.typed:
            self.typed.value = self.show(value)

    def listen(self, moved: Callable[[], None], tell: Callable[[str], None]) -> None:
        """Call `moved` after each change by the learner, and `tell` with a sentence where an entry was not taken."""

        def slid(_: object) -> None:
            if self.typed:
                self.typed.value = self.show(self.value)
            moved()

        def typed(change: dict[str, Any]) -> None:
            if change["new"] == self.show(self.value):
                return
            try:
                value, remark = self.nearest(change["new"])
            except Unreadable as error:
                remark, value = str(error), self.value
            self.value = value
            tell(remark)

        self.widget.observe(slid, "value")
        if self.typed:
            self.typed.observe(typed, "value")

    def _reset(self) -> None:
        self.value = self.default

    def _one_more(self) -> None:
        self.value = self.at(min(self.position() + 1, self.positions - 1))

    def _played(self, change: dict[str, Any]) -> None:
        self.play.description = "❚❚" if change["new"] else "▶"
        if change["new"]:
            self.walking = asyncio.get_running_loop().create_task(self.walk())

    async def walk(self, pace: float = PACE) -> None:
        """Go through all places up to the last one, from the first if the last is reached, until Play is off."""
        here = self.position() if self.position() < self.positions - 1 else -1
        for position in range(here + 1, self.positions):
            if not self.play.value:
                return
            self.value = self.at(position)
            await asyncio.sleep(pace)
        self.play.value = False

    def nearest(self, text: str) -> tuple[Any, str]:
        """Return the value of the grid that is nearest to what was typed, and a remark if it is another one.

        Raises:
            Unreadable: if the text is not a number (for a pair: two numbers; of many: some of them).
        """
        if self.most:
            return picked(text, self.members, self.most, label(self.name)), ""
        numbers = [self._number(part) for part in (self._parts(text) if self.pair else [text])]
        low, high = self.grid[0], self.grid[-1]
        taken = sorted(min(self.grid, key=lambda stop: abs(stop - min(max(n, low), high))) for n in numbers)
        value = tuple(taken) if self.pair else taken[0]
        words = {"name": label(self.name), "value": self.show(value)}
        if any(not low <= number <= high for number in numbers):
            ends = {"low": self.show(low, single=True), "high": self.show(high, single=True)}
            return value, say("explore.kept_inside", **words, **ends)
        off = any(not math.isclose(n, t, abs_tol=1e-9) for n, t in zip(sorted(numbers), taken, strict=True))
        return value, say("explore.rounded", **words) if off else ""

    def show(self, value: Any, *, single: bool = False) -> str:  # noqa: ANN401
        """Write a value as the learner reads it: "90%", "4 to 5", "on"."""
        if isinstance(value, bool):
            return say("explore.on" if value else "explore.off")
        if isinstance(value, str):
            return label(value)
        if self.most:
            return ", ".join(written(member, self.unit) for member in value) or say("explore.none_picked")
        if self.pair and not single:
            low, high = (written(end, self.unit) for end in value)
            return say("unit.range", low=low, high=high)
        return written(value, self.unit)

    @property
    def help(self) -> str:
        """One sentence on what the control means."""
        return say(f"help.{self.name}") if known(f"help.{self.name}") else ""

    def position(self) -> int:
        """Return where on its grid the control stands (for a pair: both places as one number)."""
        if self.pair:
            low, high = (self.grid.index(end) for end in self.value)
            return int(low * len(self.grid) + high)
        return self.grid.index(self.value)

    @property
    def positions(self) -> int:
        """How many different positions there are."""
        return len(self.grid) ** 2 if self.pair else len(self.grid)

    def at(self, position: int) -> Any:  # noqa: ANN401
        """Return the value at a position.

        Raises:
            ValueError: if a pair's ends stand the wrong way round.
        """
        if not self.pair:
            return self.grid[position]
        low, high = divmod(position, len(self.grid))
        if low > high:
            raise ValueError("a pair goes from its lower to its higher end")
        return self.grid[low], self.grid[high]

    def _parts(self, text: str) -> list[str]:
        words = "|".join(say("typed.pair").split())
        apart = re.split(rf"[–—;…]|, |\b(?:{words})\b|(?<=[^ –;-]) ?-", " ".join(text.split()))
        parts = [part for part in apart if part.strip()]
        if len(parts) != 2:
            raise Unreadable(say("explore.two_numbers", name=label(self.name), example=self.show(self.default)))
        return parts

    def _number(self, text: str) -> float:
        return read(text, self.unit, self.name, within=(self.grid[0], self.grid[-1]))


def controls_of(view: Callable[..., Any], limits: Mapping[str, Mapping[str, Any]]) -> list[Control]:
    """Return the controls of a view: one for every argument, with what differs in this lesson."""
    arguments = inspect.signature(view).parameters.items()
    return [Control(name, one.default, **limits.get(name, {})) for name, one in arguments]
