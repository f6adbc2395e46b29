"""A learner's folder of its own for every test; what a lesson displays is kept instead of shown."""

import json
from importlib import import_module

import pytest

from smm_lib.charts import bars
from smm_lib.files import folder as course_folder
from smm_lib.models import metrics

MODULES = [import_module(f"smm_lib.lesson.{name}") for name in ("claim", "_frame", "predict", "_save", "_screen")]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Handle:
    """What IPython's display returns: it remembers what it was updated with."""

    def __init__(self):
        self.updates = []

    def update(self, shown, **_):
        self.updates.append(shown)


@pytest.fixture(autouse=True)
def screen(monkeypatch):
    """Everything displayed, in order."""
    shown = []

    def display(content, **_):
        shown.append(content)
        return Handle()

    for module in MODULES:
        monkeypatch.setattr(module, "display", display)
    return shown


@pytest.fixture(scope="session")
def own():
    """What lesson 10 draws of a learner's posts: the function of its own cell."""
    lesson = json.loads((course_folder("notebooks") / "en" / "10_goals_and_tests.ipynb").read_text(encoding="utf-8"))
    (cell,) = (text for text in ("".join(cell["source"]) for cell in lesson["cells"]) if "upload(own)" in text)
    names = {"metrics": metrics, "bars": bars}
    exec(cell.replace("upload(own)", ""), names)
    return names["own"]
