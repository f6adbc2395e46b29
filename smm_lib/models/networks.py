"""Who is in contact with whom: kinds of networks, and why your friends have more friends than you."""

import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.models.bounds import Refused, scalar, whole
from smm_lib.models.contacts import Contacts, Network, Whole, contacts
from smm_lib.models.luck import ASIDE, ONE, Rng, draw, keys, limit, seed

MOST = 1_000_000  # accounts


def ring(accounts: int, degree: int = 4) -> Network:
    """Return a ring in which everybody knows the nearest on both sides: many friends have friends in common.

    Args:
        accounts: 3 to 1,000,000.
        degree: contacts of each account, even, 2 to below accounts.

    Raises:
        Refused: if an argument is outside its range.

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

    Raises:
        Refused: if an argument is outside its range.

    Source: Watts, Strogatz (1998): Collective dynamics of 'small-world' networks. Nature 393, 440-442.

    >>> small_world(1000, 4, 0.1).number_of_edges()
    2000
    """
    n = whole("accounts", accounts, 3, MOST)
    near = whole("degree", degree, 2, n - 1) // 2
    if degree % 2:
        raise Refused("degree", "even", degree, low=2, high=n - 1)
    moved = limit(scalar("rewiring", rewiring, 0, 1))
    step, one = np.divmod(np.arange(n * near), n)
    other = (one + step + 1) % n
    network: Network = nx.Graph()
    network.add_nodes_from(range(n))
    network.add_edges_from(zip(one.tolist(), other.tolist(), strict=True))
    key = keys(rng, ASIDE)
    chosen = np.flatnonzero(draw(key, one, other) < moved)
    _rewire(network, one[chosen], other[chosen], key)
    return network


def _rewire(network: Network, one: Whole, other: Whole, key: npt.NDArray[np.uint64]) -> None:
    """Lead each of these contacts to an account drawn by lot: neither the account itself nor one it knows already."""
    n = len(network)
    for u, v in zip(one.tolist(), other.tolist(), strict=True):
        tickets = draw(key, np.arange(1, 65) * n + u, v)
        free = (w for w in (tickets * (n / ONE)).astype(int).tolist() if w != u and not network.has_edge(u, w))
        if (w := next(free, None)) is not None:
            network.remove_edge(u, v)
            network.add_edge(u, w)


def hubs(accounts: int, links: int = 2, rng: Rng = 0) -> Network:
    """Return a network that grew: newcomers link to those who have many contacts already, so a few become hubs.

    Args:
        accounts: 3 to 1,000,000.
        links: contacts that each newcomer makes, 1 to below accounts; the mean degree is twice that.
        rng: a seed (whole number), or a numpy Generator.

    Raises:
        Refused: if an argument is outside its range.

    Source: Barabasi, Albert (1999): Emergence of scaling in random networks. Science 286, 509-512.

    >>> network = hubs(1000, 2)
    >>> max(dict(network.degree).values()) > 40
    True
    """
    n = whole("accounts", accounts, 3, MOST)
    return nx.barabasi_albert_graph(n, whole("links", links, 1, n - 1), seed=seed(rng))


def communities(accounts: int, groups: int = 4, degree: float = 6, between: float = 0.05, rng: Rng = 0) -> Network:
    """Return groups with many contacts inside and few between them. The node attribute `block` tells the group.

    Args:
        accounts: 4 to 100,000, spread evenly over the groups.
        groups: 2 to half the accounts.
        degree: mean number of contacts, above 0 to the size of a group less one.
        between: share of the contacts that lead out of the group, 0 to 1.
        rng: a seed (whole number), or a numpy Generator.

    Raises:
        Refused: if an argument is outside its range.

    Source: the planted partition of Condon, Karp (2001): Algorithms for graph partitioning on the planted partition
    model. Random Structures and Algorithms 18(2), 116-140.

    >>> network = communities(1000, groups=4, degree=6, between=0.05)
    >>> 5.5 < 2 * network.number_of_edges() / 1000 < 6.5
    True
    """
    n = whole("accounts", accounts, 4, 100_000)
    count = whole("groups", groups, 2, n // 2)
    size = n // count
    mean, out = scalar("degree", degree, 0, size - 1, above=True), scalar("between", between, 0, 1)
    outside = min(1.0, mean * out / (n - size))
    chances = np.full((count, count), outside)
    np.fill_diagonal(chances, mean * (1 - out) / (size - 1))
    sizes = [size + (i < n % count) for i in range(count)]
    network = nx.stochastic_block_model(sizes, chances.tolist(), seed=seed(rng))
    network.graph.clear()
    return network


def karate() -> Network:
    """Return the 34 members of a karate club and their 78 friendships, shortly before the club split in two.

    Source: Zachary (1977): An information flow model for conflict and fission in small groups. Journal of
    Anthropological Research 33(4), 452-473.

    >>> len(karate()), karate().number_of_edges()
    (34, 78)
    """
    club: Network = nx.karate_club_graph()
    return club


def star(accounts: int = 10) -> Network:
    """Return one account that knows all others, who know only this one.

    Args:
        accounts: 2 to 1,000,000.

    >>> star(10).degree[0]
    9
    """
    network: Network = nx.star_graph(whole("accounts", accounts, 2, MOST) - 1)
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
