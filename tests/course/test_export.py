"""The teacher's edition runs and holds every answer, the student's holds none; nothing needs the internet."""

import json
import re

import nbformat
import pytest

from smm_lib.course import export as exporting
from smm_lib.course.command import main
from smm_lib.course.editions import edition, expected, with_solutions
from smm_lib.course.exercises import exercises_in
from smm_lib.course.export import export
from smm_lib.course.files import TEACHER, read_book, tasks_in
from smm_lib.course.pagination import FULL, paginate
from smm_lib.display import CHART
from smm_lib.files import folder
from smm_lib.language import LANGUAGES, catalogue, speak, unit
from tests.course.conftest import markdown
from tests.test_lessons import LESSONS, NAMES, code, every_lesson

LESSON = "05_word_of_mouth.ipynb"
PLAN = "45 minutes: leave out the puzzle. Board code: 4A2Z-G. Expected: 4.05"


@pytest.fixture(params=LANGUAGES)
def lesson(request, tmp_path):
    """A real lesson with a plan for the teacher at its end."""
    book = read_book(folder("notebooks") / request.param / LESSON)
    book["cells"].append(markdown(PLAN, name="plan", tags=[TEACHER]))
    path = tmp_path / request.param / LESSON
    path.parent.mkdir()
    path.write_text(json.dumps(book), encoding="utf-8")
    return path


def shown_to_students(book, key):
    """Texts, metadata and outputs but charts and their tables; of the code, the cell that asks the question `key`."""
    texts = [json.dumps(book["metadata"], ensure_ascii=False)]
    for cell in book["cells"]:
        asks = cell["cell_type"] == "markdown" or f'"{key}"' in "".join(cell["source"])
        texts += ["".join(cell["source"])] * asks + [json.dumps(cell["metadata"], ensure_ascii=False)]
        charts = any(CHART in output.get("data", {}) for output in cell.get("outputs", []))
        if not charts:
            texts += ["".join(output["data"].get("text/plain", "")) for output in cell.get("outputs", [])]
            texts += ["".join(output["data"].get("text/html", "")) for output in cell.get("outputs", [])]
    return "\n".join(texts)


def numbers(exercise):
    """An answer as somebody would write it, in either language; a share in per cent too."""
    shown = [f"{exercise.answer * factor:.4g}" for factor in (1, *[100] * (unit(exercise.of) == "percent"))]
    return {*shown, *(text.replace(".", ",") for text in shown)}


@every_lesson
def test_the_teachers_edition_runs_as_the_lesson_does_and_no_answer_of_it_is_in_the_students(stage, tmp_path):
    path = stage.path
    teacher = export(path, "teacher", "ipynb", tmp_path)
    student = read_book(export(path, "student", "ipynb", tmp_path))
    assert [cell["source"] for cell in code(teacher)] == [cell["source"] for cell in code(path)]
    for made in stage.exercises:
        shown = shown_to_students(student, made.key)
        for number in numbers(made):
            assert not re.search(rf"(?<![\w.,]){re.escape(number)}(?![\d]|[.,]\d)", shown), (made.key, number)
        solution = json.dumps(made.tells("solution"), ensure_ascii=False)[1:-1]
        assert solution in teacher.read_text(encoding="utf-8")
        assert solution not in json.dumps(student, ensure_ascii=False)
    assert f'"{TEACHER}"' not in json.dumps(student)


def test_the_students_edition_of_a_lesson_with_a_plan_has_neither_plan_nor_answers(lesson, tmp_path):
    student = export(lesson, "student", "ipynb", tmp_path)
    teacher = export(lesson, "teacher", "ipynb", tmp_path)
    speak(lesson.parent.name)
    secrets = [PLAN, *(made.tells("solution") for made in exercises_in([read_book(lesson)]).values())]
    held = [path.read_text(encoding="utf-8") for path in (student, teacher)]
    assert PLAN not in held[0]
    assert PLAN in held[1]
    there = [secret for secret in secrets if secret in held[1]]
    assert len(there) >= 3
    assert not any(secret in held[0] for secret in there)
    for path in (student, teacher):
        nbformat.validate(nbformat.read(path, as_version=4))


def test_the_editions_differ_in_cells_tagged_teacher_only(lesson):
    speak(lesson.parent.name)
    book = read_book(lesson)
    student, teacher = edition(book, "student")["cells"], edition(book, "teacher")["cells"]
    assert [cell for cell in teacher if TEACHER not in cell["metadata"].get("tags", [])] == student
    code = [[cell for cell in cells if cell["cell_type"] == "code"] for cells in (student, teacher)]
    assert code[0] == code[1]
    assert len(with_solutions(book)["cells"]) == len(book["cells"]) + 5  # a prediction, three exercises and a claim


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_teachers_edition_has_what_is_expected_of_every_question_also_of_several_in_a_cell(language):
    speak(language)
    for path in (folder("notebooks") / language).glob("*.ipynb"):
        book = read_book(path)
        teacher, made = json.dumps(with_solutions(book), ensure_ascii=False), exercises_in([book])
        for task in (task for cell in book["cells"] for task in tasks_in(cell)):
            for line in expected(task.call, task.question, made[task.key].words if task.key in made else {}):
                assert json.dumps(line, ensure_ascii=False)[1:-1] in teacher, (path.name, task.question)


@pytest.mark.parametrize("form", ["html", "slides"])
def test_a_page_carries_everything_with_it_and_forbids_itself_the_rest(lesson, tmp_path, form):
    page = export(lesson, "teacher", form, tmp_path).read_text(encoding="utf-8")
    page = re.sub(r"(?s)<script>.*?</script>", "", page)  # a script may hold tags as texts
    assert not re.search(r"<(script|link|img|iframe|video|source)[^>]*(src|href)=[\"'](?!data:)", page)
    assert not re.search(r"@import|url\([\"']?(https?:)?//", page)
    assert "default-src 'none'" in page
    pictures = page.count('src="data:image/png;base64,')
    assert pictures == 5 if form == "html" else pictures > 5, "slides show each task's picture, too"
    assert len(re.findall(r'alt="[^"]{40,}"', page)) == pictures
    assert f'lang="{lesson.parent.name}"' in page
    assert (PLAN.split(":")[0] in page) == (form == "html"), "slides are seen by the whole class"


def test_without_a_browser_one_sentence_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(exporting, "find_browser", lambda: None)
    with pytest.raises(SystemExit) as end:
        main(["export", "05", "--format", "pdf", "--to", str(tmp_path)])
    assert "Chromium" in str(end.value.code)
    assert list(tmp_path.iterdir()) == []


def test_the_command_exports_what_it_is_asked_for(tmp_path, capsys):
    main(["export", "05", "00", "--for", "teacher", "--lang", "de", "--to", str(tmp_path / "x")])
    names = ["00_start_here_teacher.ipynb", "05_word_of_mouth_teacher.ipynb"]
    assert sorted(path.name for path in (tmp_path / "x").iterdir()) == names
    said = capsys.readouterr().out
    assert all(name in said for name in names)
    with pytest.raises(SystemExit) as end:
        main(["export", "77", "--to", str(tmp_path)])
    assert "77" in str(end.value.code)


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_slides_lose_no_word_but_the_sources(path):
    speak(path.parent.name)
    for cell in edition(read_book(path), "student")["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            pages = paginate(text)
            kept = re.sub(rf"(?ms)^#+ {catalogue(path.parent.name)['export.sources']}$.*?(?=^#|\Z)", "", text)
            assert set(kept.split()) == set(" ".join(pages).split())
            assert all(len(page) < 2.5 * FULL for page in pages)


def test_with_the_sites_address_a_link_and_its_code_stand_at_the_head_and_a_wrong_one_is_refused(tmp_path):
    for reader, form in (("teacher", "html"), ("student", "slides"), ("student", "ipynb")):
        lesson = folder("notebooks") / "de" / LESSON
        shown = export(lesson, reader, form, tmp_path, address="https://school.example/smm").read_text(encoding="utf-8")
        assert "https://school.example/smm/try/lab/index.html?path=de/05_word_of_mouth.ipynb" in shown
        assert shown.index("data:image/png;base64,") < shown.index("1981"), "before the lesson begins"
        plain = export(lesson, reader, form, tmp_path).read_text(encoding="utf-8")
        assert "try/lab" not in plain
    for wrong in ("school.example/smm", "javascript:alert(1)", "https://", "https://a.example/x y"):
        with pytest.raises(SystemExit, match="scan"):
            main(["export", "05", "--lang", "en", "--address", wrong, "--to", str(tmp_path)])
