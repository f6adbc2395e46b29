"""To watch a spread: a state for every account, step by step, and how far many runs came."""

import numpy as np
import pandas as pd

from smm_lib.models import cascade
from smm_lib.models.bounds import Refused, whole
from smm_lib.models.cascade import Cascade, Seeds
from smm_lib.models.contacts import Contacts

TILES = 300  # groups of accounts in the picture of a large network


def picture(network: Contacts, reached: pd.DataFrame, step: int) -> pd.DataFrame:
    """Return every account with its state after some steps.

    Args:
        network: in compact form.
        reached: as `cascade.by_account` or `cascade.tree` return it: account | generation, and perhaps source.
        step: 0 (only the seeds have it) to 1,000,000.

    Returns:
        Columns account | state ("seed", "new" in this step, "has_it" before, "waiting"), and source if it was
        given: NaN for those who do not have it.

    >>> from smm_lib.models.towns import build
    >>> circle = build("small_world", 20, 2)
    >>> picture(circle, cascade.tree(circle, [0], share_rate=1), 2)["state"].head(4).tolist()
    ['seed', 'has_it', 'new', 'waiting']
    """
    now = whole("step", step, 0, 10**6)
    nodes = pd.DataFrame({"account": network.accounts}).merge(reached, how="left", on="account")
    when = nodes.pop("generation")
    states = [when == 0, when == now, when < now]
    nodes["state"] = np.select(states, ["seed", "new", "has_it"], "waiting")
    if "source" in nodes:
        nodes["source"] = nodes["source"].where(nodes["state"] != "waiting")
    return nodes


def after(network: Contacts, seeds: Seeds, step: int, threshold: float = 0) -> pd.DataFrame:
    """Return every account with its state after some steps in which people follow the crowd.

    Args:
        network: in compact form.
        seeds: the accounts that begin.
        step: 0 to 1,000,000.
        threshold: share of contacts who must have it, 0 (one is enough) to 1.

    Returns:
        As `picture`.

    >>> from smm_lib.models.towns import build
    >>> after(build("karate"), [0, 33], 2)["state"].ne("waiting").sum()
    np.int64(34)
    """
    spread = cascade.linear_threshold(network, seeds, threshold=threshold)
    return picture(network, cascade.by_account(spread), step)


def tiles(network: Contacts, reached: pd.DataFrame, step: int) -> pd.DataFrame:
    """Return which share of each of 300 groups of neighbouring accounts is reached, for the picture of a large network.

    Args:
        network: in compact form, at least 300 accounts.
        reached: columns account | generation.
        step: 0 to 1,000,000.

    Returns:
        Columns tile (0 to 299) | accounts | with_it (accounts that have it) | share (0..1).

    >>> from smm_lib.models.towns import build
    >>> large = build("small_world", 3000)
    >>> joined = cascade.by_account(cascade.linear_threshold(large, [0], threshold=0))
    >>> tiles(large, joined, 4)["with_it"].head(3).tolist()
    [9, 0, 0]
    """
    size, now = len(network.accounts), whole("step", step, 0, 10**6)
    if size < TILES:
        raise Refused("network", "points_at_least", size, low=TILES)
    tile = (np.arange(size) * float(TILES) // size).astype(np.intp)
    known = network.numbers("reached", reached.loc[reached["generation"] <= now, "account"])
    people, spread = np.bincount(tile), np.bincount(tile[known], minlength=TILES)
    return pd.DataFrame({"tile": np.arange(TILES), "accounts": people, "with_it": spread, "share": spread / people})


def course(spread: Cascade, steps: int) -> pd.DataFrame:
    """Return how far the runs came step by step: the median, and the band that holds eight of ten runs.

    Args:
        spread: of `cascade.independent_cascade` or `cascade.linear_threshold`.
        steps: the last step shown, 1 to 1,000.

    Returns:
        Columns step | share_with_it | share_with_it_low | share_with_it_high (0..1 of all accounts, to four decimals).

    >>> from smm_lib.models.towns import build
    >>> course(cascade.linear_threshold(build("small_world", 20, 2), [0], threshold=0), 2)["share_with_it"].tolist()
    [0.05, 0.15, 0.25]
    """
    table = cascade.by_generation(spread, whole("steps", steps, 1, 1000))
    shares = table.groupby("generation")["reach"]
    size = len(spread.contacts.accounts)
    low, middle, high = (shares.quantile(p).to_numpy() / size for p in (0.1, 0.5, 0.9))
    columns = {"share_with_it": middle, "share_with_it_low": low, "share_with_it_high": high}
    return pd.DataFrame({"step": np.arange(len(middle)), **columns}).round(4)
