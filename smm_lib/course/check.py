"""Is this machine ready for the course? One table: what was found, what is needed, what to do."""

import contextlib
import importlib.metadata
import sys
import tempfile
from pathlib import Path
from typing import Any

PROJECT = "smm-course"


def machine(place: Path | None = None) -> list[dict[str, Any]]:
    """Check the machine and return one row per thing that was looked at.

    Args:
        place: the learner's folder; the present one, if left out.

    Returns:
        Rows of check ("python", "folder", "picture" or a package's name) | found | needed | ok | advice (the key of a
        message, or ""). Versions are texts. Make a table of it with pandas.DataFrame.

    >>> [row["ok"] for row in machine() if row["check"] == "python"]
    [True]
    """
    if sys.platform == "emscripten":  # the browser edition brings its packages along and needs no pictures
        return [_python(), _folder(place or Path.cwd())]
    return [_python(), *_packages(), _folder(place or Path.cwd()), _picture()]


def _row(check: str, found: str, needed: str, ok: bool, advice: str) -> dict[str, Any]:
    return {"check": check, "found": found, "needed": needed, "ok": ok, "advice": "" if ok else advice}


def _python() -> dict[str, Any]:
    found = ".".join(map(str, sys.version_info[:3]))
    return _row("python", found, ">=3.11", sys.version_info >= (3, 11), "machine.newer_python")


def _packages() -> list[dict[str, Any]]:
    from packaging.requirements import Requirement

    try:
        needed = [Requirement(line) for line in importlib.metadata.requires(PROJECT) or []]
    except importlib.metadata.PackageNotFoundError:
        return [_row(PROJECT, "", "", False, "machine.install")]
    wanted = [one for one in needed if one.marker is None or one.marker.evaluate({"extra": "command"})]
    return [_package(one.name, str(one.specifier)) for one in wanted]


def _package(name: str, needed: str) -> dict[str, Any]:
    from packaging.specifiers import SpecifierSet

    try:
        found = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return _row(name, "", needed, False, "machine.install")
    return _row(name, found, needed, SpecifierSet(needed).contains(found, prereleases=True), "machine.install")


def _folder(place: Path) -> dict[str, Any]:
    """Can answers be kept here?"""
    # A temporary file without a name hangs in a browser.
    with contextlib.suppress(OSError), tempfile.NamedTemporaryFile(dir=place) as file:
        file.write(b"0" * 100_000)
        return _row("folder", str(place), "", True, "")
    return _row("folder", str(place), "", False, "machine.folder_advice")


def _picture() -> dict[str, Any]:
    """Can a chart be drawn without the internet?"""
    spec = {"data": {"values": [{"x": 1}]}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
    try:
        from smm_lib.display import to_png

        drawn = to_png(spec).startswith(b"\x89PNG")
    except (ImportError, ValueError):
        drawn = False
    return _row("picture", "", "", drawn, "machine.picture_advice")


def sentences(rows: list[dict[str, Any]]) -> list[str]:
    """Return one line per row in the language that is on: fine or not, what was found, and what to do about it."""
    from smm_lib.language import label, say

    lines = []
    for row in rows:
        name = f"{label(row['check'])} {row['found']}".strip()
        line = say("machine.fine", name=name) if row["ok"] else say("machine.not_fine", name=name)
        needed = f" {say('machine.needed', needed=row['needed'])}" if row["needed"] and not row["ok"] else ""
        lines.append(f"{line}{needed}{' ' + say(row['advice']) if row['advice'] else ''}")
    return lines
