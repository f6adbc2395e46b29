"""The league of a class: every mission worked out anew from the scenario code that was handed in, and ranked."""

from collections.abc import Sequence
from functools import cache, lru_cache

import pandas as pd

from smm_lib.course.copies import originals
from smm_lib.course.explorers import explorers_of
from smm_lib.course.files import read_book
from smm_lib.course.progress import course
from smm_lib.language import say, spoken
from smm_lib.lesson._controls import Control
from smm_lib.lesson._puzzle import Goal, judged


def league(answers: pd.DataFrame) -> pd.DataFrame:
    """Rank a class, mission by mission, by what the lesson's own goal says of each code that was handed in.

    Args:
        answers: rows as `gather` returns them.

    Returns:
        Columns mission | rank (who does equally well shares one) | name | result (the least wins) | code (to open it in
        the lesson).
    """
    rows = []
    for row in answers[answers["kind"] == "mission"].to_dict("records"):
        if found := worth(f"{row['lesson']}.{row['question']}", str(row["entry"])):
            shown = {"mission": say(f"goal.{row['question']}.name"), "name": row["name"]}
            rows.append({**shown, "result": round(float(found[1]), 1), "code": found[0]})
    table = pd.DataFrame(rows, columns=["mission", "name", "result", "code"])
    table.insert(1, "rank", table.groupby("mission")["result"].rank(method="min").astype(int))
    return table.sort_values(["mission", "rank", "name"]).reset_index(drop=True)


def standings(answers: pd.DataFrame) -> pd.DataFrame:
    """Rank a class by how many missions each learner has won: columns rank | name | missions.

    Args:
        answers: rows as `gather` returns them, of which only such as `worth` something are a mission's.
    """
    won = answers[answers["kind"] == "mission"].groupby(["learner", "name"]).size().reset_index(name="missions")
    won.insert(0, "rank", won["missions"].rank(method="min", ascending=False).astype(int))
    return won.sort_values(["rank", "name"]).drop(columns="learner").reset_index(drop=True)


@lru_cache(maxsize=20_000)
def worth(key: str, code: str) -> tuple[str, float] | None:
    """Return a mission's code as the lesson writes it, and its score; None if the lesson would not have kept it."""
    return judged(*_missions()[key], code)


@cache
def _missions() -> dict[str, tuple[Sequence[Control], Goal]]:
    """Return the controls and the goal of every mission of the course, by its key."""
    lessons = {task.lesson for task in course(spoken()).values() if task.call == "explore"}
    books = [read_book(path) for path in originals(spoken()) if path.stem in lessons]
    found = [one for book in books for one in explorers_of(book)]
    return {one.key: (one.controls, one.goal) for one in found if one.goal}
