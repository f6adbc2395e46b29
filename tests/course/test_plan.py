"""The teacher's first pages are read off the lesson: its minutes, codes and misconceptions, in both languages."""

import itertools
import re
from functools import cache

import pytest

from smm_lib.course.editions import edition
from smm_lib.course.explorers import explorers_of
from smm_lib.course.export import export
from smm_lib.course.files import TEACHER, read_book
from smm_lib.course.plan import CODE
from smm_lib.course.timetable import sections
from smm_lib.files import folder
from smm_lib.language import label, say, speak

LESSONS = [path for path in sorted(folder("notebooks").glob("*/*.ipynb")) if path.stem[:2] != "00"]
NAMES = [f"{path.parent.name}-{path.stem}" for path in LESSONS]


def written(book):
    return "\n".join("".join(c["source"]) for c in book["cells"] if TEACHER in c["metadata"].get("tags", ()))


@cache
def pages(path):
    """The lesson, and the cells of its teacher's edition: plan, tips and the others; the language stays on."""
    speak(path.parent.name)
    book = read_book(path)
    return book, ["".join(cell["source"]) for cell in edition(book, "teacher")["cells"]]


def rows(plan):
    return [line.strip("| ").split(" | ") for line in plan.splitlines() if re.match(r"\| [\d–]", line)][1:]


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_page_one_is_a_table_of_all_minutes_and_page_two_has_the_tips(path):
    book, (plan, tips, *others) = pages(path)
    speak(path.parent.name)
    for column, length in enumerate((45, 90)):
        times = [tuple(map(int, row[column].split("–"))) for row in rows(plan) if row[column] != "–"]
        assert [times[0][0], times[-1][1]] == [0, length]
        assert all(end == begin for (_, end), (begin, _) in itertools.pairwise(times))
        assert all(begin < end for begin, end in times)
    assert all(len(row) == 6 and all(row) for row in rows(plan)), "nothing is left to guess"
    assert set(CODE.findall(written(book))) == set(CODE.findall(plan)), "every code stands beside the chart it sets"
    assert written(book).splitlines()[0] in tips
    assert written(book) not in "\n".join(others)
    for name in {name for part in sections(book) for name in part.controls}:
        assert f"- *{label(name)}*: " in tips, "every control is explained; the plan names up to four of a part"


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_tips_have_the_answer_to_every_exercise_and_prediction_under_its_number(path):
    book, (_, tips, *_) = pages(path)
    speak(path.parent.name)
    asked = [one for part in sections(book) for one in part.asks]
    for one in asked:
        if one.task.call in ("check", "predict", "sketch", "ask"):
            name = say("plan.exercise", number=one.number) if one.number else say(f"plan.name_{one.task.call}")
            assert re.search(rf"\*\*{re.escape(name)}: [^*]+\*\*", tips)
    for word in ("before", "own", "after"):
        assert say(f"plan.{word}") in tips
    assert (say("plan.real") in tips) == ("fetch=" in str(book["cells"]))


def test_the_plan_asks_the_lessons_own_question_and_leaves_out_what_is_too_long():
    _, (plan, tips, *others) = pages(LESSONS[NAMES.index("en-07_going_viral")])
    table = {row[2].strip("*"): row for row in rows(plan)}
    assert "What does the line do?" in table["Explore"][3]
    assert "Get 12,000 people to share it" in table["Puzzle: 600 euros"][3]
    assert "5,000" in table["Your prediction"][5]
    assert table["The clock"][0] == "–"
    assert "exercises 4, 5, 6" in plan
    assert "*Share rate* 6%: " in "\n".join(others), "a task that only asks has what the chart then shows"
    assert "**Exercise 1: 2,500** 1,600: you added only one round." in tips


def test_a_code_stands_in_the_row_of_its_chart():
    _, (plan, *_) = pages(LESSONS[NAMES.index("en-07_going_viral")])
    table = {row[2].strip("*"): " ".join(row) for row in rows(plan)}
    assert "*Explore:* `519X` (share rate 5%)" in table["Explore"], "it names the chart"
    assert "*Luck:* `3HF1`" in table["Luck"]
    assert "`BSZR` (48 hours)" in table["The clock"]
    assert "you added only one round." in table["Exercises"]


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_every_code_for_the_board_opens_a_chart_under_the_heading_beside_it(path):
    book, (plan, *_) = pages(path)
    speak(path.parent.name)
    explorers = explorers_of(book) if CODE.search(written(book)) else []
    for code in set(CODE.findall(written(book))):
        (heading,) = re.findall(rf"\*([^*]+):\* [^<|]*{code}", plan)
        opened = [one.heading.rstrip("?") for one in explorers if one.knows(f"{heading}: {code[1:-1]}")]
        assert heading in opened


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_teachers_slides_have_answers_as_notes_and_a_link_and_a_students_have_neither(language, tmp_path):
    speak(language)
    lesson = folder("notebooks") / language / "05_word_of_mouth.ipynb"
    student, teacher = (
        export(lesson, reader, "slides", tmp_path).read_text(encoding="utf-8") for reader in ("student", "teacher")
    )
    assert "/lab/tree/05_word_of_mouth.ipynb" in teacher
    assert "/lab/tree/" not in student
    noted = re.findall(r'(?s)<aside class="notes">(.*?)</aside>', teacher)
    assert any("4.05" in note or "4,05" in note for note in noted)
    assert '<aside class="notes">' not in student
    assert say("export.expected") not in student
    assert say("label.report_answer") in teacher, "held back until all have locked in"
    assert say("label.report_answer") not in student
