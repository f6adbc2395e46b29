"""The loops of the cascades in plain numpy: many runs advance together, one generation at a time.

Account a in run r is cell r * accounts + a. The contacts of a generation are looked at in pieces small enough for the
processor's cache; coins are drawn before anybody asks who is active already, because most coins fail.
"""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from smm_lib.models.bounds import affordable
from smm_lib.models.contacts import Contacts, Counts, Whole
from smm_lib.models.luck import GOLDEN, ONE, SENDER, Bits, draw, mix

Flags = npt.NDArray[np.bool_]
Rooms = tuple[Flags, Counts]  # a flag and a counter for each cell: used again and again, cleared where touched
Spread = Callable[[range, Rooms], Iterator[Whole]]
Piece = tuple[Bits, Counts, Whole]
PIECE = 1 << 15  # contacts looked at together
CELLS = 1 << 25  # cells that advance together at most: memory is bounded however many runs are asked
REACHED = 1 << 20  # cells reached, over all runs that advance together, that are aimed at
PACE, STEP = 1.5e7, 1000  # contacts looked at in a second on a slow computer; contacts that a generation costs beside


def rooms(contacts: Contacts, runs: int) -> Rooms:
    """Return the rooms in which so many runs can advance together, all flags off and all counters zero.

    >>> import networkx as nx
    >>> from smm_lib.models.contacts import contacts
    >>> [room.size for room in rooms(contacts(nx.path_graph(4)), 10)]
    [40, 40]
    """
    cells = len(contacts.accounts) * runs
    return np.zeros(cells, bool), np.zeros(cells, np.int32)


def count(contacts: Contacts, runs: range, spread: Spread, share: float = 1) -> Whole:
    """Play the runs, as many together as fit, and return only counts.

    The first tenth of the runs tells how much work all of them are.

    Args:
        contacts: the network.
        runs: the numbers of the runs.
        spread: yields the cells that become active in each generation, for some runs together.
        share: of the time that a call may take.

    Returns:
        Three rows, run | generation | how many accounts are new in it, sorted by run and generation.

    Raises:
        Refused: if the runs would take too long.

    >>> import networkx as nx
    >>> from smm_lib.models.contacts import contacts
    >>> path, waves = contacts(nx.path_graph(4)), [np.array([0]), np.array([1, 2])]
    >>> count(path, range(1), lambda runs, rooms: iter(waves)).tolist()
    [[0, 0], [0, 1], [1, 2]]
    """
    size, many = max(1, len(contacts.accounts)), len(runs)
    most = max(1, CELLS // size)
    space, done, reached = rooms(contacts, min(len(runs), most)), runs.start, 0
    together = max(8, REACHED // size)  # until it is known how far the cascades run
    columns, each = [np.zeros((3, 0), np.intp)], 1 + contacts.receivers.size / size
    while done < runs.stop:
        some = range(done, min(done + together, done + most, runs.stop))
        for generation, cells in enumerate(spread(some, space)):
            new = np.bincount(cells // size)
            alive = np.flatnonzero(new)
            columns.append(np.array([alive + done, np.full(alive.size, generation), new[alive]]))
            reached += cells.size
        done = some.stop
        played = done - runs.start
        together = 1 + REACHED * played // (reached + 1)
        if 10 * played <= many:
            batches = -(-many // min(together, most))
            work = reached * each * many / played + STEP * batches * (1 + generation)
            affordable("runs", many, work, PACE * share)
    counts = np.concatenate(columns, axis=1)
    return counts[:, np.argsort(counts[0], kind="stable")]


def by_share(contacts: Contacts, start: Whole, key: Bits, limits: Bits, rooms: Rooms) -> Iterator[Whole]:
    """Yield the cells that become active in each generation of the independent cascade.

    Args:
        contacts: the network.
        start: the cells of the seeds.
        key: where the luck of each run begins.
        limits: the luck below which a contact succeeds: one number, or one for each receiver.
        rooms: at least as many as there are cells; all off and zero before and after.

    >>> import networkx as nx
    >>> from smm_lib.models.contacts import contacts
    >>> triangle = contacts(nx.Graph([(0, 1), (1, 2), (2, 0)]))
    >>> sure = np.array([ONE], np.uint64)
    >>> waves = by_share(triangle, np.array([0]), np.zeros(1, np.uint64), sure, rooms(triangle, 1))
    >>> [cells.tolist() for cells in waves]
    [[0], [1, 2]]
    """

    def succeed(cells: Whole) -> Iterator[Whole]:
        run, account = np.divmod(cells, len(contacts.accounts))
        base = key[run] + account.astype(np.uint64) * np.uint64(SENDER)
        for place, receiver, cell in _pieces(contacts, cells, account, base):
            luck = _luck(place, receiver, GOLDEN)
            yield cell[luck < (limits if limits.size == 1 else limits[receiver])]

    return _generations(start, rooms[0], succeed)


def by_threshold(
    contacts: Contacts, start: Whole, key: Bits, needed: Counts | None, rooms: Rooms, noise: int = 0
) -> Iterator[Whole]:
    """Yield the cells that become active in each generation of the linear threshold model.

    Args:
        contacts: the network.
        start: the cells of the seeds.
        key: where the luck of each run begins.
        needed: how many active neighbours each account needs, or None: drawn anew in each run.
        rooms: at least as many as there are cells; all off and zero before and after.
        noise: the luck below which somebody with too few active neighbours, but at least one, joins all the same. Then
            a generation may be empty although others follow.

    >>> import networkx as nx
    >>> from smm_lib.models.contacts import contacts
    >>> triangle, needed = contacts(nx.Graph([(0, 1), (1, 2), (2, 0)])), np.array([1, 1, 2])
    >>> waves = by_threshold(triangle, np.array([0]), np.zeros(1, np.uint64), needed, rooms(triangle, 1))
    >>> [cells.tolist() for cells in waves]
    [[0], [1], [2]]
    """
    size, (active, heard), reached, hesitant = len(contacts.accounts), rooms, [start[:0]], start[:0]

    def convinced(cells: Whole) -> Iterator[Whole]:
        nonlocal hesitant
        reached.append(cells)
        run, account = np.divmod(cells, size)
        for place, receiver, cell in _pieces(contacts, cells, account, key[run]):
            if noise:
                hesitant = np.concatenate((hesitant, np.unique(cell[heard[cell] == 0])))
            np.add.at(heard, cell, np.int32(1))
            enough = _needed(contacts.degree, place, receiver) if needed is None else needed[receiver]
            yield cell[heard[cell] >= enough]
        if waiting():
            run, account = np.divmod(hesitant, size)
            yield hesitant[draw(key[run], len(reached) - 1, account) < noise]

    def waiting() -> bool:
        nonlocal hesitant
        hesitant = hesitant[~active[hesitant]]
        return hesitant.size > 0

    try:
        yield from _generations(start, active, convinced, waiting)
    finally:
        cells = np.concatenate(reached)
        for _, _, cell in _pieces(contacts, cells, cells % size, cells.astype(np.uint64)):
            heard[cell] = 0


def _generations(
    start: Whole, active: Flags, adopt: Callable[[Whole], Iterator[Whole]], waiting: Callable[[], bool] = bool
) -> Iterator[Whole]:
    """Yield generation after generation; `adopt` finds the cells, some of them twice, that the last one wins over.

    An empty one is the last, unless somebody is `waiting` for luck.
    """
    slots = np.empty(1 << 16, np.int32)
    reached = [start]
    active[start] = True
    try:
        while reached[-1].size or waiting():
            yield reached[-1]
            fresh = [once for cells in adopt(reached[-1]) for once in _once(cells, active, slots)]
            reached.append(np.concatenate([start[:0], *fresh]))
    finally:
        for cells in reached:
            active[cells] = False


def _once(cells: Whole, active: Flags, slots: Counts) -> Iterator[Whole]:
    """Yield the cells that are not active yet, each once, and switch them on.

    Each writes its place into a small table and reads it back; who was overwritten by another cell tries again.
    """
    while (cells := cells[~active[cells]]).size:
        slot, place = cells & (slots.size - 1), np.arange(cells.size, dtype=np.int32)
        slots[slot] = place
        once = cells[slots[slot] == place]
        active[once] = True
        yield once


def _pieces(contacts: Contacts, cells: Whole, account: Whole, base: Bits) -> Iterator[Piece]:
    """Yield the contacts of some cells, piece by piece: base of the sender, receiver, cell of the receiver."""
    begin = contacts.first[account]
    many = contacts.first[account + 1] - begin
    end = np.cumsum(many)
    shift, home = begin - end + many, cells - account
    low, high = 0, 0
    while high < len(cells):
        seen = int(end[low - 1]) if low else 0
        high = max(low + 1, int(np.searchsorted(end, seen + PIECE, "right")))
        part, times = slice(low, high), many[low:high]
        entry = np.repeat(shift[part], times)
        entry += np.arange(seen, seen + entry.size)
        receiver = contacts.receivers[entry]
        cell = np.repeat(home[part], times)
        cell += receiver
        yield np.repeat(base[part], times), receiver, cell
        low = high


def _luck(place: Bits, receiver: Counts, step: int) -> Bits:
    """Return the luck at `place` + receiver x step; done in place."""
    room = receiver.astype(np.uint64)
    room *= np.uint64(step)
    place += room
    mix(place, room)
    place >>= np.uint64(11)
    return place


def _needed(degree: Whole, place: Bits, receiver: Counts) -> Whole:
    """Return how many active neighbours reach a threshold drawn evenly between 0 and 1 (0 left out)."""
    many = degree[receiver]
    luck = _luck(place, receiver, (GOLDEN + SENDER) % 2**64).astype(np.float64)
    return many - (luck / ONE * many).astype(np.intp)
