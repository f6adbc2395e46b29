"""Dates as people and platforms write them: ISO, with the month as a word, day first, month first, without a year.

01.02.2024 with points is day first, as nobody writes it otherwise; 01/02/2024 is decided for the whole column by the
rows that can be read in one way only, or asked. A day without its year is no date: nobody can tell which one it is.
"""

import re
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from smm_lib.posts.evidence import Place, decide
from smm_lib.posts.numbers import Mask, missing

MONTHS = ("jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez")
WEEKDAY = r"(?:[^\W\d]{2,10}\.?,? )?"
DAY = r"(?P<b>\d{1,2})(?:st|nd|rd|th)?"
CLOCK = (
    r"(?:,?[ T]+(?:um |at )?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?: ?(?P<half>[ap])\.?m\.?)?)?"
)
ZONE = r"(?: ?(?:Uhr|Z|UTC|GMT|CES?T|MES?Z|[A-Z]{2,3}T|[+-]\d{2}:?\d{2})){0,2}"
FORMS = {
    kind: re.compile(f"{form}{CLOCK}{ZONE}", re.I)
    for kind, form in {
        "iso": r"(?P<year>\d{4})(?P<sign>[-/.])(?P<a>\d{1,2})(?P=sign)(?P<b>\d{1,2})",
        "points": WEEKDAY + r"(?P<a>\d{1,2})\.(?P<b>\d{1,2})\.(?P<year>\d{4}|\d{2})?",
        "slashes": WEEKDAY + r"(?P<a>\d{1,2})(?P<sign>[-/])(?P<b>\d{1,2})(?:(?P=sign)(?P<year>\d{4}|(?<=/)\d{2}))?",
        "named": rf"{WEEKDAY}(?P<name>[^\W\d]{{3,9}})\.?[ -]{DAY}(?:,? (?P<year>\d{{4}}))?",
        "day_named": rf"{WEEKDAY}{DAY}\.?[ -](?P<name>[^\W\d]{{3,9}})\.?(?:,?[ -](?P<year>\d{{4}}))?",
    }.items()
}
FIGURED = ("points", "slashes")  # kinds in which day and month could change places
Parts = tuple[str, tuple[int, ...]]  # kind, and year (0: not said), first, second, hour, minute, second


def read_dates(
    cells: Sequence[str], rows: Sequence[int], day_first: bool | None = None
) -> tuple[npt.NDArray[np.datetime64], Mask, str | None]:
    """Return a column's dates as they stand there (time zones are left alone), and how they were written.

    Args:
        cells: the texts of the column.
        rows: the row of each, for refusals.
        day_first: the learner's answer where the file does not tell.

    Returns:
        The dates (missing ones and those without a year as NaT); for each row whether its cell is neither a date nor
        empty; and the order: "iso", "named", "day_first" or "month_first" (nothing if there is no date at all).

    Raises:
        Ambiguous: if days and months could change places in every row.
        NotAnExport: if some rows can only be day first and others only month first, or the answer cannot be right.
    """
    at: dict[str, int] = {}
    for cell, row in zip(cells, rows, strict=False):
        at.setdefault(cell, row)
    parsed = {cell: date_parts(cell) for cell in at}
    first = _day_first([(*parts, (cell, at[cell])) for cell, parts in parsed.items()], day_first)
    dates = {cell: _date(parts, day_first=first) for cell, parts in parsed.items()}
    unread = {cell: not dates[cell] and kind != "no_year" and not missing(cell) for cell, (kind, _) in parsed.items()}
    kinds = {kind for kind, _ in parsed.values()}
    order = ("day_first" if first else "month_first") if kinds & set(FIGURED) else None
    order = order or next((kind for kind in ("named", "iso") if kind in kinds), None)
    return np.array([dates[c] for c in cells], "datetime64[s]"), np.array([unread[c] for c in cells], bool), order


def date_parts(text: str) -> Parts:
    """Return how a date is written, and its figures; the kind is "" where it is none, "no_year" where it has no year.

    >>> date_parts("5. März 2024, 18:30 Uhr"), date_parts("July 16")
    (('named', (2024, 3, 5, 18, 30, 0)), ('no_year', (0, 7, 16, 0, 0, 0)))
    """
    text = text.strip().replace("\xa0", " ").replace("\u202f", " ")
    for kind, form in FORMS.items():
        if len(text) > 60 or not (match := form.fullmatch(text)):
            continue
        part = match.groupdict()
        named = "name" in part
        first = _month(part["name"]) if named else int(part["a"])
        year, second, hour, *clock = (int(part[name] or 0) for name in ("year", "b", "hour", "minute", "second"))
        if half := part["half"]:
            hour = hour % 12 + 12 * (half.lower() == "p") if 1 <= hour <= 12 else 99
        if 1 <= min(first, second) <= 12 and max(first, second) <= 31:
            kind = "named" if named else kind
            return kind if year else "no_year", (year + 2000 * (0 < year < 100), first, second, hour, *clock)
    return "", ()


def _month(name: str) -> int:
    return next((i for i, names in enumerate(MONTHS, 1) if name[:3].lower() in names.split()), 0)


def _day_first(dates: Sequence[tuple[str, tuple[int, ...], Place]], answer: bool | None) -> bool:
    """Return whether the day comes first; dates with points need no proof, unless others have slashes."""
    proof: dict[str, dict[bool, Place]] = {kind: {} for kind in FIGURED}
    doubt, points = None, None
    for kind, figures, place in dates:
        if kind not in FIGURED:
            continue
        _, first, second, *_ = figures
        if max(first, second) > 12:
            proof[kind].setdefault(first > 12, place)
        elif kind == "points":
            points = points or place
        elif first != second and doubt is None:
            doubt = {order: _date((kind, figures), day_first=order) for order in (True, False)}, place
    if points and not proof["points"] and (doubt or proof["slashes"]):
        proof["points"] = {True: points}
    asks = doubt and not proof["slashes"] and answer is None
    known = {} if asks else {**proof["points"], **proof["slashes"]}
    return decide("day_first", known, doubt, answer) is not False


def _date(parts: Parts, *, day_first: bool) -> datetime | None:
    kind, figures = parts
    if kind in ("", "no_year"):
        return None
    year, first, second, hour, minute, seconds = figures
    month, day = (second, first) if kind in FIGURED and day_first else (first, second)
    try:
        return datetime(year, month, day, hour, minute, seconds)
    except ValueError:
        return None
