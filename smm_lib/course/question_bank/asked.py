"""What a lesson asks, found by running it: every number is computed where its charts are."""

import ast
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from smm_lib.course.files import KINDS, TEACHER, Book, question_in
from smm_lib.display import CHART, alt, bundle, to_png
from smm_lib.language import speak, spoken

SHOWING = ("explore", "live", "upload", "hand_in")  # doors of the lesson that ask nothing; explorers are told, too
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


def asked_by(book: Book) -> Iterator[Call]:
    """Run a lesson without its controls and return what it asks, in its order; the language that is on stays on.

    Args:
        book: a lesson of the course itself; a learner's copy may hold any code.
    """
    calls: list[Call] = []
    names: dict[str, Any] = {}
    text, heading, above, here, language = "", "", None, "", spoken()

    def asks(kind: str, key: str, /, *given: object, **named: object) -> None:
        calls.append(Call(kind, key, given, named, question_in(text), above, here, heading))

    def shows(view: Chart | None = None, *_: object, **__: object) -> None:
        nonlocal above
        above = view

    def explores(view: Chart, *, key: str = "", **named: object) -> None:
        shows(view)
        asks("explore", key, view, **named)

    for cell in book["cells"]:
        source, here = "".join(cell["source"]), cell["id"]
        if cell["cell_type"] == "code":
            exec(compile(source, here, "exec"), names)  # noqa: S102 - the course's own lesson
            speak(language)
            names |= {kind: partial(asks, kind) for kind in KINDS} | dict.fromkeys(SHOWING, shows)
            names |= {"recall": lambda *_: None, "explore": explores}
        elif TEACHER not in cell["metadata"].get("tags", ()):
            text = source
            headings = re.findall(r"^#+ (.+)$", source, re.M)
            heading, above = (headings[-1].strip(), None) if headings else (heading, above)
        yield from calls
        calls.clear()


def calls_of(book: Book, *kinds: str) -> list[Call]:
    """Return what a lesson asks of some kinds, in its order."""
    return [call for call in asked_by(only(book, kinds)) if call.kind in kinds]


def only(book: Book, kinds: Collection[str]) -> Book:
    """Return a lesson of which nothing is left but its first cell, questions of some kinds, and what these need."""
    parsed = [ast.parse("".join(c["source"])).body if c["cell_type"] == "code" else [] for c in book["cells"]]
    first = next((place for place, statements in enumerate(parsed) if statements), -1)
    wanted: set[str] = set()
    cells = []
    for cell, statements in reversed(list(zip(book["cells"][first + 1 :], parsed[first + 1 :], strict=True))):
        kept = [one for one in reversed(statements) if _needed(one, kinds, wanted)]
        code = {"source": "\n".join(map(ast.unparse, reversed(kept)))} if cell["cell_type"] == "code" else {}
        cells.append({**cell, **code})
    return {**book, "cells": [*book["cells"][: first + 1], *reversed(cells)]}


def _needed(statement: ast.stmt, kinds: Collection[str], wanted: set[str]) -> bool:
    """Return whether a statement asks something or makes a name that a later one wants; if so, it wants names, too."""
    names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
    used, made = {node.id for node in names}, {node.id for node in names if isinstance(node.ctx, ast.Store)}
    made |= {statement.name} if isinstance(statement, ast.FunctionDef) else set()
    call = statement.value.func if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call) else None
    changed = used if isinstance(statement, ast.Assign) else set()
    if getattr(call, "id", "") not in kinds and not (made | changed) & wanted:
        return False
    wanted |= used
    return True


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
