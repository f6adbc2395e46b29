"""`read_posts(file)`: a platform's export becomes a tidy table and a report of how it was read."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice
from operator import itemgetter
from pathlib import Path

import numpy as np
import pandas as pd

from smm_lib.posts import numbers
from smm_lib.posts.checks import Mask, impossible, totals
from smm_lib.posts.columns import COUNTS, ORDER, RATES, TEXT, check_unique, is_share, recognised
from smm_lib.posts.dates import dated, read_dates
from smm_lib.posts.dialect import Dialect, decoded, dialect, rows
from smm_lib.posts.report import NotAnExport, Note, Report, name_of
from smm_lib.posts.source import content
from smm_lib.posts.write import unguarded

BROKEN = 0.2  # of the rows: more with a wrong number of cells, and the file is refused


def read_posts(
    file: str | Path | bytes,
    *,
    name: str | None = None,
    day_first: bool | None = None,
    decimal: str | None = None,
    today: date | None = None,
) -> tuple[pd.DataFrame, Report]:
    """Return the posts of a platform's export, and a report of how the file was read.

    Nothing is guessed silently: what the file does not tell is asked, what cannot be read is refused or left out with
    its row and reason, what looks impossible is kept and listed.

    Args:
        file: the path of a .csv, .tsv or .txt file of at most 200 MB, or the bytes of an upload of at most 8 MB.
        name: what an upload is called.
        day_first: whether 01/02/2024 is the first of February; only asked where no row of the file tells.
        decimal: "." or ",": what stands before the decimals; only asked where no number of the file tells.
        today: the day against which dates to come are noticed; the computer's own if left out.

    Returns:
        A table with as many of these columns as the file has: id | date | type | category | caption | reach |
        impressions | views | followers | reactions | likes | comments | shares | saves | clicks | interactions |
        engaged_users | video_views (people or times; missing as NaN) | engagement_rate | clickthrough_rate (0..1).
        Its index "row" is the row of the file as a spreadsheet counts. And the `Report`.

    Raises:
        NotAnExport: if the file cannot be read; its text is one sentence in the language that is on.
        Ambiguous: if it can be read in two ways; read it again with the answer.

    >>> posts, report = read_posts(b"Datum;Reichweite;Likes" + bytes([10]) + b"13.2.2024;1.200,0;35")
    >>> posts["reach"].tolist(), report.separator, report.decimal, report.date_order
    ([1200.0], ';', ',', 'day_first')
    """
    text, encoding = decoded(content(file, name))
    found = dialect(text)
    places = _places(text, found)
    first, cells, at, ragged = _cells(text, found, places)
    del text
    bare = [rate for rate in RATES if rate in cells and not is_share(found.header[places[rate]], cells[rate])]
    for rate in bare:
        del cells[rate]
    columns = {column: numbers.column(column, cells[column]) for column in (*COUNTS, *RATES) if column in cells}
    style = numbers.number_style(list(columns.values()), at, decimal)
    posts = pd.DataFrame(index=pd.Index(at, name="row"))
    unread: dict[str, Mask] = {}
    order = None
    if "date" in cells:
        posts["date"], unread["date"], order = read_dates(cells["date"], at, day_first)
    for column in (column for column in TEXT if column in cells):
        posts[column] = pd.Series([unguarded(cell) for cell in cells[column]], index=posts.index, dtype="str")
    for column, numbered in columns.items():
        posts[column], unread[column] = numbers.values(numbered, style, share=column in RATES)
    posts = posts[[column for column in ORDER if column in posts]]
    total = totals(first, {column: cells[column] for column in (*TEXT, "date") if column in cells}, posts)
    dropped = _dropped(total, unread, cells, at, ragged)
    posts = posts[~np.logical_or.reduce([total, *unread.values()])]
    if posts.empty:
        raise NotAnExport("no_rows")
    used = {places[column] for column in cells}
    report = Report(
        encoding=encoding,
        separator=found.separator,
        decimal=style,
        date_order=order,
        columns=tuple((found.header[places[column]], column) for column in posts),
        ignored=tuple(header for place, header in enumerate(found.header) if place not in used and header.strip()),
        header_row=found.header_row,
        rows=len(posts),
        first=_moment(posts, "min"),
        last=_moment(posts, "max"),
        dropped=tuple(dropped),
        warnings=(*_remarks(encoding, bare, posts), *impossible(posts, today or date.today())),
    )
    return posts, report


def _places(text: str, found: Dialect) -> dict[str, int]:
    """Return the position of each column; of several dates the first that holds dates."""
    known = recognised(found.header)
    check_unique(found.header, known, found.header_row)
    if not any(name in known for name in COUNTS):
        raise NotAnExport("no_counts", row=found.header_row)
    sample = [cells for _, cells in islice(rows(text, found), 50)]
    places = {name: positions[0] for name, positions in known.items()}
    for position in known.get("date", [])[1:]:
        if not _dated(sample, places["date"]) and _dated(sample, position):
            places["date"] = position
    return places


def _dated(sample: list[list[str]], position: int) -> bool:
    return dated([cells[position] for cells in sample if len(cells) > position])


def _cells(
    text: str, found: Dialect, places: dict[str, int]
) -> tuple[list[str], dict[str, Sequence[str]], list[int], list[int]]:
    """Return the first cell of each row, the cells by column, the rows they stand in, and rows that are no rows."""
    width = len(found.header)
    pick = itemgetter(0, *places.values())
    kept: list[tuple[str, ...]] = []
    at: list[int] = []
    ragged: list[int] = []
    for number, cells in rows(text, found):
        if len(cells) == width or (len(cells) > width and not any(cells[width:])):
            kept.append(pick(cells))
            at.append(number)
        else:
            ragged.append(number)
    if len(ragged) > max(2, BROKEN * len(kept)) or (ragged and not kept):
        raise NotAnExport("ragged", row=ragged[0], width=width)
    if not kept:
        raise NotAnExport("no_rows")
    first, *columns = map(list, zip(*kept, strict=True))
    return first, dict(zip(places, columns, strict=True)), at, ragged


def _dropped(
    total: Mask, unread: dict[str, Mask], cells: dict[str, Sequence[str]], at: list[int], ragged: list[int]
) -> list[Note]:
    """Return which rows are left out and why; refuse a column of which more than half cannot be read."""
    notes = [Note("total", tuple(np.array(at)[total].tolist()))]
    gone = total.copy()
    for column, bad in unread.items():
        where = np.flatnonzero(bad & ~total)
        if len(where) and len(where) > 0.5 * sum(1 for cell in cells[column] if cell.strip()):
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
    if not encoding.startswith("utf"):
        for column in (name for name in TEXT if name in posts):
            odd = [word for word in " ".join(posts[column].head(2000)).split() if not word.isascii()]
            if odd:
                return [
                    Note("encoding", (), (("encoding", name_of(encoding)), ("text", max(odd[:50], key=len)))),
                    *notes,
                ]
    return notes


def _moment(posts: pd.DataFrame, end: str) -> datetime | None:
    moment = posts["date"].agg(end) if "date" in posts else pd.NaT
    return None if pd.isna(moment) else moment.to_pydatetime()
