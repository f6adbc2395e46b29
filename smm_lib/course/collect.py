"""The overview of a class as a notebook that has been run: charts of predictions, choices, verdicts and mistakes."""

import os
import tempfile
from pathlib import Path

from smm_lib.course.files import Book, read_book, written_book
from smm_lib.course.gather import Gathered, gather
from smm_lib.files import write_new, write_whole
from smm_lib.language import spoken

TEMPLATES = Path(__file__).parent / "class_overview"


def collect(folder: Path, target: Path) -> tuple[Path, Gathered]:
    """Write the overview of a class as a notebook that has been run, and return it with what it was made from.

    An earlier overview is kept: the new one gets a number. It names the folder of the reports as seen from its own.

    Raises:
        NoReports: if there is no report in the folder.
        OSError: if it cannot be written.
    """
    from smm_lib.course.build import build_notebook

    gathered = gather(folder)
    template = read_book(TEMPLATES / f"{spoken()}.ipynb")
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "class_overview.ipynb"
        write_whole(made, written_book(_about(template, str(folder.resolve()))))
        build_notebook(made)
        book = _about(read_book(made), _seen_from(target, folder))
    return write_new(target / made.name, written_book(book)), gathered


def _about(book: Book, folder: str) -> Book:
    """Return the notebook with another folder in its cell of parameters, as a text that can hold no code."""
    cells = [
        {**cell, "source": f"folder = {folder!r}"} if "parameters" in cell["metadata"].get("tags", ()) else cell
        for cell in book["cells"]
    ]
    return {**book, "cells": cells}


def _seen_from(target: Path, folder: Path) -> str:
    try:
        return os.path.relpath(folder.resolve(), target.resolve())
    except ValueError:  # on another drive
        return str(folder.resolve())
