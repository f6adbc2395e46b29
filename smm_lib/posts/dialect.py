"""From bytes to rows of cells: encoding, separator, preamble and quotes.

The separator is the one under which the most headers mean something to us: meaning decides, not a count of characters.
"""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from smm_lib.posts.columns import recognised
from smm_lib.posts.report import NotAnExport

SEPARATORS = (",", ";", "\t", "|")
PREAMBLE = 40  # rows in which the headers must turn up
WIDEST = 500  # columns
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
COMMON = ("cp1252", "mac_roman", "cp850")
PROSE = set(map(chr, range(128))) | set(
    "äöüÄÖÜßáàâãåæçéèêëíìîïñóòôõøœúùûÿÁÀÂÃÅÆÇÉÈÊËÍÌÎÑÓÒÔØÚ€„“”‚‘’–—…•·°§«»©®™×²³µ½¼¿¡´\xa0"
)


@dataclass(frozen=True)
class Dialect:
    """Where the headers are and how cells are set apart."""

    separator: str
    header: tuple[str, ...]
    header_row: int
    start: int  # where the first row below the headers begins


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file and its encoding.

    UTF-8 and UTF-16 prove themselves; a one-byte encoding must give Western words.

    Raises:
        NotAnExport: if bytes are no text: NUL bytes, a cut UTF-16 character, nothing that fits.

    >>> decoded("Grüße".encode("utf-16-le"))
    ('Grüße', 'utf-16-le')
    """
    encoding = next((name for mark, name in MARKS if data.startswith(mark)), None)
    if encoding is None and b"\0" in data:
        encoding = _bare_utf16(data)
    for name in [encoding] if encoding else ["utf-8"]:
        try:
            text = data.decode(name)
            break
        except UnicodeDecodeError as error:
            if encoding:
                raise NotAnExport("encoding", row=data[: error.start].count(b"\n") + 1) from None
    else:
        text, name = _one_byte(data)
    if "\0" in text:
        raise NotAnExport("nul", row=text[: text.index("\0")].count("\n") + 1)
    return text, name


def _bare_utf16(data: bytes) -> str:
    """UTF-16 without its mark shows by zeros in every second byte of Western text."""
    sample = data[:4000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for zeros, others, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > len(sample) / 4 and others == 0 and len(data) % 2 == 0:
            return name
    raise NotAnExport("nul", row=data[: data.index(b"\0")].count(b"\n") + 1)


def _one_byte(data: bytes) -> tuple[str, str]:
    """Take the first common encoding that gives Western words."""
    foreign = [line for line in data.splitlines() if not line.isascii()]
    telling = b"\n".join(foreign[:500])[:20_000]
    name = next((name for name in COMMON if _western(telling.decode(name, "replace"))), None)
    if name is not None:
        with suppress(UnicodeDecodeError):
            return data.decode(name), name
    raise NotAnExport("encoding", row=data[: data.index(foreign[0])].count(b"\n") + 1)


def _western(text: str) -> bool:
    """Whether a text has only the letters and marks of Western prose, none of them where prose has none."""
    return not (set(text) - PROSE) and not re.search(r"[^\W\d_][„”‚·][^\W\d_]|[a-z][À-ÞŒ]", text)


def dialect(text: str) -> Dialect:
    """Return the separator and the row of headers.

    Raises:
        NotAnExport: if no row near the top has two headers that are known, or two separators fit equally well.
    """
    best = 0
    rivals: list[Dialect] = []
    for separator in SEPARATORS:
        try:
            for number, cells, end in _head(text, separator):
                known = len(recognised(cells))
                if known >= 2 and known >= best:
                    rivals = [*(rivals if known == best else []), Dialect(separator, tuple(cells), number, end)]
                    best = known
        except csv.Error:
            continue
    if not rivals:
        raise NotAnExport("no_header", rows=PREAMBLE)
    if any(rival.separator != rivals[0].separator for rival in rivals):
        raise NotAnExport("separator", row=rivals[0].header_row)
    if len(rivals[0].header) > WIDEST:
        raise NotAnExport("too_wide", limit=WIDEST)
    return rivals[0]


def _head(text: str, separator: str) -> Iterator[tuple[int, list[str], int]]:
    buffer = io.StringIO(text[:200_000], newline="")
    reader = csv.reader(buffer, delimiter=separator)
    for number, cells in zip(range(1, PREAMBLE + 1), reader, strict=False):
        yield number, cells, buffer.tell()


def rows(text: str, found: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Yield (row as a spreadsheet counts, cells) for every row below the headers that is not empty.

    Raises:
        NotAnExport: where quotes do not close, or a cell is longer than any caption.
    """
    buffer = io.StringIO(text, newline="")
    buffer.seek(found.start)
    reader = csv.reader(buffer, delimiter=found.separator, strict=True)
    number = found.header_row
    try:
        for cells in reader:
            number += 1
            if any(cells):
                yield number, cells
    except csv.Error:
        raise NotAnExport("quotes", row=number + 1) from None
