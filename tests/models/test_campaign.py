"""The campaign that joins all lessons: each part answers as its own lesson says, and every mission can be failed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models import amplification, branching, campaign, motivation, planning, word_of_mouth
from smm_lib.models.bounds import Refused

RUNS = campaign.play(runs=2000)


def test_the_first_viewers_come_from_fans_and_advertising():
    assert RUNS["seen_first"].unique().tolist() == [round(4 * 2000 * 0.0615 + 300 / 10 * 1000 / 1.76)]


def test_reach_lies_between_what_badly_and_well_landed_posts_would_get():
    r = branching.reproduction(20, campaign.share_rate(1))
    ends = [branching.final_size(RUNS["seen_first"][0], landed * r) for landed in (0.6, 1.1)]
    assert ends[0] <= RUNS["reach"].min() < RUNS["reach"].max() <= ends[1]


def test_cost_is_the_work_of_lesson_11_plus_advertising():
    hours = 4.0
    p80 = planning.quantile([(hours / 2, hours, hours * 3)], 0.8) * 25 + 300
    assert RUNS["cost"].quantile(0.8) == pytest.approx(p80, rel=0.02)
    assert RUNS["cost"].min() >= 300 + 25 * hours / 2


def test_orders_and_talk_follow_from_reach():
    assert (RUNS["orders"] / RUNS["reach"]).round(9).unique().tolist() == [0.0006]
    good, _ = word_of_mouth.listeners(RUNS["orders"].to_numpy(), 0.9, 4.5, 10)
    assert (RUNS["positive"] >= good * 10 - 1e-9).all()  # the unknown factor is at least 10
    part = RUNS["participants"] / RUNS["reach"]
    assert part.iloc[0] == pytest.approx(motivation.participation(2000, 0.5, 3) * 0.02)


def test_good_and_bad_news_spread_by_an_unknown_factor_of_the_same_kind():
    good, bad = word_of_mouth.listeners(RUNS["orders"].to_numpy(), 0.9, 4.5, 10)
    factors = {"good": RUNS["positive"] / good, "bad": RUNS["negative"] / (bad * (1 - campaign.recovery(24)))}
    for factor in factors.values():
        assert factor.min() >= 10 - 1e-9
        assert factor.median() == pytest.approx(amplification.quantile(0.5, 10, 2), rel=0.05)
    heard = campaign.storm(500, 0.8, 1e4).set_index("opinion")[["listeners", "listeners_low", "listeners_high"]]
    told = word_of_mouth.listeners(500, 0.8, 4.5, 10)
    assert (heard.loc["positive"] / told[0]).to_numpy() == pytest.approx(heard.loc["negative"] / told[1])


@pytest.mark.parametrize(("satisfied", "hours"), [(0.8, 48), (0.83, 10), (0.9, 5), (0.6, 72)])
def test_quiet_weeks_are_those_of_two_independent_factors(satisfied, hours):
    good, bad = word_of_mouth.listeners(1000, satisfied, 4.5, 10)
    one, other = (amplification.sample(10, 2, 100_000, seed) for seed in (1, 2))
    simulated = np.mean(bad * (1 - campaign.recovery(hours)) * one <= good * other / 3)
    assert campaign.quiet_weeks(satisfied, hours) == pytest.approx(simulated, abs=0.0053)  # 3.29 standard errors


def test_the_cheapest_quiet_storm_is_83_per_cent_and_10_hours_for_114_euro():
    ways = [(s / 100, h) for s in range(50, 101) for h in range(1, 73) if campaign.quiet_weeks(s / 100, h) >= 0.9]
    assert min(ways, key=lambda way: campaign.storm_cost(*way)) == (0.83, 10)
    assert campaign.storm_cost(0.83, 10) == 114


def test_with_a_measured_r_money_buys_the_reach_and_with_a_large_one_care_does():
    def reached(posts, hours, ads, r, people):
        runs = campaign.play(posts, hours, ads, best_reproduction=r)
        return ((runs["reach"] >= people) & (runs["cost"] <= 500)).mean()

    assert reached(1, 0.5, 450, 0.05, 25_000) >= 0.8
    assert reached(1, 1, 450, 0.04, 25_000) >= 0.8
    assert reached(4, 1, 300, 0.05, 25_000) == 0
    assert reached(1, 4, 300, 0.9, 50_000) >= 0.8
    assert reached(1, 4, 300, 0.05, 25_000) == 0


def test_the_line_over_r_is_what_the_runs_reach():
    over = campaign.reach_over_reproduction(1, 4, 300).set_index("best_reproduction")
    for r in (0.0, 0.04, 0.5, 0.9):
        runs = campaign.play(1, 4, 300, best_reproduction=r, runs=100)
        assert over.loc[r].tolist() == runs["reach"].quantile([0.5, 0.1, 0.9]).tolist()


def test_a_quick_answer_silences_bad_news_and_changes_nothing_else():
    quick = campaign.play(runs=2000, answer_hours=1)
    assert (quick["negative"] < RUNS["negative"]).all()
    assert quick.drop(columns="negative").equals(RUNS.drop(columns="negative"))


@given(st.floats(0.1, 50), st.floats(0, 5000))
def test_more_care_and_more_advertising_never_reach_fewer(hours, ads):
    base = campaign.play(2, hours, ads, runs=20)
    assert (campaign.play(2, hours + 1, ads, runs=20)["reach"] >= base["reach"]).all()
    assert (campaign.play(2, hours, ads + 100, runs=20)["reach"] >= base["reach"]).all()


def test_another_company_has_other_fans_prices_and_wages():
    shop = {"fans": 500, "organic": 0.1, "cpm": 5, "frequency": 2, "contacts": 10, "wage": 40}
    runs = campaign.play(4, 1, 300, runs=2000, **shop)
    assert runs["seen_first"].unique().tolist() == [4 * 500 * 0.1 + 300 / 5 * 1000 / 2]
    assert ((runs["cost"] - 300) / 40).round(9).equals(((RUNS["cost"] - 300) / 25).round(9))
    assert runs["reach"].max() <= branching.final_size(runs["seen_first"][0], 1.1 * 10 * campaign.share_rate(1))
    for name in shop:
        with pytest.raises(Refused, match=name):
            campaign.play(**{name: -1})


def test_a_run_keeps_its_cost_however_the_reach_is_changed():
    assert campaign.play(ad_spend=0, runs=50)["cost"].add(300).round(6).equals(campaign.play(runs=50)["cost"].round(6))


def test_the_summary_holds_eight_of_ten_runs():
    row = campaign.summary(RUNS).set_index("campaign_stage").loc["reach"]
    inside = RUNS["reach"].between(row["people_low"], row["people_high"]).mean()
    assert inside == pytest.approx(0.8, abs=0.002)


def test_sharing_demand_data_calms_the_factory():
    def peak(**how):
        return campaign.warehouse(100, **how).query("stage == 3")["orders"].max()

    assert peak(sharing=True, window=8) < 58 < peak(window=8)


@pytest.mark.parametrize("bad", [None, "x", float("nan"), -1, [], True])
@pytest.mark.parametrize("name", ["planned_posts", "hours_per_post", "ad_spend", "satisfied", "answer_hours", "runs"])
def test_what_makes_no_sense_is_refused_before_anything_is_computed(name, bad):
    with pytest.raises(Refused):
        campaign.play(**{name: bad})


@given(st.floats(0, 1), st.floats(0.2, 1000))
def test_a_better_or_quicker_company_never_hears_more_bad_news_but_pays_more(satisfied, hours):
    def bad(*values):
        return campaign.storm(500, *values)["listeners_high"][1]

    assert campaign.quiet_weeks(satisfied, hours / 2) >= campaign.quiet_weeks(satisfied, hours) - 1e-12
    assert campaign.quiet_weeks(min(1, satisfied + 0.1), hours) >= campaign.quiet_weeks(satisfied, hours) - 1e-12

    assert bad(min(1, satisfied + 0.1), hours) <= bad(satisfied, hours) + 1e-9
    assert bad(satisfied, hours / 2) <= bad(satisfied, hours) + 1e-9
    assert campaign.storm_cost(satisfied, hours / 2) >= campaign.storm_cost(satisfied, hours)


def test_the_costs_of_a_storm_fall_with_every_hour_that_an_answer_may_take():
    costs = campaign.storm_costs(0.85)
    assert costs["cost"].diff()[1:].lt(0).all()
    assert costs["cost"].iloc[[0, -1]].tolist() == [campaign.storm_cost(0.85, 1), campaign.storm_cost(0.85, 72)]
    with pytest.raises(Refused):
        campaign.storm_costs(1.1)
