"""Key figures: the reference values of 500 real posts, formulas that must agree, and what is refused or left out."""

import inspect
import math
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib.models import metrics
from smm_lib.models.bounds import Refused
from smm_lib.models.economics import ad_prices
from smm_lib.models.metrics import engagement_rate, engagement_summary

SHARED = Path(os.environ.get("SMM_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
REAL = SHARED / "data" / "uci-368-facebook-metrics" / "dataset_Facebook.csv"
amount = st.floats(0, 1e15)
some = st.floats(1e-9, 1e15)


@pytest.fixture(scope="module")
def cosmetics():
    if not REAL.exists():
        pytest.skip("the 500 posts (UCI 368) are not here; set SMM_SHARED to the folder that holds data/")
    names = {
        "Type": "type", "Category": "category", "Paid": "paid", "Total Interactions": "interactions",
        "Lifetime Post Total Reach": "reach", "Lifetime Post Total Impressions": "impressions",
        "Page total likes": "followers", "share": "shares", "like": "likes", "comment": "comments",
    }  # fmt: skip
    return pd.read_csv(REAL, sep=";").rename(columns=names)


# -- 500 real posts --------------------------------------------------------------------------------------------------


def test_the_same_posts_have_three_medians_two_means_and_another_rate_of_sums(cosmetics):
    table = engagement_summary(cosmetics).set_index("by")
    assert table["median"].round(6).tolist() == [0.021234, 0.012581, 0.001042]
    assert table["mean_of_rates"].round(6).tolist() == [0.024071, 0.013691, 0.001734]
    assert table["rate_of_sums"].round(6).tolist()[:2] == [0.015257, 0.007170]
    assert table["posts"].tolist() == [500, 500, 500]
    assert table["left_out"].tolist() == [0, 0, 0]


def test_video_has_the_lowest_rate_and_the_largest_reach(cosmetics):
    rates = engagement_summary(cosmetics, group="type").query("by == 'reach'").set_index("type")
    median = {"Link": 0.00681, "Photo": 0.02452, "Status": 0.01531, "Video": 0.00546}
    assert rates["median"].to_dict() == pytest.approx(median, abs=5.1e-6)
    assert rates["posts"].to_dict() == {"Link": 22, "Photo": 426, "Status": 45, "Video": 7}
    assert cosmetics.groupby("type")["reach"].median().idxmax() == "Video"


def test_categories_differ_and_paying_does_not_raise_the_rate(cosmetics):
    kinds = engagement_summary(cosmetics, group="category").query("by == 'reach'").set_index("category")
    assert kinds["median"].round(5).tolist() == [0.01090, 0.03056, 0.03055]
    paid = engagement_summary(cosmetics, group="paid").query("by == 'reach'").set_index("paid")
    assert paid["median"].round(5).tolist() == [0.02192, 0.02003]
    assert paid["posts"].sum() == 499  # of one post it is not known


def test_interactions_are_likes_comments_and_shares_in_all_500_posts(cosmetics):
    assert metrics.interactions(cosmetics).tolist() == cosmetics["interactions"].tolist()


def test_rates_per_post_agree_with_the_means_of_the_columns(cosmetics):
    likes, shares, comments = (cosmetics[name].sum() for name in ("likes", "shares", "comments"))
    assert metrics.conversation_rate(comments, 500) == pytest.approx(7.482)
    assert metrics.applause_rate(likes, 499) == pytest.approx(177.945892)
    assert metrics.amplification_rate(shares, 496) == pytest.approx(27.266129)
    assert np.median(metrics.frequency(cosmetics["impressions"].to_numpy(), cosmetics["reach"].to_numpy())) == (
        pytest.approx(1.7612, abs=5e-5)
    )


# -- tables ----------------------------------------------------------------------------------------------------------


def posts(interactions=(10, 20, 30, 40), reach=(100, 0, np.nan, 1000), **more):
    return pd.DataFrame({"interactions": interactions, "reach": reach, "impressions": 2000, "followers": 500, **more})


def test_posts_without_a_denominator_are_left_out_and_counted():
    assert engagement_rate(posts()).to_dict() == {0: 0.1, 3: 0.04}
    line = engagement_summary(posts()).iloc[0]
    assert (line["posts"], line["left_out"]) == (2, 2)
    assert (line["mean_of_rates"], line["median"]) == pytest.approx((0.07, 0.07))
    assert line["rate_of_sums"] == pytest.approx(50 / 1100)
    of_groups = engagement_summary(posts(type=list("abaa")), group="type").query("by == 'reach'").iloc[0]
    assert (of_groups["type"], of_groups["posts"], of_groups["left_out"]) == ("a", 2, 1)


def test_only_the_most_frequent_groups_get_a_line_if_that_is_wished():
    table = posts(type=list("abaa"))
    assert engagement_summary(table, "type", most=1)["type"].unique().tolist() == ["a"]
    assert engagement_summary(table, "type", most=9).equals(engagement_summary(table, "type"))
    with pytest.raises(Refused):
        engagement_summary(table, "type", most=0)


def test_interactions_are_added_up_where_the_table_has_none():
    table = posts().drop(columns="interactions").assign(likes=[9, 19, 29, 39], comments=1)
    assert engagement_summary(table).equals(engagement_summary(posts()))


def test_a_post_without_interactions_counts_with_a_rate_of_zero_and_one_with_none_known_is_left_out():
    assert engagement_rate(posts((0, 1, 2, None), (10, 10, 10, 10))).tolist() == [0, 0.1, 0.2]


def test_a_group_without_any_rate_has_no_line_and_rows_keep_their_names():
    table = posts(type=["a", "b", "b", "a"], index=None).drop(columns="index")
    table.index = ["same", "same", "other", "x"]
    summary = engagement_summary(table, group="type")
    assert summary.query("by == 'reach'")["type"].tolist() == ["a"]
    assert summary.query("by == 'followers'")["type"].tolist() == ["a", "b"]
    assert engagement_rate(table).index.tolist() == ["same", "x"]


def test_an_export_that_knows_only_some_denominators_gets_lines_for_these():
    table = posts().drop(columns=["reach", "followers"])
    assert engagement_summary(table)["by"].tolist() == ["impressions"]
    assert engagement_summary(table.assign(followers=np.nan))["by"].tolist() == ["impressions"]
    with pytest.raises(Refused) as refused:
        engagement_summary(table.drop(columns="impressions"))
    assert refused.value.limits == {"options": "reach"}


def test_reactions_include_likes_and_a_post_of_which_nothing_is_known_stays_unknown():
    table = pd.DataFrame({"reactions": [9, 9, None], "likes": [8, 8, 8], "saves": [1, None, None]})
    assert metrics.interactions(table).fillna(-1).tolist() == [10, 9, -1]
    for bad in (pd.DataFrame({"reach": [1]}), pd.DataFrame({"likes": ["1.2K"]}), None):
        with pytest.raises(Refused):
            metrics.interactions(bad)


def test_the_table_of_the_learner_is_not_changed():
    table = posts(type=list("abab"))
    before = table.copy()
    engagement_summary(table, group="type")
    pd.testing.assert_frame_equal(table, before)


@pytest.mark.parametrize(
    ("table", "rule"),
    [
        (posts().drop(columns="interactions"), "columns"),
        (posts()[["interactions"]], "columns"),
        (pd.concat([posts(), posts()], axis=1), "columns"),
        ([1, 2], "columns"),
        (posts(reach=["1.2K", "3", "4", "5"]), "between"),
        (posts(interactions=(-1, 2, 3, 4)), "between"),
        (posts(reach=(np.inf, 2, 3, 4)), "between"),
        (posts(reach=(0, 0, 0, 0))[["interactions", "reach"]], "points_at_least"),
        (posts().iloc[:0], "points_at_least"),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_is_refused_by_its_rule(table, rule):
    for compute in (engagement_rate, engagement_summary):
        with pytest.raises(Refused) as refused:
            compute(table)
        assert refused.value.rule == rule


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=30))
def test_the_rate_of_sums_is_the_mean_of_rates_weighted_by_reach(rows):
    table = posts(*zip(*rows, strict=True))
    if max(table["reach"]) == 0:
        with pytest.raises(Refused):
            engagement_rate(table)
        return
    line = engagement_summary(table).query("by == 'reach'").iloc[0]
    rates = engagement_rate(table)
    assert line["rate_of_sums"] == pytest.approx(np.average(rates, weights=table["reach"][rates.index]))
    assert rates.min() - 1e-12 <= line["rate_of_sums"] <= rates.max() + 1e-12
    assert line["posts"] + line["left_out"] == len(rows)


# -- formulas --------------------------------------------------------------------------------------------------------


@given(some, some, some, some)
def test_cost_per_click_is_cpm_over_a_thousand_clicks_and_cost_per_order_is_that_over_conversion(c, impressions, k, n):
    rate = metrics.click_through_rate(k, impressions)
    assert metrics.cpc(c, k) == pytest.approx(metrics.cpm(c, impressions) / (1000 * rate))
    assert metrics.cpa(c, n) == pytest.approx(metrics.cpc(c, k) / metrics.conversion_rate(n, k))


@pytest.mark.parametrize(
    ("cpm", "clicked", "bought", "cpc", "cpa"),
    [(8, 0.01, 0.02, 0.8, 40), (15, 0.012, 0.025, 1.25, 50), (6, 0.015, 0.04, 0.4, 10)],  # the last: lesson 01
)
def test_from_a_thousand_impressions_to_a_click_to_an_order(cpm, clicked, bought, cpc, cpa):
    prices = ad_prices(cpm, clicked, bought, 25).set_index("what")["cost"]
    assert prices.to_dict() == pytest.approx({"cpm": cpm, "cpc": cpc, "cpa": cpa, "margin": 25})


@given(st.floats(1e-6, 1), st.floats(1e-6, 1), st.floats(0, 1e3))
def test_at_the_break_even_cpm_an_order_costs_what_it_leaves(clicked, bought, margin):
    prices = ad_prices(1000 * clicked * bought * margin, clicked, bought, margin).set_index("what")["cost"]
    assert prices["cpa"] == pytest.approx(margin, abs=1e-2)


@pytest.mark.parametrize("bad", [None, "1", -1, 2e6, float("nan"), True])
@pytest.mark.parametrize("place", range(4))
def test_an_ad_that_costs_or_brings_the_impossible_is_refused(bad, place):
    arguments = [8, 0.01, 0.02, 25]
    arguments[place] = bad
    with pytest.raises(Refused, match="must be a number from"):
        ad_prices(*arguments)


@given(st.floats(0.01, 1), st.floats(1, 1e9))
def test_at_the_break_even_roas_the_return_on_investment_is_zero(margin_rate, cost):
    revenue = metrics.break_even_roas(margin_rate) * cost
    assert metrics.roas(revenue, cost) == pytest.approx(1 / margin_rate)
    assert metrics.roi(revenue * margin_rate, cost) == pytest.approx(0, abs=1e-9)


@given(st.floats(0, 1e6), st.floats(0, 0.95), st.floats(0, 1))
def test_the_lifetime_value_of_many_years_is_the_closed_form(margin, retention_rate, interest):
    closed = metrics.customer_lifetime_value(margin, retention_rate, interest)
    assert metrics.customer_lifetime_value(margin, retention_rate, interest, 1000) == pytest.approx(
        closed, rel=1e-9, abs=1e-9
    )


def test_a_customer_who_stays_for_ever_without_interest_has_no_value_that_could_be_named():
    with pytest.raises(Refused, match="interest must be a number above 0"):
        metrics.customer_lifetime_value(100, 1, 0)
    assert metrics.customer_lifetime_value(100, 1, 0, years=10) == 1000


def test_points_and_shares_of_opinion():
    assert metrics.nps([10] * 5 + [8] * 3 + [2] * 2) == pytest.approx(30)
    assert metrics.nps([9]) == 100
    assert metrics.nps([6]) == -100
    assert metrics.net_sentiment(0, 10) == -1
    assert metrics.share_of_voice(0, 1) == 0
    assert metrics.gross_rating_points(50_000, 100_000, 2) == 100
    for bad in ([], [11], [7.5], [-1]):
        with pytest.raises(Refused):
            metrics.nps(bad)


FIGURES = [
    function
    for name, function in vars(metrics).items()
    if inspect.isfunction(function)
    and name[0] != "_"
    and function.__module__ != "smm_lib.models.bounds"
    and not name.startswith(("engagement", "interactions"))
]
ANYTHING = st.one_of(st.none(), st.text(), st.just(0), st.floats(), st.integers(), amount, st.floats(0, 1))


@settings(max_examples=1000)
@given(st.sampled_from(FIGURES), st.data())
def test_every_key_figure_is_finite_or_refused(function, data):
    parameters = inspect.signature(function).parameters
    try:
        assert math.isfinite(function(*[data.draw(ANYTHING) for _ in parameters]))
    except Refused as refused:
        assert refused.name in parameters


RATIOS = [
    ("cpm", 1), ("cpc", 1), ("cpl", 1), ("cpa", 1), ("cac", 2), ("roi", 1), ("roas", 1), ("click_through_rate", 1),
    ("conversion_rate", 1), ("frequency", 1), ("gross_rating_points", 1), ("conversation_rate", 1),
    ("amplification_rate", 1), ("applause_rate", 1), ("virality_rate", 1), ("follower_growth", 1), ("view_rate", 1),
    ("completion_rate", 1), ("break_even_roas", 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "place"), RATIOS)
def test_a_zero_denominator_is_refused_by_its_name(name, place):
    function = getattr(metrics, name)
    parameters = list(inspect.signature(function).parameters)
    arguments = [0.0 if i == place else 1.0 for i in range(len(parameters))]
    with pytest.raises(Refused, match=f"{parameters[place]} must be a number above 0"):
        function(*arguments)


@pytest.mark.parametrize("name", ["share_of_voice", "net_sentiment", "response_rate"])
def test_a_share_of_nothing_is_refused(name):
    with pytest.raises(Refused):
        getattr(metrics, name)(0, 0)
