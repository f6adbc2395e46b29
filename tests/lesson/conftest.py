"""A learner's folder of its own for every test; what a lesson displays is kept instead of shown."""

from importlib import import_module

import pytest

MODULES = [import_module(f"smm_lib.lesson.{name}") for name in ("claim", "explore", "_frame", "predict", "_save")]


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
