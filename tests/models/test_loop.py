"""The six-step loop: lesson 03's numbers, and laws of a pipeline with feedback."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.loop import (
    gain_for,
    leak,
    revenue_by_ads,
    revenue_per_user,
    six_steps,
    voices,
    weeks_with_feedback,
    who_knows,
    with_feedback,
)

share = st.floats(0, 1)


def amounts(*arguments, **options):
    week = six_steps(*arguments, **options)
    return pd.concat([week, leak(week).query("what == 'missed'")]).set_index("what")["amount"]


def test_the_defaults_give_100_participants_150_items_90_heard_and_60_missed():
    week = amounts(5, 2000, 0.01, 1.5, 0.6)
    assert week[["participants", "written", "heard", "missed"]].tolist() == [100, 150, 90, 60]


def test_a_gain_of_0_3_makes_214_3_of_150_and_0_85_makes_a_thousand():
    assert with_feedback(150, 0.3) == pytest.approx(214.2857, abs=1e-4)
    assert gain_for(150, 1000) == pytest.approx(0.85)


def test_thirty_ads_a_day_at_5_euro_earn_4_50_euro_a_month():
    assert revenue_per_user(30, 5) == 4.5


@given(st.tuples(st.floats(0, 1000), st.floats(0, 1e6), share, st.floats(0, 10), share))
def test_what_is_written_is_either_heard_or_missed(arguments):
    week = amounts(*arguments)
    assert week["heard"] + week["missed"] == pytest.approx(week["written"], abs=1e-6)
    assert (week >= -1e-9).all()


@given(st.tuples(st.floats(0, 1000), st.floats(0, 1e6), share, st.floats(0, 10), share))
def test_a_traditional_touchpoint_reaches_as_many_and_hears_nothing(arguments):
    week, loop = amounts(*arguments, touchpoint="traditional"), amounts(*arguments)
    assert week["impressions"] == loop["impressions"]
    assert week[["participants", "written", "heard", "missed"]].tolist() == [0, 0, 0, 0]


@given(st.tuples(st.floats(0, 1000), st.floats(0, 1e6), share, st.floats(0, 10), share))
def test_others_can_read_all_that_is_written_whether_the_company_listens_or_not(arguments):
    week = amounts(*arguments)
    assert week["public"] == week["written"] >= week["heard"]


def test_the_platform_earns_along_a_straight_line_from_nothing():
    table = revenue_by_ads(8, most=50)
    assert table["revenue_per_user"].tolist() == pytest.approx([ads * 0.24 for ads in range(51)])


def test_twice_the_posts_are_twice_of_everything():
    assert (amounts(10, 2000, 0.01, 1.5, 0.6) == 2 * amounts(5, 2000, 0.01, 1.5, 0.6)).all()


@given(st.floats(0, 1e6), st.floats(0, 0.95))
def test_week_by_week_the_feedback_adds_up_to_the_closed_form(items, gain):
    weeks = weeks_with_feedback(items, gain, 520).query("feedback == 'with_feedback'")
    assert weeks["comments_so_far"].iloc[-1] == pytest.approx(with_feedback(items, gain), rel=1e-6, abs=1e-9)


def test_without_feedback_the_second_week_is_empty():
    assert weeks_with_feedback(150, 0.3, 3).query("feedback == 'without_feedback'")["written"].tolist() == [150, 0, 0]


@given(st.floats(0, 1e6), share, st.integers(0, 10))
def test_competitors_read_what_customers_read_and_the_company_at_most_as_much(items, listening, competitors):
    known = who_knows(items, listening, competitors).set_index("actor")["known"]
    assert known["company"] <= known["other_customers"] == items
    assert known["competitors"] == (items if competitors else 0)


def test_a_competitor_that_hardly_listens_knows_less_than_a_company_with_messages_of_its_own():
    known = who_knows(150, 0.5, rival_listening=0.2, private=40).set_index("actor")["known"]
    assert known.to_dict() == {"company": 115, "other_customers": 150, "competitors": 30}
    assert who_knows(200, 0.6).set_index("actor").loc["competitors", "known"] == 200  # all that it can read
    assert who_knows(150, 0.5, 2, "traditional", 0.2, 40)["known"].tolist() == [0, 0, 0]


@given(st.floats(1, 1e6), st.integers(0, 100), st.floats(0, 1e6))
def test_shares_of_voice_add_up_and_a_further_competitor_takes_some(own, competitors, each):
    share = voices(own, competitors, each)["share_of_voice"]
    assert share.sum() == pytest.approx(1)
    assert voices(own, competitors + 1, each)["share_of_voice"][0] <= share[0]
    assert voices(150, 3, 150)["share_of_voice"].tolist() == [0.25, 0.75]


@given(st.floats(1, 1e6), st.floats(1, 1e3))
def test_the_gain_found_gives_the_total_wanted(items, factor):
    gain = gain_for(items, items * factor)
    assert items / (1 - gain) == pytest.approx(items * factor)
