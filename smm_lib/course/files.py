"""Notebooks as files: read and written with care, compared by what a person wrote, without what is for teachers."""

import contextlib
import hashlib
import json
import re
from pathlib import Path
from typing import Any

TEACHER = "teacher"  # the tag of cells that are for teachers only
TASK = re.compile(r"\b(predict|check|claim|sort|ask)\(\s*\"(\d\d_\w+)\.(\w+)\"")

Book = dict[str, Any]


def read_book(path: Path) -> Book:
    """Return a notebook as plain lists and dictionaries.

    Raises:
        ValueError: if the file holds no notebook.
        OSError: if it cannot be read.
    """
    book = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(book, dict) or not isinstance(book.get("cells"), list):
        raise ValueError(f"{path.name} must be a notebook")
    return book


def written_book(book: Book) -> str:
    """Return a notebook's text, laid out as Jupyter does."""
    return json.dumps(book, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def for_students(book: Book) -> Book:
    """Return the student's edition: every cell but those tagged "teacher".

    >>> for_students({"cells": [{"id": 1, "metadata": {}}, {"id": 2, "metadata": {"tags": ["teacher"]}}]})
    {'cells': [{'id': 1, 'metadata': {}}]}
    """
    return {**book, "cells": [cell for cell in book["cells"] if TEACHER not in cell["metadata"].get("tags", [])]}


def title(book: Book) -> str:
    """Return the first heading of a notebook: the question that a lesson asks."""
    found = re.search(r"^# (.+)$", "\n".join("".join(cell["source"]) for cell in book["cells"]), re.M)
    return found.group(1) if found else ""


def tasks_in(cell: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return what a cell asks of the learner: kind, lesson and question of each task.

    >>> tasks_in({"cell_type": "code", "source": 'check("05_word_of_mouth.ratio", 4.05, of="ratio", within=0.01)'})
    [('check', '05_word_of_mouth', 'ratio')]
    """
    return TASK.findall("".join(cell["source"])) if cell["cell_type"] == "code" else []


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
