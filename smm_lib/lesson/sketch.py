"""`sketch(...)`: the learner draws a curve on empty axes; then the model's runs in over it, and the gap is told."""

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from smm_lib.display import alt, bundle
from smm_lib.language import brief, label, say, unit, written
from smm_lib.lesson._background import Background, Stopped, running_loop
from smm_lib.lesson._frame import LINE, Frame, button, column, in_words, make, row, show, small_button
from smm_lib.lesson._grid import grid
from smm_lib.lesson._screen import Screen
from smm_lib.lesson._task import Task, apart
from smm_lib.lesson._touch import within_one

if TYPE_CHECKING:
    import pandas as pd

STOPS = 50  # steps from the bottom of the axes to their top
PACE = 0.12  # seconds from a part of the model's curve to the next
Draw = Callable[..., alt.LayerChart]


def sketch(
    key: str, draw: Draw, truth: "pd.DataFrame", x: str, *, of: str, at: Sequence[float], domain: tuple[float, float],
    close: float,
) -> None:  # fmt: skip
    """Let the learner draw how one quantity follows another, keep it, then show the model's curve over it.

    A few points are pulled up in the picture, by mouse or finger, or moved by sliders with the arrow keys. The score is
    the mean distance at these points. What is kept is a prediction: the mean height of the points.

    Args:
        key: where it is kept: lesson and question, such as "09_adoption.s_curve". Messages "sketch.<question>.low",
            ".high" and ".right" say what a curve that lies too low or too high often comes from.
        draw: `charts.lines`.
        truth: the model's curve, columns x and of.
        x: the column along the horizontal axis.
        of: the column along the vertical axis; its unit holds for the points.
        at: where on the horizontal axis the points stand, rising.
        domain: the fixed ends of the vertical axis; the points begin at its lower end.
        close: how far off, in the unit of the quantity, still counts as close.
    """
    Sketch(key, draw, truth, x, of=of, at=at, domain=domain, close=close).show()


class Sketch:
    """Empty axes, a slider per point and, once the curve is locked in, the model's curve and a reply."""

    def __init__(
        self, key: str, draw: Draw, truth: "pd.DataFrame", x: str, *, of: str, at: Sequence[float],
        domain: tuple[float, float], close: float,
    ) -> None:  # fmt: skip
        self.draw, self.truth, self.x, self.of, self.at, self.close = draw, truth, x, of, tuple(at), close
        self.domain, self.stops = domain, grid(*domain, (domain[1] - domain[0]) / STOPS)
        self.task, self.frame = Task(key, "prediction"), Frame()
        self.points = [self._point(place) for place in self.at]
        self.lock_in = button(say("predict.lock"), self.lock, button_style="primary")
        self.drawing = Background(lambda wish: bundle(self._chart(**wish)), self._show_result)
        parts = [self.lock_in, self.drawing.waiting, self.task.error, self.task.reply]
        rows = map(self._row, self.points)
        self.form = column([self.frame, *rows, *parts], "smm-form", "smm-workbench")
        self.frame.touch = [{"draw": True, "column": "", "picked": [], "hint": say("sketch.hint")}]
        self.frame.on_msg(lambda _, content, __: self.drawn_in(content))
        self.screen = Screen(self.frame)

    @property
    def drawn(self) -> list[float]:
        """How high the points stand."""
        return [point.value for point in self.points]

    def show(self) -> None:
        """Put up the empty axes; a curve that was locked in before is shown with the model's at once."""
        paper = "\n".join(f"{point.description}: {LINE}" for point in self.points)
        show(self.form, say("sketch.asleep"), paper)
        self.screen.put_up([bundle(self._chart(self.drawn))])
        for point in self.points:
            point.observe(lambda _: self.drawing.ask({"drawn": self.drawn}), "value")
        self.task.resume(lambda earlier: self._show_earlier(earlier["drawn"]))

    def drawn_in(self, content: Any) -> None:  # noqa: ANN401
        """Put the nearest point to where the pointer is; a message that says no such place does nothing."""
        share, rise = (content.get("share"), content.get("rise")) if isinstance(content, dict) else (None, None)
        if self.lock_in.disabled or not within_one(share) or not within_one(rise):
            return
        (left, right), (low, high) = self._across(), self.domain
        place, height = left + share * (right - left), low + rise * (high - low)
        nearest = min(range(len(self.at)), key=lambda i: abs(self.at[i] - place))
        self.points[nearest].value = min(self.stops, key=lambda stop: abs(stop - height))

    def lock(self) -> None:
        """Keep the points, say how far off they are, and let the model's curve run in over them."""
        with in_words(self.task.error):
            drawn = self.drawn
            text = "; ".join(f"{p.description}: {written(p.value, unit(self.of))}" for p in self.points)
            guess, answer = (sum(heights) / len(heights) for heights in (drawn, self._model()))
            self.task.keep(text=text, drawn=drawn, guess=guess, answer=answer, of=self.of)
            self._close(drawn)
            if loop := running_loop():
                self.running = loop.create_task(self.run_in(drawn))
            else:
                self.drawing.ask({"drawn": drawn, "upto": 1})

    async def run_in(self, drawn: list[float], pace: float = PACE) -> None:
        """Show the model's curve part by part."""
        for part in range(1, 11):
            self.drawing.ask({"drawn": drawn, "upto": part / 10})
            await asyncio.sleep(pace)

    def judgement(self, drawn: Sequence[float]) -> list[str]:
        """Say how far the points are from the model's curve, and what such a curve often comes from."""
        gaps = [mine - true for mine, true in zip(drawn, self._model(), strict=True)]
        off = sum(map(abs, gaps)) / len(gaps)
        side = "right" if off <= self.close else "low" if sum(gaps) < 0 else "high"
        told = say("sketch.locked", gap=apart(brief(off, unit(self.of), digits=2), self.of))
        return [told, say(f"sketch.{self.task.question}.{side}")]

    # -- what is on screen ---------------------------------------------------------------------------------------

    def _point(self, place: float) -> widgets.SelectionSlider:
        options = [(written(stop, unit(self.of)), stop) for stop in self.stops]
        name = say("sketch.point", name=label(self.x), value=written(place, unit(self.x)))
        return make(widgets.SelectionSlider, options=options, value=self.stops[0], description=name)

    def _row(self, point: widgets.SelectionSlider) -> widgets.HBox:
        def reset() -> None:
            point.value = point.value if point.disabled else self.stops[0]

        back = small_button("↺", reset, say("explore.reset", name=point.description))
        return row([point, back], "smm-control")

    def _across(self) -> tuple[float, float]:
        return float(self.truth[self.x].min()), float(self.truth[self.x].max())

    def _model(self) -> list[float]:
        import numpy as np

        heights: list[float] = np.interp(self.at, self.truth[self.x], self.truth[self.of]).tolist()
        return heights

    def _chart(self, drawn: Sequence[float], upto: float = 0) -> alt.LayerChart:
        import pandas as pd

        left, right = self._across()
        seen = self.truth.loc[self.truth[self.x] <= left + upto * (right - left), [self.x, self.of]]
        parts = [pd.DataFrame({self.x: self.at, self.of: drawn, "curve": "your_guess"})]
        parts += [seen.assign(curve="the_model")] if upto else []
        return self.draw(pd.concat(parts), self.x, self.of, domain=self.domain, split="curve", across=(left, right),
                         knots=self.at)  # fmt: skip

    def _close(self, drawn: Sequence[float]) -> None:
        for point, height in zip(self.points, drawn, strict=True):
            point.value, point.disabled = height, True
        self.lock_in.disabled = True
        self.frame.touch = []
        self.task.reply.tell(*self.judgement(drawn))

    def _show_earlier(self, drawn: list[float] | None) -> None:
        if not drawn or len(drawn) != len(self.at) or not set(drawn) <= set(self.stops):
            self.task.open_again()
            return
        self._close(drawn)
        self.drawing.ask({"drawn": drawn, "upto": 1})

    def _show_result(self, result: Any, error: Exception | Stopped | None) -> None:  # noqa: ANN401
        self.frame.stale = True  # until all below has worked
        with in_words(self.task.error):
            if isinstance(error, Exception):
                raise error
            self.screen.show([result])
            self.frame.stale = False
