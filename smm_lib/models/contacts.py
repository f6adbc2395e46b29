"""The compact form of a network, on which cascades run: numbers for names, one array for all contacts."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from smm_lib.models.bounds import Refused, scalar
from smm_lib.models.luck import ONE, Bits, limit

if TYPE_CHECKING:
    Network = nx.Graph[Any]
else:
    Network = nx.Graph  # or nx.DiGraph: there a contact leads from the account that posts to the one that reads
Whole = npt.NDArray[np.intp]  # as wide as this machine's places are: 32 bits in the browser edition
Counts = npt.NDArray[np.int32]  # half the room; every machine takes them as places


@dataclass(frozen=True, eq=False)
class Contacts:
    """A network in compact form: the receivers of all accounts in one array, account after account.

    Args:
        accounts: the names in the network's own order, a range if they count from 0. The number is the place.
        first: where the receivers of each account begin, and one more entry for the end.
        receivers: numbers of the accounts that a contact leads to.
        degree: from how many others each account receives.
    """

    accounts: Sequence[Hashable]
    first: Whole
    receivers: Counts
    degree: Whole

    def numbers(self, name: str, accounts: object) -> Whole:
        """Return the numbers of some accounts, ascending, each once; `Refused` calls the argument by `name`."""
        if isinstance(accounts, str | bytes) or not isinstance(accounts, Iterable):
            raise Refused(name, "in_network", accounts)
        try:
            if isinstance(self.accounts, range):
                # a range finds a plain whole number at once, but would look through itself for one of numpy
                plain = (account.item() if isinstance(account, np.generic) else account for account in accounts)
                chosen = {self.accounts.index(account) for account in plain}
            else:
                number = {account: i for i, account in enumerate(self.accounts)}
                chosen = {number[account] for account in accounts}
        except (KeyError, TypeError, ValueError):
            raise Refused(name, "in_network", accounts) from None
        return np.array(sorted(chosen), dtype=np.intp)


def contacts(network: Network | Contacts) -> Contacts:
    """Return the compact form of a network. Whoever runs many cascades on a large one makes it once and hands it in.

    Nothing is remembered between calls, so a network that was changed in between is seen as it is.

    Args:
        network: any networkx graph with any names. In a directed one a contact leads from sender to receiver.
            An account's contact with itself is left out; parallel contacts count once.

    Raises:
        Refused: if it is no network.

    >>> compact = contacts(nx.Graph([("Ada", "Ben"), ("Ada", "Cem")]))
    >>> compact.accounts, compact.first.tolist(), compact.receivers.tolist(), compact.degree.tolist()
    (['Ada', 'Ben', 'Cem'], [0, 2, 3, 4], [1, 2, 0, 0], [2, 1, 1])
    """
    if isinstance(network, Contacts):
        return network
    if not isinstance(network, nx.Graph):
        raise Refused("network", "network", type(network).__name__)
    names: Sequence[Hashable] = list(network)
    size = len(names)
    plain = names == list(range(size)) and all(type(name) is int for name in names)
    circles = [circle for _, circle in network.adjacency()]
    many = np.fromiter(map(len, circles), np.intp, size)
    listed: Iterable[Any] = chain.from_iterable(circles)
    if plain:
        names = range(size)
    else:
        listed = map({name: i for i, name in enumerate(names)}.__getitem__, listed)
    receivers = np.fromiter(listed, np.int32, many.sum())
    senders = np.repeat(np.arange(size, dtype=np.int32), many)
    others = receivers != senders
    if not others.all():
        receivers, senders = receivers[others], senders[others]
        many = np.bincount(senders, minlength=size)
    degree = np.bincount(receivers, minlength=size)
    return Contacts(names, np.concatenate(([0], np.cumsum(many))), receivers, degree)


def limits(contacts: Contacts, share_rate: float | str) -> Bits:
    """Return the luck below which a contact succeeds (see `luck.draw`): one number, or one for each receiver.

    Args:
        contacts: the network.
        share_rate: chance that a contact succeeds, 0 to 1; or "weighted": 1 / degree of the receiver.

    Raises:
        Refused: if share_rate is outside its range.

    >>> limits(contacts(nx.star_graph(4)), "weighted") * 4 // ONE
    array([1, 4, 4, 4, 4], dtype=uint64)
    """
    if isinstance(share_rate, str) and share_rate == "weighted":
        return np.ceil(ONE / np.maximum(contacts.degree, 1)).astype(np.uint64)
    return np.array([limit(scalar("share_rate", share_rate, 0, 1))], np.uint64)


def needed(contacts: Contacts, threshold: float) -> Counts:
    """Return how many active contacts each account needs: the fewest that make up a share, but at least one.

    Args:
        contacts: the network.
        threshold: the share, 0 to 1. A tie counts: 2 of 4 reach 50 %.

    Raises:
        Refused: if threshold is outside its range.

    >>> needed(contacts(nx.star_graph(4)), 0.5)
    array([2, 1, 1, 1, 1], dtype=int32)
    """
    enough = np.ceil(scalar("threshold", threshold, 0, 1) * contacts.degree - 1e-9)  # 0.1 x 30 is 3, not a bit more
    fewest: Counts = np.maximum(enough, 1).astype(np.int32)
    return fewest


def backwards(contacts: Contacts) -> Contacts:
    """Return the same network with every contact turned round: from the receiver to the sender.

    >>> backwards(contacts(nx.DiGraph([("Ada", "Ben"), ("Ada", "Cem")]))).first.tolist()
    [0, 0, 1, 2]
    """
    many = np.diff(contacts.first)
    senders = np.repeat(np.arange(many.size, dtype=np.int32), many)
    order = np.argsort(contacts.receivers, kind="stable")
    first = np.concatenate(([0], np.cumsum(contacts.degree)))
    return Contacts(contacts.accounts, first, senders[order], many)
