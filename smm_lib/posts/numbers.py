"""Numbers as people and platforms write them: 1.234,5 or 1,234.5 or 1 234 or 1'234, with %, K and M.

A file writes its numbers in one style. A cell that only one style can read is evidence for it, and so is a count that
only one style makes whole ("1.234" people); if none is, and a cell means different things in both, the reader asks.
"""

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from smm_lib.posts.evidence import Place, decide

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
Mask = npt.NDArray[np.bool_]


def missing(cell: str) -> bool:
    """Whether a cell says that there is nothing in it.

    >>> [missing(cell) for cell in (" ", "n/a", "--", "0")]
    [True, True, True, False]
    """
    return cell.strip().lower() in MISSING


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


def number_style(
    columns: Mapping[str, Sequence[str]], rates: Sequence[str], rows: Sequence[int], decimal: str | None = None
) -> str | None:
    """Return the sign before the decimals, "." or ",", or nothing if no number of the file would differ.

    Args:
        columns: the cells of all number columns of the file.
        rates: which of them are no counts, so that their numbers need not be whole.
        rows: the row of each post, for the question.
        decimal: the learner's answer.

    Raises:
        Ambiguous: if some number would differ and no cell tells the style.
        NotAnExport: if some cells can only be English and others only German, or the answer cannot be right.
    """
    proof: dict[str, Place] = {}
    doubt = None
    for name, cells in columns.items():
        for cell in (cell for cell in dict.fromkeys(cells) if not cell.isdigit()):
            means = {style: value(cell, style) for style in STYLES}
            likely = [style for style, number in means.items() if number is not None]
            if len(set(means.values())) < 2:
                continue
            if len(likely) == 2 and name not in rates:
                likely = [style for style in likely if (means[style] or 0) % 1 == 0] or likely
            if len(likely) == 2 and doubt is None:
                doubt = means, (cell, rows[cells.index(cell)])
            elif len(likely) == 1 and likely[0] not in proof:
                proof[likely[0]] = cell, rows[cells.index(cell)]
    return decide("decimal", proof, doubt, decimal)


def values(cells: Sequence[str], decimal: str | None, *, share: bool) -> tuple[npt.NDArray[np.float64], Mask]:
    """Return a column's numbers, and which of its rows cannot be read.

    Args:
        cells: the texts of the column.
        decimal: the file's number style.
        share: whether it is a rate: with or without its sign, 4.5 % is 0.045. Elsewhere a per cent sign is an error.

    Returns:
        Floats (missing ones as NaN), and for each row whether its cell is neither a number nor empty.
    """
    read = {cell: _read(cell, decimal or ".", share=share) for cell in set(cells)}
    found = np.array([read[cell] for cell in cells], dtype=float)
    unread = np.isinf(found)
    found[unread] = np.nan
    return found, unread


def _read(cell: str, decimal: str, *, share: bool) -> float:
    """Return a number, NaN for an empty cell, infinity for one that cannot be read."""
    if missing(cell):
        return math.nan
    number, bare = value(cell, decimal), cell.rstrip()[-1:].isdigit()
    if number is None or abs(number) > LARGEST or not (bare or share == cell.rstrip().endswith("%")):
        return math.inf
    return round(number / 100, 9) if share and bare else number
