"""The compiled loops and the numpy engine prove each other: the same numbers, bit for bit, whatever the threads."""

import sys
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib.models import cascade, compiled, networks
from smm_lib.models.cascade import by_generation, independent_cascade, linear_threshold
from smm_lib.models.contacts import contacts, limits, needed
from smm_lib.models.luck import limit as limit_of
from tests.models.test_cascade import graphs, limit, noises, share

with_numba = pytest.mark.skipif(not compiled.there(), reason="numba, the extra [fast], is not installed")


@with_numba
@settings(max_examples=100)
@given(graphs(), share, limit, noises, st.integers(0, 2**40), st.integers(0, 10**6))
def test_compiled_loops_give_the_same_numbers_as_numpy(drawn, share_rate, threshold, noise, rng, start):
    compact, runs = contacts(drawn[0]), range(start, start + 7)
    seeds = compact.numbers("seeds", drawn[1])
    plain = independent_cascade(compact, drawn[1], share_rate=share_rate, runs=runs, rng=rng)
    fast = compiled.count(compact, seeds, runs, rng, limits=limits(compact, share_rate))
    assert np.array_equal(plain.counts, fast)
    quiet = threshold is None
    rule = {"needed": None if quiet else needed(compact, threshold), "noise": 0 if quiet else limit_of(noise)}
    plain = linear_threshold(compact, drawn[1], threshold=threshold, noise=0 if quiet else noise, runs=runs, rng=rng)
    assert np.array_equal(plain.counts, compiled.count(compact, seeds, runs, rng, **rule))


TOWN = contacts(networks.hubs(3000, 4, 2))


@with_numba
@pytest.mark.parametrize("share_rate", [0.04, 0.1, "weighted", None])
def test_in_a_town_of_3000_the_number_of_threads_changes_nothing(share_rate):
    rule = {} if share_rate is None else {"limits": limits(TOWN, share_rate)}
    one, two, three = (compiled.count(TOWN, np.array([7]), range(1000), 5, threads=t, **rule) for t in (1, 2, 3))
    assert np.array_equal(one, two)
    assert np.array_equal(one, three)
    model = linear_threshold if share_rate is None else independent_cascade
    plain = model(TOWN, [7], runs=1000, rng=5, **({} if share_rate is None else {"share_rate": share_rate}))
    assert np.array_equal(one, plain.counts)


@with_numba
def test_a_long_run_has_room_for_all_its_generations():
    path = contacts(networks.ring(2000, 2))
    fast = compiled.count(path, np.array([0]), range(3), 0, needed=needed(path, 0.5))
    assert np.array_equal(fast, linear_threshold(path, [0], threshold=0.5, runs=3).counts)
    assert fast[1].max() == 1000


@with_numba
@pytest.mark.parametrize("threshold", [0.3, 0.5, 1])
def test_in_a_noisy_town_of_3000_both_count_the_same(threshold):
    plain = linear_threshold(TOWN, [7, 8], threshold=threshold, noise=0.02, runs=20, rng=5)
    rule = {"needed": needed(TOWN, threshold), "noise": limit_of(0.02)}
    assert np.array_equal(plain.counts, compiled.count(TOWN, np.array([7, 8]), range(20), 5, **rule))
    assert plain.counts[2].sum() == 20 * 3000


@with_numba
def test_large_work_goes_to_the_compiled_loops_and_comes_back_the_same(monkeypatch):
    plain = by_generation(independent_cascade(TOWN, [7], share_rate=0.1, runs=100, rng=5))
    asked = []
    monkeypatch.setattr(compiled, "count", lambda *a, count=compiled.count, **k: asked.append(a[2]) or count(*a, **k))
    monkeypatch.setattr(cascade, "LARGE", 1000)
    assert by_generation(independent_cascade(TOWN, [7], share_rate=0.1, runs=100, rng=5)).equals(plain)
    assert asked == [range(16, 100)]
    independent_cascade(TOWN, [7], share_rate=0, runs=100)
    assert len(asked) == 1  # nobody shares: that is no work, however many runs


def test_without_numba_everything_works_and_with_it_small_work_does_not_load_it(monkeypatch):
    import subprocess

    code = "import sys; from smm_lib.models.cascade import *; from smm_lib.models.networks import ring\n"
    code += "reach(independent_cascade(ring(100), [0], share_rate=0.5, runs=50)); sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    plain = independent_cascade(TOWN, [7], share_rate=0.1, runs=40)
    monkeypatch.setattr(compiled, "find_spec", lambda _: None)
    monkeypatch.setattr(cascade, "LARGE", 0)
    assert np.array_equal(independent_cascade(TOWN, [7], share_rate=0.1, runs=40).counts, plain.counts)


@with_numba
def test_an_interruption_stops_the_threads(monkeypatch):
    played = []

    def interrupted(*_):
        played.append(1)
        raise KeyboardInterrupt

    monkeypatch.setattr(compiled, "_compiled", lambda _: interrupted)
    with pytest.raises(KeyboardInterrupt):
        compiled.count(TOWN, np.array([7]), range(10**5), 0, limits=limits(TOWN, 0.1))
    assert len(played) <= 2 * threading.active_count()
