"""What a header of an export means: a table of synonyms, and for each column what kind of cells it has."""

import unicodedata
from collections.abc import Sequence
from functools import cache

from smm_lib.data import load_post_columns
from smm_lib.posts.numbers import MISSING
from smm_lib.posts.report import NotAnExport
from smm_lib.posts.write import unguarded

TEXT = ("id", "type", "category", "caption")
RATES = ("engagement_rate", "clickthrough_rate")
COUNTS = (
    *("reach", "impressions", "views", "followers", "reactions", "likes", "comments", "shares", "saves", "clicks"),
    *("interactions", "engaged_users", "video_views", "follower_reach", "follower_impressions"),
    *("loves", "wows", "hahas", "sads", "angrys", "month", "weekday", "hour", "paid"),
)
ORDER = ("id", "date", "type", "category", "caption", *COUNTS, *RATES)


def plain(header: str) -> str:
    """Return a header without what varies: case, spaces, width, an apostrophe that guards a formula.

    >>> plain("  Reactions,  Comments and Shares ")
    'reactions, comments and shares'
    """
    return " ".join(unicodedata.normalize("NFKC", unguarded(header)).casefold().replace("\ufeff", "").split())


@cache
def _synonyms() -> dict[str, tuple[int, str]]:
    table = load_post_columns()
    return {plain(h): (i, c) for i, (h, c) in enumerate(zip(table["header"], table["column"], strict=True))}


def recognised(header: Sequence[str]) -> dict[str, list[int]]:
    """Return for each column of the table the positions of the headers that mean it, the likeliest first.

    >>> recognised(["Likes", "Datum", "Publish time", "?"])
    {'likes': [0], 'date': [2, 1]}
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for position, text in enumerate(header):
        rank, column = _synonyms().get(plain(text), (0, ""))
        if column:
            found.setdefault(column, []).append((rank, position))
    return {column: [position for _, position in sorted(places)] for column, places in found.items()}


def check_unique(header: Sequence[str], found: dict[str, list[int]], row: int) -> None:
    """Refuse two columns under the very same header: nobody can tell which one counts.

    Raises:
        NotAnExport: with the header and its row.
    """
    for positions in found.values():
        names = [plain(header[position]) for position in positions]
        if len(set(names)) < len(names):
            raise NotAnExport("twice", text=header[positions[0]], row=row)


def is_share(header: str, cells: Sequence[str]) -> bool:
    """Whether a rate's header or every one of its cells says per cent; a bare rate may be 0.02 or 2."""
    bare = (cell.strip().lower() for cell in cells)
    return "%" in header or all(cell.endswith("%") or cell in MISSING for cell in bare)
