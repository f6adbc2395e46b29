"""A chart of the learner's own data, and buttons that save it beside the lesson: its table as CSV, its picture."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets
from IPython.display import display

from smm_lib.display import CHART, OPTIONS, alt, bundle, on_page, to_png, to_svg
from smm_lib.files import write_new
from smm_lib.language import label, say
from smm_lib.lesson import _table
from smm_lib.lesson._frame import GONE, Sentence, button, column, in_words, row, show, visible
from smm_lib.posts.write import safe_csv

if TYPE_CHECKING:
    import pandas as pd


class Savable:
    """A chart, its table and a button for each kind of file; nothing is there before the first chart."""

    def __init__(self) -> None:
        self.handle: Any = None
        self.table, self.reply, self.error = Sentence(css="smm-table"), Sentence(), Sentence(css="smm-alert")
        self.buttons = [
            self._button("csv", lambda: safe_csv(_named(self.data))),
            self._button("png", lambda: to_png(self.spec)),
            self._button("svg", lambda: to_svg(self.spec)),
        ]
        self.words = column([self.table, row(self.buttons), self.error, self.reply], GONE)

    def show(self) -> None:
        """Keep a place for the chart, and the words below it."""
        self.handle = display({"text/plain": ""}, raw=True, display_id=True)
        show(self.words, "")

    def draw(self, chart: alt.LayerChart) -> None:
        """Show a chart instead of the one before."""
        shown = bundle(chart)
        self.data, self.spec = chart.data, shown[CHART]
        self.handle.update(on_page(shown), raw=True, metadata=OPTIONS)
        self.table.value = _table.html(self.data)
        self.reply.tell()
        self.error.tell()
        visible(self.words, True)

    def _button(self, ending: str, content: Callable[[], bytes]) -> widgets.Button:
        def save() -> None:
            self.reply.tell()
            with in_words(self.error):
                path = Path.cwd() / f"{say('save.name')}.{ending}"
                self.reply.tell(say("save.done", name=write_new(path, content()).name))

        return button(say(f"save.{ending}"), save)


def _named(table: "pd.DataFrame") -> "pd.DataFrame":
    """Return the columns that have a name, under it; numbers with six significant digits."""
    import pandas as pd

    cells = {
        label(name): [label(cell, name) if isinstance(cell, str) else float(f"{cell:.6g}") for cell in table[name]]
        for name in _table.columns(table)
    }
    return pd.DataFrame(cells)
