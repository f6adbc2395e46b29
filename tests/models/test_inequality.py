"""Lorenz and Gini: exact values and the laws of any curve."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.inequality import curves, gini, lorenz
from smm_lib.models.publishing import contributions

POSTS = st.tuples(st.floats(0, 100), st.floats(0, 10), st.floats(0, 2))


@given(st.floats(0, 0.999), st.floats(0.001, 1), POSTS.filter(lambda posts: min(posts[:2]) > 0.1))
def test_a_lorenz_curve_rises_bends_upward_and_stays_under_the_diagonal(lurkers, heavy, posts):
    table = contributions(1000, lurkers, heavy * (1 - lurkers), *posts)
    curve = lorenz(table["users"], table["monthly_posts"]).to_numpy()
    assert curve[0].tolist() == [0, 0]
    assert curve[-1] == pytest.approx([1, 1])
    assert (curve[:, 1] <= curve[:, 0] + 1e-9).all()
    assert (np.diff(curve, axis=0) >= -1e-12).all()
    assert -1e-9 <= gini(table["users"], table["monthly_posts"]) <= 1


def test_if_all_write_the_same_the_gini_is_zero():
    assert gini([20, 30, 50], [60, 90, 150]) == pytest.approx(0)


def test_nobody_writing_has_no_lorenz_curve():
    with pytest.raises(Refused, match="posts must be a number above 0"):
        lorenz([10, 90], [0, 0])


def test_one_of_many_who_writes_everything_comes_near_to_one():
    assert gini([1, 999], [5, 0]) == pytest.approx(0.999)


@given(st.permutations([(10, 300), (90, 90), (900, 0), (5, 5)]))
def test_the_order_of_the_groups_does_not_matter(groups):
    users, posts = zip(*groups, strict=True)
    assert gini(users, posts) == pytest.approx(gini([10, 90, 900, 5], [300, 90, 0, 5]))


def test_the_measured_forums_are_a_little_less_unequal_than_the_rule():
    assert gini([0.9, 0.09, 0.01], [0.013, 0.24, 0.747]) < gini([900, 90, 10], [0, 90, 300])


def test_curves_keep_their_names_and_end_with_the_diagonal():
    table = curves(one=([1, 2], [3, 4]), two=([5], [6]))
    assert table["curve"].unique().tolist() == ["one", "two", "equality"]
    for _, curve in table.groupby("curve"):
        assert curve[["users_share", "posts_share"]].iloc[0].tolist() == [0, 0]
        assert curve[["users_share", "posts_share"]].iloc[-1].tolist() == pytest.approx([1, 1])


@pytest.mark.parametrize("bad", [([0], [1]), ([1], [0]), ([-1, 2], [1, 1]), ([1, 2], [1]), ([float("nan")], [1])])
def test_what_has_no_curve_is_refused(bad):
    for model in (lorenz, gini):
        with pytest.raises(Refused):
            model(*bad)
