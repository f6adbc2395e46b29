"""What the learner entered: one small file beside the notebooks, which survives a restart of Python."""

import contextlib
import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from smm_lib.language import say

FILE = "my_answers.json"

_unsaved: dict[str, dict[str, Any]] = {}  # what could not be written still counts until Python ends


def stored(folder: Path | None = None) -> dict[str, dict[str, Any]]:
    """Return every stored entry by its key, such as "05_word_of_mouth.break_even".

    Args:
        folder: where the file lies; the notebook's own folder, if left out.
    """
    return {**_read(_place(folder)), **_unsaved}


def store(key: str, entry: dict[str, Any], folder: Path | None = None) -> str:
    """Write an entry under its key, in place of an earlier one, and return a sentence if anything went wrong.

    The new file is written beside the old one and then takes its name, so that there is a whole file at any moment.
    An unreadable file is never overwritten but kept under another name.

    Args:
        key: lesson and question, such as "05_word_of_mouth.break_even".
        entry: plain values; the time is added.
        folder: where the file lies; the notebook's own folder, if left out.
    """
    place = _place(folder)
    remark = ""
    entry = {**entry, "at": datetime.now(UTC).isoformat(timespec="seconds")}
    try:
        if place.exists() and not _readable(place):
            kept = _free_name(place)
            place.rename(kept)
            remark = say("answers.broken", name=kept.name)
        _write(place, {**_read(place), **_unsaved, key: entry})
        _unsaved.clear()
    except OSError as error:
        _unsaved[key] = entry
        return say("answers.unsaved", reason=error.strerror or type(error).__name__)
    return remark


def _place(folder: Path | None) -> Path:
    return (folder or Path.cwd()) / FILE


def _read(place: Path) -> dict[str, dict[str, Any]]:
    with contextlib.suppress(OSError, ValueError):
        content = json.loads(place.read_text(encoding="utf-8"))
        if isinstance(content, dict):
            return content
    return {}


def _readable(place: Path) -> bool:
    try:
        return isinstance(json.loads(place.read_text(encoding="utf-8")), dict)
    except ValueError:
        return False


def _free_name(place: Path) -> Path:
    number = 1
    while (kept := place.with_name(f"{place.stem}_unreadable_{number}.json")).exists():
        number += 1
    return kept


def _write(place: Path, content: dict[str, Any]) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.stem}_", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(place)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
