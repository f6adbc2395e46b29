"""Who is in contact with whom: kinds of networks, and why your friends have more friends than you."""

import networkx as nx
import numpy as np
import pandas as pd

from smm_lib.models.bounds import Refused, Rng, affordable, scalar, whole
from smm_lib.models.contacts import Contacts, Network, Whole, contacts
from smm_lib.models.luck import ASIDE, ONE, Bits, draw, keys, limit, seed

MOST_ACCOUNTS = 1_000_000  # accounts
PACE = 400_000  # accounts and contacts that networkx takes up in a second


def ring(accounts: int, degree: int = 4) -> Network:
    """Return a ring in which everybody knows the nearest on both sides: many friends have friends in common.

    Args:
        accounts: 3 to 1,000,000.
        degree: contacts of each account, even, 2 to below accounts.

    >>> sorted(ring(30, 4)[0])
    [1, 2, 28, 29]
    """
    return small_world(accounts, degree, 0)


def small_world(accounts: int, degree: int = 4, rewiring: float = 0.1, rng: Rng = 0) -> Network:
    """Return a ring of which a share of the contacts was rewired to anybody: few shortcuts make the world small.

    The luck of every contact is drawn from a counter: at a higher share the same contacts are rewired and some more.

    Args:
        accounts: 3 to 1,000,000.
        degree: mean number of contacts, even, 2 to below accounts.
        rewiring: share of the contacts that are rewired, 0 (ring) to 1 (chance alone).
        rng: a seed (whole number), or a numpy Generator.

    Source: Watts, Strogatz (1998): Collective dynamics of 'small-world' networks. Nature 393, 440-442.

    >>> small_world(1000, 4, 0.1).number_of_edges()
    2000
    """
    n = whole("accounts", accounts, 3, MOST_ACCOUNTS)
    near = whole("degree", degree, 2, n - 1) // 2
    if degree % 2:
        raise Refused("degree", "even", degree, low=2, high=n - 1)
    share = scalar("rewiring", rewiring, 0, 1)
    affordable("accounts", n, n * (1 + near * (1 + share)), PACE)
    moved = limit(share)
    step, one = np.divmod(np.arange(n * near), n)
    other = (one + step + 1) % n
    network: Network = nx.Graph()
    network.add_nodes_from(range(n))
    network.add_edges_from(zip(one.tolist(), other.tolist(), strict=True))
    key = keys(rng, ASIDE)
    chosen = np.flatnonzero(draw(key, one, other) < moved)
    _rewire(network, one[chosen], other[chosen], key)
    return network


def _rewire(network: Network, one: Whole, other: Whole, key: Bits) -> None:
    """Lead each of these contacts to an account drawn by lot: neither the account itself nor one it knows already."""
    n = len(network)
    for lot in range(1, 9):  # who drew such a one draws again; after eight times the contact stays as it was
        drawn = (draw(key, one + lot * n, other) * (n / ONE)).astype(np.intp)
        again = []
        for i, (u, v, w) in enumerate(zip(one.tolist(), other.tolist(), drawn.tolist(), strict=True)):
            if u == w or network.has_edge(u, w):
                again.append(i)
            else:
                network.remove_edge(u, v)
                network.add_edge(u, w)
        one, other = one[again], other[again]


def hubs(accounts: int, links: int = 2, rng: Rng = 0) -> Network:
    """Return a network that grew: newcomers link to those who have many contacts already, so a few become hubs.

    Args:
        accounts: 3 to 1,000,000.
        links: contacts that each newcomer makes, 1 to below accounts; the mean degree is twice that.
        rng: a seed (whole number), or a numpy Generator.

    Source: Barabasi, Albert (1999): Emergence of scaling in random networks. Science 286, 509-512.

    >>> network = hubs(1000, 2)
    >>> max(dict(network.degree).values()) > 40
    True
    """
    n = whole("accounts", accounts, 3, MOST_ACCOUNTS)
    each = whole("links", links, 1, n - 1)
    affordable("accounts", n, 2 * n * (1 + each), PACE)
    return nx.barabasi_albert_graph(n, each, seed=seed(rng))


def communities(accounts: int, groups: int = 4, degree: float = 6, between: float = 0.05, rng: Rng = 0) -> Network:
    """Return groups with many contacts inside and few between them. The node attribute `block` tells the group.

    Args:
        accounts: 4 to 1,000,000, spread evenly over the groups.
        groups: 2 to half the accounts.
        degree: mean number of contacts, above 0 to half the others in a group.
        between: share of the contacts that lead out of the group, 0 to 1.
        rng: a seed (whole number), or a numpy Generator.

    Source: after the planted partition of Condon, Karp (2001): Algorithms for graph partitioning on the planted
    partition model. Random Structures and Algorithms 18(2), 116-140; here with an exact number of contacts.

    >>> network = communities(1000, groups=4, degree=6, between=0.05)
    >>> network.number_of_edges()
    3000
    """
    n = whole("accounts", accounts, 4, MOST_ACCOUNTS)
    block = (np.arange(n) * float(whole("groups", groups, 2, n // 2)) // n).astype(np.intp)
    size = n // groups
    mean, out = scalar("degree", degree, 0, (size - 1) / 2, above=True), scalar("between", between, 0, 1)
    affordable("accounts", n, n * (1 + 2 * mean), PACE)
    network: Network = nx.empty_graph(n)
    nx.set_node_attributes(network, dict(enumerate(block.tolist())), "block")
    key, links, step = keys(rng, ASIDE), round(mean * n / 2), 0
    while network.number_of_edges() < links:
        lot = np.arange(step, step + links - network.number_of_edges())
        step += lot.size
        one = _lot(key, lot, 0, n)
        first, last = np.searchsorted(block, block[one]), np.searchsorted(block, block[one], "right")
        inside = first + _lot(key, lot, 1, last - first)
        outside = (last + _lot(key, lot, 1, n - last + first)) % n
        other = np.where(draw(key, lot, 2) < limit(out), outside, inside)
        network.add_edges_from(zip(one[one != other].tolist(), other[one != other].tolist(), strict=True))
    return network


def _lot(key: Bits, step: Whole, what: int, size: int | Whole) -> Whole:
    """Return whole numbers from 0 to below size, drawn by lot."""
    return (draw(key, step, what) * (size / ONE)).astype(np.intp)


def karate() -> Network:
    """Return the 34 members of a karate club and their 78 friendships, shortly before the club split in two.

    Source: Zachary (1977): An information flow model for conflict and fission in small groups. Journal of
    Anthropological Research 33(4), 452-473.

    >>> len(karate()), karate().number_of_edges()
    (34, 78)
    """
    club: Network = nx.karate_club_graph()
    return club


def expected_steps(accounts: int, noise: float) -> float:
    """Return how many steps it takes on average until all of a noisy ring have joined, for an exact check of the noise.

    Everybody knows one on each side and waits for both (threshold 100 %); one account begins. With g accounts left
    between two that have joined, each of the two ends joins with the chance q per step, and the last one for certain:

    T(0) = 0, T(1) = 1, T(g) = (1 + 2 q (1 - q) T(g - 1) + q^2 T(g - 2)) / (1 - (1 - q)^2), and at the start g is
    accounts - 1.

    Args:
        accounts: 3 to 1,000,000.
        noise: q, chance per step to join below the threshold, 0.001 to 1 (see `cascade.linear_threshold`).

    Raises:
        Refused: if an argument is outside its range.

    >>> round(expected_steps(5, 0.1), 6)
    16.200029
    """
    left, q = whole("accounts", accounts, 3, MOST_ACCOUNTS) - 1, scalar("noise", noise, 0.001, 1)
    before, now = 0.0, 1.0
    for _ in range(left - 1):
        before, now = now, (1 + 2 * q * (1 - q) * now + q**2 * before) / (1 - (1 - q) ** 2)
    return now


def star(accounts: int = 10) -> Network:
    """Return one account that knows all others, who know only this one.

    Args:
        accounts: 2 to 1,000,000.

    >>> star(10).degree[0]
    9
    """
    network: Network = nx.star_graph(whole("accounts", accounts, 2, MOST_ACCOUNTS) - 1)
    return network


def friends(network: Network | Contacts) -> pd.DataFrame:
    """Return for every account how many contacts it has and how many those have on average.

    Args:
        network: any networkx graph. In a directed one the contacts that lead to an account's readers count.

    Returns:
        Columns account | degree | friends_degree, without the accounts that have no contact.

    >>> friends(star(10)).iloc[:2].values.tolist()
    [[0.0, 9.0, 1.0], [1.0, 1.0, 9.0]]
    """
    compact = contacts(network)
    many = np.diff(compact.first)
    total = np.add.reduceat(np.append(many[compact.receivers], 0), compact.first[:-1]) if many.size else many
    some = np.flatnonzero(many)
    names = [compact.accounts[i] for i in some.tolist()]
    return pd.DataFrame({"account": names, "degree": many[some], "friends_degree": total[some] / many[some]})


def friendship_paradox(network: Network | Contacts) -> tuple[float, float]:
    """Return how many friends people have, and how many their friends have: on average more.

    The first is the mean degree, the second the mean over all accounts of the mean degree of their friends. Those with
    many friends are counted by many.

    Args:
        network: any networkx graph with at least one contact; accounts without any do not count.

    Raises:
        Refused: if nobody knows anybody.

    Source: Feld (1991): Why your friends have more friends than you do. American Journal of Sociology 96(6), 1464-1477.

    >>> friendship_paradox(star(10))
    (1.8, 8.2)
    """
    table = friends(network)
    if table.empty:
        raise Refused("network", "network", "nobody who knows anybody")
    return float(table["degree"].mean()), float(table["friends_degree"].mean())
