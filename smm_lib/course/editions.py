"""The editions of a lesson: the student's, the teacher's with expected answers, and what goes on paper or a wall.

The worked solutions are not in the notebooks but in the catalogues, as the lessons themselves say them; the teacher's
edition puts them under each exercise.
"""

from typing import Any

from smm_lib.course.files import TEACHER, Book, for_students, tasks_in
from smm_lib.language import catalogue, say, spoken

PARTS = ("right", "hint", "solution")


def edition(book: Book, reader: str) -> Book:
    """Return the edition of a notebook for "student" or "teacher", in the language that is on."""
    from smm_lib.course.plan import with_plan

    return for_students(book) if reader == "student" else with_plan(with_solutions(book))


def for_the_wall(book: Book, reader: str, lesson: str) -> Book:
    """Return what slides are made of: the student's edition; for teachers with answers as notes, and the live lesson.

    Args:
        book: a lesson.
        reader: "student" or "teacher".
        lesson: its name, such as "05_word_of_mouth".
    """
    if reader == "student":
        return for_students(book)
    first, *others = with_solutions(for_students(book))["cells"]
    live = {"cell_type": "markdown", "id": "live", "metadata": {"slideshow": {"slide_type": "-"}}}
    return {**book, "cells": [first, {**live, "source": say("export.live", lesson=lesson)}, *others]}


def with_solutions(book: Book) -> Book:
    """Return the notebook with what its author expects, tagged "teacher", under every cell that asks something."""
    cells: list[dict[str, Any]] = []
    for cell in book["cells"]:
        cells.append(cell)
        asked = [(task.call, task.question) for task in tasks_in(cell)]
        lines = expected(*asked[0]) if len(asked) == 1 else [line for task in asked for line in _under_its_words(*task)]
        if lines:
            note = {"cell_type": "markdown", "id": f"{cell['id'][:50]}-answer", "metadata": {"tags": [TEACHER]}}
            cells.append({**note, "source": "\n".join([f"**{say('export.expected')}**", "", *lines])})
    return {**book, "cells": cells}


def expected(kind: str, question: str) -> list[str]:
    """Return, as a list in Markdown, the answer to a question and what is behind other answers.

    Args:
        kind: how it is asked: "check", "predict", "ask", "sort" or "claim".
        question: its name in the catalogue.

    >>> expected("check", "ratio")[0]
    '- Good: 1,000 × 0.9 × 4.5 = 4,050. Bad: 1,000 × 0.1 × 10 = 1,000. 4,050 / 1,000 = 4.05.'
    """
    messages = {
        key.removeprefix(f"{kind}.{question}."): text
        for key, text in catalogue(spoken()).items()
        if key.startswith(f"{kind}.{question}.")
    }
    if kind == "claim":
        return [f"- {say('claim.' + messages['ours'])}. {messages['verdict']}"] if "ours" in messages else []
    if kind == "ask" and "answer" in messages:
        right = messages[f"option_{messages['answer']}"]
        ideas = [f"- *{messages[key[:-4]]}* – {text}" for key, text in messages.items() if key.endswith("_why")]
        return [f"- {right} {messages.get('why', '')}", *ideas]
    solution = [f"- {messages['solution']}"] if "solution" in messages else []
    sides = {"low": say("export.too_low"), "high": say("export.too_high")} if kind == "predict" else {}
    others = {name: text for name, text in messages.items() if name not in PARTS}
    return [*solution, *(f"- *{sides.get(name, say('export.instead'))}* {text}" for name, text in others.items())]


def _under_its_words(kind: str, question: str) -> list[str]:
    """Return what is expected under the words of the question itself: of several in a cell it must be clear which."""
    words = catalogue(spoken())
    asked = words.get(f"{kind}.{question}.question") or words.get(f"{kind}.{question}.says", question)
    return [f"*{asked}*", "", *expected(kind, question), ""]


def on_paper(book: Book) -> Book:
    """Return the notebook as a handout shows it: pictures and texts, lines to write on, neither code nor controls."""
    cells = [cell | {"outputs": _printed(cell["outputs"])} if "outputs" in cell else cell for cell in book["cells"]]
    return {**book, "cells": [cell for cell in cells if cell["cell_type"] == "markdown" or cell.get("outputs")]}


def _printed(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep pictures and pages; of controls what they say of themselves on paper; of texts what no picture shows."""
    pictures = any("image/png" in output.get("data", {}) for output in outputs)
    printed = []
    for output in outputs:
        data, paper = output.get("data", {}), output.get("metadata", {}).get("smm", {}).get("paper")
        if "image/png" in data or "text/html" in data:
            printed.append(output)
            continue
        text = "" if pictures and paper is None else "".join(data.get("text/plain", "") or output.get("text", ""))
        if shown := text.strip() if paper is None else paper:
            printed.append({"output_type": "display_data", "metadata": {}, "data": {"text/plain": shown}})
    return printed
