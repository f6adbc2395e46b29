"""The report is written when the learner says so, and never without a word."""

import sys
from html import unescape
from importlib import import_module

import pytest

from smm_lib.answers import store
from smm_lib.language import say
from smm_lib.lesson.hand_in import hand_in

room = import_module("smm_lib.lesson.hand_in")


@pytest.fixture
def form(monkeypatch):
    """Put up the form for a way of writing and return name, button, error and reply."""
    shown = []
    monkeypatch.setattr(room, "show", lambda made, asleep: shown.append((made, asleep)))

    def made(write):
        hand_in(write)
        _, row, error, reply = shown[-1][0].children
        return *row.children, error, reply

    return made


def test_the_name_goes_into_the_report_only_if_it_was_typed(form, folder):
    asked = []

    def write(place, name):
        asked.append((place, name))
        return place / "report.csv"

    name, button, error, reply = form(write)
    button.click()
    name.value = " Mia "
    button.click()
    assert asked == [(folder, ""), (folder, "Mia")]
    assert say("hand_in.written", name="report.csv") in reply.value
    assert error.value == ""


@pytest.mark.parametrize("problem", [LookupError(), OSError(28, "No space left on device")])
def test_what_went_wrong_is_said_in_a_sentence(form, problem):
    def write(place, name):  # noqa: ARG001
        raise problem

    _, button, error, reply = form(write)
    button.click()
    assert len(error.value) > 20
    assert reply.value == ""


def test_at_the_end_of_a_lesson_only_its_answers_are_handed_in(monkeypatch, folder):
    shown, asked = [], []
    monkeypatch.setattr(room, "show", lambda made, _: shown.append(made))
    hand_in(lambda *words: asked.append(words) or folder / "report_05.json", "05_word_of_mouth")
    _, question, row, _, reply, *_ = shown[0].children
    assert say("hand_in.lesson") in question.value
    row.children[1].click()
    assert asked == [(folder, "", "05_word_of_mouth")]
    assert "report_05.json" in reply.value


def test_in_the_browser_edition_the_report_can_be_saved_outside_the_browser(form, monkeypatch):
    def write(place, _):
        (place / "report.json").write_bytes(b"{}")
        return place / "report.json"

    _, button, _, reply = form(write)
    button.click()
    assert "<a" not in reply.value
    monkeypatch.setattr(sys, "platform", "emscripten")
    button.click()
    assert 'download="report.json" href="data:application/octet-stream;base64,e30="' in reply.value
    assert say("hand_in.download") in reply.value


def test_at_the_end_of_a_lesson_the_own_prediction_is_shown_again(monkeypatch):
    shown = []
    monkeypatch.setattr(room, "show", lambda made, _: shown.append(made))
    hand_in(lambda *_: None, "05_word_of_mouth")
    *_, row, words = shown[0].children
    (button,) = row.children
    button.value = True
    assert say("recall.no_guess") in unescape(words.value)
    store("05_word_of_mouth.break_even", {"kind": "prediction", "guess": 0.5, "answer": 0.689655, "of": "satisfied"})
    store("06_unknown_factor.median", {"kind": "prediction", "guess": 3, "answer": 4, "of": "factor"})
    button.value = False
    button.value = True
    assert words.value == "<p>You predicted 50%; the answer was 69%.</p>"
