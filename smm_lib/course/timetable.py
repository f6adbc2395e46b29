"""A lesson's parts as its text has them, and when each begins and ends in a class of 45 or 90 minutes."""

import ast
import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from smm_lib.course.explorers import Explorer
from smm_lib.course.files import Asked, Book, for_students, tasks_in, without_links
from smm_lib.course.sketches import SENTENCE
from smm_lib.language import say

SECTION = re.compile(r"^## (.+)\n+\*(?:\w+ )?(\d+) ", re.M)
NUMBER = re.compile(r"^\*\*(\w)\.\*\*", re.M)  # of an exercise
CODE = re.compile(r"`[0-9A-HJKMNP-TV-Z-]{3,}`")
NAMED = re.compile(r"^[^`]*(?:[”“\":]|\b(?:for|für) [^`]*) ?(?=[^`]*`)")  # words that say which chart a code belongs to
LONG = "long"  # the tag of cells for which 45 minutes are too short
TALK = {45: 5, 90: 10}  # minutes to talk and hand in
EXTRA = 20  # at least, for what only 90 minutes have room for
LETTERS = 150  # of what somebody asks or says


class Question(NamedTuple):
    """What a cell asks, with the number of its exercise, or ""."""

    task: Asked
    number: str
    long: bool


class View(NamedTuple):
    """A chart of a section: what to ask about it, what is seen, and whether it is a puzzle."""

    cell: str
    question: str
    finding: str
    puzzle: bool
    long: bool


class Section(NamedTuple):
    """A part of a lesson between two readings of its clock."""

    heading: str
    begins: int  # minute on the lesson's clock
    headings: tuple[str, ...]  # its own and those inside it
    text: str
    asks: tuple[Question, ...] = ()
    controls: tuple[str, ...] = ()
    views: tuple[View, ...] = ()

    def share(self, length: int) -> float:
        """Return how much of it is done in a lesson of 45 or 90 minutes."""
        long = [one.long for one in self.asks] + [one.long for one in self.views]
        return 1 - sum(long) / len(long) if long and length == 45 else 1


def sections(book: Book) -> list[Section]:
    """Return the parts of a lesson with what each asks and which controls it moves."""
    found: list[Section] = []
    arguments: dict[str, list[str]] = {}
    text, cells = "", for_students(book)["cells"]
    for cell, after in itertools.pairwise([*cells, {"cell_type": "", "source": ""}]):
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            text = without_links(source)
            inside = tuple(heading.strip() for heading in re.findall(r"^#{2,3} (.+)", text, re.M))
            begun = [Section(one.strip(), int(minute), (one.strip(),), text) for one, minute in SECTION.findall(text)]
            found += begun
            found[-1:] = [one._replace(headings=one.headings + inside) for one in found[-1:]]
            continue
        parsed = ast.walk(ast.parse(source))
        arguments |= {one.name: [a.arg for a in one.args.args] for one in parsed if isinstance(one, ast.FunctionDef)}
        if not found:
            continue
        last, long = found[-1], LONG in cell["metadata"].get("tags", ())
        asks = [Question(task, (NUMBER.findall(text) or [""])[-1], long) for task in tasks_in(cell)]
        names = [name for view in re.findall(r"explore\((\w+)", source) for name in arguments.get(view, ())]
        seen = "".join(after["source"]) if after["cell_type"] == "markdown" else "#"
        found_here = "" if seen.startswith("#") else seen_in(seen)
        puzzle = "goal=" in source
        views = [View(cell["id"], _asked(text, puzzle=puzzle), found_here, puzzle, long)] if names else []
        found[-1] = last._replace(
            asks=(*last.asks, *asks), controls=(*last.controls, *names), views=(*last.views, *views)
        )
    return found


def _asked(text: str, *, puzzle: bool) -> str:
    """Return what to ask before anything moves: the puzzle's goal, else the text's question, else its first task's."""
    if puzzle:
        goals: list[str] = re.findall(r"(?<!\w)\*\*([^*]+)\*\*", text)
        return max(goals, key=len, default="")
    words = SENTENCE.split(re.sub(r"(?m)^(?:\d+\. |#|\*\d).*$", "", text).replace("\n", " "))
    asked = [one.strip("* ") for one in words if one.strip("* ").endswith("?")]
    first = (re.findall(r"(?m)^\d+\. ([^?]*\?)", text) or [""])[0]
    return asked[-1] if asked else str(first) if len(first) < LETTERS else str(SENTENCE.split(first)[-1])


def seen_in(text: str) -> str:
    """Return the first sentence of a text, if it begins with what was to be seen."""
    body = re.sub(r"^## " + re.escape(say("paper.seen")) + r"\n+(?:\*.+\*\n+)?", "", text)
    first = SENTENCE.split(re.sub(r"^[-*] ", "", body.strip()).split("\n")[0])[0]
    return "" if re.match(r"#|\||\d+\. |\*\*\w+\.|\*\*\w+ \w+\.?\*\*$", body.strip()) or len(first) > LETTERS else first


def minutes(parts: Sequence[Section], last: int, length: int, extra: int = 0) -> list[str]:
    """Return when each part begins and ends in a lesson of 45 or 90 minutes, "–" for one that is left out."""
    ends = [*(one.begins for one in parts[1:]), last]
    weights = [(end - one.begins) * one.share(length) for one, end in zip(parts, ends, strict=True)]
    room = (length - TALK[length] - extra) / sum(weights)
    clock = [round(reached * room) for reached in itertools.accumulate(weights, initial=0)]
    return [
        f"{one}–{two}" if weight else "–" for weight, (one, two) in zip(weights, itertools.pairwise(clock), strict=True)
    ]


def around(parts: Sequence[Section], last: int, extra: str) -> tuple[list[str], int, str]:
    """Return the minutes of the parts in 90 minutes, the place of an extra activity among them, and its minutes.

    It comes before the part that it names, else at the end.
    """
    named = tuple(re.findall("[“„]([^”“]+)[”“]", extra))
    more = max(EXTRA, 90 - TALK[90] - 2 * last) if extra else 0
    at = next((n for n, part in enumerate(parts) if named and part.heading.startswith(named)), len(parts))
    times = minutes(parts, last, 90, more)
    begins = int(times[at].partition("–")[0]) if at < len(parts) else 90 - TALK[90] - more
    later = ["–".join(str(int(minute) + more) for minute in one.split("–")) for one in times[at:]]
    return [*times[:at], *later], at, f"{begins}–{begins + more}"


def board_codes(notes: str, explorers: Sequence[Explorer], parts: list[Section]) -> dict[str, dict[str, list[str]]]:
    """Return the board codes of the author's notes by section, each after the heading above the chart that it sets."""
    found: dict[str, dict[str, list[str]]] = {}
    for piece in re.split(r"(?<=[`)]), |[;.]\s", notes):
        code = CODE.search(piece)
        if not code:
            continue
        words = re.sub(r"^.*(?:Board codes|Tafelcodes)[:.*]+(?: for| für)? ?", "", piece.strip(" -\n"), flags=re.S)
        heading = next((one.heading for one in explorers if one.knows(code.group().strip("`"))), "")
        row = next((part.heading for part in parts if heading in part.headings and part.controls), parts[0].heading)
        said = re.sub(NAMED, "", " ".join(words.split()))
        under = found.setdefault(row, {}).setdefault(heading, [])
        under.append(said if under or not heading else f"*{heading.rstrip('?')}:* {said}")
    return found
