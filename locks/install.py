"""Set up an environment from a hashed lock: `python locks/install.py course` or `... test` makes .venv.

`python locks/install.py hub FOLDER` makes the environment of a school server in a folder of its own, `bench FOLDER` one
with the peers of the benchmarks. Uses uv where it is installed, else pip. Runs on any Python from 3.11 on, with nothing
else installed.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
UNUSED = ["rfc3987-syntax"]  # an optional check of web addresses: a second and 19 MB for each student's server


def install(lock: str, environment: Path = ENVIRONMENT) -> None:
    """Create the environment if it is missing and install exactly what the lock names, then the course itself."""
    if sys.version_info < (3, 11):
        sys.exit(f"The course needs Python 3.11 or newer; this is {sys.version.split()[0]}. Install a newer Python.")
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(environment, with_pip=True, clear=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if uv := shutil.which("uv"):
        pip = [uv, "pip", "install", "--quiet", "--python", str(python)]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "locks" / f"{lock}.txt")], check=True)
    course = ["-e", str(ROOT)] if environment.resolve().is_relative_to(ROOT) else [str(ROOT)]
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", *course], check=True)
    if lock == "hub":
        subprocess.run([str(python), "-m", "pip", "uninstall", "--quiet", "--yes", *UNUSED], check=True)
    (environment / lock).touch()


if __name__ == "__main__":
    install(sys.argv[1], *map(Path, sys.argv[2:3]))
