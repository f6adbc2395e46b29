"""Seeds: who is chosen, what each choice reaches, and how good greedy is."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models import networks
from smm_lib.models.bounds import Refused
from smm_lib.models.cascade import independent_cascade, linear_threshold, reach
from smm_lib.models.seeding import HOW, choose, compare
from tests.models.test_cascade import graphs

way = st.sampled_from(HOW)
KARATE = networks.karate()


@pytest.fixture(autouse=True)
def _fewer_answers(monkeypatch):
    monkeypatch.setattr("smm_lib.models.seeding.ASKED", 2000)


@given(graphs(), way, st.integers(0, 99), st.data())
def test_everybody_is_chosen_at_most_once_and_the_first_stay_when_more_are_asked_for(drawn, how, rng, data):
    network = drawn[0]
    k = data.draw(st.integers(1, len(network)))
    chosen = choose(network, k, how, rng)
    assert len(set(chosen)) == k
    assert set(chosen) <= set(network)
    assert chosen[: k - 1] == choose(network, k - 1, how, rng) if k > 1 else True
    assert set(choose(network, len(network), how, rng)) == set(network)


def test_hubs_are_those_with_most_contacts():
    assert choose(KARATE, 4, "hubs") == [33, 0, 32, 2]


@given(st.integers(3, 60), st.integers(0, 99))
def test_neighbours_on_the_ring_are_next_to_each_other_and_win_all_over(accounts, rng):
    ring = networks.ring(accounts, 4) if accounts > 4 else networks.ring(accounts, 2)
    one, other = choose(ring, 2, "neighbours", rng)
    assert (one - other) % accounts in (1, accounts - 1)
    if accounts > 4:
        assert reach(linear_threshold(ring, [one, other], threshold=0.5)) == [accounts]


@given(graphs(), st.integers(0, 99))
def test_the_first_neighbours_hang_together(drawn, rng):
    network = nx.Graph(drawn[0])
    part = max(nx.connected_components(network), key=len)
    inside = network.subgraph(part).copy()
    for k in range(1, len(inside) + 1):
        assert nx.is_connected(inside.subgraph(choose(inside, k, "neighbours", rng)))


def test_everybody_is_drawn_equally_often_and_a_friend_as_often_as_many_name_it():
    runs, n = 4000, len(KARATE)
    for how in ("random", "friend"):
        counts = dict.fromkeys(KARATE, 0)
        for rng in range(runs):
            counts[choose(KARATE, 1, how, rng)[0]] += 1
        for account, count in counts.items():
            p = 1 / n if how == "random" else sum(1 / KARATE.degree[a] for a in KARATE[account]) / n
            # 4.8 standard deviations in one of 68 counts: a false alarm in 9,000 choices of luck
            assert abs(count - runs * p) < 4.8 * (runs * p * (1 - p)) ** 0.5, (how, account)


def test_a_friend_of_somebody_knows_more_than_somebody():
    town = networks.hubs(2000, 2, 3)
    degree = {how: np.mean([town.degree[a] for a in choose(town, 200, how, 1)]) for how in ("random", "friend")}
    assert degree["friend"] > 1.7 * degree["random"]


def test_in_the_star_greedy_and_a_friend_find_the_centre():
    star = networks.star(50)
    assert choose(star, 1, "greedy", share_rate=0.3) == [0]
    assert choose(star, 2, "friend", rng=2)[0] == 0


@pytest.mark.parametrize("rng", range(4))
@pytest.mark.parametrize("share_rate", [0.1, 0.3])
def test_greedy_reaches_its_63_per_cent_of_the_best_pair_and_in_fact_nearly_all(rng, share_rate):
    network = nx.gnm_random_graph(14, 22, seed=rng)

    def mean(seeds):
        return reach(independent_cascade(network, seeds, share_rate=share_rate, runs=2000, rng=50)).mean()

    best = max(mean(pair) for pair in combinations(network, 2))
    assert mean(choose(network, 2, "greedy", rng, share_rate)) >= 0.93 * best


def test_greedy_on_a_directed_network_follows_the_arrows():
    network = nx.DiGraph([("source", i) for i in range(20)] + [(i, "sink") for i in range(20)])
    assert choose(network, 1, "greedy", share_rate=0.5) == ["source"]


def test_hubs_sit_together_but_greedy_spreads_its_seeds():
    two = nx.disjoint_union(nx.complete_graph(12), nx.complete_graph(8))
    assert all(a < 12 for a in choose(two, 2, "hubs"))
    assert {a < 12 for a in choose(two, 2, "greedy", share_rate=0.5)} == {True, False}


def test_the_comparison_is_that_of_the_cascades_themselves():
    table = compare(KARATE, 2, 0.2, runs=40, rng=6).set_index("how")
    assert list(table.index) == list(HOW)
    reached = reach(independent_cascade(KARATE, [33, 0], share_rate=0.2, runs=40, rng=6))
    assert table.loc["hubs"].tolist() == [*np.quantile(reached, [0.5, 0.1, 0.9]), reached.mean()]
    assert (table["with_it_low"] <= table["with_it"]).all()
    assert (table["with_it"] <= table["with_it_high"]).all()


def test_where_one_contact_is_enough_greedy_wins_and_where_many_are_needed_neighbours_win():
    town = networks.hubs(600, 2, 1)
    simple = compare(town, 5, 0.1, runs=300, rng=1).set_index("how")["mean"]
    assert simple["greedy"] >= 0.97 * simple.max()
    assert simple["random"] < simple["friend"] < simple["hubs"]
    ring = networks.ring(300, 6)
    crowd = compare(ring, 3, 0.1, runs=20, rng=1, threshold=0.5).set_index("how")["with_it"]
    assert crowd["neighbours"] == 300
    assert crowd["random"] == crowd["friend"] == 3


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: choose(KARATE, 0, "hubs"), lambda: choose(KARATE, 35, "hubs"), lambda: choose(KARATE, 2, "best"),
        lambda: choose(KARATE, 2, None), lambda: choose(nx.Graph(), 1, "random"), lambda: choose(KARATE, 1.5, "hubs"),
        lambda: choose(KARATE, 1, "random", -1), lambda: choose(KARATE, 1, "greedy", 0, 1.5),
        lambda: choose("karate", 1, "random"), lambda: compare(KARATE, 2, 0.1, runs=0),
        lambda: compare(KARATE, 2, 0.1, runs=10**6), lambda: compare(KARATE, 2, float("nan")),
        lambda: compare(KARATE, 2, "weighted"), lambda: compare(KARATE, 2, 0.1, threshold=2),
    ],
)  # fmt: skip
def test_what_nobody_can_choose_by_is_refused(wrong):
    with pytest.raises(Refused):
        wrong()
