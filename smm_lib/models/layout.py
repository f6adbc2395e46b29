"""Where accounts stand in a picture: places from 0 to 1, the same on every machine."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.models.bounds import whole
from smm_lib.models.contacts import Contacts

Places = npt.NDArray[np.float64]
# The karate club after Kamada and Kawai (1989): friends near each other. x and y of members 0 to 33.
KARATE = """
0.49,0.62 0.32,0.57 0.54,0.43 0.61,0.56 0.65,0.76 0.64,0.82 0.46,0.82 0.73,0.55 0.30,0.43 0.53,0.27
0.82,0.73 0.29,0.79 0.87,0.65 0.39,0.46 0.00,0.25 0.03,0.19 0.62,1.00 0.21,0.72 0.10,0.13 0.21,0.47
0.19,0.08 0.12,0.68 0.32,0.07 0.69,0.14 1.00,0.26 0.98,0.34 0.42,0.00 0.73,0.27 0.64,0.26 0.53,0.08
0.11,0.38 0.65,0.39 0.31,0.25 0.37,0.24
"""
INWARDS = 0.06  # how far every second account of a small world stands inside the circle
GOLDEN = np.pi * (3 - 5**0.5)  # the angle from one seed of a sunflower to the next


def positions(network: Contacts, town: str = "small_world", groups: int = 4) -> pd.DataFrame:
    """Return places for the accounts of a network.

    Args:
        network: in compact form.
        town: its kind: a "small_world" stands on a circle, every second account further in, so that contacts with the
            next but one can be seen; of "hubs" those with many contacts stand in the middle, as they do in each group
            of "communities"; "karate" is the club.
        groups: of "communities".

    Returns:
        Columns account | x | y.

    >>> from smm_lib.models.contacts import contacts
    >>> from smm_lib.models.networks import ring
    >>> positions(contacts(ring(4, 2)))["y"].round(3).tolist()
    [1.0, 0.5, 0.0, 0.5]
    """
    size = len(network.accounts)
    if town == "karate":
        x, y = np.array([place.split(",") for place in KARATE.split()], float).T
    elif town == "communities":
        x, y = np.hsplit(_around(np.arange(groups) * 2 * np.pi / groups + np.pi / 4, 0.27), 2)
        group = np.arange(size) * groups // size
        flowers = np.vstack([_flower(network.degree[group == each]) for each in range(groups)])
        x, y = (0.42 * (flowers - 0.5) + np.hstack([x, y])[group]).T
    elif town == "hubs":
        x, y = _flower(network.degree).T
    else:
        radius: Places = np.where(np.arange(size) % 2, 0.5 - INWARDS, 0.5)
        x, y = _around(np.arange(size) * 2 * np.pi / size, radius).T
    return pd.DataFrame({"account": network.accounts, "x": x.round(6), "y": y.round(6)})


def _around(angle: Places, radius: float | Places) -> Places:
    """Return x and y on a circle, clockwise from above."""
    return np.column_stack([0.5 + radius * np.sin(angle), 0.5 + radius * np.cos(angle)])


def _flower(degree: npt.NDArray[np.int64]) -> Places:
    """Return x and y as in a sunflower, those with most contacts in the middle."""
    rank = np.argsort(np.argsort(-degree, kind="stable"))
    radius, angle = 0.5 * np.sqrt(rank / max(1, len(rank) - 1)), rank * GOLDEN
    return np.column_stack([0.5 + radius * np.sin(angle), 0.5 + radius * np.cos(angle)])


def forest(trees: pd.DataFrame, columns: int = 4, generations: int = 6) -> pd.DataFrame:
    """Return places for some trees side by side, each growing downwards from the person who began.

    Args:
        trees: as `branching.sample_trees` returns them: tree | account | source | generation.
        columns: trees in a row, 1 to 100.
        generations: room for so many, 1 to 50, whether they are there or not: places never jump.

    Returns:
        Columns tree | account (numbered through all trees) | source (the same numbers; -1: nobody) | generation | x |
        y | state ("seed" or "reached").

    >>> chain = pd.DataFrame({"tree": 0, "account": [0, 1], "source": [-1, 0], "generation": [0, 1]})
    >>> forest(chain, columns=1, generations=2)[["x", "y"]].values.tolist()
    [[0.5, 0.95], [0.5, 0.65]]
    """
    wide = whole("columns", columns, 1, 100)
    first = (
        trees.groupby("tree")["account"].transform("size").groupby(trees["tree"]).first().cumsum().shift(fill_value=0)
    )
    start = trees["tree"].map(first)
    source = (trees["source"] + start).where(trees["source"] >= 0, -1).to_numpy()
    rows = trees["tree"].max() // wide + 1
    deepest = whole("generations", generations, 1, 50)
    across = _across(source)
    column, row = trees["tree"] % wide, trees["tree"] // wide
    down = 0.05 + 0.9 * trees["generation"] / (deepest + 1)
    return trees.assign(
        account=np.arange(len(trees)),
        source=source,
        x=((column + 0.06 + 0.88 * across) / wide).round(6),
        y=(1 - (row + down) / rows).round(6),
        state=np.where(source < 0, "seed", "reached"),
    )


def _across(source: npt.NDArray[np.int64]) -> Places:
    """Return the middle of each account's share of its tree's width; everybody without followers is equally wide."""
    ends = np.zeros(len(source))
    for i in reversed(range(len(source))):
        ends[i] = max(ends[i], 1)
        if source[i] >= 0:
            ends[source[i]] += ends[i]
    left, width, free = np.zeros(len(source)), ends.copy(), np.zeros(len(source))
    for i, above in enumerate(source):
        if above < 0:
            width[i], left[i] = 1, 0
        else:
            width[i] = width[above] * ends[i] / ends[above]
            left[i] = free[above]
            free[above] += width[i]
        free[i] = left[i]
    return left + width / 2
