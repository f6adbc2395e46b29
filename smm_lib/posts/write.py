"""A table as a CSV file that a spreadsheet may open: no cell of text can act as a formula."""

import io
import re
from typing import Any

import pandas as pd

from smm_lib.language import spoken

# A cell that begins like this may be run by a spreadsheet; so may one that was guarded before.
ACTIVE = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def guarded(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe is put before = + - @ tab and return.

    A NUL character is left out: no cell can show it.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("two = 1+1")
    ("'=1+1", "''=1+1", 'two = 1+1')
    """
    bare = cell.replace("\0", "")
    return f"'{bare}" if ACTIVE.match(bare) else bare


def unguarded(cell: str) -> str:
    """Return the text that was guarded.

    >>> unguarded("'=1+1"), unguarded("'tis"), unguarded("''=1+1")
    ('=1+1', "'tis", "'=1+1")
    """
    return cell[1:] if cell.startswith("'") and ACTIVE.match(cell) else cell


def safe_csv(table: pd.DataFrame) -> bytes:
    r"""Return a table as the bytes of a CSV file for a spreadsheet in the language that is on.

    German gets semicolons and decimal commas, English commas and decimal points; both are UTF-8 with the mark that
    spreadsheets look for. Texts and headers are guarded against acting as formulas, numbers are left as they are.

    Args:
        table: any table of the course; its index is not written.

    >>> safe_csv(pd.DataFrame({"caption": ["=1+1"], "reach": [-5.5]})).decode("utf-8-sig")
    'caption,reach\r\n"\'=1+1",-5.5\r\n'
    """
    separator, decimal = (";", ",") if spoken() == "de" else (",", ".")
    columns = [_cells(table[name], decimal) for name in table.columns]
    written = io.StringIO(newline="")
    written.write(separator.join(_quoted(guarded(str(name)), separator) for name in table.columns) + "\r\n")
    for row in zip(*columns, strict=True):
        written.write(separator.join(_quoted(cell, separator) for cell in row) + "\r\n")
    return written.getvalue().encode("utf-8-sig")


def _cells(column: "pd.Series[Any]", decimal: str) -> list[str]:
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return ["" if pd.isna(number) else _number(number).replace(".", decimal) for number in column.tolist()]
    if pd.api.types.is_datetime64_any_dtype(column):
        return ["" if pd.isna(time) else time.isoformat(sep=" ", timespec="minutes") for time in column]
    return ["" if pd.isna(cell) else guarded(str(cell)) for cell in column.tolist()]


def _number(number: float) -> str:
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(number)


def _quoted(cell: str, separator: str) -> str:
    needs = any(c in cell for c in f"{separator}\"'\r\n\t") or cell != cell.strip()
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if needs else cell
