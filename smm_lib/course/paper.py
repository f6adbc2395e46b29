"""A lesson on paper: pictures, questions and lines to write on; nothing that only a screen can do.

Instructions for the screen are taken out sentence by sentence, and a task that moves a control becomes a question that
a pencil can answer. What answers a question comes after all of them, on a sheet of its own.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from smm_lib.course.explorers import Explorer
from smm_lib.course.files import Book, tasks_in
from smm_lib.course.sketches import apart, tasks_on_paper, without_screen
from smm_lib.language import say

SHEET = "sheet"  # the tag of a cell that begins a new sheet


def printed(book: Book) -> Book:
    """Return the notebook without code and controls: pictures, texts and lines to write on."""
    cells = [cell | {"outputs": _printed(cell["outputs"])} if "outputs" in cell else cell for cell in book["cells"]]
    return {**book, "cells": [cell for cell in cells if cell["cell_type"] == "markdown" or cell.get("outputs")]}


def on_paper(book: Book, explorers: Sequence[Explorer]) -> Book:
    """Return a student's edition as sheets: questions, then on a new sheet what was to be seen; both twice.

    The second time are the exercises, which need the model of the first reading. A puzzle is left out: its answer is
    found by trying.

    Args:
        book: a student's edition.
        explorers: those of the lesson.
    """
    found = {one.cell: one for one in explorers}
    pieces: list[dict[str, Any]] = []
    exercises, most = 0, 0
    for section in _sections(book):
        count = sum(task.call == "check" for cell in section for task in tasks_in(cell))
        if count and count >= most:
            exercises, most = len(pieces), count
        pieces += _for_pencils(section, found, begun=any(piece["cell"].get("outputs") for piece in pieces))
    cells: list[dict[str, Any]] = []
    for half in (pieces[:exercises], pieces[exercises:]):
        for reading in (False, True):
            part = [piece["cell"] for piece in half if piece["reading"] == reading]
            if part:
                cells += [_with_tag(part[0], SHEET) if cells else part[0], *part[1:]]
    return _held_together(printed({**book, "cells": cells}))


def _held_together(book: Book) -> Book:
    """Return the notebook with each question and what follows it, a picture or a line, marked to stay on one page."""
    cells = [{**cell, "metadata": dict(cell["metadata"])} for cell in book["cells"]]
    for question, answer in pairwise(cells):
        if question["cell_type"] == "markdown" and answer["cell_type"] == "code":
            question["metadata"]["asked"] = answer["metadata"]["answered"] = True
    return {**book, "cells": cells}


def _sections(book: Book) -> list[list[dict[str, Any]]]:
    """Return the cells of each section; a text with several headings is cut at them."""
    sections: list[list[dict[str, Any]]] = [[]]
    for cell in book["cells"]:
        if cell["cell_type"] != "markdown":
            sections[-1].append(cell)
            continue
        for number, text in enumerate(re.split(r"(?m)^(?=## )", "".join(cell["source"]))):
            if text.startswith("## "):
                sections.append([])
            if text.strip():
                sections[-1].append({**cell, "id": f"{cell['id'][:50]}-{number}", "source": text})
    return sections


def _for_pencils(section: list[dict[str, Any]], found: Mapping[str, Explorer], *, begun: bool) -> list[dict[str, Any]]:
    """Return the cells of a section for paper, each with whether it is reading."""
    here = [found[cell["id"]] for cell in section if cell["id"] in found]
    if any(one.goal for one in here):
        return []
    if any(map(_shows, section)):
        section = [*_seen(section[0]), *section[1:]]
    last = max((number for number, cell in enumerate(section) if _shows(cell)), default=len(section))
    heading = re.match(r"## .+", "".join(section[0]["source"])) if section else None
    pieces = []
    for number, cell in enumerate(section):
        seen = last == len(section) or "seen" in cell["metadata"].get("tags", ())
        reading = number > last or (begun and seen)
        if cell["cell_type"] == "markdown":
            below = next((one for one in section[number:] if one.get("outputs")), cell)
            text = _text("".join(cell["source"]), found.get(below["id"]), asks=bool(tasks_in(below)))
            if not text.strip():
                continue
            if heading and reading and number:
                text = f"#{heading.group()}\n\n{text}"
            cell = {**cell, "source": text}
        pieces.append({"cell": cell, "reading": reading})
    return pieces


def _seen(cell: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what was to be seen before and the question that follows in the same section as two cells, or the cell."""
    text = "".join(cell["source"])
    blocks = re.split(r"\n\s*\n", text)
    last = next((n for n, block in enumerate(blocks) if re.match(r"\d+\. ", block)), len(blocks)) - 1
    if not text.startswith(f"## {say('paper.seen')}") or last < 1:
        return [cell]
    parts = ["\n\n".join(blocks[:last]), "\n\n".join(blocks[last:])]
    first, second = ({**cell, "id": f"{cell['id']}-{n}", "source": part} for n, part in enumerate(parts))
    return [_with_tag(first, "seen"), second]


def _text(text: str, explorer: Explorer | None, *, asks: bool) -> str:
    """Return a text without clock and screen; the numbered list above an explorer becomes questions for paper."""
    words, items = apart(text, asks=asks) if explorer else (without_screen(text, asks=asks), [])
    asked = [one.words for one in tasks_on_paper(items, explorer)] if explorer else []
    listed = "\n".join(f"{n}. {one}" for n, one in enumerate(asked, 1)) if items else "\n".join(asked)
    return "\n\n".join(block for block in (words, listed) if block.strip(" -*\n"))


def _with_tag(cell: dict[str, Any], tag: str) -> dict[str, Any]:
    return {**cell, "metadata": {**cell["metadata"], "tags": [*cell["metadata"].get("tags", ()), tag]}}


def _shows(cell: dict[str, Any]) -> bool:
    return bool(_printed(cell.get("outputs", [])))


def _printed(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep pictures and pages; of controls what they say of themselves on paper; of texts what no picture shows."""
    pictures = any("image/png" in output.get("data", {}) for output in outputs)
    printed = []
    for output in outputs:
        data, paper = output.get("data", {}), output.get("metadata", {}).get("smm", {}).get("paper")
        if "image/png" in data or "text/html" in data:
            printed.append(output)
            continue
        text = "" if pictures and paper is None else "".join(data.get("text/plain", "") or output.get("text", ""))
        if shown := text.strip() if paper is None else paper:
            printed.append({"output_type": "display_data", "metadata": {}, "data": {"text/plain": shown}})
    return printed
