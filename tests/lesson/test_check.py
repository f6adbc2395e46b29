"""An exercise recognises the misconception behind a wrong answer, and gives nothing away before."""

import json
from pathlib import Path

import pytest

from smm_lib.answers import FILE, stored
from smm_lib.language import LANGUAGES, catalogue, say, speak, written
from smm_lib.lesson.check import Exercise
from smm_lib.models.word_of_mouth import break_even_range, listeners

KEY = "05_word_of_mouth.ratio"
GOOD, BAD = listeners(1000, 0.9, 4.5, 10)
THINKING = {"upside_down": BAD / GOOD, "forgot_the_share": 0.45, "only_good": GOOD}


def exercise():
    made = Exercise(KEY, GOOD / BAD, of="ratio", within=0.01, **THINKING)
    made.show()
    return made


def answer(made, text):
    made.field.value = text
    made.button.click()
    return made.reply.value


def test_the_right_answer_unfolds_the_solution():
    made = exercise()
    assert say("check.right") in answer(made, "4.05")
    assert made.solution.value
    assert stored()[KEY]["verdict"] == "right"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("thought", THINKING)
def test_each_misconception_is_recognised_and_named(thought, language):
    speak(language)
    reply = answer(exercise(), written(round(THINKING[thought], 3)))
    assert say("check.almost") in reply
    assert catalogue(language)[f"check.ratio.{thought}"][:20] in reply
    assert stored()[KEY]["verdict"] == thought


def test_any_other_answer_gets_a_hint_and_no_solution():
    made = exercise()
    reply = answer(made, "7")
    assert say("check.not_yet") in reply
    assert say("check.ratio.hint") in reply
    assert made.solution.value == ""


def test_the_solution_can_be_asked_for():
    made = exercise()
    made.asked.click()
    assert "4,050" in made.solution.value


@pytest.mark.parametrize("text", ["", "four", "4,05", "nan", "<script>"])
def test_what_is_no_number_is_refused_without_counting_as_a_try(text):
    made = exercise()
    answer(made, text)
    assert made.error.value
    assert "<script>" not in made.error.value
    assert stored() == {}


def test_an_unreadable_entry_takes_the_reply_to_the_last_one_away():
    made = exercise()
    answer(made, "7")
    assert answer(made, "seven") == ""


def test_tries_are_counted_over_a_restart_and_the_answer_comes_back():
    for text in ("7", "0.45"):
        answer(exercise(), text)
    assert [one["verdict"] for one in stored()[KEY]["tries"]] == ["not_yet", "forgot_the_share"]
    again = exercise()
    assert again.field.value == "0.45"
    assert say("check.almost") in again.reply.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_share_may_be_typed_with_or_without_its_sign(language):
    speak(language)
    even = break_even_range((4, 5), (8, 12))
    for text in ("75", "75 %", "75%"):
        made = Exercise("05_word_of_mouth.safe_side", even["break_even_high"], of="satisfied", within=0.002)
        assert say("check.right") in answer(made, text)


def test_no_misconception_is_taken_for_right():
    for mistaken in THINKING.values():
        assert abs(mistaken - GOOD / BAD) > 0.02


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_share_typed_as_a_part_of_one_is_told_so_even_where_it_is_close_to_a_misconception(language):
    speak(language)
    made = Exercise("07_going_viral.bad_luck", 0.417, of="extinction", within=0.006, never=0)
    assert say("check.in_percent") in answer(made, written(0.417))
    assert stored()["07_going_viral.bad_luck"]["verdict"] == "not_yet"
    assert say("check.bad_luck.never") in answer(made, "0")


@pytest.mark.parametrize(("meant", "reply"), [(1.2, "check.near"), (1.4, "check.ratio.hint")])
def test_an_answer_rounded_to_one_digit_is_near_unless_the_rounding_took_more_than_a_fifth(meant, reply):
    made = Exercise(KEY, meant, of="ratio", within=0.01)
    made.show()
    assert say(reply) in answer(made, "1")


@pytest.mark.parametrize(("text", "reply"), [("4.1", "check.near"), ("4", "check.near"), ("4.2", "check.ratio.hint")])
def test_a_number_rounded_too_much_is_called_close_and_is_not_yet_right(text, reply):
    assert say(reply) in answer(exercise(), text)
    assert stored()[KEY]["verdict"] == "not_yet"


# -- what was typed is never read a second time ----------------------------------------------------------------------


@pytest.mark.parametrize(("typed", "shown"), [("4.05", "4,05"), ("1,234", "1.234")])
def test_an_answer_keeps_its_meaning_when_the_language_changes(typed, shown):
    first = exercise()
    answer(first, typed)
    speak("de")
    again = exercise()
    assert again.field.value == shown
    assert again.error.value == ""
    assert catalogue("de")[f"check.{'right' if typed == '4.05' else 'not_yet'}"] in again.reply.value
    speak("en")
    assert exercise().field.value == typed
    assert stored()[KEY]["text"] == typed


def test_an_answer_of_an_earlier_release_is_known_by_its_verdict_in_any_language():
    for verdict, text in (("right", "4.05"), ("upside_down", "0.25"), ("no_longer_known", "x" * 9)):
        Path(FILE).write_text(json.dumps({KEY: {"text": text, "verdict": verdict, "tries": 2}}), encoding="utf-8")
        for language in LANGUAGES:
            speak(language)
            again = exercise()
            assert (again.field.value, again.error.value) == (text, "")
            key = verdict if verdict != "no_longer_known" else "hint"
            assert say(f"check.ratio.{key}")[:20] in again.reply.value


def test_a_solved_exercise_stays_solved_after_a_wrong_try():
    made = exercise()
    for text in ("4.05", "7"):
        answer(made, text)
    assert stored()[KEY]["solved"]
    assert len(stored()[KEY]["tries"]) == 2
    assert say("check.right") in exercise().reply.value


@pytest.mark.parametrize("text", ["9" * 24, "9" * 400, "-" + "9" * 24])
def test_a_giant_number_is_refused_in_a_sentence_and_not_kept(text):
    made = exercise()
    answer(made, text)
    assert written(1_000_000) in made.error.value
    assert stored() == {}


SHAPES = [None, [], "text", 7, {}, {"text": None}, {"tries": "x", "text": "7"}, {"text": "7", "tries": None}]
SHAPES += [
    {"kind": "goal", "parts": []},
    {"text": "7", "value": [1]},
    {"kind": "exercise", "text": "7", "value": 1e308},
]


@pytest.mark.parametrize("entry", SHAPES)
def test_whatever_stands_in_the_file_of_answers_the_exercise_is_there(entry):
    Path(FILE).write_text(json.dumps({KEY: entry}), encoding="utf-8")
    made = exercise()
    if not (isinstance(entry, dict) and isinstance(entry.get("text"), str)):
        assert made.error.value
        assert made.field.value == ""
    assert say("check.right") in answer(made, "4.05")
    assert stored()[KEY]["solved"]


# -- a reply is about the entry that stands there ----------------------------------------------------------------------


def test_a_verdict_goes_when_the_entry_changes():
    made = exercise()
    answer(made, "4.05")
    made.field.value = "7"
    assert (made.reply.value, made.error.value) == ("", "")
    answer(made, "seven")
    made.field.value = "4.05"
    assert made.error.value == ""


def test_what_could_mean_two_numbers_is_asked_about_and_is_no_try():
    def pairs(people=50):
        return {"answer": people * (people - 1) / 2, "ordered": people * (people - 1), "others": people - 1}

    made = Exercise("02_who_publishes.pairs", pairs, of="pairs", within=0.5)
    made.show()
    assert answer(made, "1.225") == ""
    assert "1.225 or 1,225" in made.error.value
    assert stored() == {}
    assert say("check.right") in answer(made, "1,225")


def test_a_number_that_speaks_for_itself_is_not_asked_about():
    made = Exercise("10_goals_and_tests.how_far_apart", 2.384, of="z", within=0.01, points=0.5)
    made.show()
    assert say("check.right") in answer(made, "2.384")
    assert say("check.not_yet") in answer(made, "3.125")


def test_a_share_without_its_sign_is_told_what_is_missing():
    made = Exercise("03_six_step_loop.gain_wanted", 0.85, of="gain", within=0.004, the_rest=0.15)
    made.show()
    assert say("check.as_share") in answer(made, "85")
    assert say("check.right") in answer(made, "85%")


def test_enter_judges_the_text_that_it_brings_along_and_nothing_else():
    made = exercise()
    frame = made.form.children[0]
    frame._entered(made.field, made.judge, {"entered": "4.05"})
    assert say("check.right") in made.reply.value
    frame._entered(made.field, made.judge, {"entered": ["7"]})
    assert [one["text"] for one in stored()[KEY]["tries"]] == ["4.05"]
