"""Delete what a learner left behind: the outputs in the lessons, and everything that was typed into them."""

from pathlib import Path
from typing import NamedTuple

from smm_lib.answers import FILE
from smm_lib.course.files import Book, read_book, written_book
from smm_lib.files import write_whole


class Traces(NamedTuple):
    """What would be deleted: outputs in these lessons, and these files."""

    lessons: list[Path]
    files: list[Path]


def traces(place: Path) -> Traces:
    """Return what a learner left in a folder; only lessons of this course and the files it made itself.

    Raises:
        OSError: if the folder cannot be read.
    """
    answers = [path for path in place.glob(f"{Path(FILE).stem}*.json") if path.is_file()]
    earlier = sorted(path for path in place.glob(".ipynb_checkpoints/*.ipynb") if _lesson(path))
    lessons = [path for path in sorted(place.glob("*.ipynb")) if (book := _lesson(path)) and _has_outputs(book)]
    return Traces(lessons, [*sorted(answers), *earlier])


def clear(found: Traces) -> None:
    """Delete the outputs of the lessons found, and the files found.

    Raises:
        OSError: if a file cannot be written; every notebook is then whole.
    """
    for path in found.lessons:
        write_whole(path, written_book(without_outputs(read_book(path))))
    for path in found.files:
        path.unlink(missing_ok=True)


def without_outputs(book: Book) -> Book:
    """Return a notebook as if no cell had ever been run.

    >>> cell = {"cell_type": "code", "source": "1 + 1", "outputs": [{}], "execution_count": 3, "metadata": {}}
    >>> without_outputs({"cells": [cell]})["cells"][0]["outputs"]
    []
    """
    bare: Book = {"outputs": [], "execution_count": None}
    cells = [cell | bare if cell.get("cell_type") == "code" else cell for cell in book["cells"]]
    metadata = {name: value for name, value in book.get("metadata", {}).items() if name != "widgets"}
    return {**book, "cells": cells, "metadata": metadata}


def _lesson(path: Path) -> Book | None:
    try:
        book = read_book(path)
    except (ValueError, OSError):
        return None
    return book if "smm" in book.get("metadata", {}) else None


def _has_outputs(book: Book) -> bool:
    return any(cell.get("outputs") or cell.get("execution_count") for cell in book["cells"])
