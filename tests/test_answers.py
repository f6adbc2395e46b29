"""What a learner entered is never lost: whole file at any moment, broken ones kept, full disks told."""

import json
import multiprocessing
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib import answers
from smm_lib.answers import FILE, store, stored


@pytest.fixture(autouse=True)
def a_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def nothing_unsaved():
    answers._unsaved.clear()
    yield
    answers._unsaved.clear()


def test_an_answer_survives_and_replaces_the_one_before():
    assert store("l.a", {"guess": 0.5}) == ""
    assert store("l.a", {"guess": 0.6}) == ""
    assert store("l.b", {"text": "4,05 ü"}) == ""
    assert stored()["l.a"]["guess"] == 0.6
    assert stored()["l.b"]["text"] == "4,05 ü"
    assert set(json.loads(Path(FILE).read_text(encoding="utf-8"))) == {"l.a", "l.b"}


@given(st.dictionaries(st.text(max_size=8), st.text() | st.integers() | st.floats(allow_nan=False), max_size=4))
def test_any_plain_entry_comes_back_as_it_went_in(entry):
    entry.pop("at", None)
    store("l.any", entry)
    got = stored()["l.any"]
    assert {key: got[key] for key in entry} == entry


@pytest.mark.parametrize("broken", ["", "{", "[1]", '{"a": 1', "\x00\x00", "null"])
def test_a_broken_file_is_kept_under_another_name_and_said(broken):
    Path(FILE).write_text(broken, encoding="utf-8")
    assert stored() == {}
    remark = store("l.a", {"guess": 1})
    assert "my_answers_unreadable_1.json" in remark
    assert Path("my_answers_unreadable_1.json").read_text(encoding="utf-8") == broken
    assert stored()["l.a"]["guess"] == 1


def test_a_second_broken_file_does_not_replace_the_first():
    for number in (1, 2):
        Path(FILE).write_text(f"broken {number}", encoding="utf-8")
        store("l.a", {"guess": 1})
    assert Path("my_answers_unreadable_1.json").read_text(encoding="utf-8") == "broken 1"
    assert Path("my_answers_unreadable_2.json").read_text(encoding="utf-8") == "broken 2"


def test_a_full_disk_leaves_the_old_file_whole_and_the_answer_still_counts(monkeypatch):
    store("l.a", {"guess": 1})
    before = Path(FILE).read_bytes()

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    remark = store("l.b", {"guess": 2})
    assert "No space left on device" in remark
    assert Path(FILE).read_bytes() == before
    assert stored()["l.b"]["guess"] == 2
    assert [path.name for path in Path.cwd().iterdir()] == [FILE]
    monkeypatch.undo()


def test_what_could_not_be_saved_is_saved_with_the_next_answer(monkeypatch, tmp_path):
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
        store("l.a", {"guess": 1}, tmp_path)
    store("l.b", {"guess": 2}, tmp_path)
    assert set(json.loads((tmp_path / FILE).read_text(encoding="utf-8"))) == {"l.a", "l.b"}


def test_a_reader_never_sees_half_a_file(tmp_path):
    store("l.a", {"text": "x" * 20_000}, tmp_path)
    writer = multiprocessing.get_context("spawn").Process(target=_write_often, args=(tmp_path,))
    writer.start()
    reads = 0
    while writer.is_alive():
        assert "l.a" in json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
        reads += 1
    writer.join()
    assert writer.exitcode == 0
    assert reads > 10


def _write_often(folder):
    for number in range(100):
        store("l.a", {"text": str(number) * 20_000}, folder)
