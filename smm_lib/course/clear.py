"""Delete what a learner left behind: outputs, answers, reports, saved figures, and what was left half-written."""

import errno
import os
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from smm_lib.answers import FILE
from smm_lib.course.copies import originals
from smm_lib.course.files import Book, read_book, written_book
from smm_lib.course.report import is_report
from smm_lib.files import unwritten, write_whole
from smm_lib.language import LANGUAGES, catalogue, say
from smm_lib.posts.report import shown

CHECKPOINTS = ".ipynb_checkpoints"
FIGURES = "|".join(re.escape(catalogue(language)["save.name"]) for language in LANGUAGES)
ANSWERS = re.escape(Path(FILE).stem)
# What the course writes under these names only: answers, figures, and what a killed Python left of them.
WRITTEN = re.compile(rf"{ANSWERS}\w*\.json|({FIGURES})(_\d+)?\.(csv|png|svg)|\.{ANSWERS}.*|\.smm_\w+\.tmp")
KEPT = {"smm", "kernelspec", "language_info"}  # what a notebook says of itself that is not the learner's


class Traces(NamedTuple):
    """Lessons whose outputs go, files that go, and what is only named: links, and lessons that cannot be read."""

    lessons: list[Path]
    files: list[Path]
    untouched: list[Path]


def after_asking(place: Path, tell: Callable[[str], None], *, sure: bool) -> bool:
    """Name everything that would be deleted, ask, delete it, and return whether that worked.

    Args:
        place: the learner's folder.
        tell: shows a sentence.
        sure: whether nobody needs to be asked.
    """
    found = traces(place)
    named = {path: shown(path.relative_to(place), 200) for part in found for path in part}
    for path in found.untouched:
        tell(say("clear.untouched", name=named[path]))
    if not (found.lessons or found.files):
        tell(say("clear.nothing", folder=place.resolve()))
        return True
    tell(say("clear.these", folder=place.resolve()))
    for kind, paths in (("clear.outputs", found.lessons), ("clear.file", found.files)):
        for path in paths:
            tell(say(kind, name=named[path]))
    if not sure and not _agreed():
        tell(say("clear.left"))
        return True
    failed = clear(found)
    for path, error in failed:
        tell(say("clear.failed", name=named[path], reason=unwritten(error)))
    if not failed:
        tell(say("clear.done"))
    return not failed


def _agreed() -> bool:
    try:
        return input(say("clear.sure") + " ").strip().lower() in (say("clear.yes"), say("clear.yes")[0])
    except EOFError:
        return False


def traces(place: Path) -> Traces:
    """Return what a learner left in a folder and the folders inside it; no link is followed.

    Raises:
        OSError: if the folder cannot be read.
    """
    found = Traces([], [], [])
    names = {path.stem for language in LANGUAGES for path in originals(language)}
    for path in _files(place):
        if kind := _kind(path, names):
            getattr(found, kind).append(path)
    return found


def _files(place: Path) -> Iterator[Path]:
    if not place.is_dir():
        return
    for folder, inside, names in os.walk(place):
        inside[:] = sorted(name for name in inside if name == CHECKPOINTS or not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names))


def _kind(path: Path, lessons: Collection[str]) -> str:
    """Return which of the `Traces` a file is, "" for none; a notebook that is no lesson of the course is none."""
    name = path.name.replace("-checkpoint.", ".") if path.parent.name == CHECKPOINTS else path.name
    lesson = name.endswith(".ipynb") and any(name.startswith(stem) for stem in lessons)
    if path.is_symlink() or not path.is_file():
        ours = lesson or WRITTEN.fullmatch(name) or re.match(r"report.*\.(json|csv)$", name)
        return "untouched" if ours else ""
    if WRITTEN.fullmatch(name) or (name.lower().endswith((".json", ".csv")) and is_report(path)):
        return "files"
    try:
        book = read_book(path) if name.endswith(".ipynb") else {"metadata": {}}
    except (ValueError, OSError):
        return "untouched" if lesson else ""
    if "smm" not in book["metadata"]:
        return ""
    if path.parent.name == CHECKPOINTS:
        return "files"
    return "lessons" if without_outputs(book) != book else ""


def clear(found: Traces) -> list[tuple[Path, OSError]]:
    """Delete the files found, then the outputs of the lessons found; return what could not be done, and why.

    Every notebook is whole afterwards.
    """
    failed = []
    for path in (*found.files, *found.lessons):
        try:
            if path in found.lessons:
                _rewrite(path, written_book(without_outputs(read_book(path))))
            else:
                path.unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            failed.append((path, error if isinstance(error, OSError) else OSError(str(error))))
    return failed


def _rewrite(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        size = len(text.encode())
        if error.errno != errno.ENOSPC or size > path.stat().st_size:
            raise
        with path.open("r+b") as file:  # no room for a second file: less than before fits into the place of the first
            file.write(text.encode())
            file.truncate(size)


def without_outputs(book: Book) -> Book:
    """Return a notebook as if no cell had ever been run, and without what programs noted about it.

    >>> cell = {"cell_type": "code", "source": "1 + 1", "outputs": [{}], "execution_count": 3, "metadata": {}}
    >>> without_outputs({"cells": [cell], "metadata": {}})["cells"][0]["outputs"]
    []
    """
    bare: Book = {"outputs": [], "execution_count": None}
    cells = [
        {**cell, **(bare if cell.get("cell_type") == "code" else {}), "metadata": _own(cell["metadata"])}
        for cell in book["cells"]
    ]
    return {**book, "cells": cells, "metadata": {name: part for name, part in book["metadata"].items() if name in KEPT}}


def _own(metadata: Book) -> Book:
    """Return what the course itself says of a cell: that it is folded, and its tags."""
    jupyter = metadata.get("jupyter")
    hidden = jupyter.get("source_hidden") if isinstance(jupyter, dict) else None
    folded = {} if hidden is None else {"jupyter": {"source_hidden": hidden}}
    return folded | {name: part for name, part in metadata.items() if name == "tags"}
