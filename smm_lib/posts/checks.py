"""What to know about the posts that were read: what is missing, what cannot be true (a date to come)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from smm_lib.posts.columns import COUNTS, TEXT
from smm_lib.posts.dialect import BROKEN
from smm_lib.posts.grain import SHORTENED
from smm_lib.posts.report import Note, day

FIRST_YEAR = 2004  # no export of these platforms reaches further back


def doubts(posts: pd.DataFrame, short: Sequence[int], no_year: Sequence[int], dated: str, today: date) -> list[Note]:
    """Return what is missing or looks wrong, with the rows it concerns (the table's index).

    Args:
        posts: the table.
        short: rows that end before the last header.
        no_year: rows with a day but no year.
        dated: the header of the dates.
        today: the day against which dates to come are noticed.
    """
    counts = {name: posts[name].to_numpy(float) for name in COUNTS if name in posts}
    found: list[tuple[str, Any, dict[str, object]]] = [("short", posts.index.isin(short), {})]
    found.append(("no_year", posts.index.isin(no_year), {"text": dated}))
    found += [("broken", [BROKEN in c for c in posts[name]], {"column": name}) for name in TEXT if name in posts]
    if {"impressions", "reach"} <= set(counts):
        found.append(("impressions_below_reach", counts["impressions"] < counts["reach"], {}))
    for name, numbers in counts.items():
        found += [("negative", numbers < 0, {"column": name}), ("not_whole", numbers % 1 > 0, {"column": name})]
    if "date" in posts:
        dates = posts["date"].to_numpy()
        found.append(("future", dates >= np.datetime64(today) + 1, {}))
        found.append(("early", dates < np.datetime64(f"{FIRST_YEAR}"), {"year": str(FIRST_YEAR)}))
        if len(posts) > 2 and (dates == dates[0]).all():
            found.append(("same_date", dates == dates, {"date": day(posts["date"].iloc[0])}))
    if "id" in posts:
        cut = np.array([bool(SHORTENED.fullmatch(cell)) for cell in posts["id"]])
        again = posts["id"].duplicated().to_numpy() & (posts["id"] != "").to_numpy()
        found += [("shortened_id", cut, {}), ("same_id", again & ~cut, {})]
    else:
        found.append(("same_row", posts.duplicated(), {}))
    found += [("missing", posts[name].isna(), {"column": name}) for name in ("date", *counts) if name in posts]
    notes = [Note(kind, rows_of(posts, where), tuple(parts.items())) for kind, where, parts in found]
    return [note for note in notes if note.rows]


def rows_of(posts: pd.DataFrame, where: Any) -> tuple[int, ...]:  # noqa: ANN401
    """Return the rows of a table for which something holds."""
    return tuple(posts.index[np.asarray(where, dtype=bool)].tolist())
