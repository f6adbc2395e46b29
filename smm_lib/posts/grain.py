"""What one row stands for: a post, or else a day, an ad, a group of people; and which rows only add up the others."""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.posts.columns import COUNTS, plain
from smm_lib.posts.dates import date_parts
from smm_lib.posts.numbers import Mask, missing
from smm_lib.posts.report import Ambiguous, NotAnExport
from smm_lib.posts.words import WORDS

Counts = npt.NDArray[np.float64]
KEYS = ("id", "date", "link", "caption")  # what tells one post from another
SHORTENED = re.compile(r"\s*\d[.,]?\d*E\+\d+\s*")  # an id that a spreadsheet took for a number
SUMMED = [name for name in COUNTS if name not in ("followers", "month", "weekday", "hour", "paid")]


def check_grain(
    header: Sequence[str],
    lines: Mapping[int, Sequence[str]],
    cells: Mapping[str, Sequence[str]],
    dates: Sequence[int],
    answer: bool | None,
) -> None:
    """Refuse a table whose rows are no posts, or ask where nothing tells.

    A table of posts names each of them: by its id, its link or its text, or by when it was published; without any date,
    several rows of one type will do. Even then its rows are no posts if money was spent on them (ads), or if most of
    them tell of a post that another row tells of on another day or for another group of people.

    Args:
        header: the headers of the file.
        lines: all texts of each row.
        cells: the texts of each column.
        dates: the positions of the headers that mean a date.
        answer: whether the learner says that each row is a post.

    Raises:
        NotAnExport: if the rows are something else, with what to export instead.
        Ambiguous: if nobody can tell from the file.
    """
    texts = list(map(plain, header))
    marks = [kind for kind in ("ads", "groups", "days") if any(WORDS[kind].search(text) for text in texts)]
    published = [place for place in dates if WORDS["published"].search(texts[place])]
    name = next((name for name in ("id", "link", "caption") if mostly(cells.get(name, ()))), "")
    types = [cell for cell in cells.get("type", ()) if not missing(cell)]
    known = bool(name or published or (len(set(types)) < len(types) and not (marks or dates)))
    spent = any(map(WORDS["spent"].match, texts)) and not (name == "id" and published)
    other = spent or any(map(WORDS["other"].match, texts))
    again = _again(
        cells.get(name, ()),
        [
            [date_parts(line[place])[1] if place in dates else line[place] for line in lines.values()]
            for place in range(len(header))
            if WORDS["groups"].search(texts[place])
            or (place in dates and (name != "caption" or place not in published))
        ],
    )
    row = list(lines)[again or 0]
    if again is not None and name != "caption":
        raise NotAnExport("repeated", text=cells[name][again], row=row)
    if answer is False or ((marks or spent) and not known):
        raise NotAnExport("ads" if spent else next(iter(marks), "days" if dates else "groups"))
    if answer is None and (other or again is not None or not known):
        raise Ambiguous("per_post", {True: "a_post", False: "no_post"}, "", row)


def mostly(cells: Sequence[str]) -> bool:
    """Whether at least half of a column's cells say something."""
    return 0 < len(cells) >= 2 * sum(map(missing, cells))


def _again(names: Sequence[str], columns: Sequence[Sequence[object]]) -> int | None:
    """Return the place of a name that has several values in a column, if most names do."""
    several: set[str] = set()
    for column in columns if len(set(names)) < len(names) else ():
        first: dict[str, object] = {}
        several |= {
            name for name, cell in zip(names, column, strict=True) if cell and first.setdefault(name, cell) != cell
        }
    places = [i for i, name in enumerate(names) if name in several and not (missing(name) or SHORTENED.fullmatch(name))]
    return places[0] if 2 * len(places) > len(names) else None


def totals(lines: Sequence[Sequence[str]], cells: Mapping[str, Sequence[str]], posts: pd.DataFrame) -> Mask:
    """Return which rows add up others instead of being posts.

    Such a row has neither id nor date, and says so in one of its cells ("Total: Account"); or it names nothing and has
    the sums of the posts, or of those since the last such row.

    Args:
        lines: all texts of each row.
        cells: the texts of each column, as far as there.
        posts: the table.
    """
    said = np.array([max(map(_says_total, line), default=0) for line in lines])
    bare = {name: np.array([missing(c) or _says_total(c) > 0 for c in cells[name]]) for name in KEYS if name in cells}
    keys = [name for name in bare if name != "caption"]
    unnamed = np.logical_and.reduce([bare[name] for name in keys or bare] or [said >= 0])
    nameless = np.logical_and.reduce([unnamed, *bare.values()])
    counts = posts[[name for name in SUMMED if name in posts]].to_numpy(float)
    parts = np.where(unnamed[:, None], 0, np.nan_to_num(counts))
    since = np.full(counts.shape, np.nan)
    since[unnamed] = np.diff(parts.cumsum(axis=0)[unnamed], axis=0, prepend=0)
    fits = _fits(counts, parts.sum(axis=0) - parts) | _fits(counts, since)
    empty = np.isnan(counts)
    large = (empty | (counts >= parts.max(axis=0))).all(axis=1) & ~empty.all(axis=1)
    surely = (said == 3) | ((said == 2) & bool(keys)) | ((said > 0) & (large | ("id" in keys)))
    return np.asarray((unnamed & surely) | (fits & (nameless | (said > 0))), dtype=bool)


def _fits(counts: Counts, sums: Counts) -> Mask:
    """Whether a row has two of the sums (or the only one that is not zero)."""
    equal = ((counts == sums) & (sums > 0)).sum(axis=1)
    return np.asarray((equal > 0) & (equal >= (sums > 0).sum(axis=1).clip(max=2)), dtype=bool)


def _says_total(cell: str) -> int:
    """Return 3 for a word such as "Total" alone, 2 with a mark behind it, 1 with further words, otherwise 0."""
    text = cell.strip()
    match = WORDS["total"].match(text)
    rest = text[match.end() :] if match else "x"
    if rest[:1].isalnum():
        return 0
    return 3 if not rest.strip(" :") else 1 + (not rest.strip()[0].isalnum())
