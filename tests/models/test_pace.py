"""How fast a message spreads: lesson 07's generations and hours, against adding up by hand."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from smm_lib.models import branching
from smm_lib.models.bounds import Refused
from smm_lib.models.pace import WORLD, big_seed, expected, generations_to, race

GARBAGE = [None, "", "1", True, float("nan"), float("inf"), -1, [], {}, object(), 1e300]


def by_hand(seeds, reproduction, sharers):
    total = new = seeds
    for generation in range(1000):
        if total > sharers:
            return generation
        new *= reproduction
        total += new
    return None


def test_ten_seeds_pass_100_000_after_21_generations_at_1_5_and_13_at_2():
    assert generations_to(10, 1.5, 100_000) == 21
    assert generations_to(10, 2, 100_000) == 13


def test_that_takes_42_hours_on_the_platform_and_42_days_by_talk():
    course = race(10, 1.5, hours_per_generation=2, hours_per_talk=48, hours=42 * 24)
    for channel, hours in (("platform", 42), ("talk", 42 * 24)):
        passed = course[(course["channel"] == channel) & (course["sharers"] > 100_000)]["hours"].min()
        assert passed == pytest.approx(hours)


@given(st.integers(1, 1000), st.floats(0, 20), st.floats(0, 1e9))
def test_the_generations_are_those_found_by_adding_up(seeds, reproduction, sharers):
    counted = by_hand(seeds, reproduction, sharers)
    assume(counted is not None)
    found = generations_to(seeds, reproduction, sharers)
    assert abs(found - counted) <= (abs(reproduction - 1) < 1e-6)


@pytest.mark.parametrize(
    ("seeds", "reproduction", "sharers", "generations"),
    [(10, 2, 29.999, 1), (10, 2, 30, 2), (10, 1, 100, 10), (10, 1, 99, 9), (10, 0, 9, 0), (10, 0.5, 19.99, 10)],
)  # fmt: skip
def test_exactly_so_many_is_not_more_than(seeds, reproduction, sharers, generations):
    assert generations_to(seeds, reproduction, sharers) == generations == by_hand(seeds, reproduction, sharers)


@pytest.mark.parametrize("just_above", [1 + 1e-12, 1 + 1e-6])
def test_just_above_1_it_takes_nearly_one_generation_for_each_seed_wanted(just_above):
    assert generations_to(1, just_above, 1000.5) == 1000


def test_what_a_dying_spread_never_comes_to_is_refused_with_its_limit():
    with pytest.raises(Refused, match=r"sharers must be a number from 0 to 2500\.0, got 2500"):
        generations_to(1000, 0.6, 2500)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.integers(0, 200))
def test_the_expected_sharers_add_up_and_never_pass_the_world(seeds, reproduction, generations):
    table = expected(seeds, reproduction, generations)
    assert table["new"].cumsum().tolist() == pytest.approx(table["sharers"].tolist(), rel=1e-9)
    assert table["new"].min() >= 0
    assert table["sharers"].max() <= WORLD


def test_below_1_the_expected_sharers_come_to_rest_at_seeds_over_1_minus_r():
    assert expected(1000, 0.6, 100)["sharers"].iloc[-1] == pytest.approx(2500)


@given(st.floats(1, 100), st.floats(0, 5), st.floats(1, 96), st.floats(1, 2))
def test_a_slower_channel_is_never_ahead(seeds, reproduction, hours, slower):
    course = race(seeds, reproduction, hours, hours * slower).pivot_table("sharers", "hours", "channel")
    assert (course["talk"] <= course["platform"]).all()


@pytest.mark.parametrize("bad", GARBAGE, ids=lambda bad: str(bad)[:12])
def test_garbage_is_refused_in_a_sentence_wherever_it_stands(bad):
    for function, good in {expected: [10, 1.5, 3], generations_to: [10, 1.5, 100], race: [10, 1.5, 2, 48, 168]}.items():
        for place in range(len(good)):
            with pytest.raises(Refused, match="must be"):
                function(*good[:place], bad, *good[place + 1 :])


def test_a_big_seed_brings_more_than_itself_below_one_and_nobody_without_sharing():
    company, others = big_seed(branching.simulate(1000, 20, 0.03, 25))["sharers"]
    assert company == 1000
    assert others == pytest.approx(1500, rel=0.03)
    assert big_seed(branching.simulate(1000, 20, 0, 25))["sharers"].tolist() == [1000, 0]


def test_the_range_of_a_big_seed_holds_eight_of_ten_runs():
    runs = branching.simulate(10, 20, 0.03, 25, runs=500)
    others = big_seed(runs).set_index("had_it_from").loc["from_others"]
    reached = runs.groupby("run")["sharers"].max() - 10
    assert 0.75 <= reached.between(others["sharers_low"], others["sharers_high"]).mean() <= 0.9
