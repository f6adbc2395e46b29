"""The editions of a lesson: the student's, the teacher's with expected answers, and what goes on paper or a wall.

The worked solutions are not in the notebooks but in the catalogues, as the lessons themselves say them; the teacher's
edition puts them under each exercise.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from smm_lib.course.exercises import exercises_in, expected, number
from smm_lib.course.explorers import Explorer, as_outputs, explorers_of
from smm_lib.course.files import TEACHER, Book, Impossible, for_students, tasks_in, text_cell
from smm_lib.course.plan import with_plan
from smm_lib.course.question_bank.asked import Call, calls_of, charts_of, pictures_of
from smm_lib.course.slides import Held
from smm_lib.display import alt
from smm_lib.language import catalogue, label, say, spoken
from smm_lib.lesson.check import Exercise
from smm_lib.lesson.predict import Prediction
from smm_lib.lesson.sketch import Sketch


def edition(book: Book, reader: str, seed: str = "") -> Book:
    """Return the edition of a notebook for "student" or "teacher", in the language that is on.

    Args:
        book: a lesson of the course.
        reader: "student" or "teacher".
        seed: whose numbers its exercises have, see `answers.seed_of`; "" for the course's own.
    """
    made = exercises_in([book], seed) if seed or reader == "teacher" else {}
    book = with_numbers(book, made) if seed else book
    if reader == "student":
        return for_students(book)
    answers, explorers = answers_in(book), explorers_of(for_students(book))
    return with_plan(with_solutions(book, made, answers, explorers), explorers, answers)


def for_the_wall(book: Book, reader: str, lesson: str, way: str = "") -> Book:
    """Return what slides are made of: the student's edition; for teachers with answers as notes, and the live lesson.

    Args:
        book: a lesson.
        reader: "student" or "teacher".
        lesson: its name, such as "05_word_of_mouth".
        way: where students start the lesson, see `way_in`.
    """
    teacher = reader == "teacher"
    seen = for_students(book)
    first, *others = (with_solutions(seen) if teacher else seen)["cells"]
    said = "\n\n".join([way] * bool(way) + [say("export.live", lesson=lesson)] * teacher)
    live = {**text_cell(said, "live"), "metadata": {"slideshow": {"slide_type": "-"}}}
    return {**book, "cells": [first, *[live] * bool(said), *others]}


def way_in(lesson: str, address: str) -> str:
    """Return the link by which students start a lesson, and its QR code, as Markdown; "" without an address.

    Args:
        lesson: its name.
        address: where the course's site stands, as given to `make site`.

    Raises:
        Impossible: if nobody could open or scan such an address.
    """
    if not address:
        return ""
    if not re.fullmatch(r"https?://[^\s/()<>\"]+[^\s()<>\"]*", address):
        raise Impossible(say("export.no_address", address=address))
    import segno

    link = f"{address.rstrip('/')}/try/lab/index.html?path={spoken()}/{lesson}.ipynb"
    code = segno.make(link).png_data_uri(scale=6, border=2)
    return f"{say('export.start')} <{link}>\n\n![QR]({code})"


def with_way_in(book: Book, way: str) -> Book:
    """Return the notebook with the way in under its first heading."""
    first, *others = book["cells"]
    heading, _, rest = "".join(first["source"]).partition("\n")
    return {**book, "cells": [{**first, "source": f"{heading}\n\n{way}\n\n{rest.strip()}"}, *others]} if way else book


def _guessed(book: Book) -> list[tuple[Call, Prediction | Sketch]]:
    """Return what the learner predicts in a lesson: numbers and drawn curves."""
    kinds: dict[str, Callable[..., Prediction | Sketch]] = {"predict": Prediction, "sketch": Sketch}
    return [(call, kinds[call.kind](call.key, *call.given, **call.named)) for call in calls_of(book, *kinds)]


def _answer(made: Prediction | Sketch) -> str:
    """Return the answer to a prediction, computed as its chart is; of a curve its height at each point."""
    if isinstance(made, Prediction):
        return number(made.answer, made.of)
    heights = zip(made.at, np.interp(made.at, made.truth[made.x], made.truth[made.of]), strict=True)
    return "; ".join(f"{label(made.x)} {number(at, made.x)}: {number(height, made.of)}" for at, height in heights)


def _whole(made: Sketch) -> alt.LayerChart:
    """Return the chart of a curve that is to be drawn, with the model's curve alone."""
    across = (float(made.truth[made.x].min()), float(made.truth[made.x].max()))
    curve = made.truth[[made.x, made.of]].assign(curve="the_model")
    return made.draw(curve, made.x, made.of, domain=made.domain, split="curve", across=across, knots=made.at)


def answers_in(book: Book) -> dict[str, str]:
    """Return the answers to a lesson's predictions by their keys."""
    return {call.key: _answer(made) for call, made in _guessed(book)}


def answers_held(book: Book) -> dict[str, Held]:
    """Return by cell what a teacher's slides hold back until all have locked in: a prediction's answer and chart."""
    held = {}
    named = {label("your_guess"): say("label.report_answer")}
    for call, made in _guessed(book):
        drawn = made.reveal(made.answer) if isinstance(made, Prediction) else _whole(made)
        asked = say("slides.hold" if isinstance(made, Prediction) else "slides.draw")
        words = f"**{say('label.report_answer')}: {_answer(made)}**"
        held[call.cell] = Held(asked, as_outputs(pictures_of(drawn, named)), words)
    return held


def with_numbers(book: Book, made: Mapping[str, Exercise]) -> Book:
    """Return the notebook with the numbers of these exercises in what it shows where no Python runs."""
    cells = []
    for cell in book["cells"]:
        asked = [made[task.key] for task in tasks_in(cell) if task.key in made]
        outputs = [_with_words(*pair) for pair in zip(cell.get("outputs", ()), asked, strict=False)]
        cells.append({**cell, "outputs": outputs} if outputs else cell)
    return {**book, "cells": cells}


def _with_words(output: dict[str, Any], made: Exercise) -> dict[str, Any]:
    shown = {**output["data"], "text/plain": made.asleep()}
    return {**output, "data": shown, "metadata": {**output["metadata"], "smm": {"paper": made.on_paper()}}}


def with_solutions(
    book: Book,
    made: Mapping[str, Exercise] | None = None,
    answers: Mapping[str, str] | None = None,
    explorers: Sequence[Explorer] = (),
) -> Book:
    """Return the notebook with what its author expects, tagged "teacher", under every cell that asks something."""
    made = exercises_in([book]) if made is None else made
    answers = answers_in(book) if answers is None else answers
    seen = {one.cell: one for one in explorers}
    cells: list[dict[str, Any]] = []
    for cell in book["cells"]:
        cells.append(cell)
        asked = [(t.call, t.question, made[t.key].words if t.key in made else {}) for t in tasks_in(cell)]
        lines = expected(*asked[0]) if len(asked) == 1 else [line for task in asked for line in _under_its_words(*task)]
        lines = [f"- **{answers[task.key]}**" for task in tasks_in(cell) if task.key in answers] + lines
        lines += shown_by(seen[cell["id"]]) if cell["id"] in seen else []
        if lines:
            note = "\n".join([f"**{say('export.expected')}**", "", *lines])
            cells.append(text_cell(note, f"{cell['id'][:50]}-answer", TEACHER))
    return {**book, "cells": cells}


def shown_by(explorer: Explorer) -> list[str]:
    """Return what the chart shows after each task of its list, as its description for screen readers says it."""
    state, lines = {one.name: one.default for one in explorer.controls}, []
    for place, asked in enumerate([] if explorer.fetched or explorer.goal else explorer.tasks, 1):
        state |= asked
        named = [one for one in explorer.controls if one.name in asked]
        moved = "; ".join(f"*{label(one.name)}* {one.show(asked[one.name])}" for one in named)
        told = " ".join(one.description for one in charts_of(explorer.view(**state)))
        lines.append(f"{place}. {moved}{': ' * bool(moved)}{told}")
    return lines


def _under_its_words(kind: str, question: str, words: Mapping[str, str]) -> list[str]:
    """Return what is expected under the words of the question itself: of several in a cell it must be clear which."""
    known = catalogue(spoken())
    asked = known.get(f"{kind}.{question}.question") or known.get(f"{kind}.{question}.says", question)
    return [f"*{asked}*", "", *expected(kind, question, words), ""]
