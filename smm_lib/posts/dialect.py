"""From bytes to rows of cells: encoding, separator, preamble and quotes.

The separator is the one under which the most headers mean something to us: meaning decides, not a count of characters.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from smm_lib.posts.columns import recognised
from smm_lib.posts.report import NotAnExport

SEPARATORS = (",", ";", "\t", "|")
PREAMBLE = 40  # rows in which the headers must turn up
WIDEST = 500  # columns
LONGEST = 50_000  # rows below the headers: ten posts a day for more than ten years
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
ONE_BYTE = ("cp1252", "mac_roman", "cp850")
BROKEN = "\ufffd"  # stands for bytes that are no letter
PROOF = re.compile("[\x80-\u057f\u2000-\u2bff\U00010000-\U0010ffff]")  # of UTF-8: hardly ever comes about by chance
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

    UTF-8 and UTF-16 prove themselves; a one-byte encoding must give Western words. What is UTF-8 but for a few places
    stays so, with "\ufffd" there.

    Raises:
        NotAnExport: if bytes are no text: NUL bytes, a cut UTF-16 character, nothing that fits.

    >>> decoded("Grüße".encode("utf-16-le")), decoded("Grüße".encode()[:-2])
    (('Grüße', 'utf-16-le'), ('Grü�', 'utf-8'))
    """
    name = next((name for mark, name in MARKS if data.startswith(mark)), "utf-8")
    if name == "utf-8" and b"\0" in data:
        zeros = [data[first:4000:2].count(0) for first in (0, 1)]  # of Western text, in every second byte
        name = "utf-16-be" if zeros[0] else "utf-16-le"
        if min(zeros) or max(zeros) < len(data[:4000]) / 4:
            raise NotAnExport("nul", row=data[: data.index(b"\0")].count(b"\n") + 1)
    try:
        return data.decode(name), name
    except UnicodeDecodeError as error:
        line, text = data[: error.start].count(b"\n") + 1, data.decode(name, "replace")
        cut = "unexpected end" in error.reason
    broken, proof = text.count(BROKEN), len(PROOF.findall(text))
    if name.startswith("utf-8") and (cut or broken <= max(min(proof, 3), proof / 10)):
        return text, name
    foreign = b"\n".join([row for row in data.splitlines() if not row.isascii()][:500])[:20_000]
    western = next((one for one in ONE_BYTE if _western(foreign.decode(one, "replace"))), None)
    if western is None or name != "utf-8" or proof > broken / 4:
        raise NotAnExport("encoding", row=line)
    return data.decode(western, "replace"), western


def _western(text: str) -> bool:
    """Whether a text has only the letters and marks of Western prose, none of them where prose has none."""
    return not (set(text) - PROSE) and not re.search(r"[^\W\d_][„”‚·][^\W\d_]|[a-z][À-ÞŒ]", text)


def dialect(text: str) -> Dialect:
    """Return the separator and the row of headers.

    Raises:
        NotAnExport: if no row near the top has two headers that are known, or two separators fit equally well.
    """
    if "\0" in text:
        raise NotAnExport("nul", row=text[: text.index("\0")].count("\n") + 1)
    rivals: dict[int, list[Dialect]] = {0: []}  # by the number of headers that are known
    for separator in SEPARATORS:
        buffer = io.StringIO(text[:200_000], newline="")
        try:
            for number, cells in zip(range(1, PREAMBLE + 1), csv.reader(buffer, delimiter=separator), strict=False):
                found = Dialect(separator, tuple(cells), number, buffer.tell())
                rivals.setdefault(len(recognised(cells)), []).append(found)
        except csv.Error:
            continue
    if max(rivals) < 2:
        raise NotAnExport("no_header", rows=PREAMBLE)
    best, *others = rivals[max(rivals)]
    if any(rival.separator != best.separator for rival in others):
        raise NotAnExport("separator", row=best.header_row)
    if len(best.header) > WIDEST:
        raise NotAnExport("too_wide", limit=WIDEST)
    return best


def rows(text: str, found: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Yield (row as a spreadsheet counts, cells) for every row below the headers that is not empty.

    Raises:
        NotAnExport: where quotes do not close, a cell is longer than any caption, or the rows are more than `LONGEST`.
    """
    buffer = io.StringIO(text, newline="")
    buffer.seek(found.start)
    number = found.header_row
    try:
        for cells in csv.reader(buffer, delimiter=found.separator, strict=True):
            number += 1
            if number - found.header_row > LONGEST:
                raise NotAnExport("too_long", limit=LONGEST)
            if any(cells):
                yield number, cells
    except csv.Error:
        raise NotAnExport("quotes", row=number + 1) from None
