"""Adoption over time: lesson 09's numbers, published fits reproduced, laws, and refusals."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from smm_lib.models.adoption import bass, fit, forecast, peak, rate_at, share_at
from smm_lib.models.bounds import Refused

RECORDERS = [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890]  # VCR, USA 1980-89, thousand
FACEBOOK = [1, 5.5, 12, 58, 145, 360, 608, 845, 1056, 1228, 1393, 1591, 1860, 2129, 2320, 2498, 2797, 2912, 2963, 3065]
SMARTPHONES = [35, 45, 54, 57, 68, 73, 73, 77, 81]  # per cent of US adults, 2011-19
COLOUR_TV = [10, 15, 21, 25, 31, 39, 43, 48, 57, 64, 69, 74, 75, 78, 79, 80, 85, 88, 89, 90, 90.5, 91, 93, 94]
COLOUR_TV += [96, 96, 95, 95, 96, 94, 96, 95, 94, 95, 94, 94, 96, 95, 97, 96]  # per cent of US households, 1966-2005
INTERNET = [10, 11, 13, 16, 19, 25, 34, 42, 49, 52, 54, 57, 61, 62, 65, 68, 70, 74, 76, 81, 82, 83, 85, 88]  # 1993-2016
GARBAGE = [None, "", "1", True, float("nan"), float("inf"), -1, [], {}, object(), 1e300]
rates = st.tuples(st.floats(0, 1), st.floats(0, 10))


def test_the_peak_lies_at_6_19_with_46_1_percent_adopted_and_11_1_percent_a_period():
    assert peak(0.03, 0.38) == pytest.approx(6.19, abs=0.005)
    assert share_at(peak(0.03, 0.38), 0.03, 0.38) == pytest.approx(0.461, abs=5e-4)
    assert rate_at(peak(0.03, 0.38), 0.03, 0.38) == pytest.approx(0.111, abs=5e-4)


def test_twice_the_talk_brings_the_peak_to_4_09_and_twice_the_advertising_to_4_20():
    assert peak(0.03, 0.76) == pytest.approx(4.09, abs=0.005)
    assert peak(0.06, 0.38) == pytest.approx(4.20, abs=0.005)


def test_a_third_has_adopted_after_5_periods_and_81_3_percent_after_10():
    assert share_at(5, 0.03, 0.38) == pytest.approx(0.331, abs=5e-4)
    assert share_at(10, 0.03, 0.38) == pytest.approx(0.813, abs=5e-4)


def test_the_published_fit_of_video_recorders_comes_out_with_its_peak_at_7_09():
    market, p, q = fit(RECORDERS, "rate")
    assert (round(market), round(p, 6), round(q, 5)) == (67_981, 0.006594, 0.63809)
    assert peak(p, q) == pytest.approx(7.09, abs=0.005)
    gaps = market * rate_at(np.arange(1.0, 11), p, q) - RECORDERS
    assert np.sqrt((gaps**2).sum() / (10 - 3)) == pytest.approx(727, abs=1)


def test_increments_are_compared_with_increments_as_srinivasan_and_mason_do():
    market, p, q = fit(RECORDERS)
    assert (round(market), round(p, 6), round(q, 5)) == (67_660, 0.008789, 0.64216)
    assert fit(RECORDERS, "new") == (market, p, q)


def test_exact_increments_give_back_what_made_them_and_the_rate_does_not():
    exact = bass(5000, 0.012, 0.41, 20)["new"].tolist()
    assert fit(exact) == pytest.approx((5000, 0.012, 0.41), rel=0, abs=1e-6)
    assert fit(exact, "rate") == pytest.approx((5027.6, 0.009868, 0.41055), rel=1e-4)


@pytest.mark.parametrize("kind", ["new", "rate", "adopters"])
@pytest.mark.parametrize(("used", "first"), [(8, 1), (12, 1), (20, 1), (9, 4), (9, 2.5), (9, 0)])
def test_exact_data_of_every_kind_give_back_what_made_them(kind, used, first):
    time = first + np.arange(float(used))
    gained = share_at(time, 0.012, 0.41) - share_at(np.maximum(time - 1, 0), 0.012, 0.41)
    curve = {"new": gained, "rate": rate_at(time, 0.012, 0.41), "adopters": share_at(time, 0.012, 0.41)}[kind]
    assert fit(list(5000 * curve), kind, first) == pytest.approx((5000, 0.012, 0.41), rel=1e-6)


def test_facebook_fitted_to_2023_turns_in_2014_9_and_misses_by_79_million():
    market, p, q = fit(FACEBOOK, "adopters")
    assert market == pytest.approx(3353.5, abs=0.1)
    assert (p, q) == pytest.approx((0.008521, 0.28689), abs=5e-6)
    assert 2003 + peak(p, q) == pytest.approx(2014.9, abs=0.05)
    gaps = market * share_at(np.arange(1.0, 21), p, q) - FACEBOOK
    assert np.sqrt((gaps**2).mean()) == pytest.approx(79.3, abs=0.1)


@pytest.mark.parametrize(
    ("year", "million"), [(2010, 864), (2012, 1204), (2014, 1461), (2016, 1961), (2018, 2619), (2020, 3004)]
)
def test_facebook_fitted_up_to_a_year_forecasts_too_little_for_2023(year, million):
    table = forecast(FACEBOOK, year - 2003, "adopters")
    last = table[(table["line"] == "forecast") & (table["period"] == 20)]["adopters"].item()
    assert round(last) == million < FACEBOOK[-1]


@pytest.mark.parametrize(
    ("series", "first", "expected"),
    [
        (SMARTPHONES, 4, (86.1, 0.08352, 0.24831)),
        (COLOUR_TV, 6, (95.1, 0.01144, 0.23351)),  # start 1960
        (INTERNET, 3, (89.8, 0.02520, 0.16068)),  # start 1990
        ([117.5, 250, 400, 550, 750, 1000], 3, (1996, 0.01218, 0.44269)),  # Instagram 2013-18, start 2010
        ([43.25, 92.75, 160.25, 223.675, 223.675, 304.5, 314.5, 328.25, 329.5, 330], 4, (335.9, 0.00866, 0.68948)),
        ([5, 11, 15, 21, 37, 48, 50, 59, 63, 62, 65, 69, 80, 77, 79], 1, (79.6, 0.05499, 0.29845)),  # US adults
    ],
)
def test_other_series_give_the_reference_values_whatever_their_first_period(series, first, expected):
    assert fit(series, "adopters", first) == pytest.approx(expected, rel=1e-3)


@given(st.floats(0, 1e9), rates, st.integers(1, 60))
def test_nobody_is_lost_between_advertising_and_talk(market, p_and_q, periods):
    table = bass(market, *p_and_q, periods)
    assert table["period"].tolist() == list(range(1, periods + 1))
    assert np.allclose(table["new_innovation"] + table["new_imitation"], table["new"], rtol=1e-12)
    assert np.allclose(table["new"].cumsum(), table["adopters"], rtol=1e-9, atol=1e-6)
    assert (table[["new", "new_innovation", "new_imitation"]] >= 0).all(axis=None)
    assert (table["adopters"] <= market * (1 + 1e-12)).all()
    assert np.allclose(table["share"] * market, table["adopters"])


@settings(max_examples=50)
@given(st.floats(0.001, 0.2), st.floats(0.01, 1))
def test_the_split_is_that_of_ten_thousand_small_steps(p, q):
    share, advertised, talked, step = 0.0, 0.0, 0.0, 5 / 10_000
    for _ in range(10_000):
        middle = share + step / 2 * (p + q * share) * (1 - share)
        advertised += step * p * (1 - middle)
        talked += step * q * middle * (1 - middle)
        share = advertised + talked
    total = bass(1, p, q, 5)[["new_innovation", "new_imitation"]].sum()
    assert total.tolist() == pytest.approx([advertised, talked], abs=1e-6)


@given(st.floats(0, 100), rates)
def test_the_rate_is_the_slope_of_the_share(time, p_and_q):
    step = 1e-4
    slope = (share_at(time + step, *p_and_q) - share_at(time, *p_and_q)) / step
    middle = rate_at(time + step / 2, *p_and_q)
    assert slope == pytest.approx(middle, rel=1e-4, abs=1e-9)


@given(st.floats(1e-6, 1), st.floats(0, 10), st.floats(0, 100))
def test_nowhere_is_the_rate_higher_than_at_the_peak(p, q, time):
    assert rate_at(time, p, q) <= rate_at(peak(p, q), p, q) * (1 + 1e-9)


def test_without_talk_the_peak_is_the_start_and_without_advertising_nothing_starts():
    assert (peak(0.1, 0.05), peak(0.1, 0.1)) == (0, 0)
    assert peak(0.1, 0.15) == pytest.approx(1.6219, abs=1e-4)
    alone = bass(1000, 0.1, 0, 3)
    assert alone["new_imitation"].sum() == 0
    assert alone["share"].tolist() == pytest.approx([1 - 0.9048374, 1 - 0.8187308, 1 - 0.7408182])
    assert (bass(1000, 0, 0.4)[["new", "adopters"]] == 0).all(axis=None)


@settings(max_examples=30)
@given(st.floats(1, 1e9), st.floats(0.005, 0.1), st.floats(0.1, 0.8))
def test_what_bass_makes_is_found_again(market, p, q):
    assume(peak(p, q) < 12)
    times = np.arange(1.0, 16)
    for kind, curve in (("rate", rate_at), ("adopters", share_at)):
        assert fit(list(market * curve(times, p, q)), kind) == pytest.approx((market, p, q), rel=1e-6)
    assert fit(bass(market, p, q, 15)["new"].tolist()) == pytest.approx((market, p, q), rel=1e-6)


@settings(max_examples=40)
@given(st.lists(st.floats(0, 1e6), max_size=12), st.sampled_from(["new", "rate", "adopters"]))
def test_any_series_is_fitted_inside_the_ranges_or_refused(series, kind):
    try:
        market, p, q = fit(series, kind)
    except Refused as refused:
        assert refused.rule in ("points_at_least", "s_curve")
        assert refused.value == len(series)
    else:
        assert np.isfinite([market, p, q]).all()
        assert market >= 0
        assert 0 < p < 1
        assert 0 <= q < 10


def test_too_few_values_and_endless_growth_are_refused_with_what_is_missing():
    with pytest.raises(Refused, match="series must be a series of at least 5 values, got 4"):
        fit([1, 2, 4, 7])
    for kind in ("new", "rate", "adopters"):
        with pytest.raises(Refused, match="series must be a series long enough to show an S-curve slow down, got 6"):
            fit([1, 2, 4, 8, 16, 32], kind)


def test_the_first_fiftieth_of_a_market_does_not_tell_its_size():
    early = 1e6 * share_at(np.arange(1.0, 9), 0.001, 0.2)
    with pytest.raises(Refused, match="S-curve"):
        fit(list(early), "adopters")


def test_a_straight_line_shows_no_end_and_is_refused():
    with pytest.raises(Refused, match="S-curve"):
        fit([1, 2, 3, 4, 5, 6], "adopters")


def test_a_forecast_goes_on_where_the_fit_ends_and_beyond_the_series():
    table = forecast(RECORDERS, used=8, periods=14)
    periods = table.groupby("line")["period"].agg(["min", "max"]).T.to_dict("list")
    assert periods == {"observed": [1, 10], "fitted": [1, 8], "forecast": [8, 14]}
    joint = table[(table["period"] == 8) & (table["line"] != "observed")]["new"]
    assert joint.nunique() == 1
    assert table[table["line"] == "observed"]["new"].tolist() == RECORDERS


def test_the_future_does_not_touch_the_fit():
    changed = [*RECORDERS[:8], 0, 99_999]
    fits = [forecast(series, 8).query("line != 'observed'") for series in (RECORDERS, changed)]
    assert fits[0].equals(fits[1])


@pytest.mark.parametrize(("kind", "curve"), [("rate", rate_at), ("adopters", share_at)])
def test_the_fitted_line_is_the_curve_of_its_kind(kind, curve):
    series = list(np.cumsum(RECORDERS)) if kind == "adopters" else RECORDERS
    market, p, q = fit(series, kind)
    line = forecast(series, 10, kind).query("line == 'fitted'").iloc[:, 2]
    assert line.tolist() == pytest.approx(list(market * curve(np.arange(1.0, 11), p, q)))
    gained = forecast(RECORDERS, 10).query("line == 'fitted'")["new"]
    market, p, q = fit(RECORDERS)
    assert gained.tolist() == pytest.approx(bass(market, p, q, 10)["new"].tolist())


@pytest.mark.parametrize("bad", GARBAGE, ids=lambda bad: str(bad)[:12])
def test_garbage_is_refused_in_a_sentence_wherever_it_stands(bad):
    good = {
        share_at: [5, 0.03, 0.38],
        rate_at: [5, 0.03, 0.38],
        peak: [0.03, 0.38],
        bass: [1000, 0.03, 0.38, 20],
        fit: [RECORDERS, "new", 1],
        forecast: [RECORDERS, 8, "new", 1, 12],
    }
    for function, arguments in good.items():
        for place in range(len(arguments)):
            if (bad == [] and arguments[0] == 5 and place == 0) or (bad is None and place == 4):
                continue  # no times, no shares; periods left out
            with pytest.raises(Refused, match="must be"):
                function(*arguments[:place], bad, *arguments[place + 1 :])
