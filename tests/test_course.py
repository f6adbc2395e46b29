"""The command `smm`: it copies lessons without touching what is there, and stores outputs the same way each time."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from smm_lib import course
from smm_lib.data import folder
from smm_lib.display import CHART
from smm_lib.language import LANGUAGES

SMM = [sys.executable, "-m", "smm_lib"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lessons_are_copied_into_an_empty_folder(tmp_path, language):
    place = tmp_path / "Mein Kurs äöü"
    assert course.copy_lessons(place, language) == 0
    originals = sorted((folder("notebooks") / language).glob("*.ipynb"))
    assert [path.read_bytes() for path in sorted(place.iterdir())] == [path.read_bytes() for path in originals]


def test_what_a_learner_changed_is_never_touched(tmp_path):
    course.copy_lessons(tmp_path, "en")
    mine = tmp_path / "05_word_of_mouth.ipynb"
    mine.write_text("my own work", encoding="utf-8")
    (tmp_path / "index.ipynb").unlink()
    kept = course.copy_lessons(tmp_path, "de")
    assert kept == len(list(tmp_path.iterdir())) - 1
    assert mine.read_text(encoding="utf-8") == "my own work"
    assert json.loads((tmp_path / "index.ipynb").read_text(encoding="utf-8"))["metadata"]["smm"]["language"] == "de"


@pytest.mark.skipif(os.name == "nt", reason="Windows protects no folder this way")
def test_a_folder_that_cannot_be_written_ends_in_one_sentence(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    done = subprocess.run(
        [*SMM, "lab", str(blocked / "x"), "--lang", "de"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_help_is_given_in_the_terminal():
    done = subprocess.run([*SMM, "--help"], capture_output=True, text=True, check=True)
    assert "lab" in done.stdout
    assert "build" in done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A lesson with other numbers in one stored chart, built anew."""
    path = tmp_path_factory.mktemp("build") / "05_word_of_mouth.ipynb"
    shutil.copyfile(folder("notebooks") / "en" / path.name, path)
    course.build_notebook(path)
    return path


def test_building_a_lesson_twice_changes_nothing(built):
    original = folder("notebooks") / "en" / built.name
    assert json.loads(built.read_text(encoding="utf-8")) == json.loads(original.read_text(encoding="utf-8"))


def test_a_built_lesson_carries_pictures_and_no_sleeping_widgets(built):
    outputs = [
        o.get("data", {}) for c in json.loads(built.read_text(encoding="utf-8"))["cells"] for o in c.get("outputs", [])
    ]
    charts = [data for data in outputs if CHART in data]
    assert len(charts) == 5
    assert all(len(data["image/png"]) > 5000 for data in charts)
    assert not any(course.WIDGET in data for data in outputs)
    assert built.stat().st_size < 1_000_000


def test_a_build_leaves_no_answers_behind(built):
    assert [path.name for path in built.parent.iterdir()] == [built.name]


def test_the_wheel_carries_lessons_data_and_settings(tmp_path):
    root = Path(__file__).resolve().parent.parent
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=root, check=True, capture_output=True,
    )  # fmt: skip
    import zipfile

    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    for end in (
        "smm_lib/_files/notebooks/de/05_word_of_mouth.ipynb", "smm_lib/_files/data/word_of_mouth_studies.csv",
        "share/jupyter/lab/settings/overrides.d/smm-course.json", "smm_lib/lesson/frame.js", "smm_lib/py.typed",
        "smm_lib/messages/de/common.toml",
    ):  # fmt: skip
        assert any(name.endswith(end) for name in names), end
