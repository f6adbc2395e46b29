"""`upload(use)`: the learner's own posts come in; how they were read is said before anything is drawn from them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from smm_lib.display import alt
from smm_lib.files import folder
from smm_lib.language import refusal, say, spoken
from smm_lib.lesson._frame import GONE, SNUG, Frame, Sentence, button, column, field, in_words, make, row, show, visible
from smm_lib.lesson._save import Savable
from smm_lib.posts.read import read_posts
from smm_lib.posts.report import Ambiguous, shown
from smm_lib.posts.source import ENDINGS, UPLOAD_LIMIT

if TYPE_CHECKING:
    import pandas as pd

Use = Callable[["pd.DataFrame"], alt.LayerChart | None]


def upload(use: Use) -> None:
    """Show a button for the learner's own post export, and a field for its path.

    The file is checked and read, a file that can be read in two ways is asked about, and the report of how it was read
    appears before `use` is called. What cannot be read is said in one sentence, and the data before stay in use.

    Args:
        use: takes the table of posts (see `read_posts`; every post has a type, if need be "all posts" or "no type")
            and returns a chart, which is shown below with its table and buttons to save both, or nothing; what it
            refuses is said in its words.
    """
    Upload(use).show()


class Upload:
    """A button, a path, a question if there is one, the report, which data are in use, and a chart of them."""

    def __init__(self, use: Use) -> None:
        self.use, self.drawn = use, Savable()
        limit = UPLOAD_LIMIT // 1024**2
        self.chooser = make(
            widgets.FileUpload, accept=",".join(ENDINGS), description=say("upload.button", limit=limit), layout=SNUG
        )
        self.path = field(say("upload.path", limit=limit), layout={"width": "40em"})
        self.open = button(say("upload.open"), self._read_path)
        self.example = button(say("upload.example"), self._read_example)
        self.answers = [button("", partial(self.answer, place)) for place in range(2)]
        self.question, self.report = Sentence(css="smm-question"), Sentence()
        self.error, self.in_use = Sentence(css="smm-alert"), Sentence(say("upload.none"))
        self.choice = row(self.answers, GONE)
        self.pending: tuple[str | bytes, str, dict[str, Any]] = ("", "", {})
        self.asked: Ambiguous | None = None
        self.chooser.observe(self._chosen, "value")
        by_path = row([self.path, self.open], "smm-field")
        said = [self.error, self.question, self.choice, self.report, self.in_use]
        self.form = column([Frame(), row([self.chooser, self.example]), by_path, *said], "smm-form")

    def show(self) -> None:
        """Put up the form and, below it, the place of the chart."""
        show(self.form, say("upload.asleep"))
        self.drawn.show()

    def read(self, file: str | bytes, name: str, **answers: Any) -> None:  # noqa: ANN401
        """Read a path, or an upload by its name, and hand the posts on; or ask, or say why not."""
        self.pending, self.asked = (file, name, answers), None
        visible(self.choice, False)
        self.question.tell()
        self.report.tell()
        with in_words(self.error, _refusal):
            try:
                posts, report = read_posts(file, name=name or None, **answers)
            except Ambiguous as question:
                self._ask(question)
                return
            self.report.tell(*report.sentences())
            chart = self.use(posts.assign(type=_types(posts)))
            if chart is not None:
                self.drawn.draw(chart)
            self._name(file, name, len(posts))

    def answer(self, place: int) -> None:
        """Read the file again, the way the learner says it is meant."""
        if self.asked is not None:
            file, name, answers = self.pending
            self.read(file, name, **answers, **{self.asked.option: self.asked.choices[place]})

    def _ask(self, question: Ambiguous) -> None:
        self.asked = question
        self.question.tell(str(question))
        for choice, words in zip(self.answers, question.answers, strict=True):
            choice.description = words
        visible(self.choice, True)

    def _read_path(self) -> None:
        self.read(self.path.value.strip().strip("\"'"), "")

    def _read_example(self) -> None:
        self.read(str(folder("data") / f"example_export_{spoken()}.csv"), "")

    def _chosen(self, change: dict[str, Any]) -> None:
        if change["new"]:
            file = change["new"][0]
            self.chooser.value = ()  # so that the same file can be chosen again once it is corrected
            self.read(bytes(file["content"]), str(file["name"]))

    def _name(self, file: str | bytes, name: str, rows: int) -> None:
        size = len(file) if isinstance(file, bytes) else Path(file).expanduser().stat().st_size
        parts = {"size": max(1, round(size / 1000)), "rows": rows, "time": datetime.now().strftime("%H:%M")}
        self.in_use.tell(say("upload.in_use", name=shown(name or Path(str(file)).name), **parts))


def _types(posts: "pd.DataFrame") -> "pd.Series[str] | str":
    """Return a name for the type of every post, as some platforms tell no types and others not all."""
    types = posts["type"] if "type" in posts and posts["type"].str.strip().any() else None
    return say("upload.all_posts") if types is None else types.where(types.str.strip() != "", say("upload.no_type"))


def _refusal(error: Exception) -> str:
    """Say which column of the export a chart lacks, or that no post has all it needs; anything else as ever."""
    rule = getattr(error, "rule", "")
    if rule == "columns":
        return say("upload.lacks", column=say(f"posts.column.{error.limits['options']}"))  # type: ignore[attr-defined]
    return say("upload.too_few") if rule == "points_at_least" else refusal(error)
