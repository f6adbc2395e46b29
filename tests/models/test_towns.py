"""Kinds of networks, built once; what the kind makes of friendships and of chains."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models import cascade, networks, towns
from smm_lib.models.bounds import Refused
from smm_lib.models.contacts import Contacts, contacts


@given(
    st.sampled_from(towns.TOWNS),
    st.integers(0, 400),
    st.sampled_from([2, 4, 6, 10, 3]),
    st.floats(-0.1, 1.1),
)
def test_any_settings_give_a_network_or_are_refused(town, accounts, degree, rewiring):
    try:
        built = towns.build(town, accounts, degree, rewiring)
    except Refused:
        assert accounts < 20 or degree == 3 or not 0 <= rewiring <= 1
        return
    assert isinstance(built, Contacts)
    assert len(built.accounts) == (34 if town == "karate" else accounts)


def test_a_network_is_built_once_and_then_remembered():
    assert towns.build("small_world", 50) is towns.build("small_world", 50)
    club = networks.karate()
    assert towns.ready(club) is towns.ready(club)


def test_an_unknown_kind_is_refused():
    with pytest.raises(Refused):
        towns.build("village")


def test_every_contact_is_drawn_once():
    pairs = towns.edges(towns.build("hubs", 100))
    assert len(pairs) == len({frozenset(pair) for pair in pairs.to_numpy().tolist()})
    assert len(pairs) == networks.hubs(100, 2, 1).number_of_edges()


def test_friends_have_more_friends_in_the_star_and_in_the_club_but_not_in_a_ring():
    assert towns.paradox(networks.star(10))["friends"].tolist() == [1.8, 8.2]
    assert towns.paradox(networks.ring(30))["friends"].tolist() == [4, 4]
    people, theirs, guess = towns.paradox(towns.build("karate"), 5)["friends"]
    assert people == pytest.approx(2 * 78 / 34)
    assert theirs > 2 * people
    assert guess == 5


def test_a_broadcast_has_a_distance_of_about_two_and_a_small_world_long_chains():
    found = towns.shapes(300, 0.5).set_index("town")["structural_virality"]
    assert 1.9 < found["star"] < 2
    assert found["small_world"] > 2 * found["hubs"]


@pytest.mark.parametrize("share_rate", [0.1, 0.3, 0.5])
def test_shapes_are_the_median_distances_in_the_trees_that_the_first_account_began(share_rate):
    star = {"star": contacts(networks.star(60))}
    for town, network in (star | {town: towns.build(town, 60, 4, 0.1, 1) for town in towns.TOWNS}).items():
        distances = []
        for run in range(20):
            tree = cascade.tree(network, [0], share_rate=share_rate, rng=1 + run)
            links = tree.loc[tree["account"] != tree["source"], ["source", "account"]].to_numpy().tolist()
            if links:  # whoever reached somebody, were it only one
                distances.append(nx.wiener_index(nx.Graph(links)) / (len(tree) * (len(tree) - 1) / 2))
        found = towns.shapes(60, share_rate).set_index("town")["structural_virality"]
        assert found[town] == pytest.approx(np.median(distances), abs=0.005), town


def test_where_nobody_shares_there_is_no_chain():
    assert (towns.shapes(50, 0)["structural_virality"] == 0).all()


@pytest.mark.parametrize("wrong", [{"accounts": 5}, {"share_rate": 2}, {"runs": 0}])
def test_shapes_refuse_what_cannot_be(wrong):
    with pytest.raises(Refused):
        towns.shapes(**wrong)
