"""A goal has five lights; each says in words what is lacking, and a goal with all five on is kept."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from smm_lib.answers import FILE, store, stored
from smm_lib.language import LANGUAGES, known, say, speak
from smm_lib.lesson.goal import LIGHTS, METRICS, VERBS, Goal, lacking

TODAY = date(2026, 3, 2)
GOOD = ("raise", "engagement_rate", (0.02, 0.025), "Ayla", date(2026, 9, 30))
KEY = "99_test.own_goal"


def lack(place, **changed):
    names = ("verb", "metric", "numbers", "owner", "due")
    parts = dict(zip(names, GOOD, strict=True)) | changed
    return lacking(*parts.values(), TODAY)[LIGHTS.index(f"smart.{place}")]


def fill(form, **changed):
    words = {"verb": "raise", "metric": "engagement_rate", "start": "2", "target": "2.5 %", "owner": "Ayla"}
    words |= {"due": date.today() + timedelta(days=90)} | changed
    for name, value in words.items():
        getattr(form, name).value = value


@pytest.fixture
def form():
    made = Goal(KEY)
    made.show()
    return made


def lights(form):
    return ["●" in light.value for light in form.lights]


def test_a_whole_goal_lacks_nothing():
    assert lacking(*GOOD, TODAY) == ("", "", "", "", "")
    lower = ("lower", "monthly_orders", (40, 30), "Ayla", TODAY + timedelta(days=1))
    assert not any(lacking(*lower, TODAY))


@pytest.mark.parametrize(("verb", "numbers"), [("raise", (0.02, 0.04)), ("lower", (100, 50))])
def test_exactly_double_or_half_is_no_leap(verb, numbers):
    assert lack("realistic", verb=verb, numbers=numbers) == ""
    start, target = numbers
    further = (start, target * 1.01 if verb == "raise" else target * 0.99)
    assert lack("realistic", verb=verb, numbers=further) == "smart.leap"


@pytest.mark.parametrize(
    ("place", "changed", "reason"),
    [
        ("specific", {"verb": ""}, "smart.no_verb"),
        ("specific", {"verb": "become_active"}, "smart.no_verb"),
        ("specific", {"metric": ""}, "smart.no_metric"),
        ("measurable", {"metric": "good_image"}, "smart.not_measured"),
        ("measurable", {"numbers": (0.02, None)}, "smart.no_numbers"),
        ("assignable", {"owner": "  "}, "smart.no_owner"),
        ("assignable", {"owner": "Everybody "}, "smart.is_crowd"),
        ("realistic", {"numbers": (0.025, 0.02)}, "smart.no_way"),
        ("realistic", {"numbers": (0.02, 0.02)}, "smart.no_way"),
        ("realistic", {"numbers": (0.02, 0.041)}, "smart.leap"),
        ("realistic", {"numbers": (0, 0.02)}, "smart.leap"),
        ("realistic", {"verb": "lower", "numbers": (100, 40)}, "smart.leap"),
        ("timed", {"due": None}, "smart.no_date"),
        ("timed", {"due": TODAY}, "smart.past"),
        ("timed", {"due": TODAY + timedelta(days=367)}, "smart.far_off"),
    ],
)
def test_each_light_names_what_is_lacking(place, changed, reason):
    assert lack(place, **changed) == reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_form_is_there(language):
    speak(language)
    assert all(known(f"label.{name}") for name in (*VERBS, *METRICS))
    assert len(say("smart.crowd").split(", ")) > 5


def test_lights_go_on_as_the_fields_are_filled_and_the_goal_is_said_and_kept(form):
    assert lights(form) == [False] * 5
    assert KEY not in stored()
    fill(form)
    assert lights(form) == [True] * 5
    assert "from 2% to 2.5%" in form.remark.value
    assert stored()[KEY]["parts"]["owner"] == "Ayla"


def test_a_light_is_a_sign_and_words_and_goes_off_again(form):
    fill(form)
    form.owner.value = "team"
    assert lights(form) == [True, True, False, True, True]
    assert "○ Assignable" in form.lights[2].value
    assert form.remark.value == ""


def test_numbers_are_read_in_the_language_or_refused_in_a_sentence():
    speak("de")
    form = Goal(KEY)
    form.show()
    fill(form, target="2,5")
    assert "von 2\xa0% auf 2,5\xa0%" in form.remark.value
    form.target.value = "viel"
    assert "viel" in form.error.value
    assert lights(form)[1] is False


def test_likes_light_up_but_are_questioned(form):
    fill(form, metric="likes", start="100", target="150")
    assert lights(form) == [True] * 5
    assert "do they matter" in form.remark.value


def test_a_kept_goal_is_there_again(form):
    fill(form)
    again = Goal(KEY)
    again.show()
    assert (again.verb.value, again.start.value, again.due.value) == ("raise", "2", form.due.value)
    assert lights(again) == [True] * 5


def test_a_kept_goal_that_no_longer_fits_is_left_out():
    store(KEY, {"parts": {"verb": "conquer", "metric": 7, "owner": "Ayla", "due": "soon"}})
    again = Goal(KEY)
    again.show()
    assert (again.verb.value, again.owner.value, again.due.value) == ("", "Ayla", None)


def test_a_name_is_shown_as_text_whatever_it_is(form):
    fill(form, owner="<img src=x onerror=alert(1)>")
    assert "<img" not in form.remark.value


# -- a goal keeps its numbers ----------------------------------------------------------------------------------------


def shown_again():
    again = Goal(KEY)
    again.show()
    return again


def test_a_goal_keeps_its_numbers_when_the_language_changes(form):
    fill(form, metric="monthly_orders", start="1,200", target="1,500")
    kept = stored()[KEY]
    assert (kept["kind"], kept["start"], kept["target"]) == ("goal", 1200, 1500)
    assert "1,200" in kept["text"]
    speak("de")
    again = shown_again()
    assert (again.start.value, again.target.value) == ("1.200", "1.500")
    assert lights(again) == [True] * 5
    assert stored()[KEY] == kept


@pytest.mark.parametrize(("text", "field"), [("1,200", ""), ("1.200", ""), ("1200", "1.200"), ("0,5", "0,5")])
def test_a_number_of_an_earlier_release_is_taken_over_if_it_can_mean_one_thing_only(text, field):
    store(KEY, {"parts": {"verb": "raise", "metric": "monthly_orders", "start": text, "owner": "Ayla"}})
    speak("de")
    assert shown_again().start.value == field


@pytest.mark.parametrize("text", ["9" * 24, "9" * 400, "-5"])
def test_a_number_out_of_range_is_refused_in_a_sentence(form, text):
    fill(form, metric="likes", start="100", target=text)
    assert form.error.value
    assert lights(form)[1] is False
    assert KEY not in stored()


def test_a_novel_is_no_name(form):
    fill(form, owner="a" * 200_000)
    assert say("smart.long_owner") in form.lights[2].value
    assert KEY not in stored()


SHAPES = [
    None,
    [],
    "text",
    7,
    {},
    {"parts": []},
    {"parts": None},
    {"parts": "x"},
    {"kind": "claim", "verdict": "holds"},
]


@pytest.mark.parametrize("entry", SHAPES)
def test_whatever_stands_in_the_file_of_answers_the_form_is_there(entry):
    Path(FILE).write_text(json.dumps({KEY: entry}), encoding="utf-8")
    again = shown_again()
    assert say("answers.open_again") in again.error.value
    assert lights(again) == [False] * 5
    fill(again)
    assert stored()[KEY]["kind"] == "goal"
