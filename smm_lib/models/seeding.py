"""With whom to begin: five ways to choose the seeds of a cascade, and how far it spreads from each of them."""

from collections.abc import Hashable, Iterator
from heapq import heappop, heappush
from itertools import islice

import numpy as np
import pandas as pd

from smm_lib.models import engine
from smm_lib.models.bounds import Rng, affordable, one_of, scalar, whole
from smm_lib.models.contacts import Contacts, Network, Whole, backwards, contacts, limits, needed
from smm_lib.models.luck import ONE, Bits, draw, keys, seed

HOW = ("random", "hubs", "neighbours", "friend", "greedy")
ASKED, ANSWERS = 20_000, 400_000  # greedy asks so many accounts from whom they would hear, or until so many answers
PACE, LOOKED = 25_000, 40  # seeds named in a second; contacts that somebody looks at meanwhile
LOTS, PLANS = 1 << 41, 1 << 42  # the runs whose luck draws seeds, and those in which greedy plans


def choose(network: Network | Contacts, k: int, how: str, rng: Rng = 0, share_rate: float = 0.1) -> list[Hashable]:
    """Return k accounts to begin with. The first of them are the same when fewer are asked for.

    Args:
        network: any networkx graph, directed or not, with any names; or its compact form (`contacts`).
        k: how many, 1 to 1,000, at most all accounts.
        how: "random": drawn by lot; "hubs": those with most contacts; "neighbours": one drawn by lot and those around
            it who know most of the chosen; "friend": a contact of somebody drawn by lot, who has more contacts than
            somebody drawn by lot ("friendship paradox"); "greedy": one after the other, always the one that adds most.
        rng: a seed (whole number), or a numpy Generator.
        share_rate: chance that a contact succeeds, 0 to 1; only "greedy" plans with it.

    Greedy seeds of an independent cascade reach on average at least 1 - 1/e = 63 % of what the best k could. Here they
    are chosen on a sample: accounts drawn by lot are asked, in a played run, from whom the post would have come to
    them, and the seeds are to be among as many of these answers as possible. Of the sample the 63 % are sure.

    Raises:
        Refused: if an argument is outside its range.

    Source: Kempe, Kleinberg, Tardos (2003): Maximizing the spread of influence through a social network. KDD 2003,
    137-146; the sample is that of Borgs, Brautbar, Chayes, Lucier (2014): Maximizing social influence in nearly optimal
    time. SODA 2014, 946-957.

    >>> from smm_lib.models.networks import star
    >>> choose(star(10), 1, "hubs"), choose(star(10), 1, "greedy")
    ([0], [0])
    """
    compact, number = contacts(network), seed(rng)
    many = _number(compact, k)
    chosen = _chosen(compact, many, str(one_of("how", how, HOW)), number, 0, scalar("share_rate", share_rate, 0, 1))
    return [compact.accounts[i] for i in chosen]


def compare(
    network: Network | Contacts,
    k: int,
    share_rate: float,
    runs: int = 50,
    rng: Rng = 0,
    threshold: float | None = None,
) -> pd.DataFrame:
    """Return how far it spreads from each way to choose seeds. Where seeds are drawn by lot, every run draws its own.

    Args:
        network: any networkx graph, directed or not, with any names; or its compact form (`contacts`).
        k: number of seeds, 1 to 1,000, at most all accounts.
        share_rate: chance that a contact succeeds, 0 to 1.
        runs: how many, 1 to 1,000; fewer on a large network.
        rng: a seed (whole number), or a numpy Generator.
        threshold: None for the independent cascade; a share of active contacts, 0 to 1, for the linear threshold model.
            Then share_rate only tells "greedy" what to plan with, and it plans with the wrong model.

    Returns:
        Columns how | with_it (how many have it in the end, median of the runs) | with_it_low | with_it_high (eight of
        ten runs lie between) | mean.

    Raises:
        Refused: if an argument is outside its range.

    >>> from smm_lib.models.networks import star
    >>> compare(star(10), 1, 1.0)["with_it"].tolist()
    [10.0, 10.0, 10.0, 10.0, 10.0]
    """
    compact, number, chance = contacts(network), seed(rng), scalar("share_rate", share_rate, 0, 1)
    many, numbers = _number(compact, k), range(whole("runs", runs, 1, 1000))
    below, enough = limits(compact, chance), None if threshold is None else needed(compact, threshold)
    looked = np.sort(np.diff(compact.first))[-many:].sum() / LOOKED
    affordable("runs", len(numbers), len(numbers) * (many + looked), PACE)
    rows = []
    for how in HOW:
        fixed = how in ("hubs", "greedy")
        drawn = [_chosen(compact, many, how, number, run, chance) for run in (numbers[:1] if fixed else numbers)]
        seeds = np.array(drawn * len(numbers) if fixed else drawn)

        def play(some: range, rooms: engine.Rooms, seeds: Whole = seeds) -> Iterator[Whole]:
            cells = np.arange(len(some))[:, None] * len(compact.accounts) + seeds[some.start : some.stop]
            if enough is None:
                return engine.by_share(compact, cells.ravel(), keys(number, some), below, rooms)
            return engine.by_threshold(compact, cells.ravel(), keys(number, some), enough, rooms)

        run, _, new = engine.count(compact, numbers, play, share=1 / len(HOW))
        spread = np.bincount(run, new)
        low, middle, high = np.quantile(spread, [0.1, 0.5, 0.9])
        rows.append((how, middle, low, high, spread.mean()))
    return pd.DataFrame(rows, columns=["how", "with_it", "with_it_low", "with_it_high", "mean"])


def _number(compact: Contacts, k: int) -> int:
    return whole("k", k, 1, min(1000, len(compact.accounts)))


def _chosen(compact: Contacts, k: int, how: str, rng: int, run: int, share_rate: float) -> list[int]:
    if how == "hubs":
        found: list[int] = np.argsort(-np.diff(compact.first), kind="stable")[:k].tolist()
        return found
    if how == "greedy":
        return _greedy(compact, k, rng, share_rate)
    key = keys(rng, range(LOTS + run, LOTS + run + 1))
    if how == "neighbours":
        return _neighbours(compact, k, key)
    drawn = _drawn(key, len(compact.accounts))
    return list(islice(_friends(compact, drawn, key) if how == "friend" else drawn, k))


def _drawn(key: Bits, size: int) -> Iterator[int]:
    """Yield all accounts in an order drawn by lot: tickets first, and those without one after them."""
    tickets = (draw(key, size, np.arange(256)) * (size / ONE)).astype(int).tolist()
    first = dict.fromkeys(tickets)
    yield from first
    yield from (i for i in np.argsort(draw(key, size + 1, np.arange(size))).tolist() if i not in first)


def _circle(compact: Contacts, account: int) -> list[int]:
    circle: list[int] = compact.receivers[compact.first[account] : compact.first[account + 1]].tolist()
    return circle


def _friends(compact: Contacts, drawn: Iterator[int], key: Bits) -> Iterator[int]:
    """Yield one contact of everybody drawn by lot, each once; those whom nobody names come last."""
    named: dict[int, None] = {}
    asked = []
    for account in drawn:
        asked.append(account)
        circle = _circle(compact, account) or [account]
        friend = circle[int(draw(key, account, len(compact.accounts))[0]) * len(circle) // ONE]
        if friend not in named:
            named[friend] = None
            yield friend
    yield from (account for account in asked if account not in named)


def _neighbours(compact: Contacts, k: int, key: Bits) -> list[int]:
    drawn = _drawn(key, len(compact.accounts))
    chosen: dict[int, None] = {}
    around: dict[int, int] = {}  # how many of the chosen each account around them knows
    turn: dict[int, int] = {}  # in which order they came
    waiting: list[tuple[int, int, int]] = []  # a heap, who knows most first; older entries of an account come later
    while len(chosen) < k:
        while waiting and waiting[0][2] in chosen:
            heappop(waiting)
        account = waiting[0][2] if waiting else next(i for i in drawn if i not in chosen)
        chosen[account] = None
        for other in _circle(compact, account):
            if other not in chosen:
                around[other] = around.get(other, 0) + 1
                heappush(waiting, (-around[other], turn.setdefault(other, len(turn)), other))
    return list(chosen)


def _greedy(compact: Contacts, k: int, rng: int, share_rate: float) -> list[int]:
    member, owner = _answers(compact, rng, share_rate)
    gain = np.bincount(member, minlength=len(compact.accounts))
    served = np.zeros(ASKED, bool)
    chosen = []
    for _ in range(k):
        best = int(gain.argmax())
        chosen.append(best)
        fresh = np.zeros(ASKED, bool)
        fresh[owner[member == best]] = True
        fresh &= ~served
        served |= fresh
        gain -= np.bincount(member[fresh[owner]], minlength=gain.size)
        gain[chosen] = -1
    return chosen


def _answers(compact: Contacts, rng: int, share_rate: float) -> tuple[Whole, Whole]:
    """Return from whom accounts drawn by lot would have heard: (one of those, number of the one asked).

    For each one asked the post walks backwards, in a run of its own, to everybody from whom it would have come.
    """
    size, back, below = len(compact.accounts), backwards(compact), limits(compact, share_rate)
    together = max(1, min(ASKED, engine.CELLS // size))
    rooms, pairs, done, found = engine.rooms(compact, together), [], 0, 0
    asked = (draw(keys(rng, range(PLANS, PLANS + 1)), size, np.arange(ASKED)) * (size / ONE)).astype(np.intp)
    while done < ASKED and found < ANSWERS:
        aim = ANSWERS * done // (8 * found) if done else 16
        some = asked[done : done + max(1, min(together, aim))]
        key = keys(rng, range(PLANS + 1 + done, PLANS + 1 + done + some.size))
        for cells in engine.by_share(back, np.arange(some.size) * size + some, key, below, rooms):
            pairs.append((cells % size, cells // size + done))
            found += cells.size
        done += some.size
    member, owner = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    return member, owner
