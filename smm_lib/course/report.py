"""The hand-in: what a learner entered, as one small CSV file that a teacher and a spreadsheet read alike.

Nothing is sent anywhere. A name is in it only if the learner typed one.
"""

import contextlib
import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from smm_lib.answers import stored
from smm_lib.files import write_whole
from smm_lib.language import LANGUAGES, catalogue, label
from smm_lib.models.bounds import Refused, scalar
from smm_lib.posts.write import safe_csv, unguarded

COLUMNS = (
    "name", "lesson", "question", "kind", "entry", "guess", "of", "answer", "error", "verdict", "score", "tries", "at",
)  # fmt: skip
NUMBERS = ("guess", "answer", "error", "score", "tries")
MOST = 1e15
LARGEST = 1_000_000  # bytes; a report of every lesson has about 10,000


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
    guess, answer = scalar("guess", guess, -MOST, MOST), scalar("answer", answer, -MOST, MOST)
    if abs(answer) < 1 / MOST:
        raise Refused("answer", "other_than", answer, low=0)
    return (guess - answer) / abs(answer)


def calibration(answers: pd.DataFrame) -> pd.DataFrame:
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


def answers_table(answers: Mapping[str, Any], name: str = "") -> pd.DataFrame:
    """Return the entries of `my_answers.json`, one row each.

    Args:
        answers: what `smm_lib.answers.stored` returns.
        name: the learner's, if they typed one.

    Returns:
        Columns name | lesson | question | kind (prediction, exercise, choice, sorting, claim) | entry (what was typed
        or chosen) | guess (a prediction, in the model's unit) | of (the quantity) | answer | error (relative) |
        verdict | score (0..1) | tries | at. What a kind does not have is empty.
    """
    rows = [_row(key, entry) | {"name": name} for key, entry in answers.items() if isinstance(entry, Mapping)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.assign(**{column: pd.to_numeric(table[column], errors="coerce") for column in NUMBERS})


def _row(key: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    lesson, _, question = key.partition(".")
    row = {"lesson": lesson, "question": question, "at": entry.get("at", "")}
    if "guess" in entry:
        error = None
        with contextlib.suppress(Refused, TypeError):
            error = round(relative_error(entry["guess"], entry.get("answer")), 6)  # type: ignore[arg-type]
        kept = {"guess": entry["guess"], "of": entry.get("of", ""), "answer": entry.get("answer"), "error": error}
        return row | {"kind": "prediction"} | kept
    if "text" in entry:
        score = float(entry.get("verdict") == "right")
        kept = {"entry": str(entry["text"]), "verdict": entry.get("verdict", ""), "score": score}
        return row | {"kind": "exercise", "tries": entry.get("tries")} | kept
    if isinstance(entry.get("chosen"), Mapping):
        chosen = "; ".join(f"{item}: {place}" for item, place in entry["chosen"].items())
        right, of = entry.get("right"), entry.get("of")
        share = right / of if isinstance(right, int) and isinstance(of, int) and of else None
        return row | {"kind": "sorting", "entry": chosen, "score": share}
    if "chosen" in entry:
        right = entry.get("right")
        right = float(right) if isinstance(right, bool) else None
        return row | {"kind": "choice", "entry": str(entry["chosen"]), "score": right}
    return row | {"kind": "claim", "verdict": str(entry.get("verdict", ""))}


def write_report(place: Path, name: str = "") -> Path:
    """Write the report of a learner's folder beside their lessons, for its owner's eyes only, and return the file.

    Raises:
        LookupError: if nothing was entered yet.
        OSError: if it cannot be written.
    """
    answers = stored(place)
    if not answers:
        raise LookupError(place)
    table = answers_table(answers, name)
    safe = re.sub(r"\W+", "_", name).strip("_")[:60]
    path = place / f"report{'_' * bool(safe)}{safe}.csv"
    write_whole(path, safe_csv(table.rename(columns=_head)), mode=0o600)
    return path


def read_report(path: Path) -> pd.DataFrame:
    """Return a report as `answers_table` made it, also after a spreadsheet saved it with other separators.

    Raises:
        ValueError: if the file is not a report.
        OSError: if it cannot be read.
    """
    if path.stat().st_size > LARGEST:
        raise ValueError(f"{path.name} must be a report")
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    separator = max(";,\t", key=text.partition("\n")[0].count)
    rows = list(csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator))
    known = {catalogue(language)[f"label.report_{column}"]: column for language in LANGUAGES for column in COLUMNS}
    head = [known.get(unguarded(cell).strip(), "") for cell in rows[0]] if rows else []
    if not {"lesson", "question", "kind"} <= set(head):
        raise ValueError(f"{path.name} must be a report")
    table = pd.DataFrame(
        [dict(zip(head, map(unguarded, row), strict=False)) for row in rows[1:]], columns=list(COLUMNS)
    )
    plain = table["lesson"].str.fullmatch(r"\w{1,60}") & table["question"].str.fullmatch(r"\w{1,60}")
    table = table[plain.fillna(False).astype(bool)].fillna("").reset_index(drop=True)
    numbers = {c: pd.to_numeric(table[c].str.replace(",", "."), errors="coerce") for c in NUMBERS}
    return table.assign(**numbers)


def _head(column: str) -> str:
    return label(f"report_{column}")
