"""Networks of a few kinds, built once and remembered, and what their kind makes of friendships and chains."""

from functools import lru_cache

import numpy as np
import pandas as pd

from smm_lib.models import cascade, networks
from smm_lib.models.bounds import affordable, number, one_of, scalar, whole
from smm_lib.models.contacts import Contacts, Network, contacts

TOWNS = ("small_world", "hubs", "communities", "karate")
GROUPS = 4  # of communities
PACE = 300_000  # accounts whose place in a tree is found in a second


@lru_cache(maxsize=8)
def build(town: str, accounts: int = 30, degree: int = 4, rewiring: float = 0, rng: int = 1) -> Contacts:
    """Return a network of a kind in compact form. It is remembered, so that a control that leaves it alone is quick.

    Args:
        town: "small_world" (with rewiring 0 a ring), "hubs", "communities" (four of them) or "karate" (34 members).
        accounts: 20 to 100,000; karate has its own number.
        degree: mean number of contacts, even, 2 to 10. Small communities hold fewer: half the others in a group.
        rewiring: share of a small world's contacts that lead anywhere, 0 to 1.
        rng: a seed (whole number).

    Raises:
        Refused: if an argument is outside its range.

    >>> len(build("hubs", 300).accounts)
    300
    """
    one_of("town", town, TOWNS)
    size, near = whole("accounts", accounts, 20, 100_000), whole("degree", degree, 2, 10)
    if town == "karate":
        return contacts(networks.karate())
    if town == "hubs":
        return contacts(networks.hubs(size, near // 2, rng))
    if town == "communities":
        most = (size // GROUPS - 1) / 2
        return contacts(networks.communities(size, GROUPS, min(near, most), 0.05, rng))
    return contacts(networks.small_world(size, near, rewiring, rng))


@lru_cache(maxsize=2)
def ready(network: Network) -> Contacts:
    """Return the compact form of a network that never changes, remembered.

    >>> len(ready(networks.star(10)).accounts)
    10
    """
    return contacts(network)


def edges(network: Contacts) -> pd.DataFrame:
    """Return every contact once, for a picture.

    Returns:
        Columns source | target (accounts).

    >>> len(edges(build("karate")))
    78
    """
    sender = np.repeat(np.arange(len(network.accounts)), np.diff(network.first))
    once = sender < network.receivers
    names = np.array(network.accounts, dtype=object)
    return pd.DataFrame({"source": names[sender[once]], "target": names[network.receivers[once]]})


def paradox(network: Network | Contacts, guess: float | None = None) -> pd.DataFrame:
    """Return how many friends people have on average, and how many their friends have.

    Args:
        network: any networkx graph with contacts.
        guess: the learner's own, as a third row.

    Returns:
        Columns whose ("themselves", "their_friends", "your_guess") | friends.

    >>> paradox(networks.star(10))["friends"].tolist()
    [1.8, 8.2]
    """
    own = [] if guess is None else [("your_guess", number("guess", guess, 0, 1e9))]
    both = zip(("themselves", "their_friends"), networks.friendship_paradox(network), strict=True)
    return pd.DataFrame([*both, *own], columns=["whose", "friends"])


def shapes(accounts: int = 300, share_rate: float = 0.2, runs: int = 20, rng: int = 1) -> pd.DataFrame:
    """Return how long the chains are by which a post from one account spreads in each kind of network.

    Args:
        accounts: 20 to 10,000.
        share_rate: 0 to 1.
        runs: trees per network, 1 to 100; of trees without anybody reached there is nothing to measure.
        rng: a seed (whole number).

    Returns:
        Columns town (with "star", one big broadcast) | structural_virality (median; 0 if nobody was reached).

    >>> float(shapes(100, 1.0, 3)["structural_virality"].iloc[0])
    1.98
    """
    whole("runs", runs, 1, 100)
    chance = scalar("share_rate", share_rate, 0, 1)
    star = contacts(networks.star(whole("accounts", accounts, 20, 10_000)))
    affordable("runs", runs, accounts * runs * (1 + len(TOWNS)), PACE)
    towns = {"star": star} | {town: build(town, accounts, 4, 0.1, rng) for town in TOWNS}
    rows = []
    for town, network in towns.items():
        trees = [cascade.tree(network, [network.accounts[0]], share_rate=chance, rng=rng + run) for run in range(runs)]
        found = [cascade.structural_virality(tree) for tree in trees if len(tree) > 1]
        rows.append({"town": town, "structural_virality": round(float(np.median(found)), 2) if found else 0.0})
    return pd.DataFrame(rows)
