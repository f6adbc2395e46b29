"""The command `smm`: open the course, and (for its makers) run every lesson and store its outputs."""

import argparse
import base64
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from smm_lib.data import folder
from smm_lib.language import LANGUAGES, preferred, say, speak

WIDGET = "application/vnd.jupyter.widget-view+json"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command `smm`."""
    parser = argparse.ArgumentParser(prog="smm", description=main.__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    lab = commands.add_parser("lab", help="copy the lessons into a folder and open JupyterLab there")
    lab.add_argument("folder", nargs="?", type=Path, default=Path("my_course"))
    lab.add_argument("--lang", choices=LANGUAGES, default=preferred())
    lab.add_argument("--no-browser", action="store_true", help="only print the address")
    build = commands.add_parser("build", help="run lessons and store their outputs in place")
    build.add_argument("notebooks", nargs="*", type=Path)
    options = parser.parse_args(arguments)
    if options.command == "lab":
        open_lab(options.folder, options.lang, browser=not options.no_browser)
    else:
        for notebook in options.notebooks or sorted(folder("notebooks").glob("*/*.ipynb")):
            build_notebook(notebook)
            print(notebook)  # noqa: T201


def open_lab(place: Path, language: str, *, browser: bool = True) -> None:
    """Copy the lessons of a language to the learner's folder and start JupyterLab on the start page.

    Never returns: JupyterLab takes over the process.
    """
    speak(language)
    try:
        kept = copy_lessons(place, language)
    except OSError as error:
        raise SystemExit(say("course.no_folder", folder=place, reason=error.strerror or error)) from None
    print(say("course.kept" if kept else "course.copied", folder=place.resolve()), flush=True)  # noqa: T201
    from jupyterlab.labapp import main as jupyterlab

    os.chdir(place)
    sys.argv = ["jupyter-lab", "--ServerApp.root_dir=.", "--LabApp.default_url=/lab/tree/index.ipynb"]
    sys.argv += [] if browser else ["--no-browser"]
    sys.argv += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    sys.exit(jupyterlab())


def copy_lessons(place: Path, language: str) -> int:
    """Copy the lessons that are not there yet, and return how many were there; a learner's file is never touched.

    Raises:
        OSError: if the folder cannot be written.
    """
    place.mkdir(parents=True, exist_ok=True)
    kept = 0
    for lesson in sorted((folder("notebooks") / language).glob("*.ipynb")):
        target = place / lesson.name
        if target.exists():
            kept += 1
            continue
        handle, name = tempfile.mkstemp(dir=place, suffix=".tmp")
        os.close(handle)
        shutil.copyfile(lesson, name)
        Path(name).replace(target)
    return kept


def build_notebook(path: Path) -> None:
    """Run a notebook in an empty folder and store its outputs: charts with pictures, sleeping controls as text."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    before = _pictures(notebook)
    with tempfile.TemporaryDirectory() as empty:
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": empty}}).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            _store(output, before)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)


def _store(output: Any, before: dict[str, str]) -> None:  # noqa: ANN401
    from smm_lib.display import CHART, picture

    data = output.get("data", {})
    data.pop(WIDGET, None)
    if CHART in data:
        # A chart that did not change keeps its picture: fonts differ between machines, and a diff should mean news.
        data["image/png"] = before.get(str(data[CHART])) or base64.b64encode(picture(data[CHART])).decode()


def _pictures(notebook: Any) -> dict[str, str]:  # noqa: ANN401
    from smm_lib.display import CHART

    outputs = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    return {str(data[CHART]): data["image/png"] for data in outputs if CHART in data and "image/png" in data}
