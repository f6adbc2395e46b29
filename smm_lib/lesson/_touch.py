"""Touch the picture: a mark that stands for a choice is pressed, a place along an axis is dragged to.

frame.js tells what was touched, and nothing it tells is believed: the chart, the place and the mark must be there. The
control keeps the only truth; the picture follows it as after any move.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeGuard

from smm_lib.display import CHART
from smm_lib.language import Unreadable, label, say
from smm_lib.lesson._controls import Control
from smm_lib.lesson._frame import Frame
from smm_lib.lesson._picked import switched

Names = Mapping[str, str | tuple[str, ...]]


class Touchable(NamedTuple):
    """What a touch of one chart means.

    Args:
        along: the controls that stand on its horizontal axis; a drag moves the nearest of them.
        ends: of that axis.
        log: whether the axis is logarithmic.
        column: of its rows, whose marks stand for an option of a control; "" if none do.
        choice: that control.
    """

    along: list[Control]
    ends: tuple[float, float]
    log: bool
    column: str
    choice: Control | None


class Touch:
    """What of an explorer's pictures can be touched, by the names that things have: a column is called as its control.

    Args:
        controls: of the explorer.
        bundles: the charts of the base scenario; their axes stay.
        names: by column, the control or controls that it belongs to, where they are called otherwise.
        frame: passes on what was touched, and marks what is picked.
        unlock: shows controls that are still locked.
        tell: says a sentence.
    """

    def __init__(
        self,
        controls: Sequence[Control],
        bundles: Sequence[dict[str, Any]],
        names: Names,
        frame: Frame,
        unlock: Callable[[list[Control]], None],
        tell: Callable[[str], None],
    ) -> None:
        self.frame, self.unlock, self.tell = frame, unlock, tell
        self.charts = [_touchable(shown[CHART], controls, names) for shown in bundles]
        self.held: Control | None = None
        frame.on_msg(lambda _, content, __: self.touched(content))
        self.look()

    def look(self) -> None:
        """Tell the page what can be touched, and what is picked now."""
        self.frame.touch = [
            {"along": bool(chart.along), "column": chart.column, "picked": _picked(chart.choice), "hint": _hint(chart)}
            for chart in self.charts
        ]

    def touched(self, content: Any) -> None:  # noqa: ANN401
        """Do what a touch means; a message that means nothing does nothing."""
        number = content.get("chart") if isinstance(content, dict) else None
        if type(number) is not int or not 0 <= number < len(self.charts):
            return
        chart, mark, share = self.charts[number], content.get("mark"), content.get("share")
        if chart.choice is not None and mark is not None:
            self._press(chart.choice, mark)
        elif chart.along and within_one(share):
            self._drag(chart, share, begin=content.get("begin") is True)

    def _press(self, control: Control, mark: object) -> None:
        if mark not in _options(control) or isinstance(mark, bool) or not isinstance(mark, int | str):
            return
        try:
            value = switched(int(mark), control.value, control.most, label(control.name)) if control.most else mark
        except Unreadable as too_many:
            self.tell(str(too_many))
            return
        self.unlock([control])
        control.value = value

    def _drag(self, chart: Touchable, share: float, *, begin: bool) -> None:
        if begin or self.held not in chart.along:
            self.held = min(chart.along, key=lambda control: abs(_share(chart, control.value) - share))
        self.unlock([self.held])
        stop = min(self.held.grid, key=lambda stop: abs(_share(chart, stop) - share))
        if stop != self.held.value:
            self.held.value = stop


def within_one(share: object) -> TypeGuard[float]:
    """Return whether the page told a place between the ends of an axis, 0 to 1."""
    return not isinstance(share, bool) and isinstance(share, int | float) and 0 <= share <= 1


def _touchable(spec: dict[str, Any], controls: Sequence[Control], names: Names) -> Touchable:
    along, ends, log = [], (0.0, 1.0), False
    for layer in spec["layer"]:
        axis = layer.get("encoding", {}).get("x", {})
        if isinstance(axis.get("scale"), dict) and (found := _controls(axis.get("field", ""), controls, names)):
            along = [control for control in found if _slides(control)]
            low, high = axis["scale"]["domain"]
            ends, log = (low, high), axis["scale"].get("type") == "log"
            break
    rows = spec["datasets"].get(spec["data"].get("name"), [])
    for column in rows[0] if rows else ():
        for control in _controls(column, controls, names):
            if not _slides(control) and len({row[column] for row in rows if row[column] in _options(control)}) > 1:
                return Touchable(along, ends, log, column, control)
    return Touchable(along, ends, log, "", None)


def _controls(column: str, controls: Sequence[Control], names: Names) -> list[Control]:
    """Return the controls that a column belongs to."""
    wanted = names.get(column, column)
    return [control for control in controls if control.name in ((wanted,) if isinstance(wanted, str) else wanted)]


def _slides(control: Control) -> bool:
    return control.typed is not None and not control.pair and not control.most


def _options(control: Control) -> Sequence[Any]:
    return control.members if control.most else control.grid if isinstance(control.default, str) else ()


def _picked(control: Control | None) -> list[Any]:
    if control is None:
        return []
    return list(control.value) if control.most else [control.value]


def _share(chart: Touchable, value: float) -> float:
    """Return where along the axis a value lies: 0 at its beginning, 1 at its end."""
    low, high = chart.ends
    if chart.log:
        return math.log(max(value, low) / low) / math.log(high / low)
    return (value - low) / (high - low)


def _hint(chart: Touchable) -> str:
    names = ", ".join(label(control.name) for control in chart.along)
    pressed = say("explore.press", name=label(chart.choice.name)) if chart.choice else ""
    return pressed or (say("explore.drag", name=names) if names else "")
