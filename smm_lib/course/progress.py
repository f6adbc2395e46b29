"""How far a learner has come: which tasks each lesson has, and which of them are answered."""

import json
import re
from pathlib import Path
from typing import Any

from smm_lib.course.report import answers_table
from smm_lib.data import folder
from smm_lib.language import say, spoken, written
from smm_lib.lesson.answers import stored

LEAN = 0.05  # a median error below this share of the answer leans to no side
TASK = re.compile(r'\b(?:predict|check|claim|sort|ask)\(\s*"(\d\d_\w+)\.(\w+)"')


def tasks(lesson: Path) -> list[str]:
    """Return the keys of all predictions, exercises, cards and questions of a notebook, in order.

    >>> tasks(folder("notebooks") / "en" / "05_word_of_mouth.ipynb")[0]
    '05_word_of_mouth.break_even'
    """
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return [f"{name}.{question}" for name, question in TASK.findall(code) if name == lesson.stem]


def title(lesson: Path) -> str:
    """Return the question a lesson asks in its first heading."""
    first: dict[str, Any] = json.loads(lesson.read_text(encoding="utf-8"))["cells"][0]
    return "".join(first["source"]).splitlines()[0].lstrip("# ")


def progress() -> list[tuple[bool, str]]:
    """Return a sentence per lesson that was begun: how many of its tasks are answered, and whether that is all."""
    lines, answered = [], stored()
    for lesson in sorted((folder("notebooks") / spoken()).glob("[0-9]*.ipynb")):
        keys = tasks(lesson)
        done = sum(key in answered for key in keys)
        words = {"number": lesson.stem[:2], "title": title(lesson), "done": done, "of": len(keys)}
        if done:
            lines.append((True, say("progress.all" if done == len(keys) else "progress.some", **words)))
    return lines or [(True, say("progress.none"))]


def calibrated() -> list[tuple[bool, str]]:
    """Return what all predictions of the course together say: how far off they were, and to which side they lean."""
    errors = answers_table(stored())["error"].dropna()
    if errors.empty:
        return [(True, say("progress.no_guess"))]
    side = "progress.lean_high" if errors.median() > 0 else "progress.lean_low"
    lean = side if abs(errors.median()) > LEAN else "progress.lean_even"
    size = written(round(float(errors.abs().median()), 2), "percent")
    return [(True, f"{say('progress.guesses', number=len(errors), size=size)} {say(lean)}")]
