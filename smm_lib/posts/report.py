"""What the reader found in a file, left out, doubts or refuses: in the learner's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from smm_lib.language import Unreadable, say, spoken, written

SHOWN = 8  # row numbers and headers named in a sentence before "and N more"


class NotAnExport(Unreadable):
    """A file that cannot be read as a post export; its text is one sentence in the language that is on.

    Args:
        reason: what is wrong, a key of the messages [posts.refused].
        parts: what the sentence names: `row`, `text`, `column`, `size` and so on.
    """

    def __init__(self, reason: str, **parts: object) -> None:
        self.reason, self.parts = reason, parts
        super().__init__(say(f"posts.refused.{reason}", **_plain(parts)))


class Ambiguous(NotAnExport):
    """A file that can be read in two ways; the learner decides.

    Args:
        option: the argument of `read_posts` that settles it: "per_post", "day_first" or "decimal".
        readings: for each of the two values it may get what the file says then: a date, a number, or the key of an
            answer among the messages [posts.answer].
        text: the cell that can be read in two ways, if it is about one.
        row: the row it stands in, as a spreadsheet counts.
    """

    def __init__(self, option: str, readings: Mapping[Any, float | datetime | str | None], text: str, row: int) -> None:
        self.option, self.choices, self.text, self.row = option, tuple(readings), text, row
        self._readings = tuple(readings.values())
        super().__init__(f"ambiguous_{option}", text=text, row=row)

    @property
    def answers(self) -> list[str]:
        """The two readings in words, in the order of `choices`."""
        return [_reading(reading) for reading in self._readings]


@dataclass(frozen=True)
class Note:
    """Something the learner should know about some rows.

    Args:
        kind: a key of the messages [posts.dropped] or [posts.warning].
        rows: the rows it is about, as a spreadsheet counts them.
        parts: what else the sentence names.
    """

    kind: str
    rows: tuple[int, ...] = ()
    parts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Report:
    """How a file was read.

    Args:
        encoding: such as "utf-8" or "cp1252".
        separator: the character between two cells.
        decimal: "." or ",", or nothing where the file has no number that would tell.
        date_order: "iso", "named", "day_first", "month_first", or nothing without dates.
        columns: (header in the file, column of the table) for all that was recognised.
        ignored: headers that were not used.
        header_row: the row of the headers, as a spreadsheet counts.
        rows: how many posts were read.
        first, last: the earliest and the latest date.
        dropped: rows left out, each group with its reason.
        warnings: rows that were kept although something looks wrong.
    """

    encoding: str
    separator: str
    decimal: str | None
    date_order: str | None
    columns: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    header_row: int
    rows: int
    first: datetime | None
    last: datetime | None
    dropped: tuple[Note, ...]
    warnings: tuple[Note, ...]

    def sentences(self) -> list[str]:
        """Return the report in the language that is on: how it was read, what was left out, what looks wrong."""
        tab = say(f"posts.separator.{ {',': 'comma', ';': 'semicolon', chr(9): 'tab', '|': 'bar'}[self.separator] }")
        said = [say("posts.report.read", rows=self.rows, encoding=name_of(self.encoding), separator=tab)]
        if self.first is not None and self.last is not None:
            ends = {"first": day(self.first), "last": day(self.last)}
            said.append(say("posts.report.dates", order=say(f"posts.order.{self.date_order}"), **ends))
        if self.decimal:
            said.append(say(f"posts.report.decimal_{'point' if self.decimal == '.' else 'comma'}"))
        pairs = [f"{shown(header)} → {say(f'posts.column.{column}')}" for header, column in self.columns]
        said.append(say("posts.report.columns", columns="; ".join(pairs)))
        if self.ignored:
            said.append(say("posts.report.ignored", columns=listed([shown(header) for header in self.ignored])))
        said += [_said("dropped", note) for note in self.dropped] or [say("posts.report.none_dropped")]
        return said + [_said("warning", note) for note in self.warnings]


def shown(text: object, longest: int = 40) -> str:
    """Return a text of the file fit to stand in a sentence: one line, short, without invisible characters.

    >>> shown("two" + chr(10) + "lines" + chr(8238))
    'two lines'
    """
    bare = " ".join("".join(c if c.isprintable() else " " for c in str(text)[:500]).split())
    return bare if len(bare) <= longest else bare[: longest - 1] + "…"


def name_of(encoding: str) -> str:
    """Return what an encoding is called by people.

    >>> name_of("utf-8-sig"), name_of("cp1252")
    ('UTF-8', 'Windows-1252')
    """
    return encoding.removesuffix("-sig").upper().replace("MAC_ROMAN", "Mac Roman").replace("CP12", "Windows-12")


def listed(items: list[str]) -> str:
    """Return the first of many items, and how many more there are."""
    more = len(items) - SHOWN
    first = ", ".join(items[:SHOWN])
    return say("posts.report.more", items=first, more=more) if more > 0 else first


def day(date: datetime) -> str:
    """Write a date unmistakably, the month as a word.

    >>> day(datetime(2024, 3, 1))
    '1 Mar 2024'
    """
    from babel.dates import format_date

    return str(format_date(date, "d. MMM y" if spoken() == "de" else "d MMM y", locale=spoken()))


def _said(kind: str, note: Note) -> str:
    parts = _plain(dict(note.parts))
    if note.rows:
        key = "posts.report.row" if len(note.rows) == 1 else "posts.report.rows"
        parts["rows"] = say(key, rows=listed([str(row) for row in note.rows]))
    return say(f"posts.{kind}.{note.kind}", **parts)


def _plain(parts: dict[str, object]) -> dict[str, Any]:
    """Numbers stay numbers (rows are not grouped), columns get their name, texts are cut."""
    said: dict[str, Any] = {}
    for name, part in parts.items():
        if name == "column":
            said[name] = say(f"posts.column.{part}")
        elif name in ("row", "other"):
            said[name] = str(part)
        else:
            said[name] = part if isinstance(part, int | float) else shown(part)
    return said


def _reading(reading: float | datetime | str | None) -> str:
    if isinstance(reading, datetime):
        return day(reading)
    return written(reading) if isinstance(reading, float) else say(f"posts.answer.{reading}")
