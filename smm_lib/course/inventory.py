"""The concept inventory of a class: what is asked on the start page and again at the end, as tables and in words."""

import pandas as pd

from smm_lib.course.overview import asked, tell
from smm_lib.course.progress import course
from smm_lib.language import say, spoken, written

MANY = 30  # learners: with fewer, what a question tells of them is mostly luck


def asked_twice(answers: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return who chose the right option, at first and later, of the questions that the course asks twice.

    What a report says of right or wrong counts for nothing: the option does.

    Args:
        answers: rows as `gather` returns them.

    Returns:
        Two tables of 1, 0 and missing: a row per learner, a column per question, both in the same order.
    """
    first, later = _twice()
    rows = answers[(answers["kind"] == "choice") & answers["question"].isin(list(first))]
    rows = rows.assign(right=(rows["entry"] == rows["question"].map(_answer)).astype(float))
    learners, found = sorted(rows["learner"].unique()), []
    for lessons in (first, later):
        table = rows[rows["lesson"] == rows["question"].map(lessons)].pivot(
            index="learner", columns="question", values="right"
        )
        found.append(table.reindex(index=learners, columns=list(first)))
    return found[0], found[1]


def asked_once(answers: pd.DataFrame) -> list[tuple[str, str]]:
    """Return lesson and question of the choices that are no part of the inventory."""
    return [(lesson, question) for lesson, question in asked(answers, "choice") if question not in _twice()[0]]


def in_words(items: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Return the table of `item_analysis.items` as far as anybody answered, its shares with their bands.

    Returns:
        Columns question | before_course | after_course | discrimination | gain | option_left (the wrong one that is
        chosen most after the course), all of them texts.
    """
    found = items.dropna(subset=["before", "after"], how="all")
    table = pd.DataFrame({"question": [say(f"ask.{name}.question") for name in found.index]})
    for time in ("before", "after"):
        ends = found[[f"{time}_low", f"{time}_high"]].to_numpy()
        bands = ["–".join(_shown(end, "percent") for end in pair) for pair in ends]
        shares = [_shown(share, "percent") for share in found[time]]
        table[f"{time}_course"] = [share and f"{share} ({band})" for share, band in zip(shares, bands, strict=True)]
    table = table.assign(**{name: list(map(_shown, found[name])) for name in ("discrimination", "gain")})
    return table.assign(option_left=[_left(answers, str(name)) for name in found.index])


def gained(both: int, gain: tuple[float, float, float]) -> None:
    """Say what a class has gained, and how far that can be trusted.

    Args:
        both: how many learners answered before and after.
        gain: and its band, as `item_analysis.class_gain` returns them.
    """
    if both and gain[0] == gain[0]:
        share, low, high = map(_shown, gain)
        tell(say("overview.gained", both=both, gain=share, low=low, high=high))
        tell(say("overview.few" if both < MANY else "overview.many", step=_shown(1 / both, "percent")))


def _twice() -> tuple[dict[str, str], dict[str, str]]:
    """Return in which lesson each question of the inventory is asked at first, and later."""
    tasks = [task for task in course(spoken()).values() if task.call == "ask"]
    later = {task.question: task.lesson for task in tasks}
    return {task.question: task.lesson for task in tasks if task.lesson != later[task.question]}, later


def _left(answers: pd.DataFrame, question: str) -> str:
    chosen = answers[(answers["question"] == question) & (answers["lesson"] == _twice()[1][question])]["entry"]
    wrong = chosen[chosen != _answer(question)].mode()
    return say(f"ask.{question}.option_{wrong[0]}") if len(wrong) else ""


def _answer(question: str) -> str:
    return say(f"ask.{question}.answer")


def _shown(number: float, unit: str = "") -> str:
    return "" if pd.isna(number) else written(round(float(number), 2), unit)
