"""`read_posts(file)`: a platform's export becomes a tidy table and a report of how it was read."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from smm_lib.posts import numbers
from smm_lib.posts.checks import doubts
from smm_lib.posts.columns import COUNTS, ORDER, RATES, TEXT, check_header, chosen, is_share, recognised
from smm_lib.posts.dates import read_dates
from smm_lib.posts.dialect import BROKEN, decoded, dialect, rows
from smm_lib.posts.grain import check_grain, totals
from smm_lib.posts.numbers import Mask
from smm_lib.posts.report import NotAnExport, Note, Report, name_of
from smm_lib.posts.source import content
from smm_lib.posts.write import unguarded

RAGGED = 0.2  # of the rows: more with a wrong number of cells, and the file is refused


def read_posts(
    file: str | Path | bytes,
    *,
    name: str | None = None,
    per_post: bool | None = None,
    day_first: bool | None = None,
    decimal: str | None = None,
    today: date | None = None,
) -> tuple[pd.DataFrame, Report]:
    """Return the posts of a platform's export, and a report of how the file was read.

    Nothing is guessed silently: what the file does not tell is asked, what cannot be read is refused or left out with
    its row and reason, what looks impossible is kept and listed.

    Args:
        file: the path of a .csv, .tsv or .txt file, or the bytes of an upload; of at most 8 MB and 50,000 rows.
        name: what an upload is called.
        per_post: whether each row is one post; only asked where no column names posts, as days would look the same.
        day_first: whether 01/02/2024 is the first of February; only asked where no row of the file tells.
        decimal: "." or ",": what stands before the decimals; only asked where no number of the file tells.
        today: the day against which dates to come are noticed; the computer's own if left out.

    Returns:
        A table with as many of these columns as the file has: id | date | type | category | caption | reach |
        impressions | views | followers | reactions | likes | comments | shares | saves | clicks | interactions |
        engaged_users | video_views (people or times; missing as NaN) | engagement_rate | clickthrough_rate (0..1).
        Texts are "" where there is none. Its index "row" is the row of the file as a spreadsheet counts. And the
        `Report`.

    Raises:
        NotAnExport: if the file cannot be read, or its rows are no posts; its text is one sentence in the language that
            is on.
        Ambiguous: if it can be read in two ways; read it again with the answer.

    >>> posts, report = read_posts(b"Datum;Text;Reichweite" + bytes([10]) + b"13.2.2024;Brot;1.200")
    >>> posts["reach"].tolist(), report.separator, report.decimal, report.date_order
    ([1200.0], ';', ',', 'day_first')
    """
    text, encoding = decoded(content(file, name))
    found = dialect(text)
    known = recognised(found.header)
    check_header(found.header, known, found.header_row)
    lines, short, ragged = _lines(text, len(found.header), rows(text, found), known)
    at = list(lines)
    cells, used = chosen(found.header, known, list(lines.values()))
    bare = [rate for rate in RATES if rate in cells and not is_share(found.header[used[rate][0]], cells[rate])]
    dated = found.header[used["date"][0]] if "date" in used else ""
    check_grain(found.header, lines, cells, known.get("date", []), per_post)
    counted = {name: cells[name] for name in (*COUNTS, *RATES) if name in cells and name not in bare}
    style = numbers.number_style(counted, RATES, at, decimal)
    made: dict[str, Any] = {}
    unread: dict[str, Mask] = {}
    order = None
    if "date" in cells:
        made["date"], unread["date"], order = read_dates(cells["date"], at, day_first)
    for column in (column for column in (*TEXT, "link") if column in cells):
        blank = " " if column == "id" else ""  # one before "-Xy0" keeps a spreadsheet from computing with it
        made[column] = pd.array([unguarded(cell).strip(blank) for cell in cells[column]], dtype="str")
    for column, texts in counted.items():
        made[column], unread[column] = numbers.values(texts, style, share=column in RATES)
    if {"reactions", "likes"} <= set(made):  # Instagram's rows beside Facebook's
        made["reactions"] = np.where(np.isnan(made["reactions"]), made["likes"], made["reactions"])
    posts = pd.DataFrame(made, index=pd.Index(at, name="row"))
    total = totals(list(lines.values()), cells, posts)
    dropped = _dropped(total, unread, cells, at, ragged)
    posts = posts[~np.logical_or.reduce([total, *unread.values()])]
    if posts.empty:
        raise NotAnExport("no_rows")
    said = dict(zip(at, cells.get("date", ()), strict=False))
    no_year = [row for row in posts.index if said and not numbers.missing(said[row]) and pd.isna(posts["date"][row])]
    posts = posts[[column for column in ORDER if column in posts and (column != "date" or order)]]
    remarks = _remarks(encoding, bare, posts) + doubts(posts, short, no_year, dated, today or date.today())
    shown = {place for column in posts for place in used[column]}
    report = Report(
        encoding=encoding,
        separator=found.separator,
        decimal=style,
        date_order=order,
        columns=tuple((found.header[place], column) for column in posts for place in used[column]),
        ignored=tuple(header for place, header in enumerate(found.header) if place not in shown and header.strip()),
        header_row=found.header_row,
        rows=len(posts),
        first=_moment(posts, "min"),
        last=_moment(posts, "max"),
        dropped=tuple(dropped),
        warnings=tuple(remarks),
    )
    return posts, report


def _lines(
    text: str, width: int, found: Iterable[tuple[int, list[str]]], known: Mapping[str, Sequence[int]]
) -> tuple[dict[int, list[str]], list[int], list[int]]:
    """Return the cells of each row, the rows that were filled up, and those that are no whole rows.

    Cells that are missing at the end are empty, if only numbers or columns that are not used could have stood there and
    the last cell that is there is no text, which may go on in the next row.
    """
    texts = {place for name in (*TEXT, "date") for place in known.get(name, ())}
    lines: dict[int, list[str]] = {}
    short: list[int] = []
    ragged: list[int] = []
    for number, cells in found:
        here = len(cells)
        if any(cells[width:]) or not texts.isdisjoint(range(here - (here < width), width)):
            ragged.append(number)
            continue
        lines[number] = [*cells[:width], *[""] * (width - here)]
        if here < width:
            short.append(number)
    last = next(reversed(lines), 0)
    whole = text.endswith(("\n", "\r")) or last not in short
    if last > max(ragged, default=0) and (text.endswith(BROKEN) or not whole):  # the file was cut off in its last row
        del lines[last]
        ragged.append(last)
    if len(ragged) > max(2, RAGGED * len(lines)) or (ragged and not lines):
        raise NotAnExport("ragged", row=ragged[0], width=width)
    if not lines:
        raise NotAnExport("no_rows")
    return lines, [number for number in short if number in lines], ragged


def _dropped(
    total: Mask, unread: dict[str, Mask], cells: dict[str, list[str]], at: list[int], ragged: list[int]
) -> list[Note]:
    """Return which rows are left out and why; refuse a column of which more than half cannot be read."""
    notes = [Note("total", tuple(np.array(at)[total].tolist()))]
    gone = total.copy()
    for column, bad in unread.items():
        where = np.flatnonzero(bad & ~total)
        if len(where) and len(where) > 0.5 * sum(not numbers.missing(cell) for cell in cells[column]):
            kind = "date" if column == "date" else "number"
            raise NotAnExport(f"column_{kind}", column=column, row=at[where[0]], text=cells[column][where[0]])
        fresh = np.flatnonzero(bad & ~gone)
        gone |= bad
        example = cells[column][fresh[0]] if len(fresh) else ""
        notes.append(Note("unread", tuple(at[i] for i in fresh), (("column", column), ("text", example))))
    notes.append(Note("cells", tuple(ragged)))
    return [note for note in notes if note.rows]


def _remarks(encoding: str, bare: list[str], posts: pd.DataFrame) -> list[Note]:
    notes = [Note("bare_rate", (), (("column", rate),)) for rate in bare]
    words = [word for name in TEXT if name in posts for word in " ".join(posts[name].head(2000)).split()]
    odd = [word for word in words if not word.isascii()][:50]
    if odd and not encoding.startswith("utf"):
        notes.append(Note("encoding", (), (("encoding", name_of(encoding)), ("text", max(odd, key=len)))))
    return notes


def _moment(posts: pd.DataFrame, end: str) -> datetime | None:
    moment = posts["date"].agg(end) if "date" in posts else pd.NaT
    return None if pd.isna(moment) else moment.to_pydatetime()
