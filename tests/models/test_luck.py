"""Luck from a counter: even, without order, and the same whoever asks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.luck import ASIDE, ONE, draw, keys, limit, mix, seed
from tests.models import slow_cascade

place = st.integers(0, 10**6)


def test_the_first_numbers_are_those_of_the_published_generator_with_seed_0():
    counter = np.arange(1, 4, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    assert [hex(z) for z in mix(counter).tolist()] == ["0xe220a8397b1dcdaf", "0x6e789e6aa1b965f4", "0x6c45d188009454f"]


@given(st.integers(0, 2**62), place, place, place)
def test_luck_is_the_slow_reference_number_for_number(rng, run, sender, receiver):
    fast = draw(keys(rng, range(run, run + 1)), sender, receiver)[0]
    assert fast / ONE == slow_cascade.luck(rng, run, sender, receiver)


@pytest.mark.parametrize("along", ["rng", "run", "sender", "receiver"])
def test_luck_is_even_and_neighbours_have_nothing_in_common(along):
    many, zero = 40_000, np.zeros(40_000, int)
    if along == "rng":
        luck = np.array([draw(keys(rng, range(1)), 3, 4)[0] for rng in range(many)])
    elif along == "run":
        luck = draw(keys(5, range(many)), 3, 4)
    else:
        luck = draw(keys(5, range(1)), *[np.arange(many) if name == along else zero for name in ("sender", "receiver")])
    share = luck / ONE
    counts = np.histogram(share, 100, (0, 1))[0]
    # chi-square with 99 degrees: mean 99, sd 14; 5 sd. Correlation: sd 1/200; 4.5 sd. False alarms below 1 in 20,000.
    assert abs(((counts - 400) ** 2 / 400).sum() - 99) < 5 * 14.1
    for lag in (1, 2, 7):
        assert abs(np.corrcoef(share[:-lag], share[lag:])[0, 1]) < 4.5 / many**0.5
    assert len(np.unique(luck)) == many


def test_no_two_contacts_of_a_large_network_share_their_luck():
    sender, receiver = np.meshgrid(np.arange(0, 10**6, 997), np.arange(0, 10**6, 991))
    assert len(np.unique(draw(keys(0, range(1)), sender.ravel(), receiver.ravel()))) == sender.size


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_limit_is_passed_with_its_probability_and_rises_with_it(one, other):
    assert limit(one) / ONE == pytest.approx(one, abs=2**-53)
    assert (limit(one) <= limit(other)) or one > other


def test_luck_beside_the_cascades_is_no_runs_luck():
    assert keys(0, ASIDE)[0] not in keys(0, range(10**6))


def test_a_generator_is_drawn_from_and_anything_else_refused():
    one, same = np.random.default_rng(3), np.random.default_rng(3)
    assert seed(one) == seed(same) != seed(one)
    for wrong in (-1, 1.5, None, "luck", float("nan")):
        with pytest.raises(Refused):
            keys(wrong, range(1))
