"""Places in a picture: inside it, apart from each other, and the same again and again."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models import branching, layout, towns
from smm_lib.models.bounds import Refused


def tree(*sources):
    """A tree from the source of each account, in the order of sharing."""
    generation = [0]
    for source in sources[1:]:
        generation.append(generation[source] + 1)
    return pd.DataFrame({"tree": 0, "account": range(len(sources)), "source": sources, "generation": generation})


@given(st.floats(0, 0.1), st.integers(0, 50))
def test_every_account_stands_inside_and_below_the_one_it_had_it_from(share_rate, rng):
    trees = branching.sample_trees(8, 20, share_rate, 6, 25, rng)
    placed = layout.forest(trees).set_index("account")
    assert placed[["x", "y"]].stack().between(0, 1).all()
    below = placed[placed["source"] >= 0]
    assert (below["y"].to_numpy() < placed.loc[below["source"], "y"].to_numpy()).all()
    assert not placed.duplicated(["x", "y"]).any()


def test_a_parent_stands_above_the_middle_of_its_two_children():
    placed = layout.forest(tree(-1, 0, 0), columns=1)
    assert placed["x"].iloc[0] == pytest.approx((placed["x"].iloc[1] + placed["x"].iloc[2]) / 2)


def test_accounts_are_numbered_through_all_trees_and_keep_their_source():
    two = pd.concat([tree(-1, 0), tree(-1, 0, 1).assign(tree=1)], ignore_index=True)
    placed = layout.forest(two)
    assert placed["account"].tolist() == [0, 1, 2, 3, 4]
    assert placed["source"].tolist() == [-1, 0, -1, 2, 3]
    assert placed["state"].tolist() == ["seed", "reached", "seed", "reached", "reached"]


def test_the_first_of_a_tree_never_moves_however_far_it_grows():
    small, large = (layout.forest(branching.sample_trees(8, 20, rate, 6, 25)) for rate in (0, 0.1))
    firsts = [placed[placed["source"] < 0][["x", "y"]].to_numpy() for placed in (small, large)]
    assert (firsts[0] == firsts[1]).all()


@pytest.mark.parametrize("wrong", [{"columns": 0}, {"columns": 1.5}, {"generations": 0}])
def test_impossible_room_is_refused(wrong):
    with pytest.raises(Refused):
        layout.forest(tree(-1), **wrong)


@pytest.mark.parametrize("town", towns.TOWNS)
@pytest.mark.parametrize("accounts", [20, 301])
def test_accounts_of_every_town_stand_inside_and_apart(town, accounts):
    placed = layout.positions(towns.build(town, accounts), town)
    assert placed[["x", "y"]].stack().between(0, 1).all()
    assert not placed.round(3).duplicated(["x", "y"]).any()


def test_the_best_connected_hub_stands_in_the_middle():
    town = towns.build("hubs", 200)
    placed = layout.positions(town, "hubs")
    assert placed.loc[int(town.degree.argmax()), ["x", "y"]].tolist() == [0.5, 0.5]
