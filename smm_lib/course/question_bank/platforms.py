"""Questions in the words of a platform: Moodle XML, and GIFT, which knows no pictures and no units.

What a file of theirs looks like stands in `templates/`.
"""

import base64
import re
from collections.abc import Iterable
from functools import partial
from html import escape
from itertools import groupby

from smm_lib.course.files import Book, title
from smm_lib.course.fill import fill
from smm_lib.course.question_bank.asked import Picture, asked_by
from smm_lib.course.question_bank.questions import Question, paragraphs, questions_of
from smm_lib.display import UNDRAWABLE
from smm_lib.language import say


class NoQuestions(LookupError):
    """The lesson asks nothing that a platform can judge."""


def question_bank(book: Book, form: str, variants: int = 0) -> str:
    """Return the questions of a lesson in one of the `BANKS`, in the language that is on.

    Args:
        book: a lesson of the course.
        form: one of `BANKS`.
        variants: of each exercise that can be asked with other numbers, how many; they lie in a folder of their own,
            from which a quiz can draw one for each student.

    Raises:
        NoQuestions: if the lesson asks nothing that can be judged.
    """
    made = questions_of(asked_by(book), variants)
    if not made:
        raise NoQuestions(title(book))
    return BANKS[form](made, category(made[0].key[:2], title(book)))


def category(number: str, title: str) -> str:
    """Return the place of a lesson's questions in a course: one folder per language and lesson."""
    path = (say("bank.course"), say("bank.language"), f"{number} {title}")
    return "/".join(["$course$", "top", *(part.replace("/", "//") for part in path)])


def _written(template: str, questions: list[Question], category: str) -> str:
    """Return a file with these questions; the variants of one have a folder of their own."""
    varied = {one.key for one in questions if one.variant}
    placed = groupby(questions, lambda one: f"{category}/{one.key}" if one.key in varied else category)
    places, words = [(place, [*group]) for place, group in placed], {"paragraphs": paragraphs, "gift": _gift}
    text = fill(template, places=places, illustrated=_illustrated, base64=_base64, **words)
    return UNDRAWABLE.sub("", text).strip() + "\n"


def _illustrated(html: str, pictures: Iterable[Picture]) -> str:
    """Return a text with its pictures under it, each a file beside it that is shown with its description."""
    shown = [
        f'<p><img src="@@PLUGINFILE@@/chart_{number}.png" alt="{escape(description)}" class="img-fluid"/></p>'
        for number, (description, _) in enumerate(pictures, 1)
    ]
    return html + "".join(shown)


def _base64(png: bytes) -> str:
    return base64.b64encode(png).decode()


def _gift(html: str) -> str:
    """Return a text of which GIFT takes no sign for its own."""
    return re.sub(r"([~=#{}:\\])", r"\\\1", re.sub(r"[ \t\r\n]+", " ", UNDRAWABLE.sub("", html)).strip())


BANKS = {"moodle": partial(_written, "moodle.xml.j2"), "gift": partial(_written, "gift.txt.j2")}
