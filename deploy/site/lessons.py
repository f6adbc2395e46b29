"""The lessons as the site needs them: what each asks, teaches and takes, in the order of the course."""

import re
from functools import cache
from typing import NamedTuple

from smm_lib.course.files import for_students, read_book, title
from smm_lib.files import folder
from smm_lib.language import LANGUAGES

__all__ = ["LANGUAGES", "Lesson", "lessons"]


class Lesson(NamedTuple):
    """A lesson in one language."""

    name: str
    number: str
    question: str
    subject: str
    minutes: int
    outcomes: list[str]
    cells: list[dict]


@cache
def lessons(language):
    """Return all lessons in a language, the start page first."""
    return [_lesson(path) for path in sorted((folder("notebooks") / language).glob("[0-9]*.ipynb"))]


def _lesson(path):
    book = for_students(read_book(path))
    first = "".join(book["cells"][0]["source"])
    subject = re.search(r"^\*(?:[^·*]+·)?\s*([^·*]+?)\s*·", first, re.M)[1]
    outcomes = re.findall(r"^\d\. (.+?)[,.]?$", first, re.M)
    minutes = book["metadata"]["smm"]["minutes"]
    return Lesson(path.stem, path.stem[:2], title(book), subject, minutes, outcomes, book["cells"])
