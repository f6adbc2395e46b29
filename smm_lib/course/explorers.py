"""The explorers of a lesson outside it: where each stands, its controls, and what its tasks set."""

import base64
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from smm_lib.course.files import Book
from smm_lib.course.question_bank.asked import Chart, Picture, calls_of, charts_of
from smm_lib.display import CHART, bundle, to_png
from smm_lib.lesson._controls import Control, controls_of
from smm_lib.lesson._puzzle import Goal
from smm_lib.lesson._scenario import NotACode, decode


class Explorer(NamedTuple):
    """A chart with controls, as a lesson's cell shows it."""

    cell: str  # the id of its cell
    heading: str  # the one above it
    controls: list[Control]
    tasks: list[Mapping[str, Any]]  # for each task the settings it asks for
    goal: Goal | None
    key: str  # where the best setting of its puzzle is kept, or ""
    fetched: bool  # its data may be real ones, and the chart says which
    view: Chart
    text: str  # the words above it, with its tasks as a numbered list

    def knows(self, code: str) -> bool:
        """Return whether a scenario code is one of this chart."""
        try:
            decode(self.controls, code)
        except NotACode:
            return False
        return True

    def drawn(self, setting: Mapping[str, Any]) -> tuple[Picture, ...]:
        """Return the charts with this setting, over the thin lines of the base scenario where the lesson draws them."""
        before, after = (charts_of(self.view(**values)) for values in ({}, setting))
        base = all(one.compare for one in self.controls if one.name in setting)
        made = [bundle(new, base=bundle(old) if base else None) for old, new in zip(before, after, strict=True)]
        return tuple((one["text/plain"], to_png(one[CHART])) for one in made)


def as_outputs(pictures: Iterable[Picture]) -> list[dict[str, Any]]:
    """Return pictures as a notebook's cell shows them."""
    shown = [{"image/png": base64.b64encode(png).decode(), "text/plain": words} for words, png in pictures]
    return [{"output_type": "display_data", "metadata": {}, "data": one} for one in shown]


def explorers_of(book: Book) -> list[Explorer]:
    """Return the explorers of a lesson of the course in their order, with the words of the language that is on."""
    return [
        Explorer(
            call.cell,
            call.heading,
            controls_of(call.given[0], {name: one for name, one in call.named.items() if isinstance(one, dict)}),
            list(call.named.get("tasks", ())),
            call.named.get("goal"),
            call.key,
            "fetch" in call.named,
            call.given[0],
            call.text,
        )
        for call in calls_of(book, "explore")
    ]
