"""The hand-in: data for the overview of a class, and the same as a table that a spreadsheet opens."""

import csv
import io
import json
import os
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.answers import SHAPES, usable
from smm_lib.course.command import main
from smm_lib.course.report import (
    COLUMNS,
    answers_table,
    calibration,
    is_report,
    read_report,
    relative_error,
    write_report,
)
from smm_lib.language import LANGUAGES, label, speak
from smm_lib.models.bounds import Refused

TRIES = [{"text": "0,25", "value": 0.25, "verdict": "upside_down"}, {"text": "4", "value": 4, "verdict": "not_yet"}]
ANSWERS = {
    "05_word_of_mouth.break_even": {"guess": 0.5, "answer": 0.689655, "of": "satisfied", "at": "2026-01-01T10:00:00"},
    "05_word_of_mouth.ratio": {"kind": "exercise", "text": "4.05", "verdict": "right", "tries": TRIES, "before": 1},
    "05_word_of_mouth.safe_side": {"text": "=cmd|' /c calc'!A1", "verdict": "middle", "tries": 1},
    "05_word_of_mouth.told_numbers": {"verdict": "partly"},
    "00_start.viral": {"chosen": "2"},
    "13_sandbox.viral": {"chosen": "1", "right": True},
    "01_where.activities": {"chosen": {"poster": "promotion"}, "right": 3, "of": 4},
    "10_goals.own_goal": {"kind": "goal", "parts": {"verb": "raise"}, "text": "Raise reach from 1 to 2."},
    "13_sandbox.big_seed": {"kind": "mission", "code": "4A2Z-G"},
    "broken": 7,
}


@pytest.fixture
def home(tmp_path):
    (tmp_path / "my_answers.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    return tmp_path


def test_every_kind_of_entry_becomes_a_row_with_its_score():
    table = answers_table(ANSWERS, "Anna").set_index("question")
    kinds = ["prediction", "exercise", "exercise", "claim", "choice", "choice", "sorting", "goal", "mission"]
    assert list(table["kind"]) == kinds
    assert set(kinds) == set(SHAPES)
    assert table.loc["break_even", "error"] == pytest.approx(-0.275, abs=1e-4)
    assert list(table["score"].fillna(-1)) == [-1, 1, 0, -1, -1, 1, 0.75, -1, -1]
    assert (table.loc["ratio", "tries"], table.loc["ratio", "ideas"]) == (3, "upside_down")
    assert table.loc["own_goal", "entry"] == "Raise reach from 1 to 2."
    assert table.loc["big_seed", "entry"] == "4A2Z-G"
    assert set(table["name"]) == {"Anna"}
    assert answers_table({}).empty


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_holds_every_answer_as_it_was_kept_and_is_read_in_any_language(home, language):
    speak(language)
    path = write_report(home, "Ayşe")
    speak("en" if language == "de" else "de")
    report = read_report(path)
    assert report.answers == {key: usable(entry) for key, entry in ANSWERS.items() if usable(entry)}
    assert (report.name, len(report.learner)) == ("Ayşe", 32)
    assert read_report(write_report(home, "Ayşe")).learner == report.learner
    json.loads(path.read_bytes(), parse_constant=pytest.fail)


@pytest.mark.parametrize(("language", "separator", "decimal"), [("en", ",", "."), ("de", ";", ",")])
def test_a_spreadsheet_of_the_language_reads_numbers_as_numbers_and_runs_no_formula(home, language, separator, decimal):
    speak(language)
    content = write_report(home).with_suffix(".csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))
    assert rows[0] == [label(f"report_{column}") for column in COLUMNS]
    assert rows[1][5] == f"0{decimal}5"
    assert not any(cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row)
    assert rows[3][4].startswith("'=cmd")


def test_no_name_is_in_a_report_unless_it_was_typed(home, capsys):
    main(["report", str(home)])
    assert read_report(home / "report.json").name == ""
    assert "no name" in capsys.readouterr().out
    main(["report", str(home), "--name", "../Anna Müller=", "--lang", "de"])
    assert read_report(home / "report_Anna_Müller.json").name == "../Anna Müller="
    names = {f"report{name}.{end}" for name in ("", "_Anna_Müller") for end in ("csv", "json")}
    assert {path.name for path in home.iterdir()} == {"my_answers.json", *names}
    if os.name != "nt":
        assert {path.stat().st_mode & 0o77 for path in home.iterdir()} == {0}


def test_a_file_of_the_learner_that_is_called_like_a_report_is_left_alone(home):
    for name in ("report.csv", "report_2.json"):
        (home / name).write_text("mine", encoding="utf-8")
    assert write_report(home).name == "report_3.json"
    assert write_report(home).name == "report_3.json"
    assert [(home / name).read_text() for name in ("report.csv", "report_2.json")] == ["mine", "mine"]


def test_without_answers_there_is_no_report_but_a_sentence(tmp_path):
    with pytest.raises(SystemExit) as end:
        main(["report", str(tmp_path)])
    assert "nothing to report" in str(end.value.code)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_a_name_is_understood_where_python_was_told_that_a_terminal_knows_ascii_only(home):
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    bare |= {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "smm_lib", "report", str(home), "--name", "Ünal"]
    done = subprocess.run(command, capture_output=True, env=bare, check=False)
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr
    assert read_report(home / "report_nal.json").name == "Ünal"


NEST = b'{"format": "smm-report", "answers": ' + b"[" * 200_000
OTHER = b'{"format": "smm-report", "version": 1, "answers": ['
LIST = b'{"format": "smm-report", "version": 1, "answers": []}'


@pytest.mark.parametrize("content", [b"", b"a,b\n1", b"\x00\xff" * 99, b"1" * 2_000_000, b"{}", NEST, OTHER, LIST])
def test_what_is_no_report_is_refused(tmp_path, content):
    (tmp_path / "x.json").write_bytes(content)
    with pytest.raises(ValueError, match=r"report\.is_none"):
        read_report(tmp_path / "x.json")
    assert not is_report(tmp_path / "x.json")


def test_the_table_and_the_report_of_a_later_release_are_called_what_they_are(home):
    path = write_report(home)
    with pytest.raises(ValueError, match=r"report\.is_table"):
        read_report(path.with_suffix(".csv"))
    path.write_text(path.read_text(encoding="utf-8").replace('"version": 1', '"version": 2'), encoding="utf-8")
    with pytest.raises(ValueError, match=r"report\.is_newer"):
        read_report(path)


JUNK = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.integers(), lambda some: st.lists(some, max_size=2)
)
FIELDS = st.sampled_from(
    ["guess", "answer", "of", "text", "verdict", "tries", "chosen", "right", "at", "kind", "parts"]
)


@given(st.dictionaries(st.text(max_size=20), st.dictionaries(FIELDS, JUNK | st.sampled_from(list(SHAPES))), max_size=4))
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


def test_calibration_tells_leaning_from_scatter_and_one_wild_guess_moves_nothing():
    guesses = {"low": [0.5, 0.6, 0.7], "wide": [0.2, 1.0, 1.8], "wild": [0.8, 0.9, 1e9]}
    answers = pd.concat(
        answers_table({f"05.{question}": {"guess": guess, "answer": 1.0}})
        for question, some in guesses.items()
        for guess in some
    )
    table = calibration(answers).set_index("question")
    assert list(table["learners"]) == [3, 3, 3]
    assert table["bias"].to_dict() == pytest.approx({"low": -0.4, "wide": 0.0, "wild": -0.1})
    assert table["spread"].to_dict() == pytest.approx({"low": 0.4, "wide": 0.8, "wild": 0.2})
