"""The loops of `engine` once more, run after run and account after account, compiled by numba: for large work.

They give the same numbers bit for bit, so each proves the other. Threads share the runs among them; because luck comes
from a counter, it does not matter who plays which run.
"""

import os
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec

import numpy as np
import numpy.typing as npt

from smm_lib.models.contacts import Contacts, Counts, Whole
from smm_lib.models.luck import FACTORS, GOLDEN, ONE, SENDER, Bits, keys

Numbers = npt.NDArray[np.uint32]  # accounts; without sign, so that the compiler asks no questions
Play = Callable[..., Whole]
BY_SENDER, BY_RECEIVER, BY_BOTH = (np.uint64(step % 2**64) for step in (SENDER, GOLDEN, SENDER + GOLDEN))
MIX_1, MIX_2, S11, S27, S30, S31 = (np.uint64(number) for number in (*FACTORS, 11, 27, 30, 31))


def there() -> bool:
    """Return whether numba is installed, which is the extra `fast` of the course.

    >>> there() in (True, False)
    True
    """
    return find_spec("numba") is not None


def count(
    contacts: Contacts,
    seeds: Whole,
    runs: range,
    rng: int,
    *,
    limits: Bits | None = None,
    needed: Counts | None = None,
    noise: int = 0,
    threads: int | None = None,
) -> Whole:
    """Play runs of the independent cascade (with limits) or of the linear threshold model, and return only counts.

    Args:
        contacts: the network.
        seeds: numbers of the accounts that begin.
        runs: the numbers of the runs.
        rng: the seed of luck.
        limits: the luck below which a contact succeeds: one number, or one for each receiver.
        needed: how many active neighbours each account needs; None: drawn anew in each run.
        noise: the luck below which somebody with too few active neighbours, but at least one, joins all the same.
        threads: how many; None: one for each processor.

    Returns:
        Three rows, run | generation | how many accounts are new in it, sorted by run and generation.

    >>> import networkx as nx
    >>> from smm_lib.models.contacts import contacts, limits
    >>> path = contacts(nx.path_graph(3))
    >>> count(path, np.array([0]), range(1), 0, limits=limits(path, 1)).tolist() if there() else None
    [[0, 0, 0], [0, 1, 2], [1, 1, 1]]
    """
    play, key, size = _compiled(limits is None), keys(rng, runs), len(contacts.accounts)
    rule = limits if limits is not None else np.zeros(0, np.int32) if needed is None else needed
    fixed = contacts.first, contacts.receivers.view(np.uint32), contacts.degree, rule, seeds.astype(np.uint32)
    together = max(16, (1 << 20) // max(1, size))
    parts, found = deque(range(0, len(runs), together)), []

    def work() -> None:
        active, heard = np.zeros(size, bool), np.zeros(size, np.int32)
        queue, touched, hesitant = (np.empty(size, np.uint32) for _ in range(3))
        while parts:
            try:
                begin = parts.popleft()
            except IndexError:
                return
            luck = key[begin : begin + together], np.uint64(noise)
            counts = play(*fixed, *luck, active, heard, queue, touched, hesitant)
            counts[0] += runs.start + begin
            found.append(counts)

    workers = min(threads or os.cpu_count() or 1, len(parts))
    with ThreadPoolExecutor(workers) as pool:
        jobs = [pool.submit(work) for _ in range(workers)]
        try:
            for job in jobs:
                job.result()
        finally:
            parts.clear()  # whoever interrupts waits for the parts at hand only
    counts = np.concatenate(found, axis=1)
    return counts[:, np.argsort(counts[0], kind="stable")]


@cache
def _compiled(threshold: bool) -> Play:
    from numba import njit

    compile_: Callable[[Play], Play] = njit(cache=True, nogil=True)
    return compile_(_threshold if threshold else _share)


def _share(
    first: Whole, receivers: Numbers, _degree: Whole, limits: Bits, seeds: Numbers, key: Bits, _noise: np.uint64,
    active: npt.NDArray[np.bool_], _heard: Counts, queue: Numbers, _touched: Numbers, _hesitant: Numbers,
) -> Whole:  # fmt: skip
    counts, row, same = np.empty((3, 64), np.intp), 0, limits.size == 1
    limit = limits[0]
    for run in range(key.size):
        head, tail, generation = 0, seeds.size, 0
        queue[:tail] = seeds
        active[seeds] = True
        while head < tail:
            if row == counts.shape[1]:
                counts = np.concatenate((counts, np.empty_like(counts)), axis=1)
            counts[0, row], counts[1, row], counts[2, row] = run, generation, tail - head
            row, generation, end = row + 1, generation + 1, tail
            for i in range(head, end):
                base = key[run] + np.uint64(queue[i]) * BY_SENDER
                for entry in range(first[queue[i]], first[queue[i] + 1]):
                    receiver = receivers[entry]
                    z = base + np.uint64(receiver) * BY_RECEIVER
                    z = (z ^ (z >> S30)) * MIX_1
                    z = (z ^ (z >> S27)) * MIX_2
                    z = (z ^ (z >> S31)) >> S11
                    if z < (limit if same else limits[receiver]) and not active[receiver]:
                        active[receiver] = True
                        queue[tail] = receiver
                        tail += 1
            head = end
        active[queue[:tail]] = False
    return counts[:, :row].copy()


def _threshold(  # noqa: C901 (one loop, as the compiler wants it)
    first: Whole, receivers: Numbers, degree: Whole, needed: Counts, seeds: Numbers, key: Bits, noise: np.uint64,
    active: npt.NDArray[np.bool_], missing: Counts, queue: Numbers, touched: Numbers, hesitant: Numbers,
) -> Whole:  # fmt: skip
    counts, row, drawn = np.empty((3, 64), np.intp), 0, needed.size == 0
    for run in range(key.size):
        head, tail, generation, seen, waiting = 0, seeds.size, 0, 0, 0
        queue[:tail] = seeds
        active[seeds] = True
        while head < tail or waiting:
            if head < tail:  # by noise somebody may join after a generation in which nobody did
                if row == counts.shape[1]:
                    counts = np.concatenate((counts, np.empty_like(counts)), axis=1)
                counts[0, row], counts[1, row], counts[2, row] = run, generation, tail - head
                row += 1
            generation, end = generation + 1, tail
            for i in range(head, end):
                for entry in range(first[queue[i]], first[queue[i] + 1]):
                    receiver = receivers[entry]
                    if active[receiver]:
                        continue
                    if missing[receiver] == 0:  # heard for the first time
                        touched[seen] = receiver
                        seen += 1
                        hesitant[waiting] = receiver
                        waiting += 1
                        if drawn:
                            z = key[run] + np.uint64(receiver) * BY_BOTH
                            z = (z ^ (z >> S30)) * MIX_1
                            z = (z ^ (z >> S27)) * MIX_2
                            z = (z ^ (z >> S31)) >> S11
                            many = degree[receiver]
                            missing[receiver] = many - np.intp(np.float64(z) / ONE * many)
                        else:
                            missing[receiver] = needed[receiver]
                    missing[receiver] -= 1
                    if missing[receiver] == 0:
                        active[receiver] = True
                        queue[tail] = receiver
                        tail += 1
            head, still = end, 0
            for i in range(waiting if noise else 0):
                receiver = hesitant[i]
                if active[receiver]:
                    continue
                z = key[run] + np.uint64(generation) * BY_SENDER + np.uint64(receiver) * BY_RECEIVER
                z = (z ^ (z >> S30)) * MIX_1
                z = (z ^ (z >> S27)) * MIX_2
                z = (z ^ (z >> S31)) >> S11
                if z < noise:
                    active[receiver] = True
                    queue[tail] = receiver
                    tail += 1
                else:
                    hesitant[still] = receiver
                    still += 1
            waiting = still
        active[queue[:tail]] = False
        missing[touched[:seen]] = 0
    return counts[:, :row].copy()
