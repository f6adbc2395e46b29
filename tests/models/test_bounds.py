"""How models refuse: always a sentence with name, rule and value, never another error."""

import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models import adopters, adoption, cascade, networks, planning, seeding, towns
from smm_lib.models.bounds import PATIENCE, RULES, Refused, affordable, generator, number, one_of, scalar, whole
from smm_lib.models.contacts import contacts

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.text(), st.binary(), st.integers(), st.floats(), st.complex_numbers(),
    st.lists(st.floats()), st.dictionaries(st.text(), st.integers()), st.just(np.array("x")), st.just(10**400),
)  # fmt: skip


@given(ANYTHING)
def test_a_number_is_inside_its_bounds_or_refused(value):
    try:
        taken = number("share", value, 0, 1)
    except Refused as refused:
        assert str(refused).startswith("share must be a number from 0 to 1, got ")
    else:
        assert np.all(np.isfinite(taken))
        assert np.all((np.asarray(taken) >= 0) & (np.asarray(taken) <= 1))


@given(ANYTHING)
def test_a_scalar_is_one_float_or_refused(value):
    try:
        assert isinstance(scalar("price", value, 0, above=True), float)
    except Refused as refused:
        assert refused.rule == "above"


@given(ANYTHING)
def test_a_whole_number_is_an_int_inside_its_bounds_or_refused(value):
    try:
        taken = whole("runs", value, 1, 100)
    except Refused as refused:
        assert refused.limits == {"low": 1, "high": 100}
    else:
        assert type(taken) is int
        assert 1 <= taken <= 100


@given(ANYTHING)
def test_a_choice_is_one_of_the_options_or_refused(value):
    try:
        assert one_of("law", value, ("reed", "sarnoff")) in ("reed", "sarnoff")
    except Refused as refused:
        assert refused.limits == {"options": "reed, sarnoff"}


@pytest.mark.parametrize(
    ("value", "low", "high", "above"), [(1.0000001, 0, 1, False), (-1e-12, 0, 1, False), (0, 0, 5, True)]
)
def test_the_ends_are_exact(value, low, high, above):
    with pytest.raises(Refused):
        number("x", value, low, high, above=above)
    assert number("x", high, low, high, above=above) == high


def test_an_array_with_one_bad_entry_is_refused_whole():
    with pytest.raises(Refused, match="x must be a number from 0 to 1"):
        number("x", np.array([0.1, np.nan]), 0, 1)


def test_true_is_no_number_and_three_point_zero_is_whole():
    assert whole("runs", 3.0, 1) == 3
    for bad in (True, 3.5, "3"):
        with pytest.raises(Refused):
            whole("runs", bad, 1)


def test_a_refusal_survives_the_way_from_a_worker_process():
    sent = Refused("runs", "whole_between", 0, low=1, high=9)
    got = pickle.loads(pickle.dumps(sent))
    assert (str(got), got.name, got.limits) == (str(sent), "runs", {"low": 1, "high": 9})


def test_a_long_value_is_cut_in_the_sentence():
    assert len(str(Refused("name", "one_of", "x" * 10_000, options="a"))) < 120


def test_every_rule_completes_the_sentence_that_starts_with_the_name():
    assert all(rule.startswith("be ") for rule in RULES.values())


@given(ANYTHING)
def test_a_seed_gives_the_same_luck_again_or_is_refused(seed):
    try:
        assert generator(seed).random() == generator(seed).random()
    except Refused as refused:
        assert str(refused).startswith("rng must be a whole number of at least 0, got ")


def test_a_generator_is_passed_on_and_goes_on():
    luck = np.random.default_rng(1)
    assert generator(luck) is luck


TOWN = contacts(networks.hubs(2000, 5))
LONG = np.ones(200_000)
TASKS = [(1, 2, 3)] * 100
TOO_MUCH = {
    "a cascade of a million runs": lambda: cascade.independent_cascade(TOWN, [0], share_rate=0.5, runs=10**6),
    "a threshold of a million runs": lambda: cascade.linear_threshold(TOWN, range(9), threshold=0.1, runs=10**6),
    "a noisy one": lambda: cascade.linear_threshold(TOWN, [0], threshold=0.5, noise=0.9, runs=10**6),
    "seeds for a thousand runs": lambda: seeding.compare(TOWN, 1000, 0.1, 1000),
    "a thousand runs from every seed": lambda: seeding.compare(contacts(networks.star(40_000)), 1, 1.0, 1000),
    "a ring where everybody knows half of it": lambda: networks.ring(10**6, 500_000),
    "a small world": lambda: networks.small_world(10**6, 4, 1),
    "hubs": lambda: networks.hubs(10**6, 2),
    "communities": lambda: networks.communities(10**6),
    "chains in towns": lambda: towns.shapes(10_000, 0.5, 100),
    "a curve through a long series": lambda: adoption.fit(LONG),
    "a curve through each beginning of it": lambda: adopters.estimates({"a": LONG[:2000], "b": LONG[:2000]}),
    "efforts of a hundred tasks": lambda: planning.simulate(TASKS, 100_000),
    "their chances": lambda: planning.kept(TASKS, [2] * 100, runs=100_000),
}


@pytest.mark.parametrize("work", TOO_MUCH)
def test_what_would_take_over_ten_seconds_is_refused_with_its_seconds_and_what_would_do(work, monkeypatch):
    monkeypatch.setattr("smm_lib.models.compiled.find_spec", lambda _: None)  # as on most computers
    with pytest.raises(Refused, match="seconds instead of 10") as refused:
        TOO_MUCH[work]()
    assert refused.value.rule == "work"
    assert float(refused.value.limits["seconds"]) >= PATIENCE
    assert 1 <= refused.value.limits["high"] < refused.value.value


@given(st.integers(1, 10**9), st.floats(1, 1e15), st.sampled_from([1, 2]))
def test_the_size_that_a_refusal_names_would_be_done_in_time(size, pace, power):
    try:
        affordable("runs", size, float(size) ** power, pace, power)
    except Refused as refused:
        high = refused.limits["high"]
        assert high == 1 or high**power <= PATIENCE * pace * 1.001
        assert (high + 1) ** power >= PATIENCE * pace * 0.999
    else:
        assert size**power <= PATIENCE * pace * 1.001
