"""Questions in the words of a platform: Moodle XML, and GIFT, which knows no pictures and no units."""

import base64
import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from xml.etree import ElementTree as Tree

from smm_lib.course.files import Book, title
from smm_lib.course.question_bank.asked import Picture, asked_by
from smm_lib.course.question_bank.questions import ANYTHING, Option, Question, paragraphs, questions_of
from smm_lib.display import UNDRAWABLE
from smm_lib.language import say

UNITS_OPTIONAL, NO_UNITS = "0", "3"  # Moodle's own numbers


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


def _moodle(questions: list[Question], category: str) -> str:
    quiz = Tree.Element("quiz")
    for place, group in _placed(questions, category):
        _text(_node(_node(quiz, "question", type="category"), "category"), place)
        for one in group:
            _question(quiz, one)
    Tree.indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(quiz, encoding="unicode") + "\n"


def _placed(questions: list[Question], category: str) -> Iterator[tuple[str, Iterator[Question]]]:
    """Return the questions by their folders: the variants of one have their own."""
    varied = {one.key for one in questions if one.variant}
    return groupby(questions, lambda one: f"{category}/{one.key}" if one.key in varied else category)


def _name(one: Question) -> str:
    return f"{one.key}.{one.variant}" if one.variant else one.key


def _question(quiz: Tree.Element, one: Question) -> None:
    node = _node(quiz, "question", type="numerical" if one.numerical else "multichoice")
    _text(_node(node, "name"), _name(one))
    _html(node, "questiontext", one.text, one.pictures)
    _html(node, "generalfeedback", one.afterwards, one.revealed)
    plain = {"defaultgrade": "1", "penalty": "0.3333333", "hidden": "0", "idnumber": _name(one)}
    if one.numerical:
        plain |= {"unitgradingtype": "0", "unitpenalty": "0", "unitsleft": "0"}
        plain |= {"showunits": UNITS_OPTIONAL if one.units else NO_UNITS}
    else:
        plain |= {"single": "true", "shuffleanswers": "0", "answernumbering": "none"}
    for name, value in plain.items():
        _node(node, name).text = value
    for option in one.options:
        _option(node, option, numerical=one.numerical)
    units = _node(node, "units") if one.units else node
    for name, multiplier in one.units:
        unit = _node(units, "unit")
        _node(unit, "multiplier").text = f"{multiplier:g}"
        _node(unit, "unit_name").text = name


def _option(node: Tree.Element, option: Option, *, numerical: bool) -> None:
    form = "moodle_auto_format" if numerical else "html"
    answer = _node(node, "answer", fraction="100" if option.right else "0", format=form)
    _text(answer, option.answer if numerical else escape(option.answer, quote=False))
    _html(answer, "feedback", paragraphs(option.reply))
    if numerical:
        _node(answer, "tolerance").text = f"{option.off:.10g}"


def _html(node: Tree.Element, name: str, html: str, pictures: tuple[Picture, ...] = ()) -> None:
    """Add a text with its pictures, each a file beside it that is shown under it with its description."""
    part, names = _node(node, name, format="html"), [f"chart_{n}.png" for n, _ in enumerate(pictures, 1)]
    shown = [
        f'<p><img src="@@PLUGINFILE@@/{file}" alt="{escape(description)}" class="img-fluid"/></p>'
        for file, (description, _) in zip(names, pictures, strict=True)
    ]
    _text(part, html + "".join(shown))
    for file, (_, png) in zip(names, pictures, strict=True):
        _node(part, "file", name=file, path="/", encoding="base64").text = base64.b64encode(png).decode()


def _text(node: Tree.Element, text: str) -> None:
    _node(node, "text").text = UNDRAWABLE.sub("", text)


def _node(above: Tree.Element, tag: str, /, **attributes: str) -> Tree.Element:
    return Tree.SubElement(above, tag, attributes)


def _gift(questions: list[Question], category: str) -> str:
    groups = _placed(questions, category)
    parts = [part for place, group in groups for part in (f"$CATEGORY: {place}", *map(_gift_question, group))]
    return "\n\n".join(parts) + "\n"


def _gift_question(one: Question) -> str:
    lines = [line for option in one.options for line in _gift_option(option, numerical=one.numerical)]
    general = [f"####{_gift_words(one.afterwards)}"] if one.afterwards else []
    opening = "{#" if one.numerical else "{"
    return "\n".join([f"::{_name(one)}::[html]{_gift_words(one.text)}{opening}", *lines, *general, "}"])


def _gift_option(option: Option, *, numerical: bool) -> list[str]:
    reply = f"#{_gift_words(paragraphs(option.reply))}"
    if not numerical:
        return [f"{'=' if option.right else '~'}{_gift_words(escape(option.answer, quote=False))}{reply}"]
    if option.answer == ANYTHING:
        return [f"~{reply}"]
    return [f"={'' if option.right else '%0%'}{option.answer}:{option.off:.10g}{reply}"]


def _gift_words(html: str) -> str:
    return re.sub(r"([~=#{}:\\])", r"\\\1", re.sub(r"[ \t\r\n]+", " ", UNDRAWABLE.sub("", html)).strip())


BANKS = {"moodle": _moodle, "gift": _gift}
