"""A table as a CSV file that a spreadsheet may open: no cell of text can act as a formula."""

import re

import pandas as pd

from smm_lib.language import spoken

TIME = "%Y-%m-%d %H:%M"
# A cell that begins like this may be run by a spreadsheet; so may one that was guarded before.
ACTIVE = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
# Where cells begin: a spreadsheet may set them apart by another sign than the file does.
BEGINS = r'(^|[,;|\t\r\n][ "]*)'
BARE = re.compile(rf"{BEGINS}(?={ACTIVE.pattern})")
GUARDED = re.compile(rf"{BEGINS}'(?={ACTIVE.pattern})")


def guarded(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe is put before = + - @ tab and return.

    So it is behind every sign inside the text that may separate cells. NUL characters are left out: no cell shows them.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("two = 1+1"), guarded("x;=1+1")
    ("'=1+1", "''=1+1", 'two = 1+1', "x;'=1+1")
    """
    return BARE.sub(r"\1'", cell.replace("\0", ""))


def unguarded(cell: str) -> str:
    """Return the text that was guarded.

    >>> unguarded("'=1+1"), unguarded("'tis"), unguarded("''=1+1"), unguarded("x;'=1+1")
    ('=1+1', "'tis", "'=1+1", 'x;=1+1')
    """
    return GUARDED.sub(r"\1", cell)


def safe_csv(table: pd.DataFrame) -> bytes:
    r"""Return a table as the bytes of a CSV file for a spreadsheet in the language that is on.

    German gets semicolons and decimal commas, English commas and decimal points; both are UTF-8 with the mark that
    spreadsheets look for. Texts and headers are guarded against acting as formulas, numbers are left as they are.

    Args:
        table: any table of the course; its index is not written.

    >>> safe_csv(pd.DataFrame({"caption": ["=1+1"], "reach": [-5.5]})).decode("utf-8-sig")
    "caption,reach\r\n'=1+1,-5.5\r\n"
    """
    separator, decimal = (";", ",") if spoken() == "de" else (",", ".")
    head = [guarded(str(name)) for name in table.columns]
    cells = table.map(lambda cell: guarded(cell) if isinstance(cell, str) else cell)
    text = cells.to_csv(
        sep=separator,
        decimal=decimal,
        header=head,
        index=False,
        lineterminator="\r\n",
        float_format="%.15g",
        date_format=TIME,
    )
    return text.encode("utf-8-sig")
