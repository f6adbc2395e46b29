"""What people type into every field, in both languages, and what each entry is answered: see typed.csv."""

import csv
import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from smm_lib.answers import FILE, stored
from smm_lib.display import alt
from smm_lib.language import LANGUAGES, Unreadable, brief, catalogue, speak, unit, written
from smm_lib.lesson._controls import Control
from smm_lib.lesson.check import Exercise
from smm_lib.lesson.goal import Goal
from smm_lib.lesson.predict import Prediction
from tests.lesson.asked import asked

ROWS = list(csv.DictReader(Path(__file__).with_name("typed.csv").read_text(encoding="utf-8").splitlines()))
REMARKS = (
    "number.unreadable",
    "number.meant",
    "number.which",
    "number.share",
    "number.several",
    "number.in_full",
    "refused.between",
    "refused.whole_between",
)
REMARKS += ("explore.two_numbers", "explore.kept_inside", "explore.rounded")
STARTS = {"told_positive": (4, 5), "satisfied": 0.9, "customers": 1000, "innovation": 0.03, "budget": 100_000}
STARTS |= {"factor": 10, "price": 0.8, "lead_time": 3}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['field']}-{row['en'][:30]}")
def test_every_entry_is_answered_as_the_table_says(row, language):
    speak(language)
    kind, _, name = row["field"].partition(" ")
    assert ANSWERED[kind](name, row[language], language) == row["answered"]


def test_the_table_has_every_lesson_that_asks_and_at_least_400_forms():
    fields = {row["field"].partition(".")[0] for row in ROWS}
    assert {f"{kind} {key.partition('.')[0]}" for kind, key in asked()} <= fields
    assert sum(len({row["en"], row["de"]}) for row in ROWS) >= 400


def printed(number, of):
    """Return a number as people find it: exact, as charts and their words write it, and with three and four digits."""
    shown = {number, brief(number, unit(of)), float(f"{number:.3g}"), float(f"{number:.4g}")}
    return {written(value, unit(of)) for value in shown}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_misconception_is_met_by_what_is_printed_of_it_and_no_two_collide(language):
    speak(language)
    missed = []
    for kind, key in asked():
        if kind == "check":
            made = exercise(key, language)
            for idea, number in {"right": made.answer, **made.misconceptions}.items():
                for text in printed(number, made.of):
                    answered = checked(key, text, language)
                    close = idea == "right" and answered == "near"  # it may ask for more digits than a chart has
                    missed += [] if answered == idea or close else [(key, idea, text, answered)]
                    Path(FILE).unlink(missing_ok=True)
    assert missed == []


def remark(text, language):
    """Return which message a sentence is, without the name of its group, or "" if there is none."""
    for key in REMARKS:
        words = re.split(r"\{\w+\}", catalogue(language)[key])
        if re.search(".+".join(map(re.escape, words)), unescape(text), re.DOTALL):
            return key.partition(".")[2]
    assert not text, text
    return ""


@cache
def exercise(key, language):  # noqa: ARG001 - its words are those of the language that is on
    numbers, named = asked()["check", key]
    return Exercise(key, *numbers, **named)


def checked(key, text, language):
    made = exercise(key, language)
    made.field.value = text
    made.button.click()
    if made.error.value:
        assert (made.reply.value, stored()) == ("", {})
        return remark(made.error.value, language)
    said = unescape(made.reply.value)
    words = catalogue(language)
    for idea in ("right", "hint", *made.misconceptions):
        if made.tells(idea) in said:
            return idea
    return next(idea for idea in ("near", "in_percent", "as_share") if words[f"check.{idea}"] in said)


def predicted(key, text, language):
    (reveal, *numbers), named = asked()["predict", key]
    made = Prediction(key, reveal, *numbers, **named)
    made.reveal = lambda _: alt.Chart(_data(), description="the guess and the answer").mark_point().encode(x="x:Q")
    made.show()
    made.field.value = text
    made.button.click()
    return remark(made.error.value, language) or f"{stored()[key]['guess']:.6g}"


@cache
def _data():
    import pandas as pd

    return pd.DataFrame({"x": [1]})


def moved(name, text, language):
    control = Control(name, STARTS[name])
    try:
        value, said = control.nearest(text)
    except Unreadable as question:
        return remark(str(question), language)
    ends = value if isinstance(value, tuple) else (value,)
    return " ".join([*(f"{end:.6g}" for end in ends), remark(said, language)]).strip()


def aimed(metric, text, language):
    form = Goal("10_goals_and_tests.own_goal")
    form.metric.value, form.start.value = metric, text
    number = form._number(form.start)
    return remark(form.error.value, language) if number is None else f"{number:.6g}"


ANSWERED = {"check": checked, "predict": predicted, "slider": moved, "goal": aimed}
