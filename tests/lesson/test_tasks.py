"""Tasks that tick themselves, as far as Python is concerned; their words are the list in the text above."""

import ast
import itertools
import json
import re

import pytest

from smm_lib.files import folder
from tests.lesson.test_explore import displayed, view

TASKS = [{"satisfied": 0.5}, {"talking": 0.8, "band": False}, {"satisfied": 0.9}]


def state(explorer):
    return explorer.frame.task, explorer.frame.tasks_done


def test_a_task_is_ticked_when_all_its_controls_are_set_and_the_next_one_comes():
    explorer = displayed(view, tasks=TASKS)
    assert explorer.frame.task_words == ["Task 1 of 3", "Task 2 of 3", "Task 3 of 3"]
    explorer.move(satisfied=0.6)
    assert state(explorer) == (0, [])
    explorer.move(satisfied=0.5)
    assert state(explorer) == (1, [0])
    explorer.move(talking=0.8)
    assert state(explorer) == (1, [0])
    explorer.move(band=False)
    assert state(explorer) == (2, [0, 1])
    explorer.move(satisfied=0.9)
    assert state(explorer) == (2, [0, 1, 2])


def test_a_page_that_loaded_late_is_told_again_what_changes_but_not_the_page_itself(monkeypatch):
    told = []
    frame = displayed(view, tasks=TASKS).frame
    monkeypatch.setattr(type(frame), "send_state", lambda _, names: told.append(names))
    for message in ({"loaded": True}, {"loaded": 1.5}, {}, None, "loaded"):
        frame._handle_custom_msg(message, [])
    assert len(told) == 1
    assert {"task_words", "tasks_done", "touch", "live"} <= told[0]
    assert not {"_esm", "looks"} & told[0]


def test_a_setting_ticks_only_the_task_in_sight():
    explorer = displayed(view, tasks=TASKS)
    explorer.move(talking=0.8, band=False)
    assert state(explorer) == (0, [])
    explorer.frame.task = 1  # the learner turned to it
    explorer.move(satisfied=0.4)
    assert state(explorer) == (2, [1])
    explorer.move(satisfied=0.9)
    assert state(explorer) == (0, [1, 2])


def test_a_mere_question_is_ticked_when_the_learner_turns_on():
    explorer = displayed(view, tasks=[{}, {"satisfied": 0.5}])
    explorer.move(satisfied=0.5)
    assert state(explorer) == (0, [])
    explorer.frame.task = 1
    assert state(explorer) == (1, [0])


def test_without_tasks_nothing_is_told():
    explorer = displayed(view)
    explorer.move(satisfied=0.5)
    assert explorer.frame.task_words == []
    assert state(explorer) == (0, [])


def tasks_of(path):
    """For every explorer with tasks: how many, and the text above it."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for above, cell in itertools.pairwise(cells):
        if cell["cell_type"] == "code":
            calls = [n for n in ast.walk(ast.parse("".join(cell["source"]))) if isinstance(n, ast.Call)]
            given = [word.value for call in calls for word in call.keywords if word.arg == "tasks"]
            yield from ((len(tasks.elts), "".join(above["source"])) for tasks in given)


@pytest.mark.parametrize(
    "path", sorted(folder("notebooks").glob("*/*.ipynb")), ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_every_task_of_an_explorer_is_a_line_of_the_last_list_in_the_text_above(path):
    for number, text in tasks_of(path):
        lines = [int(line) for line in re.findall(r"^(\d+)\. ", text, re.M)]
        before, last = lines[:-number], lines[-number:]
        assert last == list(range(last[0], last[0] + number))  # a list may go on from the cell before
        assert not before or before[-1] + 1 != last[0]
