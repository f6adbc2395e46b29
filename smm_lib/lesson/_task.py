"""What all that the learner answers have in common: a key, a kind, what was kept before, and one red sentence."""

from collections.abc import Callable
from typing import Any

from smm_lib.answers import Entry, store, stored, usable
from smm_lib.language import Unreadable, asked, known, label, read, say, spoken, unit, written
from smm_lib.lesson._frame import Sentence, in_words


class Task:
    """One thing asked of the learner, and where the answer to it is kept.

    Args:
        key: lesson and question, such as "05_word_of_mouth.break_even".
        kind: one of `answers.SHAPES`; only the widget itself knows it.
    """

    def __init__(self, key: str, kind: str) -> None:
        self.key, self.kind, self.question = key, kind, key.rpartition(".")[2]
        self.reply = Sentence(css="smm-live smm-reply")  # out of sight while the entry is changed
        self.error = Sentence(css="smm-alert")

    def earlier(self) -> Entry | None:
        """Return what was kept before, see `answers.usable`; what is of no use is said, and the question is open."""
        found = stored()
        entry = usable(found.get(self.key))
        if entry and entry["kind"] == self.kind:
            return entry
        if self.key in found:
            self.open_again()
        return None

    def resume(self, show: Callable[[Entry], None]) -> None:
        """Show what was kept before, if it is of use."""
        with in_words(self.error):
            if entry := self.earlier():
                show(entry)

    def open_again(self) -> None:
        """Say that what was kept before cannot be used."""
        self.error.tell(say("answers.open_again"))

    def keep(self, **entry: Any) -> None:  # noqa: ANN401
        """Keep an answer with its kind and its language, and say if it could not be saved."""
        self.error.tell(store(self.key, {"kind": self.kind, "language": spoken(), **entry}))


def entered(text: str, of: str) -> float:
    """Return the number that the learner typed for a quantity.

    Raises:
        Unreadable: if it is none, could be two, or lies outside what can be asked about that quantity.
    """
    return within(read(text, unit(of), of, within=asked(of)), of)


def apart(gap: float, of: str) -> str:
    """Write how far apart two amounts of a quantity are: two shares are percentage points apart, not per cent."""
    of_gaps = f"{unit(of)}_gap"
    return written(gap, of_gaps if known(f"unit.{of_gaps}") else unit(of))


def within(value: float, of: str) -> float:
    """Return a number that the learner entered for a quantity.

    Raises:
        Unreadable: if it lies outside what can be asked about that quantity.
    """
    low, high = asked(of)
    if not low <= value <= high:
        shown = {name: written(number, unit(of)) for name, number in (("low", low), ("high", high), ("value", value))}
        raise Unreadable(say("refused.between", name=label(of), **shown))
    return value
