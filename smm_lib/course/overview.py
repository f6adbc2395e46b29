"""What a class predicted, chose and got wrong: tidy tables from the reports it handed in."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from smm_lib.course.report import read_report
from smm_lib.language import catalogue, label, quantities, say, spoken

BINS = 10


class Gathered(NamedTuple):
    """The rows of every report with the column `learner` (0, 1, 2 ...), and the files that are no reports."""

    answers: pd.DataFrame
    left_out: list[str]


def gather(folder: str | Path) -> Gathered:
    """Read every report in a folder and the folders inside it.

    Raises:
        LookupError: if there is none.
    """
    tables: list[pd.DataFrame] = []
    left_out: list[str] = []
    for path in sorted(Path(folder).rglob("*.csv")):
        try:
            tables.append(read_report(path).assign(learner=len(tables)))
        except (ValueError, OSError):
            left_out.append(path.name)
    if not tables:
        raise LookupError(folder)
    return Gathered(pd.concat(tables, ignore_index=True), left_out)


def asked(answers: pd.DataFrame, kind: str) -> list[tuple[str, str]]:
    """Return each lesson and question of a kind that a learner of this course can have answered."""
    rows = answers[(answers["kind"] == kind) & ((kind != "prediction") | answers["guess"].notna())]
    rows = rows.drop_duplicates(["question", "lesson"]).sort_values(["question", "lesson"])
    known = {tuple(key.split(".")[:2]) for key in catalogue(spoken())}
    group = {"prediction": "predict", "choice": "ask", "claim": "claim"}[kind]
    pairs = zip(rows["lesson"], rows["question"], strict=True)
    return [(lesson, question) for lesson, question in pairs if (group, question) in known]


def guesses(answers: pd.DataFrame, lesson: str, question: str) -> tuple[str, pd.DataFrame, dict[str, float]]:
    """Return how many learners predicted what.

    Returns:
        The quantity; a table <quantity>_low | <quantity>_high | learners, one row per bin; the model's answer as the
        place "report_truth", if the reports hold it.
    """
    rows = answers[(answers["lesson"] == lesson) & (answers["question"] == question) & answers["guess"].notna()]
    of = str(rows["of"].mode().iloc[0])
    of = of if f"label.{of}" in catalogue(spoken()) else ""
    places = {"report_truth": float(rows["answer"].median())} if rows["answer"].notna().any() else {}
    limits, values = quantities().get(of, {}), [*rows["guess"], *places.values()]
    low, high = limits.get("low", min(values)), limits.get("high", max(values))
    counts, ends = np.histogram(rows["guess"].clip(low, high), bins=BINS, range=(low, high if high > low else low + 1))
    table = pd.DataFrame({f"{of}_low": ends[:-1], f"{of}_high": ends[1:], "learners": counts})
    return of, table, places


def misconceptions(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the ideas behind wrong answers, the most frequent first.

    Returns:
        Columns lesson | question | misconception (what the lesson replies to it) | learners.
    """
    rows = answers[(answers["kind"] == "exercise") & ~answers["verdict"].isin(["right", "not_yet", ""])]
    rows = rows.assign(key="check." + rows["question"] + "." + rows["verdict"])
    rows = rows[rows["key"].isin(list(catalogue(spoken())))]
    table = rows.groupby(["lesson", "question", "key"])["learner"].nunique().reset_index(name="learners")
    table["misconception"] = [
        f"{lesson[:2]}: {say(key)}" for lesson, key in zip(table["lesson"], table["key"], strict=True)
    ]
    table = table.sort_values("learners", ascending=False, kind="stable")
    return table[["lesson", "question", "misconception", "learners"]].reset_index(drop=True)


def choices(answers: pd.DataFrame, lesson: str, question: str) -> pd.DataFrame:
    """Return how many learners chose which option of a question: columns option | learners."""
    rows = answers[(answers["lesson"] == lesson) & (answers["question"] == question)]
    keys = [key for key in (f"ask.{question}.option_{n}" for n in range(1, 10)) if key in catalogue(spoken())]
    counts = [int((rows["entry"] == key[-1]).sum()) for key in keys]
    return pd.DataFrame({"option": [say(key) for key in keys], "learners": counts})


def verdicts(answers: pd.DataFrame, lesson: str, question: str) -> pd.DataFrame:
    """Return how many learners judged a claim how: columns option | learners."""
    rows = answers[(answers["lesson"] == lesson) & (answers["question"] == question)]
    words = {"holds": say("claim.holds"), "partly": say("claim.partly"), "fails": say("claim.fails")}
    counts = [int((rows["verdict"] == verdict).sum()) for verdict in words]
    return pd.DataFrame({"option": list(words.values()), "learners": counts})


def head(column: str) -> str:
    """Return what stands over a column."""
    return label(f"report_{column}") if f"label.report_{column}" in catalogue(spoken()) else label(column)
