"""Places in a picture: inside it, apart from each other, and the same again and again."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.charts._layout import forest, placed
from smm_lib.models import branching, towns


def tree(*sources):
    """A tree from the source of each account, in the order of sharing."""
    generation = [0]
    for source in sources[1:]:
        generation.append(generation[source] + 1)
    return pd.DataFrame({"tree": 0, "account": range(len(sources)), "source": sources, "generation": generation})


@given(st.floats(0, 0.1), st.integers(0, 50))
def test_every_account_stands_inside_and_below_the_one_it_had_it_from(share_rate, rng):
    trees = branching.sample_trees(8, 20, share_rate, 6, 25, rng)
    drawn = forest(trees).set_index("account")
    assert drawn[["x", "y"]].stack().between(0, 1).all()
    below = drawn[drawn["source"] >= 0]
    assert (below["y"].to_numpy() < drawn.loc[below["source"], "y"].to_numpy()).all()
    assert not drawn.duplicated(["x", "y"]).any()


def test_a_parent_stands_above_the_middle_of_its_two_children():
    drawn = forest(tree(-1, 0, 0))
    assert drawn["x"].iloc[0] == pytest.approx((drawn["x"].iloc[1] + drawn["x"].iloc[2]) / 2)


def test_accounts_are_numbered_through_all_trees_and_keep_their_source():
    two = pd.concat([tree(-1, 0), tree(-1, 0, 1).assign(tree=1)], ignore_index=True)
    drawn = forest(two)
    assert drawn["account"].tolist() == [0, 1, 2, 3, 4]
    assert drawn["source"].tolist() == [-1, 0, -1, 2, 3]
    assert drawn["state"].tolist() == ["seed", "sharer", "seed", "sharer", "sharer"]


def test_the_first_of_a_tree_never_moves_however_far_it_grows():
    small, large = (forest(branching.sample_trees(8, 20, rate, 6, 25)) for rate in (0, 0.1))
    firsts = [drawn[drawn["source"] < 0][["x", "y"]].to_numpy() for drawn in (small, large)]
    assert (firsts[0] == firsts[1]).all()


def accounts(network):
    return pd.DataFrame({"account": network.accounts})


@pytest.mark.parametrize("town", towns.TOWNS)
@pytest.mark.parametrize("size", [20, 301])
def test_accounts_of_every_town_stand_inside_and_apart(town, size):
    network = towns.build(town, size)
    drawn = placed(accounts(network), towns.edges(network), town)
    assert drawn[["x", "y"]].stack().between(0, 1).all()
    assert not drawn.round(3).duplicated(["x", "y"]).any()


def test_the_best_connected_hub_stands_in_the_middle():
    town = towns.build("hubs", 200)
    drawn = placed(accounts(town), towns.edges(town), "hubs")
    assert drawn.loc[int(town.degree.argmax()), ["x", "y"]].tolist() == [0.5, 0.5]
