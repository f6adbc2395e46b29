"""The overview of a class: counted from whatever was handed in, without names, as a notebook with charts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from smm_lib.course import gather as gathering
from smm_lib.course import overview
from smm_lib.course.collect import TEMPLATES
from smm_lib.course.command import main
from smm_lib.course.files import KINDS
from smm_lib.course.gather import NoReports, course, gather
from smm_lib.course.report import write_report
from smm_lib.display import CHART
from smm_lib.language import LANGUAGES, say, speak

ROOT = Path(__file__).resolve().parents[2]
LESSON = "05_word_of_mouth"
CLASS = [
    (0.5, "upside_down", "holds"),
    (0.52, "upside_down", "partly"),
    (0.69, "right", "partly"),
    (0.9, "only_good", ""),
]


def entries(guess, verdict, judged):
    return {
        f"{LESSON}.break_even": {"guess": guess, "answer": 0.689655, "of": "satisfied"},
        f"{LESSON}.ratio": {"text": "1", "verdict": verdict, "tries": 1},
        f"{LESSON}.told_numbers": {"verdict": judged} if judged else None,
        f"{LESSON}.<script>": {"guess": 1, "answer": 1, "of": "<b>"},
        f"{LESSON}.nonsense": {"guess": 1, "answer": 1, "of": "<b>"},
        "00_start_here.q_viral": {"chosen": "1"},
    }


def hand_in(home, answers, name=""):
    home.mkdir(parents=True, exist_ok=True)
    (home / "my_answers.json").write_text(json.dumps(answers), encoding="utf-8")
    return write_report(home, name)


def by_hand(path, answers, **more):
    """A report nobody's button wrote."""
    content = {"format": "smm-report", "version": 1, "learner": "", "name": "", "written": "", "answers": answers}
    path.write_text(json.dumps(content | more), encoding="utf-8")
    return path


@pytest.fixture
def handed_in(tmp_path):
    """Four reports, two of them German, each with its table, and three files that are none."""
    place = tmp_path / "class"
    for number, answers in enumerate(CLASS):
        speak(LANGUAGES[number % 2])
        hand_in(place / f"{number}", entries(*answers), "Zarathustra")
    for name, content in (("other.csv", "a,b\n1,2"), ("empty.json", ""), ("binary.JSON", "\0\0")):
        (place / name).write_text(content, encoding="utf-8")
    speak("en")
    return place


def test_reports_of_both_languages_are_gathered_and_other_files_named_with_the_reason(handed_in):
    answers, left_out, twice = gather(handed_in)
    assert answers["learner"].nunique() == 4
    answers_kept = {"0/my_answers.json", "1/my_answers.json", "2/my_answers.json", "3/my_answers.json"}
    assert {name for name, _ in left_out} == {"binary.JSON", "empty.json", "other.csv", *answers_kept}
    assert {reason for _, reason in left_out} == {say("report.is_none")}
    assert twice == []
    assert overview.asked(answers, "prediction") == [(LESSON, "break_even")]


def test_predictions_mistakes_choices_and_verdicts_are_counted(handed_in):
    answers = gather(handed_in).answers
    of, table, places = overview.guesses(answers, LESSON, "break_even")
    assert of == "satisfied"
    assert list(table["learners"]) == [0, 0, 0, 0, 0, 2, 1, 0, 0, 1]
    assert places["report_truth"] == pytest.approx(0.689655)
    ideas = overview.misconceptions(answers)
    assert list(ideas["learners"]) == [2, 1]
    assert "divided the other way round" in ideas["misconception"][0]
    assert list(overview.verdicts(answers, LESSON, "told_numbers")["learners"]) == [1, 2, 0]
    assert list(overview.choices(answers, "00_start_here", "q_viral")["learners"])[:2] == [4, 0]


def collected(handed_in, target, monkeypatch, *words):
    target.mkdir(exist_ok=True)
    monkeypatch.chdir(target)
    main(["collect", str(handed_in), *words])
    newest = max(handed_in.glob("class_overview*.ipynb"), key=lambda path: path.stat().st_mtime_ns)
    book = nbformat.read(newest, as_version=4)
    nbformat.validate(book)
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    assert not any(output.output_type == "error" for output in outputs)
    return newest, [output["data"] for output in outputs]


@pytest.mark.parametrize(("language", "words"), [("en", "What they predicted"), ("de", "Was sie vorhergesagt haben")])
def test_the_overview_is_a_notebook_that_was_run_with_charts_beside_the_reports(
    handed_in, tmp_path, monkeypatch, capsys, language, words
):
    (handed_in / "class_overview.ipynb").write_text("mine", encoding="utf-8")
    path, data = collected(handed_in, tmp_path / "elsewhere", monkeypatch, "--lang", language)
    assert path.name == "class_overview_2.ipynb"
    charts = [shown for shown in data if CHART in shown]
    assert len(charts) == 3  # predictions, verdicts, misconceptions; what is asked twice has a table
    assert all(chart["image/png"] for chart in charts)
    text = path.read_text(encoding="utf-8")
    assert words in text
    assert text.count("Zarathustra") == 2 * 4  # who handed in, as a table and as text
    assert "<script" not in text
    assert str(tmp_path) not in text
    assert "folder = '.'" in text
    for question in ("break_even", "ratio"):
        assert overview.in_words(LESSON, question)[:40] in text
    assert "other.csv" in capsys.readouterr().out
    assert (handed_in / "class_overview.ipynb").read_text(encoding="utf-8") == "mine"


def test_a_folder_without_reports_ends_in_sentences(tmp_path, capsys):
    (tmp_path / "notes.json").write_text("[]", encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        main(["collect", str(tmp_path)])
    assert "no report" in str(end.value.code)
    assert "notes.json" in capsys.readouterr().out


# -- the notebook is code like any other -----------------------------------------------------------------------------


def cells(language):
    book = json.loads((TEMPLATES / f"{language}.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in book["cells"] if cell["cell_type"] == "code"]


def test_both_notebooks_of_the_overview_have_the_same_code_but_for_their_language():
    assert cells("en") == [cells("de")[0].replace('speak("de")', 'speak("en")'), *cells("de")[1:]]


def test_the_cells_of_the_overview_pass_the_type_check(tmp_path):
    (tmp_path / "cells.py").write_text("\n\n".join(cells("en")) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--config-file", str(ROOT / "pyproject.toml"), str(tmp_path / "cells.py")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# -- whatever is handed in -------------------------------------------------------------------------------------------


@pytest.mark.timeout(60)
def test_every_kind_of_broken_file_is_named_and_left_out_and_the_rest_counts(handed_in):
    place = handed_in / "broken"
    place.mkdir()
    os.mkfifo(place / "pipe.json")
    (place / "zero.json").symlink_to("/dev/zero")
    (place / "nowhere.json").symlink_to(place / "gone")
    (place / "itself.json").symlink_to(place / "itself.json")
    (place / "deep.json").write_text('{"format": "smm-report", "answers": ' + "[" * 300_000, encoding="utf-8")
    (place / "table.CSV").write_bytes(next(handed_in.glob("0/*.csv")).read_bytes())
    (place / "half.json").write_bytes(next(handed_in.glob("0/report*.json")).read_bytes()[:-20])
    (place / "report.json.txt").write_text("half", encoding="utf-8")
    with (place / "huge.json").open("wb") as file:
        file.truncate(2**33)
    (place / "cells.csv").write_text("x" * 140_000, encoding="utf-8")
    locked = by_hand(place / "newer.json", {}, version=7)
    found = gather(handed_in)
    assert found.answers["learner"].nunique() == 4
    named = {Path(name).name: reason for name, reason in found.left_out if "broken" in name}
    assert set(named) == {path.name for path in place.iterdir()}
    assert named["table.CSV"] == say("report.is_table")
    assert named[locked.name] == say("report.is_newer")


HOSTILE = {
    f"{LESSON}.break_even": [
        {"guess": float("inf")},
        {"guess": 1e300},
        {"guess": -1},
        {"guess": 10**400},
        {"guess": "=1"},
    ],
    "00_start_here.q_viral": [{"chosen": "9"}, {"chosen": "<img src=x>"}, {"chosen": ["1"]}, {"verdict": "holds"}],
    f"{LESSON}.told_numbers": [{"verdict": "sometimes"}, {"kind": "goal", "parts": {}}, {"verdict": None}],
    f"{LESSON}.ratio": [{"text": "1", "verdict": "<script>alert(1)</script>", "tries": 10**9}],
    "10_goals_and_tests.own_goal": [
        {"parts": {"verb": "<b>", "metric": "reach", "due": "2027-01-01"}, "start": 1, "target": 2},
        {"parts": {"verb": "raise", "metric": "reach", "due": "never"}, "start": 1, "target": 2},
        {"parts": {"verb": "raise", "metric": "reach", "due": "2027-01-01"}, "start": -1, "target": float("nan")},
    ],
}


@pytest.mark.parametrize("key", HOSTILE)
def test_an_answer_that_no_lesson_could_have_taken_does_not_count(handed_in, key):
    before = gather(handed_in).answers
    for number, entry in enumerate(HOSTILE[key]):
        by_hand(handed_in / f"hostile_{number}.json", {key: entry})
    after = gather(handed_in).answers
    tables = [overview.misconceptions, overview.goals]
    assert [table(after).to_dict() for table in tables] == [table(before).to_dict() for table in tables]
    for kind in ("prediction", "choice", "claim"):
        assert overview.asked(after, kind) == overview.asked(before, kind)
    lesson, question = key.split(".")
    if key != f"{LESSON}.ratio":
        assert len(overview._of(after, lesson, question)) == len(overview._of(before, lesson, question))
        assert {f"hostile_{number}.json" for number in range(len(HOSTILE[key]))} <= dict(
            gather(handed_in).left_out
        ).keys()


@pytest.mark.timeout(60)
def test_a_report_with_thousands_of_invented_questions_takes_no_time_and_makes_no_chart(handed_in):
    invented = {f"{number:02}_lesson{number}.break_even": {"guess": 0.5, "answer": 0.7} for number in range(8000)}
    by_hand(handed_in / "many.json", invented)
    assert overview.asked(gather(handed_in).answers, "prediction") == [(LESSON, "break_even")]


def test_one_learner_bends_nothing_quantity_and_answer_are_those_of_the_course(handed_in):
    by_hand(handed_in / "bent.json", {f"{LESSON}.break_even": {"guess": 0.1, "answer": 0.1, "of": "customers"}})
    of, table, places = overview.guesses(gather(handed_in).answers, LESSON, "break_even")
    assert of == "satisfied"
    assert places["report_truth"] == pytest.approx(0.689655)
    assert table["learners"].sum() == 5


@pytest.mark.parametrize("answers", [(0.1, 0.7), (0.1, 0.1, 0.5, 0.6, 0.7)])
def test_where_reports_do_not_agree_on_the_answer_none_is_drawn(tmp_path, answers):
    asked = [task for task in course("en").values() if KINDS[task.call] == "prediction"]
    for number, answer in enumerate(answers):
        entries = {task.key: {"guess": 0.5 if task.of == "satisfied" else 5, "answer": answer} for task in asked}
        by_hand(tmp_path / f"{number}.json", entries)
    found = gather(tmp_path).answers
    predicted = overview.asked(found, "prediction")
    assert len(predicted) > 8, "of quantities with and without a range"
    for lesson, question in predicted:
        _, table, places = overview.guesses(found, lesson, question)
        assert (places, table["learners"].sum()) == ({}, len(answers))


def test_a_learner_who_hands_in_twice_counts_once_with_the_latest_and_that_is_said(
    handed_in, capsys, monkeypatch, tmp_path
):
    first = next((handed_in / "0").glob("report*.json"))
    again = json.loads(first.read_text(encoding="utf-8"))
    again["written"] = "2099-01-01T00:00:00+00:00"
    again["answers"][f"{LESSON}.break_even"]["guess"] = 0.99
    (handed_in / "report_a_2.json").write_text(json.dumps(again), encoding="utf-8")
    (handed_in / "0" / "copy of it.json").write_bytes(first.read_bytes())
    answers, _, twice = gather(handed_in)
    assert answers["learner"].nunique() == 4
    assert len(twice) == 2
    assert list(overview.guesses(answers, LESSON, "break_even")[1]["learners"]) == [0, 0, 0, 0, 0, 1, 1, 0, 0, 2]
    collected(handed_in, tmp_path / "there", monkeypatch)
    assert "report_a_2.json" in capsys.readouterr().out


def test_lessons_handed_in_one_by_one_are_put_together_and_can_be_chosen(tmp_path):
    answers = entries(*CLASS[0])
    home = tmp_path / "home"
    hand_in(home, answers)
    for lesson in (LESSON, "00_start_here"):
        write_report(home, "Ann", lesson)
    (home / "report.json").unlink()
    assert {path.name for path in home.glob("report_*.json")} == {"report_05_Ann.json", "report_00_Ann.json"}
    table, _, twice = gather(home)
    assert (table["learner"].nunique(), twice) == (1, [])
    assert sorted(table["lesson"].unique()) == ["00_start_here", LESSON]
    assert overview.present(table).to_dict("records") == [{"name": "Ann", "lessons": "00 05", "answers": 4}]
    assert list(gather(home, ["05"]).answers["lesson"].unique()) == [LESSON]
    (row,) = overview.exercises(table).to_dict("records")
    assert (row["right"], row["wrong"], row["tries"]) == (0, 1, 1)
    assert "divided the other way round" in row["idea"]
    assert row["exercise"].startswith("05 · 1,000 customers, 90% satisfied")


def test_an_idea_counts_once_for_each_learner_however_often_it_was_met(tmp_path):
    tries = [{"text": "1", "value": 1, "verdict": verdict} for verdict in ("upside_down", "only_good", "upside_down")]
    for number in range(3):
        last = {"kind": "exercise", "text": "4.05", "verdict": "right", "tries": tries[: number + 1]}
        by_hand(tmp_path / f"{number}.json", {f"{LESSON}.ratio": last})
    answers = gather(tmp_path).answers
    for rows in (answers, pd.concat([answers, answers])):
        assert list(overview.misconceptions(rows)["learners"]) == [3, 2]


def test_a_wild_guess_is_counted_in_the_last_bin_and_leaves_the_others_apart(tmp_path):
    for number, guess in enumerate((200, 640, 700, 1_000_000)):
        entry = {"guess": guess, "answer": 648.8, "of": "orders"}
        by_hand(tmp_path / f"{number}.json", {"12_buzz_to_order.factory": entry})
    _, table, _ = overview.guesses(gather(tmp_path).answers, "12_buzz_to_order", "factory")
    assert (table["orders_low"].iloc[0], table["orders_high"].iloc[-1]) == (0, pytest.approx(2010))
    assert (table["learners"] > 0).sum() == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_control_characters_of_a_file_name_never_reach_the_terminal(handed_in, tmp_path, monkeypatch, capsys):
    evil = "\x1b]0;pwned\x07\x1b[2J x\nOK: all fine \u202e\x9b2J.json"
    (handed_in / evil).write_text("{}", encoding="utf-8")
    (handed_in / os.fsdecode(b"\xff\xfe.json")).touch()
    collected(handed_in, tmp_path / "there", monkeypatch)
    said = capsys.readouterr().out
    assert "pwned" in said
    assert all(line.isprintable() for line in said.split("\n"))
    assert not any(line.startswith("OK: all fine") for line in said.split("\n"))


def test_a_folder_full_of_files_is_read_to_a_limit_that_is_said(handed_in, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_REPORTS", 6)
    assert ("…", say("report.too_many", most=6)) in gather(handed_in).left_out
    with pytest.raises(NoReports):
        gather(handed_in / "nowhere")


def test_a_report_of_which_a_part_is_impossible_counts_for_the_rest_and_is_named(tmp_path):
    by_hand(tmp_path / "a.json", {**entries(*CLASS[0]), f"{LESSON}.break_even": {"guess": 7}})
    found = gather(tmp_path)
    assert found.left_out == [("a.json", say("report.impossible", keys=f"{LESSON}.break_even"))]
    assert len(found.answers) == 3


@pytest.mark.timeout(120)
def test_five_hundred_reports_with_ten_hostile_and_ten_broken_ones_are_collected_in_time(tmp_path, monkeypatch, capsys):
    place = tmp_path / "class"
    place.mkdir()
    for number in range(480):
        by_hand(place / f"report_{number:03}.json", entries(*CLASS[number % 4]), learner=f"{number:032x}")
    wrong = [(key, entry) for key, some in HOSTILE.items() for entry in some]
    for number in range(10):
        key, entry = wrong[number]
        by_hand(place / f"hostile_{number}.json", {key: entry}, name="=cmd|' /c calc'!A1", learner=["<script>"])
        (place / f"broken_{number}.json").write_text("[" * number * 10_000, encoding="utf-8")
    _, data = collected(place, tmp_path / "there", monkeypatch)
    assert "<script" not in json.dumps(data)
    said = capsys.readouterr().out
    assert all(f"broken_{number}.json" in said for number in range(10))
    assert all(f"hostile_{number}.json" in said for number in range(10) if wrong[number][0] != f"{LESSON}.ratio")
    assert say("overview.made", learners=480, path=place / "class_overview.ipynb") in said
