"""How unequal attention is: many get a little, few get nearly everything."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import has_columns, number

CLASSES = {"once": 1, "up_to_9": 2, "up_to_99": 10, "from_100": 100}  # retweets received, from


def attention(counted: pd.DataFrame) -> pd.DataFrame:
    """Return which share of the authors belongs to each class of success, and which share of all retweets they got.

    Args:
        counted: columns received (retweets of one author, from 1 on) | authors (how many received so many, 0 to 1e9
            each, not all 0).

    Returns:
        Four rows: success ("once", "up_to_9", "up_to_99", "from_100") | share_of_authors | share_of_retweets (0..1, to
        a thousandth).

    Raises:
        Refused: if a column is missing, a number is outside its range, or nobody received anything.

    Source: the data of De Domenico, Lima, Mougel, Musolesi (2013): The anatomy of a scientific rumor. Scientific
    Reports 3, 2980, are counted in this way.

    >>> attention(pd.DataFrame({"received": [1, 5, 94], "authors": [3, 1, 1]})).values.tolist()[0]
    ['once', 0.6, 0.029]
    """
    has_columns("counted", counted, "received", "authors")
    each = np.atleast_1d(number("received", counted["received"], 1, 1e9))
    many = np.atleast_1d(number("authors", counted["authors"], 0, 1e9))
    number("authors", float(many.sum()), 0, above=True)
    place = np.searchsorted(list(CLASSES.values()), each, side="right") - 1
    people = np.bincount(place, many, len(CLASSES))
    retweets = np.bincount(place, many * each, len(CLASSES))
    parts = {"share_of_authors": people, "share_of_retweets": retweets}
    return pd.DataFrame({"success": list(CLASSES), **{name: (p / p.sum()).round(3) for name, p in parts.items()}})
