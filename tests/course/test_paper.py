"""A handout says only what can be done on paper, keeps every question whole, and answers on another sheet."""

import itertools
import json
import re

import pytest

from smm_lib.course.editions import edition
from smm_lib.course.exercises import exercises_in
from smm_lib.course.explorers import explorers_of
from smm_lib.course.files import read_book, tasks_in, without_links
from smm_lib.course.paper import SHEET, on_paper
from smm_lib.course.sheet import empty
from smm_lib.course.sheet import sheet as one_page
from smm_lib.course.sketches import tasks_on_paper
from smm_lib.display import CHART, bundle, to_png
from smm_lib.files import folder
from smm_lib.language import say, speak
from tests.course.test_plan import LESSONS, NAMES

HANDS = re.compile(
    r"▶|↺|\bsliders?\b|\bunlock\w*|\bbutton\b|lock it in|\breglern?\b|freischalt\w*|\bknopf\b|schaltfläche"
    r"|leg sie fest|eintipp\w*"
    r"|\b(?:press|click) (?:on|the|it)\b|(?:^|[.*] )(?:Set|Move|Pull|Press|Drück|Beweg|Zieh|Schieb) ",
    re.I | re.M,
)


def words(cell):
    """What of a cell is read on paper, apart from the pictures' descriptions."""
    if cell["cell_type"] == "markdown":
        return "".join(cell["source"])
    shown = [output["data"] for output in cell["outputs"] if "image/png" not in output["data"]]
    return "\n".join("".join(data.get("text/html", "")) + "".join(data["text/plain"]) for data in shown)


@pytest.fixture(scope="module", params=LESSONS, ids=NAMES)
def made(request):
    speak(request.param.parent.name)
    book = read_book(request.param)
    made = [[]]
    for cell in on_paper(edition(book, "student"), explorers_of(book))["cells"]:
        made += [[]] * (SHEET in cell["metadata"].get("tags", ()))
        made[-1] = [*made[-1], cell]
    return request.param.parent.name, book, made


@pytest.fixture
def sheets(made):
    """A lesson and its sheets, in its language."""
    language, *rest = made
    speak(language)
    return rest


def test_nothing_on_paper_asks_for_a_hand_on_the_screen(sheets):
    _, made = sheets
    texts = [words(cell) for sheet in made for cell in sheet]
    assert [(found.group(), text) for text in texts if (found := HANDS.search(text))] == []


def test_what_was_to_be_seen_is_on_another_sheet_than_the_questions(sheets):
    _, made = sheets
    for sheet in made:
        text = "\n".join(map(words, sheet))
        asks = say("predict.prompt") + " __" in text or say("check.prompt") + " __" in text
        assert not (asks and f"## {say('paper.seen')}" in text)
    first = "\n".join(map(words, made[0]))
    assert say("predict.prompt") in first
    assert f"## {say('paper.seen')}" not in first


def test_every_question_of_the_lesson_keeps_its_words_and_its_line(sheets):
    book, made = sheets
    text = "\n".join(words(cell) for sheet in made for cell in sheet)
    asked = [task for cell in book["cells"] for task in tasks_in(cell)]
    assert text.count(f"{say('check.prompt')} __") == sum(task.call == "check" for task in asked)
    assert text.count(f"{say('predict.prompt')} __") == sum(task.call == "predict" for task in asked)
    for exercise in exercises_in([book]).values():
        assert exercise.asks() in text
    for above, cell in itertools.pairwise(book["cells"]):
        if any(task.call == "check" for task in tasks_in(cell)) and above["cell_type"] == "markdown":
            last = without_links("".join(above["source"])).strip().split("\n\n")[-1]
            assert HANDS.search(last) or last in text, "an exercise lost its numbers"


def test_a_puzzle_is_left_out_and_no_heading_stands_alone(sheets):
    book, made = sheets
    puzzles = {one.heading for one in explorers_of(book) if one.goal}
    for cell in (cell for sheet in made for cell in sheet if cell["cell_type"] == "markdown"):
        heading, _, rest = words(cell).partition("\n")
        assert heading.strip("# ") not in puzzles
        assert rest.strip() or "outputs" not in cell
    for sheet in made:
        assert not re.fullmatch(r"#+ .*\s*", words(sheet[-1]))


@pytest.mark.parametrize(
    ("language", "tasks"),
    [
        ("en", ["**Share rate:** 3% → 6%. What does the line do?",
                "How many sharers come on top of the 1,000 whom the company won itself?",
                "**Seeds:** 1,000 → 10. What happens to the blue area?",
                "**Share rate:** 3% → 4.5%; **Seeds:** 1,000 → 10. What changes in the picture? Sketch it."]),
        ("de", ["**Teilrate:** 3\u00a0% → 6\u00a0%. Was macht die Linie?"]),
    ],
)  # fmt: skip
def test_a_task_that_moves_a_control_becomes_a_question_about_the_printed_picture(language, tasks):
    speak(language)
    book = read_book(folder("notebooks") / language / "07_going_viral.ipynb")
    spread = next(one for one in explorers_of(book) if one.cell == "code-explore")
    text = next("".join(cell["source"]) for cell in book["cells"] if cell["id"] == "text-03")
    made = tasks_on_paper(re.findall(r"(?m)^\d+\. (.+)", text), spread)
    assert [one.words for one in made][: len(tasks)] == tasks


@pytest.mark.parametrize(
    "path", [LESSONS[NAMES.index("de-07_going_viral")], LESSONS[NAMES.index("en-05_word_of_mouth")]]
)
def test_a_students_sheet_has_three_empty_charts_and_three_questions_and_no_answer(path):
    speak(path.parent.name)
    book = read_book(path)
    cells = one_page(book)["cells"]
    assert sum(len(cell.get("outputs", ())) for cell in cells) == 3
    text = "\n".join(cell["source"] for cell in cells)
    assert text.count(f"{say('check.prompt')} __") == 3
    assert not HANDS.search(text)
    assert all(made.tells("solution") not in text for made in exercises_in([book]).values())


def test_empty_axes_keep_their_scales_and_show_no_mark():
    course = next(one for one in explorers_of(read_book(LESSONS[NAMES.index("en-07_going_viral")])) if one.tasks)
    spec = bundle(course.view()[0])[CHART]
    bare = empty(spec)

    def marks(tree):
        inside = [tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()][0]
        own = [tree["mark"]] if isinstance(tree, dict) and "mark" in tree else []
        return [*own, *(mark for branch in inside for mark in marks(branch))]

    assert marks(spec)
    assert all(mark["opacity"] == mark["fillOpacity"] == mark["strokeOpacity"] == 0 for mark in marks(bare))
    assert json.dumps(spec).count('"axis"') == json.dumps(bare).count('"axis"')
    assert spec["datasets"] == bare["datasets"]
    assert len(to_png(bare)) < len(to_png(spec))
