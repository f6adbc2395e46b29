"""`live(...)`: lines that are looked up anew each time a lesson runs and are never stored in the file."""

from collections.abc import Callable, Iterable

from smm_lib.language import say
from smm_lib.lesson._frame import Frame, Sentence, button, column, in_words, row, show


def live(lines: Callable[[], Iterable[tuple[bool, str]]]) -> None:
    """Show what is true on this computer now, a line each, and a button to look again.

    Args:
        lines: returns pairs of whether all is well (green) or not (red), and the sentence, which says so in words too.
    """
    found, error = column([]), Sentence(css="smm-alert")

    def look() -> None:
        with in_words(error):
            found.children = [Sentence(text, css="smm-fine" if well else "smm-alert") for well, text in lines()]

    look()
    show(column([Frame(), found, row([button(say("live.again"), look), error])]), say("live.asleep"))
