"""Every kind of answer on its way: typed into its widget, kept, handed in, and counted in the overview of the class."""

from datetime import date, timedelta

import pandas as pd
import pytest

from smm_lib.answers import SHAPES, stored, usable
from smm_lib.charts import lines
from smm_lib.course import overview
from smm_lib.course.files import read_book
from smm_lib.course.gather import gather
from smm_lib.course.league import league, standings
from smm_lib.course.question_bank.asked import calls_of
from smm_lib.course.report import answers_table, read_report, write_report
from smm_lib.display import alt
from smm_lib.files import folder
from smm_lib.language import LANGUAGES, label, speak, spoken, written
from smm_lib.lesson.ask import Question
from smm_lib.lesson.check import Exercise
from smm_lib.lesson.claim import VERDICTS, ClaimCard
from smm_lib.lesson.explore import Explorer
from smm_lib.lesson.goal import Goal
from smm_lib.lesson.hand_in import predicted
from smm_lib.lesson.predict import Prediction
from smm_lib.lesson.sketch import Sketch
from smm_lib.lesson.sort import Sorting

DUE = date.today() + timedelta(days=90)


def predict(key):
    form = Prediction(key, lambda _: alt.Chart().mark_point(), 20 / 29, of="satisfied", close=0.03)
    form.show()
    form.field.value = written(0.5, "percent")
    form.button.click()


def sketch(key):
    truth = pd.DataFrame({"period": [1, 20], "adopters": [3576.0, 99_626.0]})
    form = Sketch(key, lines, truth, "period", of="adopters", at=(1, 20), domain=(0, 100_000), close=5000)
    form.show()
    form.points[1].value = 100_000
    form.lock_in.click()


def check(key):
    form = Exercise(key, 4.05, of="ratio", within=0.01, upside_down=0.25)
    for answer in (0.25, 4.05, 7):
        form.field.value = written(answer)
        form.button.click()


def ask(key):
    Question(key).choice[1].click()


def sort(key):
    form = Sorting(key, {"flyer": "promotion", "rebate": "price"})
    form.choices["flyer"].value = form.choices["rebate"].value = "price"
    form.button.click()


def claim(key):
    ClaimCard(key, "S14").choice[VERDICTS.index("partly")].click()


def goal(key):
    form = Goal(key)
    form.show()
    form.verb.value, form.metric.value, form.owner.value, form.due.value = "raise", "monthly_orders", "Zarathustra", DUE
    form.start.value, form.target.value = written(1200), written(1500)


def explore(key):
    """The third mission of the lesson's own notebook, won by moving its controls."""
    language = spoken()
    lesson = read_book(folder("notebooks") / "en" / "13_sandbox.ipynb")
    call = next(call for call in calls_of(lesson, "explore") if call.key == key)
    speak(language)
    form = Explorer(*call.given, key=key, **call.named)
    form.move(window=8, lead_time=2, sharing=True)
    form.riddle.told(form.controls)


WIDGETS = {
    "prediction": (predict, "05_word_of_mouth.break_even"),
    "exercise": (check, "05_word_of_mouth.ratio"),
    "choice": (ask, "08_networks_and_seeds.far_apart"),
    "sorting": (sort, "01_where_it_lives.activities"),
    "claim": (claim, "05_word_of_mouth.told_numbers"),
    "goal": (goal, "10_goals_and_tests.own_goal"),
    "mission": (explore, "13_sandbox.quiet_factory"),
}
ROW = {
    "prediction": {"guess": 0.5, "of": "satisfied", "error": -0.275},
    "exercise": {"verdict": "right", "score": 1, "tries": 3, "ideas": "upside_down"},
    "choice": {"entry": "2"},
    "sorting": {"score": 0.5},
    "claim": {"verdict": "partly"},
    "goal": {"metric": "monthly_orders", "start": 1200, "target": 1500, "due": DUE.isoformat()},
    "mission": {"entry": "3DTN"},
}


def test_no_kind_is_forgotten():
    assert set(WIDGETS) == set(ROW) == set(SHAPES)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SHAPES)
def test_an_answer_of_each_kind_comes_from_its_widget_to_the_overview(kind, language, home):
    speak(language)
    widget, key = WIDGETS[kind]
    widget(key)
    entry = usable(stored()[key])
    assert (entry["kind"], entry["language"]) == (kind, language)
    assert list(answers_table(stored())["kind"]) == [kind]
    path = write_report(home)
    assert read_report(path).answers == {key: entry}
    speak("de" if language == "en" else "en")
    (row,) = gather(home).answers.to_dict("records")
    assert (row["lesson"], row["question"], row["kind"]) == (*key.split("."), kind)
    assert (
        {name: row[name] for name in ROW[kind]} == pytest.approx(ROW[kind], abs=1e-4)
        if kind == "prediction"
        else {name: row[name] for name in ROW[kind]} == ROW[kind]
    )


def test_the_overview_has_a_place_for_every_kind_and_names_nobody(home):
    for widget, key in WIDGETS.values():
        widget(key)
    write_report(home)
    answers = gather(home).answers
    assert overview.guesses(answers, "05_word_of_mouth", "break_even")[1]["learners"].sum() == 1
    assert overview.misconceptions(answers)["learners"].tolist() == [1]
    assert overview.choices(answers, "08_networks_and_seeds", "far_apart")["learners"].tolist()[:2] == [0, 1]
    assert overview.verdicts(answers, "05_word_of_mouth", "told_numbers")["learners"].tolist() == [0, 1, 0]
    (shown,) = overview.goals(answers).to_dict("records")
    assert (shown["metric"], shown["start"], shown["target"]) == (label("monthly_orders"), "1,200", "1,500")
    assert "Zarathustra" not in str(shown)
    (ranked,) = league(answers).to_dict("records")
    assert (ranked["rank"], ranked["result"], ranked["code"]) == (1, 56, "3DTN")
    scores = answers.set_index("kind")["score"]
    assert scores[["exercise", "sorting"]].tolist() == [1, 0.5]


@pytest.mark.parametrize("kind", SHAPES)
def test_a_class_that_handed_in_one_kind_of_answer_alone_has_an_overview(kind, home):
    widget, key = WIDGETS[kind]
    widget(key)
    write_report(home)
    answers = gather(home).answers
    tables = [overview.present, overview.calibrated, overview.exercises, overview.misconceptions, overview.goals]
    filled = [table for table in (*tables, league, standings) if len(table(answers))]
    assert overview.present in filled
    assert (league in filled) == (standings in filled) == (kind == "mission")
    assert (overview.goals in filled) == (kind == "goal")
    assert (overview.misconceptions in filled) == (kind == "exercise")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_curve_that_was_drawn_is_counted_among_the_predictions(language, home):
    speak(language)
    key = "09_adoption.s_curve"
    sketch(key)
    entry = usable(stored()[key])
    assert entry["drawn"] == [0, 100_000]
    assert read_report(write_report(home)).answers == {key: entry}
    speak("de" if language == "en" else "en")
    answers = gather(home).answers
    (row,) = answers.to_dict("records")
    assert (row["kind"], row["guess"], row["of"], round(row["error"], 3)) == ("prediction", 50_000, "adopters", -0.031)
    assert overview.guesses(answers, "09_adoption", "s_curve")[1]["learners"].sum() == 1
    assert len(predicted("09_adoption")) == 1
