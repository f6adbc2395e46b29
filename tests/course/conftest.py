"""A small course of two lessons, whose lessons a test may change as its makers would."""

import json

import pytest

from smm_lib.course import copies


def markdown(text, *, name="text", tags=()):
    metadata = {"tags": list(tags)} if tags else {}
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": [text]}


def code(text, *, name="code", outputs=()):
    return {
        "cell_type": "code", "id": name, "metadata": {}, "source": [text], "outputs": list(outputs),
        "execution_count": 1,
    }  # fmt: skip


def lesson(title, language="en"):
    shown = {"output_type": "stream", "name": "stdout", "text": ["3\n"]}
    cells = [markdown(f"# {title}", name="title"), code("1 + 2", name="sum", outputs=[shown])]
    cells += [markdown("Secret plan", name="plan", tags=["teacher"])]
    return {"cells": cells, "metadata": {"smm": {"language": language}}, "nbformat": 4, "nbformat_minor": 5}


class Course:
    """The course as its makers keep it: one notebook per lesson and language."""

    def __init__(self, place):
        self.place = place
        for language in ("en", "de"):
            for number, title in enumerate(("First", "Second"), 1):
                self.write(f"{number:02}_{title.lower()}", lesson(f"{title} {language}", language), language)

    def path(self, name, language="en"):
        return self.place / language / f"{name}.ipynb"

    def read(self, name, language="en"):
        return json.loads(self.path(name, language).read_text(encoding="utf-8"))

    def write(self, name, book, language="en"):
        self.path(name, language).parent.mkdir(parents=True, exist_ok=True)
        self.path(name, language).write_text(json.dumps(book, indent=1), encoding="utf-8")

    def rewrite(self, name, text, language="en"):
        """A new version of a lesson."""
        book = self.read(name, language)
        book["cells"][0]["source"] = [text]
        self.write(name, book, language)


@pytest.fixture
def course(tmp_path, monkeypatch):
    made = Course(tmp_path / "the course")
    monkeypatch.setattr(copies, "folder", lambda _: made.place)
    return made


@pytest.fixture
def place(tmp_path, course):  # noqa: ARG001 - a folder is for a course
    """A learner's folder with spaces and umlauts in its path."""
    return tmp_path / "Mein Kurs äöü"
