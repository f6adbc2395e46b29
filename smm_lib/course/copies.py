"""The learner's copies of the lessons: made, kept up to date, and never overwritten once somebody wrote in them."""

import contextlib
import json
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from smm_lib.course.files import Book, Impossible, fingerprint, fingerprint_of, for_students, read_book, written_book
from smm_lib.files import folder, read_json, write_whole
from smm_lib.language import LANGUAGES, say

RECORD = ".smm_course.json"


class Done(NamedTuple):
    """What happened to one lesson."""

    lesson: str
    what: str  # "new", "kept", "replaced", "beside", or "broken" (beside a file that cannot be read)
    path: Path


def copy_lessons(place: Path, language: str) -> int:
    """Copy the lessons that are not there yet, and return how many were there; a learner's file is never touched.

    The copies are the student's edition. Beside them a small file remembers what they were like, so that `update`
    knows which of them somebody has changed.

    Raises:
        OSError: if the folder cannot be written.
    """
    return sum(done.what == "kept" for done in _each(place, language, replace=False))


def update(place: Path, language: str) -> list[Done]:
    """Bring the course's present lessons into a learner's folder.

    A missing lesson is copied, an unchanged one replaced; beside a changed one the new version is put under another
    name. Nothing is merged, and no file in which somebody wrote is touched.

    Raises:
        OSError: if the folder cannot be written; every file is then whole, the old or the new one.
    """
    return list(_each(place, language, replace=True))


def outdated(place: Path, language: str) -> list[str]:
    """Return the lessons whose copy comes from an earlier edition of the course, and may not run with this one.

    Raises:
        OSError: if the folder cannot be read.
    """
    record = read_record(place)
    return [path.stem for path in originals(language) if _outdated(place / path.name, path, record)]


def _outdated(path: Path, original: Path, record: dict[str, Any]) -> bool:
    news = fingerprint(_edition(original))
    came_from = record["copies"].get(path.name)
    offered = record["beside"].get(path.name, {}).get("news")
    return path.exists() and came_from not in (None, news) and news not in (offered, fingerprint_of(path))


def restore(place: Path, lesson: str, language: str) -> Path:
    """Put the original of a lesson beside the learner's own file, or in its place if there is none; return where.

    Args:
        place: the learner's folder.
        lesson: its number, such as "05" or "5", or its name.
        language: of the original.

    Raises:
        Impossible: if the course has no such lesson.
        OSError: if the folder cannot be written.
    """
    original = find_lesson(lesson, language)
    book, record, path = _edition(original), read_record(place), place / original.name
    if path.exists():
        path = _beside(path, say("course.original"), fingerprint(book), record)
    _put(path, book, record)
    write_record(place, record)
    return path


def find_lesson(lesson: str, language: str) -> Path:
    """Return the course's own file of a lesson, named by number or name.

    Raises:
        Impossible: if there is none.
    """
    for path in originals(language):
        if lesson.removesuffix(".ipynb") == path.stem or (lesson and lesson.zfill(2) == path.stem.partition("_")[0]):
            return path
    raise Impossible(say("course.no_lesson", lesson=lesson))


def originals(language: str) -> list[Path]:
    """Return the course's own lessons of a language."""
    return sorted((folder("notebooks") / language).glob("*.ipynb"))


def read_record(place: Path) -> dict[str, Any]:
    """Return what is remembered about a folder: its language, and each copy's fingerprint when it was made."""
    found = None
    with contextlib.suppress(OSError, ValueError):  # without it every file counts as the learner's own, and is kept
        found = read_json(place / RECORD, 8 * 1024**2)
    record = found if isinstance(found, dict) else {}
    parts = {part: record.get(part) for part in ("copies", "beside")}
    own = {part: known if isinstance(known, dict) else {} for part, known in parts.items()}
    return record | own | {"language": record.get("language") if record.get("language") in LANGUAGES else None}


def write_record(place: Path, record: dict[str, Any]) -> None:
    """Remember it, if it is news."""
    if record != read_record(place):
        write_whole(place / RECORD, json.dumps(record, indent=1, sort_keys=True) + "\n")


def _each(place: Path, language: str, *, replace: bool) -> Iterator[Done]:
    place.mkdir(parents=True, exist_ok=True)
    record = read_record(place) | {"language": language}
    try:
        for original in originals(language):
            yield _bring(place / original.name, _edition(original), record, replace=replace)
    finally:
        write_record(place, record)


def _bring(path: Path, book: Book, record: dict[str, Any], *, replace: bool) -> Done:
    news = fingerprint(book)
    if not path.exists():
        _put(path, book, record)
        return Done(path.stem, "new", path)
    now = fingerprint_of(path)
    if now == news:
        record["copies"].setdefault(path.name, news)
    if now == news or not replace:
        return Done(path.stem, "kept", path)
    copied = record["copies"].get(path.name)
    if copied == news and now is not None:
        return Done(path.stem, "kept", path)  # changed by the learner, but not by the course
    if now is not None and now == copied:
        _put(path, book, record)
        return Done(path.stem, "replaced", path)
    offered = record["beside"].get(path.name, {})
    if offered.get("news") == news and (path.parent / str(offered.get("name"))).exists():
        return Done(path.stem, "kept", path)  # the same new version lies there already, changed or not
    beside = _beside(path, say("course.new_version"), news, record)
    _put(beside, book, record)
    record["beside"][path.name] = {"news": news, "name": beside.name}
    return Done(path.stem, "beside" if now else "broken", beside)


def _beside(path: Path, word: str, news: str, record: dict[str, Any]) -> Path:
    """Return the first name beside a learner's file that is free, or holds a copy nobody has changed."""
    names = (f"{path.stem}_{word}{f'_{number}' * (number > 1)}.ipynb" for number in count(1))
    ours = ((path.with_name(name), (news, record["copies"].get(name, news))) for name in names)
    return next(one for one, known in ours if not os.path.lexists(one) or fingerprint_of(one) in known)


def _put(path: Path, book: Book, record: dict[str, Any]) -> None:
    news = fingerprint(book)
    if fingerprint_of(path) == news:
        record["copies"].setdefault(path.name, news)  # if it was changed until it is the same, it stays the learner's
        return
    write_whole(path, written_book(book))
    record["copies"][path.name] = news


def _edition(original: Path) -> Book:
    return for_students(read_book(original))
