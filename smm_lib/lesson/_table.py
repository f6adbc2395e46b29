"""The table beside a chart: the same numbers for the ear, for paper, and for whoever wants them exactly."""

from html import escape
from typing import TYPE_CHECKING, Any

from smm_lib.language import brief, known, label, say, unit, written

if TYPE_CHECKING:
    import pandas as pd


def plain(table: "pd.DataFrame") -> str:
    """Write the columns of a table that have a name as text; at most 12 rows spread evenly."""
    return "\n".join(" | ".join(cells) for cells in [_head(table), *_rows(table, 12)])


def html(table: "pd.DataFrame") -> str:
    """Write the columns of a table that have a name as HTML, every cell as text; at most 25 rows spread evenly."""
    import pandas as pd

    shown = pd.DataFrame(_rows(table, 25), columns=_head(table)).to_html(index=False, escape=True, border=0)
    thinned = say("explore.thinned", step=_every(table, 25))
    return f"{shown}<p>{escape(thinned)}</p>" if _every(table, 25) > 1 else str(shown)


def columns(table: "pd.DataFrame") -> list[str]:
    """Return which columns of a table are shown: those that have a name."""
    return [name for name in table.columns if known(f"label.{name}")]


def _head(table: "pd.DataFrame") -> list[str]:
    return [label(name) for name in columns(table)]


def _rows(table: "pd.DataFrame", most: int) -> list[list[str]]:
    names = columns(table)
    rows = table.iloc[:: _every(table, most)][names].itertuples(index=False)
    return [[_cell(value, name) for value, name in zip(row, names, strict=True)] for row in rows]


def _every(table: "pd.DataFrame", most: int) -> int:
    """Return how many rows of the table one shown row stands for."""
    return max(1, -(-len(table) // most))


def _cell(value: Any, name: str) -> str:  # noqa: ANN401
    if isinstance(value, str):
        own = f"{name}_{value}"  # a word of this column alone, such as a confidence of "M"
        return label(own) if known(f"label.{own}") else label(value, name)
    if isinstance(value, bool):
        return say("explore.yes" if value else "explore.no")
    return written(brief(value, unit(name)), unit(name)) if value == value else "–"
