"""The machine check says what was found, what is needed and what to do."""

import importlib.metadata
import os
import subprocess
import sys

import pandas as pd
import pytest

from smm_lib.course import check
from smm_lib.course.command import main
from smm_lib.language import LANGUAGES, catalogue, speak


def by_name(rows):
    return {row["check"]: row for row in rows}


def test_this_machine_is_ready(tmp_path):
    table = pd.DataFrame(check.machine(tmp_path))
    assert list(table) == ["check", "found", "needed", "ok", "advice"]
    assert table["ok"].all()
    assert set(table["advice"]) == {""}
    assert {"python", "folder", "picture", "altair", "jupyterlab"} <= set(table["check"])


def test_the_browser_edition_brings_its_packages_along_and_only_needs_a_place_for_answers(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert [row["check"] for row in check.machine(tmp_path)] == ["python", "folder"]


def test_an_old_python_is_named(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 1, "final", 0))
    assert check._python() == {
        "check": "python", "found": "3.9.1", "needed": ">=3.11", "ok": False, "advice": "machine.newer_python",
    }  # fmt: skip


@pytest.mark.parametrize(("version", "fine"), [("5.9", False), ("6.1", True), ("7.0", False), (None, False)])
def test_a_package_is_fine_if_its_version_is_in_range(monkeypatch, version, fine):
    def found(_):
        if version is None:
            raise importlib.metadata.PackageNotFoundError
        return version

    monkeypatch.setattr(importlib.metadata, "version", found)
    row = check._package("altair", ">=6.0,<7")
    assert row["ok"] == fine
    assert row["found"] == (version or "")
    assert bool(row["advice"]) != fine


def test_a_folder_that_cannot_hold_answers_is_named(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert by_name(check.machine(tmp_path / "file"))["folder"]["advice"] == "machine.folder_advice"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_becomes_one_line_with_its_advice_in_the_language(tmp_path, language):
    speak(language)
    rows = [*check.machine(tmp_path), check._row("altair", "5.0", ">=6", False, "machine.install")]
    lines = check.sentences(rows)
    assert len(lines) == len(rows)
    assert catalogue(language)["machine.install"] in lines[-1]
    assert ">=6" in lines[-1]


def test_the_command_ends_with_an_error_if_something_is_missing(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    main(["check"])
    assert "PROBLEM" not in capsys.readouterr().out
    monkeypatch.setattr(check, "PROJECT", "smm-course-that-is-not-installed")
    with pytest.raises(SystemExit) as end:
        main(["check"])
    assert end.value.code == 1
    assert "PROBLEM" in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("package", "asked"), [("babel", "report"), ("pandas", "report"), ("jupyterlab", "lab")])
def test_a_missing_package_ends_in_one_sentence_that_says_what_to_do(package, asked, language, tmp_path):
    """Who installed the wheel alone has no JupyterLab, and reads how to get it."""
    command = f"sys.argv = ['smm', {asked!r}]; from smm_lib.__main__ import main; main()"
    code = f"import sys; sys.modules[{package!r}] = None; {command}"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "LANG_COURSE": language},
        capture_output=True, text=True, check=False, encoding="utf-8", cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert package in done.stderr
    assert catalogue(language)["machine.install"] in done.stderr
