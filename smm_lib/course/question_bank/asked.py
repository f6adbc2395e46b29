"""What a lesson asks, found by running it: every number is computed where its charts are."""

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple, TypeAlias

from smm_lib.course.files import KINDS, TEACHER, Book, question_in
from smm_lib.display import CHART, alt, bundle, to_png
from smm_lib.language import speak, spoken

Chart = Callable[..., Any]
Charts: TypeAlias = "alt.TopLevelMixin | tuple[alt.TopLevelMixin, ...]"  # what a view draws
Picture = tuple[str, bytes]  # a chart's description and its PNG


class Call(NamedTuple):
    """One question as the lesson's cell asks it."""

    kind: str  # one of `files.KINDS`, or "explore", which is given its view and has a key only as a mission
    key: str
    given: tuple[Any, ...]  # what follows the key
    named: dict[str, Any]
    text: str  # the words above it, in Markdown
    above: Chart | None  # draws the chart that stands above it in the same section
    cell: str = ""  # the id of its cell
    heading: str = ""  # the one above it


def asked_by(book: Book) -> list[Call]:
    """Run a lesson without its controls and return what it asks, in its order; the language that is on stays on.

    A lesson that was run before is not run again.

    Args:
        book: a lesson of the course itself; a learner's copy may hold any code.
    """
    cells = [
        (cell["id"], cell["cell_type"] == "code", TEACHER in cell["metadata"].get("tags", ()), "".join(cell["source"]))
        for cell in book["cells"]
    ]
    return list(_asked(tuple(cells), spoken()))


def calls_of(book: Book, *kinds: str) -> list[Call]:
    """Return what a lesson asks of some kinds, in its order."""
    return [call for call in asked_by(book) if call.kind in kinds]


@lru_cache(maxsize=64)
def _asked(cells: tuple[tuple[str, bool, bool, str], ...], language: str) -> tuple[Call, ...]:
    from smm_lib import lesson

    calls: list[Call] = []
    names: dict[str, Any] = {}
    text, heading, above, here = "", "", None, ""

    def asks(kind: str, key: str, /, *given: object, **named: object) -> None:
        calls.append(Call(kind, key, given, named, question_in(text), above, here, heading))

    def shows(view: Chart | None = None, *_: object, **__: object) -> None:
        nonlocal above
        above = view

    def explores(view: Chart, *, key: str = "", **named: object) -> None:
        shows(view)
        asks("explore", key, view, **named)

    for here, is_code, for_teachers, source in cells:
        if is_code:
            exec(compile(source, here, "exec"), names)  # noqa: S102 - the course's own lesson
            speak(language)
            names |= dict.fromkeys(lesson.__all__, shows) | {kind: partial(asks, kind) for kind in KINDS}
            names |= {"recall": lambda *_: None, "explore": explores}
        elif not for_teachers:
            text = source
            headings = re.findall(r"^#+ (.+)$", source, re.M)
            heading, above = (headings[-1].strip(), None) if headings else (heading, above)
    return tuple(calls)


def charts_of(drawn: Charts) -> tuple[alt.TopLevelMixin, ...]:
    """Return what a view draws, one chart or several, as several."""
    return drawn if isinstance(drawn, tuple) else (drawn,)


def pictures_of(drawn: Charts, words: Mapping[str, str] = {}) -> tuple[Picture, ...]:
    """Return the charts that a view draws, each as its description and its PNG; some words replaced by others."""
    shown = [bundle(chart) for chart in charts_of(drawn)]
    text = json.dumps(shown, ensure_ascii=False)
    for old, new in words.items():
        text = text.replace(json.dumps(old, ensure_ascii=False)[1:-1], json.dumps(new, ensure_ascii=False)[1:-1])
    return tuple((one["text/plain"], to_png(one[CHART])) for one in json.loads(text))
