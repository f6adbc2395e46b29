"""`hand_in(...)`: a button that writes what the learner entered into one small file, for a teacher to collect."""

import sys
from collections.abc import Callable
from pathlib import Path

import ipywidgets as widgets

from smm_lib.files import download_link
from smm_lib.language import say
from smm_lib.lesson._frame import Frame, Sentence, in_words, show


def hand_in(write: Callable[..., Path], lesson: str = "") -> None:
    """Show a field for a name, which may stay empty, and a button that writes the report beside the lessons.

    Args:
        write: takes the folder, the name and the lesson, returns the file it wrote; raises LookupError if there is
            nothing yet.
        lesson: of which the answers are handed in, such as "05_word_of_mouth"; all lessons, if left out.
    """
    look = {"style": {"description_width": "auto"}, "layout": {"width": "32em", "max_width": "100%"}}
    name = widgets.Text(description=say("hand_in.name"), continuous_update=False, **look)
    button = widgets.Button(description=say("hand_in.button"), button_style="primary", layout={"width": "auto"})
    reply, error, only = Sentence(), Sentence(css="smm-alert"), [lesson] * bool(lesson)
    question = Sentence(say("hand_in.lesson") if lesson else "", css="smm-question")

    def pressed(_: object) -> None:
        reply.tell()
        with in_words(error):
            try:
                report = write(Path.cwd(), name.value.strip(), *only)
                reply.tell(say("hand_in.written", name=report.name))
                if sys.platform == "emscripten":  # there "beside the lessons" is inside the browser
                    reply.value += download_link(report, say("hand_in.download"))
            except LookupError:
                error.tell(say("hand_in.nothing"))

    button.on_click(pressed)
    row = widgets.HBox([name, button])
    row.add_class("smm-field")
    show(
        widgets.VBox([Frame(name, button.click), *[question] * bool(lesson), row, error, reply]), say("hand_in.asleep")
    )
