"""The teacher's first two pages: the lesson as a table of minutes, and tips. Both are read off the lesson itself.

So the plan has the sections, charts, board codes, answers and misconceptions that the lesson has now. Its minutes are
those of a class: the lesson's own clock, stretched over 45 or 90 minutes, with time to talk and to hand in.
"""

import ast
import re
from collections.abc import Mapping, Sequence

from smm_lib.course.exercises import exercises_of, expected, number
from smm_lib.course.explorers import Explorer
from smm_lib.course.files import TEACHER, Book, calls_in, text_cell, title
from smm_lib.course.fill import fill
from smm_lib.course.sketches import SENTENCE
from smm_lib.course.timetable import (
    CODE,
    LETTERS,
    TALK,
    Question,
    Section,
    around,
    board_codes,
    minutes,
    sections,
    seen_in,
)
from smm_lib.language import catalogue, known, label, say, spoken

MOST = 4  # controls that are named, of those that move in a part
ALWAYS = 3  # words of the course that no lesson explains
SHORT = 25  # minutes on a lesson's clock that make no lesson in class


def with_plan(book: Book, explorers: Sequence[Explorer], answers: Mapping[str, str]) -> Book:
    """Return the teacher's edition with the plan on page 1, tips on page 2, and no plan at the end any more.

    A notebook that is too short for a lesson, such as the start page, stays as it is.
    """
    if book["metadata"]["smm"].get("minutes", 0) < SHORT:
        return book
    tagged = [cell for cell in book["cells"] if TEACHER in cell["metadata"].get("tags", ())]
    own = [cell for cell in tagged if not cell["id"].endswith("-answer")]
    notes = "\n\n".join("".join(cell["source"]) for cell in own)
    pages = {"plan": plan(book, notes, explorers, answers), "tips": tips(book, notes, explorers, answers)}
    first = [text_cell(page, name, TEACHER, name) for name, page in pages.items()]
    return {**book, "cells": [*first, *(cell for cell in book["cells"] if cell not in own)]}


def plan(book: Book, notes: str, explorers: Sequence[Explorer], answers: Mapping[str, str]) -> str:
    """Return the table of minutes: what I do, what they do, which code on the board, what they will say."""
    parts, clock = sections(book), book["metadata"]["smm"]["minutes"]
    codes, extra = board_codes(notes, explorers, parts), _note(notes, "90")
    long, at, more = around(parts, clock, extra)
    rows = []
    for part, *times in zip(parts, minutes(parts, clock, 45), long, strict=True):
        board = [f"{say('plan.board')} {', '.join(said)}" for said in codes.get(part.heading, {}).values()]
        columns = [*_mine(part), *board], _theirs(part), _listen(part, notes, answers)
        rows.append((*times, f"**{part.heading}**", *map("<br>".join, columns)))
    if extra:
        rows.insert(at, ("–", more, f"**{say('plan.extra')}**", extra, say("plan.join"), say("plan.reason")))
    ends = [f"{length - rest}–{length}" for length, rest in TALK.items()]
    talk = _note(notes, say("plan.discuss")) or say("plan.talk")
    rows.append((*ends, f"**{say('plan.end')}**", talk, say("plan.hand_in"), say("plan.reason")))
    left_out = _left_out(parts)
    return fill("plan.md.j2", title=title(book), rows=rows, clock=clock, left_out=left_out, codes=bool(codes))


def _left_out(parts: Sequence[Section]) -> list[str]:
    """Return what 45 minutes are too short for: whole parts, and exercises of the others."""
    numbers = [one.number for part in parts if part.share(45) for one in part.asks if one.long and one.number]
    exercises = [f"{say('plan.exercises')} {', '.join(numbers)}"] if numbers else []
    return [*(part.heading for part in parts if not part.share(45)), *exercises]


def _note(notes: str, topic: str) -> str:
    """Return what the author's notes say on a topic, such as "90" minutes."""
    found = re.search(rf"^- \*{topic}[^*]*\*:? ?(.+)$", notes, re.M)
    return found[1][0].upper() + found[1][1:] if found else ""


def _mine(part: Section) -> list[str]:
    kinds = {view.question: "puzzle" if view.puzzle else "explore" for view in part.views if view.question}
    told = [say(f"plan.i_{kind}", question=question.replace("*", "")) for question, kind in kinds.items()]
    calls = dict.fromkeys(one.task.call for one in part.asks if one.task.call != "explore")
    told += [say(f"plan.i_{name}") for name in calls]
    return told[:3] or [say("plan.i_tell")]


def _theirs(part: Section) -> list[str]:
    names = [*dict.fromkeys(map(label, part.controls))]
    done = [say("plan.move", names=", ".join(names[:MOST]) + " …" * (len(names) > MOST))] if names else []
    for call in dict.fromkeys(one.task.call for one in part.asks):
        done.append(say(f"plan.they_{call}", count=sum(one.task.call == call for one in part.asks)))
    return done or [say("plan.listen")]


def _listen(part: Section, notes: str, answers: Mapping[str, str]) -> list[str]:
    """Return what to listen for in a part: the answer, one wrong idea each, else what is to be seen; never nothing."""
    asks = sorted(part.asks, key=lambda one: one.long)  # those that 45 minutes have room for
    said = [f"{name} *{ideas[0]}*" for name, ideas in (_told(one, answers) for one in asks) if ideas][:2]
    solved = re.search(rf"{say('plan.puzzle')}: (.+?\.)(?= [A-ZÄÖÜ]|$)", notes, re.M)
    said += [solved[1][0].upper() + solved[1][1:]] if solved and any(view.puzzle for view in part.views) else []
    said += [view.finding for view in part.views if view.finding and not said]
    said += [say("plan.chart")] * bool(not said and part.views and _note(notes, say("plan.charts")))
    return said[:4] or [seen_in(part.text[part.text.index(f"## {part.heading}") :]) or say("plan.reason")]


def _told(one: Question, answers: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the name and answer of a question, and the ideas behind wrong answers, each with the number given."""
    task = one.task
    name = say("plan.exercise", number=one.number) if one.number else say(f"plan.name_{task.call}")
    if task.call == "check":
        made = exercises_of(task.lesson, spoken())[task.key]
        answer = number(made.answer, task.of)
        ideas = [f"{number(n, task.of)}: {_first(made.tells(idea))}" for idea, n in made.misconceptions.items()]
    else:
        answer = answers.get(task.key, "")
        lines = expected(task.call, task.question) if task.call in ("predict", "sketch", "ask", "claim") else []
        right = catalogue(spoken()).get(f"ask.{task.question}.answer")
        answer = say(f"ask.{task.question}.option_{right}") if right and task.call == "ask" else answer
        ideas = [_first(re.sub(r"^- \*(.*?)\*", r"\1", line)) for line in lines if line.startswith("- *")]
        ideas = ideas or [" ".join(SENTENCE.split(line[2:])[:2]) for line in lines if task.call == "claim"]
    return f"**{name}{f': {answer}' if answer else ''}**", [one for one in ideas if len(one) <= LETTERS]


def _first(text: str) -> str:
    return re.split(r"(?<=[.!?]) ", text)[0]


def tips(book: Book, notes: str, explorers: Sequence[Explorer], answers: Mapping[str, str]) -> str:
    """Return the page of tips: the author's notes, what the controls do, answers and the ideas behind wrong ones."""
    parts = sections(book)
    controls = dict.fromkeys(name for part in parts for name in part.controls if known(f"help.{name}"))
    asked = [one for part in parts for one in part.asks if one.task.call in ("predict", "sketch", "check", "ask")]
    told = [_told(one, answers) for one in asked]
    planned = re.compile(rf"- \*(?:90|{say('plan.discuss')})")
    own = "\n".join(line for line in notes.split("\n") if not CODE.search(line) and not planned.match(line)).strip()
    times = ["before", *["real"] * any(one.fetched for one in explorers), "own", "after"]
    page = {"times": times, "notes": own, "controls": controls, "votes": _votes(book), "told": told}
    return fill("tips.md.j2", words=_words(book), **page)


def _words(book: Book) -> list[str]:
    """Return the words of the course that no lesson explains, and others if the lesson has them."""
    lesson = "\n".join(_texts(book)).lower()
    words = [text for key, text in catalogue(spoken()).items() if key.startswith("plan.word_")]
    return words[:ALWAYS] + [text for text in words[ALWAYS:] if text.split("*")[1].lower() in lesson]


def _texts(book: Book) -> list[str]:
    """Return what is read in a lesson: its texts, and what its cells show."""
    shown = [output.get("data", {}) for cell in book["cells"] for output in cell.get("outputs", ())]
    cards = ["".join(one.get(kind, "")) for one in shown for kind in ("text/plain", "text/html")]
    return [*("".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "markdown"), *cards]


def _votes(book: Book) -> list[str]:
    """Return for each prediction the code by which the class votes on it in the open lesson."""
    calls = [call for cell in book["cells"] for call in calls_in(cell) if getattr(call.func, "id", "") == "predict"]
    return [
        f"vote({ast.unparse(call.args[0])}, {ast.unparse(call.args[2])}, of={ast.unparse(word.value)})"
        for call in calls
        for word in call.keywords
        if word.arg == "of"
    ]
