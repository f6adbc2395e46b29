"""Networks of a few kinds, ready to be watched: built once, with places for a picture and a state for every account."""

from functools import lru_cache

import numpy as np
import pandas as pd

from smm_lib.models import cascade, layout, networks
from smm_lib.models.bounds import Refused, one_of, scalar, whole
from smm_lib.models.cascade import Cascade
from smm_lib.models.contacts import Contacts, contacts

TOWNS = ("small_world", "hubs", "communities", "karate")
GROUPS = 4  # of communities
TILES = 300  # groups of accounts in the picture of a large network


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


def picture(network: Contacts, reached: pd.DataFrame, step: int, town: str = "small_world") -> pd.DataFrame:
    """Return every account with its place and its state after some steps.

    Args:
        network: in compact form.
        reached: as `cascade.by_account` or `cascade.tree` return it: account | generation, and perhaps source.
        step: 0 (only the seeds have it) to 1,000,000.
        town: the kind of network, which gives the accounts their places.

    Returns:
        Columns account | x | y | state ("seed", "new" in this step, "reached" before, "waiting"), and source if it was
        given: None for those without.

    >>> ring = build("small_world", 20, 2)
    >>> picture(ring, cascade.tree(ring, [0], share_rate=1), 2)["state"].value_counts().to_dict()
    {'waiting': 15, 'new': 2, 'reached': 2, 'seed': 1}
    """
    now = whole("step", step, 0, 10**6)
    nodes = layout.positions(network, town, GROUPS).merge(reached, how="left", on="account")
    when = nodes.pop("generation")
    states = [when == 0, when == now, when < now]
    nodes["state"] = np.select(states, ["seed", "new", "reached"], "waiting")
    if "source" in nodes:
        nodes["source"] = nodes["source"].where(nodes["state"] != "waiting", -1)
    return nodes


def tiles(network: Contacts, reached: pd.DataFrame, step: int) -> pd.DataFrame:
    """Return which share of each of 300 groups of neighbouring accounts is reached, for the picture of a large network.

    Args:
        network: in compact form, at least 300 accounts.
        reached: columns account | generation.
        step: 0 to 1,000,000.

    Returns:
        Columns tile (0 to 299) | accounts | reach | share (0..1).

    >>> large = build("small_world", 3000)
    >>> tiles(large, cascade.by_account(cascade.linear_threshold(large, [0], threshold=0)), 4)["reach"].head(3).tolist()
    [9, 0, 0]
    """
    size, now = len(network.accounts), whole("step", step, 0, 10**6)
    if size < TILES:
        raise Refused("network", "points_at_least", size, low=TILES)
    tile = np.arange(size) * TILES // size
    known = network.numbers("reached", reached.loc[reached["generation"] <= now, "account"])
    people, reach = np.bincount(tile), np.bincount(tile[known], minlength=TILES)
    return pd.DataFrame({"tile": np.arange(TILES), "accounts": people, "reach": reach, "share": reach / people})


def course(spread: Cascade, steps: int) -> pd.DataFrame:
    """Return how far the runs came step by step: the median, and the band that holds eight of ten runs.

    Args:
        spread: of `cascade.independent_cascade` or `cascade.linear_threshold`.
        steps: the last step shown, 1 to 1,000.

    Returns:
        Columns step | share_reached | share_reached_low | share_reached_high (0..1 of all accounts).

    >>> course(cascade.linear_threshold(build("small_world", 20, 2), [0], threshold=0), 2)["share_reached"].tolist()
    [0.05, 0.15, 0.25]
    """
    table = cascade.by_generation(spread, whole("steps", steps, 1, 1000))
    shares = table.groupby("generation")["reach"]
    low, middle, high = (shares.quantile(p).to_numpy() / len(spread.contacts.accounts) for p in (0.1, 0.5, 0.9))
    columns = {"share_reached": middle, "share_reached_low": low, "share_reached_high": high}
    return pd.DataFrame({"step": np.arange(len(middle)), **columns})


def shapes(accounts: int = 300, share_rate: float = 0.2, runs: int = 20, rng: int = 1) -> pd.DataFrame:
    """Return how long the chains are by which a post from one account spreads in each kind of network.

    Args:
        accounts: 20 to 10,000.
        share_rate: 0 to 1.
        runs: trees per network, 1 to 100; of trees without anybody reached there is nothing to measure.
        rng: a seed (whole number).

    Returns:
        Columns town (with "star", one big broadcast) | structural_virality (median; 0 if nobody was reached).

    >>> shapes(100, 1.0, 3)["structural_virality"].iloc[0]
    1.98
    """
    whole("runs", runs, 1, 100)
    chance = scalar("share_rate", share_rate, 0, 1)
    star = contacts(networks.star(whole("accounts", accounts, 20, 10_000)))
    towns = {"star": star} | {town: build(town, accounts, 4, 0.1, rng) for town in TOWNS}
    rows = []
    for town, network in towns.items():
        trees = [cascade.tree(network, [network.accounts[0]], share_rate=chance, rng=rng + run) for run in range(runs)]
        found = [cascade.structural_virality(tree) for tree in trees if len(tree) > 1]
        rows.append({"town": town, "structural_virality": float(np.median(found)) if found else 0.0})
    return pd.DataFrame(rows)
