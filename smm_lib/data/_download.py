"""A real data set on the learner's own computer: fetched once from its publisher, checked, and kept.

Nothing is kept that is not byte for byte the file the course was written with: what counts is the file inside the
archive, whose sha256 is pinned. It lies in the learner's cache folder, or where SMM_CACHE says (so that a class can
share one folder).
"""

import gzip
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PATIENCE = 15  # seconds without an answer before the publisher counts as unreachable

Tell = Callable[[int], bool]


class Unavailable(ValueError):
    """Why a data set is not there; a lesson says it in its own language ("refused.<rule>" in the catalogues).

    Args:
        name: the data set.
        rule: "not_here", "unreachable", "altered", "unsaved" or "stopped".
        limits: what the rule's sentence names: `reason`.
    """

    def __init__(self, name: str, rule: str, **limits: object) -> None:
        self.name, self.rule, self.limits = name, rule, limits
        super().__init__(f"{name} is {rule} {limits or ''}".strip())


@dataclass(frozen=True)
class Download:
    """A file of a publisher.

    Args:
        name: the data set, and its file in the cache folder.
        addresses: where the publisher offers it, the present address first.
        loaded: bytes to download.
        sha256: of the file inside the archive.
        size: bytes of the file inside the archive.
        inside: the file's name inside a zip archive.
    """

    name: str
    addresses: tuple[str, ...]
    loaded: int
    sha256: str
    size: int
    inside: str = ""

    @property
    def kept(self) -> bytes | None:
        """The file's content, if it lies in the cache folder and is unaltered."""
        try:
            content = (cache() / self.name).read_bytes()
        except OSError:
            return None
        return content if self._right(content) else None

    def read(self) -> bytes:
        """Return the file's content from the cache folder.

        Raises:
            Unavailable: "not_here", if it was not fetched yet.
        """
        content = self.kept
        if content is None:
            raise Unavailable(self.name, "not_here")
        return content

    def fetch(self, tell: Tell = lambda _: True) -> None:
        """Download the file into the cache folder, unless it lies there already. A broken download leaves nothing.

        Args:
            tell: is told again and again how many bytes have come; the download stops when it returns False.

        Raises:
            Unavailable: "unreachable", "altered" (what came is not the data, or not all of it), "unsaved" or "stopped".
        """
        if self.kept is not None:
            return
        try:
            cache().mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=cache(), prefix=".fetching_") as folder:
                packed, content = Path(folder) / "packed", Path(folder) / "content"
                self._download(packed, tell)
                content.write_bytes(self._unpacked(packed))
                content.replace(cache() / self.name)
        except OSError as error:
            raise Unavailable(self.name, "unsaved", reason=error.strerror or type(error).__name__) from error

    def _download(self, packed: Path, tell: Tell) -> None:
        import requests

        rule = ""
        for address in self.addresses:
            try:
                with requests.get(address, timeout=PATIENCE, stream=True) as answer:
                    answer.raise_for_status()
                    self._keep(answer.iter_content(1 << 14), packed, tell)
                return
            except requests.exceptions.ChunkedEncodingError:  # it broke off on the way
                rule = "altered"
            except requests.exceptions.RequestException:
                rule = "unreachable"
        raise Unavailable(self.name, rule)

    def _keep(self, pieces: Iterable[bytes], packed: Path, tell: Tell) -> None:
        done = 0
        with packed.open("wb") as file:
            for piece in pieces:
                done += file.write(piece)
                if not tell(min(done, self.loaded)):
                    raise Unavailable(self.name, "stopped")
                if done > max(self.loaded, self.size) + 100_000:  # whatever this is, it is not the file
                    raise Unavailable(self.name, "altered")

    def _unpacked(self, packed: Path) -> bytes:
        try:
            content = _content(packed, self.inside, self.size + 1)
        except (
            EOFError,
            KeyError,
            NotImplementedError,
            RuntimeError,
            gzip.BadGzipFile,
            zipfile.BadZipFile,
            zlib.error,
        ):
            content = b""
        if not self._right(content):
            raise Unavailable(self.name, "altered")
        return content

    def _right(self, content: bytes) -> bool:
        return len(content) == self.size and sha256(content).hexdigest() == self.sha256


def cache() -> Path:
    """Return the folder in which real data are kept."""
    return Path(os.environ.get("SMM_CACHE") or Path.home() / ".cache" / "smm-course")


def _content(packed: Path, inside: str, most: int) -> bytes:
    """Return at most so many bytes of what is packed; a server may have unpacked it on the way."""
    if inside and zipfile.is_zipfile(packed):
        with zipfile.ZipFile(packed) as archive, archive.open(inside) as file:
            return file.read(most)
    if packed.read_bytes()[:2] == b"\x1f\x8b":
        with gzip.open(packed) as file:
            return file.read(most)
    return packed.read_bytes()
