"""The command speaks both languages, and what goes wrong ends in one sentence with nothing lost."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from smm_lib.course import copies, lab
from smm_lib.course.command import main
from smm_lib.course.files import read_book
from smm_lib.language import say
from tests.course.conftest import Course

SMM = [sys.executable, "-m", "smm_lib"]
COMMANDS = ("lab", "copy", "update", "restore", "check", "clear", "export", "report", "collect", "build")


def smm(*words, **options):
    return subprocess.run([*SMM, *words], capture_output=True, text=True, check=False, encoding="utf-8", **options)


def contents(place):
    return {path.relative_to(place): path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("language", "words"), [("en", "Write it like this:"), ("de", "So schreibst du es:")])
@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_given_in_both_languages(capsys, command, language, words):
    with pytest.raises(SystemExit) as end:
        main([*([command] if command else []), "--help", "--lang", language])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert words in said
    assert not {"usage", "optional", "positional", "exit"} & set(said.lower().replace(":", " ").split())
    if command is None:
        assert all(name in said for name in COMMANDS)


@pytest.mark.parametrize(("language", "words"), [("en", "did not understand"), ("de", "nicht verstanden")])
def test_a_slip_is_answered_in_the_language_with_what_can_be_written(capsys, language, words):
    with pytest.raises(SystemExit) as end:
        main(["lba", "--lang", language])
    assert end.value.code == 2
    assert words in capsys.readouterr().err.splitlines()[0]


def test_a_folder_keeps_its_language_until_another_is_asked_for(place, monkeypatch, capsys):
    monkeypatch.setenv("LANG_COURSE", "en")
    main(["copy", str(place), "--lang", "de"])
    main(["update", str(place)])
    assert read_book(place / "01_first.ipynb")["metadata"]["smm"]["language"] == "de"
    assert "neuesten Stand" in capsys.readouterr().out
    main(["copy", str(place), "--lang=en"])
    assert read_book(place / "01_first.ipynb")["metadata"]["smm"]["language"] == "en"


@pytest.mark.parametrize(("language", "words"), [("en", "earlier version"), ("de", "früheren Fassung")])
def test_lessons_of_an_earlier_edition_are_named_with_what_to_do(course, place, capsys, language, words):
    main(["copy", str(place), "--lang", language])
    assert "smm update" not in capsys.readouterr().out
    course.rewrite("02_second", "# Second, better", language)
    main(["copy", str(place)])
    said = capsys.readouterr().out
    assert all(part in said for part in (words, "smm update", "02"))
    assert "01" not in said.partition(words)[2]


@pytest.mark.usefixtures("course")
def test_the_folder_we_are_in_is_meant_if_the_lessons_lie_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    main(["copy"])
    monkeypatch.chdir("my_course")
    Path("01_first.ipynb").unlink()
    main(["update"])
    assert Path("01_first.ipynb").exists()
    assert not Path("my_course").exists()


def test_an_unknown_lesson_is_named(place):
    with pytest.raises(SystemExit) as end:
        main(["restore", "77", str(place)])
    assert "77" in str(end.value.code)
    assert not place.exists()


# -- folders that cannot be written ----------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["lab"], ["copy"], ["update"], ["restore", "05"]])
@pytest.mark.parametrize(("language", "words"), [("en", "a file, not a folder"), ("de", "eine Datei und kein Ordner")])
def test_a_file_in_place_of_the_folder_ends_in_one_sentence(tmp_path, command, language, words):
    blocked = tmp_path / "file"
    blocked.write_text("mine", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main([*command, str(blocked), "--lang", language])
    assert words in str(end.value.code)
    assert blocked.read_text(encoding="utf-8") == "mine"


def test_from_the_terminal_no_traceback_is_seen(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = smm("lab", str(tmp_path / "file" / "x"), "--lang", "de")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows protects no folder this way")
def test_a_read_only_folder_ends_in_one_sentence_and_is_left_as_it_was(monkeypatch):
    with tempfile.TemporaryDirectory() as name:  # everybody may look into this one, unlike pytest's
        home = Path(name)
        home.chmod(0o755)
        course = Course(home / "course")
        monkeypatch.setattr(copies, "folder", lambda _: course.place)
        place = home / "lessons"
        main(["copy", str(place)])
        before = contents(place)
        course.rewrite("01_first", "# First, better")
        for path in (*place.iterdir(), place):
            path.chmod(0o555)
        _as_nobody(lambda: _refused(["update", str(place)]))
        _as_nobody(lambda: _refused(["restore", "01", str(place)]))
        place.chmod(0o755)
        assert contents(place) == before


def _refused(words):
    with pytest.raises(SystemExit) as end:
        main(words)
    assert "may not write" in str(end.value.code)


def _as_nobody(act):
    """Do something without an administrator's rights, who may write anywhere."""
    if os.geteuid() != 0:
        act()
        return
    child = os.fork()
    if child == 0:
        try:
            os.setgid(65534)
            os.setuid(65534)
            act()
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_full_disk_ends_in_one_sentence_and_every_file_is_the_old_or_the_new_one(course, place):
    """A limit on the size of files stands for the disk: the second lesson's new version does not fit."""
    resource = pytest.importorskip("resource")
    main(["copy", str(place)])
    before = contents(place)
    for name in ("01_first", "02_second"):
        course.rewrite(name, "# better " + "x" * (50_000 if "02" in name else 1))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        with pytest.raises(SystemExit) as end:
            main(["update", str(place)])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "disk is full" in str(end.value.code)
    after = contents(place)
    assert after.keys() == before.keys()
    assert after[Path("02_second.ipynb")] == before[Path("02_second.ipynb")]
    assert b"better" in after[Path("01_first.ipynb")]
    main(["update", str(place)])
    assert [one.what for one in copies.update(place, "en")] == ["kept", "kept"]
    assert b"better" in (place / "02_second.ipynb").read_bytes()


# -- odd files, odd words --------------------------------------------------------------------------------------------


def _deep(path):
    path.write_text("[" * 200_000, encoding="utf-8")


def _null(path):
    path.write_text('{"metadata": null, "cells": [], "nbformat": 4}', encoding="utf-8")


def _cells(path):
    path.write_text('{"metadata": {"smm": {}}, "cells": [null, "x", {"metadata": null}]}', encoding="utf-8")


def _empty(path):
    path.write_bytes(b"")


def _pipe(path):
    os.mkfifo(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes of this kind")
@pytest.mark.parametrize("make", [_deep, _null, _cells, _empty, _pipe])
@pytest.mark.usefixtures("course")
def test_a_notebook_that_is_none_ends_no_command_and_gets_a_fresh_one_beside_it(place, make, capsys):
    main(["copy", str(place)])
    (place / "01_first.ipynb").unlink()
    make(place / "01_first.ipynb")
    capsys.readouterr()
    main(["update", str(place)])
    assert say("course.broken", lesson="01_first", name="01_first_new.ipynb") in capsys.readouterr().out
    assert read_book(place / "01_first_new.ipynb")["cells"]
    for command in (["copy"], ["update"], ["clear", "--yes"], ["restore", "01"]):
        main([command[0], *command[1:], str(place)])
    assert not (place / "01_first.ipynb").is_file() or make is not _pipe


@pytest.mark.usefixtures("course")
@pytest.mark.parametrize("lesson", ["", " ", "-1", "../../etc", "99", "\0", "é" * 5000])
def test_restore_of_nothing_is_a_sentence(place, lesson):
    with pytest.raises(SystemExit) as end:
        main(["restore", lesson, str(place)])
    assert "There is no lesson" in str(end.value.code)
    assert not place.exists()


def test_what_nobody_foresaw_ends_in_a_sentence(place, monkeypatch):
    monkeypatch.setattr(copies, "copy_lessons", lambda *_: 1 / 0)
    with pytest.raises(SystemExit) as end:
        main(["copy", str(place)])
    assert str(end.value.code).startswith("Something unexpected")
    assert "ZeroDivisionError" in str(end.value.code)


def test_a_full_disk_is_said_with_the_folder_that_is_full(place, tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    (tmp_path / "my_answers.json").write_text('{"05_a.q": {"verdict": "holds"}}', encoding="utf-8")
    for words in (["copy", str(place)], ["report", str(tmp_path)]):
        with pytest.raises(SystemExit) as end:
            main(words)
        assert say("files.full") in str(end.value.code)
        assert str(words[1]) in str(end.value.code)
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith((".", "report"))]


def test_help_comes_without_loading_tables_charts_or_controls():
    """A command that only copies files or says how it is written starts at once."""
    heavy = "{'pandas', 'numpy', 'altair', 'ipywidgets', 'nbconvert'}"
    code = f"import sys, smm_lib.course.command as c; c.parser().format_help(); print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_the_list_of_files_is_closed_at_the_first_start_and_later_as_it_was_left(tmp_path):
    from jupyterlab.labapp import LabWorkspaceExportApp

    app = LabWorkspaceExportApp(workspaces_dir=str(tmp_path / "workspaces"))
    app.initialize([])
    kept = app.manager  # what JupyterLab itself reads and writes workspaces with
    lab.close_list_once(kept.workspaces_dir)
    first = kept.load(lab.WORKSPACE)
    assert first["data"]["layout-restorer:data"]["left"]["collapsed"] is True
    opened = {"data": {"layout-restorer:data": {"left": {"collapsed": False}}}, "metadata": first["metadata"]}
    kept.save(lab.WORKSPACE, json.dumps(opened))
    lab.close_list_once(kept.workspaces_dir)
    assert kept.load(lab.WORKSPACE)["data"] == opened["data"]


def test_a_folder_that_takes_no_workspace_does_not_keep_a_lesson_from_opening(tmp_path):
    (tmp_path / "file").write_text("in the way")
    lab.close_list_once(tmp_path / "file" / "workspaces")
    assert (tmp_path / "file").read_text() == "in the way"
