"""The unknown factor: lesson 06's numbers, laws of a long tail, and refusals."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib import data
from smm_lib.models.amplification import (
    beside_tail,
    factor,
    fit_tail,
    histogram,
    listeners,
    mean,
    places,
    quantile,
    readable,
    sample,
    tail,
)
from smm_lib.models.bounds import Refused
from smm_lib.models.bounds import generator as luck
from tests.publisher import needs_copies

floors, alphas = st.floats(1, 100), st.floats(0.5, 10)
GARBAGE = [None, "", "1", True, float("nan"), float("inf"), -1, {}, object(), 1e300]


def test_a_hundred_unhappy_customers_reach_10_000_at_the_floor():
    table = listeners(100, 10, 10, 2).set_index("reading")["listeners"]
    assert table[["offline", "floor"]].tolist() == [1000, 10_000]


def test_alpha_2_has_its_median_at_14_1_its_mean_at_20_and_its_p90_at_31_6():
    assert places(10, 2) == pytest.approx({"median": 14.142, "mean": 20, "p90": 31.623}, abs=1e-3)
    assert tail(100, 10, 2) == pytest.approx(0.01)


def test_with_alpha_1_5_the_mean_is_nearly_twice_the_median():
    assert (mean(10, 1.5), round(quantile(0.5, 10, 1.5), 1)) == (30, 15.9)


def test_a_rough_check_gives_12_for_the_mean_and_5_for_the_median_number_of_friends():
    assert factor(60, 1, 5) == 12
    assert factor(191, 1 / 3, 4.5) == pytest.approx(14.1, abs=0.05)
    assert factor(99, 0.25, 5) == pytest.approx(4.95)


@given(st.floats(0, 0.999), floors, alphas)
def test_quantile_and_tail_undo_each_other(p, floor, alpha):
    assert tail(quantile(p, floor, alpha), floor, alpha) == pytest.approx(1 - p, rel=1e-9)


@given(floors, st.floats(1.01, 10))
def test_the_mean_lies_above_the_median_and_is_the_area_under_the_tail(floor, alpha):
    assert mean(floor, alpha) > quantile(0.5, floor, alpha) > floor
    middles = (np.arange(100_000) + 0.5) / 100_000
    below = quantile(middles, floor, alpha).mean()  # misses only the last bit of the tail
    assert below <= mean(floor, alpha) * (1 + 1e-9)
    if alpha > 2:
        assert below == pytest.approx(mean(floor, alpha), rel=0.01)


def test_up_to_alpha_1_there_is_no_mean():
    with pytest.raises(Refused, match="alpha must be a number from 1 to 100, got 1"):
        mean(10, 1)
    assert "mean" not in places(10, 1)


def test_the_lognormal_has_the_same_median_and_p90_and_the_mean_of_a_large_sample():
    pareto, lognormal = places(10, 2), places(10, 2, "lognormal")
    assert (lognormal["median"], lognormal["p90"]) == (pareto["median"], pareto["p90"])
    drawn = sample(10, 2, runs=400_000, rng=3, shape="lognormal")
    assert abs(drawn.mean() - lognormal["mean"]) < 5 * drawn.std() / 400_000**0.5  # one false alarm in a million


@pytest.mark.parametrize("shape", ["pareto", "lognormal"])
def test_a_sample_has_the_median_and_the_p90_of_its_distribution(shape):
    drawn = sample(10, 2, runs=100_000, rng=1, shape=shape)  # 5 standard errors: one false alarm in a million
    for p, middle in ((0.5, 14.142), (0.9, 31.623)):
        error = np.sqrt(p * (1 - p) / 100_000)
        assert np.mean(drawn <= middle) == pytest.approx(p, abs=5 * error)
    assert drawn.min() >= 10


def test_a_fitted_tail_gives_back_the_alpha_it_was_drawn_from():
    for alpha in (0.9, 2):
        drawn = np.floor(sample(9.5, alpha, 100_000, 4) + 0.5)  # from 9.5 on a number rounds to 10 or more
        sizes, many = np.unique(np.minimum(drawn, 1e9), return_counts=True)
        found = fit_tail(pd.DataFrame({"received": sizes, "authors": many}), 10)
        assert found == pytest.approx(alpha, abs=0.02)  # five standard errors: alpha / sqrt(n)


def test_the_tail_of_the_rumour_is_too_long_for_a_mean_and_one_author_in_twelve_comes_to_ten():
    rumour = data.load_retweet_tail().set_index("received")
    assert rumour.loc[10, ["authors", "alpha"]].tolist() == [3532, 0.864]
    assert rumour.loc[10, "share_of_authors"] == pytest.approx(0.085, abs=5e-4)
    assert (rumour["alpha"].loc[:50] < 1).all()
    assert rumour["authors"].is_monotonic_decreasing


@needs_copies
def test_the_table_of_the_rumour_is_what_the_real_data_give(copies):  # noqa: ARG001
    counted = data.load_retweets_received()
    for row in data.load_retweet_tail().itertuples():
        assert counted.query("received >= @row.received")["authors"].sum() == row.authors
        assert fit_tail(counted, row.received) == pytest.approx(row.alpha, abs=5e-4)


def test_the_model_beside_the_measured_tail_is_the_tail_of_the_lesson():
    both = beside_tail(data.load_retweet_tail(), 0.9)
    model = both[both["curve"] == "model"]
    assert model["share_of_authors"].tolist() == pytest.approx((model["received"] ** -0.9).tolist())


def test_a_reader_gets_three_digits_of_what_was_drawn_by_lot():
    table = readable(listeners(100, (8, 12), 10, 2))
    assert table["reading"].tolist() == ["offline", "floor", "unknown"]
    assert table["listeners"].tolist() == [1000, 10_000, 14_400]


def test_the_honest_range_of_the_puzzle_needs_both_ends():
    assert 1 - tail(10.5, 10, 2) == pytest.approx(0.1, abs=0.02)
    assert tail(31.5, 10, 2) == pytest.approx(0.1, abs=0.02)
    assert 1 - tail(10, 10, 2) == 0  # a range from the floor is never left below


def test_a_tail_without_counts_or_columns_is_refused():
    with pytest.raises(Refused, match="counted must be a table with a column authors"):
        fit_tail(pd.DataFrame({"received": [1]}), 1)
    with pytest.raises(Refused, match="authors must be a number above 0"):
        fit_tail(pd.DataFrame({"received": [1], "authors": [3]}), 10)


def test_the_two_shapes_agree_in_the_middle_and_part_far_out():
    pareto, lognormal = sample(10, 2, 100_000, 3), sample(10, 2, 100_000, 3, shape="lognormal")
    assert np.abs(np.median(pareto) - np.median(lognormal)) < 0.1
    assert np.mean(pareto > 1000) == pytest.approx(1e-4, abs=1.6e-4)
    assert np.mean(lognormal > 1000) < np.mean(pareto > 1000)


@given(floors, alphas, st.floats(1, 2), st.sampled_from(["pareto", "lognormal"]), st.integers(0, 99))
def test_a_higher_floor_or_a_longer_tail_lowers_no_run(floor, alpha, more, shape, seed):
    base = sample(floor, alpha, 50, seed, shape)
    assert (sample(floor * more, alpha, 50, seed, shape) >= base * (1 - 1e-12)).all()
    if shape == "pareto":
        assert (sample(floor, alpha / more, 50, seed) >= base * (1 - 1e-12)).all()


def test_a_run_is_the_same_whether_16_or_64_are_asked_for():
    assert (sample(10, 2, 64)[:16] == sample(10, 2, 16)).all()
    assert (sample(10, 2, 16, rng=5) == sample(10, 2, 16, rng=luck(5))).all()


@given(floors, alphas)
def test_the_histogram_counts_every_run_in_bins_that_never_move(floor, alpha):
    table, other = histogram(sample(floor, alpha)), histogram(sample(1, 9))
    assert table["share_of_runs"].sum() == pytest.approx(1)
    assert (table["factor_low"] == other["factor_low"]).all()
    assert (table["factor_low"].iloc[0], table["factor_high"].iloc[-1]) == (1, 10_000)


def test_what_is_larger_than_the_histogram_is_counted_at_its_end():
    table = histogram(np.array([1.0, 10.0, 1e9, 2e9]))
    assert table["share_of_runs"].iloc[[0, 10, -1]].tolist() == [0.25, 0.25, 0.5]


@given(st.floats(0, 1e6), st.tuples(st.floats(0, 100), st.floats(0, 100)).map(sorted), floors, alphas, st.floats(0, 1))
def test_no_band_is_crossed_and_unknown_means_at_least_the_floor(unhappy, told, floor, alpha, recovery_rate):
    table = listeners(unhappy, tuple(told), floor, alpha, recovery_rate, runs=100)
    assert (table["listeners_low"] <= table["listeners"] * (1 + 1e-12)).all()
    assert (table["listeners"] <= table["listeners_high"] * (1 + 1e-12)).all()
    assert (table["listeners_low"].iloc[2] >= table["listeners_low"].iloc[1] * (1 - 1e-9)).all()


def test_the_band_of_the_unknown_factor_is_its_p10_and_p90():
    band = listeners(100, 10, 10, 2, runs=100_000).iloc[2]
    expected = [1000 * quantile(p, 10, 2) for p in (0.5, 0.1, 0.9)]
    assert band.iloc[1:].tolist() == pytest.approx(expected, rel=0.02)


def test_half_of_the_complaints_put_right_halve_every_number_and_all_leave_none():
    columns = ["listeners", "listeners_low", "listeners_high"]
    base, half, none = (listeners(100, (8, 12), 10, 2, rate)[columns] for rate in (0, 0.5, 1))
    assert np.allclose(base, 2 * half)
    assert (none == 0).all(axis=None)


@pytest.mark.parametrize("bad", GARBAGE, ids=lambda bad: str(bad)[:12])
def test_garbage_is_refused_in_a_sentence_wherever_it_stands(bad):
    good = {
        quantile: [0.5, 10, 2],
        mean: [10, 2],
        tail: [100, 10, 2],
        sample: [10, 2, 10, 0, "pareto"],
        places: [10, 2],
        histogram: [np.ones(3)],
        listeners: [100, 10, 10, 2, 0, 10, 0],
        factor: [100, 0.5, 5],
    }
    for function, arguments in good.items():
        for place in range(len(arguments)):
            if bad == 1e300 and function in (tail, histogram):
                continue  # a factor may be huge
            with pytest.raises(Refused, match="must be"):
                function(*arguments[:place], bad, *arguments[place + 1 :])


def test_a_range_that_runs_backwards_and_an_empty_histogram_are_refused():
    for told in ((12, 8), (1, 2, 3), []):
        with pytest.raises(Refused, match="told_negative must"):
            listeners(100, told, 10, 2)
    with pytest.raises(Refused, match="factors must be a series of at least 1 values, got 0"):
        histogram(np.array([]))
