"""A chart that moves is not photographed: JupyterLab takes the file's picture of it once it stands still."""

import asyncio
from collections.abc import Sequence
from typing import Any

from smm_lib.display import OPTIONS, in_motion, on_page
from smm_lib.lesson._background import running_loop

REST = 2.0  # seconds without a move, after which a chart stands still

Bundle = dict[str, Any]


class Still:
    """Charts on screen, in place of those before: at once as they move, and once more when they stand still."""

    def __init__(self) -> None:
        self.later: asyncio.TimerHandle | None = None

    def show(self, handles: Sequence[Any], bundles: Sequence[Bundle]) -> None:
        """Show a bundle in the place of each handle; JupyterLab takes as long for a picture as to draw the chart."""
        if self.later:
            self.later.cancel()
        if loop := running_loop():
            _update(handles, [in_motion(shown) for shown in bundles])
            self.later = loop.call_later(REST, _update, handles, bundles)
        else:
            _update(handles, bundles)


def _update(handles: Sequence[Any], bundles: Sequence[Bundle]) -> None:
    for handle, shown in zip(handles, bundles, strict=True):
        handle.update(on_page(shown), raw=True, metadata=OPTIONS)
