"""What a header of an export means: a table of synonyms, and which of several columns with one meaning counts."""

import unicodedata
from collections.abc import Sequence
from functools import cache

from smm_lib.data import load_post_columns
from smm_lib.posts.dates import date_parts
from smm_lib.posts.numbers import missing
from smm_lib.posts.report import NotAnExport
from smm_lib.posts.words import WORDS
from smm_lib.posts.write import unguarded

TEXT = ("id", "type", "category", "caption")
RATES = ("engagement_rate", "clickthrough_rate")
COUNTS = (
    *("reach", "impressions", "views", "followers", "reactions", "likes", "comments", "shares", "saves", "clicks"),
    *("interactions", "engaged_users", "video_views", "follower_reach", "follower_impressions"),
    *("loves", "wows", "hahas", "sads", "angrys", "month", "weekday", "hour", "paid"),
)
ORDER = ("id", "date", "type", "category", "caption", *COUNTS, *RATES)
PAID = dict.fromkeys(("organic", "organisch"), "0") | dict.fromkeys(("sponsored", "gesponsert", "promoted"), "1")


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


def check_header(header: Sequence[str], known: dict[str, list[int]], row: int) -> None:
    """Refuse headers that tell too little.

    Raises:
        NotAnExport: if two columns have the very same header, if headers are in a language of which we know few, or if
            no column counts anything.
    """
    for positions in known.values():
        if len({plain(header[position]) for position in positions}) < len(positions):
            raise NotAnExport("twice", text=header[positions[0]], row=row)
    strange = [text for text in header if WORDS["foreign"].search(plain(text))]
    if len(strange) > 1:
        raise NotAnExport("language", text=strange[0], row=row)
    if not any(name in known for name in COUNTS):
        raise NotAnExport("no_counts", row=row)


def chosen(
    header: Sequence[str], known: dict[str, list[int]], lines: Sequence[Sequence[str]]
) -> tuple[dict[str, list[str]], dict[str, list[int]]]:
    """Return the cells of each column, and the positions they come from.

    Where several headers mean one thing, texts and counts are taken row by row: what the likeliest column leaves empty
    is filled from the next. Dates, types and rates come from one column, which is chosen by what stands in it.
    """
    columns = {place: [line[place] for line in lines] for places in known.values() for place in places}
    words = {place: {plain(cell) for cell in columns[place] if not missing(cell)} for place in known.get("type", [])}
    paid = [place for place, said in words.items() if said and said <= set(PAID)]
    cells: dict[str, list[str]] = {}
    used: dict[str, list[int]] = {}
    for name, places in {**known, "paid": known.get("paid", []) + paid}.items():
        places = [place for place in places if name != "type" or place not in paid]
        if name in ("date", "type", "category", *RATES):
            places = sorted(places, key=lambda place: _sense(name, header[place], columns[place]), reverse=True)[:1]
        if places:
            rows = list(zip(*(columns[place] for place in places), strict=True))
            from_ = [next((i for i, cell in enumerate(row) if not missing(cell)), 0) for row in rows]
            cells[name] = [row[i] for row, i in zip(rows, from_, strict=True)]
            used[name] = [place for i, place in enumerate(places) if i in {0, *from_}]
    if paid:
        cells["paid"] = [PAID.get(plain(cell), cell) for cell in cells["paid"]]
    return cells, used


def _sense(name: str, header: str, cells: Sequence[str]) -> tuple[bool, ...]:
    """Return how well a column suits its name: a date that is the same in every row is the day of the export."""
    filled = dict.fromkeys(cell for cell in cells if not missing(cell))
    if name == "date":
        return any(date_parts(cell)[0] for cell in filled), len(filled) > 1, bool(WORDS["published"].search(header))
    return (is_share(header, cells) if name in RATES else bool(filled),)


def is_share(header: str, cells: Sequence[str]) -> bool:
    """Whether a rate's header or every one of its cells says per cent; a bare rate may be 0.02 or 2."""
    return "%" in header or all(cell.strip().endswith("%") or missing(cell) for cell in cells)
