"""Dates as people and platforms write them: ISO, with the month as a word, day first, month first.

01.02.2024 with points is day first, as nobody writes it otherwise; 01/02/2024 is decided for the whole column by the
rows that can be read in one way only, or asked.
"""

import re
from collections.abc import Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.posts.evidence import Where, decide
from smm_lib.posts.numbers import MISSING

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec dez"), 1
    )
    for name in names.split()
}
CLOCK = r"(?:,?[ T]+(?:um |at )?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?: ?([ap])\.?m\.?)?)?"
ZONE = r"(?: ?(?:Uhr|Z|UTC|GMT|CES?T|MES?Z|[A-Z]{2,3}T|[+-]\d{2}:?\d{2})){0,2}"
WEEKDAY = r"(?:[^\W\d]{2,10}\.?,? )?"
ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){CLOCK}{ZONE}", re.I)
FIGURES = re.compile(rf"{WEEKDAY}(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){CLOCK}{ZONE}", re.I)
DAY_NAMED = re.compile(
    rf"{WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?\.?[ -]([^\W\d]{{3,9}})\.?,?[ -](\d{{4}}){CLOCK}{ZONE}", re.I
)
MONTH_NAMED = re.compile(rf"{WEEKDAY}([^\W\d]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){CLOCK}{ZONE}", re.I)

Dates = npt.NDArray[np.datetime64]
Mask = npt.NDArray[np.bool_]
FIGURED = {"points", "figures"}  # kinds in which day and month could change places
Parts = tuple[int, int, int, int, int, int]  # year, first, second, hour, minute, second
NO_DATE: tuple[str, Parts] = ("", (0, 0, 0, 0, 0, 0))


def read_dates(
    cells: Sequence[str], rows: Sequence[int], day_first: bool | None = None
) -> tuple[Dates, Mask, str | None]:
    """Return a column's dates as they stand there (time zones are left alone), and how they were written.

    Args:
        cells: the texts of the column.
        rows: the row of each, for refusals.
        day_first: the learner's answer where the file does not tell.

    Returns:
        The dates (missing ones as NaT); for each row whether its cell is neither a date nor empty; and the order:
        "iso", "named", "day_first" or "month_first" (nothing if there is no date at all).

    Raises:
        Ambiguous: if days and months could change places in every row.
        NotAnExport: if some rows can only be day first and others only month first, or the answer cannot be right.
    """
    places, texts = pd.factorize(np.array(cells, dtype=object))
    parsed = [_parts(text.strip()) for text in texts]
    kinds = {kind for kind, _ in parsed}

    def where(place: int) -> tuple[str, int]:
        return str(texts[place]), rows[int(np.argmax(places == place))]

    first = bool(kinds & FIGURED) and _order(parsed, where, day_first)
    frame = np.array([_placed(kind, parts, first) for kind, parts in parsed], dtype=float)
    names = pd.Index(["year", "month", "day", "hour", "minute", "second"])
    dates = pd.to_datetime(pd.DataFrame(frame, columns=names), errors="coerce").to_numpy("datetime64[s]")
    missing = np.array([text.strip().lower() in MISSING for text in texts], dtype=bool)
    order = "day_first" if first else "month_first" if kinds & FIGURED else None
    order = order or next((kind for kind in ("named", "iso") if kind in kinds), None)
    return dates[places], (np.isnat(dates) & ~missing)[places], order


def both_ways(text: str) -> list[datetime]:
    """Return the two dates that figures can mean: day first, month first.

    >>> [date.month for date in both_ways("01/02/2024")]
    [2, 1]
    """
    (year, a, b, *_) = _parts(text.strip())[1]
    return [datetime(year, b, a), datetime(year, a, b)]


def dated(cells: Sequence[str]) -> bool:
    """Whether the first cells of a column are dates at all (the column "Date" of some exports says "Lifetime")."""
    return any(_parts(cell.strip())[0] for cell in cells[:50])


def _parts(text: str) -> tuple[str, Parts]:
    """Return the kind of a date and its figures; the kind is "" where it is none."""
    if len(text) > 60:
        return NO_DATE
    text = text.replace("\xa0", " ").replace("\u202f", " ")
    if match := ISO.fullmatch(text):
        year, _, month, day, *clock = match.groups()
        return _with_clock("iso", int(year), int(month), int(day), clock)
    if match := FIGURES.fullmatch(text):
        first, sign, second, year, *clock = match.groups()
        if len(year) == 2 and sign == "-":
            return NO_DATE
        kind = "points" if sign == "." else "figures"
        return _with_clock(kind, int(year) + 2000 * (len(year) == 2), int(first), int(second), clock)
    if match := DAY_NAMED.fullmatch(text):
        day, name, year, *clock = match.groups()
    elif match := MONTH_NAMED.fullmatch(text):
        name, day, year, *clock = match.groups()
    else:
        return NO_DATE
    month = MONTHS.get(name[:3].lower(), 0)
    return _with_clock("named", int(year), month, int(day), clock) if month else NO_DATE


def _with_clock(kind: str, year: int, first: int, second: int, clock: Sequence[str | None]) -> tuple[str, Parts]:
    hour, minute, seconds = (int(figure or 0) for figure in clock[:3])
    if clock[3]:
        if not 1 <= hour <= 12:
            return NO_DATE
        hour = hour % 12 + 12 * (clock[3].lower() == "p")
    if hour > 23 or minute > 59 or seconds > 59:
        return NO_DATE
    return kind, (year, first, second, hour, minute, seconds)


def _order(parsed: list[tuple[str, Parts]], where: Where, day_first: bool | None) -> bool:
    """Return whether the day comes first; dates with points need no proof."""
    proof: dict[bool, int] = {}
    doubt: int | None = None
    for place, (kind, (_, first, second, *_clock)) in enumerate(parsed):
        if kind not in FIGURED or not (1 <= min(first, second) <= 12 and max(first, second) <= 31):
            continue
        if max(first, second) > 12:
            proof.setdefault(first > 12, place)
        elif first != second and kind == "figures" and doubt is None:
            doubt = place
    points = any(kind == "points" for kind, _ in parsed)
    decided = decide("day_first", (True, False), proof, None if points else doubt, day_first, where)
    return decided is not False


def _placed(kind: str, parts: Parts, day_first: bool) -> Parts | tuple[float, ...]:
    if not kind:
        return (np.nan,) * 6
    year, first, second, *clock = parts
    month, day = (second, first) if kind in FIGURED and day_first else (first, second)
    return (year, month, day, *clock)
