"""The overview of a class: counted from the reports, without names, as a notebook with charts."""

import json

import nbformat
import pytest

from smm_lib.course import overview
from smm_lib.course.command import main
from smm_lib.course.report import write_report
from smm_lib.display import CHART
from smm_lib.language import LANGUAGES, speak

CLASS = [
    (0.5, "upside_down", "holds"),
    (0.52, "upside_down", "partly"),
    (0.69, "right", "partly"),
    (0.9, "only_good", ""),
]


@pytest.fixture
def handed_in(tmp_path):
    """Four reports, two of them German, and three files that are none."""
    for number, (guess, verdict, judged) in enumerate(CLASS):
        speak(LANGUAGES[number % 2])
        home = tmp_path / f"{number}"
        home.mkdir()
        answers = {
            "05_word_of_mouth.break_even": {"guess": guess, "answer": 0.689655, "of": "satisfied"},
            "05_word_of_mouth.ratio": {"text": "1", "verdict": verdict, "tries": 1},
            "05_word_of_mouth.told_numbers": {"verdict": judged},
            "05_word_of_mouth.<script>": {"guess": 1, "answer": 1, "of": "<b>"},
            "05_word_of_mouth.nonsense": {"guess": 1, "answer": 1, "of": "<b>"},
        }
        (home / "my_answers.json").write_text(json.dumps(answers), encoding="utf-8")
        write_report(home, "Zarathustra")
    for name, content in (("other.csv", "a,b\n1,2"), ("empty.csv", ""), ("binary.csv", "\0\0")):
        (tmp_path / name).write_text(content, encoding="utf-8")
    speak("en")
    return tmp_path


def test_reports_of_both_languages_are_gathered_and_other_files_named(handed_in):
    answers, left_out = overview.gather(handed_in)
    assert answers["learner"].nunique() == 4
    assert left_out == ["binary.csv", "empty.csv", "other.csv"]
    assert overview.asked(answers, "prediction") == [("05_word_of_mouth", "break_even")]


def test_predictions_mistakes_and_verdicts_are_counted(handed_in):
    answers = overview.gather(handed_in).answers
    of, table, places = overview.guesses(answers, "05_word_of_mouth", "break_even")
    assert of == "satisfied"
    assert list(table["learners"]) == [0, 0, 0, 0, 0, 2, 1, 0, 0, 1]
    assert places["report_truth"] == pytest.approx(0.689655)
    ideas = overview.misconceptions(answers)
    assert list(ideas["learners"]) == [2, 1]
    assert "divided the other way round" in ideas["misconception"][0]
    assert list(overview.verdicts(answers, "05_word_of_mouth", "told_numbers")["learners"]) == [1, 2, 0]


@pytest.mark.parametrize(("language", "words"), [("en", "What they predicted"), ("de", "Was sie vorhergesagt haben")])
def test_the_overview_is_a_notebook_that_was_run_with_charts_and_without_names(
    handed_in, tmp_path, monkeypatch, capsys, language, words
):
    target = tmp_path / "overview"
    target.mkdir()
    monkeypatch.chdir(target)
    (target / "class_overview.ipynb").write_text("mine", encoding="utf-8")
    main(["collect", str(handed_in), "--lang", language])
    book = nbformat.read(target / "class_overview_2.ipynb", as_version=4)
    nbformat.validate(book)
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    charts = [output["data"] for output in outputs if CHART in output.get("data", {})]
    assert len(charts) == 3  # predictions, verdicts, misconceptions
    assert all(chart["image/png"] for chart in charts)
    assert not any(output.output_type == "error" for output in outputs)
    text = (target / "class_overview_2.ipynb").read_text(encoding="utf-8")
    assert words in text
    assert "Zarathustra" not in text
    assert "<script" not in text
    assert "other.csv" in capsys.readouterr().out
    assert (target / "class_overview.ipynb").read_text(encoding="utf-8") == "mine"


def test_a_folder_without_reports_ends_in_one_sentence(tmp_path):
    with pytest.raises(SystemExit) as end:
        main(["collect", str(tmp_path)])
    assert "no report" in str(end.value.code)
