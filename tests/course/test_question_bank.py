"""Files for a learning platform: imported as Moodle does, they reply to every answer as the lesson does."""

import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest

from smm_lib.course.command import main
from smm_lib.course.files import read_book, title
from smm_lib.course.question_bank import BANKS, NoQuestions, question_bank
from smm_lib.course.question_bank.asked import asked_by
from smm_lib.course.question_bank.platforms import category
from smm_lib.course.question_bank.questions import questions_of
from smm_lib.files import folder
from smm_lib.language import UNITS, catalogue, say, speak, spoken, unit
from smm_lib.lesson.ask import Question
from smm_lib.lesson.check import Exercise
from smm_lib.lesson.claim import VERDICTS, ClaimCard
from smm_lib.lesson.predict import Prediction
from tests.course.conftest import code, markdown
from tests.course.moodle import imported, imported_gift
from tests.stage import nothing_displayed

LESSONS = sorted(folder("notebooks").glob("de/*.ipynb"))[1:]
LESSONS += [folder("notebooks") / "en" / "05_word_of_mouth.ipynb"]
every_bank = pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
HARMLESS = {"p", "strong", "em", "h4", "ul", "li", "img"}


def plain(html):
    """The words of a text."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def as_typed(number):
    return f"{number:.10f}".rstrip("0").rstrip(".").replace(".", {"en": ".", "de": ","}[spoken()])


def opened(lesson):
    """The lesson's calls by their keys, and its two files as Moodle imports them; a lesson is run once."""
    speak(lesson.parent.name)
    book = read_book(lesson)
    calls = list(asked_by(book))
    questions, place = questions_of(calls), category(lesson.stem[:2], title(book))
    files = imported(BANKS["moodle"](questions, place)), imported_gift(BANKS["gift"](questions, place))
    return {call.key: call for call in calls}, *files


@every_bank
def test_every_question_of_a_lesson_replies_in_moodle_as_in_the_lesson(lesson, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    nothing_displayed(monkeypatch)
    calls, questions, others = opened(lesson)
    _says_the_same(questions, others)
    assert [one.name for one in questions] == [call.key for call in calls.values() if call.kind in REPLIES]
    for one in questions:
        call = calls[one.name]
        assert plain(one.text)
        REPLIES[call.kind](one, call)
        right = [fraction for _, fraction, _, _ in one.answers if fraction == 1]
        assert len(right) == 1, one.name


def _says_the_same(questions, others):
    """GIFT has neither pictures nor units; the rest is the same."""
    for one, other in zip(questions, others, strict=True):
        assert (one.kind, one.name, one.category) == (other.kind, other.name, other.category)
        for mine, theirs in zip(one.answers, other.answers, strict=True):
            assert mine[:2] == theirs[:2]
            assert mine[2] == pytest.approx(theirs[2], abs=1e-9)
            assert plain(mine[-1]) == plain(theirs[-1])


def _check(one, call):
    made = Exercise(call.key, *call.given, **call.named)
    shown = UNITS.get(unit(made.of), 1)
    for idea, number in {"right": made.answer, **made.misconceptions}.items():
        made.field.value = as_typed(number * shown)
        made.judge()
        fraction, feedback = one.judged(as_typed(number * shown))
        assert plain(feedback) == plain(made.reply.value), (one.name, idea)
        assert fraction == (abs(number - made.answer) <= made.within)
    numbers = sorted(number * shown for number in (made.answer, *made.misconceptions.values()))
    span = (numbers[-1] - numbers[0]) or abs(numbers[0])
    sweep = [numbers[0] + span * (step / 150 - 0.2) for step in range(211)]
    sweep += [number * share for number in numbers for share in (0.96, 0.981, 0.995, 1.005, 1.019, 1.04, 1)]
    sweep += [number / 100 for number in numbers] + [number * 100 for number in numbers] + [1e7]
    sweep += [round(number, digits) for number in numbers for digits in range(4)]
    edges = [(made.answer + side * made.within) * shown for side in (-1, 1)]  # there the last bit decides
    for typed in [*sweep[211:], *(1.0000123 * number for number in sweep)]:
        if min(abs(typed - edge) for edge in edges) < 1e-9:
            continue
        said = made.judgement(made.idea(typed / shown))
        assert plain(one.judged(as_typed(typed))[1]) == plain(said), (one.name, typed)
    assert plain(one.afterwards).startswith(plain(made.tells("solution")))
    if unit(made.of) == "percent":
        assert one.judged(as_typed(made.answer * 100) + " %")[0] == 1
    if unit(made.of) == "times":
        assert one.judged(as_typed(made.answer * 100) + "%")[0] == 1


def _predict(one, call):
    made = Prediction(call.key, *call.given, **call.named)
    shown = UNITS.get(unit(made.of), 1)
    for guess in (made.answer, made.answer - 3 * made.close, made.answer + 3 * made.close):
        fraction, feedback = one.judged(as_typed(guess * shown))
        assert plain(feedback) in (plain(made.judgement(guess)[-1]), plain(one.answers[-1][-1]))
        assert fraction == (guess == made.answer)
    assert one.files


def _ask(one, call):
    made = Question(call.key)
    for number in made.options:
        fraction, feedback = one.judged(made._option(number))
        assert plain(feedback) == plain(" ".join(made.judgement(number)))
        assert fraction == (number == say(f"{made.messages}.answer"))


def _claim(one, call):
    made = ClaimCard(call.key, *call.given)
    for verdict in VERDICTS:
        fraction, feedback = one.judged(say(f"claim.{verdict}"))
        assert plain(feedback) == plain(" ".join(made.judgement(verdict)))
        assert fraction == (verdict == say(f"{made.card}.ours"))
    for _, points in made.sides():
        assert all(plain(point) in plain(one.text) for point in points)


REPLIES = {"check": _check, "predict": _predict, "ask": _ask, "claim": _claim}


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))


def test_to_ask_a_lesson_shows_nothing_whatever_it_opens(capsys):
    book = read_book(folder("notebooks") / "de" / "00_start_here.ipynb")
    opened = code("from smm_lib.lesson import *")
    shown = code("own_numbers()\nlive(list)\nupload(len)\nhand_in(len)\nrecall(list, '00_start_here')")
    assert {call.kind for call in asked_by({**book, "cells": [opened, shown, *book["cells"]]})} == {"ask", "explore"}
    assert capsys.readouterr().out == ""


def test_pictures_of_the_charts_are_in_the_file_with_their_description():
    _, questions, _ = opened(LESSONS[4])
    shown = [(one, part, html) for one in questions for part, html in _texts(one)]
    pictures = [(one, part, found) for one, part, html in shown for tag, found in Tags(html).found if tag == "img"]
    assert len(pictures) >= 2
    for one, part, found in pictures:
        assert len(found["alt"]) > 40
        png = one.files[f"{part}/{found['src'].removeprefix('@@PLUGINFILE@@/')}"]
        assert png.startswith(b"\x89PNG")
    assert sum(len(one.files) for one in questions) == len(pictures)


def _texts(one):
    return [("questiontext", one.text), ("generalfeedback", one.afterwards)]


def test_nothing_in_a_text_becomes_markup_and_everything_in_it_is_still_there(monkeypatch):
    hostile = "]]> <script>alert(1)</script> <b onclick='x'>5 < 6 & \"7\"</b> \x0b ~ = # { } : \\ **bold**"
    words = catalogue("en")
    for key in ("check.ratio.hint", "check.ratio.solution", "ask.far_apart.option_1", "ask.far_apart.question"):
        monkeypatch.setitem(words, key, hostile.replace("{", "{{").replace("}", "}}"))
    book = {"metadata": {}, "cells": [
        markdown(f"# <i>a</i>/b\n\n**1.** {hostile}"),
        code("from smm_lib.lesson import ask, check"),
        code('check("05_word_of_mouth.ratio", 4.05, of="ratio", within=0.01)\nask("08_networks_and_seeds.far_apart")'),
    ]}  # fmt: skip
    for read, form in ((imported, "moodle"), (imported_gift, "gift")):
        number, choice = read(question_bank(book, form))
        assert number.category.endswith("/05 <i>a<//i>//b")
        texts = [number.text, number.afterwards, choice.text, *(feedback for *_, feedback in number.answers)]
        for html in (*texts, choice.answers[0][0], choice.answers[0][-1]):
            assert {tag for tag, _ in Tags(html).found} <= HARMLESS
        for html in (number.text, number.afterwards, choice.text, choice.answers[0][0], number.answers[-1][-1]):
            assert "]]> <script>alert(1)</script> <b onclick='x'>5 < 6 & \"7\"</b>" in plain(html)
            assert "~ = # { } : \\" in plain(html)


def test_a_lesson_without_questions_is_named_and_nothing_of_a_learner_is_in_a_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    kept = {"00_start_here.q_viral": {"kind": "choice", "chosen": "1", "language": "en"}}
    (tmp_path / "my_answers.json").write_text(json.dumps(kept), encoding="utf-8")
    main(["export", "00", "13", "--format", "moodle", "--to", "bank", "--lang", "de"])
    assert [path.name for path in (tmp_path / "bank").iterdir()] == ["13_sandbox_questions_de.xml"]
    assert say("bank.none", lesson="00_start_here") in capsys.readouterr().out
    text = (tmp_path / "bank" / "13_sandbox_questions_de.xml").read_text(encoding="utf-8")
    assert say("ask.before", option="").strip() not in text
    assert len(imported(text)) == 1 + 20  # a prediction, and what is asked before and after the course
    assert {one.category for one in imported(text)} == {
        f"$course$/top/{say('bank.course')}/Deutsch/13 Schaffst du die ganze Kampagne?"
    }
    with pytest.raises(NoQuestions):
        question_bank(read_book(folder("notebooks") / "de" / "00_start_here.ipynb"), "gift")
