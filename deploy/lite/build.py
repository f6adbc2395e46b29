"""Build the browser edition: the whole course as static files, Python included, that any web space serves.

`make lite` runs this. With the folder of the full Pyodide distribution (`make lite PYODIDE=folder`) the site needs
nothing from elsewhere; without it, each student's browser loads Pyodide from the address that JupyterLite has built in.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from smm_lib.course.copies import copy_lessons
from smm_lib.language import LANGUAGES, speak

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = ROOT / "build" / "lite"
COMPILED = ["markupsafe", "numpy", "pandas", "scipy"]  # from Pyodide; everything else is pure Python and lies in `pypi`
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
FROM_KERNEL = "../../../../pypi/"  # where the wheels lie, seen from the kernel's script


def wheels(place):
    """Collect the course and the pure Python packages it needs; what those need in turn is all in the list."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    anywhere = ["--only-binary", ":all:", "--implementation", "py", "--abi", "none", "--platform", "any"]
    lock = ["--no-deps", "--require-hashes", "-r", str(ROOT / "locks" / "browser.txt")]
    subprocess.run([*pip, "download", *anywhere, "--python-version", "3.14", *lock, "-d", str(place)], check=True)
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(place), str(ROOT)], check=True)
    return sorted(wheel.name for wheel in place.glob("*.whl"))


def settings(names):
    """Return what JupyterLite is told: Python starts with these packages, and asks nobody else for any."""
    packages = [*COMPILED, *(FROM_KERNEL + name for name in names)]
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": packages}}
    return {
        "jupyter-lite-schema-version": 0,
        "jupyter-config-data": {"appName": "smm-course", "litePluginSettings": {KERNEL: kernel}},
    }


def build(pyodide=None):
    """Build the site into build/lite/site and return its folder."""
    source, site = BUILD / "source", BUILD / "site"
    shutil.rmtree(BUILD, ignore_errors=True)
    for language in LANGUAGES:
        speak(language)
        copy_lessons(source / "files" / language, language)
    if pyodide:
        shutil.copytree(pyodide, source / "static" / "pyodide")
    (source / "pypi").mkdir()
    names = wheels(source / "pypi")
    (source / "jupyter-lite.json").write_text(json.dumps(settings(names), indent=1), encoding="utf-8")
    shutil.copy(ROOT / "smm_lib" / "settings.json", source / "overrides.json")
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", ".", "--contents", "files"]
    subprocess.run([*command, "--apps", "lab", "--output-dir", str(site)], cwd=source, check=True)
    shutil.copy(HERE / "index.html", site / "index.html")
    return site


if __name__ == "__main__":
    print(build(*filter(None, sys.argv[1:2])))
