"""What a learner entered is never lost: whole file at any moment, broken ones kept, full disks told."""

import json
import multiprocessing
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib import answers, files
from smm_lib.answers import FILE, SHAPES, store, stored, usable
from smm_lib.language import say


@pytest.fixture(autouse=True)
def nothing_unsaved(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
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


@given(
    st.dictionaries(
        st.text(max_size=8), st.text() | st.integers() | st.floats(allow_nan=False, allow_infinity=False), max_size=4
    )
)
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
    assert say("files.full") in remark
    assert str(Path.cwd()) in remark
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


def test_several_kernels_that_write_at_the_same_time_lose_nothing(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=_write_many, args=(tmp_path, name)) for name in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert set(stored(tmp_path)) == {f"l.{name}{number}" for name in "abc" for number in range(40)} | {"l.same"}
    same = stored(tmp_path)["l.same"]
    assert len(same["tries"]) + same["before"] == 3 * 40
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def _write_many(folder, name):
    for number in range(40):
        assert store(f"l.{name}{number}", {"kind": "claim", "verdict": "holds"}, folder) == ""
        store("l.same", {"kind": "exercise", "text": name, "value": number, "verdict": "not_yet"}, folder)


def test_a_lock_left_by_a_killed_process_is_taken_away(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PATIENCE", 0.1)
    (tmp_path / ".my_answers.lock").touch()
    assert store("l.a", {"kind": "claim", "verdict": "holds"}, tmp_path) == ""
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_what_waits_for_one_folder_is_not_taken_for_anothers(tmp_path):
    assert store("l.a", {"guess": 1}, tmp_path / "gone")
    assert stored(tmp_path / "gone")["l.a"]["guess"] == 1
    assert stored(tmp_path) == {}


# -- what is never stored, and what is of no use -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "number", [float("inf"), float("-inf"), float("nan"), 10**5000], ids=["inf", "-inf", "nan", "giant"]
)
def test_what_no_file_can_hold_is_never_stored(number):
    store("l.a", {"guess": 1})
    before = Path(FILE).read_bytes()
    for entry in ({"guess": number}, {"tries": [{"value": number}]}, {"text": "x" * 1_000_000}):
        with pytest.raises(ValueError, match="must"):
            store("l.a", entry)
    assert Path(FILE).read_bytes() == before
    assert stored()["l.a"]["guess"] == 1


def test_half_an_emoji_does_not_spoil_the_file():
    assert store("l.a", {"kind": "goal", "parts": {"owner": "Ann \ud83d"}}) == ""
    assert json.loads(Path(FILE).read_bytes().decode())["l.a"]["parts"]["owner"] == "Ann ?"


@pytest.mark.parametrize(
    "content", ['{"l.b": {"guess": Infinity}}', '{"l.b": {"guess": 1e999}}', '{"l.b": {"text": "\\ud83d", "n": NaN}}']
)
def test_what_another_program_wrote_is_not_written_again_if_nobody_can_read_it(content):
    Path(FILE).write_text(content, encoding="utf-8")
    assert store("l.a", {"guess": 1}) == ""
    text = Path(FILE).read_bytes().decode()
    assert set(json.loads(text, parse_constant=pytest.fail)) == {"l.a", "l.b"}


@pytest.mark.parametrize(
    "entry", [None, [], "text", 7, {}, {"kind": "riddle"}, {"kind": ["goal"]}, {"guess": 10**400}], ids=str
)
def test_an_earlier_entry_of_no_use_is_kept_in_a_file_of_its_own_and_said(entry):
    Path(FILE).write_text(json.dumps({"l.a": entry, "l.b": {"guess": 1}}), encoding="utf-8")
    before = Path(FILE).read_bytes()
    assert usable(entry) is None
    remark = store("l.a", {"kind": "claim", "verdict": "holds"})
    assert "my_answers_unreadable_1.json" in remark
    assert Path("my_answers_unreadable_1.json").read_bytes() == before
    assert stored()["l.a"]["verdict"] == "holds"
    assert stored()["l.b"]["guess"] == 1


def test_a_pipe_a_giant_or_a_bottomless_nest_in_place_of_the_file_is_put_aside(tmp_path):
    for number, make in enumerate((_pipe, _giant, _nest), 1):
        make(tmp_path / FILE)
        assert stored() == {}
        assert f"my_answers_unreadable_{number}.json" in store("l.a", {"guess": 1})
        assert stored()["l.a"]["guess"] == 1


def _pipe(path):
    os.mkfifo(path)


def _giant(path):
    path.unlink()
    with path.open("wb") as file:
        file.truncate(2**31)


def _nest(path):
    path.write_text("[" * 200_000, encoding="utf-8")


OLD = {
    "prediction": {"guess": 0.5, "answer": 0.7, "of": "satisfied", "at": "2026-01-01T10:00:00"},
    "exercise": {"text": "4.05", "verdict": "right", "tries": 3},
    "choice": {"chosen": "2", "right": True},
    "sorting": {"chosen": {"poster": "promotion"}, "right": 3, "of": 4},
    "claim": {"verdict": "partly"},
    "goal": {"parts": {"verb": "raise", "start": "2"}},
}


@pytest.mark.parametrize("kind", sorted({*SHAPES} - {"mission"}))  # which none of them knew
def test_an_entry_of_an_earlier_release_is_known_by_its_parts(kind):
    old, new = usable(OLD[kind]), usable({**OLD[kind], "kind": kind})
    assert old == new
    assert old["kind"] == kind
    assert {name: old[name] for name in OLD[kind] if name != "tries"} == {
        name: part for name, part in OLD[kind].items() if name != "tries"
    }


def test_an_exercise_of_an_earlier_release_keeps_the_number_of_its_tries():
    old = usable(OLD["exercise"])
    assert old["solved"]
    assert len(old["tries"]) + old["before"] == 3


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=9) | st.integers(),
    lambda some: st.lists(some, max_size=2) | st.dictionaries(st.text(max_size=5), some, max_size=2),
)
NAMES = ["kind", "language", "guess", "answer", "of", "text", "value", "verdict", "tries", "before", "chosen", "right"]
NAMES += ["parts", "start", "target", "at", "solved"]


@given(st.dictionaries(st.sampled_from(NAMES), JUNK | st.sampled_from(list(SHAPES))) | JUNK)
def test_a_usable_entry_has_every_part_of_its_kind_and_can_be_written(entry):
    used = usable(entry)
    if used is not None:
        assert set(used) == set(usable(OLD[used["kind"]]))
        json.dumps(used, allow_nan=False).encode()
        assert usable(used) == used


def test_every_try_of_an_exercise_is_kept_and_a_solved_one_stays_solved():
    for value, verdict in ((7, "not_yet"), (0.25, "upside_down"), (4.05, "right"), (8, "not_yet")):
        store("l.a", {"kind": "exercise", "text": str(value), "value": value, "verdict": verdict})
    kept = stored()["l.a"]
    assert [one["verdict"] for one in kept["tries"]] == ["not_yet", "upside_down", "right", "not_yet"]
    assert (kept["value"], kept["verdict"], kept["solved"]) == (4.05, "right", True)
