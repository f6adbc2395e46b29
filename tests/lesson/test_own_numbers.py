"""Other numbers for each learner: drawn from a seed, always the same, never such that a wrong idea becomes right."""

import json
from importlib import import_module
from itertools import islice

import pytest

from smm_lib import answers
from smm_lib.course.command import main
from smm_lib.course.exercises import exercises_in, judged_again
from smm_lib.course.files import read_book
from smm_lib.course.gather import gather
from smm_lib.course.question_bank import question_bank
from smm_lib.course.report import read_report, write_report
from smm_lib.files import folder
from smm_lib.language import say, speak
from smm_lib.lesson import own_numbers
from smm_lib.lesson.check import Exercise
from tests.course.moodle import imported
from tests.course.test_question_bank import as_typed, plain
from tests.lesson.asked import asked
from tests.stage import nothing_displayed

SEEDS = [answers.seed_of(f"student {number}") for number in range(10_000)]
KEY = "03_six_step_loop.price_of_free"
OTHER = [key for (kind, key), (given, _) in asked().items() if kind == "check" and callable(given[0])]


def exercise(key, seed=""):
    given, named = asked()["check", key]
    return Exercise(key, *given, seed=seed, **named)


@pytest.mark.parametrize("key", OTHER)
def test_whoever_it_is_no_misconception_is_right_and_every_number_is_one_of_the_author(key):
    made = exercise(key)
    drawn = {tuple(next(made.amounts.drawn(key, seed)).values()): seed for seed in SEEDS}
    assert len(drawn) == len(set(drawn.values())) >= 6
    seen = set()
    for seed in drawn.values():
        made.deal(seed)
        assert made.idea(made.answer) == "right"
        for name, number in made.misconceptions.items():
            assert made.idea(number) == name, (seed, name)
            assert abs(number - made.answer) > 2 * made.within
        assert made.misconceptions
        seen.add((made.answer, made.asks()))
        assert "{" not in "".join(made.tells(part) for part in ("question", "hint", "right", "solution"))
    assert len(seen) >= 5
    usual = list(made.amounts.drawn(key, ""))
    assert usual == [made.amounts.usual]
    for seed in islice(SEEDS, 100):
        for name, value in next(made.amounts.drawn(key, seed)).items():
            assert value in (*made.amounts.choices.get(name, ()), made.amounts.usual[name])


def test_the_same_name_has_the_same_numbers_and_only_a_digest_of_it_is_kept(tmp_path):
    answers.own_numbers("  Zarathustra  Müller", tmp_path)
    seed = answers.seed(tmp_path)
    assert seed == answers.seed_of("zarathustra müller")
    assert "arathustra" not in (tmp_path / answers.FILE).read_text(encoding="utf-8")
    assert exercise(KEY, seed).asks() == exercise(KEY, answers.seed_of("ZARATHUSTRA MÜLLER")).asks()
    whose = answers.learner(tmp_path)
    answers.own_numbers("", tmp_path)
    assert (answers.seed(tmp_path), answers.learner(tmp_path)) == ("", whose)


def test_a_class_code_gives_each_learner_other_numbers(tmp_path):
    for name in "abc":
        (tmp_path / name).mkdir()
        answers.own_numbers("#Monday", tmp_path / name)
    assert len({answers.seed(tmp_path / name) for name in "abc"}) == 3


@pytest.mark.parametrize("kept", [None, 7, "x" * 16, {"seed": "0" * 16}, ["0" * 16], "0" * 17])
def test_what_is_no_seed_means_the_numbers_of_the_course(tmp_path, kept):
    (tmp_path / answers.FILE).write_text(json.dumps({"learner": {"id": "0" * 32, "seed": kept}}), encoding="utf-8")
    assert answers.seed(tmp_path) == ""


def test_the_field_on_the_start_page_turns_them_on_and_off(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = []
    monkeypatch.setattr(import_module("smm_lib.lesson.own_numbers"), "show", lambda widget, *_: shown.append(widget))
    own_numbers()
    _, row, error, said = shown[0].children
    field, button = row.children
    for typed, key in (("Mia", "own.on"), ("", "own.off")):
        field.value = typed
        button.click()
        assert (plain(said.value), error.value) == (plain(say(key)), "")
        assert answers.seed() == answers.seed_of(typed)


def test_an_exercise_asks_a_learner_for_their_own_numbers_and_is_judged_by_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    nothing_displayed(monkeypatch)
    given, named = asked()["check", KEY]
    usual = Exercise(KEY, *given, **named)
    seed = next(seed for seed in SEEDS if exercise(KEY, seed).answer != usual.answer)
    answers.store(answers.LEARNER, {"id": "0" * 32, "seed": seed})
    own = Exercise(KEY, *given, **named)
    assert own.asks() != usual.asks()
    assert own.asks() in plain(own.form.children[1].value)
    for made in (usual, own):
        own.field.value = as_typed(made.answer)
        own.judge()
        assert (answers.stored()[KEY]["tries"][-1]["verdict"] == "right") == (made is own)
    report = write_report(tmp_path, "Mia")
    assert read_report(report).seed == seed
    lied = json.loads(report.read_text(encoding="utf-8"))
    lied["answers"][KEY] |= {"value": usual.answer, "verdict": "right", "tries": []}
    report.write_text(json.dumps(lied), encoding="utf-8")
    row = gather(tmp_path).answers.query("question == 'price_of_free'").iloc[0]
    assert (row["verdict"] != "right", row["score"]) == (True, 0)
    entry = {"kind": "exercise", "value": own.answer, "verdict": "not_yet", "solved": False, "tries": []}
    assert judged_again(KEY, entry, seed)["solved"]


def test_a_sheet_of_paper_for_each_name_has_the_numbers_of_that_name(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "class.txt").write_text("\ufeffMia <b>\n\nTom\nTom\n", encoding="utf-8")
    main(["export", "03", "--format", "html", "--names", "class.txt", "--to", "sheets", "--lang", "de"])
    assert sorted(path.name for path in (tmp_path / "sheets").iterdir()) == [
        "03_six_step_loop_student_Mia_b_.html", "03_six_step_loop_student_Tom.html",
    ]  # fmt: skip
    speak("de")
    book = read_book(folder("notebooks") / "de" / "03_six_step_loop.ipynb")
    pages = {}
    for name, file in (("Mia <b>", "Mia_b_"), ("Tom", "Tom")):
        page = plain((tmp_path / "sheets" / f"03_six_step_loop_student_{file}.html").read_text(encoding="utf-8"))
        pages[name] = [made.asks() for made in exercises_in([book], answers.seed_of(name)).values() if made.amounts]
        assert all(plain(question) in page for question in pages[name])
    assert pages["Tom"] != pages["Mia <b>"]
    assert capsys.readouterr().out.count("sheets") == 2


def test_moodle_gets_variants_with_a_folder_of_their_own_and_replies_for_their_own_numbers():
    book = read_book(folder("notebooks") / "en" / "05_word_of_mouth.ipynb")
    questions = imported(question_bank(book, "moodle", 3))
    varied = [one for one in questions if one.name.startswith("05_word_of_mouth.half_talk")]
    assert [one.name.rpartition("half_talk")[2] for one in varied] == ["", ".1", ".2", ".3"]
    assert len({one.category for one in varied}) == 1
    assert varied[0].category.endswith("/05_word_of_mouth.half_talk")
    assert len({one.text for one in varied}) >= 3
    for seed, one in zip(("", "1", "2", "3"), varied, strict=True):
        made = exercise("05_word_of_mouth.half_talk", seed)
        assert made.asks() in plain(one.text)
        assert one.judged(as_typed(made.answer))[0] == 1
        for name, number in made.misconceptions.items():
            assert plain(one.judged(as_typed(number))[1]) == plain(made.judgement(name))
