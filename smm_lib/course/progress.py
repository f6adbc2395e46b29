"""How far a learner has come: which tasks each lesson has, and which of them are answered."""

from functools import cache
from pathlib import Path

from smm_lib.answers import stored, usable
from smm_lib.course import files
from smm_lib.course.copies import originals
from smm_lib.course.report import answers_table
from smm_lib.language import say, spoken, written

LEAN = 0.05  # a median error below this share of the answer leans to no side


@cache
def course(language: str) -> dict[str, files.Asked]:
    """Return all that the lessons ask, by its key, in their order, each with the words above it."""
    found: dict[str, files.Asked] = {}
    for lesson in originals(language):
        above = ""
        for cell in files.for_students(files.read_book(lesson))["cells"]:
            above = "".join(cell["source"]) if cell["cell_type"] == "markdown" else above
            found |= {task.key: task._replace(text=files.question_in(above)) for task in files.tasks_in(cell)}
    return found


def tasks(lesson: Path) -> list[str]:
    """Return the keys of all predictions, exercises, cards and questions of a lesson, in order.

    >>> tasks(Path("05_word_of_mouth.ipynb"))[0]
    '05_word_of_mouth.break_even'
    """
    return [key for key, task in course(spoken()).items() if task.lesson == lesson.stem]


def title(lesson: Path) -> str:
    """Return the question a lesson asks in its first heading."""
    return files.title(files.read_book(lesson))


def progress() -> list[tuple[bool, str]]:
    """Return a sentence per lesson that was begun: how many of its tasks are answered, and whether that is all."""
    lines, answered = [], {key for key, entry in stored().items() if usable(entry)}
    for lesson in originals(spoken()):
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
