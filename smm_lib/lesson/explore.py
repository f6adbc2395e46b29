"""`explore(view)`: the signature of a function becomes the form that drives its chart."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import ipywidgets as widgets

from smm_lib.display import alt, bundle
from smm_lib.language import label, refusal, say
from smm_lib.lesson._background import Background, Stopped
from smm_lib.lesson._controls import Control, controls_of
from smm_lib.lesson._fetch import Fetch, File
from smm_lib.lesson._frame import Frame, Sentence, button, column, field, in_words, row, show, visible
from smm_lib.lesson._puzzle import Goal, Puzzle
from smm_lib.lesson._scenario import NotACode, decode, encode
from smm_lib.lesson._screen import Screen
from smm_lib.lesson._tasks import Tasks
from smm_lib.lesson._touch import Names, Touch
from smm_lib.lesson._words import Words

View = Callable[..., alt.LayerChart | tuple[alt.LayerChart, ...]]
Limits = dict[str, Any]


def explore(
    view: View,
    *,
    start: int | None = None,
    tasks: Sequence[Mapping[str, Any]] = (),
    goal: Goal | None = None,
    key: str = "",
    fetch: File | None = None,
    touch: Names | None = None,
    **limits: Limits,
) -> None:
    """Show a chart and a form with a control for every argument of `view`; a move redraws the chart.

    Args:
        view: takes keyword arguments with defaults, returns a chart of `charts` or a tuple of charts. A number
            becomes a slider with a typed twin, a pair of numbers a slider with two ends, a text a choice, True or
            False a switch. Names, units and ranges are looked up under the argument's name.
        start: how many controls are there at first; the learner unlocks the others in any order. All, if left out.
        tasks: the last numbered list in the cell above, one by one: the setting that each asks for, by argument, such
            as {"satisfied": 0.69}; {} is a mere question. The present one stands beside the controls until it is done.
        goal: a puzzle: takes the view's arguments, returns a live number, whether it is solved and perhaps the name of
            the condition that fails. Messages: "goal.<its name>.metric" (with {number}), ".won" and ".<condition>".
            A fourth part is the score by which a league ranks those who solved it, the least first ({score}).
        key: of a puzzle for the class's league, lesson and question: the best setting is kept there, as its code.
        fetch: a data set of `smm_lib.data`. A button downloads it, turns the switch `real` on (or picks the option
            with the data set's name) and redraws. A chart of a view with the switch says whether its data are real.
        touch: by column, the control (or controls) that a touch of the picture moves. A column that is called like its
            control needs no word: a drag along that axis moves the slider, a press on a mark makes the choice.
        limits: per argument, what differs from quantities.toml in this lesson: low, high, step, scale, options.

    The defaults are the base scenario; it stays on the chart as thin grey lines.
    """
    Explorer(view, start=start, tasks=tasks, goal=goal, key=key, fetch=fetch, touch=touch, **limits).show()


class Explorer:
    """A view, its controls and what is on screen."""

    def __init__(
        self,
        view: View,
        *,
        start: int | None = None,
        tasks: Sequence[Mapping[str, Any]] = (),
        goal: Goal | None = None,
        key: str = "",
        fetch: File | None = None,
        touch: Names | None = None,
        **limits: Limits,
    ) -> None:
        self.view, self.goal, self.frame = view, goal, Frame()
        self.controls = controls_of(view, limits)
        self.riddle = Puzzle(goal, key, lambda: controls_of(view, limits))
        self.fetch = Fetch(fetch, self.controls, self._moved) if fetch else None
        base = self._drawn(**self.values)
        self.bundles = [bundle(chart) for chart in base]
        self.screen = Screen(self.frame)
        self.drawing = Background(self._bundles, self._show_result)
        self.tasks = Tasks(tasks, self.frame)
        self._build(len(self.controls) if start is None else start, [chart.data for chart in base])
        self.touch = Touch(self.controls, self.bundles, touch or {}, self.frame, self._open, self.remark.tell)

    @property
    def values(self) -> dict[str, Any]:
        """The controls' present values by name."""
        return {control.name: control.value for control in self.controls}

    def show(self) -> None:
        """Put the controls above, the charts below them, words and table at the end."""
        settings = "; ".join(f"{label(c.name)}: {c.show(c.value)}" for c in self.controls)
        show(self.form, f"{say('explore.controls')} – {settings}. {say('explore.asleep')}" if settings else "")
        self.screen.put_up(self.bundles)
        show(self.words.widget, self.words.plain())

    def move(self, **values: Any) -> None:  # noqa: ANN401
        """Set controls by name, as the learner's hand would."""
        for control in self.controls:
            if control.name in values:
                control.value = values[control.name]

    # -- what is on screen ---------------------------------------------------------------------------------------

    def _build(self, open_controls: int, tables: list[Any]) -> None:
        self.remark = Sentence()
        self.error = Sentence(css="smm-alert")
        self.puzzle = Sentence(self.riddle.told(self.controls))
        self.locked = self.controls[open_controls:]
        self.rows = column([])
        self.unlock = {control.name: self._key([control]) for control in self.locked}
        self.unlock_all = self._key(self.locked)
        self.reset = button(say("explore.reset_all"), lambda: self.move(**{c.name: c.default for c in self.controls}))
        visible(self.reset, bool(self.controls))
        buttons = row([*self.unlock.values(), self.unlock_all, self.reset], "smm-buttons")
        said = [self.drawing.waiting, self.remark, self.error, self.puzzle, self.riddle.task.error]
        above = [self.frame, self.fetch.form] if self.fetch else [self.frame]
        looks = ("smm-form", "smm-workbench") if self.controls else ("smm-form",)
        self.form = column([*above, self.rows, buttons, *said], *looks)
        self._open([])
        for control in self.controls:
            control.listen(self._moved, self.remark.tell)
        self._build_words(tables)

    def _build_words(self, tables: list[Any]) -> None:
        self.code = field(say("explore.scenario"))
        self.code.value = encode(self.controls)
        self.code.observe(self._pasted, "value")
        self.frame.observe(self._pasted, "wanted")
        self.words = Words(self.controls, self.bundles, tables, row([self.code], "smm-field"))

    def _key(self, controls: list[Control]) -> widgets.Button:
        """Return the button that unlocks a control, or all of them."""
        words = say("explore.unlock_all") if len(controls) != 1 else f"+ {label(controls[0].name)}"
        tip = say("explore.unlock", name=", ".join(label(control.name) for control in controls))
        return button(words, lambda: self._unlock(controls), "smm-unlock", tooltip=tip)

    def _open(self, controls: list[Control]) -> None:
        if controls and not any(control in self.locked for control in controls):
            return
        self.locked = [control for control in self.locked if control not in controls]
        self.rows.children = [control.row for control in self.controls if control not in self.locked]
        for name, key in self.unlock.items():
            visible(key, name in [control.name for control in self.locked])
        visible(self.unlock_all, len(self.locked) > 1)

    def _unlock(self, controls: list[Control]) -> None:
        self._open(controls)
        if len(controls) == 1:
            self.remark.tell(say("explore.unlocked", name=label(controls[0].name), help=controls[0].help))

    def _pasted(self, change: dict[str, Any]) -> None:
        if change["new"].strip() == encode(self.controls):
            return
        try:
            values = decode(self.controls, change["new"])
        except NotACode:
            if change["name"] == "wanted":  # by the page's address: another explorer may know it
                return
            self.remark.tell(say("explore.not_a_code", code=change["new"].strip()[:24]))
            return
        wanted = dict(zip(self.controls, values, strict=True))
        self._open([control for control, value in wanted.items() if value != control.default])
        self.move(**{control.name: value for control, value in wanted.items()})
        self.remark.tell(say("explore.applied", code=encode(self.controls)))

    # -- from a move to a chart ----------------------------------------------------------------------------------

    def _moved(self) -> None:
        self.remark.tell()
        self.touch.look()
        self.drawing.ask(self.values)

    def _bundles(self, values: dict[str, Any]) -> tuple[list[Any], list[str], list[dict[str, Any]]]:
        moved = [c.compare for c in self.controls if values[c.name] != c.default]  # one that forbids it is enough
        charts = self._drawn(**values)
        bases = self.bundles if moved and all(moved) else [None] * len(charts)
        bundles = [bundle(chart, base=base) for chart, base in zip(charts, bases, strict=True)]
        return [chart.data for chart in charts], [chart.description for chart in charts], bundles

    def _drawn(self, **values: Any) -> tuple[alt.LayerChart, ...]:  # noqa: ANN401
        charts = self.view(**values)
        charts = charts if isinstance(charts, tuple) else (charts,)
        return tuple(self.fetch.labelled(chart, **values) for chart in charts) if self.fetch else charts

    def _show_result(self, result: Any, error: Exception | Stopped | None) -> None:  # noqa: ANN401
        fresh = False  # until all below has worked
        if isinstance(error, Stopped):
            self.error.tell(say("explore.stopped"))
        else:
            with in_words(self.error, refusal):
                if error is not None:
                    raise error
                puzzle, (tables, descriptions, bundles) = self.riddle.told(self.controls), result
                self.screen.show(bundles)
                self.words.tell(" ".join(descriptions), tables)
                self.code.value = encode(self.controls)
                self.puzzle.tell(puzzle)
                self.tasks.look(self.values)
                fresh = True
        self.frame.stale = not fresh
