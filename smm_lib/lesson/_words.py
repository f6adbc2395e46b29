"""What is told beside the charts of an explorer, in one slim row below them: each part is unfolded on request."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from smm_lib.display import comparable
from smm_lib.language import label, say
from smm_lib.lesson import _table
from smm_lib.lesson._controls import Control
from smm_lib.lesson._frame import SNUG, Folded, Sentence, button, column, make, row

if TYPE_CHECKING:
    import pandas as pd


class Words:
    """Table, legend, description and the button that shows the code.

    A screen reader hears the description, folded or not; without controls the chart's own will do.

    Args:
        controls: what the legend explains.
        bundles: of the base scenario.
        tables: what the charts show.
        more: a widget at the end of the row.
    """

    def __init__(
        self,
        controls: Sequence[Control],
        bundles: Sequence[dict[str, Any]],
        tables: Sequence["pd.DataFrame"],
        more: widgets.Widget,
    ) -> None:
        self.controls, self.bundles, self.tables = controls, bundles, tables
        self.numbers = Folded(say("explore.table"), self._write_tables, "smm-table")
        self.legend = Folded(say("explore.legend"), self._write_legend, "smm-legend")
        self.description = Sentence(" ".join(shown["text/plain"] for shown in bundles))
        self.aloud = make(widgets.ToggleButton, description=say("explore.description"), layout=SNUG)
        self.aloud.observe(lambda _: self._show_description(), "value")
        code = button(say("explore.code"), lambda: None, "smm-code", tooltip=say("explore.code_tip"))  # see frame.js
        beside, below = [self.numbers.button, code], [self.numbers.words]
        if controls:
            beside = [self.numbers.button, self.legend.button, self.aloud, code, more]
            below = [self.description, self.numbers.words, self.legend.words]
        self.widget = column([row(beside), *below], "smm-words")
        self._show_description()

    def plain(self) -> str:
        """Return the tables as text."""
        return "\n\n".join(_table.plain(table) for table in self.tables)

    def tell(self, description: str, tables: Sequence["pd.DataFrame"]) -> None:
        """Say what the charts show now."""
        self.tables = tables
        self.description.tell(description)
        self.numbers.refresh()

    def _show_description(self) -> None:
        (self.description.remove_class if self.aloud.value else self.description.add_class)("smm-unseen")

    def _write_tables(self, words: Sentence) -> None:
        words.value = "".join(_table.html(table) for table in self.tables)

    def _write_legend(self, words: Sentence) -> None:
        settings = "; ".join(f"{label(c.name)} {c.show(c.default)}" for c in self.controls if c.compare)
        lines = [f"{label(control.name)}: {control.help}" for control in self.controls]
        base = [say("explore.base", settings=settings)] if settings and any(map(comparable, self.bundles)) else []
        words.tell(*lines, *base)
