"""Key figures: the reference values of 500 real posts, formulas that must agree, and what is refused or left out."""

import json
import math
import os
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib.files import folder
from smm_lib.language import LANGUAGES, label, speak
from smm_lib.models import metrics
from smm_lib.models.bounds import Refused
from smm_lib.models.economics import ad_prices
from smm_lib.models.metrics import doubled, engagement_rate, engagement_summary, figures, value_of

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


def test_a_post_of_the_500_was_shown_1_76_times_to_each_person_it_reached(cosmetics):
    times = value_of("frequency", cosmetics["impressions"].to_numpy(), cosmetics["reach"].to_numpy())
    assert np.median(times) == pytest.approx(1.7612, abs=5e-5)


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


# -- figures ---------------------------------------------------------------------------------------------------------


BY_HAND = {
    "engagement_rate": (120, 4800, 0.025), "frequency": (8400, 4800, 1.75), "click_through_rate": (1000, 50_000, 0.02),
    "conversion_rate": (5, 1000, 0.005), "completion_rate": (600, 3000, 0.2), "cpm": (250, 50_000, 5),
    "cpc": (250, 1000, 0.25), "cpa": (250, 5, 50), "roas": (6000, 2000, 3), "roi": (6000 * 0.4 - 2000, 2000, 0.2),
    "share_of_voice": (300, 300 + 900, 0.25), "net_sentiment": (60 - 20, 200, 0.2), "amplification_rate": (60, 12, 5),
    "response_rate": (45, 50, 0.9), "nps": (3 - 1, 5, 40), "customer_lifetime_value": (100 * 0.8, 20 + 10, 266.6667),
}  # fmt: skip


def test_every_key_figure_agrees_with_an_example_worked_by_hand():
    assert list(BY_HAND) == figures["figure"].tolist()
    for figure, (numerator, denominator, expected) in BY_HAND.items():
        assert value_of(figure, numerator, denominator) == pytest.approx(expected), figure


def test_the_table_names_each_figure_once_and_the_formula_says_what_stands_above_and_below():
    assert figures["figure"].is_unique
    for row in figures.itertuples():
        above, below = row.formula.removeprefix(f"{row.per} x ").split(" / ")
        assert row.formula.startswith(f"{row.per} x ") == (row.per > 1) or row.figure == "customer_lifetime_value"
        for formula, count in ((above, row.numerator), (below, row.denominator)):
            assert formula == count or re.search(r"[-x+] ", formula), row.figure


@given(some, some, some, some)
def test_cost_per_click_is_cpm_over_a_thousand_clicks_and_cost_per_order_is_that_over_conversion(c, impressions, k, n):
    rate, cpc = value_of("click_through_rate", k, impressions), value_of("cpc", c, k)
    assert cpc == pytest.approx(value_of("cpm", c, impressions) / (1000 * rate))
    assert value_of("cpa", c, n) == pytest.approx(cpc / value_of("conversion_rate", n, k))


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


@given(st.floats(0, 1e6), st.floats(0, 0.95), st.floats(0.001, 1))
def test_a_lifetime_value_is_what_a_thousand_years_bring_today(margin, stay, interest):
    years = sum(margin * (stay / (1 + interest)) ** year for year in range(1, 1001))
    closed = value_of("customer_lifetime_value", margin * stay, 100 * (1 - stay + interest))
    assert closed == pytest.approx(years, rel=1e-9, abs=1e-9)


ANYTHING = st.one_of(st.none(), st.text(), st.just(0), st.floats(), st.integers(), amount, st.floats(0, 1))


@settings(max_examples=600)
@given(st.sampled_from(list(BY_HAND)) | ANYTHING, ANYTHING, ANYTHING)
def test_every_key_figure_is_finite_or_refused_by_name(figure, numerator, denominator):
    for compute in (value_of, lambda *counts: doubled(*counts).iloc[:, 1].sum()):
        try:
            assert math.isfinite(compute(figure, numerator, denominator))
        except Refused as refused:
            assert refused.name in ("figure", "numerator", "denominator")


@given(st.sampled_from(list(BY_HAND)), st.floats(0.1, 1e6), st.floats(0.1, 1e6))
def test_twice_the_numerator_doubles_a_figure_and_twice_the_denominator_halves_it(figure, numerator, denominator):
    table = doubled(figure, numerator, denominator)
    row = figures.set_index("figure").loc[figure]
    assert table["doubled"].tolist() == ["nothing", row["numerator"], row["denominator"]]
    now, more, less = table[figure]
    assert (more, less) == pytest.approx((2 * now, now / 2))


# -- lesson 10 -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_lesson_10_has_a_row_for_every_figure_with_its_two_counts(language):
    speak(language)
    book = json.loads((folder("notebooks") / language / "10_goals_and_tests.ipynb").read_text(encoding="utf-8"))
    lines = "".join(line for cell in book["cells"] for line in cell["source"] if line.startswith("| "))
    rows = [tuple(cell.strip() for cell in line.strip("| \n").split(" | ")) for line in lines.splitlines()]
    names = [(label(r.figure), label(r.numerator), label(r.denominator), str(r.per)) for r in figures.itertuples()]
    assert [(*names, per.replace("1,000", "1000").replace("1.000", "1000")) for *names, per in rows[1:]] == names
