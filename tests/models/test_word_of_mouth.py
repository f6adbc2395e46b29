"""Word of mouth: the lesson's numbers, laws that hold for any numbers, and refusals."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.word_of_mouth import balance, break_even, break_even_range, listeners, talk

people = st.floats(0, 1e6)
told = st.floats(0, 1000)
share = st.floats(0, 1)
GARBAGE = [None, "", "1", True, float("nan"), float("inf"), -1, [], {}, (1, 2, 3), (5, 4), object(), 1e300]


def test_the_mid_values_give_4050_good_and_1000_bad_listeners():
    good, bad = listeners(1000, 0.9, 4.5, 10)
    assert (good, bad, good / bad) == (4050, 1000, 4.05)


def test_break_even_lies_at_69_percent_between_61_5_and_75():
    even = break_even_range((4, 5), (8, 12))
    assert even == pytest.approx({"break_even": 20 / 29, "break_even_low": 8 / 13, "break_even_high": 0.75})


def test_if_half_of_the_satisfied_talk_the_ratio_is_2_03():
    good, bad = listeners(1000, 0.9, 4.5, 10, talking=0.5)
    assert good / bad == 2.025


def test_if_only_31_percent_of_the_dissatisfied_talk_the_break_even_falls_to_41_or_58_percent():
    assert break_even(4.5, 10, talking_negative=0.31) == pytest.approx(3.1 / 7.6)
    assert break_even(4.5, 10, 0.5, 0.31) == pytest.approx(3.1 / 5.35)  # the lesson says 58%
    assert talk(1000, 0.9, 4.5, 10, 0.5, 0.31)["listeners"].tolist() == [2025, 310]
    assert balance(4.5, 10, 0.5, 0.31)["net"].iloc[[0, -1]].tolist() == pytest.approx([-310, 225])
    assert break_even_range((4, 5), (8, 12), 0.5, 0.31)["break_even_high"] == pytest.approx(3.72 / 5.72)


def test_if_no_dissatisfied_customer_talks_good_news_wins_with_a_single_satisfied_one():
    assert break_even(4.5, 10, talking_negative=0) == 0
    assert listeners(1000, 0.001, 4.5, 10, talking_negative=0)[1] == 0


@given(people, share, told, told, share, share)
def test_nobody_is_lost_and_nobody_is_negative(customers, satisfied, a, b, talking, talking_negative):
    good, bad = listeners(customers, satisfied, a, b, talking, talking_negative)
    assert good == pytest.approx(customers * satisfied * talking * a, abs=1e-6)
    assert bad == pytest.approx(customers * (1 - satisfied) * talking_negative * b, abs=1e-6)
    assert good >= 0
    assert bad >= 0


@given(told, told, st.floats(0.01, 1), st.floats(0.01, 1))
def test_at_break_even_equally_many_hear_both_sides(a, b, talking, talking_negative):
    assume(a + b > 1e-3)
    even = break_even(a, b, talking, talking_negative)
    good, bad = listeners(1000, even, a, b, talking, talking_negative)
    assert good == pytest.approx(bad, rel=1e-6, abs=1e-6)


@given(st.floats(10, 1e4), st.floats(0.1, 100), st.floats(0.1, 100))
def test_the_number_of_customers_does_not_move_the_break_even(customers, a, b):
    even = break_even(a, b)
    good, bad = listeners(customers, even, a, b)
    assert good == pytest.approx(bad, rel=1e-6)


@given(share, st.tuples(told, told).map(sorted), st.tuples(told, told).map(sorted), share)
def test_a_range_goes_in_and_an_ordered_range_comes_out(satisfied, positive, negative, talking):
    table = talk(1000, satisfied, tuple(positive), tuple(negative), talking)
    assert table["opinion"].tolist() == ["positive", "negative"]
    assert (table["listeners_low"] <= table["listeners"] + 1e-9).all()
    assert (table["listeners"] <= table["listeners_high"] + 1e-9).all()
    assert np.allclose(table["per_100"] * 10, table["listeners"])


@given(told, told, share)
def test_the_balance_rises_with_satisfaction_and_crosses_zero_at_break_even(a, b, talking):
    assume(talking * a + b > 1e-3)
    table = balance(a, b, talking)
    assert (table["net"].diff().dropna() >= -1e-6).all()
    below, above = (
        table[table["satisfied"] < break_even(a, b, talking)],
        table[table["satisfied"] > break_even(a, b, talking)],
    )
    assert (below["net"] <= 1e-6).all()
    assert (above["net"] >= -1e-6).all()


def test_the_band_of_the_balance_holds_its_middle():
    table = balance((4, 5), (8, 12), 0.7)
    assert (table["net_low"] <= table["net"]).all()
    assert (table["net"] <= table["net_high"]).all()


def test_where_some_end_leaves_nobody_who_talks_there_is_no_break_even():
    assert break_even_range((0, 1), 0) == {}
    with pytest.raises(Refused, match="told_negative must be a number above 0"):
        break_even(0, 0)


def test_arrays_go_in_and_arrays_of_the_same_shape_come_out():
    good, bad = listeners(1000, np.linspace(0, 1, 5), 4.5, 10)
    assert good.shape == bad.shape == (5,)


def test_the_arguments_are_not_changed():
    satisfied = np.array([0.1, 0.9])
    listeners(1000, satisfied, 4.5, 10)
    assert satisfied.tolist() == [0.1, 0.9]


@pytest.mark.parametrize("bad", GARBAGE, ids=lambda bad: str(bad)[:12])
@pytest.mark.parametrize("place", range(6))
def test_garbage_is_refused_in_a_sentence_wherever_it_stands(bad, place):
    arguments = [1000, 0.9, 4.5, 10, 1.0, 1.0]
    arguments[place] = bad
    for function in (listeners, talk):
        if isinstance(bad, list | tuple) and function is listeners and np.size(bad) > 0 and place in (0, 2, 3):
            continue  # an array of numbers is welcome here
        if bad == [] and function is listeners:
            continue  # no customers, no listeners: an empty array
        with pytest.raises(Refused, match="must be"):
            function(*arguments)
