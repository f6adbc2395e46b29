"""From a file or an upload to its bytes, and nothing else: no network, no decompression, no device, no giant."""

import re
from pathlib import Path

from smm_lib.posts.report import NotAnExport

UPLOAD_LIMIT = 8 * 1024**2  # bytes
PATH_LIMIT = 200 * 1024**2
ENDINGS = (".csv", ".tsv", ".txt")
# What a file is, whatever it is called.
SIGNATURES = (
    (b"PK\x03\x04", "workbook"),
    (b"\xd0\xcf\x11\xe0", "workbook"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"),
    (b"%PDF", "other_kind"),
    (b"\x89PNG", "other_kind"),
    (b"\xff\xd8\xff", "other_kind"),
    (b"SQLite format", "other_kind"),
)


def content(file: str | Path | bytes, name: str | None = None) -> bytes:
    """Return the bytes of an export, checked before they are read.

    Args:
        file: a path, or the bytes of an upload.
        name: what an upload is called.

    Raises:
        NotAnExport: if it is too big, no plain table by its name or by its first bytes, empty, or not a file here.
    """
    if isinstance(file, bytes):
        _check_ending(name or "upload.csv")
        _check_size(len(file), UPLOAD_LIMIT)
        return _checked(file)
    if re.match(r"\s*([a-z][a-z0-9+.-]+:|//|\\\\)", str(file), re.I):
        raise NotAnExport("address", text=file)
    return _checked(_read(Path(file)))


def _read(path: Path) -> bytes:
    _check_ending(path.name)
    try:
        path = path.expanduser().resolve(strict=True)
        _check_ending(path.name)  # what a link points to
        if not path.is_file():
            raise NotAnExport("no_file", text=path.name)
        _check_size(path.stat().st_size, PATH_LIMIT)
        with path.open("rb") as opened:
            data = opened.read(PATH_LIMIT + 1)
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, NotAnExport):
            raise
        raise NotAnExport("no_file", text=path.name) from None
    _check_size(len(data), PATH_LIMIT)
    return data


def _check_ending(name: str) -> None:
    if not name.lower().endswith(ENDINGS):
        raise NotAnExport("ending", text=name)


def _check_size(size: int, limit: int) -> None:
    if size > limit:
        raise NotAnExport("too_big", size=round(size / 1024**2, 1), limit=limit // 1024**2)


def _checked(data: bytes) -> bytes:
    for start, reason in SIGNATURES:
        if data.startswith(start):
            raise NotAnExport(reason)
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|table)", data[:200], re.I):
        raise NotAnExport("other_kind")
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise NotAnExport("empty")
    return data
