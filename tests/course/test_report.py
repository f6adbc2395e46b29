"""The hand-in: one small file that a teacher, a spreadsheet and the overview read alike."""

import csv
import io
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.course.command import main
from smm_lib.course.report import (
    COLUMNS,
    answers_table,
    calibration,
    read_report,
    relative_error,
    write_report,
)
from smm_lib.language import LANGUAGES, speak
from smm_lib.models.bounds import Refused

ANSWERS = {
    "05_word_of_mouth.break_even": {"guess": 0.5, "answer": 0.689655, "of": "satisfied", "at": "2026-01-01T10:00:00"},
    "05_word_of_mouth.ratio": {"text": "4.05", "verdict": "right", "tries": 2, "at": "2026-01-01T10:05:00"},
    "05_word_of_mouth.safe_side": {"text": "=cmd|' /c calc'!A1", "verdict": "middle", "tries": 1},
    "05_word_of_mouth.told_numbers": {"verdict": "partly"},
    "00_start.viral": {"chosen": "2"},
    "13_sandbox.viral": {"chosen": "1", "right": True},
    "01_where.activities": {"chosen": {"poster": "promotion"}, "right": 3, "of": 4},
    "broken": 7,
}


@pytest.fixture
def home(tmp_path):
    (tmp_path / "my_answers.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    return tmp_path


def test_every_kind_of_entry_becomes_a_row_with_its_score():
    table = answers_table(ANSWERS, "Anna").set_index("question")
    assert list(table["kind"]) == ["prediction", "exercise", "exercise", "claim", "choice", "choice", "sorting"]
    assert table.loc["break_even", "error"] == pytest.approx(-0.275, abs=1e-4)
    assert list(table["score"].fillna(-1)) == [-1, 1, 0, -1, -1, 1, 0.75]
    assert set(table["name"]) == {"Anna"}
    assert answers_table({}).empty


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_read_back_as_it_was_written(home, language):
    speak(language)
    table = read_report(write_report(home))
    speak("en")
    pd.testing.assert_frame_equal(table, answers_table(ANSWERS).fillna({c: "" for c in COLUMNS if c not in (
        "guess", "answer", "error", "score", "tries")}), check_dtype=False)  # fmt: skip


@pytest.mark.parametrize(("language", "separator", "decimal"), [("en", ",", "."), ("de", ";", ",")])
def test_a_spreadsheet_of_the_language_reads_numbers_as_numbers_and_runs_no_formula(home, language, separator, decimal):
    speak(language)
    content = write_report(home).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))
    assert rows[1][5] == f"0{decimal}5"
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row)
    assert rows[3][4].startswith("'=cmd")


def test_no_name_is_in_a_report_unless_it_was_typed(home, capsys):
    main(["report", str(home)])
    assert set(read_report(home / "report.csv")["name"]) == {""}
    assert "no name" in capsys.readouterr().out
    main(["report", str(home), "--name", "../Anna Müller=", "--lang", "de"])
    assert set(read_report(home / "report_Anna_Müller.csv")["name"]) == {"../Anna Müller="}
    assert sorted(path.name for path in home.iterdir()) == ["my_answers.json", "report.csv", "report_Anna_Müller.csv"]


def test_without_answers_there_is_no_report_but_a_sentence(tmp_path):
    with pytest.raises(SystemExit) as end:
        main(["report", str(tmp_path)])
    assert "nothing to report" in str(end.value.code)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_a_report_a_spreadsheet_saved_anew_is_still_read(home, encoding, separator):
    rows = list(csv.reader(io.StringIO(write_report(home, "Änne").read_bytes().decode("utf-8-sig"))))
    with (home / "again.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    table = read_report(home / "again.csv")
    assert table["guess"][0] == 0.5
    assert set(table["name"]) == {"Änne"}


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\x00\xff" * 99, b"x" * 2_000_000, b"Lesson,Question\n"])
def test_what_is_no_report_is_refused(tmp_path, content):
    (tmp_path / "x.csv").write_bytes(content)
    with pytest.raises(ValueError, match="must be a report"):
        read_report(tmp_path / "x.csv")


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.integers(), lambda some: st.lists(some, max_size=2)
)
FIELDS = st.sampled_from(["guess", "answer", "of", "text", "verdict", "tries", "chosen", "right", "at"])


@given(st.dictionaries(st.text(max_size=20), st.dictionaries(FIELDS, JUNK) | JUNK, max_size=4))
def test_whatever_stands_in_the_file_of_answers_becomes_a_table(answers):
    table = answers_table(answers)
    assert list(table) == list(COLUMNS)
    assert len(table) <= len(answers)


@given(st.floats(), st.floats())
def test_a_relative_error_is_right_or_refused(guess, answer):
    try:
        error = relative_error(guess, answer)
    except Refused:
        assert not (abs(guess) <= 1e15 and 1e-15 <= abs(answer) <= 1e15)
    else:
        assert answer + error * abs(answer) == pytest.approx(guess, rel=1e-9, abs=1e-9 * abs(answer))


def test_calibration_tells_leaning_from_scatter():
    guesses = {"low": [0.5, 0.6, 0.7], "wide": [0.2, 1.0, 1.8]}
    answers = pd.concat(
        answers_table({f"05.{question}": {"guess": guess, "answer": 1.0}})
        for question, some in guesses.items()
        for guess in some
    )
    table = calibration(answers).set_index("question")
    assert list(table["learners"]) == [3, 3]
    assert table["bias"].to_dict() == pytest.approx({"low": -0.4, "wide": 0.0})
    assert table["spread"].to_dict() == pytest.approx({"low": 0.4, "wide": 0.8})
