"""Everybody who plays a cascade, made ready for one network: a function play(runs) that returns each run's reach.

`rate` is the share rate, "weighted" (1 / degree of the receiver), or None: the linear threshold model with random
thresholds. Making ready (own graph, own tables) is not timed; whatever has to be done anew for every run is.
"""

import array
import ctypes
import random
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import networkx as nx
import numpy as np

from smm_lib.models import cascade, compiled
from smm_lib.models.contacts import limits
from smm_lib.models.luck import keys

LARGEST = {"igraph": 10**5, "Python": 10**5, "EoN": 10**5, "ndlib": 10**5}  # accounts; beyond, one run takes too long


def numpy(compact, seeds, rate):
    def play(runs):
        cascade.LARGE = float("inf")  # never hand the work to compiled loops
        if rate is None:
            return cascade.reach(cascade.linear_threshold(compact, seeds, runs=runs))
        return cascade.reach(cascade.independent_cascade(compact, seeds, share_rate=rate, runs=runs))

    return play


def fast(compact, seeds, rate, threads=1):
    rule = {} if rate is None else {"limits": limits(compact, rate)}

    def play(runs):
        run, _, new = compiled.count(compact, np.array(seeds), range(runs), 0, threads=threads, **rule)
        return np.bincount(run, new, runs).astype(np.int64)

    return play


def library(folder):
    """Compile loop.c and return it."""
    made = Path(folder) / "loop.so"
    source = Path(__file__).with_name("loop.c")
    subprocess.run(["cc", "-O3", "-march=native", "-shared", "-fPIC", "-o", made, source], check=True)
    loops = ctypes.CDLL(str(made))
    loops.share.restype = loops.threshold.restype = ctypes.c_int64
    return loops


LOOPS = library(tempfile.mkdtemp())


def c(compact, seeds, rate):
    size = len(compact.accounts)
    start = np.array(seeds, np.int64)
    active, rooms = np.zeros(size, np.uint8), [np.zeros(size, np.int32) for _ in range(3)]
    below = None if rate is None else limits(compact, rate)

    def at(some):
        return ctypes.c_void_p(some.ctypes.data)

    def play(runs):
        key, reach = keys(0, range(runs)), np.zeros(runs, np.int64)
        begin = at(start), ctypes.c_int64(start.size), at(key), ctypes.c_int64(runs), at(active)
        network = at(compact.first), at(compact.receivers)
        if rate is None:
            play.touched = LOOPS.threshold(*network, at(compact.degree), *begin, *map(at, rooms), at(reach))
        else:
            play.touched = LOOPS.share(*network, at(below), int(below.size == 1), *begin, at(rooms[0]), at(reach))
        return reach

    return play


def chances(compact, rate):
    """Return the chance of each contact, in the order of the compact form."""
    if rate == "weighted":
        return 1 / compact.degree[compact.receivers]
    return np.full(compact.receivers.size, rate)


@lru_cache(1)
def directed(compact):
    sender = np.repeat(np.arange(len(compact.accounts)), np.diff(compact.first))
    graph = nx.DiGraph()
    graph.add_nodes_from(compact.accounts)
    graph.add_edges_from(zip(sender.tolist(), compact.receivers.tolist(), strict=True))
    return graph


def cynetdiff(compact, seeds, rate):
    from cynetdiff.models import IndependentCascadeModel, LinearThresholdModel

    network = array.array("I", compact.first[:-1].tolist()), array.array("I", compact.receivers.tolist())
    if rate is None:
        model = LinearThresholdModel(*network, rng=1)
    elif rate == "weighted":
        chance = array.array("f", chances(compact, rate).tolist())
        model = IndependentCascadeModel(*network, activation_probs=chance, rng=1)
    else:
        model = IndependentCascadeModel(*network, activation_prob=rate, rng=1)
    model.set_seeds(seeds)

    def once():
        model.reset_model()
        model.advance_until_completion()
        return model.get_num_activated_nodes()

    return lambda runs: np.array([once() for _ in range(runs)])


def igraph(compact, seeds, rate):
    """Delete the contacts that fail, then ask for what is connected: the same reach in one stroke."""
    from igraph import Graph

    size, rng = len(compact.accounts), np.random.default_rng(2)
    sender = np.repeat(np.arange(size, dtype=np.int32), np.diff(compact.first))
    links = np.column_stack((sender, compact.receivers))
    everybody = np.vstack((np.column_stack((np.full(len(seeds), size), seeds)), links)).astype(np.int32)
    chance = None if rate is None else np.concatenate((np.ones(len(seeds)), chances(compact, rate)))
    graph = Graph(size + 1, everybody, directed=True)  # the last account tells the seeds
    back = None if rate is not None else (np.argsort(compact.receivers, kind="stable"), np.cumsum(compact.degree))

    def once():
        if back is None:
            kept = graph.subgraph_edges(np.flatnonzero(rng.random(chance.size) < chance), delete_vertices=False)
        else:  # everybody copies one contact drawn by lot: the same law as with random thresholds
            order, end = back
            idol = links[order[end - 1 - (rng.random(size) * compact.degree).astype(np.int64)]]
            kept = Graph(size + 1, np.vstack((everybody[: len(seeds)], idol)), directed=True)
        return len(kept.subcomponent(size, mode="out")) - 1

    return lambda runs: np.array([once() for _ in range(runs)])


def python(compact, seeds, rate):
    """As one writes it with networkx: neighbours in dicts, a set of active accounts, `random`."""
    graph = directed(compact)
    after, degree = {account: list(graph.successors(account)) for account in graph}, dict(graph.in_degree)
    if rate is None:
        return lambda runs: np.array([crowd(after, degree, seeds) for _ in range(runs)])
    chance = {account: 1 / degree[account] if rate == "weighted" else rate for account in graph}
    return lambda runs: np.array([post(after, chance, seeds) for _ in range(runs)])


def post(after, chance, seeds):
    draw, active, new = random.random, set(seeds), list(seeds)
    while new:
        found = []
        for account in new:
            for other in after[account]:
                if other not in active and draw() < chance[other]:
                    active.add(other)
                    found.append(other)
        new = found
    return len(active)


def crowd(after, degree, seeds):
    draw, active, new, missing = random.random, set(seeds), list(seeds), {}
    while new:
        found = []
        for account in new:
            for other in after[account]:
                if other not in active:
                    missing[other] = missing.get(other, (1 - draw()) * degree[other]) - 1
                    if missing[other] <= 0:
                        active.add(other)
                        found.append(other)
        new = found
    return len(active)


def eon(compact, seeds, rate):
    """SIR in steps, in which everybody is infectious for one step, is the independent cascade. No threshold model."""
    if rate is None:
        return None
    from EoN import basic_discrete_SIR, discrete_SIR

    graph, draw = directed(compact), random.Random(4).random
    degree = dict(graph.in_degree)

    def once():
        if rate == "weighted":
            found = discrete_SIR(graph, lambda _, b: draw() < 1 / degree[b], args=(), initial_infecteds=seeds)
        else:
            found = basic_discrete_SIR(graph, rate, initial_infecteds=seeds)
        return found[3][-1]

    return lambda runs: np.array([once() for _ in range(runs)])


def ndlib(compact, seeds, rate):
    import ndlib.models.epidemics as epidemics
    from ndlib.models.ModelConfig import Configuration

    graph, settings = directed(compact), Configuration()
    settings.add_model_initial_configuration("Infected", seeds)
    if rate is None:
        model = epidemics.ThresholdModel(graph)
        for account in graph:
            settings.add_node_configuration("threshold", account, 0.5)
    else:
        model = epidemics.IndependentCascadesModel(graph)
        for link, chance in zip(graph.edges, chances(compact, rate).tolist(), strict=True):
            settings.add_edge_configuration("threshold", link, chance)
    model.set_initial_status(settings)
    rng = np.random.default_rng(5)

    def once():
        model.reset(seeds)
        if rate is None:  # a threshold of exactly 0 would join by itself
            model.params["nodes"]["threshold"] = dict(enumerate((1 - rng.random(len(graph))).tolist()))
        new = 1
        model.iteration(node_status=False)
        while new:
            last = model.iteration(node_status=False)
            new = last["status_delta"][1] if rate is None else last["node_count"][1]
        return len(graph) - last["node_count"][0]

    return lambda runs: np.array([once() for _ in range(runs)])


OURS = {"numpy": numpy, "fast": fast, "C": c}
PEERS = {"CyNetDiff": cynetdiff, "igraph": igraph, "Python": python, "EoN": eon, "ndlib": ndlib}
