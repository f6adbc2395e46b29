"""What all that the learner answers have in common: a key, a kind, what was kept before, and one red sentence."""

from typing import Any

from smm_lib.answers import Entry, store, stored, usable
from smm_lib.language import Unreadable, asked, label, say, spoken, unit, written
from smm_lib.lesson._frame import Sentence


class Task:
    """One thing asked of the learner, and where the answer to it is kept.

    Args:
        key: lesson and question, such as "05_word_of_mouth.break_even".
        kind: one of `answers.SHAPES`; only the widget itself knows it.
    """

    def __init__(self, key: str, kind: str) -> None:
        self.key, self.kind, self.question = key, kind, key.rpartition(".")[2]
        self.reply, self.error = Sentence(), Sentence(css="smm-alert")
        self.reply.add_class("smm-reply")  # out of sight while the entry is changed

    def earlier(self) -> Entry | None:
        """Return what was kept before, see `answers.usable`; what is of no use is said, and the question is open."""
        found = stored()
        entry = usable(found.get(self.key))
        if entry and entry["kind"] == self.kind:
            return entry
        if self.key in found:
            self.open_again()
        return None

    def open_again(self) -> None:
        """Say that what was kept before cannot be used."""
        self.error.tell(say("answers.open_again"))

    def keep(self, **entry: Any) -> None:  # noqa: ANN401
        """Keep an answer with its kind and its language, and say if it could not be saved."""
        self.error.tell(store(self.key, {"kind": self.kind, "language": spoken(), **entry}))


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
