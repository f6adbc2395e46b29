"""A prediction is kept before the answer shows, and the reply depends on it."""

import json
from pathlib import Path

import pytest

from smm_lib.answers import FILE, stored
from smm_lib.display import CHART, alt
from smm_lib.language import LANGUAGES, say, speak
from smm_lib.lesson.predict import Prediction

KEY = "05_word_of_mouth.break_even"
ANSWER = 20 / 29


def reveal(guess):
    import pandas as pd

    return alt.Chart(pd.DataFrame({"x": [guess]}), description=f"guess {guess}").mark_point().encode(x="x:Q")


def prediction():
    made = Prediction(KEY, reveal, ANSWER, of="satisfied", close=0.03)
    made.show()
    return made


def guess(made, text):
    made.field.value = text
    made.button.click()
    return made.reply.value


def test_nothing_is_revealed_before_the_guess(screen):
    made = prediction()
    assert made.reply.value == ""
    assert made.handle.updates == []
    assert all(CHART not in content for content in screen)


def test_a_guess_is_stored_drawn_and_locked():
    made = prediction()
    guess(made, "50 %")
    assert stored()[KEY]["guess"] == 0.5
    assert made.handle.updates[0]["text/plain"] == "guess 0.5"
    assert made.field.disabled
    assert made.button.disabled


@pytest.mark.parametrize(
    ("language", "text", "asked"), [("en", "0.5", "50% or 0.5%"), ("de", "0,5", "50\u00a0% oder 0,5\u00a0%")]
)
def test_a_share_typed_without_a_sign_is_asked_about_and_not_locked(language, text, asked):
    speak(language)
    made = prediction()
    guess(made, text)
    assert asked in made.error.value
    assert KEY not in stored()
    assert not made.field.disabled
    guess(made, "50")
    assert stored()[KEY]["guess"] == 0.5


@pytest.mark.parametrize("language", LANGUAGES)
def test_low_close_and_high_guesses_get_different_replies(language):
    speak(language)
    replies = {Prediction(KEY, reveal, ANSWER, of="satisfied", close=0.03).judgement(g)[1] for g in (0.5, 0.68, 0.9)}
    assert len(replies) == 3


def test_an_exact_guess_is_called_spot_on():
    assert "Spot on" in prediction().judgement(ANSWER)[0]


def test_answer_and_gap_have_no_more_digits_than_anybody_needs():
    made = Prediction("06_unknown_factor.typical_factor", reveal, 200**0.5, of="factor", close=2)
    assert made.judgement(50)[0] == "You predicted 50×. The model says 14.1×. You were 35.9 too high."
    made = Prediction("12_buzz_to_order.factory", reveal, 648.8, of="orders", close=50)
    assert made.judgement(300)[0] == "You predicted 300. The model says 649. You were 349 too low."


@pytest.mark.parametrize("text", ["", "half", "101 %", "-3", "0,5", "nan"])
def test_what_is_no_share_is_refused_and_can_be_typed_again(text):
    made = prediction()
    guess(made, text)
    assert made.error.value
    assert stored() == {}
    assert not made.field.disabled
    guess(made, "60")
    assert stored()[KEY]["guess"] == 0.6
    assert made.error.value == ""


def test_after_a_restart_the_first_guess_is_still_there():
    guess(prediction(), "50 %")
    again = prediction()
    assert again.field.value == "50%"
    assert again.field.disabled
    assert again.handle.updates[0]["text/plain"] == "guess 0.5"


def test_a_spoilt_entry_in_the_file_only_means_to_guess_again():
    from smm_lib.answers import store

    store(KEY, {"guess": "half"})
    assert not prediction().field.disabled


def test_a_measured_answer_is_not_called_the_models():
    measured = Prediction("02_who_publishes.top_percent", str, 0.747, of="share_of_posts", close=0.05)
    assert measured.judgement(0.4)[0].startswith("You predicted 40%. In the four forums it was 74.7%.")


# -- nothing is kept that cannot be shown ----------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["9" * 24, "9" * 400, "-1", "2000000000", "101%"])
def test_a_guess_out_of_range_is_refused_before_anything_is_kept(text):
    made = prediction()
    guess(made, text)
    assert made.error.value
    assert made.reply.value == ""
    assert stored() == {}
    assert not made.field.disabled


def test_a_chart_that_fails_is_told_in_a_sentence_and_nothing_is_kept():
    def broken(_):
        raise ZeroDivisionError("float division")

    made = Prediction(KEY, broken, ANSWER, of="satisfied", close=0.03)
    made.show()
    guess(made, "60")
    assert say("task.failed") in made.error.value
    assert (made.reply.value, stored()) == ("", {})
    assert not made.field.disabled


SHAPES = [None, [], "text", 7, {}, {"guess": None}, {"guess": -1}, {"guess": 2e9}, {"guess": 1e400}, {"guess": True}]
SHAPES += [{"kind": "claim", "verdict": "holds"}, {"guess": float("nan")}, {"guess": 10**400}, {"guess": [1]}]


@pytest.mark.parametrize("entry", SHAPES)
def test_an_earlier_guess_of_no_use_is_said_and_the_question_is_open(entry):
    Path(FILE).write_text(json.dumps({KEY: entry}), encoding="utf-8")
    made = prediction()
    assert say("answers.open_again") in made.error.value
    assert not made.field.disabled
    guess(made, "60")
    assert stored()[KEY]["guess"] == 0.6


def test_an_earlier_guess_stays_the_same_number_in_the_other_language():
    made = Prediction("12_buzz_to_order.factory", reveal, 648.8, of="orders", close=50)
    made.show()
    guess(made, "1,200")
    speak("de")
    again = Prediction("12_buzz_to_order.factory", reveal, 648.8, of="orders", close=50)
    again.show()
    assert again.field.value == "1.200"
    assert again.handle.updates[0]["text/plain"] == "guess 1200.0"
