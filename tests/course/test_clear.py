"""Clearing deletes outputs and answers after naming them, and nothing else."""

import io
import json

import pytest

from smm_lib.course import copies
from smm_lib.course.clear import clear, traces
from smm_lib.course.command import main
from smm_lib.course.files import fingerprint_of, read_book
from tests.course.conftest import code


@pytest.fixture
def used(place):
    """A folder somebody worked in, with a notebook and notes of their own."""
    copies.copy_lessons(place, "en")
    (place / "my_answers.json").write_text('{"01_first.q": {"guess": 1}}', encoding="utf-8")
    (place / "my_answers_unreadable_1.json").write_text("{", encoding="utf-8")
    (place / ".ipynb_checkpoints").mkdir()
    (place / ".ipynb_checkpoints" / "01_first-checkpoint.ipynb").write_bytes((place / "01_first.ipynb").read_bytes())
    own = {"cells": [code("mine", outputs=[])], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (place / "own.ipynb").write_text(json.dumps(own), encoding="utf-8")
    (place / "notes.txt").write_text("mine", encoding="utf-8")
    return place


def test_what_is_found_is_named_and_nothing_else_is_touched(used):
    found = traces(used)
    assert [path.name for path in found.lessons] == ["01_first.ipynb", "02_second.ipynb"]
    assert [path.name for path in found.files] == [
        "my_answers.json", "my_answers_unreadable_1.json", "01_first-checkpoint.ipynb",
    ]  # fmt: skip
    own, wrote = (used / "own.ipynb").read_bytes(), fingerprint_of(used / "01_first.ipynb")
    clear(found)
    assert not any(traces(used))
    assert (used / "own.ipynb").read_bytes() == own
    assert (used / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert fingerprint_of(used / "01_first.ipynb") == wrote
    assert all(c["outputs"] == [] for c in read_book(used / "01_first.ipynb")["cells"] if c["cell_type"] == "code")


@pytest.mark.parametrize(("language", "typed", "gone"), [
    ("en", "yes\n", True), ("en", "no\n", False), ("en", "\n", False), ("en", "", False), ("de", "ja\n", True),
    ("de", "nein\n", False),
])  # fmt: skip
def test_nothing_is_deleted_unless_the_learner_agrees(used, monkeypatch, capsys, language, typed, gone):
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    main(["clear", str(used), "--lang", language])
    assert (not (used / "my_answers.json").exists()) == gone
    said = capsys.readouterr().out
    assert said.index("my_answers.json") < said.index("?")
    assert "01_first.ipynb" in said


def test_with_yes_nobody_is_asked_and_a_second_time_there_is_nothing_to_do(used, capsys):
    main(["clear", str(used), "--yes"])
    assert not (used / "my_answers.json").exists()
    main(["clear", str(used), "--yes"])
    assert "no outputs and no answers" in capsys.readouterr().out
