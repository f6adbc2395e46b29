"""From a file or an upload to its bytes, and nothing else: no network, no decompression, no device, no giant."""

import re
from pathlib import Path

from smm_lib.posts.report import NotAnExport

UPLOAD_LIMIT = 8 * 1024**2  # bytes; of a file given by its path as well
ENDINGS = (".csv", ".tsv", ".txt")
ADDRESS = re.compile(r"\s*([a-z][a-z0-9+.-]+:|//)", re.I)  # \\school\home is a folder of a school
# What a file is, whatever it is called.
SIGNATURES = {
    "workbook": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "packed": (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!"),
    "other_kind": (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"SQLite format"),
}


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
        data, size = file, len(file)
    elif ADDRESS.match(str(file)):
        raise NotAnExport("address", text=file)
    else:
        data, size = _read(Path(file))
    if size > UPLOAD_LIMIT:
        raise NotAnExport("too_big", size=round(size / 1024**2, 1), limit=UPLOAD_LIMIT // 1024**2)
    for reason, starts in SIGNATURES.items():
        if data.startswith(starts):
            raise NotAnExport(reason)
    if re.match(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|table)", data[:200], re.I):
        raise NotAnExport("other_kind")
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise NotAnExport("empty")
    return data


def _read(path: Path) -> tuple[bytes, int]:
    """Return at most one byte more than may be read, and the size of the file."""
    _check_ending(path.name)
    try:
        path = path.expanduser().resolve(strict=True)
        _check_ending(path.name)  # what a link points to
        if path.is_file():
            with path.open("rb") as opened:
                data = opened.read(UPLOAD_LIMIT + 1)
            return data, max(len(data), path.stat().st_size)
    except NotAnExport:
        raise
    except (OSError, RuntimeError, ValueError):
        pass
    raise NotAnExport("no_file", text=path.name)


def _check_ending(name: str) -> None:
    if not name.lower().endswith(ENDINGS):
        raise NotAnExport("ending", text=name)
