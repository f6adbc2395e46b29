"""A question keeps the choice, tells what is right only when it may, and remembers the choice of the first day."""

from importlib import import_module

import pytest

from smm_lib.answers import store, stored
from smm_lib.language import say
from smm_lib.lesson.ask import Question

room = import_module("smm_lib.lesson.ask")

MESSAGES = {
    "ask.viral.question": "Which?",
    "ask.viral.option_1": "This.",
    "ask.viral.option_2": "That <b>.",
    "ask.viral.option_1_why": "a common idea.",
    "ask.viral.answer": "2",
    "ask.viral.why": "Because.",
}


@pytest.fixture(autouse=True)
def one_question(monkeypatch):
    monkeypatch.setattr(room, "known", lambda key: key in MESSAGES)
    monkeypatch.setattr(room, "say", lambda key, **values: MESSAGES.get(key) or say(key, **values))


def test_a_choice_is_kept_and_the_reply_says_why():
    question = Question("99_test.viral")
    question.choice[0].click()
    assert stored()["99_test.viral"]["right"] is False
    assert "a common idea." in question.reply.value
    assert "That &lt;b&gt;." in question.reply.value
    question.choice[1].click()
    assert stored()["99_test.viral"]["right"] is True
    assert say("check.right") in question.reply.value


def test_without_reveal_neither_the_reply_nor_the_file_tells_what_is_right():
    question = Question("99_test.viral", reveal=False)
    question.choice[0].click()
    assert "right" not in stored()["99_test.viral"]
    assert "Because" not in question.reply.value
    assert say("ask.later") in question.reply.value


def test_the_choice_of_the_first_day_stands_beside_the_new_one():
    store("00_start.viral", {"chosen": "1"})
    question = Question("99_test.viral", before="00_start.viral")
    question.choice[1].click()
    assert say("ask.before", option="This.") in question.reply.value


def test_the_choice_is_still_there_after_a_restart(screen):
    Question("99_test.viral").choice[1].click()
    again = Question("99_test.viral")
    again.show()
    assert "Because." in again.reply.value
    assert screen[0]["text/plain"].startswith("Which? This / That <b>. ")


def test_a_wrong_choice_is_told_what_is_right_and_why_apart():
    question = Question("99_test.viral")
    question.choice[0].click()
    assert "That &lt;b&gt;.</p>" in question.reply.value
    assert "<p>Because.</p>" in question.reply.value
