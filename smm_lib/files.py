"""Files: where those of the course lie; how to read with care, write whole, find a free name, be alone."""

import base64
import contextlib
import errno
import json
import os
import random
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from smm_lib.language import say

# Opened so that a pipe nobody writes into answers at once instead of never.
AT_ONCE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# Windows refuses a name that is just being deleted.
TAKEN = (FileExistsError, PermissionError) if os.name == "nt" else (FileExistsError,)
REASONS = {
    "files.full": (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)),
    "files.read_only": (errno.EACCES, errno.EPERM, errno.EROFS),
    "files.not_a_folder": (errno.ENOTDIR, errno.EEXIST),
    "files.missing": (errno.ENOENT,),
}
PATIENCE = 3.0  # seconds; a lock is held for some thousandths


def folder(name: str) -> Path:
    """Return the course's folder "data" or "notebooks", in the source tree or inside the installed package.

    >>> folder("data").is_dir()
    True
    """
    packed = Path(__file__).parent / "_files" / name
    return packed if packed.is_dir() else Path(__file__).parents[1] / name


def read_regular(path: Path, most: int) -> bytes:
    """Return what a file holds; a pipe, a device or a giant is never read to its end.

    Args:
        path: where it lies.
        most: how many bytes it may have.

    Raises:
        ValueError: if it is no regular file, or larger.
        OSError: if it cannot be read.
    """
    handle = os.open(path, AT_ONCE)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise ValueError(f"{path.name} must be a regular file")
    with os.fdopen(handle, "rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise ValueError(f"{path.name} must have at most {most} bytes")
    return content


def read_json(path: Path, most: int) -> Any:  # noqa: ANN401
    """Return the content of a JSON file in UTF-8.

    Raises:
        ValueError: if it is no regular file, larger than `most` bytes, no JSON, or nested too deeply.
        OSError: if it cannot be read.
    """
    try:
        return json.loads(read_regular(path, most).decode("utf-8-sig"))
    except RecursionError:
        raise ValueError(f"{path.name} must not be nested so deeply") from None


def write_whole(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Write a file beside its place and then move it there: at any moment the old or the new one is whole.

    Args:
        path: where it shall lie.
        content: what it shall hold; texts are written in UTF-8.
        mode: who may read and write it, where the system knows that; 0o600 is for the owner alone.

    Raises:
        OSError: if it cannot be written; then nothing has changed, and the error names the folder.
    """
    data, name = content.encode() if isinstance(content, str) else content, ""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".smm_", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException as error:
        if name:
            _remove(Path(name))
        raise _of_folder(error, path) from None


def write_new(path: Path, content: str | bytes, mode: int = 0o644) -> Path:
    """Write a file whole under a name that is free, and return it: a.csv, else a_2.csv; never over another.

    Raises:
        OSError: if it cannot be written; then nothing has changed, and the error names the folder.
    """
    while True:
        new = free_name(path)
        try:
            new.touch(mode, exist_ok=False)
            break
        except FileExistsError:
            continue  # somebody was faster
        except OSError as error:
            raise _of_folder(error, path) from None
    try:
        write_whole(new, content, mode)
    except BaseException:
        _remove(new)
        raise
    return new


def download_link(path: Path, words: str) -> str:
    """Return a link, as HTML, that saves a small file where the browser keeps downloads; the file is inside the link.

    >>> download_link(Path(__file__), "Save <it>").rpartition(">Save")[2]
    ' &lt;it&gt;</a></p>'
    """
    content = base64.b64encode(path.read_bytes()).decode()
    saved = f'download="{escape(path.name)}" href="data:application/octet-stream;base64,{content}"'
    return f'<p><a class="smm-download" {saved}>{escape(words)}</a></p>'


def _of_folder(error: BaseException, path: Path) -> BaseException:
    """Return the error as one of the folder in which a file could not be written."""
    folder = str(path.parent.absolute())
    return OSError(error.errno, error.strerror, folder) if isinstance(error, OSError) else error


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """Return the path, or the next one at which nothing lies, not even a link to nowhere.

    >>> free_name(Path("no_such_file.csv")).name
    'no_such_file.csv'
    """
    stem, number = re.fullmatch(r"(.*?)(?:_([1-9]\d{0,5}))?", path.stem, re.S).groups()  # type: ignore[union-attr]
    new, count = path, int(number or 1)
    while os.path.lexists(new):
        count += 1
        new = path.with_name(f"{stem}_{count}{path.suffix}")
    return new


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Let one process at a time work on something; the others wait until its lock file is gone.

    A lock that stays the same for some seconds was left by a process that was killed, and is taken away.

    Raises:
        OSError: if the folder cannot be written.
    """
    seen, since = None, time.monotonic()
    while True:
        try:
            lock.touch(0o600, exist_ok=False)
            break
        except TAKEN:
            if (now := _held(lock)) != seen:
                seen, since = now, time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                if now is None:  # it is not there, and yet it cannot be made
                    raise
                lock.unlink(missing_ok=True)
            time.sleep(random.uniform(0.001, 0.01))  # noqa: S311 - not a secret
    try:
        yield
    finally:
        _remove(lock)


def _held(lock: Path) -> tuple[int, int] | None:
    with contextlib.suppress(OSError):
        found = lock.lstat()
        return found.st_ino, found.st_mtime_ns
    return None


def unwritten(error: OSError) -> str:
    """Return in the learner's language why a file could not be read or written, as a part of a sentence."""
    key = next((key for key, errors in REASONS.items() if error.errno in errors), None)
    return say(key) if key else error.strerror or type(error).__name__
