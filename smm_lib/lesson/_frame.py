"""The parts that every form of a lesson shares: plain sentences, a frame that names things, a wakeful display."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, TypeVar

import anywidget
import ipywidgets as widgets
import traitlets
from IPython.display import display

from smm_lib.files import unwritten
from smm_lib.language import Unreadable, refusal, say

HERE = Path(__file__).parent
LOOKS = (HERE / "frame.css").read_text(encoding="utf-8")
LINE = "_" * 30  # to write on, on paper
SNUG = {"width": "auto"}  # as wide as its words
FITTING = {"description_width": "auto"}
GONE = "smm-gone"
Stock = TypeVar("Stock", bound=widgets.DOMWidget)


class Frame(anywidget.AnyWidget):
    """Names controls for screen readers, lets Enter press, shows tasks, greys a stale chart, says if Python is gone."""

    _esm = HERE / "frame.js"
    looks = traitlets.Unicode(LOOKS).tag(sync=True)  # not `_css`, which anywidget would put in anew with every frame
    stale = traitlets.Bool(False).tag(sync=True)
    disconnected = traitlets.Unicode().tag(sync=True)
    unreachable = traitlets.Unicode().tag(sync=True)
    enters = traitlets.Bool(False).tag(sync=True)
    task = traitlets.Int(0).tag(sync=True)
    tasks_done = traitlets.List(traitlets.Int()).tag(sync=True)
    task_words = traitlets.List(traitlets.Unicode()).tag(sync=True)
    arrows = traitlets.List(traitlets.Unicode()).tag(sync=True)
    touch = traitlets.List(traitlets.Dict()).tag(sync=True)  # what can be touched in each chart, see _touch.py
    live = traitlets.Bool(False).tag(sync=True)  # whether charts on the page can take new rows, see _screen.py
    wanted = traitlets.Unicode().tag(sync=True)  # the scenario code in the address that opened the page

    def __init__(self, field: widgets.Text | None = None, press: Callable[[], None] | None = None) -> None:
        told = {"disconnected": say("explore.disconnected"), "unreachable": say("explore.unreachable")}
        super().__init__(layout=_look(widgets.Layout), **told)
        self.on_msg(lambda _, content, __: self._loaded(content))
        if field is not None and press is not None:
            self.enters = True
            self.on_msg(lambda _, content, __: self._entered(field, press, content))

    def _loaded(self, content: object) -> None:
        """Tell a page that has loaded this what it may have missed."""
        if content == {"loaded": True}:
            self.send_state(set(Frame.class_own_traits(sync=True)) - {"looks"})

    def _entered(self, field: widgets.Text, press: Callable[[], None], content: dict[str, Any]) -> None:
        """Take the text as it stood when Enter or the button was pressed, and press."""
        text = content.get("entered")
        if isinstance(text, str) and not field.disabled:
            field.value = text
            press()


class Sentence(widgets.HTML):
    """A line of plain text; whatever it is told is shown as text, never as HTML."""

    def __init__(self, text: str = "", *, css: str = "smm-live") -> None:
        super().__init__(_paragraphs(text), **_looks(widgets.HTML, "smm-says", *css.split()))

    def tell(self, *paragraphs: str, details: str = "") -> None:
        """Show these paragraphs instead of the ones before; details stay folded."""
        folded = f"<details><summary>{escape(say('explore.details'))}</summary>{escape(details)}</details>"
        self.value = _paragraphs(*paragraphs) + folded * bool(details)


def _paragraphs(*texts: str) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def failed(problem: Exception) -> str:
    """Say what went wrong with something that the learner entered or pressed."""
    return refusal(problem, otherwise="task.failed")


@contextmanager
def in_words(error: Sentence, sentence: Callable[[Exception], str] = failed) -> Iterator[None]:
    """Whatever goes wrong inside is told in one sentence, and the lesson goes on: JupyterLab shows no callback's error.

    Args:
        error: where it is told; what it told before is taken away.
        sentence: says a problem in the learner's language; a file that could not be written has its own sentence.
    """
    error.tell()
    try:
        yield
    except Exception as problem:
        if isinstance(problem, OSError) and not isinstance(problem, ConnectionError) and problem.errno is not None:
            error.tell(say("files.failed", folder=problem.filename or Path.cwd(), reason=unwritten(problem)))
            return
        details = f"{type(problem).__name__}: {problem.__cause__ or problem}"[:400]
        error.tell(sentence(problem), details="" if isinstance(problem, Unreadable) else details)


class Folded:
    """A button and the words that it unfolds, which are written only then.

    Args:
        title: of the button.
        write: tells the sentence what to show.
        css: the look of the words.
    """

    def __init__(self, title: str, write: Callable[[Sentence], None], css: str) -> None:
        self.write = write
        self.button = make(widgets.ToggleButton, description=title, layout=SNUG)
        self.words = Sentence(css=css)
        visible(self.words, False)
        self.button.observe(lambda _: self.refresh(), "value")

    def refresh(self) -> None:
        """Write the words anew, if they are unfolded."""
        visible(self.words, self.button.value)
        if self.button.value:
            with in_words(self.words):
                self.write(self.words)


def make(kind: type[Stock], *looks: str, **traits: Any) -> Stock:  # noqa: ANN401
    """Return a stock widget; its layout and its style are shared by all that look the same.

    A lesson has hundreds of widgets. With a layout and a style each, Python and the page would have three times as many
    things to make, to send and to hold.

    Args:
        kind: a class of ipywidgets.
        looks: the names by which frame.css knows how it looks.
        traits: the widget's own; of "layout" and "style" what differs from the stock one.
    """
    return kind(**traits | _looks(kind, *looks, **traits))


def _looks(kind: type[Stock], *looks: str, **traits: Any) -> dict[str, Any]:  # noqa: ANN401
    shared = {"layout": widgets.Layout} | ({"style": kind.style.klass} if hasattr(kind, "style") else {})
    made = {name: _look(one, **traits.get(name, {})) for name, one in shared.items()}
    return {"_dom_classes": looks, **made}


@cache
def _look(kind: type[widgets.Widget], **traits: str) -> widgets.Widget:
    return kind(**traits)


def row(parts: Sequence[widgets.Widget], *looks: str) -> widgets.HBox:
    """Return widgets side by side."""
    return make(widgets.HBox, *looks, children=parts)


def column(parts: Sequence[widgets.Widget], *looks: str) -> widgets.VBox:
    """Return widgets one below the other."""
    return make(widgets.VBox, *looks, children=parts)


def visible(widget: widgets.DOMWidget, now: bool) -> None:
    """Show or hide a widget; its layout is not its own."""
    (widget.remove_class if now else widget.add_class)(GONE)


def button(words: str, press: Callable[[], object], *looks: str, **traits: Any) -> widgets.Button:  # noqa: ANN401
    """Return a button, as wide as its words, that calls `press`."""
    made = make(widgets.Button, *looks, **{"description": words, "layout": SNUG, **traits})
    made.on_click(lambda _: press())
    return made


def small_button(sign: str, press: Callable[[], object], tip: str) -> widgets.Button:
    """Return a button beside a control: a sign, and what it means in a tip."""
    return button(sign, press, "smm-reset", tooltip=tip, layout={"width": "34px" if len(sign) > 1 else "30px"})


def field(words: str, **traits: Any) -> widgets.Text:  # noqa: ANN401
    """Return a field to type in, whose text is sent when it is left.

    Letter by letter, a press of a button would overtake the last ones while Python is busy.
    """
    return make(widgets.Text, description=words, continuous_update=False, style=FITTING, **traits)


def show(widget: widgets.Widget, asleep: str, paper: str = "") -> None:
    """Display a widget, and what stands in its place where it cannot work.

    Args:
        widget: what is shown while a kernel answers.
        asleep: where none does: in a stored file, on GitHub.
        paper: in a printout; nothing, if left out. It goes into the output's metadata.
    """
    shown: dict[str, Any] = dict(widget._repr_mimebundle_())
    display({**shown, "text/plain": asleep}, raw=True, metadata={"smm": {"paper": paper}})
