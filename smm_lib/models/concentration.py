"""How unequal attention is: many get a little, few get nearly everything."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.models.bounds import Refused, number

CLASSES = {"once": 1, "up_to_9": 2, "up_to_99": 10, "from_100": 100}  # retweets received, from


def attention(received: npt.ArrayLike, authors: npt.ArrayLike) -> pd.DataFrame:
    """Return which share of the authors belongs to each class of success, and which share of all retweets they got.

    Args:
        received: retweets of one author, whole numbers from 1 on.
        authors: how many authors received so many, 0 to 1e9 each, not all 0.

    Returns:
        Four rows: success ("once", "up_to_9", "up_to_99", "from_100") | share_of_authors | share_of_retweets (0..1,
        to a thousandth).

    Raises:
        Refused: if a number is outside its range, or nobody received anything.

    Source: the data of De Domenico, Lima, Mougel, Musolesi (2013): The anatomy of a scientific rumor. Scientific
    Reports 3, 2980, are counted in this way.

    >>> attention([1, 5, 94], [3, 1, 1]).values.tolist()[0]
    ['once', 0.6, 0.029]
    """
    each = np.atleast_1d(number("received", received, 1, 1e9))
    many = np.atleast_1d(number("authors", authors, 0, 1e9))
    if each.shape != many.shape or many.sum() == 0:
        raise Refused("authors", "points_at_least", many.size, low=each.size)
    place = np.searchsorted(list(CLASSES.values()), each, side="right") - 1
    people = np.bincount(place, many, len(CLASSES))
    retweets = np.bincount(place, many * each, len(CLASSES))
    parts = {"share_of_authors": people, "share_of_retweets": retweets}
    shares = {name: (part / part.sum()).round(3) for name, part in parts.items()}
    return pd.DataFrame({"success": list(CLASSES), **shares})
