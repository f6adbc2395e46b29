"""Resolve the dependencies of pyproject.toml into hashed locks that name no host (needs uv): `make lock`."""

import hashlib
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "browser": ["--no-deps", "--group", "browser", "--python-version", "3.12"],
    "course": ["--group", "build", "--extra", "command"],
    "hub": ["--group", "build", "--group", "hub", "--extra", "command"],
    "site": ["--group", "build", "--group", "site", "--extra", "command"],
    "test": ["--group", "build", "--group", "site", "--group", "test", "--extra", "command", "--extra", "fast"],
    "bench": ["--group", "build", "--group", "test", "--group", "bench", "--extra", "command", "--extra", "fast"],
}
OPTIONS = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"]
OLDEST = ["--python-version", "3.11"]


def fingerprint() -> str:
    """Return a digest of everything in pyproject.toml that decides what is installed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = [project["project"][key] for key in ("requires-python", "dependencies", "optional-dependencies")]
    return hashlib.sha256(repr([*named, project["dependency-groups"]]).encode()).hexdigest()


def resolve(lock: str, arguments: list[str]) -> None:
    """Write one lock, headed by the digest of what it was resolved from."""
    file = ROOT / "locks" / f"{lock}.txt"
    project = [] if lock == "browser" else ["pyproject.toml", *OLDEST]
    command = ["uv", "pip", "compile", "--quiet", *project, *arguments, *OPTIONS, "-o", str(file)]
    subprocess.run(command, cwd=ROOT, check=True)
    head = f"# Made by `make lock` from pyproject.toml; do not edit. {fingerprint()}\n"
    file.write_text(head + file.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    for name, extra in LOCKS.items():
        resolve(name, extra)
