"""The button that downloads a real data set, and the words on a chart that say whether it shows real data."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from smm_lib.display import alt
from smm_lib.language import label, refusal, say
from smm_lib.lesson._background import running_loop
from smm_lib.lesson._controls import Control
from smm_lib.lesson._frame import GONE, Sentence, button, column, in_words, row, visible

PAUSE = 0.2  # seconds between two reports of how far the download is


class File(Protocol):
    """What `smm_lib.data` offers for download."""

    name: str
    loaded: int

    @property
    def kept(self) -> bytes | None:
        """The data, if they are on this computer."""

    def fetch(self, tell: Callable[[int], bool]) -> None:
        """Download the data, telling how many bytes have come."""


class Fetch:
    """A button, how far the download is, a way to stop it, and what became of it.

    Args:
        file: the data set.
        controls: of the chart; once the data are there, `real` is turned on, or the option with the data set's name.
        redraw: is called then.
    """

    def __init__(self, file: File, controls: Sequence[Control], redraw: Callable[[], None]) -> None:
        self.file, self.controls, self.redraw = file, controls, redraw
        self.came, self.going = 0, False
        words = "fetch.show" if file.kept else "fetch.button"
        self.button = button(say(words, size=_megabytes(file.loaded)), self.press)
        self.stop = button(say("explore.stop"), lambda: self._go(on=False), GONE, button_style="warning")
        self.reply, self.error = Sentence(), Sentence(css="smm-alert")
        self.form = column([row([self.button, self.stop]), self.reply, self.error])

    def press(self) -> None:
        """Download the data, in the background where that is possible."""
        self.error.tell()
        if sys.platform == "emscripten":
            self.error.tell(say("fetch.in_browser"))
            return
        if loop := running_loop():
            self.task = loop.create_task(self._download_and_show())
        elif asyncio.run(self._download()):
            self._show()

    def labelled(self, chart: alt.LayerChart, *, real: bool | None = None, **_: Any) -> alt.LayerChart:  # noqa: ANN401
        """Return the chart with a line above it that says whether it shows the real data; a view without `real` as is.

        Args:
            chart: a chart of the view.
            real: the view's argument of that name.
        """
        if real is None:
            return chart
        words = say("fetch.real", name=label(self.file.name)) if real else say("fetch.made_up")
        made = chart.copy(deep=False)
        heading = {} if chart.title is alt.Undefined else chart.title.to_dict()
        place = "subtitle" if heading.get("text") else "text"
        look = {"anchor": "start", "frame": "bounds", "fontSize": 15, "fontWeight": "normal", "subtitleFontSize": 14}
        made.title = alt.Title(**{**look, **heading, place: words})
        made.description = f"{words} {chart.description}"
        return made

    async def _download_and_show(self) -> None:
        if await self._download():
            self._show()

    async def _download(self) -> bool:
        self._go(on=True)
        task = asyncio.create_task(asyncio.to_thread(self.file.fetch, self._told))
        while not (await asyncio.wait({task}, timeout=PAUSE))[0]:
            if self.going:
                sizes = {"came": _megabytes(self.came), "size": _megabytes(self.file.loaded)}
                self.reply.tell(say("fetch.coming", **sizes))
        self._go(on=False)
        self.button.disabled = False
        with in_words(self.error, refusal):
            task.result()
            self.reply.tell(say("fetch.done", name=label(self.file.name)))
            return True
        return False

    def _show(self) -> None:
        """Turn the chart to the real data; if it tried them before in vain, draw it anew."""
        with in_words(self.error, refusal):
            for control in self.controls:
                if control.name == "real" or self.file.name in control.grid:
                    control.value = True if control.name == "real" else self.file.name
            self.redraw()

    def _told(self, came: int) -> bool:
        self.came = came
        return self.going

    def _go(self, *, on: bool) -> None:
        self.going, self.came = on, 0
        self.button.disabled = True
        visible(self.stop, on)
        self.reply.tell()


def _megabytes(size: int) -> float:
    return max(0.1, round(size / 1e6, 1))
