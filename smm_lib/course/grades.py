"""Points for a learning platform: a table that Moodle's grade import takes as it is."""

from collections import Counter

import pandas as pd

from smm_lib.course.copies import originals
from smm_lib.course.files import Asked
from smm_lib.course.progress import course, title
from smm_lib.language import say, spoken
from smm_lib.posts.write import guarded

FILE = "moodle_grades.csv"
SCORED = ("check", "ask", "sort")  # a prediction and a verdict on a claim are no matter of points


def grades(answers: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return the points of a class, and the names for which there are none because nobody knows whose they are.

    Args:
        answers: rows as `gather` returns them.

    Returns:
        Columns idnumber (what the learner typed as name: have them type what your Moodle knows them by) | one per
        lesson, whole points from 0 to 100: the share of its scored tasks that is right, not yet answered ones counted
        as wrong | the mean of these lessons. A lesson that nobody handed in has no column.
    """
    learners = answers.groupby("name")["learner"].nunique()
    shared = set(learners.index[learners > 1])
    unknown = [str(name) for name in learners.index if name in shared or str(name).lower().endswith(".json")]
    known = answers[~answers["name"].isin(unknown) & answers["score"].notna()]
    right = known.pivot_table(index="name", columns="lesson", values="score", aggfunc="sum", fill_value=0.0)
    most = Counter(task.lesson for task in course("en").values() if _scored(task))
    points = pd.DataFrame({str(one): 100 * right[one] / most[str(one)] for one in right if most[str(one)]})
    points = points.reindex(sorted(set(answers["name"]) - set(unknown)), fill_value=0.0)
    table = points.assign(**{say("grades.mean"): points.mean(axis=1)} if len(points.columns) else {})
    table = table.fillna(0).round().astype(int).rename(columns=_titles()).rename_axis("idnumber").reset_index()
    return table, unknown


def grades_csv(table: pd.DataFrame) -> str:
    """Return the table as Moodle reads it: UTF-8, commas, whole points; no name in it can act as a formula."""
    safe = table.assign(idnumber=[guarded(str(name)) for name in table["idnumber"]])
    return str(safe.to_csv(index=False, lineterminator="\n"))


def _scored(task: Asked) -> bool:
    return task.call in SCORED and not task.lesson.startswith("00")  # the start page's questions come back later


def _titles() -> dict[str, str]:
    return {path.stem: f"{path.stem[:2]} {title(path)}" for path in originals(spoken())}
