"""Who won the adopters: advertising and talk together make the Bass curve, whatever p and q are."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib import data
from smm_lib.models import adopters, adoption
from smm_lib.models.bounds import Refused

rates = st.tuples(st.floats(0, 0.1), st.floats(0, 2))


def wide(p, q, column, periods=40):
    return adopters.paths(p, q, periods).pivot(index="period", columns="won_by", values=column)


@given(rates)
def test_advertising_and_talk_together_make_the_curve(pair):
    for column, exact in (("joining", adoption.rate_at), ("share_of_market", adoption.share_at)):
        table = wide(*pair, column)
        assert np.allclose(table["new_innovation"] + table["new_imitation"], table["together"], atol=3e-6)
        assert np.allclose(table["together"], exact(table.index.to_numpy(), *pair), atol=1e-6)
        assert (table.to_numpy() >= 0).all()


def test_what_advertising_has_won_in_the_end_has_a_closed_form():
    end = wide(0.03, 0.38, "share_of_market").iloc[-1]
    assert end["new_innovation"] == pytest.approx(0.03 / 0.38 * np.log(1 + 0.38 / 0.03), abs=1e-5)


def test_without_advertising_nothing_happens_and_without_talk_advertising_wins_all():
    assert (adopters.paths(0, 0.5)[["joining", "share_of_market"]] == 0).all(axis=None)
    alone = wide(0.05, 0, "share_of_market")
    assert np.allclose(alone["new_imitation"], 0)
    assert np.allclose(alone["together"], 1 - np.exp(-0.05 * alone.index.to_numpy()), atol=1e-6)


@given(rates, st.floats(1, 1e12), st.integers(1, 60))
def test_nobody_is_lost_between_won_and_left(pair, market, periods):
    table = adopters.so_far(market, *pair, periods)
    assert table["people"].sum() == pytest.approx(market, rel=1e-9)
    assert (table["people"] >= 0).all()
    won = 1 - table["share_of_market"].iloc[-1]
    assert won == pytest.approx(float(adoption.share_at(periods, *pair)), abs=1e-9)


def test_the_shares_of_the_lesson_after_five_and_ten_periods():
    left = [adopters.so_far(1, 0.03, 0.38, periods)["share_of_market"].iloc[-1] for periods in (5, 10)]
    assert [round(1 - share, 3) for share in left] == [0.331, 0.813]


@given(st.floats(0.001, 0.1), st.floats(0.11, 2))
def test_when_talk_overtakes_both_win_equally_many(p, q):
    moment = adopters.overtakes(p, q)
    assert q * float(adoption.share_at(moment, p, q)) == pytest.approx(p, rel=1e-6)


@pytest.mark.parametrize("pair", [(0.03, 0.03), (0.03, 0), (0, 0.38), (-1, 0.38), (0.03, float("nan"))])
def test_without_a_crossing_there_is_none(pair):
    with pytest.raises(Refused):
        adopters.overtakes(*pair)


@pytest.mark.parametrize(
    ("until", "told"),
    [(2010, 864), (2012, 1204), (2014, 1461), (2016, 1961), (2018, 2619), (2020, 3004)],
)
def test_early_forecasts_of_facebooks_users_fail_as_published_in_the_lesson(until, told):
    users = data.load_adoption_series("Facebook")
    table = adopters.foretold(users, "total", until, "adopters").query("year == 2023")
    assert dict(zip(table["line"], table["total"].round(), strict=True)) == {"observed": 3065, "forecast": told}


def test_the_forecast_does_not_know_what_came_later():
    users = data.load_adoption_series("Facebook")
    changed = users.assign(total=users["total"].where(users["year"] <= 2014, 1))
    one, other = (adopters.foretold(t, "total", 2014, "adopters").query("line != 'observed'") for t in (users, changed))
    pd.testing.assert_frame_equal(one, other)


def test_the_fit_to_video_recorders_gives_the_published_coefficients_if_it_compares_rates():
    for kind, known in (("new", [0.00879, 0.64216]), ("rate", [0.00659, 0.63809])):
        found = adopters.coefficients(data.load_vcr_sales(), "sales_thousand", 1989, kind)["share_per_period"]
        assert [round(x, 5) for x in found] == known
    told = adopters.foretold(data.load_vcr_sales(), "sales_thousand", 1989, "rate")
    assert told.columns.tolist() == ["year", "line", "sales_thousand"]


def belief(name):
    facebook = data.load_adoption_series("Facebook")["total"]
    keen, slow = (adoption.bass(50_000, 0.01, q)["adopters"] for q in (0.6, 0.2))
    series = {"facebook": facebook, "vcr": data.load_vcr_sales()["sales_thousand"].cumsum(), "fixed": keen + slow}
    return adopters.estimates({name: series[name]}).set_index("periods_known")


def test_with_every_year_the_estimate_of_imitation_falls_even_where_the_market_is_fixed():
    facebook, recorders, fixed = belief("facebook"), belief("vcr"), belief("fixed")
    assert facebook["imitation"][[9, 10, 20]].round(2).tolist() == [0.94, 0.84, 0.29]
    assert recorders["imitation"][10] < facebook["imitation"][10]  # at equal length the order turns round
    for table, since in ((facebook, 7), (recorders, 7), (fixed, 9)):
        falling = table["imitation"].loc[since:18]
        assert falling.is_monotonic_decreasing
        assert falling.iloc[-1] < 0.92 * falling.iloc[0]
    assert fixed["ceiling"].loc[10:].between(0.97, 1.25).all()  # close to the last value, though 100,000 are there


def test_the_forecast_of_facebook_jumps_between_2009_and_2010():
    forecast = belief("facebook")["forecast"].round()
    assert forecast[[6, 7, 9, 16]].tolist() == [1447, 864, 1204, 2764]


def test_up_to_2009_a_ceiling_of_1000_and_one_of_3354_million_fit_equally_well_as_lesson_09_says():
    users = data.load_adoption_series("Facebook")["total"].to_numpy()[:6]
    time = np.arange(1.0, 7)

    def miss(ceiling):
        gaps = [ceiling * adoption.share_at(time, p, q) - users for p, q in product(ps, qs)]
        return min(np.sqrt((gap**2).mean()) for gap in gaps)

    ps, qs = np.geomspace(2e-4, 1e-3, 150), np.linspace(0.9, 1.25, 150)
    assert miss(1000) == pytest.approx(3.6, abs=0.1)
    assert miss(3354) == pytest.approx(3.6, abs=0.1)


def test_estimates_refuse_what_no_fit_can_use_and_leave_out_what_has_no_end():
    assert adopters.estimates({"a": [1, 2, 4, 8, 16, 32]}).empty
    for bad in ({"a": [1, 2, 3]}, {"a": []}, {"a": ["x"] * 6}, {"a": [-1] * 6}):
        with pytest.raises(Refused):
            adopters.estimates(bad)


def test_a_horizon_beyond_the_series_only_adds_forecast():
    sold = data.load_vcr_sales()
    table = adopters.foretold(sold, "sales_thousand", 1987, end=1995)
    assert table.groupby("line")["year"].agg(["min", "max"]).to_dict("index") == {
        "fitted": {"min": 1980, "max": 1987},
        "forecast": {"min": 1987, "max": 1995},
        "observed": {"min": 1980, "max": 1989},
    }


@pytest.mark.parametrize("until", [1979, 1990, float("nan")])
def test_a_year_outside_the_series_is_refused(until):
    with pytest.raises(Refused, match="until"):
        adopters.foretold(data.load_vcr_sales(), "sales_thousand", until)


def test_a_missing_column_is_named():
    with pytest.raises(Refused, match="series"):
        adopters.coefficients(data.load_vcr_sales(), "sold", 1989)


@pytest.mark.parametrize("market", [0, -1, float("inf"), "many"])
def test_a_market_without_people_is_refused(market):
    with pytest.raises(Refused):
        adopters.so_far(market, 0.03, 0.38)
