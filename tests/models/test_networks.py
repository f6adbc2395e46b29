"""Networks: their shapes, their compact form, the friendship paradox, and a real one with known figures."""

import gzip
import math
import os
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models import networks
from smm_lib.models.bounds import Refused
from smm_lib.models.contacts import contacts

ROOT = Path(__file__).resolve().parents[2]
SHARED = next((p for p in (ROOT.parent / "shared", Path(os.environ.get("SMM_SHARED", "shared"))) if p.is_dir()), None)


def links(network):
    return {frozenset(pair) for pair in network.edges}


def test_a_star_of_ten_has_1_8_friends_on_average_and_their_friends_have_8_2():
    assert networks.friendship_paradox(networks.star(10)) == pytest.approx((1.8, 8.2))


@given(st.integers(3, 200), st.integers(1, 8))
def test_in_a_ring_everybody_has_as_many_friends_as_their_friends(accounts, pairs):
    if 2 * pairs < accounts:
        assert networks.friendship_paradox(networks.ring(accounts, 2 * pairs)) == pytest.approx((2 * pairs, 2 * pairs))


def markov(size, noise):
    """The expected steps of the ring once more: the whole chain of all states, in fractions."""

    @cache
    def left(joined):
        if len(joined) == size:
            return Fraction(0)
        unsure, sure = [], set(joined)
        for i in set(range(size)) - joined:
            active = len({(i - 1) % size, (i + 1) % size} & joined)
            sure |= {i} if active == 2 else set()
            unsure += [i] if active == 1 else []
        total, stays = Fraction(1), Fraction(0)
        for lucky in product((True, False), repeat=len(unsure)):
            after = frozenset(sure | {i for i, joins in zip(unsure, lucky, strict=True) if joins})
            chance = math.prod([noise if joins else 1 - noise for joins in lucky], start=Fraction(1))
            if after == joined:
                stays = chance
            else:
                total += chance * left(after)
        return total / (1 - stays)

    return left(frozenset({0}))


@pytest.mark.parametrize("noise", [Fraction(1, 10), Fraction(1, 4), Fraction(1)])
def test_the_expected_steps_of_a_noisy_ring_are_those_of_the_whole_chain_of_states(noise):
    for accounts in range(3, 9):
        assert networks.expected_steps(accounts, float(noise)) == pytest.approx(float(markov(accounts, noise)), 1e-12)


@pytest.mark.parametrize(("accounts", "noise", "steps"), [(5, 0.1, 16.200029), (10, 0.2, 21.15), (12, 0.25, 21.125)])
def test_the_expected_steps_of_a_noisy_ring_are_known_numbers(accounts, noise, steps):
    assert networks.expected_steps(accounts, noise) == pytest.approx(steps, abs=1e-6)


@pytest.mark.parametrize(("accounts", "noise"), [(2, 0.1), (5, 0), (5, 1.1), (5.5, 0.1), (5, "5 %"), (10**7, 0.1)])
def test_a_ring_without_expected_steps_is_refused(accounts, noise):
    with pytest.raises(Refused):
        networks.expected_steps(accounts, noise)


@given(st.integers(10, 80), st.sampled_from([2, 4, 6]), st.floats(0, 1), st.integers(0, 99))
def test_rewiring_keeps_the_number_of_contacts(accounts, degree, rewiring, rng):
    network = networks.small_world(accounts, degree, rewiring, rng)
    assert list(network) == list(range(accounts))
    assert network.number_of_edges() == accounts * degree // 2
    assert nx.number_of_selfloops(network) == 0


def test_a_ring_is_that_of_networkx_and_more_rewiring_moves_the_same_contacts_and_more():
    assert links(networks.ring(50, 6)) == links(nx.watts_strogatz_graph(50, 6, 0))
    ring = links(networks.ring(1000, 4))
    kept = [ring & links(networks.small_world(1000, 4, rewiring, 3)) for rewiring in (0.1, 0.3, 0.6, 1)]
    assert [round(1 - len(some) / 2000, 1) for some in kept] == [0.1, 0.3, 0.6, 1]
    for less, more in pairwise(kept):
        assert len(more - less) < 5  # by chance a rewired contact may fall on the ring again


def test_a_few_shortcuts_make_the_world_small():
    ring, small = (networks.small_world(400, 4, rewiring, 1) for rewiring in (0, 0.1))
    assert nx.average_shortest_path_length(ring) == pytest.approx(50.4, abs=0.3)
    assert nx.average_shortest_path_length(small) < 12
    assert nx.average_clustering(small) > 0.3


def test_hubs_have_many_times_the_mean_and_the_seed_decides():
    one, same, other = (networks.hubs(2000, 2, rng) for rng in (1, 1, 2))
    assert one.number_of_edges() == 2 * (2000 - 2)
    assert max(dict(one.degree).values()) > 50
    assert links(one) == links(same) != links(other)


def test_communities_keep_to_themselves():
    network = networks.communities(1200, groups=3, degree=8, between=0.1, rng=5)
    block = nx.get_node_attributes(network, "block")
    assert [list(block.values()).count(group) for group in range(3)] == [400, 400, 400]
    assert network.number_of_edges() == 1200 * 8 / 2
    assert nx.number_of_selfloops(network) == 0
    out = sum(block[a] != block[b] for a, b in network.edges) / 4800
    # contacts drawn twice are rarer outside, hence 0.1003; 4 standard deviations: a false alarm in 16,000 seeds
    assert abs(out - 0.1003) < 4 * (0.1 * 0.9 / 4800) ** 0.5
    degree = np.array([d for _, d in network.degree])
    assert abs(degree.var() - 8) < 1.5  # as if every contact was thrown at two accounts


@given(st.integers(4, 60), st.integers(2, 30), st.floats(0.01, 1), st.floats(0, 1), st.integers(0, 99))
def test_communities_of_every_size_have_the_contacts_asked_for(accounts, groups, dense, between, rng):
    most = (accounts // groups - 1) / 2
    if most > 0:
        network = networks.communities(accounts, groups, most * dense, between, rng)
        assert network.number_of_edges() == round(most * dense * accounts / 2)
        block = nx.get_node_attributes(network, "block")
        sizes = [list(block.values()).count(group) for group in range(groups)]
        assert sum(sizes) == accounts
        assert max(sizes) - min(sizes) <= 1
        if between in (0, 1):
            assert all((block[a] != block[b]) == bool(between) for a, b in network.edges)


def test_the_karate_club_splits_its_friendships_as_zachary_wrote_them_down():
    club = networks.karate()
    assert (len(club), club.number_of_edges(), club.degree[33], club.degree[0]) == (34, 78, 17, 16)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: networks.ring(30, 3), lambda: networks.ring(4, 4), lambda: networks.ring(2, 2),
        lambda: networks.ring(10**7), lambda: networks.small_world(30, 4, 1.1), lambda: networks.ring(30, float("nan")),
        lambda: networks.hubs(30, 0), lambda: networks.hubs(30, 30), lambda: networks.hubs(30, 2, -1),
        lambda: networks.communities(30, 16), lambda: networks.communities(30, 3, 5),
        lambda: networks.communities(30, 3, 2, "few"), lambda: networks.star(1),
        lambda: networks.friendship_paradox(nx.empty_graph(3)), lambda: networks.friendship_paradox([1, 2]),
        lambda: networks.friends(None), lambda: contacts("karate"),
    ],
)  # fmt: skip
def test_what_is_no_network_is_refused(wrong):
    with pytest.raises(Refused):
        wrong()


graphs = st.builds(
    lambda kind, pairs, alone: (kind(pairs), alone),
    st.sampled_from([nx.Graph, nx.DiGraph, nx.MultiGraph]),
    st.lists(
        st.tuples(*[st.one_of(st.integers(0, 9), st.text(max_size=2), st.tuples(st.booleans()))] * 2), max_size=40
    ),
    st.lists(st.integers(), max_size=3),
)


@given(graphs)
def test_the_compact_form_says_the_same_as_the_network_whatever_the_names(drawn):
    network, alone = drawn
    network.add_nodes_from(alone)
    compact = contacts(network)
    name = list(compact.accounts)
    assert name == list(network)
    found = {
        (name[i], name[j])
        for i in range(len(name))
        for j in compact.receivers[compact.first[i] : compact.first[i + 1]].tolist()
    }
    both = network if network.is_directed() else network.to_directed()
    assert found == {(a, b) for a, b in both.edges() if a != b}
    assert len(compact.receivers) == len(found) == compact.degree.sum()
    assert compact.degree.tolist() == [sum(b == account for _, b in found) for account in name]


@given(graphs)
def test_friends_are_counted_as_anybody_would_count_them(drawn):
    network, alone = drawn
    network.add_nodes_from(alone)
    circle = {a: [b for b in network.neighbors(a) if b != a] for a in network}
    expected = [(a, len(c), sum(len(circle[b]) for b in c) / len(c)) for a, c in circle.items() if c]
    table = networks.friends(network)
    assert table["account"].tolist() == [row[0] for row in expected]
    assert table["degree"].tolist() == [row[1] for row in expected]
    assert table["friends_degree"].tolist() == pytest.approx([row[2] for row in expected])


def test_a_network_that_was_changed_is_seen_as_it_is():
    network = networks.ring(5, 2)
    assert contacts(network).degree.tolist() == [2, 2, 2, 2, 2]
    network.remove_edge(0, 1)
    assert contacts(network).degree.tolist() == [1, 1, 2, 2, 2]


@pytest.mark.skipif(SHARED is None, reason="the data folder (SMM_SHARED) is not on this machine")
def test_ego_facebook_has_its_known_figures():
    with gzip.open(SHARED / "data" / "snap-ego-facebook" / "facebook_combined.txt.gz") as lines:
        pairs = np.loadtxt(lines, dtype=np.int64)
    network = nx.Graph(pairs.tolist())
    compact, table = contacts(network), networks.friends(network)
    degree = table["degree"]
    assert (len(compact.accounts), len(compact.receivers)) == (4039, 2 * 88234)
    assert (degree.median(), degree.min(), degree.max()) == (25, 1, 1045)
    assert (degree.mean(), degree.std(ddof=0)) == pytest.approx((43.6910, 52.4141), abs=1e-4)
    assert table.nlargest(4, "degree")["account"].tolist() == [107, 1684, 1912, 3437]
    assert (degree < table["friends_degree"]).mean() == pytest.approx(0.8747, abs=5e-5)
    assert (degree**2).mean() / degree.mean() == pytest.approx(106.57, abs=5e-3)
    assert networks.friendship_paradox(network)[0] == pytest.approx(43.6910, abs=1e-4)
    assert nx.average_clustering(network) == pytest.approx(0.6055467, abs=1e-7)
