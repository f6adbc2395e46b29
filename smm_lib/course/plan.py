"""The teacher's first two pages: the lesson as a table of minutes, and tips. Both are read off the lesson itself.

So the plan has the sections, minutes, charts, board codes and misconceptions that the lesson has now.
"""

import ast
import re
from typing import Any, NamedTuple

from smm_lib.course.editions import expected
from smm_lib.course.exercises import exercises_of
from smm_lib.course.explorers import explorers_of
from smm_lib.course.files import TEACHER, Asked, Book, for_students, tasks_in, title
from smm_lib.language import known, label, say, spoken

SECTION = re.compile(r"^## (.+)\n+\*(?:\w+ )?(\d+) ", re.M)
CODE = re.compile(r"`[0-9A-HJKMNP-TV-Z-]{3,}`")
NAMED = re.compile(r"^[^`]*(?:[”“\":]|\b(?:for|für) [^`]*) ?(?=[^`]*`)")  # words that say which chart a code belongs to
SHORT = 110  # letters of what somebody will say


class Section(NamedTuple):
    """A part of a lesson between two readings of its clock."""

    heading: str
    begins: int  # minute
    headings: tuple[str, ...]  # its own and those inside it
    asks: tuple[Asked, ...]
    controls: tuple[str, ...]


def with_plan(book: Book) -> Book:
    """Return the teacher's edition with the plan on page 1, tips on page 2, and no plan at the end any more.

    A notebook without a clock, such as the start page, stays as it is.
    """
    if not sections(book):
        return book
    pages, own = [_cell("plan", plan(book)), _cell("tips", tips(book))], _written(book)
    return {**book, "cells": [*pages, *(cell for cell in book["cells"] if cell not in own)]}


def _cell(name: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {"tags": [TEACHER, name]}, "source": source}


def sections(book: Book) -> list[Section]:
    """Return the parts of a lesson with what each asks and which controls it moves."""
    found: list[Section] = []
    views: dict[str, tuple[str, ...]] = {}
    for cell in for_students(book)["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            begun = [Section(heading.strip(), int(minute), (), (), ()) for heading, minute in SECTION.findall(text)]
            found += begun
            inside = tuple(heading.strip() for heading in re.findall(r"^#{2,3} (.+)", text, re.M))
            found[-1:] = [one._replace(headings=one.headings + inside) for one in found[-1:]]
        elif found:
            views |= _views(text)
            moved = tuple(name for view in re.findall(r"explore\((\w+)", text) for name in views.get(view, ()))
            last = found[-1]
            found[-1] = last._replace(asks=(*last.asks, *tasks_in(cell)), controls=last.controls + moved)
    return found


def _views(text: str) -> dict[str, tuple[str, ...]]:
    defined = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    return {node.name: tuple(one.arg for one in node.args.args) for node in defined}


def plan(book: Book) -> str:
    """Return the table of minutes: what I do, what they do, which code on the board, what they will say."""
    parts, rows = sections(book), [_row(*(say(f"plan.{name}") for name in ("minutes", "part", "i", "they", "said")))]
    codes, last = _codes(book, parts), book["metadata"]["smm"]["minutes"]
    for part, end in zip(parts, [*(one.begins for one in parts[1:]), last], strict=True):
        said = "<br>".join(f"*{one}*" for task in part.asks[:4] for one in _wrong(task)[:1])  # one page
        board = "<br>".join([*_mine(part), *(f"{say('plan.board')} {code}" for code in codes.get(part.heading, ()))])
        rows.append(_row(f"{part.begins}-{end}", f"**{part.heading}**", board, "<br>".join(_theirs(part)), said))
    head = [f"# {say('plan.title', title=title(book))}", "", rows[0], "|---|---|---|---|---|"]
    return "\n".join([*head, *rows[1:], "", *([say("plan.codes"), ""] if codes else []), *_shorter(book)])


def _shorter(book: Book) -> list[str]:
    """Return the author's line on what fits into 45 and into 90 minutes."""
    return [line for line in _notes(book).split("\n") if re.match(r"[- *]*45[ \u00a0]Min|[- *]*45 min", line)][:1]


def _written(book: Book) -> list[dict[str, Any]]:
    """Return the cells that the author wrote for teachers."""
    own = [cell for cell in book["cells"] if TEACHER in cell["metadata"].get("tags", ())]
    return [cell for cell in own if not cell["id"].endswith("-answer")]


def _notes(book: Book) -> str:
    return "\n\n".join("".join(cell["source"]) for cell in _written(book))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _mine(part: Section) -> list[str]:
    calls = {task.call for task in part.asks}
    kinds: list[str] = [
        name for name in ("predict", "sketch", "check", "claim", "sort", "ask", "goal") if name in calls
    ]
    kinds += ["explore"] if part.controls else []
    return [say(f"plan.i_{name}") for name in kinds or ["tell"]]


def _theirs(part: Section) -> list[str]:
    done = [say("plan.move", names=", ".join(dict.fromkeys(map(label, part.controls))))] if part.controls else []
    for call in dict.fromkeys(task.call for task in part.asks):
        done.append(say(f"plan.they_{call}", count=sum(task.call == call for task in part.asks)))
    return done or [say("plan.listen")]


def _wrong(task: Asked) -> list[str]:
    """Return what is behind wrong answers to a question, each as its first sentence."""
    made = exercises_of(task.lesson, spoken()).get(task.key) if task.call == "check" else None
    given = [line for line in expected(task.call, task.question, made.words if made else {}) if line.startswith("- *")]
    said = [
        re.sub(r"^- \*.*?\* (?:– )?", "", line) for line in given if task.call in ("check", "predict", "sketch", "ask")
    ]
    first = [re.split(r"(?<=[.!?]) ", one)[0] for one in said]
    return [one[0].upper() + one[1:] for one in first if len(one) <= SHORT]


def _codes(book: Book, parts: list[Section]) -> dict[str, list[str]]:
    """Return the board codes of the author's notes by section, each after the heading above the chart that it sets."""
    found: dict[str, list[str]] = {}
    explorers = explorers_of(for_students(book)) if CODE.search(_notes(book)) else []
    for piece in re.split(r"(?<=[`)]), |[;.]\s", _notes(book)):
        code = CODE.search(piece)
        if not code:
            continue
        words = re.sub(r"^.*(?:Board codes|Tafelcodes)[:.*]+(?: for| für)? ?", "", piece.strip(" -\n"), flags=re.S)
        heading = next((one.heading for one in explorers if one.knows(code.group().strip("`"))), "")
        row = next((part.heading for part in parts if heading in part.headings and part.controls), parts[0].heading)
        said = re.sub(NAMED, "", " ".join(words.split()))
        found.setdefault(row, []).append(f"*{heading.rstrip('?')}:* {said}" if heading else said)
    return found


def tips(book: Book) -> str:
    """Return the page of tips: the author's notes, what the controls do, what students get wrong."""
    parts = sections(book)
    controls = dict.fromkeys(name for part in parts for name in part.controls if known(f"help.{name}"))
    wrong = dict.fromkeys(one for part in parts for task in part.asks for one in _wrong(task))
    lines = [f"# {say('plan.tips')}", "", _notes(book), "", f"**{say('plan.controls')}**", ""]
    lines += [f"- *{label(name)}*: {say(f'help.{name}')}" for name in controls]
    lines += _vote(book)
    lines += ["", f"**{say('plan.wrong')}**", "", *(f"- {one}" for one in wrong)]
    return "\n".join(lines)


def _vote(book: Book) -> list[str]:
    """Return how the class votes on a prediction, with the cell to run in the open lesson."""
    calls = [node for cell in book["cells"] if cell["cell_type"] == "code"
             for node in ast.walk(ast.parse("".join(cell["source"]))) if isinstance(node, ast.Call)]  # fmt: skip
    made = [
        f"vote({ast.unparse(call.args[0])}, {ast.unparse(call.args[2])}, of={ast.unparse(word.value)})"
        for call in calls if getattr(call.func, "id", "") == "predict" and len(call.args) > 2
        for word in call.keywords if word.arg == "of"
    ]  # fmt: skip
    if not made:
        return []
    cell = ["```python", "from smm_lib.course.vote import vote", "", *made, "```"]
    return ["", f"**{say('vote.how')}**", "", say("vote.steps"), "", *cell]
