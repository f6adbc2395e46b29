"""Watching a spread: every account in one state, the worked numbers of lesson 08, and nothing lost in the tiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models import cascade, seeding, towns, watch
from smm_lib.models.bounds import Refused

RING = towns.build("small_world", 30)
CLUB = towns.build("karate")


def reached(nodes):
    return int(nodes["state"].ne("waiting").sum())


@given(st.sets(st.integers(0, 33), max_size=5), st.integers(0, 40), st.floats(0, 1))
def test_states_agree_with_the_cascade_at_every_step(seeds, step, threshold):
    spread = cascade.linear_threshold(CLUB, seeds, threshold=threshold)
    nodes = watch.after(CLUB, seeds, step, threshold)
    course = cascade.by_generation(spread, max(step, 1))
    assert len(nodes) == 34
    assert (nodes["state"] == "seed").sum() == len(seeds)
    assert reached(nodes) == course["reach"].iloc[step]
    if step:
        assert (nodes["state"] == "new").sum() == course["new"].iloc[step]


@pytest.mark.parametrize(
    ("seeds", "threshold", "step", "reach"),
    [
        ([0], 0.5, 100, 1), ([0, 15], 0.5, 100, 2), ([0, 1], 0.5, 13, 28), ([0, 1], 0.5, 14, 30),
        ([0], 0, 7, 29), ([0], 0, 8, 30),
    ],
)  # fmt: skip
def test_the_ring_of_lesson_08_spreads_as_its_exercises_say(seeds, threshold, step, reach):
    assert reached(watch.after(RING, seeds, step, threshold)) == reach


def test_neighbours_win_the_ring_where_two_drawn_by_lot_and_shortcuts_fail():
    for how, rewiring, all_in in (("neighbours", 0, True), ("random", 0, False), ("neighbours", 0.2, False)):
        ring = towns.build("small_world", 30, 4, rewiring)
        nodes = watch.after(ring, seeding.choose(ring, 2, how, rng=1), 100, 0.5)
        assert (reached(nodes) == 30) is all_in, (how, rewiring)


def test_the_puzzle_of_the_club_needs_two_stars_or_three_with_the_group_at_the_edge():
    assert reached(watch.after(CLUB, {0, 33}, 2)) == 34
    assert reached(watch.after(CLUB, {0}, 2)) < 34
    assert reached(watch.after(CLUB, {0, 4, 32}, 34, 0.4)) == 34
    assert reached(watch.after(CLUB, {0, 1, 33}, 34, 0.4)) < 34


def test_whoever_is_not_reached_yet_has_it_from_nobody():
    post = cascade.tree(CLUB, [0], share_rate=0.5, rng=3)
    nodes = watch.picture(CLUB, post, 1)
    waiting = nodes["state"] == "waiting"
    assert nodes.loc[waiting, "source"].isna().all()
    assert (nodes.loc[nodes["state"] == "new", "source"] == 0).all()


@given(st.integers(0, 60), st.floats(0, 1), st.integers(300, 1000))
def test_tiles_lose_nobody(step, share_rate, accounts):
    town = towns.build("small_world", accounts)
    post = cascade.independent_cascade(town, [0, 7], share_rate=share_rate, rng=1)
    table = watch.tiles(town, cascade.by_account(post), step)
    assert table["accounts"].sum() == accounts
    assert table["with_it"].sum() == cascade.by_generation(post, 60)["reach"].iloc[step]
    assert table["share"].between(0, 1).all()


def test_a_small_network_has_no_tiles():
    with pytest.raises(Refused):
        watch.tiles(CLUB, cascade.by_account(cascade.linear_threshold(CLUB, [0], threshold=0)), 1)


def test_the_course_of_one_certain_spread_has_a_band_without_width():
    course = watch.course(cascade.linear_threshold(RING, [0], threshold=0), 15)
    assert course["step"].tolist() == list(range(16))
    assert (course["share_with_it_low"] == course["share_with_it_high"]).all()
    assert course["share_with_it"].iloc[8] == 1


def test_the_course_of_many_runs_is_their_median_and_the_band_that_holds_eight_of_ten():
    town = towns.build("communities", 300)
    post = cascade.independent_cascade(town, [0, 50], share_rate=0.35, runs=21, rng=1)
    last = watch.course(post, 100).iloc[-1]
    low, middle, high = sorted(cascade.reach(post) / 300)[2::8]  # of 21 runs in order, number 2, 10 and 18
    assert last.tolist() == pytest.approx([100, middle, low, high], abs=5e-5)
    assert low < middle < high
