"""Words in and about a chart: numbers with the digits of their unit, and words that lines do not cross."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from smm_lib.display import Layer, alt
from smm_lib.language import brief, label, say, significant, unit, written

HALO = {"stroke": "white", "strokeWidth": 5}
DIGITS = 4  # significant ones at most
ROUGH = 3  # for places that are read off between two points of a line, and for what has a range


def number(value: float, name: str, *, digits: int = DIGITS, sign: bool = True) -> str:
    """Write a value of a column in its unit with few significant digits: people whole, years in full.

    >>> number(0.285714, "satisfied"), number(134_217_728, "connections"), number(370.52, "cost")
    ('28.6%', '134,000,000', '€371')
    """
    return written(brief(value, unit(name), digits=digits), unit(name), sign=sign)


def point(row: "Mapping[Any, Any] | pd.Series[Any]", name: str) -> str:
    """Say a value of a row with its name: "Satisfied customers: 90%"."""
    return say("chart.point", name=label(name), value=number(float(row[name]), name))


def between(low: float, high: float, name: str) -> str:
    """Write a range: "3,600 to 4,500"."""
    return say("unit.range", low=number(rough(low), name, sign=False), high=number(rough(high), name))


def rough(value: float) -> float:
    """Round a value that has a range: where 1,374 to 1,598 is possible, nobody needs the last digit of 1,484."""
    return significant(value, ROUGH)


def span(row: "pd.Series[Any]", name: str) -> str:
    """Write a value and, where there is one, its range: "4,050 (3,600 to 4,500)"; a dash where there is no value."""
    if pd.isna(row[name]):
        return "–"
    value = float(row[name])
    low, high = (row.get(f"{name}_{end}") for end in ("low", "high"))
    if low is None or high is None or pd.isna(low) or low == high:
        return number(value, name)
    return f"{number(rough(value), name)} ({between(low, high, name)})"


def pixels(text: str, size: float = 14, *, bold: bool = False) -> float:
    """Return about how wide words are at most, whatever font a machine has.

    >>> round(pixels("4,050", 15, bold=True))
    47
    """
    return size * sum((0.7 if bold else 0.6) if letter.isalnum() else 0.36 for letter in text)


def few(*rows: dict[Any, Any]) -> alt.InlineData:
    """Return a few rows as data of a layer, in a fraction of the time that a table takes."""
    return alt.InlineData(values=list(rows))


def text_marks(spots: alt.InlineData, text: str, x: Any, y: Any, **look: Any) -> list[alt.Chart]:  # noqa: ANN401
    """Return words that stay readable where a line runs behind them; a screen reader has them from the description.

    Args:
        spots: one row per text, see `few`.
        text: the column with the words.
        x: the horizontal channel.
        y: the vertical channel.
        look: properties of the text mark. White words stand on a colour and have no halo.
    """
    halos: list[dict[str, Any]] = [{}] if look.get("color") == "white" else [HALO, {}]
    marks = [Layer(spots).mark_text(**{"fontSize": 15, "aria": False} | look | halo) for halo in halos]
    return [mark.encode(x=x, y=y, text=alt.Text(f"{text}:N")) for mark in marks]
