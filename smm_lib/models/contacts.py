"""The compact form of a network, on which cascades run: numbers for names, one array for all contacts."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from smm_lib.models.bounds import Refused

if TYPE_CHECKING:
    Network = nx.Graph[Any]
else:
    Network = nx.Graph  # or nx.DiGraph: there a contact leads from the account that posts to the one that reads
Whole = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Contacts:
    """A network in compact form: the receivers of all accounts in one array, account after account.

    Args:
        accounts: the names, in the network's own order. An account's number is its place in it.
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
        number = {account: i for i, account in enumerate(self.accounts)}
        try:
            return np.array(sorted({number[account] for account in accounts}), dtype=np.int64)
        except (KeyError, TypeError):
            raise Refused(name, "in_network", accounts) from None


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
    names = list(network)
    size, plain = len(names), names == list(range(len(names)))
    number = {name: i for i, name in enumerate(names)}
    circles = [circle for _, circle in network.adjacency()]
    many = np.fromiter(map(len, circles), np.int64, size)
    listed = chain.from_iterable(circles)
    found = listed if plain else map(number.__getitem__, listed)
    receivers = np.fromiter(found, np.int32, many.sum())
    senders = np.repeat(np.arange(size, dtype=np.int32), many)
    others = receivers != senders
    if not others.all():
        receivers, senders = receivers[others], senders[others]
        many = np.bincount(senders, minlength=size)
    degree = np.bincount(receivers, minlength=size)
    return Contacts(names, np.concatenate(([0], np.cumsum(many))), receivers, degree)
