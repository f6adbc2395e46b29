"""The funnel: lesson 12's orders and prices, what waiting costs, and what reminders bring back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.funnel import cooled, decay, followed_up, stages

share = st.floats(0, 1)


def test_the_defaults_bring_5_orders_at_500_euro_each():
    table = stages(100_000, 0.02, 0.05, 0.2, 0.25, 2500)
    assert table["people"].tolist() == [100_000, 2000, 100, 20, 5]
    assert table["cost_each"].tolist() == [0.025, 1.25, 25, 125, 500]


def test_a_close_rate_of_fifty_per_cent_brings_10_orders():
    assert stages(100_000, 0.02, 0.05, 0.2, 0.5)["people"].iloc[-1] == 10


@given(st.floats(0, 1e9), st.tuples(share, share, share, share))
def test_nobody_joins_on_the_way_and_each_stage_is_its_rate_of_the_one_before(reach, rates):
    people = stages(reach, *rates)["people"].to_numpy()
    assert np.all(np.diff(people) <= 1e-9)
    assert people[1:] == pytest.approx(people[:-1] * np.array(rates), rel=1e-6, abs=1e-8)


@given(st.floats(1, 1e9), st.permutations([0.02, 0.05, 0.2, 0.25]))
def test_doubling_any_rate_doubles_the_orders_whichever_it_is(reach, rates):
    doubled = [2 * rates[0], *rates[1:]]
    assert stages(reach, *doubled)["people"].iloc[-1] == pytest.approx(
        2 * stages(reach, *rates)["people"].iloc[-1], rel=1e-6, abs=1e-8
    )


@given(st.floats(0.01, 1e12), share)
def test_every_stage_pays_the_whole_campaign_and_an_empty_stage_has_no_price(cost, click):
    table = stages(1000, click, 0.5, 0.5, 0, cost)
    priced = table.dropna()
    assert (priced["cost_each"] * priced["people"]).to_numpy() == pytest.approx(np.full(len(priced), cost))
    assert table.loc[table["people"] == 0, "cost_each"].isna().all()


def test_marketing_hands_over_to_sales_at_the_leads():
    owner = stages(1, 1, 1, 1, 1).set_index("stage")["owner"]
    assert owner[["leads", "opportunities"]].tolist() == ["marketing", "sales"]


# -- waiting and reminders -------------------------------------------------------------------------------------------


def test_a_lead_cools_by_the_two_measured_ratios():
    assert cooled(1) / cooled(2) == pytest.approx(7)
    assert cooled(1) / cooled(24) == pytest.approx(60)


def test_nothing_is_claimed_before_the_first_hour_and_after_the_first_day():
    assert cooled(0) == cooled(0.5) == cooled(1) == 1
    assert cooled(72) == cooled(24)


def test_between_the_measured_hours_the_line_is_straight_in_powers_of_the_wait():
    # From 2 to 24 hours, twelve times the wait, the chance falls to 7/60: root of the one factor, root of the other.
    assert cooled(2 * 12**0.5) == pytest.approx((7 / 60) ** 0.5 / 7)


def test_without_reminders_the_measured_23_per_cent_are_never_called():
    assert followed_up(0.4, 1) == pytest.approx(0.4 * 0.77)
    assert followed_up(0.4, 1, reminders=True) == 0.4
    assert followed_up(0.4, 1, forgotten=1) == 0


def test_calling_at_once_brings_more_than_forgetting_nobody():
    assert followed_up(0.4, 1) / followed_up(0.4, 2) == pytest.approx(7)
    assert followed_up(0.4, 2, reminders=True) / followed_up(0.4, 2) == pytest.approx(1 / 0.77)


def test_the_exercise_of_the_hand_over_175_opportunities_of_2000_leads():
    waits = {1: 300, 2: 700, 24: 1000}
    assert sum(leads * followed_up(0.42, hours, reminders=True) for hours, leads in waits.items()) == pytest.approx(175)


@given(st.integers(0, 10**6), share, share)
def test_waiting_never_helps_reminders_never_hurt_and_people_are_whole(leads, opportunity, forgotten):
    plain, reminded = (decay(leads, opportunity, on, forgotten)["opportunities"] for on in (False, True))
    assert (plain.diff().dropna() <= 0).all()
    assert (reminded >= plain).all()
    assert ((plain >= 0) & (reminded <= leads)).all()
    assert (plain % 1 == 0).all()


def test_of_1000_leads_308_44_and_5_become_opportunities_within_the_hour_an_hour_and_a_day_later():
    assert decay(1000, 0.4)["opportunities"].iloc[[0, 1, 23, 47]].tolist() == [308, 44, 5, 5]


@pytest.mark.parametrize("compute", [stages, cooled, followed_up, decay], ids=lambda f: f.__name__)
@given(st.data())
def test_what_cannot_be_computed_is_refused(compute, data):
    anything = st.one_of(st.none(), st.text(), st.booleans(), st.floats(), st.integers(-2, 50), share)
    arguments = [data.draw(anything) for _ in range(compute.__code__.co_argcount)]
    try:
        result = compute(*arguments)
    except Refused:
        return
    numbers = (
        result.select_dtypes("number").drop(columns="cost_each", errors="ignore")
        if compute in (stages, decay)
        else result
    )
    assert np.all(np.isfinite(np.asarray(numbers, dtype=float)))
