"""The star of a puzzle: empty until the controls solve it, with a live number and what is still wrong."""

from collections.abc import Callable, Mapping
from typing import Any

from smm_lib.language import say

Goal = Callable[..., tuple[float, bool] | tuple[float, bool, str]]


def star(goal: Goal | None, values: Mapping[str, Any]) -> str:
    """Say how far these values of the controls are from a puzzle's solution; nothing where there is no puzzle."""
    if goal is None:
        return ""
    number, won, *missing = goal(**values)
    key = f"goal.{goal.__name__}"
    parts = ["metric", *(["won"] if won else missing)]
    return " ".join(["★" if won else "☆", *(say(f"{key}.{part}", number=round(number, 2)) for part in parts)])
