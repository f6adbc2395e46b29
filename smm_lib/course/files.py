"""Notebooks as files: read and written with care, compared by what a person wrote, without what is for teachers."""

import ast
import contextlib
import hashlib
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from smm_lib.files import read_json

TEACHER = "teacher"  # the tag of cells that are for teachers only
MOST_BYTES = 100 * 1024**2  # bytes of a notebook; a lesson has less than one million
# What asks something of the learner, and the kind of the answer it keeps.
KINDS = {
    "predict": "prediction", "sketch": "prediction",
    "check": "exercise", "ask": "choice", "sort": "sorting", "claim": "claim", "goal": "goal",
    "explore": "mission",
}  # fmt: skip

MINUTES = re.compile(r"\*[^*]+\*")  # a paragraph that stands in italics as a whole: "3 minutes so far"

Book = dict[str, Any]


class Impossible(LookupError):
    """What the command was asked for cannot be done; the text is a sentence for whoever asked."""


class Asked(NamedTuple):
    """What a cell asks of the learner, as it stands there."""

    call: str  # one of `KINDS`
    lesson: str
    question: str
    of: str  # the quantity asked for, or ""
    text: str = ""  # the words above it, see `question_in`

    @property
    def key(self) -> str:
        """Return where the answer is kept."""
        return f"{self.lesson}.{self.question}"


def read_book(path: Path) -> Book:
    """Return a notebook as plain lists and dictionaries.

    Raises:
        ValueError: if the file holds no notebook.
        OSError: if it cannot be read.
    """
    book = read_json(path, MOST_BYTES)
    cells = book.get("cells") if isinstance(book, dict) and isinstance(book.get("metadata"), dict) else None
    if not isinstance(cells, list) or not all(map(_is_cell, cells)):
        raise ValueError(f"{path.name} must be a notebook")
    found: Book = book
    return found


def _is_cell(cell: object) -> bool:
    if not isinstance(cell, dict) or not isinstance(cell.get("metadata"), dict):
        return False
    source, outputs = cell.get("source"), cell.get("outputs", [])
    lines = isinstance(source, list) and all(isinstance(line, str) for line in source)
    return (
        (lines or isinstance(source, str)) and isinstance(outputs, list) and all(isinstance(o, dict) for o in outputs)
    )


def written_book(book: Book) -> str:
    """Return a notebook's text, laid out as Jupyter does."""
    return json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def for_students(book: Book) -> Book:
    """Return the student's edition: every cell but those tagged "teacher".

    >>> for_students({"cells": [{"id": 1, "metadata": {}}, {"id": 2, "metadata": {"tags": ["teacher"]}}]})
    {'cells': [{'id': 1, 'metadata': {}}]}
    """
    return {**book, "cells": [cell for cell in book["cells"] if TEACHER not in cell["metadata"].get("tags", [])]}


def without_links(text: str) -> str:
    """Return a text of a lesson without its links to charts, for places where those charts are not.

    >>> without_links("**1.** How many? [To the chart](#cell-id=code-explore)")
    '**1.** How many?'
    """
    return re.sub(r" \[[^\]]*\]\(#[^)]*\)", "", text)


def question_in(text: str) -> str:
    r"""Return the question among the words above a cell: without headings, minutes and what belongs to another one.

    >>> question_in("## Exercises\n*16 minutes so far*\n\nUse p = 3%.\n\n**1.** How many?")
    'Use p = 3%.\n\nHow many?'
    """
    lines = [
        line for line in without_links(text).split("\n") if not line.startswith("#") and not MINUTES.fullmatch(line)
    ]
    return re.sub(r"^\*\*\w+\.\*\*\s+", "", "\n".join(lines).strip(), flags=re.M)


def text_cell(source: str, name: str = "", *tags: str) -> dict[str, Any]:
    """Return a text as a cell of that id, with these tags."""
    return {"cell_type": "markdown", "id": name, "metadata": {"tags": [*tags]}, "source": source}


def picture_cell(outputs: list[dict[str, Any]], name: str = "", *tags: str) -> dict[str, Any]:
    """Return pictures as the outputs of a cell without code."""
    return {**text_cell("", name, *tags), "cell_type": "code", "outputs": outputs, "execution_count": None}


def title(book: Book) -> str:
    """Return the first heading of a notebook: the question that a lesson asks."""
    found = re.search(r"^# (.+)$", "\n".join("".join(cell["source"]) for cell in book["cells"]), re.M)
    return found.group(1) if found else ""


def tasks_in(cell: dict[str, Any]) -> list[Asked]:
    """Return what a cell asks of the learner, in order.

    >>> tasks_in({"cell_type": "code", "source": 'check("05_word_of_mouth.ratio", 4.05, of="ratio", within=0.01)'})
    [Asked(call='check', lesson='05_word_of_mouth', question='ratio', of='ratio', text='')]
    """
    found = []
    for call in calls_in(cell):
        name = getattr(call.func, "id", "")
        named = {word.arg: getattr(word.value, "value", "") for word in call.keywords}
        key = named.get("key") or (getattr(call.args[0], "value", None) if call.args else None)
        if name in KINDS and isinstance(key, str) and re.fullmatch(r"\d\d_\w+\.\w+", key):
            lesson, question = key.split(".")
            found.append(Asked(name, lesson, question, named.get("of", "")))
    return found


def calls_in(cell: dict[str, Any]) -> list[ast.Call]:
    """Return what a cell's code calls, in order; nothing, if it is no Python."""
    try:
        parsed = ast.parse("".join(cell["source"]) if cell["cell_type"] == "code" else "")
    except SyntaxError:
        return []
    return sorted((node for node in ast.walk(parsed) if isinstance(node, ast.Call)), key=lambda node: node.lineno)


def fingerprint(book: Book) -> str:
    """Return a digest of what a person wrote: the kind, text and pasted files of every cell; no output counts.

    >>> cell = {"cell_type": "code", "source": ["1 +", " 1"], "outputs": [], "execution_count": None}
    >>> fingerprint({"cells": [cell]}) == fingerprint({"cells": [cell | {"source": "1 + 1", "execution_count": 7}]})
    True
    """
    wrote = [[c.get("cell_type"), "".join(c.get("source", "")), c.get("attachments") or None] for c in book["cells"]]
    return hashlib.sha256(json.dumps(wrote, sort_keys=True).encode()).hexdigest()


def fingerprint_of(path: Path) -> str | None:
    """Return the fingerprint of a notebook file, or None if it holds no notebook."""
    with contextlib.suppress(ValueError, OSError, TypeError, AttributeError):
        return fingerprint(read_book(path))
    return None
