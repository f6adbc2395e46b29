"""Copies are made, kept up to date, and never overwritten once somebody wrote in them."""

import json
import random

import nbformat
import pytest

from smm_lib.course import copies
from smm_lib.course.files import fingerprint, fingerprint_of, for_students, read_book
from smm_lib.files import folder
from smm_lib.language import LANGUAGES, speak
from tests.course.conftest import Course, code, lesson, markdown


def names(place):
    return sorted(path.name for path in place.iterdir())


def write(path, text):
    """What a learner does: other words in the first cell."""
    book = read_book(path)
    book["cells"][0]["source"] = [text]
    path.write_text(json.dumps(book), encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_real_lessons_are_copied_as_their_students_edition(tmp_path, language):
    place = tmp_path / "Mein Kurs"
    assert copies.copy_lessons(place, language) == 0
    originals = sorted((folder("notebooks") / language).glob("*.ipynb"))
    assert names(place) == sorted([copies.RECORD, *(path.name for path in originals)])
    for path in originals:
        assert read_book(place / path.name) == for_students(read_book(path))


def test_a_second_copy_touches_nothing(place):
    copies.copy_lessons(place, "en")
    (place / "01_first.ipynb").write_text("my own work", encoding="utf-8")
    (place / "02_second.ipynb").unlink()
    assert copies.copy_lessons(place, "de") == 1
    assert (place / "01_first.ipynb").read_text(encoding="utf-8") == "my own work"
    assert read_book(place / "02_second.ipynb")["metadata"]["smm"]["language"] == "de"


def test_copies_hold_no_cell_for_teachers(place):
    copies.copy_lessons(place, "en")
    for path in place.glob("*.ipynb"):
        assert "Secret" not in path.read_text(encoding="utf-8")
        nbformat.validate(nbformat.read(path, as_version=4))


def test_an_update_replaces_what_nobody_changed_whatever_was_run(course, place):
    copies.copy_lessons(place, "en")
    book = read_book(place / "01_first.ipynb")
    book["cells"][1] |= {"outputs": [], "execution_count": 42}
    (place / "01_first.ipynb").write_text(json.dumps(book), encoding="utf-8")
    course.rewrite("01_first", "# First, better")
    done = copies.update(place, "en")
    assert [one.what for one in done] == ["replaced", "kept"]
    assert read_book(place / "01_first.ipynb")["cells"][0]["source"] == ["# First, better"]
    assert len(list(place.glob("*.ipynb"))) == 2


@pytest.mark.parametrize(("language", "beside"), [("en", "01_first_new.ipynb"), ("de", "01_first_neu.ipynb")])
def test_an_update_puts_the_new_version_beside_what_somebody_changed(course, place, language, beside):
    speak(language)
    copies.copy_lessons(place, language)
    write(place / "01_first.ipynb", "mine")
    mine = (place / "01_first.ipynb").read_bytes()
    course.rewrite("01_first", "# First, better", language)
    assert copies.update(place, language)[0] == ("01_first", "beside", place / beside)
    assert (place / "01_first.ipynb").read_bytes() == mine
    assert read_book(place / beside)["cells"][0]["source"] == ["# First, better"]
    course.rewrite("01_first", "# First, best", language)
    copies.update(place, language)
    assert read_book(place / beside)["cells"][0]["source"] == ["# First, best"]


def test_an_update_without_news_puts_nothing_beside(place):
    copies.copy_lessons(place, "en")
    write(place / "01_first.ipynb", "mine")
    assert all(one.what == "kept" for one in copies.update(place, "en"))
    assert len(list(place.glob("*.ipynb"))) == 2


def test_copies_of_an_earlier_edition_are_named_until_the_new_ones_lie_there(course, place):
    copies.copy_lessons(place, "en")
    assert copies.outdated(place, "en") == []
    course.rewrite("01_first", "# First, better")
    assert copies.outdated(place, "en") == ["01_first"]
    copies.update(place, "en")
    assert copies.outdated(place, "en") == []
    write(place / "01_first.ipynb", "mine")
    assert copies.outdated(place, "en") == []
    course.rewrite("01_first", "# First, best")
    assert copies.outdated(place, "en") == ["01_first"]
    copies.update(place, "en")
    assert copies.outdated(place, "en") == []


def test_a_changed_new_version_is_kept_too(course, place):
    copies.copy_lessons(place, "en")
    write(place / "01_first.ipynb", "mine")
    course.rewrite("01_first", "# First, better")
    copies.update(place, "en")
    write(place / "01_first_new.ipynb", "mine as well")
    assert all(one.what == "kept" for one in copies.update(place, "en"))
    course.rewrite("01_first", "# First, best")
    assert copies.update(place, "en")[0].path.name == "01_first_new_2.ipynb"
    assert read_book(place / "01_first_new.ipynb")["cells"][0]["source"] == ["mine as well"]


@pytest.mark.parametrize("record", [None, "", "[]", '{"copies": 1}', "{"])
def test_without_a_readable_record_every_other_file_counts_as_the_learners_own(course, place, record):
    copies.copy_lessons(place, "en")
    (place / copies.RECORD).unlink()
    if record is not None:
        (place / copies.RECORD).write_text(record, encoding="utf-8")
    course.rewrite("01_first", "# First, better")
    assert [one.what for one in copies.update(place, "en")] == ["beside", "kept"]


def test_restoring_puts_the_original_beside_and_never_over_a_changed_one(place):
    copies.copy_lessons(place, "en")
    write(place / "01_first.ipynb", "mine")
    for number in ("1", "01", "01_first", "01_first.ipynb"):
        assert copies.restore(place, number, "en").name == "01_first_original.ipynb"
    assert read_book(place / "01_first_original.ipynb")["cells"][0]["source"] == ["# First en"]
    write(place / "01_first_original.ipynb", "mine as well")
    assert copies.restore(place, "1", "en").name == "01_first_original_2.ipynb"
    assert read_book(place / "01_first.ipynb")["cells"][0]["source"] == ["mine"]
    with pytest.raises(LookupError):
        copies.restore(place, "77", "en")


def test_restoring_a_lesson_that_was_deleted_brings_it_back_under_its_name(place):
    copies.copy_lessons(place, "en")
    (place / "01_first.ipynb").unlink()
    assert copies.restore(place, "01", "en").name == "01_first.ipynb"


def test_a_file_that_is_no_notebook_is_never_taken_for_ours(place):
    copies.copy_lessons(place, "en")
    for name in ("01_first.ipynb", "01_first_new.ipynb", "01_first_original.ipynb"):
        (place / name).write_bytes(b"\x00 not json")
    copies.update(place, "en")
    copies.restore(place, "01", "en")
    for name in ("01_first.ipynb", "01_first_new.ipynb", "01_first_original.ipynb"):
        assert (place / name).read_bytes() == b"\x00 not json"


# -- random pairs of a learner's edit and a course's update ----------------------------------------------------------


EDITS = {
    "words": lambda cells, luck: luck.choice(cells).update(source=[f"mine {luck.random()}"]),
    "cell": lambda cells, luck: cells.insert(luck.randrange(len(cells) + 1), code("x = 1", name=f"own{luck.random()}")),
    "less": lambda cells, luck: cells.pop(luck.randrange(len(cells))),
    "order": lambda cells, _: cells.reverse(),
    "kind": lambda cells, _: cells.insert(0, {"cell_type": "raw", "id": "r", "metadata": {}, "source": ["# First"]}),
    "paste": lambda cells, luck: cells[0].update(attachments={"p.png": {"image/png": f"aaaa{luck.randrange(9)}"}}),
    "run": lambda cells, _: [c.update(outputs=[], execution_count=7) for c in cells if c["cell_type"] == "code"],
    "tags": lambda cells, _: cells[0]["metadata"].update(tags=["seen"]),
}


def edit(path, luck):
    """What a learner may do to a lesson; returns whether words of theirs are in it, or were taken out of it."""
    book = read_book(path)
    before = wrote(book)
    kind = luck.choice([*EDITS, "broken", "empty"])
    if kind in EDITS and book["cells"]:
        EDITS[kind](book["cells"], luck)
    text = json.dumps(book, indent=luck.choice([None, 1, 2]), ensure_ascii=luck.random() < 0.5)
    text = {"broken": text[: len(text) // 2], "empty": ""}.get(kind, text)
    path.write_text(text, encoding="utf-8")
    return kind in ("broken", "empty") or wrote(book) != before


def wrote(book):
    return [(cell["cell_type"], "".join(cell["source"]), str(cell.get("attachments"))) for cell in book["cells"]]


def renew(course, luck):
    """What the makers may do to the course."""
    for path in sorted(course.place.glob("en/*.ipynb")):
        book, kind = read_book(path), luck.choice(["words", "cell", "less", "outputs", "teacher", "nothing"])
        if kind == "words":
            luck.choice(book["cells"])["source"] = [f"better {luck.random()}"]
        elif kind == "cell":
            book["cells"].insert(0, markdown(f"more {luck.random()}", name=f"more{luck.randrange(10**9)}"))
        elif kind == "less" and len(book["cells"]) > 2:
            del book["cells"][0]
        elif kind == "outputs":
            book["cells"][-1]["metadata"]["smm"] = luck.random()
        elif kind == "teacher":
            book["cells"].append(markdown("Secret", name=f"secret{luck.randrange(10**9)}", tags=["teacher"]))
        path.write_text(json.dumps(book), encoding="utf-8")
    if luck.random() < 0.3:
        course.write(f"{luck.randrange(3, 99):02}_more", lesson(f"More {luck.random()}"))


def trial(place, number):
    """A learner's folder through a few rounds of work and update; everything that must hold is asserted."""
    luck = random.Random(number)
    course, based = Course(place / "course"), set()
    copies.folder, before = (lambda _: course.place), copies.folder
    home, own = place / "home", {}
    try:
        copies.copy_lessons(home, "en")
        for _ in range(luck.randrange(1, 4)):
            for path in sorted(home.glob("*.ipynb")):
                version = fingerprint_of(path)
                if path not in own and luck.random() < 0.6 and edit(path, luck):
                    own[path] = path.read_bytes()
                    based.add(version)
            if luck.random() < 0.1:
                luck.choice(sorted(set(home.glob("*.ipynb")) - set(own)) or [home / "none"]).unlink(missing_ok=True)
            renew(course, luck)
            copies.update(home, "en")
            _all_is_well(course, home, own, based)
    finally:
        copies.folder = before


def _all_is_well(course, home, own, based):
    for path, content in own.items():
        assert path.read_bytes() == content, "a learner's file was changed"
    for path in set(home.glob("*.ipynb")) - set(own):
        assert "Secret" not in path.read_text(encoding="utf-8")
        nbformat.validate(nbformat.from_dict(read_book(path)))
    there = {fingerprint_of(path) for path in home.glob("*.ipynb")}
    for path in course.place.glob("en/*.ipynb"):
        now = fingerprint(for_students(read_book(path)))
        assert now in there | based, "a new lesson is missing"
    assert {path.suffix for path in home.iterdir()} <= {".ipynb", ".json"}


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_random_edits_and_updates_lose_nothing_and_bring_everything(tmp_path, first):
    for number in range(first, first + 50):
        trial(tmp_path / str(number), number)
