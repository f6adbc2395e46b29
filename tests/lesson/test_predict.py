"""A prediction is kept before the answer shows, and the reply depends on it."""

import pytest

from smm_lib.answers import stored
from smm_lib.display import CHART, alt
from smm_lib.language import LANGUAGES, speak
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
