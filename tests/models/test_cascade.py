"""Cascades: lesson 08's numbers, exact values, laws, and the slow reference with the same coins."""

from itertools import product
from math import comb

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models import engine, networks
from smm_lib.models.bounds import Refused
from smm_lib.models.cascade import (
    by_account,
    by_generation,
    independent_cascade,
    linear_threshold,
    reach,
    structural_virality,
    tree,
)
from smm_lib.models.contacts import Contacts, contacts
from tests.models import slow_cascade

share = st.sampled_from([0, 0.1, 0.3, 0.5, 0.9, 1, "weighted"])
limit = st.sampled_from([None, 0, 0.1, 0.25, 1 / 3, 0.5, 2 / 3, 1])
noises = st.sampled_from([0, 0.01, 0.05, 0.3, 1])


@st.composite
def graphs(draw):
    """A network of 1 to 12 accounts, directed or not, with names in any order, and some seeds."""
    names = draw(
        st.lists(st.one_of(st.integers(-5, 20), st.text("abc", min_size=1)), min_size=1, max_size=12, unique=True)
    )
    network = draw(st.sampled_from([nx.Graph, nx.DiGraph]))()
    network.add_nodes_from(names)
    name = st.sampled_from(names)
    network.add_edges_from(draw(st.lists(st.tuples(name, name), max_size=40)))
    return network, draw(st.lists(name, max_size=3))


def played(result, run):
    """Lists of new accounts, generation after generation."""
    return [set(some) for _, some in by_account(result, run).groupby("generation")["account"]]


# -- lesson 08 -------------------------------------------------------------------------------------------------------


def test_on_the_ring_two_neighbours_win_all_over_in_14_steps_and_two_far_apart_nobody():
    ring = networks.ring(30, 4)
    one, near, far = (linear_threshold(ring, seeds, threshold=0.5) for seeds in ([0], [0, 1], [0, 15]))
    assert [int(reach(result)[0]) for result in (one, near, far)] == [1, 30, 2]
    assert by_generation(near)["generation"].max() == 14
    assert by_generation(near)["new"].tolist() == [2] * 15


def test_on_the_ring_simple_contagion_takes_8_steps_from_one_seed():
    ring = networks.ring(30, 4)
    for simple in (linear_threshold(ring, [7], threshold=0), independent_cascade(ring, [7], share_rate=1)):
        assert by_generation(simple)["reach"].tolist() == [1, 5, 9, 13, 17, 21, 25, 29, 30]


def test_a_tie_counts_two_of_four_at_a_half_and_one_of_three_at_a_third():
    middle = nx.star_graph(4)
    assert reach(linear_threshold(middle, [1, 2], threshold=0.5)) == [5]
    assert reach(linear_threshold(middle, [1, 2], threshold=0.51)) == [2]
    assert reach(linear_threshold(nx.star_graph(3), [1], threshold=1 / 3)) == [4]
    assert reach(linear_threshold(nx.star_graph(10), [1, 2, 3], threshold=0.1 + 0.2)) == [11]
    assert reach(linear_threshold(nx.star_graph(10), [1, 2], threshold=0.3)) == [2]


def test_granovetters_hundred_all_join_and_one_changed_threshold_leaves_one():
    # Thresholds as contacts of each: account i follows i others and needs one more than those who join before it.
    crowd = nx.DiGraph([(a, b) for b in range(1, 100) for a in range(b)])
    assert reach(linear_threshold(crowd, [0], threshold=1)) == [100]
    crowd.add_edge(99, 1)  # account 1 now waits for the last one
    assert reach(linear_threshold(crowd, [0], threshold=1)) == [1]


# -- exact values ----------------------------------------------------------------------------------------------------


def agrees(sample, exact):
    """|z| > 3.29 repeats once with a fresh seed and twice the runs: a false alarm in about two million."""
    signs = []
    for rng, runs in ((11, 20_000), (12, 40_000)):
        values = np.asarray(sample(rng, runs), float)
        z = (values.mean() - exact) / max(values.std() / runs**0.5, 1e-12)
        if abs(z) <= 3.29:
            return True
        signs.append(np.sign(z))
    return signs[0] != signs[1]


def spread_over(network, links, seeds):
    live = nx.DiGraph(links)
    live.add_nodes_from(network)
    return len(set(seeds).union(*(nx.descendants(live, seed) for seed in seeds)))


TINY = [
    (nx.path_graph(4), [0]),
    (nx.cycle_graph(4), [0]),
    (nx.complete_graph(3), [1]),
    (nx.DiGraph([(0, 1), (0, 2), (1, 3), (2, 3), (3, 0)]), [0]),
    (nx.DiGraph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "b")]), ["a"]),
    (nx.Graph([(0, 1), (1, 2), (2, 0), (2, 3)]), [3]),
]


@pytest.mark.parametrize("case", range(len(TINY)))
@pytest.mark.parametrize("share_rate", [0.3, "weighted"])
def test_the_mean_reach_is_that_of_all_outcomes_of_all_coins(case, share_rate):
    network, seeds = TINY[case]
    arcs = list(network.to_directed().edges)
    degree = dict(network.in_degree if network.is_directed() else network.degree)
    chance = [1 / degree[b] if share_rate == "weighted" else share_rate for _, b in arcs]
    exact = 0
    for coins in product([0, 1], repeat=len(arcs)):
        weight = np.prod([p if coin else 1 - p for coin, p in zip(coins, chance, strict=True)])
        exact += weight * spread_over(network, [arc for arc, coin in zip(arcs, coins, strict=True) if coin], seeds)
    assert agrees(
        lambda rng, runs: reach(independent_cascade(network, seeds, share_rate=share_rate, runs=runs, rng=rng)), exact
    )


@pytest.mark.parametrize("case", range(len(TINY)))
def test_random_thresholds_reach_what_one_random_idol_each_would(case):
    """Kempe, Kleinberg, Tardos 2003: it is as if everybody copied one of the contacts, drawn by lot."""
    network, seeds = TINY[case]
    names = [a for a in network if slow_cascade.followed(network, a)]
    choices = list(product(*[slow_cascade.followed(network, a) for a in names]))
    exact = sum(spread_over(network, list(zip(idols, names, strict=True)), seeds) for idols in choices) / len(choices)
    assert agrees(lambda rng, runs: reach(linear_threshold(network, seeds, runs=runs, rng=rng)), exact)


def test_from_the_centre_of_a_star_reach_is_binomial():
    runs = 50_000
    reached = reach(independent_cascade(networks.star(6), [0], share_rate=0.3, runs=runs)) - 1
    for k in range(6):
        p = comb(5, k) * 0.3**k * 0.7 ** (5 - k)
        # 4.5 standard deviations in one of six counts: a false alarm in 25,000 seeds
        assert abs((reached == k).sum() - runs * p) < 4.5 * (runs * p * (1 - p)) ** 0.5


def test_along_a_path_every_step_halves_the_chance():
    table = by_generation(independent_cascade(nx.path_graph(30), [0], share_rate=0.5, runs=40_000))
    mean = table.groupby("generation")["new"].mean()
    for g in range(1, 6):
        # 4.5 standard deviations in one of five: a false alarm in 29,000 seeds
        assert abs(mean[g] - 0.5**g) < 4.5 * (0.5**g * (1 - 0.5**g) / 40_000) ** 0.5


@pytest.mark.parametrize(("accounts", "noise"), [(3, 0.3), (5, 0.1), (10, 0.2), (12, 0.25)])
def test_on_a_ring_of_two_contacts_a_noisy_threshold_takes_the_steps_that_the_formula_expects(accounts, noise):
    runs, ring = 20_000, networks.ring(accounts, 2)
    table = by_generation(linear_threshold(ring, [0], threshold=1, noise=noise, runs=runs, rng=4)).query("new > 0")
    steps = table.groupby("run")["generation"].max()
    assert len(steps) == runs
    assert abs(steps.mean() - networks.expected_steps(accounts, noise)) < 4.5 * steps.std() / runs**0.5


def test_shortcuts_stop_a_habit_without_noise_and_speed_it_up_with_noise():
    steps = {}
    for noise, rewiring in product((0, 0.05), (0, 0.1, 0.2)):
        towns = [networks.small_world(300, 4, rewiring, rng) for rng in range(9)]
        runs = [linear_threshold(town, [0, 1], threshold=0.5, noise=noise, rng=i) for i, town in enumerate(towns)]
        tables = [by_generation(run).query("reach >= 270")["generation"] for run in runs]
        steps[noise, rewiring] = float(np.median([table.min() if len(table) else np.inf for table in tables]))
    assert [steps[0, rewiring] for rewiring in (0, 0.1, 0.2)] == [134, np.inf, np.inf]
    assert steps[0.05, 0] == pytest.approx(128, abs=3)
    assert steps[0.05, 0.1] == pytest.approx(66, abs=8)
    assert steps[0.05, 0.2] == pytest.approx(56, abs=8)


# -- the slow reference ----------------------------------------------------------------------------------------------


@given(graphs(), share, st.integers(0, 2**40))
def test_the_independent_cascade_is_the_slow_one_with_the_same_coins(drawn, share_rate, rng):
    network, seeds = drawn
    result = independent_cascade(network, seeds, share_rate=share_rate, runs=3, rng=rng)
    for run in range(3):
        assert played(result, run) == slow_cascade.independent_cascade(network, seeds, share_rate, rng, run)


@given(graphs(), limit, st.integers(0, 2**40))
def test_the_linear_threshold_is_the_slow_one_with_the_same_coins(drawn, threshold, rng):
    network, seeds = drawn
    result = linear_threshold(network, seeds, threshold=threshold, runs=3, rng=rng)
    for run in range(3):
        assert played(result, run) == slow_cascade.linear_threshold(network, seeds, threshold, rng, run)


@given(graphs(), limit.filter(lambda share: share is not None), noises, st.integers(0, 2**40))
def test_a_noisy_threshold_is_the_slow_one_with_the_same_coins(drawn, threshold, noise, rng):
    network, seeds = drawn
    result = linear_threshold(network, seeds, threshold=threshold, noise=noise, runs=3, rng=rng)
    for run in range(3):
        waves = slow_cascade.linear_threshold(network, seeds, threshold, rng, run, noise)
        found = {step: set(some) for step, some in by_account(result, run).groupby("generation")["account"]}
        assert found == {step: new for step, new in enumerate(waves) if new}


def test_in_a_town_of_300_both_are_the_slow_ones_run_by_run():
    town = networks.hubs(300, 3, 4)
    fast = independent_cascade(town, [5], share_rate=0.2, runs=20, rng=8), linear_threshold(town, [5], runs=20, rng=8)
    slow = (
        [slow_cascade.independent_cascade(town, [5], 0.2, 8, run) for run in range(20)],
        [slow_cascade.linear_threshold(town, [5], None, 8, run) for run in range(20)],
    )
    for result, waves in zip(fast, slow, strict=True):
        assert reach(result).tolist() == [sum(map(len, wave)) for wave in waves]
        table = by_generation(result).query("new > 0")
        assert table["new"].tolist() == [len(new) for wave in waves for new in wave]


# -- laws ------------------------------------------------------------------------------------------------------------


def both(network, seeds, rng, share_rate=0.4, threshold=None, runs=6):
    return (
        independent_cascade(network, seeds, share_rate=share_rate, runs=runs, rng=rng),
        linear_threshold(network, seeds, threshold=threshold, runs=runs, rng=rng),
    )


@given(graphs(), share, limit, st.integers(0, 99))
def test_nothing_is_lost_and_nobody_is_reached_twice(drawn, share_rate, threshold, rng):
    network, seeds = drawn
    for result in both(network, seeds, rng, share_rate, threshold):
        table = by_generation(result)
        assert (table.groupby("run")["new"].sum() == reach(result)).all()
        assert (table.groupby("run")["reach"].max() == reach(result)).all()
        for run in range(6):
            account = by_account(result, run)["account"].tolist()
            assert len(account) == len(set(account)) == reach(result)[run] <= len(network)
            assert set(seeds) <= set(account)


@given(graphs(), st.integers(0, 99))
def test_nobody_shares_and_only_the_seeds_know_all_share_and_the_whole_component_knows(drawn, rng):
    network, seeds = drawn
    assert (reach(independent_cascade(network, seeds, share_rate=0, runs=3, rng=rng)) == len(set(seeds))).all()
    component = set(seeds).union(*(nx.descendants(network, seed) for seed in seeds))
    assert (reach(independent_cascade(network, seeds, share_rate=1, runs=3, rng=rng)) == len(component)).all()
    assert (reach(linear_threshold(network, seeds, threshold=0, rng=rng)) == len(component)).all()


@given(graphs(), share, limit, st.integers(0, 99), st.data())
def test_one_more_seed_never_reaches_fewer_in_any_run(drawn, share_rate, threshold, rng, data):
    network, seeds = drawn
    more = [*seeds, data.draw(st.sampled_from(list(network)))]
    less, full = both(network, seeds, rng, share_rate, threshold), both(network, more, rng, share_rate, threshold)
    assert all((reach(one) <= reach(other)).all() for one, other in zip(less, full, strict=True))


@given(graphs(), st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted), st.integers(0, 99))
def test_reach_never_falls_in_any_run_with_the_share_rate_nor_rises_with_the_threshold(drawn, ends, rng):
    network, seeds = drawn
    low, high = (both(network, seeds, rng, end, end) for end in ends)
    assert (reach(low[0]) <= reach(high[0])).all()
    assert (reach(low[1]) >= reach(high[1])).all()


@given(graphs(), st.tuples(noises, noises).map(sorted), st.integers(0, 99))
def test_with_more_noise_nobody_joins_later_in_any_run(drawn, ends, rng):
    network, seeds = drawn
    less, more = (linear_threshold(network, seeds, threshold=0.6, noise=q, runs=6, rng=rng) for q in ends)
    for run in range(6):
        late, early = (by_account(r, run).set_index("account")["generation"].to_dict() for r in (less, more))
        assert all(early[account] <= step for account, step in late.items())


@given(graphs(), limit.filter(lambda share: share is not None), st.integers(0, 99))
def test_without_noise_a_noisy_threshold_is_a_plain_one_and_at_1_one_contact_is_enough(drawn, threshold, rng):
    network, seeds = drawn
    tables = [
        by_generation(linear_threshold(network, seeds, threshold=share, noise=noise, rng=rng))
        for share, noise in ((threshold, 0), (threshold, 1), (0, 0))
    ]
    assert tables[0].equals(by_generation(linear_threshold(network, seeds, threshold=threshold, rng=rng + 1)))
    assert tables[1].equals(tables[2])


@given(graphs(), share, limit, st.integers(0, 99))
def test_other_names_change_nothing(drawn, share_rate, threshold, rng):
    network, seeds = drawn
    name = {account: ("account", i) for i, account in enumerate(network)}
    renamed = nx.relabel_nodes(network, name)
    for one, other in zip(
        both(network, seeds, rng, share_rate, threshold),
        both(renamed, [name[seed] for seed in seeds], rng, share_rate, threshold),
        strict=True,
    ):
        assert by_generation(one).equals(by_generation(other))
        assert [name[a] for a in by_account(one, 2)["account"]] == by_account(other, 2)["account"].tolist()


@given(graphs(), st.integers(0, 99))
def test_a_contact_that_is_added_elsewhere_leaves_the_luck_of_all_others(drawn, rng):
    network, seeds = drawn
    before = independent_cascade(network, seeds, share_rate=0.4, runs=6, rng=rng)
    network.add_edge("new", "newer")
    after = independent_cascade(network, seeds, share_rate=0.4, runs=6, rng=rng)
    assert by_generation(before).equals(by_generation(after))


@pytest.mark.parametrize(("share_rate", "runs"), [(0.05, 64), (0.3, 64), ("weighted", 5000)])
def test_run_5_is_the_same_however_many_are_asked_for_and_however_they_are_split(share_rate, runs):
    town = networks.hubs(500, 3, 1)
    whole = independent_cascade(town, [9], share_rate=share_rate, runs=runs, rng=2)
    few = independent_cascade(town, [9], share_rate=share_rate, runs=16, rng=2)
    part = independent_cascade(town, [9], share_rate=share_rate, runs=range(16, runs), rng=2)
    assert reach(whole).tolist() == reach(few).tolist() + reach(part).tolist()
    table = by_generation(whole, 40)
    assert table.equals(pd.concat([by_generation(few, 40), by_generation(part, 40)], ignore_index=True))


def test_how_many_runs_advance_together_and_the_size_of_pieces_change_nothing(monkeypatch):
    town = networks.hubs(400, 4, 1)
    plain = [by_generation(result) for result in both(town, [0, 1], 3, runs=30)]
    for cells, aim, piece in ((400, 1, 1), (900, 2000, 7), (4000, 10, 100)):
        for name, value in (("CELLS", cells), ("REACHED", aim), ("PIECE", piece)):
            monkeypatch.setattr(engine, name, value)
        assert all(by_generation(r).equals(t) for r, t in zip(both(town, [0, 1], 3, runs=30), plain, strict=True))


def test_the_rooms_are_clean_again_after_every_run_and_after_an_interruption():
    town = contacts(networks.hubs(200, 3))
    rooms = engine.rooms(town, 2)
    ready = np.array([0, 250]), np.array([1, 2], np.uint64)
    often = np.array([2**52], np.uint64)
    need_all = town.degree.astype(np.int32)
    for waves in (
        engine.by_share(town, *ready, often, rooms),
        engine.by_threshold(town, *ready, None, rooms),
        engine.by_threshold(town, *ready, need_all, rooms, 2**52),
    ):
        assert len(next(waves)) == 2
        assert len(next(waves)) > 0
        waves.close()
        assert not rooms[0].any()
        assert not rooms[1].any()


def test_other_luck_gives_other_runs_and_a_generator_is_luck_too():
    town = networks.hubs(300, 3)
    runs = [
        independent_cascade(town, [0], share_rate=0.2, runs=50, rng=rng) for rng in (1, 2, np.random.default_rng(1))
    ]
    assert len({tuple(reach(result)) for result in runs}) == 3


def test_the_network_and_the_seeds_stay_as_they_are():
    network, seeds = networks.karate(), [0, 33]
    before = nx.to_dict_of_dicts(network), list(network)
    both(network, seeds, 1)
    assert (nx.to_dict_of_dicts(network), list(network)) == before
    assert seeds == [0, 33]


# -- trees -----------------------------------------------------------------------------------------------------------


@given(graphs(), share, st.integers(0, 99))
def test_a_tree_tells_of_run_0_who_had_it_from_whom(drawn, share_rate, rng):
    network, seeds = drawn
    table = tree(network, seeds, share_rate=share_rate, rng=rng)
    run = by_account(independent_cascade(network, seeds, share_rate=share_rate, rng=rng))
    assert table[["account", "generation"]].equals(run)
    when = dict(zip(table["account"], table["generation"], strict=True))
    place = {account: i for i, account in enumerate(network)}
    for account, source, generation in table.itertuples(index=False):
        if generation == 0:
            assert account == source
        else:
            assert network.has_edge(source, account)
            assert when[source] == generation - 1
            lucky = slow_cascade.luck(rng, 0, place[source], place[account])
            others = [a for a in slow_cascade.followed(network, account) if when.get(a) == generation - 1]
            assert lucky == min(slow_cascade.luck(rng, 0, place[a], place[account]) for a in others)


@pytest.mark.parametrize("accounts", [2, 5, 40])
def test_a_broadcast_has_virality_near_2_and_a_chain_a_third_of_its_length(accounts):
    star = tree(networks.star(accounts), [0], share_rate=1)
    assert structural_virality(star) == pytest.approx(2 * (accounts - 1) / accounts)
    chain = tree(nx.path_graph(accounts), [0], share_rate=1)
    assert structural_virality(chain) == pytest.approx((accounts + 1) / 3)


@given(graphs(), share, st.integers(0, 99))
def test_structural_virality_is_the_mean_distance_of_all_pairs(drawn, share_rate, rng):
    table = tree(*drawn, share_rate=share_rate, rng=rng)
    forest = nx.Graph(list(zip(table["account"], table["source"], strict=True)))
    distances = [d for a, ways in nx.all_pairs_shortest_path_length(forest) for b, d in ways.items() if a != b]
    assert structural_virality(table) == pytest.approx(np.mean(distances) if distances else 0)


# -- tables and refusals ---------------------------------------------------------------------------------------------


def test_all_runs_show_the_same_generations():
    result = independent_cascade(networks.star(10), [1], share_rate=0.5, runs=20)
    assert by_generation(result).groupby("run").size().tolist() == [3] * 20
    assert by_generation(result, 5).groupby("run").size().tolist() == [6] * 20
    assert by_generation(result, 1).equals(by_generation(result).query("generation < 2").reset_index(drop=True))


def test_no_seed_reaches_nobody_and_an_empty_network_is_no_trouble():
    for network in (networks.ring(5, 2), nx.Graph()):
        for result in both(network, [], 0, runs=2):
            assert reach(result).tolist() == [0, 0]
            assert by_generation(result)["reach"].tolist() == [0, 0]
            assert by_account(result).empty


def test_a_seed_from_numpy_is_found_at_once_in_the_largest_network():
    many = Contacts(range(10**15), np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int64))
    assert many.numbers("seeds", np.array([10**15 - 1, 5])).tolist() == [5, 10**15 - 1]


RING = networks.ring(10, 2)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: independent_cascade(RING, [10], share_rate=0.5), lambda: independent_cascade(RING, 3, share_rate=0.5),
        lambda: independent_cascade(RING, "0", share_rate=0.5),
        lambda: independent_cascade(RING, [[0]], share_rate=0.5),
        lambda: independent_cascade(RING, [0], share_rate=1.01),
        lambda: independent_cascade(RING, [0], share_rate="50"),
        lambda: independent_cascade(RING, [0], share_rate=float("nan")),
        lambda: independent_cascade(RING, [0], share_rate=[0.5]), lambda: independent_cascade([], [], share_rate=0.5),
        lambda: independent_cascade(RING, [0], share_rate=0.5, runs=0),
        lambda: independent_cascade(RING, [0], share_rate=0.5, runs=range(0)),
        lambda: independent_cascade(RING, [0], share_rate=0.5, runs=range(0, 10, 2)),
        lambda: independent_cascade(RING, [0], share_rate=0.5, runs=range(-1, 3)),
        lambda: independent_cascade(RING, [0], share_rate=0.5, runs=10**7),
        lambda: independent_cascade(RING, [0], share_rate=0.5, rng=-1),
        lambda: independent_cascade(RING, [0], share_rate=0.5, rng="luck"),
        lambda: linear_threshold(RING, [0], threshold=-0.1), lambda: linear_threshold(RING, [0], threshold="weighted"),
        lambda: linear_threshold(RING, [0], runs=2.5), lambda: linear_threshold(None, [0]),
        lambda: linear_threshold(RING, [0], noise=0.05), lambda: linear_threshold(RING, [0], threshold=0.5, noise=-0.1),
        lambda: linear_threshold(RING, [0], threshold=0.5, noise=0.0001),
        lambda: linear_threshold(RING, [0], threshold=0.5, noise="5 %"),
        lambda: linear_threshold(RING, [0], threshold=0.5, noise=[0.1, 0.2]),
        lambda: tree(RING, [0], share_rate=2), lambda: tree(RING, [99], share_rate=0.2),
        lambda: by_account(independent_cascade(RING, [0], share_rate=0.5, runs=range(3, 5)), 2),
        lambda: by_generation(independent_cascade(RING, [0], share_rate=0.5), -1),
        lambda: by_generation(independent_cascade(RING, [0], share_rate=0.5, runs=100), 10**6),
    ],
)  # fmt: skip
def test_what_no_cascade_can_be_made_of_is_refused(wrong):
    with pytest.raises(Refused):
        wrong()


def test_work_for_hours_is_refused_before_it_starts():
    large = networks.hubs(5_000, 5)
    with pytest.raises(Refused, match="runs must be a whole number from 1 to"):
        independent_cascade(large, [0], share_rate=0.5, runs=10**6)


anything = st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=3), st.lists(st.floats()))


@given(anything, anything, anything, anything, st.sampled_from(["share_rate", "threshold"]))
def test_whatever_is_typed_gives_a_right_answer_or_a_refusal(seeds, value, runs, rng, name):
    model = independent_cascade if name == "share_rate" else linear_threshold
    if isinstance(runs, int | float) and runs > 1000:
        runs = 1000
    try:
        reached = reach(model(RING, seeds, **{name: value}, runs=runs, rng=rng))
    except Refused:
        return
    assert len(reached) == runs
    assert ((reached >= len(set(seeds))) & (reached <= 10)).all()
