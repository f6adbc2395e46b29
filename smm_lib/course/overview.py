"""What a class predicted, chose and got wrong, question by question: the tables behind the class overview."""

import re
from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from IPython.display import display

from smm_lib.course.exercises import exercises_of
from smm_lib.course.progress import course
from smm_lib.course.report import calibration
from smm_lib.display import OPTIONS, alt, bundle, on_page
from smm_lib.language import catalogue, label, quantities, say, spoken, unit, written
from smm_lib.lesson.claim import VERDICTS

BINS = 10
FAR = 3  # times the answer: what lies beyond counts in the last bin


def asked(answers: pd.DataFrame, kind: str) -> list[tuple[str, str]]:
    """Return each lesson and question of a kind that was answered, in their order; one asked twice stands together."""
    rows = answers[answers["kind"] == kind]
    there = set(zip(rows["lesson"], rows["question"], strict=True))
    pairs = [pair for task in course(spoken()).values() if (pair := (task.lesson, task.question)) in there]
    first = {question: place for place, (_, question) in reversed(list(enumerate(pairs)))}
    return sorted(pairs, key=lambda pair: first[pair[1]])


def guesses(answers: pd.DataFrame, lesson: str, question: str) -> tuple[str, pd.DataFrame, dict[str, float]]:
    """Return how many learners predicted what.

    Returns:
        The quantity; a table <quantity>_low | <quantity>_high | learners, one row per bin; the model's answer as the
        place "report_truth", if more than half of the reports agree on it.
    """
    rows = _of(answers, lesson, question)
    of, values = str(rows["of"].iloc[0]), rows["guess"]
    answer = rows["answer"].round(9).mode()
    agreed = len(answer) == 1 and 2 * (rows["answer"].round(9) == answer[0]).sum() > len(rows)
    places = {"report_truth": float(answer[0])} if agreed else {}
    limits = {} if quantities().get(of, {}).get("scale") == "log" else quantities().get(of, {})
    low = limits.get("low", min(values.min(), *places.values(), 0))
    high = limits.get("high", max([values.median(), *places.values()]) * FAR)
    high = high if "high" in limits else min(high, max([values.max(), *places.values()]))
    counts, ends = np.histogram(values.clip(low, high), bins=BINS, range=(low, high if high > low else low + 1))
    return of, pd.DataFrame({f"{of}_low": ends[:-1], f"{of}_high": ends[1:], "learners": counts}), places


def misconceptions(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the ideas behind wrong answers, the most frequent first; each counts once for whoever met it.

    Returns:
        Columns lesson | question | misconception (what the lesson replies to it) | learners.
    """
    rows = answers[answers["kind"] == "exercise"]
    rows = rows.assign(idea=rows["ideas"].astype(str).str.split()).explode("idea").dropna(subset=["idea"])
    rows = rows[("check." + rows["question"] + "." + rows["idea"]).isin(list(catalogue(spoken())))]
    table = rows.groupby(["lesson", "question", "idea"])["learner"].nunique().reset_index(name="learners")
    table["misconception"] = [
        f"{lesson[:2]}: {exercises_of(lesson, spoken())[f'{lesson}.{question}'].tells(idea)}"
        for lesson, question, idea in zip(table["lesson"], table["question"], table["idea"], strict=True)
    ]
    table = table.sort_values("learners", ascending=False, kind="stable")
    return table[["lesson", "question", "misconception", "learners"]].reset_index(drop=True)


def exercises(answers: pd.DataFrame) -> pd.DataFrame:
    """Return how each exercise went.

    Returns:
        Columns exercise (lesson and words) | right | wrong (learners who have not solved it) | tries (the mean) | idea
        (the most frequent one behind a wrong answer, or "").
    """
    rows, met = answers[answers["kind"] == "exercise"], misconceptions(answers)
    table = []
    for lesson, question in asked(answers, "exercise"):
        own = _of(rows, lesson, question)
        ideas = met[(met["lesson"] == lesson) & (met["question"] == question)]["misconception"]
        right = int((own["score"] == 1).sum())
        row = {"exercise": heading(lesson, question), "right": right, "wrong": len(own) - right}
        idea = ideas.iloc[0].partition(": ")[2] if len(ideas) else ""
        table.append({**row, "tries": round(own["tries"].mean(), 1), "idea": idea})
    return pd.DataFrame(table, columns=["exercise", "right", "wrong", "tries", "idea"])


def present(answers: pd.DataFrame) -> pd.DataFrame:
    """Return who handed in: columns name (or the file's, without one) | lessons | answers."""
    numbers = answers.assign(number=answers["lesson"].str[:2])
    found = numbers.groupby("learner").agg(
        name=("name", "first"), lessons=("number", lambda own: " ".join(sorted(set(own)))), answers=("number", "size")
    )
    return found.sort_values("name", ignore_index=True)


def choices(answers: pd.DataFrame, lesson: str, question: str) -> pd.DataFrame:
    """Return how many learners chose which option of a question: columns option | learners."""
    words = {str(n): catalogue(spoken()).get(f"ask.{question}.option_{n}") for n in range(1, 10)}
    return _counted(_of(answers, lesson, question)["entry"], {n: option for n, option in words.items() if option})


def verdicts(answers: pd.DataFrame, lesson: str, question: str) -> pd.DataFrame:
    """Return how many learners judged a claim how: columns option | learners."""
    words = {verdict: say(f"claim.{verdict}") for verdict in VERDICTS}
    return _counted(_of(answers, lesson, question)["verdict"], words)


def _counted(chosen: pd.Series, words: Mapping[str, str]) -> pd.DataFrame:
    learners = chosen.value_counts().reindex(list(words), fill_value=0)
    return pd.DataFrame({"option": list(words.values()), "learners": learners.to_list()})


def goals(answers: pd.DataFrame) -> pd.DataFrame:
    """Return the goals of the class in words: columns verb | metric | start | target | due; nobody's name is in it."""
    rows = answers[answers["kind"] == "goal"].sort_values(["metric", "verb", "due"])
    table = rows[["verb", "metric"]].map(label)
    for end in ("start", "target"):
        table[end] = [written(n, unit(of)) for n, of in zip(rows[end], rows["metric"], strict=True)]
    due = [f"{date.fromisoformat(day):{say('smart.date')}}" for day in rows["due"]]
    return table.assign(due=due).reset_index(drop=True)


def calibrated(answers: pd.DataFrame) -> pd.DataFrame:
    """Return how well each question was predicted, see `calibration`, in two digits."""
    return calibration(answers).round(2)


# -- on the screen ---------------------------------------------------------------------------------------------------


def intro(answers: pd.DataFrame) -> int:
    """Say how many learners handed in, and return that."""
    learners = int(answers["learner"].nunique())
    tell(say("overview.intro", learners=learners))
    return learners


def show(chart: alt.LayerChart, lesson: str = "", question: str = "") -> None:
    """Show a chart, under the question it belongs to."""
    if question:
        tell(f"### {heading(lesson, question)}")
    display(on_page(bundle(chart)), raw=True, metadata=OPTIONS)


def worded(table: pd.DataFrame) -> None:
    """Show a table with headers in the language that is on; an empty one is a sentence."""
    if table.empty:
        tell(say("overview.none"))
        return
    with pd.option_context("display.max_colwidth", None, "display.max_rows", None):
        display(table.rename(columns=_header))


def _header(column: str) -> str:
    words = catalogue(spoken())
    keys = (f"overview.{column}", f"label.report_{column}", f"smart.{column}")
    return next((words[key] for key in keys if key in words), label(column))


def heading(lesson: str, question: str) -> str:
    """Name lesson and question in its own words; of a question asked twice, say which time this is."""
    asked_as = in_words(lesson, question)
    times = [task.lesson for task in course(spoken()).values() if task.question == question]
    when = say("overview.before" if times[0] == lesson else "overview.after") if len(times) > 1 else ""
    return " · ".join(part for part in (lesson[:2], asked_as, when) if part)


def in_words(lesson: str, question: str) -> str:
    """Return a question as the lesson asks it: its message, else the last words above it."""
    words = catalogue(spoken())
    own = words.get(f"ask.{question}.question") or words.get(f"claim.{question}.says")
    made = exercises_of(lesson, spoken()).get(f"{lesson}.{question}")
    own = made.asks() if made and made.amounts else own
    task = course(spoken()).get(f"{lesson}.{question}")
    parts = task.text.split("\n\n") if task else []
    above = [part for part in parts if "?" in part] or [part for part in parts if part.strip()]
    plain = re.sub(r"[*_`]|\]\([^)]*\)|[\[\]]", "", " ".join((above or [question])[-1].split()))
    return own or plain


def tell(text: str) -> None:
    """Show a text in Markdown."""
    display({"text/markdown": text, "text/plain": text}, raw=True)


def _of(answers: pd.DataFrame, lesson: str, question: str) -> pd.DataFrame:
    return answers[(answers["lesson"] == lesson) & (answers["question"] == question)]
