"""Numbers as people and platforms write them: 1.234,5 or 1,234.5 or 1 234 or 1'234, with %, K and M.

A file writes its numbers in one style. A cell that only one style can read is evidence for it; if none is, and a cell
means different things in both ("1.234"), the reader asks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.posts.evidence import decide

MISSING = {"", "-", "–", "—", "n/a", "na", "nan", "null", "none", "k. a.", "k.a.", "#n/a", "--"}
SUFFIXES = {"": 1.0, "k": 1e3, "tsd.": 1e3, "tsd": 1e3, "m": 1e6, "mio.": 1e6, "mio": 1e6, "%": 0.01}
ALIKE = str.maketrans({"\xa0": " ", "\u202f": " ", "\u2009": " ", "’": "'", "−": "-"})
LARGEST = 1e15
STYLES = {
    decimal: re.compile(
        rf"([+-]?)(\d+|[1-9]\d{{0,2}}(?:([{group} '])\d{{3}})(?:\3\d{{3}})*)(?:{re.escape(decimal)}(\d+))? ?"
        r"(%|k|m|tsd\.?|mio\.?)?",
        re.ASCII | re.I,
    )
    for decimal, group in ((".", ","), (",", "."))
}


SHAPE = str.maketrans("23456789", "1" * 8)


@dataclass(frozen=True)
class Column:
    """The cells of a number column, and what they look like: 1.230 and 4.560 have the shape 1.110, as few as can be."""

    name: str
    texts: list[str]
    shapes: tuple[str, ...]
    places: npt.NDArray[np.intp]  # for each row the position of its shape


def column(name: str, cells: Sequence[str]) -> Column:
    """Return a column with its shapes; a shape tells how all its cells can be read."""
    joined = "\0".join(cells).translate(ALIKE)
    texts = [text.strip() for text in joined.split("\0")]
    places, shapes = pd.factorize(np.array("\0".join(texts).translate(SHAPE).split("\0"), dtype=object))
    return Column(name, texts, tuple(shapes), places)


def value(text: str, decimal: str) -> float | None:
    """Return what a cell means if `decimal` stands before the decimals; nothing where it means nothing.

    >>> value("1.234", ","), value("1.234", "."), value("1,2K", ","), value("4.5 %", "."), value("1e5", ".")
    (1234.0, 1.234, 1200.0, 0.045, None)
    """
    match = STYLES[decimal].fullmatch(text.strip().translate(ALIKE))
    if match is None:
        return None
    sign, whole, group, part, suffix = match.groups()
    digits = whole.replace(group, "") if group else whole
    exact = float(f"{sign}{digits}.{part or '0'}")
    return round(exact * SUFFIXES[(suffix or "").lower()], 9) if suffix else exact


def number_style(columns: Sequence[Column], rows: Sequence[int], decimal: str | None = None) -> str | None:
    """Return the sign before the decimals, "." or ",", or nothing if no number of the file would differ.

    Args:
        columns: all number columns of the file.
        rows: the row of each post, for the question.
        decimal: the learner's answer.

    Raises:
        Ambiguous: if some number would differ and no cell tells the style.
        NotAnExport: if some cells can only be English and others only German, or the answer cannot be right.
    """
    proof: dict[str, int] = {}
    doubt: int | None = None
    shapes = [(col, place, shape) for col in columns for place, shape in enumerate(col.shapes) if not shape.isdigit()]
    for number, (_, _, shape) in enumerate(shapes):
        point, comma = value(shape, "."), value(shape, ",")
        if (point is None) != (comma is None):
            proof.setdefault("," if point is None else ".", number)
        elif point != comma and doubt is None:
            doubt = number

    def where(number: int) -> tuple[str, int]:
        col, place, _ = shapes[number]
        row = int(np.argmax(col.places == place))
        return col.texts[row], rows[row]

    return decide("decimal", (".", ","), proof, doubt, decimal, where)


def values(col: Column, decimal: str | None, *, share: bool) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Return a column's numbers, and which of its rows cannot be read.

    Args:
        col: the column.
        decimal: the file's number style.
        share: whether it is a rate: with or without its sign, 4.5 % is 0.045. Elsewhere a per cent sign is an error.

    Returns:
        Floats (missing ones as NaN), and for each row whether its cell is neither a number nor empty.
    """
    style = decimal or "."
    found = np.full(len(col.texts), np.nan)
    kinds = np.array([_kind(shape, style) for shape in col.shapes])[col.places]
    bare = np.flatnonzero(kinds == "bare")
    if len(bare):
        joined = "\0".join([col.texts[row] for row in bare])
        for sign in (",", " ", "'") if style == "." else (".", " ", "'"):
            joined = joined.replace(sign, "")
        found[bare] = list(map(float, joined.replace(style, ".").split("\0")))
        if share:
            found[bare] = np.round(found[bare] / 100, 9)
    for row in np.flatnonzero(kinds == "suffixed"):
        if share == col.texts[row].endswith("%"):
            found[row] = value(col.texts[row], style)
    unread = (kinds != "missing") & ~(np.abs(found) <= LARGEST)
    found[unread] = np.nan
    return found, unread


def _kind(shape: str, decimal: str) -> str:
    if shape.lower() in MISSING:
        return "missing"
    if value(shape, decimal) is None:
        return "none"
    return "bare" if shape[-1].isdigit() else "suffixed"
