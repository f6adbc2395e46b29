"""What JupyterLab's server leaves out when it saves a lesson: its views of controls, which die with Python.

A view in a file would open as "model not found" tomorrow. Without it the file shows what stands beside the view: the
chart, and the sentence that the controls sleep. A network of 1,500 lines would make an output of 220 kB, two thirds of
it the picture; the chart is drawn without it. The server loads this as an extension, by the name in `server.json`.
"""

import json
from typing import Any

VIEW = "application/vnd.jupyter.widget-view+json"
CHART, PICTURE = "application/vnd.vegalite.v5+json", "image/png"
MOST_BYTES = 200_000  # bytes of an output; beyond that a chart goes without the picture that JupyterLab took of it
LEAST = 200  # letters of a picture; less is the pixel that a chart in motion carries


def without_views(model: dict[str, Any], **_: object) -> None:
    """Leave every widget's view out of a lesson that is about to be saved; other notebooks are not touched.

    Args:
        model: what the server is about to write, as `ContentsManager.pre_save_hook` gets it; changed in place.

    >>> shown = {"output_type": "display_data", "data": {VIEW: {"model_id": "1"}, "text/plain": "asleep"}}
    >>> book = {"metadata": {"smm": {}, "widgets": {}}, "cells": [{"outputs": [shown]}]}
    >>> without_views({"type": "notebook", "content": book})
    >>> shown["data"], list(book["metadata"])
    ({'text/plain': 'asleep'}, ['smm'])
    """
    book = model.get("content")
    if model.get("type") != "notebook" or not isinstance(book, dict) or "smm" not in (book.get("metadata") or {}):
        return
    book["metadata"].pop("widgets", None)
    for cell in book.get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            data.pop(VIEW, None)
            none = len("".join(data.get(PICTURE, ""))) < LEAST
            if CHART in data and (none or len(json.dumps(output)) > MOST_BYTES):
                data.pop(PICTURE, None)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "smm_lib.saving"}]


def _load_jupyter_server_extension(server: Any) -> None:  # noqa: ANN401
    server.contents_manager.register_pre_save_hook(without_views)
