"""Cascades against their peers: the same network, seeds and model for everybody, correctness first, then time.

`make bench` runs it; `python benchmarks/cascades.py --sizes 1000 --seconds 0.05` is a quick look. Contenders take turns
within a round; a figure is the median of the rounds, a ratio the median of the ratios within a round. So a disturbance
that lasts hits all alike.
"""

import argparse
import datetime
import json
import os
import platform
import random
import statistics
import subprocess
import sys
import time
import tracemalloc
from functools import cache
from pathlib import Path

import numpy as np
import peers
from igraph import Graph

from smm_lib import display
from smm_lib.models.contacts import Contacts

RATES = (0.04, 0.1, "weighted", None)  # None: the linear threshold model with random thresholds
AIMS = ("CyNetDiff / numpy", "ndlib / numpy", "best peer / fast", "C / fast")
SHUFFLES = 5000
SLOW = 1.0  # seconds; whoever takes longer for one run plays only that one
START = """
from time import process_time as now; began = now()
from smm_lib.models import cascade, networks
loaded = now()
town = networks.hubs(2000, 3)
made = now()
cascade.reach(cascade.independent_cascade(town, [9], share_rate=0.1, runs=50))
print(loaded - began, now() - made)
"""
LESSON = Path(__file__).parent.parent / "notebooks" / "en" / "08_networks_and_seeds.ipynb"


@cache
def town(size):
    """Return a Barabasi-Albert network in compact form; every newcomer makes 5 contacts. And ten seeds."""
    random.seed(1)  # igraph's luck
    links = np.array(Graph.Barabasi(size, 5).get_edgelist(), np.int32)
    links = np.concatenate((links, links[:, ::-1]))
    links = links[np.argsort(links[:, 0], kind="stable")]
    degree = np.bincount(links[:, 0], minlength=size)
    compact = Contacts(range(size), np.concatenate(([0], np.cumsum(degree))), links[:, 1].copy(), degree)
    return compact, list(range(size // 20, size, size // 10))


def timed(play, runs, clock=time.process_time):
    """Return seconds per run and the reach. Time of the processor: what others do on the machine counts little."""
    began = clock()
    reach = play(runs)
    return (clock() - began) / runs, reach


def agree(ours, theirs):
    """Say whether two samples may have the same mean: a test by shuffling, without any assumption.

    No agreement if all of 5,000 shuffles lie closer together than the samples: a false alarm in 5,000 comparisons.
    """
    ours, theirs = ours[:400], theirs[:400]
    pool = np.concatenate((ours, theirs)).astype(float)
    shuffled = np.random.default_rng(6).permuted(np.tile(pool, (SHUFFLES, 1)), axis=1)
    spread = np.abs(shuffled[:, : len(ours)].mean(axis=1) - shuffled[:, len(ours) :].mean(axis=1))
    return bool((spread >= abs(ours.mean() - theirs.mean()) - 1e-9).any())


def ready(compact, seeds, rate, seconds):
    """Return everybody who can play, how many runs they play in a round, and a first run of those who are slow."""
    plays, many, slow = {}, {}, {}
    for name, make in (peers.OURS | peers.PEERS).items():
        if len(compact.accounts) > peers.LARGEST.get(name, np.inf) or not (play := make(compact, seeds, rate)):
            continue
        once, reach = timed(play, 1)
        if once > SLOW and name in peers.PEERS:
            slow[name] = [1e6 * once], reach
            continue
        least = 16 if name in peers.OURS else 1
        once, _ = timed(play, 2 * least)
        plays[name], many[name] = play, int(min(1000, max(least, seconds / once)))
    most = max(many[name] for name in peers.OURS)
    return plays, many | dict.fromkeys(peers.OURS, most), slow


def cell(compact, seeds, rate, seconds, rounds):
    """Return microseconds per run of every contender, round by round, and nanoseconds per contact of ours."""
    plays, many, slow = ready(compact, seeds, rate, seconds)
    times = {name: [] for name in plays} | {name: found[0] for name, found in slow.items()}
    reached = {name: [] for name in plays} | {name: [found[1]] for name, found in slow.items()}
    for _ in range(rounds):
        for name, play in plays.items():
            taken, reach = timed(play, many[name])
            times[name].append(1e6 * taken)
            reached[name].append(reach)
    for name, reach in reached.items():
        ours, theirs = reached["C"][0], np.concatenate(reach)
        if not (np.array_equal(ours, reach[0]) if name in peers.OURS else agree(ours, theirs)):
            sys.exit(f"{name} does not reach what the others reach: {len(compact.accounts)} accounts, {model(rate)}")
    touched = plays["C"].touched / many["C"]
    return times, {name: 1000 * statistics.median(times[name]) / touched for name in peers.OURS}


def ratio(times, one, other):
    return statistics.median(a / b for a, b in zip(times[one], times[other], strict=False))


def digits(number):
    return f"{float(f'{number:.3g}'):,.10g}"


def model(rate):
    return "threshold" if rate is None else f"cascade, {rate}"


def table(sizes, seconds, rounds):
    names = [*peers.OURS, *peers.PEERS]
    misses, contact = [], []
    print("Microseconds per run:\n")
    print(f"| accounts | model | reach | {' | '.join([*names, *AIMS])} |")
    print("|---" * (len(names) + len(AIMS) + 3) + "|")
    for size in sizes:
        compact, seeds = town(size)
        for rate in RATES:
            times, ns = cell(compact, seeds, rate, seconds, rounds)
            contact.append((size, rate, ns))
            shown = [digits(statistics.median(times[name])) if name in times else "–" for name in names]
            reach = peers.c(compact, seeds, rate)(200).mean()
            aims = {
                "CyNetDiff / numpy": (ratio(times, "CyNetDiff", "numpy"), 0.5),
                "best peer / fast": (min(ratio(times, peer, "fast") for peer in times if peer in peers.PEERS), 1),
                "C / fast": (ratio(times, "C", "fast"), 0.5),
            }
            if "ndlib" in times:
                aims["ndlib / numpy"] = (ratio(times, "ndlib", "numpy"), 100)
            misses += [f"{name}: {size:,} accounts, {model(rate)}: {found:.2g}, not {aim}"
                       for name, (found, aim) in aims.items() if found < aim]  # fmt: skip
            shown += [digits(aims[name][0]) if name in aims else "–" for name in AIMS]
            print(f"| {size:,} | {model(rate)} | {reach:,.0f} | {' | '.join(shown)} |", flush=True)
    print("\nNanoseconds per contact touched:\n\n| accounts | model | numpy | fast | C |\n|---|---|---|---|---|")
    for size, rate, ns in contact:
        print(f"| {size:,} | {model(rate)} | {ns['numpy']:.1f} | {ns['fast']:.1f} | {ns['C']:.1f} |")
    return misses


def threads(sizes, seconds, rounds):
    print("\nTwo threads against one (fast):\n\n| accounts | one, µs | two, µs | times |\n|---|---|---|---|")
    for size in sizes:
        compact, seeds = town(size)
        one, two = (peers.fast(compact, seeds, 0.1, count) for count in (1, 2))
        once, _ = timed(one, 20)
        runs = max(12 * max(16, (1 << 20) // size), int(5 * seconds / once))
        times = {"one": [], "two": []}
        for _ in range(rounds):
            for name, play in (("one", one), ("two", two)):
                times[name].append(1e6 * timed(play, runs, time.perf_counter)[0])
        middle = [statistics.median(times[name]) for name in times]
        print(
            f"| {size:,} | {digits(middle[0])} | {digits(middle[1])} | {ratio(times, 'one', 'two'):.2f} |", flush=True
        )


def memory(sizes):
    print("\nMemory: the compact network, and the peak while runs at a share rate of 0.04 are played (numpy):\n")
    print("| accounts | contacts | bytes | per account and contact | 100 runs, MB | 10,000 runs, MB |")
    print("|---|---|---|---|---|---|")
    for size in sizes:
        compact, seeds = town(size)
        held = compact.first.nbytes + compact.receivers.nbytes + compact.degree.nbytes
        peak = []
        for runs in (100, 10_000):
            tracemalloc.start()
            peers.numpy(compact, seeds, 0.04)(runs)
            peak.append(tracemalloc.get_traced_memory()[1] / 1e6)
            tracemalloc.stop()
        count = compact.receivers.size
        shares = f"{held / (size + count):.1f}"
        print(f"| {size:,} | {count:,} | {held:,} | {shares} | {peak[0]:.0f} | {peak[1]:.0f} |", flush=True)


def start(rounds):
    found = [
        [float(part) for part in subprocess.check_output([sys.executable, "-c", START], text=True).split()]
        for _ in range(rounds)
    ]
    imported, first = (statistics.median(column) for column in zip(*found, strict=True))
    print(f"\nImport of a model {imported:.2f} s (aim 0.5); first cascade {1000 * first:.0f} ms (aim 100); ", end="")
    print(f"a step of lesson 08, charts included, {1000 * step():.0f} ms (aim 50)")


def step():
    """Return the seconds in which lesson 08 answers one move of the share rate: 2,000 accounts, 50 runs, its charts."""
    cells = ["".join(cell["source"]) for cell in json.loads(LESSON.read_text(encoding="utf-8"))["cells"]]
    lesson = {}
    exec(cells[[text.startswith("from smm_lib") for text in cells].index(True)], lesson)
    lesson["explore"] = lambda *_, **__: None
    exec(next(text for text in cells if text.startswith("def town(")), lesson)
    taken = []
    for share_rate in range(20, 41):
        began = time.process_time()
        for chart in lesson["town"](share_rate=share_rate / 100, accounts=2000):
            display.bundle(chart)
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def main():
    read = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    read.add_argument("--sizes", type=int, nargs="+", default=[10**3, 10**4, 10**5, 10**6], help="accounts")
    read.add_argument("--seconds", type=float, default=0.2, help="of each contender in a round")
    read.add_argument("--rounds", type=int, default=5)
    asked = read.parse_args()
    today, load = datetime.datetime.now().astimezone(), os.getloadavg()[0]
    print(f"{today:%Y-%m-%d}, {os.cpu_count()} processors, Python {platform.python_version()}, load {load:.1f}\n")
    misses = table(asked.sizes, asked.seconds, asked.rounds)
    threads([size for size in asked.sizes if size <= 10**5], asked.seconds, asked.rounds)
    memory([size for size in asked.sizes if size <= 10**5])
    start(5)
    print("\nMisses:", *misses or ["none"], sep="\n- ")


if __name__ == "__main__":
    main()
