"""Whatever fails in a callback is told in one sentence, by one mechanism, and taken away once it works again."""

import errno
import re
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path

import ipywidgets as widgets
import pandas as pd
import pytest

from smm_lib.display import alt
from smm_lib.language import Unreadable, catalogue, say
from smm_lib.lesson import _task, ask, check, claim, explore, goal, hand_in, live, predict, sort, upload
from smm_lib.lesson._frame import Sentence
from smm_lib.models.bounds import Refused

SECRET = "<b>secret</b>"


class Fault:
    """Something that fails while it is told to."""

    def __init__(self, error=None):
        self.error = error

    def __call__(self, *_, **__):
        if self.error:
            raise self.error


class Data:
    """A data set whose download may fail."""

    name, loaded, kept = "brand_posts", 10, None

    def __init__(self, fault):
        self.fault = fault

    def fetch(self, _):
        self.fault()


def chart(*_, **__):
    line = alt.Chart(name="main").mark_line().encode(x="satisfied:Q", y="net:Q")
    table = pd.DataFrame({"satisfied": [0.0, 1.0], "net": [0.0, 1.0]})
    return alt.layer(line, data=table, description="A line that rises from 0 to 1.")


def pressed(form, words):
    next(b for b in parts(form, widgets.Button) if b.description.startswith(words)).click()


def parts(form, kind):
    found = [form] if isinstance(form, kind) else []
    return found + [part for child in getattr(form, "children", ()) for part in parts(child, kind)]


def slide(form):
    slider = parts(form, widgets.SelectionSlider)[0]
    slider.index -= 10


def explored(fault):
    explore(lambda satisfied=0.9: (satisfied < 0.9 and fault()) or chart())
    return slide


def puzzled(fault):
    def half(satisfied):
        if satisfied < 0.9:
            fault()
        return satisfied, False

    half.__name__ = "good_news_win"
    explore(lambda satisfied=0.9: chart(satisfied), goal=half)
    return slide


def fetched(fault):
    explore(lambda real=False: chart(real), fetch=Data(fault))
    return lambda form: pressed(form, say("fetch.button", size=0.1))


def uploaded(fault):
    upload(fault)
    return lambda form: pressed(form, say("upload.example"))


def predicted(fault):
    predict("05_word_of_mouth.break_even", lambda _: fault() or chart(), 0.8, of="satisfied", close=0.01)

    def lock(form):
        parts(form, widgets.Text)[0].value = "50%"
        pressed(form, say("predict.lock"))

    return lock


def kept(question, press):
    """A question whose answer cannot be kept."""

    def asked(fault):
        question()
        _task.store = lambda *_: fault() or ""
        return press

    return asked


def exercise(form):
    parts(form, widgets.Text)[0].value = "4.05"
    pressed(form, say("check.button"))


def whole_goal(form):
    verb, metric = parts(form, widgets.Dropdown)
    verb.value, metric.value = "raise", "monthly_orders"
    due = parts(form, widgets.DatePicker)[0]
    for field, text in zip(parts(form, widgets.Text), ("100", "150", "Ann"), strict=True):
        field.value = text
    due.value = (due.value or date.today()) + timedelta(days=30)


def handed_in(fault):
    hand_in(lambda *_: fault() or Path("report.json"))
    return lambda form: pressed(form, say("hand_in.button"))


def alive(fault):
    live(lambda: fault() or [(True, "All is well.")])
    return lambda form: pressed(form, say("live.again"))


CALLBACKS = {
    "explore": explored,
    "a puzzle": puzzled,
    "fetch": fetched,
    "upload": uploaded,
    "predict": predicted,
    "check": kept(lambda: check("05_word_of_mouth.ratio", 4.05, of="ratio", within=0.01), exercise),
    "goal": kept(lambda: goal("10_goals_and_tests.own_goal"), whole_goal),
    "ask": kept(lambda: ask("04_why_people_take_part.eager"), lambda form: parts(form, widgets.Button)[0].click()),
    "claim": kept(
        lambda: claim("05_word_of_mouth.told_numbers", "S14"), lambda form: parts(form, widgets.Button)[0].click()
    ),
    "sort": kept(
        lambda: sort(
            "01_where_it_lives.activities", pd.DataFrame({"item": ["a", "b"], "group": ["c", "d"]}), "item", "group"
        ),
        lambda form: pressed(form, say("check.button")),
    ),
    "hand_in": handed_in,
    "live": alive,
}


@pytest.fixture
def forms(monkeypatch):
    """Every form that is put up."""
    found = []
    monkeypatch.setattr(_task, "store", _task.store)  # put back after the test
    for name in CALLBACKS.keys() - {"a puzzle", "fetch"}:
        module = import_module(f"smm_lib.lesson.{name}")
        monkeypatch.setattr(module, "show", lambda widget, *_: found.append(widget))
    return found


def alarm(forms):
    """What is said in red."""
    said = [part.value for form in forms for part in parts(form, Sentence) if "smm-alert" in part._dom_classes]
    return "".join(said)


@pytest.mark.parametrize("callback", CALLBACKS)
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ZeroDivisionError(SECRET), ("explore.failed", "task.failed")),
        (Refused("satisfied", "between", 7, low=0, high=1), ("refused.between",)),
        (OSError(errno.ENOSPC, SECRET), ("files.failed",)),
        (Unreadable("Type a number."), ()),
    ],
    ids=lambda part: type(part).__name__,
)
def test_what_fails_in_any_callback_is_one_sentence_and_gone_when_it_works_again(callback, error, words, forms):
    fault = Fault()
    press = CALLBACKS[callback](fault)
    assert not alarm(forms)
    fault.error = error
    press(forms[0])
    said, _, folded = alarm(forms).partition("<details>")
    openings = [say_opening(key) for key in words] or ["Type a number."]
    assert any(opening in said for opening in openings), said
    assert said.count("<p>") == 1
    assert "secret" not in said
    assert SECRET not in folded
    assert ("ZeroDivisionError" in folded) == isinstance(error, ZeroDivisionError)
    fault.error = None
    press(forms[0])
    assert not alarm(forms)


def say_opening(key):
    """The words of a message up to what it names."""
    return max(re.split(r"\{\w+\}", catalogue("en")[key]), key=len).strip()


def test_whatever_a_sentence_is_told_is_shown_as_text():
    said = Sentence("<b>a</b>")
    assert said.value == "<p>&lt;b&gt;a&lt;/b&gt;</p>"
    said.tell("<i>b", details="<u>c")
    assert "&lt;i&gt;b" in said.value
    assert "<u>" not in said.value
