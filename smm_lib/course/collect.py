"""The overview of a class as a notebook that has been run: charts of predictions, choices, verdicts and mistakes."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from smm_lib.course.files import Book, read_book, written_book
from smm_lib.course.gather import Gathered, gather
from smm_lib.course.grades import FILE, grades, grades_csv
from smm_lib.files import write_new, write_whole
from smm_lib.language import spoken

TEMPLATES = Path(__file__).parent / "class_overview"


def collect(folder: Path, lessons: Sequence[str] = (), *, pseudonyms: bool = False) -> tuple[Path, Gathered]:
    """Write the overview of a class beside its reports, as a notebook that has been run; return what it was made from.

    An earlier overview is kept: the new one gets a number. No path of this computer is in it.

    Args:
        folder: where the reports lie.
        lessons: the numbers of those to show, such as "05"; all, if left out.
        pseudonyms: whether the overview calls each learner by a pseudonym.

    Raises:
        NoReports: if there is no report in the folder.
        OSError: if it cannot be written.
    """
    from smm_lib.course.build import build_notebook

    gathered = gather(folder, lessons)
    template = read_book(TEMPLATES / f"{spoken()}.ipynb")
    with tempfile.TemporaryDirectory() as place:
        made, kept = Path(place) / "class_overview.ipynb", Path(place) / "gathered.json"  # read once: reports are many
        write_whole(kept, gathered.answers.to_json(orient="records", double_precision=15))
        write_whole(made, written_book(_about(template, str(kept), lessons, pseudonyms)))
        build_notebook(made)
        book = _about(read_book(made), ".", lessons, pseudonyms)
    return write_new(folder / made.name, written_book(book)), gathered


def _about(book: Book, folder: str, lessons: Sequence[str], pseudonyms: bool) -> Book:
    """Return the notebook with other parameters in their cell, as texts that can hold no code."""
    source = f"folder = {folder!r}\nlessons = {list(lessons)!r}\npseudonyms = {pseudonyms!r}"
    cells = [
        {**cell, "source": source} if "parameters" in cell["metadata"].get("tags", ()) else cell
        for cell in book["cells"]
    ]
    return {**book, "cells": cells}


def write_grades(folder: Path, gathered: Gathered) -> tuple[Path, list[str]]:
    """Write the points of a class beside its reports, see `grades`; return the file, and the names left out.

    Raises:
        OSError: if it cannot be written.
    """
    table, unknown = grades(gathered.answers)
    return write_new(folder / FILE, grades_csv(table)), unknown
