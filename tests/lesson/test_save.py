"""The learner's own figures on screen and in files: nothing is overwritten, nothing in them acts."""

import csv
import io
import os
from xml.etree import ElementTree

import pytest

from smm_lib.display import CHART
from smm_lib.language import LANGUAGES, label, say, speak
from smm_lib.lesson._frame import GONE
from smm_lib.lesson.upload import Upload
from tests.posts.test_safety import PAYLOADS


@pytest.fixture
def form(own):
    made = Upload(own)
    made.show()
    return made


def press(form):
    for button in form.drawn.buttons:
        button.click()


def read(path, separator):
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig")), delimiter=separator))


def test_nothing_can_be_saved_before_there_is_a_chart(form):
    assert GONE in form.drawn.words._dom_classes


@pytest.mark.parametrize(("language", "separator", "name"), [("en", ",", "key_figures"), ("de", ";", "kennzahlen")])
def test_the_example_becomes_a_chart_a_table_and_three_files(language, separator, name, folder, own):
    speak(language)
    form = Upload(own)
    form.show()
    form.example.click()
    chart = form.drawn.handle.updates[-1]
    assert GONE not in form.drawn.words._dom_classes
    assert label("median_rate") in form.drawn.table.value
    press(form)
    rows = read(folder / f"{name}.csv", separator)
    assert rows[0][:3] == [label("own_type"), label("by"), label("mean_of_rates")]
    assert len(rows) == 1 + 4 * 3
    shown = [f"{line['median_rate']:.6g}" for line in chart[CHART]["datasets"][chart[CHART]["data"]["name"]]]
    assert [row[rows[0].index(label("median_rate"))].replace(",", ".") for row in rows[1:]] == shown
    assert (folder / f"{name}.png").read_bytes().startswith(b"\x89PNG")
    assert ElementTree.fromstring((folder / f"{name}.svg").read_bytes()).tag.endswith("svg")
    assert f"{name}.svg" in form.drawn.reply.value


def test_a_file_of_the_learner_is_never_overwritten(form, folder):
    (folder / "key_figures.csv").write_bytes(b"mine")
    form.example.click()
    press(form)
    press(form)
    assert (folder / "key_figures.csv").read_bytes() == b"mine"
    assert sorted(path.name for path in folder.glob("*.csv")) == [f"key_figures{n}.csv" for n in ("", "_2", "_3")]
    assert (folder / "key_figures_2.png").exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("data", "column"),
    [
        (b"ID,Type,Likes\n1,Photo,1\n", "reach"),
        (b"ID,Type,Reach\n1,Photo,100\n", "likes"),
        (b"Video,Views,CTR (%)\n1,100,5\n", "impressions"),
    ],
)
def test_a_column_that_the_chart_needs_and_the_file_lacks_is_named_in_one_sentence(language, data, column, own):
    speak(language)
    form = Upload(own)
    form.show()
    form.read(data, "posts.csv")
    assert say("upload.lacks", column=say(f"posts.column.{column}")) in form.error.value
    assert GONE in form.drawn.words._dom_classes


def test_kinds_of_post_keep_the_learners_words_even_if_the_course_has_a_message_of_that_name(form, folder):
    speak("de")
    form.read(b"ID,Type,Reach,Likes\n1,reach,100,1\n2,photo,100,2\n3,vorher/nachher,100,3\n4,left,100,4\n", "posts.csv")
    spec = form.drawn.handle.updates[-1][CHART]
    by = label("reach")
    words = ["left", "photo", "reach", "vorher/nachher"]
    assert [row["_name"] for row in spec["datasets"][spec["data"]["name"]]] == [f"{word} ({by})" for word in words]
    assert all(f"<td>{word}</td>" in form.drawn.table.value for word in words)
    press(form)
    assert [row[0] for row in read(folder / "kennzahlen.csv", ";")[1:]] == words


def test_a_file_in_which_no_post_has_a_rate_is_refused_in_a_sentence_and_the_chart_before_stays(form):
    form.example.click()
    drawn = len(form.drawn.handle.updates)
    form.read(b"ID,Type,Reach,Likes\n1,Photo,0,3\n2,Video,0,2\n", "posts.csv")
    assert say("upload.too_few") in form.error.value
    assert len(form.drawn.handle.updates) == drawn
    assert GONE not in form.drawn.words._dom_classes


def test_a_folder_that_cannot_be_written_is_named(form, folder, monkeypatch):
    form.example.click()
    monkeypatch.setattr("smm_lib.lesson._save.Path.cwd", lambda: folder / "gone")
    press(form)
    assert str(folder / "gone") in form.drawn.error.value
    assert form.drawn.reply.value == ""
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_no_empty_file_and_is_said(form, folder, monkeypatch):
    form.example.click()
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    press(form)
    press(form)
    assert say("files.full") in form.drawn.error.value
    assert str(folder) in form.drawn.error.value
    assert list(folder.iterdir()) == []


EVIL = [*PAYLOADS, "bell \x07 and escape \x1b"]


@pytest.mark.parametrize("some", [EVIL[first::11] for first in range(11)], ids=range(11))
def test_nothing_of_a_file_acts_in_the_table_the_csv_or_the_svg(some, form, folder):
    cells = ['"' + evil.replace('"', '""') + '"' for evil in some]
    rows = "".join(f"{cell},100,5\n{cell},200,6\n" for cell in cells)
    form.read(f"Type,Reach,Likes\n{rows}".encode(), "posts.csv")
    assert form.error.value == ""
    press(form)
    drawn = ElementTree.fromstring((folder / "key_figures.svg").read_bytes())
    tags = {element.tag.rpartition("}")[2] for element in drawn.iter()}
    assert tags <= {"svg", "rect", "g", "path", "line", "text", "title", "defs", "clipPath", "style"}
    assert not [name for element in drawn.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    assert not any(mark in form.drawn.table.value for mark in ("<img", "<script", "<svg", "<a ", "<iframe"))
    saved = read(folder / "key_figures.csv", ",")
    assert len({row[0] for row in saved[1:]}) == len(some)
    for row in saved:
        assert not row[0].startswith(("=", "+", "-", "@", "\t"))
