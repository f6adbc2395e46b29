"""The explorers of a lesson outside it: where each stands, its controls, and what its tasks set."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from smm_lib.course.files import Book
from smm_lib.course.question_bank.asked import asked_by, only
from smm_lib.language import speak, spoken
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

    def knows(self, code: str) -> bool:
        """Return whether a scenario code is one of this chart."""
        try:
            decode(self.controls, code)
        except NotACode:
            return False
        return True


def explorers_of(book: Book) -> list[Explorer]:
    """Return the explorers of a lesson of the course in their order, with the words of the language that is on."""
    language = spoken()
    calls = [call for call in asked_by(only(book, ("explore",))) if call.kind == "explore"]
    speak(language)
    headings, here = {}, ""
    for cell in book["cells"]:
        if cell["cell_type"] == "markdown":
            here = (re.findall(r"^#+ (.+)$", "".join(cell["source"]), re.M) or [here])[-1].strip()
        headings[cell["id"]] = here
    return [
        Explorer(
            call.cell,
            headings[call.cell],
            controls_of(call.given[0], {name: one for name, one in call.named.items() if isinstance(one, dict)}),
            list(call.named.get("tasks", ())),
            call.named.get("goal"),
            call.key,
        )
        for call in calls
    ]
