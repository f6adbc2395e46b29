"""A learner's folder of its own for every test; what a lesson displays is kept instead of shown."""

import pytest

from smm_lib.lesson import claim, explore, frame, predict, save


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

    for module in (claim, explore, frame, predict, save):
        monkeypatch.setattr(module, "display", display)
    return shown
