"""Points for Moodle: one row for each known name, a column for each lesson, and nothing that acts as a formula."""

import csv

import pytest

from smm_lib.course.command import main
from smm_lib.course.gather import course, gather
from smm_lib.course.grades import grades
from smm_lib.language import say, speak
from tests.course.test_collect import hand_in

LESSON = "05_word_of_mouth"
SOLVED = {"kind": "exercise", "text": "1", "value": 1, "verdict": "right", "tries": [], "language": "en"}


@pytest.fixture
def handed_in(tmp_path):
    """Mia has solved one of three exercises, =Tom none, two are called Max, and one has no name."""
    place = tmp_path / "class"
    solved = {f"{LESSON}.safe_side": SOLVED, f"{LESSON}.told_numbers": {"verdict": "partly"}}
    hand_in(
        place / "a", solved | {"04_why_people_take_part.eager": {"kind": "choice", "chosen": "2", "right": True}}, "Mia"
    )
    hand_in(place / "b", {f"{LESSON}.told_numbers": {"verdict": "holds"}}, "=Tom")
    hand_in(place / "c", solved, "Max")
    hand_in(place / "d", solved, "Max")
    hand_in(place / "e", solved)
    return place


def test_points_are_the_share_of_a_lessons_scored_tasks_that_is_right(handed_in):
    table, unknown = grades(gather(handed_in).answers)
    asked = [task.call for task in course("en").values() if task.lesson == LESSON]
    assert asked.count("check") == 3
    assert sorted(table["idnumber"]) == ["=Tom", "Mia"]
    mia = table.set_index("idnumber").loc["Mia"]
    assert [name[:2] for name in table.columns[1:-1]] == ["04", "05"]
    in_04 = sum(task.call in ("check", "ask", "sort") for task in course("en").values() if task.lesson[:2] == "04")
    assert mia.tolist() == [round(100 / in_04), 33, round((100 / in_04 + 100 / 3) / 2)]
    assert table.set_index("idnumber").loc["=Tom"].tolist() == [0, 0, 0]
    assert unknown[0] == "Max"
    assert len(unknown) == 2
    assert unknown[1].startswith("e/")


def test_collect_writes_them_for_moodle_as_text_and_does_not_take_them_for_a_report(handed_in, capsys):
    for language in ("en", "de"):
        main(["collect", str(handed_in), "--lang", language])
        speak(language)
        said = capsys.readouterr().out
        assert say("grades.unknown", names="Max, ").strip()[:40] in said
        assert "moodle_grades" not in "\n".join(line for line in said.splitlines() if say("report.is_none") in line)
    content = (handed_in / "moodle_grades.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(content.splitlines()))
    assert rows[0][0] == "idnumber"
    assert rows[0][-1] == "All lessons"
    assert {row[0] for row in rows[1:]} == {"'=Tom", "Mia"}
    assert all(0 <= int(cell) <= 100 for row in rows[1:] for cell in row[1:])
    assert (handed_in / "moodle_grades_2.csv").exists()
