"""`recall(...)`: two questions of earlier lessons that the learner once got wrong, before a new lesson begins."""

from collections.abc import Callable, Iterable

import ipywidgets as widgets

from smm_lib.language import say
from smm_lib.lesson._frame import Folded, Frame, Sentence, column, in_words, show

Mistakes = Callable[[str], Iterable[tuple[str, str, str]]]


def recall(mistakes: Mistakes, lesson: str) -> None:
    """Show what the learner once got wrong, as questions to answer in the head, each with its answer folded.

    Args:
        mistakes: takes the lesson; returns for each question its words, what was entered, and the answer.
        lesson: the one that begins, such as "07_going_viral".
    """
    rows, error = column([]), Sentence(css="smm-alert")
    with in_words(error):
        rows.children = [part for found in mistakes(lesson) for part in _question(*found)]
    opening = Sentence(say("recall.opening"), css="smm-question") if rows.children else Sentence()
    show(column([Frame(), opening, rows, error], "smm-recall"), say("recall.asleep"))


def _question(asked: str, entered: str, answer: str) -> list[widgets.Widget]:
    """Return a question, what was entered, and a button that unfolds the answer."""
    folded = Folded(say("recall.answer"), lambda words: words.tell(answer), "smm-live")
    return [Sentence(asked), Sentence(say("recall.entered", entered=entered)), folded.button, folded.words]
