"""For the makers of the course: run a lesson and store its outputs."""

import base64
import json
import tempfile
from pathlib import Path
from typing import Any

from smm_lib.saving import CHART

WIDGET = "application/vnd.jupyter.widget-view+json"


def build_notebook(path: Path) -> None:
    """Run a notebook in an empty folder and store its outputs: charts with pictures, sleeping controls as text."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    before = _pictures(notebook)
    with tempfile.TemporaryDirectory() as empty:
        place, quiet = {"metadata": {"path": empty}}, ["--log-level=ERROR"]
        NotebookClient(notebook, timeout=120, kernel_name="python3", resources=place, extra_arguments=quiet).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", []):
            _store(output, before)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.write(notebook, path)


def _store(output: Any, before: dict[str, str]) -> None:  # noqa: ANN401
    from smm_lib.display import to_png

    data = output.get("data", {})
    data.pop(WIDGET, None)
    if CHART in data:
        # A chart that did not change keeps its picture: fonts differ between machines, and a diff should mean news.
        data["image/png"] = before.get(_key(data[CHART])) or base64.b64encode(to_png(data[CHART])).decode()


def _pictures(notebook: Any) -> dict[str, str]:  # noqa: ANN401
    outputs = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    return {_key(data[CHART]): data["image/png"] for data in outputs if CHART in data and "image/png" in data}


def _key(chart: Any) -> str:  # noqa: ANN401
    """Return the same text for the same chart, in whatever order its parts stand."""
    return json.dumps(chart, sort_keys=True)
