"""Sweeps: one table, whoever computes which part of it, in one process, in several, or on a cluster that loses one."""

import os
import shelve
import signal
import sys
import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib.models import networks
from smm_lib.models import sweep as module
from smm_lib.models.bounds import Refused
from smm_lib.models.cascade import independent_cascade, reach
from smm_lib.models.contacts import contacts
from smm_lib.models.sweep import bar, sweep

TOWN = contacts(networks.hubs(300, 3))
GRID = {"share_rate": [0.05, "weighted", 0.2], "seeds": [1, 3]}


def post(share_rate, seeds, runs):
    return {"reach": reach(independent_cascade(TOWN, range(seeds), share_rate=share_rate, runs=runs))}


def quiet(*_):
    pass


PLAIN = sweep(post, GRID, 50, workers=1, progress=quiet)


def test_the_table_has_every_point_and_run_in_the_order_of_the_grid():
    assert PLAIN.columns.tolist() == ["share_rate", "seeds", "run", "reach"]
    points = PLAIN[["share_rate", "seeds"]].drop_duplicates().values.tolist()
    assert points == [[0.05, 1], [0.05, 3], ["weighted", 1], ["weighted", 3], [0.2, 1], [0.2, 3]]
    assert PLAIN["run"].tolist() == 6 * list(range(50))
    for (share_rate, seeds), some in PLAIN.groupby(["share_rate", "seeds"]):
        assert some["reach"].tolist() == post(share_rate, seeds, 50)["reach"].tolist()


@settings(max_examples=20)
@given(st.integers(1, 60), st.integers(1, 50))
def test_neither_the_split_nor_the_number_of_runs_changes_a_run(part, runs):
    table = sweep(post, {"share_rate": [0.05, "weighted"], "seeds": [3]}, runs, part=part, workers=1, progress=quiet)
    expected = PLAIN[(PLAIN["run"] < runs) & (PLAIN["seeds"] == 3) & (PLAIN["share_rate"] != 0.2)]
    assert table.equals(expected.reset_index(drop=True))


@pytest.mark.parametrize("backend", ["threading", "loky"])
def test_two_workers_give_the_same_table(backend):
    from joblib import parallel_config

    with parallel_config(backend):
        assert sweep(post, GRID, 50, part=7, workers=2, progress=quiet).equals(PLAIN)


def test_without_joblib_it_takes_longer_and_gives_the_same(monkeypatch):
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    monkeypatch.setitem(sys.modules, "joblib", None)
    assert sweep(post, GRID, 50, part=7, progress=quiet).equals(PLAIN)


def test_a_cluster_of_two_of_which_one_is_killed_half_way_gives_the_same_table():
    distributed, joblib = pytest.importorskip("distributed"), pytest.importorskip("joblib")

    def slowly(share_rate, seeds, runs):  # a function of this test travels to the machines as it is
        time.sleep(0.05)
        return post(share_rate, seeds, runs)

    workers, killed = [], []

    def kill_half_way(done, parts, _):
        if not killed and done >= parts // 2:
            killed.append(workers[0])
            os.kill(workers[0], signal.SIGKILL)

    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with distributed.LocalCluster(**options) as cluster, distributed.Client(cluster) as client:
        workers += client.run(os.getpid).values()
        assert len(set(workers) - {os.getpid()}) == 2
        with joblib.parallel_config("dask"):
            table = sweep(slowly, GRID, 50, part=10, progress=kill_half_way)
        left = client.run(os.getpid).values()
    assert killed
    assert killed[0] not in left
    assert table.equals(PLAIN)


@pytest.mark.parametrize("workers", [1, 2])
def test_after_an_interruption_only_the_rest_is_computed(tmp_path, workers):
    def stop(done, *_):
        if done == 11:
            raise KeyboardInterrupt

    seen = []
    with shelve.open(str(tmp_path / "kept")) as kept:  # noqa: SIM117 (a restart lies between the two)
        with pytest.raises(KeyboardInterrupt):
            sweep(post, GRID, 50, part=10, workers=workers, kept=kept, progress=stop)
    with shelve.open(str(tmp_path / "kept")) as kept:
        assert len(kept) == 11
        table = sweep(post, GRID, 50, part=10, kept=kept, workers=1, progress=lambda *now: seen.append(now[:2]))
        assert len(kept) == 30
    assert seen == [(done, 30) for done in range(12, 31)]
    assert table.equals(PLAIN)


def test_the_bar_is_drawn_beyond_a_second_and_ends_its_line(capsys):
    bar(1, 3, 0.9)
    assert capsys.readouterr().err == ""
    bar(1, 3, 1.1)
    bar(3, 3, 2.2)
    assert capsys.readouterr().err == f"\r[{'#' * 10}{'.' * 20}] 1/3\r[{'#' * 30}] 3/3\n"


def test_values_stay_what_they_are_and_nothing_becomes_a_nan():
    def count(runs, **point):
        return pd.DataFrame({"run": runs, "kinds": len(point)}, index=[9] * len(runs))

    grid = {"threshold": [None, 0.5], "paid": [True, False], "share_rate": np.array([0.1, 0.2]), "k": range(2)}
    table = sweep(count, grid, 2, workers=1)
    assert table.columns.tolist() == ["threshold", "paid", "share_rate", "k", "run", "kinds"]
    assert table["threshold"].tolist() == [None] * 16 + [0.5] * 16
    assert table["paid"].dtype == bool
    assert table["k"].tolist() == [0, 0, 1, 1] * 8
    assert sweep(count, {}, 3, workers=1).values.tolist() == [[0, 0], [1, 0], [2, 0]]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: sweep(post, [0.1]), lambda: sweep(post, {"share_rate": 0.1}), lambda: sweep(post, {"share_rate": []}),
        lambda: sweep(post, {"share_rate": "weighted"}), lambda: sweep(post, {"seeds": [[1]]}),
        lambda: sweep(post, {"runs": [1]}), lambda: sweep(post, {"run": [1]}), lambda: sweep(post, GRID, 0),
        lambda: sweep(post, {5: [1]}), lambda: sweep(post, GRID, 1.5), lambda: sweep(post, GRID, part=0),
        lambda: sweep(post, GRID, workers=0), lambda: sweep(post, GRID, workers=-1),
        lambda: sweep(post, {"share_rate": [7], "seeds": [1]}, workers=1),
        lambda: sweep(post, {"share_rate": [7], "seeds": [1]}, 4, part=2, workers=2),
        lambda: sweep(post, {"share_rate": [0.1] * 4000, "seeds": range(4000)}),
        lambda: sweep(lambda runs: {"reach": [*runs, 1]}, {}, 5, workers=1),
    ],
)  # fmt: skip
def test_what_no_table_can_be_made_of_is_refused(wrong):
    with pytest.raises(Refused):
        wrong()
