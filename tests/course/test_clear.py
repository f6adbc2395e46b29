"""Clearing deletes outputs and answers after naming them, and nothing else."""

import io
import json
import os
from pathlib import Path

import pytest

from smm_lib.course import copies
from smm_lib.course.clear import clear, traces
from smm_lib.course.command import main
from smm_lib.course.files import fingerprint_of, read_book
from smm_lib.course.report import write_report
from smm_lib.language import say, speak
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
    assert "no outputs, answers" in capsys.readouterr().out


# -- everything personal, everywhere ---------------------------------------------------------------------------------

MARK = "Zarathustra"


@pytest.fixture
def marked(used):
    """A folder with a mark in every place where the course leaves something of the learner."""
    (used / "my_answers.json").write_text(json.dumps({"01_first.q": {"text": MARK, "verdict": "x"}}), encoding="utf-8")
    speak("de")
    write_report(used, MARK)
    speak("en")
    old = "\ufeffName,Lesson,Question,Kind,Entered\r\n" + MARK
    (used / f"report_old_{MARK}.csv").write_text(old, encoding="utf-8")
    for name in ("key_figures.csv", "kennzahlen_2.svg", ".my_answers_x1.tmp", ".smm_ab12.tmp", ".my_answers.lock"):
        (used / name).write_text(MARK, encoding="utf-8")
    book = read_book(used / "01_first.ipynb")
    book["metadata"]["widgets"] = book["metadata"]["author"] = {"state": MARK}
    book["cells"][1]["metadata"] = {"execution": MARK, "jupyter": {"source_hidden": True, "by": MARK}, "tags": ["keep"]}
    (used / "01_first.ipynb").write_text(json.dumps(book), encoding="utf-8")
    deeper = used / "copies" / "of May"
    for path in (*used.glob("*.json"), *used.glob("*.csv"), used / "01_first.ipynb"):
        for folder in (deeper, used / ".ipynb_checkpoints"):
            folder.mkdir(parents=True, exist_ok=True)
            name = path.name if folder == deeper else f"{path.stem}-checkpoint{path.suffix}"
            (folder / name).write_bytes(path.read_bytes())
    return used


def test_after_clearing_no_file_holds_a_mark_of_the_learner_and_each_was_named_before(marked, capsys):
    for name in ("report_on_dogs.csv", "report.txt", "data.json"):
        (marked / name).write_text("mine", encoding="utf-8")
    before = {path for path in marked.rglob("*") if path.is_file() and MARK in path.read_text(encoding="utf-8")}
    main(["clear", str(marked), "--yes"])
    said = capsys.readouterr().out
    assert len(before) > 20
    assert all(str(path.relative_to(marked)) in said for path in before)
    left = [path for path in marked.rglob("*") if path.is_file()]
    assert not [path for path in left if MARK in path.read_text(encoding="utf-8") or MARK in path.name]
    assert {"report_on_dogs.csv", "report.txt", "data.json", "notes.txt", "own.ipynb"} <= {path.name for path in left}
    assert read_book(marked / "01_first.ipynb")["cells"][1]["metadata"] == {
        "jupyter": {"source_hidden": True}, "tags": ["keep"],
    }  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="Windows protects links")
def test_no_link_is_followed_and_what_cannot_be_read_is_named_and_left(used, tmp_path, capsys):
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    (outside / "lesson.ipynb").write_bytes((used / "01_first.ipynb").read_bytes())
    (outside / "my_answers.json").write_text("{}", encoding="utf-8")
    before = {path: path.read_bytes() for path in outside.iterdir()}
    (used / "01_first.ipynb").unlink()
    (used / "my_answers.json").unlink()
    (used / "01_first.ipynb").symlink_to(outside / "lesson.ipynb")
    (used / "my_answers.json").symlink_to(outside / "my_answers.json")
    (used / "folder").symlink_to(outside, target_is_directory=True)
    (used / "02_second.ipynb").write_text('{"metadata": null, "cells": []}', encoding="utf-8")
    (used / "02_second_new.ipynb").write_text("[" * 200_000, encoding="utf-8")
    os.mkfifo(used / "02_second_2.ipynb")
    main(["clear", str(used), "--yes"])
    said = capsys.readouterr().out
    assert {path: path.read_bytes() for path in outside.iterdir()} == before
    for name in ("01_first.ipynb", "my_answers.json", "02_second.ipynb", "02_second_new.ipynb", "02_second_2.ipynb"):
        assert say("clear.untouched", name=name) in said
    assert (used / "01_first.ipynb").is_symlink()
    assert (used / "my_answers.json").is_symlink()


def test_a_full_disk_does_not_keep_anything_from_being_deleted(marked, monkeypatch):
    def full(_):
        raise OSError(28, "No space left on device")

    wrote = fingerprint_of(marked / "01_first.ipynb")
    monkeypatch.setattr(os, "fsync", full)
    main(["clear", str(marked), "--yes"])
    assert not any(MARK in path.read_text(encoding="utf-8") for path in marked.rglob("*") if path.is_file())
    assert fingerprint_of(marked / "01_first.ipynb") == wrote


def test_what_cannot_be_deleted_is_said_and_the_rest_is_deleted(used, monkeypatch, capsys):
    unlink = Path.unlink

    def locked(path, **options):
        if path.name == "my_answers.json":
            raise PermissionError(13, "Permission denied")
        unlink(path, **options)

    monkeypatch.setattr(Path, "unlink", locked)
    with pytest.raises(SystemExit):
        main(["clear", str(used), "--yes"])
    assert say("clear.failed", name="my_answers.json", reason=say("files.read_only")) in capsys.readouterr().out
    assert not (used / "my_answers_unreadable_1.json").exists()
