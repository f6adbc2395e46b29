"""Plans under uncertainty: lesson 11's numbers by formula and by simulation, phases, S-curve and delivery."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from smm_lib.models.bounds import Refused
from smm_lib.models.delivery import value
from smm_lib.models.planning import (
    chance,
    kept,
    phases,
    progress,
    quantile,
    s_curve,
    simulate,
    three_point,
    time_boxes,
    total,
)

CAMPAIGN = [(4, 6, 14), (2, 3, 10), (8, 10, 18)]
task = st.lists(st.floats(0, 1000), min_size=3, max_size=3).map(sorted).map(tuple)
tasks = st.lists(task, min_size=1, max_size=6)


def test_three_tasks_have_mean_22_deviation_2_71_and_p80_24_3_days():
    mean, sd = total(CAMPAIGN)
    assert mean == 22
    assert round(sd, 2) == 2.71
    assert round(quantile(CAMPAIGN, 0.8), 1) == 24.3


def test_the_sum_of_the_most_likely_values_is_reached_with_a_chance_of_13_per_cent():
    assert round(chance(CAMPAIGN, 6 + 3 + 10), 2) == 0.13


def test_the_simulation_says_the_same_as_the_normal_curve_to_the_digits_of_the_lesson():
    efforts = simulate(CAMPAIGN, runs=100_000, rng=2)
    assert round(efforts.mean(), 1) == 22.0
    assert round(efforts.std(), 2) == 2.71
    assert round(np.quantile(efforts, 0.8), 1) == 24.3
    assert round(np.mean(efforts <= 19), 2) == 0.13


def test_triangles_would_make_other_numbers_of_the_same_tasks():
    efforts = simulate(CAMPAIGN, runs=50_000, shape="triangular")
    assert efforts.mean() == pytest.approx(25, abs=0.06)  # 3.29 standard errors of 3.53 / sqrt(50,000)
    assert np.mean(efforts <= 19) < 0.05


def test_100000_euro_in_20_weeks_are_2500_3333_6500_and_5000_euro_a_week():
    assert phases(100_000, 20)["cost_per_week"].round().tolist() == [2500, 3333, 6500, 5000]


def test_the_mean_of_the_campaign_is_15_8_per_cent_above_the_sum_of_the_most_likely_values():
    assert round(total(CAMPAIGN)[0] / (6 + 3 + 10) - 1, 3) == 0.158


# -- one purse or three ----------------------------------------------------------------------------------------------


def test_three_purses_multiply_their_chances_and_one_purse_needs_only_the_sum():
    apart, together = (kept(CAMPAIGN, [8, 5, 12], pooled).set_index("task")["chance"] for pooled in (False, True))
    assert apart["whole"] == pytest.approx(apart.drop("whole").prod())
    assert together["whole"] == pytest.approx(chance(CAMPAIGN, 25), abs=0.02)
    assert together.drop("whole").equals(apart.drop("whole"))
    for task, days in zip(CAMPAIGN, (8, 5, 12), strict=True):
        mean, width = (task[0] + 4 * task[1] + task[2]) / 6, task[2] - task[0]
        a = 1 + 4 * (task[1] - task[0]) / width
        a *= (36 * (mean - task[0]) / width * (task[2] - mean) / width - 1) / 6
        exact = stats.beta(a, a * (task[2] - mean) / (mean - task[0])).cdf((days - task[0]) / width)
        assert apart[f"task_{CAMPAIGN.index(task) + 1}"] == pytest.approx(exact, abs=0.021)  # 3.29 standard errors


def test_what_is_remembered_of_a_seed_is_neither_a_generators_luck_nor_a_way_around_a_bad_seed():
    luck = np.random.default_rng(1)
    seeded, first, second = (kept(CAMPAIGN, (8, 5, 12), rng=rng)["chance"].tolist() for rng in (1, luck, luck))
    assert seeded == first != second
    for bad in (True, [1], "1", -1):
        with pytest.raises(Refused):
            kept(CAMPAIGN, (8, 5, 12), rng=bad)


def test_no_split_of_25_days_reaches_80_of_100_with_three_purses_and_every_one_with_a_single_purse():
    splits = [(f, t, 25 - f - t) for f in range(4, 15) for t in range(2, 11) if 8 <= 25 - f - t <= 18]
    apart, together = (
        [kept(CAMPAIGN, split, pooled)["chance"].iloc[-1] for split in splits] for pooled in (False, True)
    )
    assert round(max(apart), 2) == 0.42
    assert min(together) >= 0.8
    assert kept(CAMPAIGN, (8, 5, 11), pooled=True)["chance"].iloc[-1] < 0.8  # one day less is not enough


# -- time boxes, planned and actual ----------------------------------------------------------------------------------


def test_time_boxes_of_two_weeks_fill_the_four_phases_of_twenty():
    boxes = time_boxes(100_000, 20, 2)
    assert boxes.groupby("phase_of_project", sort=False)["box"].max().tolist() == [1, 3, 5, 1]
    assert boxes["week_low"].tolist() == [0, 2, 4, 6, 8, 10, 12, 14, 16, 18]
    assert time_boxes(100_000, 20, 6).groupby("phase_of_project", sort=False)["box"].max().tolist() == [1, 1, 2, 1]


@given(st.floats(0, 1e9), st.floats(0.1, 1000), st.floats(0.1, 100))
def test_time_boxes_lie_side_by_side_inside_their_phase_and_share_out_the_whole_budget(budget, weeks, iteration):
    boxes, table = time_boxes(budget, weeks, iteration), phases(budget, weeks).set_index("phase")
    assert boxes["week_low"].iloc[1:].to_numpy() == pytest.approx(boxes["week_high"].iloc[:-1].to_numpy())
    for phase, part in boxes.groupby("phase_of_project"):
        assert part["week_low"].min() == pytest.approx(table.loc[phase, "week_low"])
        assert part["week_high"].max() == pytest.approx(table.loc[phase, "week_high"])
    money = (boxes["week_high"] - boxes["week_low"]) * boxes["cost_per_week"]
    assert money.sum() == pytest.approx(budget, rel=1e-6, abs=1e-3)


def test_at_three_quarters_of_the_speed_the_work_of_week_8_is_that_planned_for_week_6():
    table = progress(20, 8, 0.75).set_index(["course", "week"])["done"]
    assert table["planned"][8] == 0.25  # 5% in the first 2 weeks and 20% in the next 6
    assert table["planned"][18] == 0.9
    assert table["actual"][8] == table["planned"][6]
    assert table["actual"].index.max() == 8


@given(st.integers(1, 60), st.floats(0, 80), st.floats(0.05, 3))
def test_work_only_grows_and_never_beyond_everything(weeks, this_week, speed):
    table = progress(weeks, this_week, speed)
    for _, line in table.groupby("course"):
        assert line["done"].is_monotonic_increasing
        assert line["done"].between(0, 1).all()
        assert line["week"].is_unique
    planned = table.query("course == 'planned'")
    assert planned["done"].iloc[[0, -1]].tolist() == [0, 1]
    assert table.query("course == 'actual'")["done"].iloc[-1] == pytest.approx(
        np.interp(min(this_week * speed / weeks, 1), [0, 0.1, 0.4, 0.9, 1], [0, 0.05, 0.25, 0.9, 1]), abs=1e-6
    )


# -- laws ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("triple", [(4, 6, 14), (0, 0, 6), (1, 7, 7), (8, 13, 18)])
def test_a_single_task_is_drawn_with_exactly_the_mean_and_deviation_of_its_three_points(triple):
    # Midpoints of 100,000 equal slices instead of luck: an integral.
    class Slices(np.random.Generator):
        def random(self, size):
            return ((np.arange(size[0]) + 0.5) / size[0]).reshape(size)

    mean, sd = three_point(*triple)
    drawn = simulate([triple], 100_000, Slices(np.random.PCG64()))
    assert drawn.mean() == pytest.approx(mean, abs=1e-4)
    assert drawn.std() == pytest.approx(sd, abs=1e-3)
    o, m, p = triple
    drawn = simulate([triple], 100_000, Slices(np.random.PCG64()), "triangular")
    judge = stats.triang((m - o) / (p - o), o, p - o)
    assert (drawn.mean(), drawn.std()) == pytest.approx((judge.mean(), judge.std()), abs=1e-3)


@given(tasks, st.sampled_from(["pert", "triangular"]), st.integers(0, 3))
def test_every_run_lies_between_all_goes_well_and_all_goes_wrong(triples, shape, seed):
    efforts = simulate(triples, 20, seed, shape)
    low, high = sum(t[0] for t in triples), sum(t[2] for t in triples)
    assert np.all((efforts >= low - 1e-6) & (efforts <= high + 1e-6))
    assert np.array_equal(simulate(triples, 50, seed, shape)[:20], efforts)


def test_another_value_of_one_task_leaves_the_luck_of_the_others():
    other = simulate([*CAMPAIGN[:2], (108, 110, 118)], 100, 4)
    assert other - simulate(CAMPAIGN, 100, 4) == pytest.approx(np.full(100, 100))


@given(tasks, st.floats(0.01, 0.99))
def test_the_chance_of_a_quantile_is_its_own_p(triples, p):
    mean, sd = total(triples)
    assert sum(t[0] for t in triples) - 1e-9 <= mean <= sum(t[2] for t in triples) + 1e-9
    if sd > 1e-6 and quantile(triples, p) >= 0:
        assert chance(triples, quantile(triples, p)) == pytest.approx(p, abs=1e-6)


def test_a_task_without_doubt_takes_what_it_takes():
    assert simulate([(5, 5, 5)], 3).tolist() == [5, 5, 5]
    assert simulate([(5, 5, 5)], 3, shape="triangular").tolist() == [5, 5, 5]
    assert (chance([(5, 5, 5)], 4.9), chance([(5, 5, 5)], 5)) == (0, 1)
    assert quantile([(5, 5, 5)]) == 5


def test_the_s_curve_rises_from_the_cheapest_run_to_the_dearest():
    efforts = simulate(CAMPAIGN, 500)
    curve = s_curve(efforts, 600)
    assert curve["days"].is_monotonic_increasing
    assert curve["days"].iloc[[0, -1]].tolist() == [efforts.min(), efforts.max()]
    assert curve.set_index("chance")["cost"][0.8] == pytest.approx(600 * np.quantile(efforts, 0.8))


@given(st.floats(0, 1e9), st.floats(0.1, 1000))
def test_phases_share_out_the_whole_budget_and_the_whole_time(budget, weeks):
    table = phases(budget, weeks)
    assert table["cost"].sum() == pytest.approx(budget)
    assert table["week_high"].iloc[-1] == pytest.approx(weeks)
    assert table["week_low"].tolist()[1:] == table["week_high"].tolist()[:-1]
    weeks_of_each = table["week_high"] - table["week_low"]
    assert (table["cost_per_week"] * weeks_of_each).to_numpy() == pytest.approx(
        table["cost"].to_numpy(), abs=1e-3, rel=1e-6
    )


# -- delivery --------------------------------------------------------------------------------------------------------


@given(st.integers(1, 60), st.floats(0.1, 80))
def test_iterations_never_deliver_later_and_both_ways_end_with_everything(weeks, iteration):
    ways = value(weeks, iteration).pivot(index="week", columns="way")
    assert ways["value"].loc[weeks].tolist() == [1, 1]
    assert (ways["value"]["iterative"] >= ways["value"]["plan_driven"]).all()
    assert (ways["value_weeks"].diff().dropna() >= 0).all().all()
    assert ways["value"].loc[0].tolist() == [0, 0]


@pytest.mark.parametrize("tenths", range(1, 60))
def test_what_an_iteration_ends_with_is_in_use_in_the_very_week_in_which_it_ends(tenths):
    used = value(60, tenths / 10).query("way == 'iterative'").set_index("week")["value"]
    for week in (week for week in range(61) if 10 * week % tenths == 0):
        assert used[week] == pytest.approx(1 - (1 - week / 60) ** 2), week


def test_an_iteration_as_long_as_the_campaign_is_one_big_delivery():
    ways = value(20, 20).pivot(index="week", columns="way", values="value")
    assert (ways["iterative"] == ways["plan_driven"]).all()


def test_shorter_iterations_bring_more_use_before_the_end():
    used = [value(20, i).query("way == 'iterative'")["value_weeks"].iloc[-1] for i in (1, 2, 5, 10, 20)]
    assert used == sorted(used, reverse=True)
    assert used[-1] == 0
    assert used[0] == pytest.approx(sum(1 - (1 - w / 20) ** 2 for w in range(20)))


# -- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad",
    [[], [(1, 2)], [(3, 2, 4)], [(1, 5, 4)], [(-1, 2, 3)], [(1, "x", 3)], [(1, 2, math.nan)], "abc", None, 7, [5]],
)
def test_tasks_that_are_no_triples_in_order_are_refused(bad):
    for compute in (total, quantile, simulate):
        with pytest.raises(Refused):
            compute(bad)
    with pytest.raises(Refused):
        chance(bad, 5)


def test_three_estimates_out_of_order_are_refused_in_a_sentence_that_names_the_one_to_move():
    with pytest.raises(Refused, match=r"pessimistic must be a number of at least 20\.0, got 5"):
        three_point(8, 20, 5)
    with pytest.raises(Refused, match=r"likely must be a number of at least 8\.0, got 5"):
        three_point(8, 5, 20)


@pytest.mark.parametrize(
    ("planned", "tasks"), [([1, 2], CAMPAIGN), (["x"] * 3, CAMPAIGN), ([1] * 3, []), ([-1] * 3, CAMPAIGN)]
)
def test_days_that_do_not_fit_the_tasks_are_refused(planned, tasks):
    with pytest.raises(Refused):
        kept(tasks, planned)


@pytest.mark.parametrize(
    "compute", [three_point, phases, time_boxes, progress, value, s_curve], ids=lambda f: f.__name__
)
@given(st.data())
def test_what_cannot_be_computed_is_refused(compute, data):
    anything = st.one_of(st.none(), st.text(), st.just(0), st.floats(), st.integers(-2, 50), st.just([]))
    arguments = [data.draw(anything) for _ in range(3)]
    try:
        result = compute(*arguments[: compute.__code__.co_argcount])
    except Refused:
        return
    numbers = result.select_dtypes("number") if hasattr(result, "columns") else result
    assert np.all(np.isfinite(np.asarray(numbers, dtype=float)))
