"""Who won the adopters: advertising and talk together make the Bass curve, whatever p and q are."""

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


def test_the_fit_to_video_recorders_gives_the_published_coefficients():
    found = adopters.coefficients(data.load_vcr_sales(), "sales_thousand", 1989)["share_per_period"]
    assert [round(x, 5) for x in found] == [0.00659, 0.63809]


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
