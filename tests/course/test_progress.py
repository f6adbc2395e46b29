"""How far a learner has come, from the answers beside the lessons."""

from smm_lib.answers import store
from smm_lib.course.progress import calibrated, progress, tasks, title
from smm_lib.files import folder
from smm_lib.language import say, speak

LESSON = folder("notebooks") / "en" / "05_word_of_mouth.ipynb"


def test_the_tasks_of_a_lesson_are_its_prediction_its_exercises_and_its_card():
    assert [key.partition(".")[2] for key in tasks(LESSON)] == [
        "break_even", "ratio", "safe_side", "half_talk", "told_numbers",
    ]  # fmt: skip


def test_progress_counts_answered_tasks_and_says_when_all_are_done(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert progress() == [(True, say("progress.none"))]
    store("05_word_of_mouth.ratio", {"verdict": "right"})
    words = {"number": "05", "title": title(LESSON), "of": 5}
    assert progress() == [(True, say("progress.some", done=1, **words))]
    for key in tasks(LESSON):
        store(key, {"kind": "claim", "verdict": "holds"})
    assert progress() == [(True, say("progress.all", done=5, **words))]
    speak("de")
    assert "05 Gewinnen" in progress()[0][1]


def test_the_calibration_says_how_far_off_and_to_which_side(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert calibrated() == [(True, say("progress.no_guess"))]
    for number, guess in enumerate((120, 130, 100)):
        store(f"99_test.q{number}", {"guess": guess, "answer": 100, "of": "customers"})
    assert calibrated() == [
        (True, f"{say('progress.guesses', number=3, size='20%')} {say('progress.lean_high')}"),
    ]
    for number in range(3):
        store(f"99_test.q{number}", {"guess": 98, "answer": 100, "of": "customers"})
    assert calibrated()[0][1].endswith(say("progress.lean_even"))
