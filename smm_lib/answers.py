"""What the learner entered: one small file beside the notebooks, which survives a restart of Python.

Each entry says what it is (`kind`), what was typed (`text`), what that means (a number, an option) and in which
`language` it was typed. So nothing typed is ever read a second time.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeGuard
from uuid import uuid4

from smm_lib.files import alone, free_name, read_json, read_regular, unwritten, write_new, write_whole
from smm_lib.language import say

FILE = "my_answers.json"
LEARNER = "learner"  # the key under which the file says whose it is: no name, but a number drawn by lot
MOST_BYTES = 8 * 1024**2  # bytes of a file of answers; that of the whole course has about 50,000
TRIES = 50  # of an exercise are kept one by one; of those before only their number
LONGEST = 2000  # letters of a text that is shown again
GIANT = 100_000  # letters of a text that is not even kept
Entry = dict[str, Any]

_unsaved: dict[Path, dict[str, Entry]] = {}  # what could not be written still counts until Python ends


def stored(folder: Path | None = None) -> dict[str, Any]:
    """Return what is stored under every key, such as "05_word_of_mouth.break_even", as it stands in the file.

    What stands there may be anything; `usable` says what it means.

    Args:
        folder: where the file lies; the notebook's own folder, if left out.
    """
    place = _place(folder)
    try:
        found = _read(place)
    except (OSError, ValueError):
        found = {}
    return {**found, **_unsaved.get(place, {})}


def usable(entry: object) -> Entry | None:
    """Return an entry with all parts of its kind, each of the type it must have or None, or None if it means nothing.

    Entries of earlier releases say nothing of their kind; it follows from their parts.

    Returns:
        kind | language | at, and for a
        prediction: guess | answer | of | text | first (what was voted at first, in class) | drawn (the heights of a
        curve's points, of which guess is the mean);
        exercise: text | value | verdict | solved | tries (a list of text | value | verdict, the last one last) | before
        (how many tries there were before those);
        choice: chosen | right; sorting: chosen (item -> place) | right | of; claim: verdict; mission: code;
        goal: parts (field -> text) | start | target | text.

    >>> usable({"guess": 0.5, "of": "satisfied"})["kind"], usable({"text": "4.05", "verdict": "right"})["solved"]
    ('prediction', True)
    >>> usable({"guess": "half"}), usable(None), usable({"kind": "exercise", "text": ["4"]})
    (None, None, None)
    """
    if not isinstance(entry, Mapping):
        return None
    kind = entry["kind"] if "kind" in entry else _kind(entry)
    shape = SHAPES.get(kind, {}) if isinstance(kind, str) else {}
    parts = _shaped(entry, shape)
    if not shape or parts[next(iter(shape))] is None:
        return None
    tries = _tries(entry, parts) | {"solved": parts["verdict"] == "right"} if kind == "exercise" else {}
    return {"kind": kind, **_shaped(entry, {"language": _text, "at": _text}), **parts, **tries}


def learner(folder: Path | None = None) -> str:
    """Return a random name for whoever answers in this folder: reports with the same one are of the same learner."""
    kept = stored(folder).get(LEARNER)
    name = kept.get("id") if isinstance(kept, Mapping) else None
    if not is_learner(name):
        name = uuid4().hex
        store(LEARNER, {"id": name}, folder)
    return str(name)


def pseudonym(whose: str) -> str:
    """Return a name that says nobody's: always the same for the same learner, such as "Otter 482713".

    Args:
        whose: drawn by lot, see `learner`.
    """
    number, animals = int(seed_of(f"pseudonym {whose}"), 16), say("answers.animals").split()
    return f"{animals[number % len(animals)]} {number // 100 % 10**6:06}"


def is_learner(name: object) -> bool:
    """Return whether that is a name as `learner` makes them."""
    return isinstance(name, str) and bool(re.fullmatch("[0-9a-f]{32}", name))


def seed(folder: Path | None = None) -> str:
    """Return what the learner's own numbers are drawn with, see `own_numbers`; "" for those of the course."""
    kept = stored(folder).get(LEARNER)
    found = kept.get("seed") if isinstance(kept, Mapping) else None
    return found if is_seed(found) else ""


def own_numbers(typed: str, folder: Path | None = None) -> str:
    """Give the learner own numbers from now on, or those of the course again, and say if that could not be kept.

    Args:
        typed: a name or number, which is not kept; a class's code, which begins with # and gives each learner other
            numbers; or nothing, for the course's.
        folder: where the file of answers lies; the notebook's own folder, if left out.
    """
    whose = learner(folder)
    return store(LEARNER, {"id": whose, "seed": seed_of(typed, whose)}, folder)


def seed_of(typed: str, whose: str = "") -> str:
    """Return the seed that belongs to what somebody typed; capitals and spaces make no difference.

    >>> seed_of(" Mia  Müller") == seed_of("mia müller") != seed_of("Mia"), seed_of(" ")
    (True, '')
    >>> seed_of("#monday", "one") == seed_of("#monday", "another")
    False
    """
    text = " ".join(typed.casefold().split())
    text += f" {whose}" * text.startswith("#")
    return sha256(f"smm {text}".encode("utf-8", "replace")).hexdigest()[:16] if text else ""


def is_seed(found: object) -> TypeGuard[str]:
    """Return whether that is a seed as `seed_of` makes them."""
    return isinstance(found, str) and bool(re.fullmatch("[0-9a-f]{16}", found))


def store(key: str, entry: Mapping[str, Any], folder: Path | None = None) -> str:
    """Write an entry under its key, in place of an earlier one, and return a sentence if anything went wrong.

    Nobody else writes meanwhile, and the new file is whole before it takes the old one's name. A file that cannot be
    read, or an earlier entry that cannot be used, is never lost: the file is kept under another name. An exercise
    keeps its earlier tries, and once it is solved, the answer that solved it.

    Args:
        key: lesson and question, such as "05_word_of_mouth.break_even".
        entry: plain values, see `usable`; the time is added.
        folder: where the file lies; the notebook's own folder, if left out.

    Raises:
        ValueError: if the entry holds what no file can: an infinite number, a giant text.
    """
    place = _place(folder)
    new = _writable({**entry, "at": datetime.now(UTC).isoformat(timespec="seconds")})
    waiting = _unsaved.setdefault(place, {})
    remark = ""
    try:
        with alone(place.with_name(f".{place.stem}.lock")):
            found, remark = _taken_over(place, key)
            found |= waiting
            found |= {key: _after(found.get(key), new)}
            write_whole(place, json.dumps(found, ensure_ascii=False, indent=1), 0o600)
        waiting.clear()
    except OSError as error:
        waiting[key] = _after(stored(folder).get(key), new)
        return say("answers.unsaved", folder=place.parent, reason=unwritten(error))
    return remark


def _place(folder: Path | None) -> Path:
    return (folder or Path.cwd()) / FILE


def _read(place: Path) -> dict[str, Any]:
    content = read_json(place, MOST_BYTES)
    if not isinstance(content, dict):
        raise ValueError(f"{place.name} must hold entries by their keys")
    found: dict[str, Any] = _writable(content, strict=False)
    return found


def _taken_over(place: Path, key: str) -> tuple[dict[str, Any], str]:
    """Return what is in the file; if that, or what is under the key, cannot be used, it is kept and said."""
    broken = place.with_name(f"{place.stem}_unreadable_1.json")
    try:
        found = _read(place)
    except FileNotFoundError:
        return {}, ""
    except ValueError:
        kept = free_name(broken)
        place.rename(kept)
        return {}, say("answers.broken", name=kept.name)
    if key in found and key != LEARNER and usable(found[key]) is None:
        kept = write_new(broken, read_regular(place, MOST_BYTES), 0o600)
        return found, say("answers.set_aside", name=kept.name)
    return found, ""


def _writable(part: Any, *, strict: bool = True) -> Any:  # noqa: ANN401
    """Return what a file can hold and any program can read again; half a character becomes a question mark.

    Raises:
        ValueError: if there is no such thing; if not `strict`, it becomes None instead.
    """
    if isinstance(part, str):
        if strict and len(part) > GIANT:
            raise ValueError(f"a text must have at most {GIANT} letters")
        return part.encode("utf-8", "replace").decode()
    if isinstance(part, Mapping):
        return {_writable(str(name), strict=strict): _writable(inner, strict=strict) for name, inner in part.items()}
    if isinstance(part, list | tuple):
        return [_writable(inner, strict=strict) for inner in part]
    if part is None or isinstance(part, bool):
        return part
    if strict and _number(part) is None:
        raise ValueError("a number must be finite and no giant")
    return part if isinstance(part, int) else _number(part)


def _after(earlier: object, entry: Entry) -> Entry:
    """Return an entry as it follows an earlier one: an exercise keeps its tries and the answer that solved it."""
    if entry.get("kind") != "exercise":
        return entry
    before = usable(earlier)
    before = before if before and before["kind"] == "exercise" else {"tries": [], "before": 0, "solved": False}
    tries = [*before["tries"], {name: entry.get(name) for name in ("text", "value", "verdict")}]
    shown = before if before["solved"] and entry.get("verdict") != "right" else entry
    count = {"tries": tries[-TRIES:], "before": before["before"] + max(0, len(tries) - TRIES)}
    return {**shown, **count, "solved": shown.get("verdict") == "right"}


# -- what an entry must have -----------------------------------------------------------------------------------------


def _kind(entry: Mapping[str, Any]) -> str:
    """Return the kind of an entry of an earlier release, which does not say it."""
    if isinstance(entry.get("chosen"), Mapping):
        return "sorting"
    parts = {"guess": "prediction", "parts": "goal", "text": "exercise", "chosen": "choice", "verdict": "claim"}
    return next((kind for part, kind in parts.items() if part in entry), "")


def _shaped(entry: Mapping[str, Any], shape: Mapping[str, Callable[[Any], Any]]) -> Entry:
    return {name: as_it_must_be(entry.get(name)) for name, as_it_must_be in shape.items()}


def _number(part: Any) -> float | None:  # noqa: ANN401
    """Return a finite number, or None; True and False are no numbers here."""
    try:
        number = math.nan if isinstance(part, bool | str) else float(part)
    except (OverflowError, ValueError, TypeError):
        return None
    return number if math.isfinite(number) else None


def _points(part: object) -> list[float | None] | None:
    return found if isinstance(part, list) and None not in (found := [_number(one) for one in part[:TRIES]]) else None


def _text(part: object) -> str | None:
    return part[:LONGEST].encode("utf-8", "replace").decode() if isinstance(part, str) else None


def _count(part: object) -> int:
    return int(number) if 0 <= (number := _number(part) or 0) <= 1e6 else 0


def _texts(part: object) -> dict[str, str] | None:
    if not isinstance(part, Mapping):
        return None
    return {str(name)[:100]: text for name in list(part)[:100] if (text := _text(part[name])) is not None}


def _tries(entry: Mapping[str, Any], last: Entry) -> Entry:
    """Return the tries of an exercise; an earlier release kept the last one and how many there were."""
    tries = entry.get("tries")
    if not isinstance(tries, list):
        return {"tries": [last], "before": max(_count(tries), 1) - 1}
    kept = [_shaped(one, SHAPES["exercise"]) for one in tries if isinstance(one, Mapping)]
    return {"tries": kept[-TRIES:], "before": _count(entry.get("before"))}


# What every kind has; without its first part an entry means nothing.
SHAPES: dict[str, dict[str, Callable[[Any], Any]]] = {
    "prediction": {"guess": _number, "answer": _number, "of": _text, "text": _text, "first": _number, "drawn": _points},
    "exercise": {"text": _text, "value": _number, "verdict": _text},
    "choice": {"chosen": _text, "right": lambda part: part if isinstance(part, bool) else None},
    "sorting": {"chosen": _texts, "right": _count, "of": _count},
    "claim": {"verdict": _text},
    "mission": {"code": _text},
    "goal": {"parts": _texts, "start": _number, "target": _number, "text": _text},
}
