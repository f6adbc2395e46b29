"""Before a lesson begins, two questions come back that this learner once got wrong, from near and from far."""

from importlib import import_module

import ipywidgets as widgets

from smm_lib.answers import store
from smm_lib.course import mistakes
from smm_lib.language import speak
from smm_lib.lesson.recall import recall

room = import_module("smm_lib.lesson.recall")


def wrong(key, guess=0.9):
    store(key, {"kind": "prediction", "text": f"{guess:.0%}", "guess": guess, "answer": 0.5, "of": "satisfied"})


def test_two_mistakes_come_back_one_from_the_lesson_before_and_one_from_four_lessons_ago():
    wrong("05_word_of_mouth.break_even", 0.501)  # as good as right
    wrong("08_networks_and_seeds.friends_of_friends")  # of a later lesson
    assert mistakes("07_going_viral") == []
    for key in ("06_unknown_factor.typical_factor", "05_word_of_mouth.break_even", "01_where_it_lives.chain"):
        wrong(key)
    tries = [{"text": "0.25", "value": 0.25, "verdict": "upside_down"}]
    store("03_six_step_loop.echoes", {"kind": "exercise", "text": "0.25", "verdict": "upside_down", "tries": tries})
    (near, entered, answer), (far, typed, right) = mistakes("07_going_viral")
    assert (near[:2], entered) == ("06", "90%")
    assert (far[:2], typed) == ("03", "0.25")
    assert len(answer) > 20
    assert len(right) > 20


def test_a_question_comes_with_what_was_entered_and_its_answer_stays_folded(monkeypatch):
    speak("en")
    shown = []
    monkeypatch.setattr(room, "show", lambda form, asleep: shown.append((form, asleep)))
    recall(lambda lesson: [("What is R?", "<b>5</b>", f"R is 1.5, see {lesson}.")], "07_going_viral")
    ((form, asleep),) = shown
    _, _, rows, error = form.children
    question, entered, button, words = rows.children
    assert "What is R?" in question.value
    assert "&lt;b&gt;5" in entered.value
    assert not words.value
    button.value = True
    assert words.value == "<p>R is 1.5, see 07_going_viral.</p>"
    assert isinstance(button, widgets.ToggleButton)
    assert asleep
    assert not error.value


def test_whoever_has_got_nothing_wrong_yet_sees_nothing(monkeypatch):
    shown = []
    monkeypatch.setattr(room, "show", lambda form, _: shown.append(form))
    recall(mistakes, "07_going_viral")
    assert not any(getattr(part, "value", "") for part in shown[0].children)
