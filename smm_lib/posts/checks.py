"""What is no post (a line of totals), and what cannot be true (impressions below reach, a date to come)."""

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.posts.columns import COUNTS
from smm_lib.posts.report import Note

TOTALS = {"total", "totals", "grand total", "sum", "gesamt", "gesamtsumme", "gesamtergebnis", "summe", "insgesamt"}
LONGEST = 20  # characters of a cell that says "total"
FIRST_YEAR = 2004  # no export of these platforms reaches further back
Mask = npt.NDArray[np.bool_]
Doubt = tuple[str, "pd.Series[bool]", tuple[tuple[str, object], ...]]
SUMMED = [name for name in COUNTS if name not in ("followers", "month", "weekday", "hour", "paid")]


def totals(first: Sequence[str], words: Mapping[str, Sequence[str]], posts: pd.DataFrame) -> Mask:
    """Return which rows add up the others instead of being posts.

    A row is one if its first cell, id, date or caption says so and neither id nor date names a post, or if it names no
    post at all, comes last and every number in it is the sum of the rows above.

    Args:
        first: the text of each row's first cell.
        words: the texts of id, date, type, category and caption, as far as there.
        posts: the table.
    """
    found = np.zeros(len(posts), dtype=bool)
    for name, cells in {**words, "first": first}.items():
        if name not in ("type", "category"):
            for row in (row for row, cell in enumerate(cells) if len(cell) < LONGEST and _says_total(cell)):
                names = [words[column][row] for column in ("id", "date") if column in words]
                found[row] = all(_says_total(cell) or not cell.strip() for cell in names)
    if words and len(posts) > 2 and not any(cells[-1].strip() for cells in words.values()):
        sums = [name for name in SUMMED if name in posts and posts[name].iloc[:-1].any()]
        found[-1] |= len(sums) > 1 and bool((posts[sums].iloc[-1] == posts[sums].iloc[:-1].sum()).all())
    return found


def _says_total(cell: str) -> bool:
    return cell.strip().rstrip(":").lower() in TOTALS


def impossible(posts: pd.DataFrame, today: date) -> list[Note]:
    """Return what cannot be true about the posts, with the rows it concerns (the table's index)."""
    notes = [Note(kind, _rows(posts, where), parts) for kind, where, parts in _doubts(posts, today)]
    return [note for note in notes if note.rows]


def _doubts(posts: pd.DataFrame, today: date) -> list[Doubt]:
    counts = [name for name in COUNTS if name in posts]
    doubts: list[Doubt] = []
    if {"impressions", "reach"} <= set(posts):
        doubts.append(("impressions_below_reach", posts["impressions"] < posts["reach"], ()))
    for name in counts:
        doubts.append(("negative", posts[name] < 0, (("column", name),)))
        doubts.append(("not_whole", posts[name] % 1 > 0, (("column", name),)))
    if "date" in posts:
        doubts.append(("future", posts["date"] >= pd.Timestamp(today) + pd.Timedelta(days=1), ()))
        doubts.append(("early", posts["date"] < pd.Timestamp(FIRST_YEAR, 1, 1), (("year", str(FIRST_YEAR)),)))
    if "id" in posts:
        doubts.append(("same_id", posts["id"].duplicated() & (posts["id"] != ""), ()))
        doubts.append(("shortened_id", posts["id"].str.fullmatch(r"\d[.,]?\d*E\+\d+"), ()))
    else:
        doubts.append(("same_row", posts.duplicated(), ()))
    doubts += [("missing", posts[name].isna(), (("column", name),)) for name in ("date", *counts) if name in posts]
    return doubts


def _rows(posts: pd.DataFrame, where: "pd.Series[bool]") -> tuple[int, ...]:
    return tuple(int(row) for row in posts.index[np.asarray(where, dtype=bool)])
