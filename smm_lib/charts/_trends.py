"""Courses: what lines do, in words, for a person who cannot see them: where they begin, end, turn and cross."""

import itertools

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.charts._text_marks import DIGITS, ROUGH, number, point
from smm_lib.language import label, say

CLEAR = 0.02  # a turn is told if it stands out from both ends of its line by this share of the line's height
MOST_LINES = 3  # of more lines than that neither the middle of the way nor crossings are told: it would be a long list
Floats = npt.NDArray[np.float64]


def trends(
    table: pd.DataFrame,
    x: str,
    y: str,
    split: str | None,
    domain: tuple[float, float],
    *,
    log: bool = False,
    steps: bool = False,
) -> list[str]:
    """Say of each line where it begins, ends and turns, and of each two where they first cross.

    Args:
        table: the columns x, y and split; each line from left to right.
        x: the column along the horizontal axis.
        y: the column along the vertical axis.
        split: the column that tells the lines apart, if there are several.
        domain: the fixed ends of the vertical axis.
        log: whether the vertical axis is logarithmic.
        steps: whether a value holds until the next row; where such lines cross is not told.
    """
    lines, sentences = series(table, split), []
    for line in lines:
        places = {"x0": (0, x), "y0": (0, y), "x1": (-1, x), "y1": (-1, y)}
        ends = {key: number(float(line[name].iloc[end]), name) for key, (end, name) in places.items()}
        found = turns(_floats(line, x), _floats(line, y), log=log, steps=steps)
        found = [turn for turn in found if turn[0] != "halfway" or len(lines) <= MOST_LINES]
        out = {up for _, _, up in found if not domain[0] <= up <= domain[1]}
        told = [
            say(f"chart.{kind}", **_spot(at, up, x, y, DIGITS if kind != "halfway" else ROUGH))
            + (f" ({say('chart.beyond')})" if up in out else "")
            for kind, at, up in found
        ]
        ends["turns"] = "".join(f"; {turn}" for turn in told)
        own = say("chart.ends", **ends) if split is None else say("chart.ends_of", series=name_of(line, split), **ends)
        sentences.append(own)
    for one, other in itertools.combinations(lines if split and len(lines) <= MOST_LINES and not steps else [], 2):
        spot = crossing(*(_floats(line, name) for line in (one, other) for name in (x, y)))
        if split and spot:
            names = {"one": name_of(one, split), "other": name_of(other, split)}
            sentences.append(say("chart.crossing", **names, **_spot(*spot, x, y, ROUGH)))
    return sentences


def series(table: pd.DataFrame, split: str | None) -> list[pd.DataFrame]:
    """Return the table of each line."""
    return [table] if split is None else [line for _, line in table.groupby(split, sort=False)]


def name_of(line: pd.DataFrame, split: str) -> str:
    """Return what a line is called; one that is told apart by a number has its quantity in the name."""
    key = line[split].iloc[0]
    return label(key) if isinstance(key, str) else point(line.iloc[0], split)


def turns(x: Floats, y: Floats, *, log: bool = False, steps: bool = False) -> list[tuple[str, float, float]]:
    """Return the highest and the lowest place of a line, where they are not its ends; else the middle of its way.

    >>> turns(np.array([0.0, 1, 2, 3]), np.array([1.0, 5, 0, 2]))
    [('highest', 1.0, 5.0), ('lowest', 2.0, 0.0)]
    >>> turns(np.array([0.0, 1, 2]), np.array([0.0, 0, 1]))
    [('halfway', 1.5, 0.5)]
    >>> turns(np.array([0.0, 1, 2]), np.array([0.0, 0, 1]), steps=True)
    [('halfway', 2.0, 1.0)]
    """
    height = y.max() - y.min()
    if not height > 0:
        return []
    top, low = int(y.argmax()), int(y.argmin())
    told = [("highest", top)] if y[top] - max(y[0], y[-1]) > CLEAR * height else []
    told += [("lowest", low)] if min(y[0], y[-1]) - y[low] > CLEAR * height else []
    if told or y[0] == y[-1]:
        return [(kind, float(x[at]), float(y[at])) for kind, at in told]
    up = (y[0] * y[-1]) ** 0.5 if log and y[0] * y[-1] > 0 else (y[0] + y[-1]) / 2
    if steps:
        there = int(np.argmax((y - up) * (y[-1] - y[0]) >= 0))
        return [("halfway", float(x[there]), float(y[there]))]
    spot = crossing(x, y, x[[0, -1]], np.array([up, up]))
    return [("halfway", spot[0], float(up))] if spot else []


def crossing(x: Floats, y: Floats, other_x: Floats, other_y: Floats) -> tuple[float, float] | None:
    """Return where two lines first cross, by straight steps; None where they only touch or never meet.

    >>> crossing(np.array([0.0, 4]), np.array([0.0, 8]), np.array([0.0, 4]), np.array([6.0, 6]))
    (3.0, 6.0)
    """
    grid = np.union1d(x, other_x)
    grid = grid[(grid >= max(x[0], other_x[0])) & (grid <= min(x[-1], other_x[-1]))]
    up = np.interp(grid, x, y)
    gap = up - np.interp(grid, other_x, other_y)
    apart = np.flatnonzero(gap)
    for here, there in itertools.pairwise(apart):
        if gap[here] * gap[there] < 0 and there > here + 1:  # they meet in a point of both
            return float(grid[here + 1]), float(up[here + 1])
        if gap[here] * gap[there] < 0:
            share = gap[here] / (gap[here] - gap[there])
            at = float(grid[here] + share * (grid[there] - grid[here]))
            return at, float(np.interp(at, x, y))
    return None


def _spot(at: float, up: float, x: str, y: str, digits: int) -> dict[str, str]:
    return {"x": number(at, x, digits=digits), "y": number(up, y, digits=digits)}


def _floats(line: pd.DataFrame, name: str) -> Floats:
    return line[name].to_numpy(float)
