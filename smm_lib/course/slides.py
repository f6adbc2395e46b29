"""A lesson as slides: every heading begins one, question and picture stand side by side, the next key does the task."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from smm_lib.course.explorers import Explorer, as_outputs
from smm_lib.course.files import TEACHER, Book, picture_cell, text_cell
from smm_lib.course.pagination import paginate, split_card
from smm_lib.course.sketches import SENTENCE, apart, tasks_on_paper, without_screen
from smm_lib.language import say
from smm_lib.lesson._frame import LINE

TALL = 500  # pixels that a text beside a picture may take
SIZES = {"huge": 150, "large": 300}  # most letters that a text in these sizes has


class Held(NamedTuple):
    """A step on a slide: its words, and what the next keys bring."""

    words: str
    outputs: list[dict[str, Any]]
    finding: str = ""


def as_slides(book: Book, explorers: Sequence[Explorer], held: Mapping[str, Held]) -> Book:
    """Return the notebook with one step of the lesson per slide: question, chart and finding together.

    The next key does what a task asks for: the picture changes, then the finding appears, then the next task comes.
    What is for teachers becomes notes.

    Args:
        book: an edition for the wall, without code.
        explorers: those of the lesson.
        held: by cell, what stays hidden until the teacher goes on.
    """
    found = {one.cell: one for one in explorers}
    cells = [dict(cell) for cell in book["cells"]]
    slides: list[dict[str, Any]] = []
    heading, rest = "", ""
    for number, cell in enumerate(cells):
        if TEACHER in cell["metadata"].get("tags", ()):
            slides.append(_part(cell, "notes"))
        elif "slideshow" in cell["metadata"]:  # goes on the slide before it
            slides.append(cell)
        elif cell["cell_type"] == "markdown":
            shows = _next(cells, number)
            pages = _texts(cell, found.get(shows.get("id", "")), heading)
            heading = pages[-1].partition("\n")[0] if pages else heading
            beside = _pictures(shows) or shows.get("id") in held
            pages, rest = _last(pages) if beside else (pages, "")
            slides += [_page(page) for page in pages]
        elif cell["id"] in held:
            slides += _pictured(heading, rest, [], [held[cell["id"]]])
        elif outputs := _pictures(cell):
            above = "".join(cells[number - 1]["source"]) if number else ""
            steps = _steps(found.get(cell["id"]), above)
            seen = _finding(cells, number, steps[-1].words if steps else rest)
            slides += _pictured(heading, rest, outputs, [*steps, *seen])
        else:
            slides += _words(cell["outputs"], heading=bool(slides) and _bare(slides[-1]))
    begins = [cell["metadata"]["slideshow"]["slide_type"] == "slide" for cell in slides[1:]] + [True]
    kept = [cell for cell, ends in zip(slides, begins, strict=False) if not (ends and _bare(cell))]
    named = [{**cell, "id": f"slide-{number}"} for number, cell in enumerate(kept)]
    return {**book, "cells": named}


def _bare(cell: Mapping[str, Any]) -> bool:
    """Return whether a slide has nothing but a heading."""
    return bool(re.fullmatch(r"## .+", cell.get("source", "")))


def _texts(cell: dict[str, Any], explorer: Explorer | None, heading: str) -> list[str]:
    """Return a text as slides, without its clock and without the tasks of the explorer below it."""
    text = "".join(cell["source"])
    words = apart(text)[0] if explorer and not explorer.goal else without_screen(text, asks=True)
    return paginate(words, heading=heading)


def _last(pages: list[str]) -> tuple[list[str], str]:
    """Return slides but the last words, and these, which go beside a picture: a paragraph, or at least the question."""
    if not pages:
        return [], ""
    *others, last = pages
    heading, _, body = last.partition("\n")
    if _height(body) <= TALL:
        return others, body.strip()
    *before, end = body.strip().split("\n\n")
    if before and _height(end) <= TALL:
        return [*others, "\n\n".join([heading, *before])], end
    asked = [one for one in SENTENCE.split(body) if one.rstrip("*").endswith("?")]
    return pages, asked[-1].strip() if asked else ""


def _height(text: str) -> float:
    """Return about how many pixels a text takes beside a picture: few letters are large ones."""
    return len(text) * (2.8 if len(text) <= SIZES["huge"] / 1.5 else 2.2 if len(text) <= SIZES["large"] / 1.5 else 1.75)


def _steps(explorer: Explorer | None, above: str) -> list[Held]:
    """Return the tasks of an explorer, each with the picture that it leads to."""
    if explorer is None or explorer.goal:
        return []
    return [
        Held(one.words, as_outputs(explorer.drawn(one.setting)) if one.setting and not explorer.fetched else [])
        for one in tasks_on_paper(apart(above)[1], explorer)
    ]


def _finding(cells: list[dict[str, Any]], number: int, words: str) -> list[Held]:
    """Take the first paragraph that follows a chart out of its text, if it says what was to be seen and has room."""
    following = _next(cells, number)
    if following.get("cell_type") != "markdown":
        return []
    text = without_screen("".join(following["source"]), asks=True)
    heading, _, body = text.partition("\n") if text.startswith("#") else ("", "", text)
    first, *others = re.split(r"\n\s*\n", body.strip())
    first, *items = re.split(r"\n(?=[-*] )", first)
    finding = without_screen(re.sub(r"^[-*] ", "", first))
    told = not heading or heading.strip("# ") == say("paper.seen")
    if not told or not finding or _height(words) + _height(finding) > TALL or re.match(r"#|\||\d+\. |\*\*\d", finding):
        return []
    left = [part for part in ("\n".join(items), *others) if part]
    following["source"] = "\n\n".join([heading, *left]).strip() if left else ""
    return [Held("", [], finding)]


def _pictured(heading: str, words: str, outputs: list[dict[str, Any]], steps: list[Held]) -> list[dict[str, Any]]:
    """Return slides with a picture: its words beside it, then one slide for each step."""
    finding = [one.finding for one in steps if not one.words and not one.outputs]
    steps = [one for one in steps if one.words or one.outputs]
    slides: list[dict[str, Any]] = []
    if not steps or (words and outputs):
        slides += [_page(heading), _outputs(outputs, "picture"), _page(words, "-", "beside")]
    for step in steps:
        said = step.words if outputs else f"{words}\n\n*{step.words}*"
        slides += [_page(heading), _outputs(outputs, "picture"), _page(said, "-", "beside")]
        slides += [_outputs(step.outputs, "picture", kind="fragment")] * bool(step.outputs)
        slides += [_page(step.finding, "fragment", "beside")] * bool(step.finding)
    slides += [_page(text, "fragment", "beside") for text in finding]
    return [one for one in slides if one.get("source") or one.get("outputs")]


def _words(outputs: list[dict[str, Any]], *, heading: bool) -> list[dict[str, Any]]:
    """Return cards and questions as slides; the first goes under a heading that is alone, or under its question."""
    made: list[dict[str, Any]] = []
    for output in outputs:
        shown = output["data"]
        if "text/html" in shown:
            for card in split_card("".join(shown["text/html"])):
                kind = "-" if heading and not made else "slide"
                made.append(_outputs([{**output, "data": {"text/html": card}}], "card", kind))
        elif asked := _asked("".join(shown["text/plain"])):
            made.append(_outputs([{**output, "data": {"text/plain": asked}}], "question", "slide" if made else "-"))
    return made


def _asked(paper: str) -> str:
    """Return a question's own words; its line to write on stays on paper."""
    asked = paper.replace(LINE, "").strip()
    for prompt in ("check.prompt", "predict.prompt", "claim.question"):
        asked = asked.removesuffix(say(prompt)).strip()
    return asked


def _page(text: str, kind: str = "slide", tag: str = "") -> dict[str, Any]:
    """Return a text as a cell; few letters are large ones."""
    narrow = 1.5 if tag else 1
    size = next((name for name, most in SIZES.items() if len(text) <= most / narrow), "long")
    return _part(text_cell(text, "", size, *[tag] * bool(tag)), kind)


def _outputs(outputs: list[dict[str, Any]], tag: str, kind: str = "-") -> dict[str, Any]:
    return _part(picture_cell(outputs, "", tag), kind)


def _part(cell: dict[str, Any], kind: str) -> dict[str, Any]:
    return {**cell, "metadata": {**cell["metadata"], "slideshow": {"slide_type": kind}}}


def _next(cells: list[dict[str, Any]], number: int) -> dict[str, Any]:
    """Return the next cell that the class sees, or nothing."""
    return next((one for one in cells[number + 1 :] if TEACHER not in one["metadata"].get("tags", ())), {})


def _pictures(cell: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [output for output in cell.get("outputs", ()) if "image/png" in output.get("data", {})]
