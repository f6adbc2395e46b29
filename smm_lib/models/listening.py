"""Whom a company hears: a sample of what customers write, and a feed that shows complaints first."""

import math
from itertools import accumulate

import pandas as pd

from smm_lib.models.bounds import Numbers, number, scalar, whole


def share_heard(complaints: Numbers, loudness: Numbers) -> Numbers:
    """Return the share of complaints among the comments read, if complaints are read more often than praise.

    loudness x complaints / (loudness x complaints + 1 - complaints).

    Args:
        complaints: share of the comments written that are complaints, 0 to 1 (may be an array, as both).
        loudness: how many times as likely as praise a complaint is to be read, above 0 to 1,000; 1: drawn by lot.

    Raises:
        Refused: if an argument is outside its range.

    Source: a teaching model of our own. That extreme voices are written more often than they are felt: Schoenmueller,
    Netzer, Stahl (2020): The polarity of online reviews. Journal of Marketing Research 57(5), 853-877.

    >>> share_heard(0.2, 1), round(share_heard(0.2, 3), 4)
    (0.2, 0.4286)
    """
    share = number("complaints", complaints, 0, 1)
    loud = number("loudness", loudness, 0, 1000, above=True) * share
    return loud / (loud + 1 - share)


def written_and_heard(complaints: float, read_comments: int, loudness: float = 1.0) -> pd.DataFrame:
    """Return the share of complaints among what is written and among what a company reads, with the range luck leaves.

    As if drawn from very many comments: the number of complaints read is binomial.

    Args:
        complaints: share of the comments written that are complaints, 0 to 1.
        read_comments: how many the company reads, 1 to 10,000.
        loudness: how many times as likely as praise a complaint is to be read, above 0 to 1,000.

    Returns:
        Rows "written", "heard", columns what | share_of_complaints | share_of_complaints_low |
        share_of_complaints_high: where eight of ten samples lie; what is written has no luck in it.

    >>> written_and_heard(0.2, 10)["share_of_complaints_high"].tolist()
    [0.2, 0.4]
    """
    many = whole("read_comments", read_comments, 1, 10_000)
    true, seen = scalar("complaints", complaints, 0, 1), float(share_heard(complaints, loudness))
    low, high = (_quantile(place, many, seen) / many for place in (0.1, 0.9))
    rows = [("written", true, true, true), ("heard", seen, low, high)]
    names = [f"share_of_complaints{end}" for end in ("", "_low", "_high")]
    return pd.DataFrame(rows, columns=["what", *names])


def _quantile(place: float, many: int, chance: float) -> int:
    """Return the smallest number of hits that so large a part of all samples does not exceed."""
    if chance in (0, 1):
        return int(many * chance)
    log = [math.lgamma(many + 1) - math.lgamma(k + 1) - math.lgamma(many - k + 1) for k in range(many + 1)]
    odds = [math.exp(log[k] + k * math.log(chance) + (many - k) * math.log1p(-chance)) for k in range(many + 1)]
    return next((k for k, sum_ in enumerate(accumulate(odds)) if sum_ >= place), many)
