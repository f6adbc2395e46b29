"""The student's sheet: one page of a lesson with three charts to sketch on empty axes and three questions."""

import re
from typing import Any

from smm_lib.course.explorers import Explorer, as_outputs, explorers_of
from smm_lib.course.files import Book, picture_cell, text_cell, title
from smm_lib.course.question_bank import NoQuestions
from smm_lib.course.question_bank.asked import calls_of
from smm_lib.course.sketches import Sketch, apart, tasks_on_paper, without_screen
from smm_lib.display import CHART, bundle, to_png
from smm_lib.language import label, say
from smm_lib.lesson._frame import LINE
from smm_lib.lesson.check import Exercise

THREE = 3
LONG = 420  # letters of a question for which a page has room
UNSEEN = {"opacity": 0, "fillOpacity": 0, "strokeOpacity": 0}


def sheet(book: Book, seed: str = "") -> Book:
    """Return one page of a lesson, in the language that is on: charts to sketch, questions with lines to write on.

    Args:
        book: a student's edition of a lesson of the course.
        seed: whose numbers its exercises have.

    Raises:
        NoQuestions: if the lesson has neither, such as the start page.
    """
    asked = [f"**{n}.** {one}\n\n{say('check.prompt')} {LINE}" for n, one in enumerate(_questions(book, seed), 1)]
    if not asked:
        raise NoQuestions(title(book))
    cells = [text_cell(f"# {title(book)}\n\n{say('label.report_name')} {LINE}")]
    for explorer, axes in _charts(explorers_of(book)):
        cells += [picture_cell(axes, "", "axes"), text_cell(_sketch(explorer), "", "sketch")]
    cells.append(text_cell("\n\n".join(asked), "", "questions"))
    return {**book, "cells": [{**cell, "id": f"sheet-{number}"} for number, cell in enumerate(cells)]}


def _charts(explorers: list[Explorer]) -> list[tuple[Explorer, list[dict[str, Any]]]]:
    """Return the empty axes of the charts that have some, the first chart of each explorer before all second ones."""
    found = []
    for number, explorer in enumerate(one for one in explorers if one.controls and not one.goal and _tasks(one)):
        charts = explorer.view()
        for place, chart in enumerate(charts if isinstance(charts, tuple) else (charts,)):
            shown = bundle(chart)
            if _has_axes(shown[CHART]):
                found.append((place, number, explorer, shown))
    found.sort(key=lambda one: one[:2])
    chosen = sorted(found[:THREE], key=lambda one: (one[1], one[0]))
    return [(explorer, as_outputs([(_of(shown), to_png(empty(shown[CHART])))])) for *_, explorer, shown in chosen]


def _tasks(explorer: Explorer) -> list[Sketch]:
    return tasks_on_paper(apart(explorer.text)[1], explorer)


def _of(shown: dict[str, Any]) -> str:
    return str(shown["text/plain"]).partition(". ")[0]


def _has_axes(spec: dict[str, Any]) -> bool:
    """Return whether both directions of a chart have an axis."""
    drawn = [one.get("encoding", {}) for one in (spec, *spec.get("layer", ()))]
    sides = [[one[side] for one in drawn if side in one] for side in ("x", "y")]
    return all(found and all(one.get("axis", 0) is not None for one in found) for found in sides)


def empty(tree: Any) -> Any:  # noqa: ANN401
    """Return a chart's specification with its axes, but without what is drawn on them."""
    if isinstance(tree, list):
        return [empty(branch) for branch in tree]
    if not isinstance(tree, dict):
        return tree
    made = {key: branch if key in ("datasets", "data", "config") else empty(branch) for key, branch in tree.items()}
    if "mark" in made:
        mark = made["mark"] if isinstance(made["mark"], dict) else {"type": made["mark"]}
        made["mark"] = {**mark, **UNSEEN}
    for channel in UNSEEN:
        made.get("encoding", {}).pop(channel, None)
    for channel in ("color", "fill", "shape", "stroke", "strokeDash"):
        if isinstance(made.get("encoding", {}).get(channel), dict):
            made["encoding"][channel]["legend"] = None
    return made


def _sketch(explorer: Explorer) -> str:
    """Return what to sketch: the start first, then what a task changes."""
    settings = "; ".join(f"{label(one.name)}: {one.show(one.default)}" for one in explorer.controls[:THREE])
    tasks = _tasks(explorer)
    task = next((one.words for one in tasks if one.setting), tasks[0].words)
    return "\n\n".join([f"**{explorer.heading}**", say("paper.first", settings=settings), task])


def _questions(book: Book, seed: str) -> list[str]:
    """Return the prediction and two exercises for which there is room."""
    asked: list[str] = []
    for call in sorted(calls_of(book, "predict", "check"), key=lambda one: one.kind != "predict"):
        made = Exercise(call.key, *call.given, seed=seed, **call.named) if call.kind == "check" else None
        text = without_screen((made.asks() if made else "") or call.text, asks=True)
        paragraphs = [part for part in re.split(r"\n\s*\n", text) if not re.match(r"[|#]", part)]
        paragraphs = paragraphs[-1:] if call.kind == "check" else paragraphs  # a prediction tells its numbers before
        kept = next((" ".join(paragraphs[n:]) for n in range(len(paragraphs)) if _fits(paragraphs[n:])), "")
        asked += [kept] if "?" in kept and kept not in asked else []
    return asked[:THREE]


def _fits(paragraphs: list[str]) -> bool:
    return len(" ".join(paragraphs)) <= LONG
