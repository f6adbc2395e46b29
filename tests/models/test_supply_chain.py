"""The bullwhip: lesson 12's ratios, and a simulated chain against the formula, exact and by luck."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.supply_chain import (
    beside_measured,
    calming_costs,
    largest,
    measured_ratio,
    order_up_to,
    quarterly_ratio,
    variance_ratio,
    viral_demand,
    viral_week,
)

weeks_of_demand = st.lists(st.floats(0, 1000), min_size=1, max_size=40)


def lines(*arguments, **options):
    return order_up_to(*arguments, **options).pivot(index="week", columns="stage", values="orders")


def test_the_ratios_of_the_lesson():
    assert round(variance_ratio(2, 5), 2) == 2.12
    assert round(variance_ratio(2, 10), 2) == 1.48
    assert round(variance_ratio(4, 5), 2) == 3.88


def test_two_stages_without_sharing_multiply_to_4_49_and_with_sharing_make_3_88():
    assert round(variance_ratio(2, 5, stages=2), 2) == 4.49
    assert variance_ratio(2, 5, stages=2, sharing=True) == variance_ratio(4, 5)


@given(st.floats(0.1, 50), st.floats(1, 50), st.integers(1, 5))
def test_longer_lead_times_and_more_stages_make_it_worse_longer_windows_and_sharing_better(lead_time, window, stages):
    ratio = variance_ratio(lead_time, window, stages)
    assert variance_ratio(lead_time * 1.1, window, stages) > ratio >= 1
    assert variance_ratio(lead_time, window * 1.1, stages) < ratio
    assert variance_ratio(lead_time, window, stages + 1) > ratio
    assert variance_ratio(lead_time, window, stages, sharing=True) <= ratio * (1 + 1e-12)


@given(st.integers(0, 10), st.integers(1, 20), st.integers(1, 3))
def test_counted_by_quarters_a_shop_swings_as_the_sums_of_its_orders_do(lead_time, window, stages):
    # Every order is (1 + a) x this week - a x the week that drops out; the variance of a sum is that of its weights.
    a = lead_time * stages / window
    weights = np.zeros(13 + window)
    for week in range(13):
        weights[week + window] += 1 + a
        weights[week] -= a
    expected = np.sum(weights**2) / 13
    assert quarterly_ratio(lead_time, window, stages, sharing=True) == pytest.approx(expected)


def test_the_shop_of_the_lesson_swings_2_12_times_by_weeks_and_1_43_times_by_quarters():
    assert round(quarterly_ratio(2, 5), 2) == 1.43
    assert quarterly_ratio(2, 5, weeks=1) == variance_ratio(2, 5)
    assert quarterly_ratio(2, 20) == variance_ratio(2, 20)  # a window longer than a quarter: nothing is made up within


def test_the_model_stands_beside_what_was_measured():
    rows = beside_measured(2, 5).set_index("compared")
    assert rows.index[rows["origin"] == "measured"].tolist() == ["median_firm", "mean_firm"]
    table = rows["variance_ratio"]
    assert table[["median_firm", "mean_firm"]].tolist() == [1.067, 1.158]  # Bray, Mendelson (2012)
    assert table["shop_by_quarter"] == quarterly_ratio(2, 5)
    assert table[["stage_1", "stage_2", "stage_3"]].round(2).tolist() == [2.12, 4.49, 9.53]
    shared = beside_measured(2, 5, sharing=True).set_index("compared")["variance_ratio"]
    assert shared["stage_3"] == pytest.approx(variance_ratio(6, 5))


def test_the_shop_is_as_calm_as_the_mean_firm_with_one_week_of_delivery_and_fourteen_looked_back():
    assert variance_ratio(1, 14) < 1.158 < variance_ratio(1, 13)
    assert variance_ratio(2, 20) > 1.158


# -- the simulated chain against the formula -------------------------------------------------------------------------


def closed_form(demand, a, window):
    """Order of one stage that may send back: (1 + a) D(t) - a D(t - n) with a = lead time / window."""
    past = np.r_[np.full(window, demand[0]), demand][: len(demand)]
    return (1 + a) * np.asarray(demand) - a * past


@given(weeks_of_demand, st.floats(0, 10), st.integers(1, 10), st.integers(1, 4))
def test_with_returns_the_orders_are_the_closed_form_stage_by_stage(demand, lead_time, window, stages):
    alone = lines(demand, lead_time, window, stages, returns=True)
    shared = lines(demand, lead_time, window, stages, sharing=True, returns=True)
    line = demand
    for stage in range(1, stages + 1):
        line = closed_form(line, lead_time / window, window)
        size = 1e-9 * (1 + np.abs(line).max()) * 100
        assert alone[stage].to_numpy() == pytest.approx(line, abs=size)
        once = closed_form(demand, stage * lead_time / window, window)
        assert shared[stage].to_numpy() == pytest.approx(once, abs=1e-6 * (1 + np.abs(once).max()))


def ratios_by_luck(runs, stages, **options):
    """Measured ratios of independent chains, 3,000 weeks each, of normal demand (mean 100, deviation 15)."""
    luck = np.random.default_rng(11)
    measured = [
        measured_ratio(order_up_to(luck.normal(100, 15, 3000), 2, 5, stages, **options))["measured_ratio"].to_numpy()
        for _ in range(runs)
    ]
    return np.mean(measured, axis=0), np.std(measured, axis=0, ddof=1) / np.sqrt(runs)


def test_one_stage_varies_in_expectation_exactly_as_much_as_the_formula_says():
    # Mean of 40 chains, false-alarm rate one in a thousand (3.29 standard errors); the seed is fixed.
    mean, error = ratios_by_luck(40, 1, returns=True)
    assert abs(mean[0] - variance_ratio(2, 5)) < 3.29 * error[0]


def test_sharing_keeps_every_stage_at_its_formula():
    mean, error = ratios_by_luck(40, 3, sharing=True, returns=True)
    bound = np.array([variance_ratio(2, 5, stage, sharing=True) for stage in (1, 2, 3)])
    assert np.all(np.abs(mean - bound) < 3.29 * error)


def test_without_sharing_two_stages_and_more_lie_above_the_bound():
    # Orders hang together over the weeks, which the bound leaves out: for two stages exactly 4.4944 + 0.6272.
    mean, error = ratios_by_luck(40, 3, returns=True)
    assert abs(mean[1] - 5.1216) < 3.29 * error[1]
    assert np.all(mean - [0, *(variance_ratio(2, 5, stage) for stage in (2, 3))] > 3.29 * error)


def test_without_returns_one_stage_is_still_at_the_bound_while_orders_stay_above_zero():
    mean, error = ratios_by_luck(40, 1)
    assert mean[0] > variance_ratio(2, 5) - 3.29 * error[0]


# -- laws of the chain -----------------------------------------------------------------------------------------------


@given(weeks_of_demand, st.floats(0, 10), st.integers(1, 10), st.integers(1, 4), st.booleans())
def test_without_returns_no_order_is_below_zero(demand, lead_time, window, stages, sharing):
    assert (order_up_to(demand, lead_time, window, stages, sharing)["orders"] >= 0).all()


@given(st.floats(0, 1e6), st.floats(0, 10), st.integers(1, 10), st.booleans(), st.booleans())
def test_steady_demand_passes_through_unchanged(pieces, lead_time, window, sharing, returns):
    table = order_up_to([pieces] * 20, lead_time, window, 4, sharing, returns)
    assert table["orders"].to_numpy() == pytest.approx(np.full(100, pieces), rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("returns", [True, False])
@pytest.mark.parametrize("sharing", [True, False])
def test_after_a_spike_every_stage_has_ordered_what_was_sold_in_the_end(sharing, returns):
    demand = viral_demand(weeks=150, viral_spike=5)
    totals = lines(demand, 2, 5, 4, sharing, returns).sum()
    assert totals.to_numpy() == pytest.approx(np.full(5, demand.sum()))


def test_the_week_of_the_lesson_is_told_in_whole_pieces_and_only_of_stages_that_are_there():
    orders = viral_week(3, 2, 5)
    assert (orders["orders"] % 1 == 0).all()
    assert largest(orders)["orders"].tolist() == [300, 380, 492, 649]
    assert largest(viral_week(3, 2, 5, stages=1))["stage"].tolist() == ["stage_0", "stage_1"]


def test_each_stage_of_the_prediction_orders_what_was_asked_and_twice_what_its_average_rose():
    asked = 300.0
    for expected in (380, 492, 648.8):  # the worked example of the lesson gives the first one
        asked += 2 * (asked - 100) / 5
        assert asked == pytest.approx(expected)
    assert lines(viral_demand(viral_spike=3), 2, 5, 3)[3].max() == pytest.approx(asked)


def test_only_one_setting_of_the_puzzle_calms_the_factory_for_100_000_euro_and_eight_weeks():
    calm = [
        (lead_time, window, sharing)
        for lead_time in (1, 2, 3, 4)
        for window in range(2, 9)
        for sharing in (False, True)
        if 60_000 * (4 - lead_time) + 40_000 * sharing <= 100_000
        and measured_ratio(viral_week(5, lead_time, window, 3, sharing))["measured_ratio"][2] < 5
    ]
    assert calm == [(3, 8, True)]


def test_a_viral_spike_grows_from_stage_to_stage_and_less_so_with_shared_data():
    demand = viral_demand(viral_spike=3)
    alone, shared = lines(demand, 2, 5, 3).max(), lines(demand, 2, 5, 3, sharing=True).max()
    assert alone.tolist() == pytest.approx([300, 380, 492, 648.8])
    assert shared.tolist() == pytest.approx([300, 380, 460, 540])
    assert (lines(demand, 2, 5, 3)[3] == 0).any()  # after the wave the factory stands still


@given(weeks_of_demand, st.floats(0, 5), st.integers(1, 8), st.floats(0.1, 10))
def test_twice_the_demand_is_twice_the_orders(demand, lead_time, window, factor):
    once, more = (order_up_to(np.array(demand) * f, lead_time, window, 3)["orders"].to_numpy() for f in (1.0, factor))
    assert more == pytest.approx(once * factor, rel=1e-6, abs=1e-5)


def test_a_spike_multiplies_one_week_only_and_the_luck_is_the_same_with_and_without():
    calm, viral = (viral_demand(30, 100, spike, start=7, spread=10, rng=2) for spike in (1, 4))
    assert np.flatnonzero(calm != viral).tolist() == [6]
    assert viral[6] == pytest.approx(4 * calm[6])
    assert (viral_demand(5, start=9) == 100).all()


# -- refusals --------------------------------------------------------------------------------------------------------


def test_demand_that_never_varied_has_no_ratio():
    with pytest.raises(Refused, match="demand must be a number above 0"):
        measured_ratio(order_up_to([5, 5, 5], 2, 5))
    with pytest.raises(Refused):
        measured_ratio([1, 2])


@pytest.mark.parametrize(
    "compute", [variance_ratio, quarterly_ratio, beside_measured, viral_demand, order_up_to], ids=lambda f: f.__name__
)
@given(st.data())
def test_what_cannot_be_computed_is_refused(compute, data):
    anything = st.one_of(
        st.none(),
        st.text(),
        st.booleans(),
        st.floats(),
        st.integers(-2, 50),
        st.lists(st.floats()),
        st.just([[1], [2]]),
    )
    arguments = [data.draw(anything) for _ in range(compute.__code__.co_argcount)]
    try:
        result = compute(*arguments)
    except Refused:
        return
    numbers = result.select_dtypes("number") if hasattr(result, "columns") else result
    assert np.all(np.isfinite(np.asarray(numbers, dtype=float)))


def test_the_bill_for_a_calm_factory_adds_up_weeks_off_and_the_joint_system():
    bills = {(lead, shared): calming_costs(lead, shared)["cost"].tolist() for lead in (4, 3, 1) for shared in (0, 1)}
    assert bills[4, 0] == [0, 0, 0]
    assert bills[3, 1] == [60_000, 40_000, 100_000]
    assert bills[1, 1] == [180_000, 40_000, 220_000]
    with pytest.raises(Refused):
        calming_costs(5, True)
