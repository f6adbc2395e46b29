"""The hand-in: what a learner entered, as data for `smm collect`, and as a table for whoever opens it.

Nothing is sent anywhere. A name is in it only if the learner typed one.
"""

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from smm_lib.answers import FILE, LEARNER, Entry, is_learner, is_seed, learner, seed, stored, usable
from smm_lib.course.files import Impossible
from smm_lib.files import read_json, read_regular, write_whole
from smm_lib.language import LANGUAGES, catalogue, label, say, spoken
from smm_lib.posts.report import shown

if TYPE_CHECKING:  # a command that writes no table starts without pandas
    import pandas as pd

FORMAT, VERSION = "smm-report", 1
COLUMNS = (
    "name", "lesson", "question", "kind", "entry", "guess", "of", "answer", "error", "verdict", "score", "tries",
    "ideas", "at",
)  # fmt: skip
NUMBERS = ("guess", "answer", "error", "score", "tries")
KEY = re.compile(r"\w{1,60}\.\w{1,60}")
MOST_BYTES = 1_000_000  # a report of every lesson has about 50,000


class Report(NamedTuple):
    """What one learner handed in: whose it is, the name if one was typed, when, the answers by their keys, the seed."""

    learner: str  # drawn by lot; "" in a report made by hand
    name: str
    written: str
    answers: dict[str, Entry]
    seed: str = ""  # what the learner's own numbers were drawn with


def relative_error(guess: float, answer: float) -> float:
    """Return how far off a prediction was, relative to the answer: (guess - answer) / |answer|.

    Args:
        guess: what was predicted.
        answer: what the model says; any number but 0.

    Returns:
        0 for a hit, 0.5 for half too much, -0.5 for half too little.

    Raises:
        Refused: if one is not a number up to 1e15, or the answer is 0 (or as good as).

    >>> relative_error(0.5, 0.4) > 0, relative_error(50, 100)
    (True, -0.5)
    """
    from smm_lib.models.bounds import LARGEST, Refused, scalar

    guess, answer = scalar("guess", guess, -LARGEST, LARGEST), scalar("answer", answer, -LARGEST, LARGEST)
    if abs(answer) < 1 / LARGEST:
        raise Refused("answer", "other_than", answer, low=0)
    return (guess - answer) / abs(answer)


def calibration(answers: "pd.DataFrame") -> "pd.DataFrame":
    """Return how well each question was predicted: does the class lean to one side, and how far off is it?

    Args:
        answers: rows as `answers_table` gives them, of one learner or of many.

    Returns:
        Columns lesson | question | learners | bias (the median error: above 0, most guessed too much) | spread (the
        median size of the error).

    >>> table = answers_table({"05.q": {"guess": 0.6, "answer": 0.4, "of": "satisfied"}})
    >>> calibration(table)[["bias", "spread"]].round(2).to_dict("records")
    [{'bias': 0.5, 'spread': 0.5}]
    """
    guessed = answers[answers["kind"] == "prediction"].dropna(subset=["error"])
    groups = guessed.assign(size=guessed["error"].abs()).groupby(["lesson", "question"])
    table = groups.agg(learners=("error", "size"), bias=("error", "median"), spread=("size", "median"))
    return table.reset_index()


def answers_table(answers: Mapping[str, Any], name: str = "") -> "pd.DataFrame":
    """Return the entries of `my_answers.json`, one row each.

    Args:
        answers: what `smm_lib.answers.stored` returns.
        name: the learner's, if they typed one.

    Returns:
        Columns name | lesson | question | kind (prediction, exercise, choice, sorting, claim, goal, mission) | entry
        (what was typed or chosen; a mission's code) | guess (a prediction, in the model's unit) | of (the quantity) |
        answer | error (relative) | verdict | score (0..1) | tries | ideas (misconceptions met on the way) | at. What a
        kind does not have is empty.
    """
    return table_of({"name": name, **row} for row in rows_of(answers))


def table_of(rows: Iterable[Mapping[str, Any]], more: Iterable[str] = ()) -> "pd.DataFrame":
    """Return rows of answers as a table with the columns of `answers_table`, and more of them."""
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=[*COLUMNS, *more])
    return table.assign(**{column: pd.to_numeric(table[column], errors="coerce") for column in NUMBERS})


def rows_of(answers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return a row per entry that can be used."""
    used = {key: usable(entry) for key, entry in answers.items()}
    return [row_of(key, entry) for key, entry in used.items() if entry]


def row_of(key: str, entry: Entry) -> dict[str, Any]:
    """Return the row of an entry that can be used."""
    lesson, _, question = key.partition(".")
    row = {"lesson": lesson, "question": question, "kind": entry["kind"], "at": entry["at"] or ""}
    return row | ROWS[entry["kind"]](entry)


def _prediction(entry: Entry) -> dict[str, Any]:
    error = None
    with contextlib.suppress(ValueError, TypeError):
        error = round(relative_error(entry["guess"], entry["answer"]), 6)
    return {name: entry[name] for name in ("guess", "of", "answer")} | {"entry": entry["text"], "error": error}


def _exercise(entry: Entry) -> dict[str, Any]:
    met = [one["verdict"] for one in (*entry["tries"], entry)]
    ideas = dict.fromkeys(verdict for verdict in met if verdict not in ("right", "not_yet", "", None))
    many = len(entry["tries"]) + entry["before"]
    kept = {"entry": entry["text"], "verdict": entry["verdict"], "score": float(entry["solved"])}
    return kept | {"tries": many, "ideas": " ".join(ideas)}


def _sorting(entry: Entry) -> dict[str, Any]:
    chosen = "; ".join(f"{item}: {place}" for item, place in entry["chosen"].items())
    return {"entry": chosen, "score": entry["right"] / entry["of"] if entry["of"] else None}


def _choice(entry: Entry) -> dict[str, Any]:
    return {"entry": entry["chosen"], "score": None if entry["right"] is None else float(entry["right"])}


def _claim(entry: Entry) -> dict[str, Any]:
    return {"verdict": entry["verdict"]}


def _mission(entry: Entry) -> dict[str, Any]:
    return {"entry": entry["code"]}


def _goal(entry: Entry) -> dict[str, Any]:
    return {"entry": entry["text"] or " ".join(entry["parts"].values())}


ROWS = {
    "prediction": _prediction, "exercise": _exercise, "choice": _choice, "sorting": _sorting, "claim": _claim,
    "goal": _goal, "mission": _mission,
}  # fmt: skip


def write_report(place: Path, name: str = "", lesson: str = "") -> Path:
    """Write the report of a learner's folder beside their lessons, for its owner's eyes only, and return it.

    What is handed in is the JSON file; the CSV file of the same name shows the same as a table.

    Args:
        place: the folder of the lessons.
        name: the learner's, if they typed one.
        lesson: of which the answers are reported, such as "05_word_of_mouth"; of all, if left out.

    Raises:
        Impossible: if nothing was entered yet.
        OSError: if it cannot be written.
    """
    from smm_lib.posts.write import safe_csv

    kept = {key: found for key, found in stored(place).items() if not lesson or key.startswith(f"{lesson}.")}
    answers = {key: entry for key, found in kept.items() if (entry := usable(found))}
    if not answers:
        raise Impossible(say("report.empty", folder=place.resolve()))
    path, now = _free_pair(place, f"{lesson[:2]} {name}"), datetime.now(UTC).isoformat(timespec="seconds")
    head = {"format": FORMAT, "version": VERSION, "learner": learner(place), "name": name, "language": spoken()}
    head |= {"seed": seed(place), "written": now, "answers": answers}
    data = json.dumps(head, ensure_ascii=False, indent=1, allow_nan=False)
    table = answers_table(answers, name).rename(columns=lambda column: label(f"report_{column}"))
    write_whole(path.with_suffix(".csv"), safe_csv(table), mode=0o600)
    write_whole(path, data, mode=0o600)
    return path


def _free_pair(place: Path, name: str) -> Path:
    """Return where a report goes: in place of an earlier one, but not of a file that only bears its name."""
    safe = re.sub(r"\W+", "_", name).strip("_")[:60]
    safe = safe.encode(sys.getfilesystemencoding(), "ignore").decode(sys.getfilesystemencoding())
    for number in count(1):
        path = place / f"report{'_' * bool(safe)}{safe}{f'_{number}' * (number > 1)}.json"
        if all(is_report(one) or not os.path.lexists(one) for one in (path, path.with_suffix(".csv"))):
            return path
    raise AssertionError


def read_report(path: Path, *, homes: bool = False) -> Report:
    """Return a report, of which every answer can be used.

    Args:
        path: of the file.
        homes: whether the file of answers in a learner's own folder counts as a report, too.

    Raises:
        ValueError: if the file is no report; its text is the key of a message that says what it is instead.
        OSError: if it cannot be read.
    """
    if path.suffix.lower() == ".csv":
        raise ValueError("report.is_table" if is_report(path) else "report.is_none")
    try:
        found = read_json(path, MOST_BYTES)
    except ValueError:
        raise ValueError("report.is_none") from None
    if homes and path.name == FILE and isinstance(found, dict):
        own = found[LEARNER] if isinstance(found.get(LEARNER), dict) else {}
        head = {"format": FORMAT, "version": VERSION, "learner": own.get("id"), "seed": own.get("seed")}
        found = {**head, "written": max(map(_when, found.values()), default=""), "answers": found}
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("answers"), dict):
        raise ValueError("report.is_none")
    if found.get("version") != VERSION:
        raise ValueError("report.is_newer")
    answers = {key: entry for key, one in found["answers"].items() if KEY.fullmatch(key) and (entry := usable(one))}
    learner = found.get("learner") if is_learner(found.get("learner")) else ""
    own = found["seed"] if is_seed(found.get("seed")) else ""
    return Report(str(learner), shown(found.get("name") or ""), shown(found.get("written") or ""), answers, own)


def _when(entry: object) -> str:
    at = entry.get("at") if isinstance(entry, dict) else ""
    return at if isinstance(at, str) else ""


def is_report(path: Path) -> bool:
    """Return whether a file is a report, as data or as the table beside it, of this release or an earlier one."""
    with contextlib.suppress(ValueError, OSError):
        if path.suffix.lower() == ".json":
            return bool(read_report(path))
        head = read_regular(path, MOST_BYTES).partition(b"\n")[0].decode("utf-8-sig", "replace").replace('"', "")
        heads = [[catalogue(one)[f"label.report_{column}"] for column in COLUMNS[:3]] for one in LANGUAGES]
        return re.split("[,;\t]", head)[:3] in heads
    return False
