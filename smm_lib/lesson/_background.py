"""Work in the background: however fast wishes come, the last one is done last, and what takes long can be stopped."""

import asyncio
import ctypes
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

import ipywidgets as widgets

from smm_lib.language import say
from smm_lib.lesson._frame import GONE, button, make, row, visible

AT_ONCE = 0.03  # seconds that a result is waited for before anything else is done
PATIENCE = 1.0  # seconds before work shows how long it takes and can be stopped


class Stopped(BaseException):
    """The learner pressed Stop."""


Wish = dict[str, Any]
Done = Callable[[Any, Exception | Stopped | None], None]
Outcome = Future[tuple[Any, Exception | Stopped | None]]


class Background:
    """A piece of work in a thread of its own, a clock that shows how long it takes, and a button to stop it.

    Args:
        work: makes a result of a wish.
        done: gets the result of the last wish, or what went wrong.
    """

    def __init__(self, work: Callable[[Wish], Any], done: Done) -> None:
        self.work, self.done = work, done
        self.wanted: Wish | None = None
        self.running: threading.Thread | None = None
        self.clock = make(widgets.Label)
        self.stop = button(say("explore.stop"), self._stop, button_style="warning")
        self.waiting = row([self.clock, self.stop], GONE)

    def ask(self, wish: Wish) -> None:
        """Wish for a result; an older wish that nobody has begun with is forgotten."""
        self.wanted = wish
        if self.running is not None:
            return
        loop = running_loop()
        if loop is None or sys.platform == "emscripten":  # no loop, or no threads: at once
            self.wanted = None
            self.done(*_attempt(self.work, wish))
        else:
            result = self._begin()
            if wait({result}, AT_ONCE).done:
                self.running = None
                self.done(*result.result())
            else:
                self.task = loop.create_task(self._fulfil(result))

    def _begin(self) -> Outcome:
        wish, self.wanted = self.wanted or {}, None
        result = Outcome()
        work = threading.Thread(target=lambda: result.set_result(_attempt(self.work, wish)), daemon=True)
        self.running = work
        work.start()
        return result

    async def _fulfil(self, result: Outcome) -> None:
        try:
            await self._with_patience(result)
            while self.wanted is not None:
                result = self._begin()
                await self._with_patience(result)
            self.done(*result.result())
        finally:
            self.running = None
            visible(self.waiting, False)

    async def _with_patience(self, result: Outcome) -> None:
        began, ended = time.monotonic(), asyncio.wrap_future(result)
        while not (await asyncio.wait({ended}, timeout=PATIENCE))[0]:
            self.clock.value = say("explore.computing", seconds=round(time.monotonic() - began))
            visible(self.waiting, True)
        visible(self.waiting, False)

    def _stop(self) -> None:
        if self.running is not None and self.running.ident:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.running.ident), ctypes.py_object(Stopped))


def running_loop() -> asyncio.AbstractEventLoop | None:
    """Return the loop in which work can be done in the background, if there is one: outside Jupyter there is none."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _attempt(work: Callable[[Wish], Any], wish: Wish) -> tuple[Any, Exception | Stopped | None]:
    try:
        return work(wish), None
    except (Exception, Stopped) as error:
        return None, error
