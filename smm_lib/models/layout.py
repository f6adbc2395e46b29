"""Where accounts stand in a picture: places from 0 to 1, the same on every machine."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import whole


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


def _across(source: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
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
