"""The marketing mix: lesson 01's numbers, and laws of a chain."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.mix import INSTRUMENTS, budget_curve, chain, levers, mix_index, optimal_budget, spending

share = st.floats(0, 1)


def test_an_elasticity_of_12_percent_against_2_4_is_five_percent_of_revenue():
    assert optimal_budget(2_000_000, 0.12, 2.4) == pytest.approx(100_000)


def test_the_index_of_the_exercise_and_its_two_levers():
    base = mix_index(0.9, 0.8, 0.5, 0.9)
    assert base == pytest.approx(0.324)
    assert mix_index(0.9, 0.8, 0.5, 1.0) == pytest.approx(0.360)
    assert mix_index(0.9, 0.8, 0.6, 0.9) == pytest.approx(0.3888)
    gains = levers(0.9, 0.8, 0.5, 0.9).set_index("instrument")["growth"]
    assert gains["promotion"] == pytest.approx(1 / 9)
    assert gains["place"] == pytest.approx(0.2)


@given(st.tuples(share, share, share, share, share))
def test_the_weakest_instrument_bounds_the_index(levels):
    assert 0 <= mix_index(*levels) <= min(levels)


@given(st.permutations([0.3, 0.5, 0.7, 0.8, 0.9]))
def test_no_instrument_counts_more_than_another(levels):
    assert mix_index(*levels) == pytest.approx(0.3 * 0.5 * 0.7 * 0.8 * 0.9)


@given(st.lists(st.floats(0.05, 0.9), min_size=5, max_size=5))
def test_the_weakest_instrument_is_the_best_lever(levels):
    table = levers(*levels)
    assert table["instrument"].tolist() == ["now", *INSTRUMENTS]
    assert table["level"][table["growth"].idxmax()] == pytest.approx(min(levels))
    assert (table["mix_index"] >= mix_index(*levels) - 1e-12).all()


def test_a_zero_makes_everything_zero_and_no_gain_is_invented():
    table = levers(0.9, 0, 0.5, 0.9)
    assert mix_index(0.9, 0, 0.5, 0.9) == 0
    assert table["growth"].isna().all()
    assert table.set_index("instrument").loc["price", "mix_index"] > 0


@given(st.floats(1, 1e9), st.floats(0.01, 1), st.floats(1, 10))
def test_the_optimal_budget_earns_more_than_its_neighbours(revenue, part, price):
    # Profit = margin x sales - advertising, with sales ~ advertising^part and a margin rate of 1 / price elasticity.
    best = optimal_budget(revenue, part, price)
    profit = lambda spent: revenue / price * (spent / best) ** part - spent  # noqa: E731
    assert profit(best) >= max(profit(best * 0.9), profit(best * 1.1)) - 1e-9 * revenue


def test_arrays_are_welcome():
    assert optimal_budget(1e6, np.array([0.1, 0.2]), 2).tolist() == pytest.approx([50_000, 100_000])


@given(st.tuples(share, share, share, share, share))
def test_the_chain_never_grows_and_ends_at_the_index(levels):
    left = chain(*levels)["mix_index"]
    assert left.is_monotonic_decreasing
    assert left.iloc[-1] == pytest.approx(mix_index(*levels))
    assert levers(*levels)["mix_index"][0] == pytest.approx(mix_index(*levels))


@given(st.floats(1, 1e9), st.floats(0, 0.4), st.floats(1, 10))
def test_advertising_and_everything_else_make_up_the_revenue(revenue, part, price):
    table = spending(revenue, part, price)
    assert table["euros"].sum() == pytest.approx(revenue)
    assert table["share"][0] == pytest.approx(part / price)


def test_the_budget_curve_is_a_straight_line_through_zero():
    curve = budget_curve(2.4)
    assert curve["budget_share"][0] == 0
    assert np.ptp(np.diff(curve["budget_share"])) < 1e-12


@pytest.mark.parametrize("bad", [-0.1, 1.1, float("nan"), "much", None])
def test_levels_outside_0_to_1_are_refused(bad):
    for model in (chain, levers, mix_index):
        with pytest.raises(Refused):
            model(0.5, bad, 0.5, 0.5)
