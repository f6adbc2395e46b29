"""A/B tests: lesson 10's numbers, the tools of others as judges, and laws of samples, results and peeking."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from smm_lib.models.bounds import Refused
from smm_lib.models.experiment import days_needed, false_alarm, interval, power, power_curve, sample_size, z_test
from smm_lib.models.peeking import peeking
from smm_lib.models.results import intervals, sampling

rate = st.floats(0.001, 0.999)


def test_two_to_two_and_a_half_per_cent_needs_13807_visitors_each_and_to_three_3823():
    assert sample_size(0.02, 0.025) == 13_807
    assert sample_size(0.02, 0.03) == 3823


def test_200_against_250_of_ten_thousand_is_z_2_38_and_p_017():
    z, p = z_test(200, 10_000, 250, 10_000)
    assert round(z, 2) == 2.38
    assert round(p, 3) == 0.017


def test_ten_independent_looks_at_five_per_cent_give_40_1_per_cent_false_alarms():
    assert round(false_alarm(10, 0.05), 3) == 0.401
    assert false_alarm(1, 0.05) == pytest.approx(0.05)


# -- samples ---------------------------------------------------------------------------------------------------------


@given(rate, rate, st.floats(0.01, 0.2), st.floats(0.5, 0.99))
def test_the_sample_reaches_the_power_and_one_visitor_less_does_not(base, target, alpha, wanted):
    if abs(base - target) < 1e-6:
        return
    n = sample_size(base, target, alpha, wanted)
    assert power(base, target, n, alpha) >= wanted - 1e-9
    if n > 1:
        assert power(base, target, n - 1, alpha) <= wanted + 1e-9


@given(rate, rate)
def test_which_version_is_the_better_one_and_what_counts_as_success_does_not_matter(base, target):
    if abs(base - target) > 1e-6:
        n = sample_size(base, target)
        assert abs(sample_size(target, base) - n) <= 1
        assert sample_size(1 - base, 1 - target) == pytest.approx(n, rel=1e-6, abs=1)


def test_the_power_promised_is_the_share_of_tests_that_find_the_difference():
    # 4,000 tests of real coin tosses. False-alarm rate: |z| > 3.29, one in a thousand; the seed is fixed.
    luck, n = np.random.default_rng(1), sample_size(0.05, 0.07)
    a, b = luck.binomial(n, 0.05, 4000), luck.binomial(n, 0.07, 4000)
    found = np.mean([z_test(int(x), n, int(y), n)[1] < 0.05 for x, y in zip(a, b, strict=True)])
    assert abs(found - 0.8) < 3.29 * math.sqrt(0.8 * 0.2 / 4000)


def test_equal_rates_have_no_sample_size():
    with pytest.raises(Refused, match="target must be another number"):
        sample_size(0.02, 0.02)


def test_half_the_effect_takes_about_four_times_the_days():
    days = days_needed(0.02, 1000).set_index("effect")["test_days"]
    assert days.is_monotonic_decreasing
    assert days.iloc[0] / days.iloc[1] == pytest.approx(4, rel=0.1)


def test_the_bells_stand_at_the_true_rates_and_get_slim_with_visitors():
    few, many = sampling(0.02, 0.025, 1000), sampling(0.02, 0.025, 4000)
    assert few.query("density == 1")["rate"].tolist() == pytest.approx([0.02, 0.025])
    width = [table.query("version == 'version_a'")["rate"].std() for table in (few, many)]
    assert width[0] / width[1] == pytest.approx(2)
    assert sampling(0.001, 0.5, 5)["rate"].between(0, 1).all()
    assert few.query("density == 1")["relative"].tolist() == pytest.approx([1, 1.25])


def test_the_power_curve_goes_through_the_sample_size():
    curve = power_curve(0.02, 0.025)
    assert np.interp(13_807, curve["visitors"], curve["power"]) == pytest.approx(0.8, abs=0.01)
    assert curve["power"].is_monotonic_increasing
    assert (power_curve(0.02, 0.025, 0.1)["power"] >= curve["power"]).all()


def test_intervals_of_both_versions_are_those_of_each_alone():
    table = intervals(200, 10_000, 250, 10_000).set_index("version")
    assert table["rate"].tolist() == [0.02, 0.025]
    for version, conversions in (("version_a", 200), ("version_b", 250)):
        ends = tuple(table.loc[version, ["rate_low", "rate_high"]])
        assert ends == pytest.approx(interval(conversions, 10_000))


# -- results ---------------------------------------------------------------------------------------------------------


@given(st.integers(1, 500), st.integers(1, 500), st.data())
def test_z_squared_is_the_chi_square_of_the_table_and_p_belongs_to_it(n_a, n_b, data):
    a, b = data.draw(st.integers(0, n_a)), data.draw(st.integers(0, n_b))
    z, p = z_test(a, n_a, b, n_b)
    if a + b in (0, n_a + n_b):
        assert (z, p) == (0, 1)
        return
    judge = stats.chi2_contingency([[a, n_a - a], [b, n_b - b]], correction=False)
    assert z**2 == pytest.approx(judge.statistic, abs=1e-9)
    assert p == pytest.approx(judge.pvalue, abs=1e-9)
    assert z_test(b, n_b, a, n_a) == pytest.approx((-z, p))


@given(st.integers(1, 10_000), st.data())
def test_the_interval_is_wilsons_and_holds_the_rate(visitors, data):
    seen, level = data.draw(st.integers(0, visitors)), data.draw(st.sampled_from([0.8, 0.95, 0.99]))
    low, high = interval(seen, visitors, level)
    judge = stats.binomtest(seen, visitors).proportion_ci(level, method="wilson")
    assert (low, high) == pytest.approx((judge.low, judge.high), abs=1e-9)
    assert 0 <= low <= seen / visitors + 1e-12 <= high + 2e-12 <= 1 + 3e-12


# -- peeking ---------------------------------------------------------------------------------------------------------


def growing(*arguments, **options):
    return peeking(*arguments, **options).query("data == 'growing'")["false_alarm"].to_numpy()


def test_repeated_looks_give_the_shares_that_were_published_in_1969():
    # Armitage, McPherson, Rowe: looks 1, 2, 3, 4, 5, 10, 20. False-alarm rate 7 x one in a thousand; the seed is fixed.
    exact = np.array([0.05, 0.083, 0.107, 0.126, 0.142, 0.193, 0.248])
    seen = growing(20, runs=40_000, rng=3)[[0, 1, 2, 3, 4, 9, 19]]
    assert np.all(np.abs(seen - exact) < 0.0005 + 3.29 * np.sqrt(exact * (1 - exact) / 40_000))


def test_coin_tosses_of_real_visitors_say_the_same_as_the_normal_numbers_drawn():
    # 3,000 tests of A against A, 500 visitors each between looks. False-alarm rate one in a thousand; seed fixed.
    luck, looks, runs = np.random.default_rng(5), 5, 3000
    a, b = (luck.binomial(500, 0.1, (runs, looks)).cumsum(axis=1).tolist() for _ in "ab")
    ever = np.mean(
        [
            any(z_test(a[run][k], 500 * (k + 1), b[run][k], 500 * (k + 1))[1] < 0.05 for k in range(looks))
            for run in range(runs)
        ]
    )
    assert abs(ever - 0.142) < 3.29 * math.sqrt(0.142 * 0.858 / runs)


@given(st.integers(1, 30), st.floats(0.001, 0.5), st.integers(0, 5))
def test_every_further_look_adds_alarms_and_earlier_ones_stay(looks, alpha, seed):
    shares = growing(looks, alpha, runs=50, rng=seed)
    assert np.all(np.diff(shares) >= 0)
    assert np.array_equal(shares, growing(30, alpha, runs=50, rng=seed)[:looks])
    assert np.all(growing(looks, min(0.5, alpha * 2), runs=50, rng=seed) >= shares)


def test_growing_data_alarm_less_often_than_new_data():
    table = peeking(10).pivot(index="look", columns="data", values="false_alarm").loc[3:]
    assert (table["growing"] < table["fresh"]).all()


# -- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "compute",
    [sample_size, power, z_test, interval, false_alarm, peeking, days_needed, sampling, power_curve, intervals],
    ids=lambda f: f.__name__,
)
@given(st.data())
def test_what_cannot_be_computed_is_refused(compute, data):
    anything = st.one_of(st.none(), st.text(), st.just(0), st.floats(), st.integers(-2, 50), st.floats(0, 1))
    arguments = [data.draw(anything) for _ in range(4)]
    try:
        result = compute(*arguments[: compute.__code__.co_argcount])
    except Refused:
        return
    numbers = result.select_dtypes("number") if hasattr(result, "columns") else result
    assert np.all(np.isfinite(np.asarray(numbers, dtype=float)))
