"""What a learner types is read in the lesson's language, or refused; nothing is guessed."""

import json
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.files import folder
from smm_lib.language import (
    LANGUAGES,
    UNITS,
    Unreadable,
    catalogue,
    label,
    preferred,
    quantities,
    read,
    refusal,
    say,
    speak,
    unit,
    written,
)
from smm_lib.models.bounds import RULES, Refused


@pytest.fixture(params=LANGUAGES)
def language(request):
    speak(request.param)
    return request.param


@pytest.mark.parametrize(
    ("spoken", "text", "number"),
    [
        ("de", "1,5", 1.5), ("de", "1.234,5", 1234.5), ("de", "1.234", 1234), ("de", " −3 ", -3), ("de", "0,5", 0.5),
        ("en", "1.5", 1.5), ("en", "1,234.5", 1234.5), ("en", "1,234", 1234), ("en", "+7", 7), ("en", "100000", 1e5),
        ("en", ".5", 0.5), ("de", ",5", 0.5), ("en", "1,000,000.25", 1000000.25), ("de", "42.", 42),
        ("en", "-.5", -0.5),
        ("en", "13 807", 13807), ("de", "13 807,5", 13807.5), ("de", "100\u202f000", 1e5), ("en", "100\xa0000", 1e5),
        ("de", "1\u2009000\u2009000", 1e6), ("en", "1'000", 1000), ("de", "1’000", 1000), ("en", " 7\t", 7),
        ("en", "1/4", 0.25), ("en", "1/1.5", 2 / 3), ("de", "1/1,5", 2 / 3), ("en", "1 000/3", 1000 / 3),
    ],
)  # fmt: skip
def test_numbers_are_read_as_the_language_writes_them(spoken, text, number):
    speak(spoken)
    assert read(text) == number


@pytest.mark.parametrize(
    ("spoken", "text"),
    [
        ("de", "1.5"), ("en", "1,5"), ("de", "1,2,3"), ("en", "1.2.3"), ("en", "1.2K"), ("de", "zwölf"), ("en", ""),
        ("en", "nan"), ("en", "inf"), ("en", "1e5"), ("en", "٣"), ("de", "1.23.456"), ("en", "12,34"), ("en", "-"),
        ("de", "<b>1</b>"), ("en", "5 people"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_was_typed(spoken, text):
    speak(spoken)
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert text in str(refused.value)


@pytest.mark.parametrize(
    ("spoken", "text", "name", "number"),
    [
        ("en", "42 hours", "hours", 42), ("de", "42 Stunden", "hours", 42), ("de", "42 Std.", "hours", 42),
        ("en", "390 posts", "monthly_posts", 390), ("en", "390 posts a month", "monthly_posts", 390),
        ("de", "390 Beiträge im Monat", "monthly_posts", 390), ("en", "about 24.3 days", "days", 24.3),
        ("en", "22 person-days", "days", 22), ("de", "24,3 Personentage", "days", 24.3),
        ("de", "22 Tage", "days", 22),
        ("en", "90 comments", "heard", 90), ("de", "90 Kommentare", "heard", 90), ("en", "z = 2.38", "z", 2.38),
        ("en", "100,000 euros", "optimal_budget", 1e5), ("en", "100000 EUR", "optimal_budget", 1e5),
        ("de", "100.000 €", "optimal_budget", 1e5), ("de", "€ 100.000", "optimal_budget", 1e5),
        ("de", "800 Euro", "cost_each", 800), ("en", "€17.50", "cost_each", 17.5), ("en", "-€5", "cost_each", -5),
        ("de", "75 Prozent", "satisfied", 0.75), ("en", "20 per cent", "growth", 0.2),
        ("en", "1/3", "satisfied", 1 / 3),
        ("en", "9 out of 10", "satisfied", 0.9), ("de", "9 von 10", "satisfied", 0.9),
        ("en", "0.5 %", "growth", 0.005),
        ("en", "2.55x", "factor", 2.55), ("en", "2.55 times as many", "factor", 2.55),
        ("de", "2,55-mal", "factor", 2.55),
        ("de", "2,55-fach", "factor", 2.55), ("en", "212%", "factor", 2.12), ("en", "4.05 : 1", "ratio", 4.05),
        ("en", "4.05 to 1", "ratio", 4.05), ("de", "4,05 zu 1", "ratio", 4.05), ("de", "4,05:1", "ratio", 4.05),
        ("en", "32.4%", "mix_index", 0.324), ("de", "85 %", "gain", 0.85), ("en", "43.3 %", "posts_lurker", 0.433),
        ("en", "13,807 visitors per version", "sample_size", 13807), ("en", "1,225 pairs", "pairs", 1225),
        ("en", "6 months", "overtakes", 6), ("en", "6.19 periods", "period", 6.19),
        ("de", "14 Schritte", "steps", 14),
        ("en", "2 friends", "friends", 2), ("de", "1,8 Freunde", "friends", 1.8),
        ("de", "2.500 Leute", "reach", 2500),
    ],
)  # fmt: skip
def test_units_and_the_words_of_the_question_may_stand_beside_a_number(spoken, text, name, number):
    speak(spoken)
    assert read(text, unit(name), name) == pytest.approx(number)


@pytest.mark.parametrize(
    ("spoken", "text", "name"),
    [
        ("en", "4 weeks", "days"), ("en", "2 days", "hours"), ("de", "2 Tage", "hours"),
        ("en", "100 thousand", "reach"),
        ("de", "100 Tsd.", "reach"), ("en", "5k", "reach"), ("en", "2 million euros", "optimal_budget"),
        ("en", "$800", "cost_each"), ("en", "80 cents", "cost_each"), ("en", "42%", "hours"), ("en", "5%%", "growth"),
        ("en", "14 percentage points", "growth"), ("de", "14 Prozentpunkte", "growth"), ("en", "4 to 5", "hours"),
        ("en", "more than 42", "hours"), ("en", "42 or 43", "hours"), ("en", "1/2/3", "ratio"),
        ("en", "1/0", "ratio"),
        ("en", "1 1/2", "ratio"), ("en", "12 34", "reach"), ("en", "5²", "reach"),
        ("en", "posts - 390", "monthly_posts"),
        ("en", "5 out of 2 of 3", "satisfied"), ("en", "٣5", "reach"), ("en", "42 and a half", "hours"),
        ("en", "4:5", "hours"),
    ],
)  # fmt: skip
def test_a_word_or_sign_that_may_change_the_number_is_never_passed_over(spoken, text, name):
    speak(spoken)
    with pytest.raises(Unreadable) as refused:
        read(text, unit(name), name)
    assert text in str(refused.value)


@pytest.mark.parametrize(
    ("spoken", "text", "name", "within", "asked"),
    [
        ("en", "1,5", "z", (0, 10), "mean 1.5?"), ("de", "1.5", "z", (0, 10), "Meinst du 1,5?"),
        ("en", "1.234,5", "reach", (0, 1e5), "mean 1,234.5?"), ("de", "0.35", "satisfied", (0, 1), "0,35"),
        ("en", "100.000", "optimal_budget", (1e4, 1e6), "€100 or €100,000"),
        ("de", "1,225", "pairs", (1, 1e4), "1,225 oder 1.225"), ("en", "2,384", "z", (0, 10), "2,384 or 2.384"),
        ("en", "0.5", "satisfied", (0, 1), "50% or 0.5%"), ("de", ",5", "satisfied", (0, 1), "50\xa0% oder 0,5\xa0%"),
    ],
)  # fmt: skip
def test_what_could_be_another_number_is_asked_about(spoken, text, name, within, asked):
    speak(spoken)
    with pytest.raises(Unreadable) as question:
        read(text, unit(name), name, within)
    assert asked in str(question.value)
    assert "?" in str(question.value)


@pytest.mark.parametrize(
    ("spoken", "text", "name", "within", "number"),
    [
        ("en", "2.384", "z", (0, 10), 2.384), ("en", "1,225", "pairs", (1, 1e4), 1225),
        ("en", "0.5%", "growth", (0, 1), 0.005),
        ("en", "0.5", "innovation", (0, 0.1), 0.005), ("en", "1/3", "satisfied", (0, 1), 1 / 3),
        ("en", "1", "growth", (0, 1), 0.01),
        ("de", "8.155", "sample_size", (1, 1e6), 8155), ("en", "0", "satisfied", (0, 1), 0),
        ("en", "41.725", "growth", (0, 1), 0.41725),
    ],
)  # fmt: skip
def test_what_can_only_mean_one_number_of_use_is_not_asked_about(spoken, text, name, within, number):
    speak(spoken)
    assert read(text, unit(name), name, within) == pytest.approx(number)


@pytest.mark.parametrize("text", ["9" * 400, "1" + "0" * 23, "1" * 999])
def test_a_huge_number_is_read_as_one_that_can_still_be_written(text):
    assert read(text) == 1e15
    assert written(read(text)) == "1,000,000,000,000,000"


@pytest.mark.parametrize("value", [1e22, 1e23, -1e300, 1.7976931348623157e308])
def test_any_number_can_be_written(value):
    assert len(written(value)) > 20


@pytest.mark.timeout(30)  # work that grew with the square would take hours
@pytest.mark.parametrize(
    "text", ["1" * 100_000 + "x", "1 " * 50_000, " " * 100_000 + "1", "1a" * 50_000, "1/" * 50_000]
)
def test_a_text_of_any_length_is_refused_at_once(text):
    with pytest.raises(Unreadable):
        read(text, "percent", "satisfied")


@given(st.floats(-1e9, 1e9).map(lambda x: float(f"{x:.6g}")), st.sampled_from(LANGUAGES))
def test_what_is_written_is_read_back_as_the_same_number(number, spoken):
    speak(spoken)
    text = written(number)
    assert read(text) == pytest.approx(number, abs=1e-6)


@given(st.integers(0, 10_000), st.sampled_from(LANGUAGES))
def test_a_share_is_written_and_read_in_per_cent(hundredths, spoken):
    speak(spoken)
    assert read(written(hundredths / 10_000, "percent"), "percent") == pytest.approx(hundredths / 10_000)


@given(st.text(max_size=12), st.sampled_from(LANGUAGES), st.sampled_from(["", "percent", "people", "eur"]))
def test_any_text_is_a_number_or_one_sentence(text, spoken, unit):
    speak(spoken)
    try:
        assert isinstance(read(text, unit), float)
    except Unreadable as refused:
        assert len(str(refused).splitlines()) <= 1 or text.strip()


def test_german_per_cent_stands_apart_and_english_does_not():
    speak("de")
    assert written(0.695, "percent") == "69,5\u00a0%"
    speak("en")
    assert written(0.695, "percent") == "69.5%"
    assert read("69.5 %", "percent") == 0.695


@pytest.mark.usefixtures("language")
def test_a_year_has_no_thousands_separator_and_is_read_as_one():
    assert written(2012, "year") == "2012"
    assert written(-0.0) == "0"
    assert read("2012", "year") == 2012
    assert unit("year") == "year"


def test_both_languages_have_the_same_keys_and_the_same_places():
    english, german = catalogue("en"), catalogue("de")
    assert set(english) == set(german)
    for key, text in english.items():
        assert _places(text) == _places(german[key]), key


def _places(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_no_message_is_empty_or_untranslated():
    english, german = catalogue("en"), catalogue("de")
    same = {key for key in english if english[key] == german[key] and len(english[key].split()) > 3}
    assert not same
    assert all(text.strip() for text in [*english.values(), *german.values()])


def _german():
    """Every German message and every Markdown cell of a German lesson."""
    books = [json.loads(path.read_text(encoding="utf-8")) for path in folder("notebooks").glob("de/*.ipynb")]
    cells = [cell for book in books for cell in book["cells"] if cell["cell_type"] == "markdown"]
    return [*catalogue("de").values(), *("".join(cell["source"]) for cell in cells)]


def test_german_says_du_and_writes_umlauts_and_its_own_quotation_marks():
    for text in _german():
        assert not re.search(r"(?<![.:!?] )(?<!^)\b(Sie|Ihr|Ihre|Ihnen|Ihren)\b", text, re.MULTILINE), text
        assert '"' not in text, text
        assert not re.search(r"fuer|ueber|koenn|waere|moegl|groess|zurueck", text), text


def test_in_german_a_line_never_breaks_between_a_number_and_its_unit():
    for text in _german():
        assert not re.search(r"[\d}*] (%|€|(MB|kB|s|Euro|Cent)\b)", text), text


def test_every_control_has_a_label_a_help_a_step_and_a_known_unit(language):
    for name, known in quantities().items():
        if "unit" in known:
            assert known["unit"] in UNITS or f"unit.{known['unit']}" in catalogue(language), name
        if "asked" in known:
            assert label(name) != name, name
            assert known["asked"][0] < known["asked"][1]
        if "low" in known:
            assert label(name) != name, name
            assert known["low"] < known["high"]
            assert known.get("step") or known.get("scale") == "log", name
            assert f"help.{name}" in catalogue(language), name


@pytest.mark.usefixtures("language")
def test_every_rule_of_the_models_is_said_in_both_languages():
    for rule in RULES:
        limits = {"low": 0, "high": 1, "options": "a, b", "seconds": 12, "most": 10}
        sentence = refusal(Refused("satisfied", rule, 7, **limits))
        assert sentence.startswith(label("satisfied")), sentence
        assert "7" in sentence
        assert sentence.endswith(".")


@pytest.mark.usefixtures("language")
def test_an_unexpected_error_becomes_a_plain_sentence():
    assert refusal(ZeroDivisionError("float division")) == say("explore.failed")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG_COURSE": "de"}, "de"), ({"LANG": "de_CH.UTF-8"}, "de"), ({"LC_ALL": "C", "LANG": "de_DE"}, "en"),
        ({"LANG": "tr_TR.UTF-8"}, "en"), ({}, "en"), ({"LANG_COURSE": "fr", "LANG": "de_DE"}, "en"),
    ],
)  # fmt: skip
def test_the_language_follows_the_learner(environment, language):
    assert preferred(environment) == language


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="language must be one of en, de, got 'fr'"):
        speak("fr")
