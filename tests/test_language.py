"""What a learner types is read in the lesson's language, or refused; nothing is guessed."""

import json
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.data import folder
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
        if "low" in known:
            assert label(name) != name, name
            assert known["low"] < known["high"]
            assert known.get("step") or known.get("scale") == "log", name
            assert f"help.{name}" in catalogue(language), name


@pytest.mark.usefixtures("language")
def test_every_rule_of_the_models_is_said_in_both_languages():
    for rule in RULES:
        limits = {"low": 0, "high": 1, "options": "a, b"}
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
