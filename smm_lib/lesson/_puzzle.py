"""A puzzle beside the controls; of one with a key the best setting is kept, as the code from which all follows."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from smm_lib.language import say
from smm_lib.lesson._controls import Control
from smm_lib.lesson._scenario import NotACode, decode, encode
from smm_lib.lesson._task import Task


class Outcome(NamedTuple):
    """What a puzzle's goal says of a setting."""

    number: float  # the live one
    won: bool
    failing: str = ""  # the condition that fails
    score: float = 0  # what a league ranks those by who won; the least wins


Goal = Callable[..., tuple[float, bool] | tuple[float, bool, str] | tuple[float, bool, str, float]]


def outcome_of(controls: Sequence[Control], goal: Goal) -> Outcome:
    """Return what a goal says of the controls' present values."""
    return Outcome(*goal(**{control.name: control.value for control in controls}))


def judged(controls: Sequence[Control], goal: Goal, code: str) -> tuple[str, float] | None:
    """Return a scenario code as these controls write it, and its score; None if the lesson would not have kept it.

    The controls are left where the code sets them.
    """
    try:
        for control, value in zip(controls, decode(controls, code), strict=True):
            control.value = value
    except NotACode:
        return None
    found = outcome_of(controls, goal)
    return (encode(controls), found.score) if found.won else None


class Puzzle:
    """What a puzzle says of each setting.

    Args:
        goal: see `explore`.
        key: lesson and question under which the best setting is kept, or "".
        controls: makes controls like those that are moved, to try a setting with that was kept before.
    """

    def __init__(self, goal: Goal | None, key: str, controls: Callable[[], Sequence[Control]]) -> None:
        self.goal, self.task, self.best = goal, Task(key, "mission"), ("", float("inf"))
        if goal and key and (earlier := self.task.earlier()):
            if found := judged(controls(), goal, earlier["code"]):
                self.best = found
            else:  # of an earlier release of the lesson, say
                self.task.open_again()

    def told(self, controls: Sequence[Control]) -> str:
        """Return the live number, whether it is solved, else what fails, and the best code so far, which is kept."""
        if self.goal is None:
            return ""
        found = outcome_of(controls, self.goal)
        if found.won and self.task.key and found.score < self.best[1]:
            self.best = encode(controls), found.score
            self.task.keep(code=self.best[0])
        numbers = {"number": round(found.number, 2), "score": round(found.score)}
        parts = ["metric", "won" if found.won else found.failing]
        said = [say(f"goal.{self.goal.__name__}.{part}", **numbers) for part in parts if part]
        said += [say("explore.best", code=self.best[0])] * bool(self.best[0])
        return " ".join(["★" if found.won else "☆", *said])
