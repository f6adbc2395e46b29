"""Going viral as a branching process: lesson 07's numbers, exact distributions, laws of luck, and refusals.

Statistical tests allow five standard errors: a false alarm in about two million runs.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.branching import (
    band,
    extinction_probability,
    final_size,
    reproduction,
    sample_trees,
    simulate,
    sizes,
)

GARBAGE = [None, "", "1", True, float("nan"), float("inf"), -1, [], {}, object(), 1e300]
small = st.tuples(st.integers(1, 50), st.floats(0, 30), st.floats(0, 0.1))


def final(runs):
    return runs.groupby("run")["sharers"].max().to_numpy()


def test_twenty_contacts_at_3_percent_turn_1_000_seeds_into_2_500_and_r_0_9_into_10_000():
    assert reproduction(20, 0.03) == pytest.approx(0.6)
    assert final_size(1000, reproduction(20, 0.03)) == pytest.approx(2500)
    assert final_size(1000, 0.9) == pytest.approx(10_000)


def test_the_big_seed_of_900_000_mails_won_40_000_more_at_r_0_0426():
    assert final_size(900_000, 0.0426) - 900_000 == pytest.approx(40_000, rel=0.01)


def test_from_one_seed_at_r_1_5_the_chance_to_die_out_is_41_7_percent():
    assert extinction_probability(1.5) == pytest.approx(0.417188, abs=1e-6)


@given(st.floats(1, 50), st.integers(1, 20))
def test_the_chance_to_die_out_solves_its_equation_to_a_trillionth(r, seeds):
    q = extinction_probability(r)
    assert abs(math.exp(r * (q - 1)) - q) < 1e-12
    assert extinction_probability(r, seeds) == pytest.approx(q**seeds, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize("above", [1e-12, 1e-9, 1e-6, 1e-3])
def test_just_above_1_it_falls_from_1_at_twice_the_excess(above):
    r = 1 + above
    assert 1 - extinction_probability(r) == pytest.approx(2 * (r - 1) - 8 / 3 * (r - 1) ** 2, rel=1e-3, abs=3e-16)


def test_up_to_1_every_spread_dies_out_and_the_chance_never_rises_with_r():
    assert (extinction_probability(np.linspace(0, 1, 11)) == 1).all()
    assert (np.diff(extinction_probability(np.geomspace(1, 1e6, 500))) <= 0).all()


@given(small, st.integers(0, 999))
def test_the_sharers_are_the_sum_of_all_generations(arguments, seed):
    runs = simulate(*arguments, generations=8, runs=20, rng=seed)
    assert (runs.groupby("run")["new"].cumsum() == runs["sharers"]).all()
    assert (runs.loc[runs["generation"] == 0, "new"] == arguments[0]).all()
    assert (runs["new"] >= 0).all()


@given(small, st.integers(0, 999), st.floats(1, 3), st.floats(1, 3), st.integers(0, 50))
def test_more_seeds_contacts_or_sharing_never_make_fewer_sharers_in_any_run(
    arguments, seed, contacts, share_rate, seeds
):
    base = final(simulate(*arguments, generations=8, runs=20, rng=seed))
    more = (arguments[0] + seeds, arguments[1] * contacts, arguments[2] * share_rate)
    assert (final(simulate(*more, generations=8, runs=20, rng=seed)) >= base).all()


def test_it_never_gets_smaller_on_the_way_through_thousands_and_the_end_of_the_world():
    steps = [final(simulate(50, 20, share_rate, 25, runs=50)) for share_rate in np.linspace(0, 0.3, 61)]
    assert (np.diff(steps, axis=0) >= 0).all()


def test_a_run_is_the_same_whatever_else_is_asked_for():
    long, short = simulate(5, 20, 0.06, 25, runs=64), simulate(5, 20, 0.06, 10, runs=16)
    assert long[(long["run"] < 16) & (long["generation"] <= 10)].reset_index(drop=True).equals(short)


@pytest.mark.timeout(30)  # one by one, eight thousand million sharers would take hours
def test_twenty_new_sharers_each_for_25_generations_stop_at_the_world():
    runs = simulate(10_000, 200, 0.1, 25, runs=500)
    assert runs["sharers"].max() == 8_000_000_000


def test_below_1_the_mean_and_the_spread_of_final_sizes_are_those_of_theory():
    reached = final(simulate(100, 20, 0.03, 50, runs=5000, rng=2))
    variance = 100 * 0.6 / 0.4**3
    assert reached.mean() == pytest.approx(250, abs=5 * math.sqrt(variance / 5000))
    assert reached.var() == pytest.approx(variance, rel=5 * 0.025)


def test_above_1_as_many_runs_die_out_as_the_chance_says():
    runs = simulate(1, 30, 0.05, 50, runs=5000, rng=3)
    died = np.mean(runs.loc[runs["generation"] == 50, "new"] == 0)
    assert died == pytest.approx(0.4172, abs=5 * math.sqrt(0.4172 * 0.5828 / 5000))


@pytest.mark.parametrize("seeds", [2, 90, 1000, 100_000])
def test_a_generation_is_poisson_distributed_however_large(seeds):
    new = simulate(seeds, 10, 0.11, 1, runs=10_000, rng=4).query("generation == 1")["new"]
    mean = 1.1 * seeds
    assert new.mean() == pytest.approx(mean, abs=5 * math.sqrt(mean / 10_000))
    assert new.var() == pytest.approx(mean, rel=5 * math.sqrt((2 + 1 / mean) / 10_000))


def test_small_numbers_come_as_often_as_the_poisson_formula_says():
    new = simulate(1, 10, 0.15, 1, runs=10_000, rng=5).query("generation == 1")["new"]
    for k in range(6):
        p = math.exp(-1.5) * 1.5**k / math.factorial(k)
        assert np.mean(new == k) == pytest.approx(p, abs=5 * math.sqrt(p * (1 - p) / 10_000))


def test_the_band_holds_eight_of_ten_runs_around_their_median():
    runs = simulate(1000, 20, 0.03, runs=500)
    last = runs[runs["generation"] == 10]["sharers"]
    row = band(runs).set_index("generation").loc[10]
    assert row["sharers"] == last.median()
    assert np.mean((last >= row["sharers_low"]) & (last <= row["sharers_high"])) == pytest.approx(0.8, abs=0.01)
    assert band(runs.sample(frac=1, random_state=1)).equals(band(runs))


@given(small)
def test_the_histogram_counts_every_run_in_bins_that_never_move(arguments):
    table = sizes(simulate(*arguments, runs=20))
    assert table["share_of_runs"].sum() == pytest.approx(1)
    assert (table["sharers_low"].iloc[0], table["sharers_high"].iloc[-1], len(table)) == (1, 1e10, 50)


def test_most_spreads_of_one_die_at_once_and_the_histogram_says_so():
    table = sizes(simulate(1, 10, 0.01, runs=10_000))
    p = math.exp(-0.1)
    assert table["share_of_runs"][0] == pytest.approx(p, abs=5 * math.sqrt(p * (1 - p) / 10_000))


@given(st.floats(0, 30), st.floats(0, 0.1), st.integers(1, 8), st.integers(1, 60), st.integers(0, 99))
def test_a_tree_has_one_root_and_every_other_account_comes_a_generation_after_its_source(
    contacts, share_rate, generations, accounts, seed
):
    table = sample_trees(3, contacts, share_rate, generations, accounts, seed)
    for _, tree in table.groupby("tree"):
        assert tree["account"].tolist() == list(range(len(tree)))
        assert tree["source"].tolist()[0] == -1
        later = tree[tree["account"] > 0]
        of_source = tree.set_index("account")["generation"].loc[later["source"]].to_numpy()
        assert (later["generation"].to_numpy() == of_source + 1).all()
        assert len(tree) <= accounts
        assert tree["generation"].max() <= generations


def test_trees_are_as_large_as_borel_says():
    counts = sample_trees(1000, 10, 0.07, 50, 1000, rng=6).groupby("tree").size()
    for size in (1, 2, 3):
        p = math.exp(-0.7 * size) * (0.7 * size) ** (size - 1) / math.factorial(size)
        assert np.mean(counts == size) == pytest.approx(p, abs=5 * math.sqrt(p * (1 - p) / 1000))


@given(st.floats(0, 20), st.floats(0, 0.1), st.floats(1, 2))
def test_more_sharing_makes_no_tree_smaller(contacts, share_rate, more):
    base, grown = (
        sample_trees(5, contacts, rate, 50).groupby("tree").size() for rate in (share_rate, share_rate * more)
    )
    assert (grown >= base).all()


@pytest.mark.parametrize("bad", GARBAGE, ids=lambda bad: str(bad)[:12])
def test_garbage_is_refused_in_a_sentence_wherever_it_stands(bad):
    good = {
        reproduction: [20, 0.03],
        final_size: [1000, 0.6],
        extinction_probability: [1.5, 1],
        simulate: [10, 20, 0.03, 10, 5, 0],
        sample_trees: [3, 20, 0.03, 5, 50, 0],
    }
    for function, arguments in good.items():
        for place in range(len(arguments)):
            if (bad == [] and function in (reproduction, final_size)) or (bad == [] and place == 0):
                continue  # no numbers, no answers: an empty array
            with pytest.raises(Refused, match="must be"):
                function(*arguments[:place], bad, *arguments[place + 1 :])


def test_without_an_end_there_is_no_total():
    with pytest.raises(Refused, match=r"reproduction must be a number from 0 to 0\.999999, got 1"):
        final_size(10, 1)


def test_the_band_treats_an_added_column_as_the_others():
    runs = simulate(100, 20, 0.03).assign(half=lambda table: table["new"] / 2)
    table = band(runs)
    for end in ("", "_low", "_high"):
        assert (table[f"half{end}"] == table[f"new{end}"] / 2).all()
