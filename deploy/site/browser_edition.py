"""The whole course in the browser: JupyterLite, Python itself, the course and its lessons as static files."""

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from deploy.site.pyodide import ROOT
from smm_lib.course.copies import copy_lessons
from smm_lib.course.files import fingerprint, read_book, written_book
from smm_lib.language import LANGUAGES, speak

ASSETS = Path(__file__).parent / "assets"
PYTHON = "3.12"  # Pyodide's
COMPILED = ["numpy", "pandas", "scipy"]  # from Pyodide; everything else is pure Python and lies in `pypi`
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
FROM_KERNEL = "../../../../pypi/"  # where the wheels lie, seen from the kernel's script
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]


def build(target, pyodide, words):
    """Build it into a folder.

    Args:
        target: becomes the folder.
        pyodide: a folder with the files of `pyodide.DIGESTS`, see `pyodide.collect`.
        words: what it says beside JupyterLite, by language.
    """
    with tempfile.TemporaryDirectory() as place:
        source = Path(place)
        for language in LANGUAGES:
            speak(language)
            copy_lessons(source / "files" / language, language)
            for lesson in (source / "files" / language).glob("*.ipynb"):
                stamp(lesson)
        shutil.copytree(pyodide, source / "static" / "pyodide")
        names = wheels(source / "pypi")
        (source / "jupyter-lite.json").write_text(json.dumps(settings(names), indent=1), encoding="utf-8")
        shutil.copy(ROOT / "smm_lib" / "settings.json", source / "overrides.json")
        command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", ".", "--contents", "files"]
        command += ["--apps", "lab", "--no-unused-shared-packages", "--no-sourcemaps", "--output-dir", str(target)]
        subprocess.run(command, cwd=source, check=True, stdout=subprocess.DEVNULL)
    script = (ASSETS / "try.js").read_text(encoding="utf-8")
    (target / "try.js").write_text(f"const WORDS = {json.dumps(words)};\n{script}", encoding="utf-8")
    shutil.copy(ASSETS / "try.css", target)
    lab = target / "lab" / "index.html"
    ours = '<link rel="stylesheet" href="../try.css" /><script src="../try.js" defer></script></head>'
    lab.write_text(lab.read_text(encoding="utf-8").replace("</head>", ours), encoding="utf-8")


def stamp(lesson):
    """Write into a lesson which edition it is, so that a learner's copy of it can be told from a newer one."""
    book = read_book(lesson)
    book["metadata"]["smm"]["edition"] = fingerprint(book)
    lesson.write_text(written_book(book), encoding="utf-8")


def settings(names):
    """Return what JupyterLite is told: Python starts with these packages, and asks nobody else for any."""
    packages = [*COMPILED, *(FROM_KERNEL + name for name in names)]
    kernel = {
        "pyodideUrl": "./static/pyodide/pyodide.js",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {"packages": packages},
    }
    told = {"appName": "smm-course", "litePluginSettings": {KERNEL: kernel}}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": told}


def wheels(place):
    """Collect the course and the pure Python packages it needs; what those need in turn is all in the list."""
    place.mkdir(parents=True)
    lock = (ROOT / "locks" / "browser.txt").read_text(encoding="utf-8")
    entries = _entries(lock)
    anywhere = ["--implementation", "py", "--abi", "none", "--platform", "any"]
    _download([entry for name, entry in entries.items() if name != "markupsafe"], place, anywhere)
    one = ["--implementation", "cp", "--abi", "cp312", "--platform", "manylinux2014_x86_64"]
    _download([entries["markupsafe"]], place, one)
    for wheel in place.glob("markupsafe-*.whl"):
        _without_compiled_part(wheel)
    subprocess.run([*PIP, "wheel", "--no-deps", "--no-build-isolation", "-w", str(place), str(ROOT)], check=True)
    return sorted(wheel.name for wheel in place.glob("*.whl"))


def _entries(lock):
    """Return the entries of a lock by the name of the package."""
    parts = lock.replace("\\\n", "").splitlines()
    return {line.partition("==")[0]: line for line in parts if "==" in line}


def _download(entries, place, kind):
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.txt"
        wanted.write_text("\n".join(entries), encoding="utf-8")
        options = ["--only-binary", ":all:", "--python-version", PYTHON, "--no-deps", "--require-hashes"]
        subprocess.run([*PIP, "download", *kind, *options, "-r", str(wanted), "-d", str(place)], check=True)


def _without_compiled_part(wheel):
    """Put a package beside its wheel that lacks the compiled part; it has the same in Python and takes that."""
    name, version = wheel.name.split("-")[:2]
    with (
        zipfile.ZipFile(wheel) as whole,
        zipfile.ZipFile(wheel.with_name(f"{name}-{version}-py3-none-any.whl"), "w") as pure,
    ):
        for part in whole.namelist():
            if not part.endswith((".so", ".c", ".pyi")):
                pure.writestr(part, whole.read(part))
    wheel.unlink()
