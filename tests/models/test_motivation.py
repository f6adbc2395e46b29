"""Motives: lesson 04's numbers, and the two directions they pull."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.motivation import (
    by_followers,
    by_motive,
    effort,
    most_eager,
    participation,
    reward_costs,
    weeks_of_effort,
    worth_it,
)


@pytest.mark.parametrize(
    ("followers", "intrinsic", "image", "chance"),
    [(1000, 0.5, 3, 0.50), (100_000, 0.5, 0, 0.378), (100_000, 0, 3, 0.049)],
)
def test_the_numbers_of_the_exercise(followers, intrinsic, image, chance):
    assert participation(followers, intrinsic, image) == pytest.approx(chance, abs=6e-4)


@given(st.floats(0.1, 2), st.floats(0.1, 5), st.floats(0, 1e5), st.floats(1.1, 10))
def test_the_two_motives_answer_more_followers_in_opposite_ways(intrinsic, image, followers, factor):
    more = followers * factor + 1
    assert participation(more, intrinsic, 0) > participation(followers, intrinsic, 0)
    assert participation(more, 0, image) < participation(followers, 0, image)


@given(st.tuples(st.floats(0, 1e10), st.floats(0, 10), st.floats(0, 20)))
def test_a_chance_is_a_chance(arguments):
    assert 0 < participation(*arguments) <= 1


def test_joy_doubles_the_chance_of_lena_and_fame_leaves_tom_a_tenth_of_his():
    assert participation(100_000, 0.5, 0) / participation(1000, 0.5, 0) == pytest.approx(2.069, abs=1e-3)
    assert participation(1, 0, 3) / participation(100_000, 0, 3) == pytest.approx(10.233, abs=1e-3)


@given(st.floats(0, 2), st.floats(0, 5), st.floats(0, 5), st.floats(0.1, 5))
def test_more_trouble_lowers_every_chance_and_moves_no_peak(intrinsic, image, trouble, more):
    places = np.geomspace(1, 100_000, 61)
    easy, hard = (participation(places, intrinsic, image, t) for t in (trouble, trouble + more))
    assert (hard < easy).all()
    assert hard.argmax() == easy.argmax() or easy.max() - easy[hard.argmax()] < 1e-9


def test_the_small_careful_reward_beats_the_large_one_for_the_same_ten_euros():
    assert reward_costs(1, 0.5)["cost"].tolist() == [10, 0, 10]
    assert reward_costs(0.5, 0)["cost"].tolist() == [5, 5, 10]
    assert worth_it(1, 0.5, 4, 4) == 0
    assert worth_it(0.5, 0, 4, 4) == 2
    with pytest.raises(ValueError, match=r"crowding_out must be a number from 0 to 0\.5, got 0\.6"):
        reward_costs(1, 0.6)


def test_neither_the_reward_nor_the_care_alone_solves_the_puzzle():
    def solved(reward, lost):
        return worth_it(reward, lost, 4, 4) >= 1.5 and reward_costs(reward, lost)["cost"][2] <= 10

    steps = np.arange(0, 21)
    assert not any(solved(r / 10, 0.5) for r in steps)
    assert not any(solved(1, c / 40) for c in steps)
    assert solved(0.5, 0)
    assert solved(0.6, 0.1)


def test_without_any_motive_a_twentieth_posts():
    assert participation(50, 0, 0) == pytest.approx(1 / (1 + np.e**3))


def test_the_curves_are_those_of_the_formula():
    table = by_followers(0.5, 3)
    both = table[table["motive"] == "both"]
    assert both["participation"].tolist() == participation(both["followers"].to_numpy(), 0.5, 3).round(3).tolist()
    assert table["followers"].agg(["min", "max"]).round(6).tolist() == [1, 100_000]


def test_a_reward_lifts_effort_to_1_4_and_leaves_0_6_behind():
    assert effort(0.8, 0.4)["effort"].tolist() == pytest.approx([1.0, 1.4, 0.6])


@given(st.floats(0, 2), st.floats(0, 1))
def test_after_a_reward_there_is_never_more_than_before_and_the_reward_is_all_that_differs(reward, lost):
    before, during, after = effort(reward, lost)["effort"]
    assert before == 1
    assert after == pytest.approx(1 - lost)
    assert during - after == pytest.approx(reward)


@given(st.floats(0, 2), st.floats(0.01, 1), st.floats(0, 100))
def test_every_reward_that_crowds_out_is_a_loss_in_the_end(reward, lost, weeks):
    assert worth_it(reward, lost, 1, 1 + (reward + 1) / lost) <= 1e-9
    assert worth_it(0, 0, weeks, weeks) == 0


@given(st.floats(0, 2), st.floats(0, 5), st.sampled_from([1, 15, 2500, 100_000]))
def test_the_learners_own_place_lies_on_every_curve(intrinsic, image, followers):
    curves = by_followers(intrinsic, image, followers)
    here = curves[curves["followers"] == followers]
    assert here["motive"].tolist() == ["both", "intrinsic_only", "image_only"]
    assert here["participation"].tolist() == pytest.approx(
        by_motive(followers, intrinsic, image)["participation"].tolist()
    )


def test_with_both_motives_somebody_with_a_small_audience_posts_most_readily():
    best = most_eager(0.5, 3)
    assert best == 84
    assert all(participation(best, 0.5, 3) > participation(f, 0.5, 3) for f in (1, 83, 85, 1000, 100_000))


@given(st.floats(0, 2), st.floats(0, 1))
def test_the_weeks_show_the_three_levels_one_after_the_other(reward, lost):
    weeks = weeks_of_effort(reward, lost)
    paid = weeks[weeks["group"] == "with_reward"]
    assert paid["week"].tolist() == [0, 4, 4, 8, 8, 12]
    assert paid["effort"].tolist()[::2] == paid["effort"].tolist()[1::2] == effort(reward, lost)["effort"].tolist()
    assert set(weeks[weeks["group"] == "without_reward"]["effort"]) == {1.0}


@pytest.mark.parametrize(("phase", "end"), [("before", 4), ("during", 8), ("after", 12)])
def test_the_future_stays_hidden_until_its_phase_is_asked_for(phase, end):
    assert weeks_of_effort(0.8, 0.4, phase)["week"].max() == end


def test_an_unknown_phase_is_refused():
    with pytest.raises(ValueError, match="phase must be one of before, during, after"):
        weeks_of_effort(0.8, 0.4, "later")
