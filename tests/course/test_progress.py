"""How far a learner has come, from the answers beside the lessons."""

from smm_lib.course.progress import progress, tasks, title
from smm_lib.data import folder
from smm_lib.language import say, speak
from smm_lib.lesson.answers import store

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
        store(key, {})
    assert progress() == [(True, say("progress.all", done=5, **words))]
    speak("de")
    assert "05 Gewinnt" in progress()[0][1]
