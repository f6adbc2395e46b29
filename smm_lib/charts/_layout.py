"""Where accounts stand in a picture: places from 0 to 1, the same on every machine."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Places = npt.NDArray[np.float64]
# The karate club after Kamada and Kawai (1989): friends near each other. x and y of members 0 to 33.
KARATE = """
0.49,0.62 0.32,0.57 0.54,0.43 0.61,0.56 0.66,0.74 0.64,0.82 0.46,0.82 0.73,0.55 0.30,0.43 0.53,0.27
0.82,0.73 0.29,0.79 0.87,0.65 0.39,0.46 0.00,0.26 0.04,0.18 0.62,1.00 0.21,0.72 0.10,0.13 0.21,0.47
0.19,0.08 0.12,0.68 0.32,0.07 0.69,0.14 1.00,0.26 0.98,0.34 0.42,0.00 0.73,0.27 0.64,0.26 0.53,0.08
0.11,0.38 0.65,0.39 0.31,0.25 0.37,0.24
"""
GROUPS = 4  # of communities
COLUMNS, GENERATIONS = 4, 6  # trees in a row, and the room that each has
INWARDS = 0.06  # how far every second account of a small world stands inside the circle
GOLDEN = np.pi * (3 - 5**0.5)  # the angle from one seed of a sunflower to the next


def placed(nodes: pd.DataFrame, edges: pd.DataFrame | None, layout: str) -> pd.DataFrame:
    """Return the accounts of a picture with their places.

    Args:
        nodes: a row per account, in the network's own order; for "forest" trees, see `forest`.
        edges: contacts, columns source | target (accounts).
        layout: a "small_world" stands on a circle, every second account further in, so that contacts with the next but
            one can be seen; of "hubs" those with many contacts stand in the middle, as they do in each group of
            "communities"; "karate" is the club; a "forest" grows downwards.

    >>> placed(pd.DataFrame({"account": range(4)}), None, "small_world")["y"].round(3).tolist()
    [1.0, 0.5, 0.0, 0.5]
    """
    if layout == "forest":
        return forest(nodes)
    size = len(nodes)
    if layout == "karate":
        x, y = np.array([place.split(",") for place in KARATE.split()], float).T
    elif layout == "communities":
        x, y = np.hsplit(_around(np.arange(GROUPS) * 2 * np.pi / GROUPS + np.pi / 4, 0.27), 2)
        group, degree = np.arange(size) * GROUPS // size, _degree(nodes, edges)
        flowers = np.vstack([_flower(degree[group == each]) for each in range(GROUPS)])
        middles = 0.42 * (flowers - 0.5) + np.hstack([x, y])[group]
        x, y = ((middles - middles.min(0)) / np.ptp(middles, 0)).T
    elif layout == "hubs":
        x, y = _flower(_degree(nodes, edges)).T
    else:
        radius: Places = np.where(np.arange(size) % 2, 0.5 - INWARDS, 0.5)
        x, y = _around(np.arange(size) * 2 * np.pi / size, radius).T
    return nodes.assign(x=x.round(6), y=y.round(6))


def _degree(nodes: pd.DataFrame, edges: pd.DataFrame | None) -> npt.NDArray[np.intp]:
    """Return how many contacts each account has."""
    ends = [] if edges is None else [*edges["source"], *edges["target"]]
    counted = pd.Series(ends, dtype=object).value_counts().reindex(nodes["account"], fill_value=0)
    return np.asarray(counted, np.intp)


def _around(angle: Places, radius: float | Places) -> Places:
    """Return x and y on a circle, clockwise from above."""
    return np.column_stack([0.5 + radius * np.sin(angle), 0.5 + radius * np.cos(angle)])


def _flower(degree: npt.NDArray[np.intp]) -> Places:
    """Return x and y as in a sunflower, those with most contacts in the middle."""
    rank = np.argsort(np.argsort(-degree, kind="stable"))
    radius, angle = 0.5 * np.sqrt(rank / max(1, len(rank) - 1)), rank * GOLDEN
    return np.column_stack([0.5 + radius * np.sin(angle), 0.5 + radius * np.cos(angle)])


def forest(trees: pd.DataFrame) -> pd.DataFrame:
    """Return places for some trees side by side, each growing downwards from the person who began.

    Args:
        trees: columns tree | account | source | generation. There is room for six generations, whether they are there
            or not: places never jump.

    Returns:
        Columns tree | account (numbered through all trees) | source (the same numbers; -1: nobody) | generation | x |
        y | state ("seed" or "sharer").

    >>> chain = pd.DataFrame({"tree": 0, "account": [0, 1], "source": [-1, 0], "generation": [0, 1]})
    >>> forest(chain)[["x", "y"]].round(3).values.tolist()
    [[0.125, 0.95], [0.125, 0.821]]
    """
    first = (
        trees.groupby("tree")["account"].transform("size").groupby(trees["tree"]).first().cumsum().shift(fill_value=0)
    )
    start = trees["tree"].map(first)
    source = (trees["source"] + start).where(trees["source"] >= 0, -1).to_numpy()
    rows = trees["tree"].max() // COLUMNS + 1
    across = _across(source)
    column, row = trees["tree"] % COLUMNS, trees["tree"] // COLUMNS
    down = 0.05 + 0.9 * trees["generation"] / (GENERATIONS + 1)
    return trees.assign(
        account=np.arange(len(trees)),
        source=source,
        x=((column + 0.06 + 0.88 * across) / COLUMNS).round(6),
        y=(1 - (row + down) / rows).round(6),
        state=np.where(source < 0, "seed", "sharer"),
    )


def _across(source: npt.NDArray[np.intp]) -> Places:
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
