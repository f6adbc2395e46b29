"""Building stores outputs the same way each time, and the wheel carries everything."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from smm_lib.course.build import WIDGET, build_notebook
from smm_lib.display import CHART
from smm_lib.files import folder


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A lesson, built anew."""
    path = tmp_path_factory.mktemp("build") / "05_word_of_mouth.ipynb"
    shutil.copyfile(folder("notebooks") / "en" / path.name, path)
    build_notebook(path)
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
    assert not any(WIDGET in data for data in outputs)
    assert built.stat().st_size < 1_000_000


def test_a_chart_that_did_not_change_keeps_its_picture_whoever_draws_it(tmp_path):
    book = json.loads((folder("notebooks") / "en" / "05_word_of_mouth.ipynb").read_text(encoding="utf-8"))
    book["cells"] = [cell for cell in book["cells"] if cell["id"] in ("code-setup", "code-touch")]
    shown = next(o["data"] for c in book["cells"] for o in c["outputs"] if CHART in o["data"])
    shown["image/png"] = "drawn+elsewhere="
    shown[CHART] = dict(reversed(shown[CHART].items()))
    path = tmp_path / "touch.ipynb"
    path.write_text(json.dumps(book), encoding="utf-8")
    build_notebook(path)
    assert "drawn+elsewhere=" in path.read_text(encoding="utf-8")


def test_a_build_leaves_no_answers_behind(built):
    assert [path.name for path in built.parent.iterdir()] == [built.name]


def test_building_keeps_the_tag_of_a_teachers_cell(tmp_path):
    book = json.loads((folder("notebooks") / "en" / "00_start_here.ipynb").read_text(encoding="utf-8"))
    book["cells"].append(
        {"cell_type": "markdown", "id": "teacher", "metadata": {"tags": ["teacher"]}, "source": "Plan"}
    )
    path = tmp_path / "00_start_here.ipynb"
    path.write_text(json.dumps(book), encoding="utf-8")
    build_notebook(path)
    assert json.loads(path.read_text(encoding="utf-8"))["cells"][-1]["metadata"] == {"tags": ["teacher"]}


def test_the_wheel_carries_lessons_data_and_settings(tmp_path):
    root = Path(__file__).resolve().parents[2]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=root, check=True, capture_output=True,
    )  # fmt: skip
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    for end in (
        "smm_lib/_files/notebooks/de/05_word_of_mouth.ipynb", "smm_lib/_files/data/word_of_mouth_studies.csv",
        "share/jupyter/lab/settings/overrides.d/smm-course.json",
        "etc/jupyter/jupyter_server_config.d/smm-course.json", "etc/ipython/ipython_kernel_config.json",
        "etc/jupyter/labconfig/page_config.d/smm-course.json", "smm_lib/lesson/frame.js", "smm_lib/py.typed",
        "smm_lib/messages/de/common.toml", "smm_lib/course/page/slides/index.html.j2", "smm_lib/course/page/reveal.js",
    ):  # fmt: skip
        assert any(name.endswith(end) for name in names), end
