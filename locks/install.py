"""Set up the environment .venv from a hashed lock: `python locks/install.py course` or `... test`.

Uses uv where it is installed, else pip. Runs on any Python from 3.11 on, with nothing else installed.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"


def install(lock: str) -> None:
    """Create .venv if it is missing and install exactly what the lock names, then the course itself."""
    if sys.version_info < (3, 11):
        sys.exit(f"The course needs Python 3.11 or newer; this is {sys.version.split()[0]}. Install a newer Python.")
    python = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if uv := shutil.which("uv"):
        pip = [uv, "pip", "install", "--quiet", "--python", str(python)]
    subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "locks" / f"{lock}.txt")], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=True)
    (ENVIRONMENT / lock).touch()


if __name__ == "__main__":
    install(sys.argv[1])
