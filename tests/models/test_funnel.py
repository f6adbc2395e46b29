"""The funnel: lesson 12's orders and prices, what waiting costs, and what reminders bring back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.funnel import decay, followed_up, stages

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


@given(share, st.floats(0.1, 365), st.floats(0, 0.9))
def test_three_days_without_reminders_give_the_measured_rate_back(opportunity, half_life, forgotten):
    assert followed_up(opportunity, 3, False, half_life, forgotten) == pytest.approx(opportunity)


def test_a_week_more_halves_the_opportunities_and_a_call_at_once_raises_them():
    assert followed_up(0.2, 10) == pytest.approx(0.1)
    assert followed_up(0.2, 0) == pytest.approx(0.2 * 2 ** (3 / 7))


def test_reminders_bring_back_the_forgotten_three_of_ten():
    assert followed_up(0.2, 3, reminders=True) == pytest.approx(0.2 / 0.7)
    assert followed_up(0.2, 3, reminders=True, forgotten=0) == pytest.approx(0.2)


@given(share, st.floats(0.1, 30), st.floats(0, 0.9))
def test_waiting_never_helps_reminders_never_hurt_and_a_share_stays_a_share(opportunity, half_life, forgotten):
    rates = decay(opportunity, half_life, forgotten).pivot(index="followup_days", columns="reminders")["opportunity"]
    assert (rates.diff().dropna() <= 0).all().all()
    assert (rates["with_reminders"] >= rates["without_reminders"]).all()
    assert ((rates >= 0) & (rates <= 1)).all().all()


@pytest.mark.parametrize("compute", [stages, followed_up, decay], ids=lambda f: f.__name__)
@given(st.data())
def test_what_cannot_be_computed_is_refused(compute, data):
    anything = st.one_of(st.none(), st.text(), st.booleans(), st.floats(), st.integers(-2, 50), share)
    arguments = [data.draw(anything) for _ in range(compute.__code__.co_argcount)]
    try:
        result = compute(*arguments)
    except Refused:
        return
    numbers = (
        result.select_dtypes("number").drop(columns="cost_each", errors="ignore") if compute != followed_up else result
    )
    assert np.all(np.isfinite(np.asarray(numbers, dtype=float)))
