"""Open JupyterLab on the learner's copies."""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

WORKSPACE = "smm"  # of our own, so that a learner's other work with JupyterLab stays arranged as it was
ARRANGED = "smm-3486.jupyterlab-workspace"  # what JupyterLab calls the file of this workspace
LIST_CLOSED = {"layout-restorer:data": {"left": {"collapsed": True, "visible": True}}}


def open_lab(place: Path, *, browser: bool = True) -> NoReturn:
    """Start JupyterLab on the start page of a learner's folder; it takes over the process."""
    from jupyterlab.commands import get_workspaces_dir
    from jupyterlab.labapp import main as jupyterlab

    close_list_once(Path(get_workspaces_dir()))
    os.chdir(place)
    start = f"/lab/workspaces/{WORKSPACE}/tree/00_start_here.ipynb"
    sys.argv = ["jupyter-lab", "--ServerApp.root_dir=.", f"--LabApp.default_url={start}"]
    sys.argv += [] if browser else ["--no-browser"]
    sys.argv += ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    sys.exit(jupyterlab())


def close_list_once(folder: Path) -> None:
    """Let the first start leave the list of files closed, so that a lesson has the whole width; later ones as left."""
    with suppress(OSError):  # a folder that takes nothing costs the width, not the lesson
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / ARRANGED).open("x", encoding="utf-8") as file:
            json.dump({"data": LIST_CLOSED, "metadata": {"id": WORKSPACE}}, file)
