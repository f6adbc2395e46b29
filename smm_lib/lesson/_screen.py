"""Charts on screen: as they move they get new rows; as they stand still, JupyterLab takes a picture for the file."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from IPython.display import display

from smm_lib.display import CHART, OPTIONS, in_motion, on_page
from smm_lib.lesson._background import running_loop
from smm_lib.lesson._frame import Frame

REST = 2.0  # seconds without a move, after which a chart stands still

Bundle = dict[str, Any]
Spec = dict[str, Any]


class Screen:
    """The charts of one form. JupyterLab takes as long for a picture as to draw a chart, and for new rows far less.

    Args:
        frame: hands new rows to the views that the page has drawn, as soon as it says that it can.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.handles: list[Any] = []
        self.later: asyncio.TimerHandle | None = None

    def put_up(self, bundles: Sequence[Bundle]) -> None:
        """Show each bundle below the one before."""
        self.handles = [display(on_page(b), raw=True, metadata=OPTIONS, display_id=True) for b in bundles]
        self.kept = list(bundles)
        self.drawn = [shown[CHART] for shown in bundles]
        self.now = list(self.drawn)

    def show(self, bundles: Sequence[Bundle]) -> None:
        """Show each bundle in the place of the one before: at once, and for the file when it stands still."""
        if self.later:
            self.later.cancel()
        if loop := running_loop():
            rows = [told for number, shown in enumerate(bundles) if (told := self._moved(number, shown))]
            if rows:
                self.frame.send({"rows": rows})
            self.later = loop.call_later(REST, self._rest, bundles)
        else:
            self._rest(bundles)

    def _moved(self, number: int, shown: Bundle) -> dict[str, Any] | None:
        """Return what the page must be told to show a bundle; where rows are not enough, draw the whole chart."""
        rows = new_rows(self.drawn[number], self.now[number], shown[CHART]) if self.frame.live else None
        if rows is None:
            self._draw(number, in_motion(shown))
            return None
        self.now[number] = shown[CHART]
        tables = {name: json.dumps(table) for name, table in rows.items()}
        return {"chart": number, "tables": tables, "said": shown["text/plain"]} if rows else None

    def _rest(self, bundles: Sequence[Bundle]) -> None:
        for number, shown in enumerate(bundles):
            if shown != self.kept[number]:
                self._draw(number, shown)

    def _draw(self, number: int, shown: Bundle) -> None:
        self.frame.send({"rows": [{"chart": number, "tables": None}]})  # those that were sent are of the chart before
        self.handles[number].update(on_page(shown), raw=True, metadata=OPTIONS)
        self.kept[number] = shown
        self.drawn[number] = self.now[number] = shown[CHART]


def new_rows(drawn: Spec, now: Spec, wanted: Spec) -> dict[str, Any] | None:
    """Return the rows by which a chart becomes another, by the names their tables have in it; None if more differs.

    Args:
        drawn: the specification that the page drew.
        now: the one whose rows it has at present. Tables are named after what is in them: another name, other rows.
        wanted: the one to be seen.

    >>> charts = [{"data": {"name": name}, "datasets": {name: [{"x": x}]}} for x, name in enumerate("abc")]
    >>> new_rows(*charts), new_rows(charts[0], charts[1], charts[1]), new_rows(charts[0], charts[1], {"datasets": {}})
    ({'a': [{'x': 2}]}, {}, None)
    """
    if len(drawn["datasets"]) != len(wanted["datasets"]) or _shape(drawn) != _shape(wanted):
        return None
    names = zip(drawn["datasets"], now["datasets"], wanted["datasets"], strict=True)
    return {there: wanted["datasets"][name] for there, before, name in names if name != before}


def _shape(spec: Spec) -> str:
    """Return a specification without its rows and what they say, its tables numbered in their order."""
    text = json.dumps({key: part for key, part in spec.items() if key not in ("datasets", "description")})
    for number, name in enumerate(spec["datasets"]):
        text = text.replace(f'"{name}"', str(number))
    return text
