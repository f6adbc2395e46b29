"""A prediction as a code to call out: it says question, vote and number, and slips are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.language import asked
from smm_lib.lesson._votes import code_of, votes_in
from smm_lib.lesson.predict import Prediction
from tests.lesson.asked import asked as all_asked

KEY = "05_word_of_mouth.break_even"


@given(st.floats(0, 1), st.sampled_from([1, 2]))
def test_a_code_says_which_vote_and_how_much_to_a_thousandth(guess, vote):
    ((found, value),), wrong = votes_in(KEY, "satisfied", code_of(KEY, "satisfied", guess, vote))
    assert (found, wrong) == (vote, [])
    assert value == pytest.approx(guess, abs=1e-3)


def test_every_prediction_of_the_course_has_codes_for_both_ends_and_the_answer():
    for (kind, key), (numbers, named) in all_asked().items():
        if kind == "predict":
            for guess in (*asked(named["of"]), numbers[1]):
                code = code_of(key, named["of"], guess, 1)
                ((_, value),), _ = votes_in(key, named["of"], f" {code.lower()} ")
                assert value == pytest.approx(guess, rel=0.03, abs=0.002 * asked(named["of"])[1] if guess < 3 else 0)


def test_a_slip_or_a_code_of_another_question_is_named_and_not_counted():
    code = code_of(KEY, "satisfied", 0.5, 1)
    slips = {code[:place] + sign + code[place + 1 :] for place in range(4) for sign in "0Z7" if sign != code[place]}
    found, wrong = votes_in(KEY, "satisfied", " ".join([code, *slips, "<b>x</b>", "I"]))
    assert found[0] == (1, 0.5)
    assert len(found) <= 2, "one slip of some hundred may look right"
    assert "<b>x</b>" in wrong
    assert votes_in("08_networks_and_seeds.friends", "satisfied", code)[0] == []


def test_a_vote_locks_nothing_and_shows_no_answer_and_the_first_one_is_kept(folder):
    drawn = []
    made = Prediction(KEY, drawn.append, 0.69, of="satisfied", close=0.01)
    made.field.value = "50%"
    made.vote.click()
    assert code_of(KEY, "satisfied", 0.5, 1) in made.reply.value
    assert not made.field.disabled
    assert not drawn
    made.field.value = "70%"
    made.vote.click()
    made.vote.click()
    assert code_of(KEY, "satisfied", 0.7, 2) in made.reply.value
    assert made.voted == [0.5, 0.7]
    assert not list(folder.iterdir())
    made.field.value = "eleven"
    made.vote.click()
    assert made.error.value
