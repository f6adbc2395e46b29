"""Who publishes: lesson 02's numbers, and laws of shares and links."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.publishing import connections, connections_by_law, contributions, permission, posts_for_share

share = st.floats(0, 1)
POSTS = st.tuples(st.floats(0, 100), st.floats(0, 10), st.floats(0, 2))


def test_a_thousand_users_write_390_posts_and_one_percent_wrote_76_9_percent():
    table = contributions(1000).set_index("group")
    assert table["users"].tolist() == [10, 90, 900]
    assert table["monthly_posts"].sum() == 390
    assert table["share"]["heavy"] == pytest.approx(0.769, abs=5e-4)


def test_0_433_posts_of_a_lurker_halve_the_share():
    half = contributions(1000)["share"][0] / 2
    needed = posts_for_share(half)
    assert needed == pytest.approx(0.433, abs=5e-4)
    assert contributions(1000, posts_lurker=needed)["share"][0] == pytest.approx(half)


def test_fifty_users_make_1225_pairs():
    assert connections(50) / 2 == 1225 == len(list(itertools.combinations(range(50), 2)))


@given(st.floats(1, 1e6), share, share, POSTS)
def test_no_user_and_no_post_is_lost(users, lurkers, heavy, posts):
    heavy = heavy * (1 - lurkers)
    table = contributions(users, lurkers, heavy, *posts)
    assert table["users"].sum() == pytest.approx(users)
    assert (table[["users", "monthly_posts", "share"]] >= 0).all().all()
    assert table["share"].sum() == pytest.approx(1) or table["monthly_posts"].sum() == 0


def test_more_than_everybody_is_refused():
    with pytest.raises(Refused, match=r"heavy must be a number from 0 to 0\.1, got 0\.2"):
        contributions(1000, lurkers=0.9, heavy=0.2)


@given(st.integers(2, 12))
def test_the_laws_count_what_they_say(n):
    assert connections(n, "sarnoff") == n
    assert connections(n, "metcalfe") == len(list(itertools.permutations(range(n), 2)))
    assert connections(n, "reed") == sum(1 for k in range(n + 1) for _ in itertools.combinations(range(n), k))
    assert connections(n, "odlyzko") == pytest.approx(n * np.log(n))


@pytest.mark.parametrize(("n", "links"), [(10, 23.0), (1000, 6907.8), (1e6, 1.38e7)])
def test_n_log_n_of_the_reference_table(n, links):
    assert connections(n, "odlyzko") == pytest.approx(links, rel=2e-3)


@given(st.floats(2, 1e9))
def test_the_curves_of_the_laws_rise(users):
    table = connections_by_law(users)
    for _, curve in table.groupby("law"):
        assert (np.diff(curve["connections"]) > 0).all()
        assert curve["users"].max() <= users + 0.5


def test_a_share_that_cannot_be_reached_is_refused():
    with pytest.raises(Refused, match="share must be"):
        posts_for_share(0.9)


@given(st.floats(1, 1e9), share)
def test_all_may_publish_and_those_who_are_no_lurkers_do(users, lurkers):
    before, may, do = permission(users, lurkers)["users"]
    assert before == 1
    assert may == pytest.approx(users)
    assert do == pytest.approx(users * (1 - lurkers), abs=1e-6)


def test_the_curves_contain_the_number_asked_for():
    assert (connections_by_law(10_000, at=777).query("users == 777")["law"].tolist()) == [
        "sarnoff",
        "odlyzko",
        "metcalfe",
        "reed",
    ]


@pytest.mark.parametrize("bad", [0, -1, float("nan"), "many"])
def test_no_users_no_network(bad):
    for model in (permission, connections, contributions):
        with pytest.raises(Refused):
            model(bad)
