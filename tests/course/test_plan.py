"""The teacher's first pages are read off the lesson: its minutes, codes and misconceptions, in both languages."""

import itertools
import re

import pytest

from smm_lib.course.editions import edition
from smm_lib.course.explorers import explorers_of
from smm_lib.course.export import export
from smm_lib.course.files import TEACHER, read_book
from smm_lib.course.plan import CODE, sections
from smm_lib.files import folder
from smm_lib.language import label, say, speak

LESSONS = [path for path in sorted(folder("notebooks").glob("*/*.ipynb")) if path.stem[:2] != "00"]
NAMES = [f"{path.parent.name}-{path.stem}" for path in LESSONS]


def written(book):
    return "\n".join("".join(c["source"]) for c in book["cells"] if TEACHER in c["metadata"].get("tags", ()))


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_page_one_is_a_table_of_all_minutes_and_page_two_has_the_tips(path):
    speak(path.parent.name)
    book = read_book(path)
    plan, tips, *others = ["".join(cell["source"]) for cell in edition(book, "teacher")["cells"]]
    times = [tuple(map(int, pair)) for pair in re.findall(r"^\| (\d+)-(\d+) \|", plan, re.M)]
    assert [times[0][0], times[-1][1]] == [0, book["metadata"]["smm"]["minutes"]]
    assert all(end == begin for (_, end), (begin, _) in itertools.pairwise(times))
    assert all(line.count(" | ") == 4 for line in plan.splitlines() if re.match(r"\| \d", line))
    assert set(CODE.findall(written(book))) == set(CODE.findall(plan)), "every code stands beside the chart it sets"
    assert written(book).splitlines()[0] in tips
    assert written(book) not in "\n".join(others)
    for name in {name for part in sections(book) for name in part.controls}:
        assert label(name) in plan


def test_a_code_stands_in_the_row_of_its_chart():
    plan = "".join(edition(read_book(LESSONS[NAMES.index("en-07_going_viral")]), "teacher")["cells"][0]["source"])
    rows = {row.split(" | ")[1].strip("*"): row for row in plan.splitlines() if row.startswith("| ")}
    assert "*Explore:* `519X` (share rate 5%)" in rows["Explore"], "it names the chart"
    assert "*Luck:* `3HJR`" in rows["Luck"]
    assert "`BSZR` (48 hours)" in rows["The clock"]
    assert "You added only one round." in rows["Exercises"]


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_every_code_for_the_board_opens_a_chart_under_the_heading_beside_it(path):
    speak(path.parent.name)
    book = read_book(path)
    explorers = explorers_of(book)
    plan = "".join(edition(book, "teacher")["cells"][0]["source"])
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
