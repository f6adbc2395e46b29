"""The bullwhip: lesson 12's ratios, and a simulated chain against the formula, exact and by luck."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.supply_chain import measured_ratio, order_up_to, ratios, variance_ratio, viral_demand

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


def test_the_table_of_ratios_is_the_formula():
    for row in ratios(2, sharing=True).itertuples():
        assert row.variance_ratio == variance_ratio(row.lead_time, row.window, 2, True)


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


@pytest.mark.parametrize("compute", [variance_ratio, ratios, viral_demand, order_up_to], ids=lambda f: f.__name__)
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
