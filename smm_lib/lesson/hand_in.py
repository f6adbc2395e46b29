"""`hand_in(...)`: a button that writes what the learner entered into one small file, for a teacher to collect."""

import sys
from collections.abc import Callable
from pathlib import Path

from smm_lib.answers import learner, pseudonym, stored, usable
from smm_lib.files import download_link
from smm_lib.language import brief, say, unit, written
from smm_lib.lesson._frame import Folded, Frame, Sentence, button, column, field, in_words, row, show


def hand_in(write: Callable[..., Path], lesson: str = "") -> None:
    """Show a field for a name, which may stay empty, and a button that writes the report beside the lessons.

    Args:
        write: takes the folder, the name and the lesson, returns the file it wrote; raises LookupError if there is
            nothing yet.
        lesson: of which the answers are handed in, such as "05_word_of_mouth"; all lessons, if left out.
    """
    name = field(say("hand_in.name"), layout={"width": "32em", "max_width": "100%"})
    reply, error, only = Sentence(), Sentence(css="smm-alert"), [lesson] * bool(lesson)

    def write_report() -> None:
        reply.tell()
        with in_words(error):
            try:
                report = write(Path.cwd(), name.value.strip(), *only)
                reply.tell(
                    say("hand_in.written", name=report.name), say("hand_in.pseudonym", pseudonym=pseudonym(learner()))
                )
                if sys.platform == "emscripten":  # there "beside the lessons" is inside the browser
                    reply.value += download_link(report, say("hand_in.download"))
            except LookupError:
                error.tell(say("hand_in.nothing"))

    press = button(say("hand_in.button"), write_report, button_style="primary")
    beside = row([name, press], "smm-field")
    parts = [Frame(name, write_report), beside, error, reply]
    if lesson:
        parts.insert(1, Sentence(say("hand_in.lesson"), css="smm-question"))
        again = Folded(say("recall.own"), lambda words: words.tell(*predicted(lesson)), "smm-live")
        parts += [row([again.button]), again.words]  # no wider than its words
    show(column(parts), say("hand_in.asleep"))


def predicted(lesson: str) -> list[str]:
    """Return what the learner predicted in a lesson, beside the answer, a sentence each."""
    kept = [usable(entry) for key, entry in stored().items() if key.startswith(f"{lesson}.")]
    lines = []
    for entry in kept:
        if entry and entry["kind"] == "prediction" and entry["answer"] is not None:
            of = unit(entry["of"] or "")
            guess, answer = (written(brief(entry[name], of), of) for name in ("guess", "answer"))
            lines.append(say("recall.drew" if entry["drawn"] else "recall.predicted", guess=guess, answer=answer))
    return lines or [say("recall.no_guess")]
