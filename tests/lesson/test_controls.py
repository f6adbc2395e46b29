"""A control per argument: what it shows, what can be typed into it, and where it stops."""

import asyncio
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib.language import LANGUAGES, Unreadable, speak
from smm_lib.lesson._controls import Control
from smm_lib.lesson._grid import grid


def moved(control):
    seen = []
    control.listen(lambda: seen.append(control.value), lambda text: seen.append(text) if text else None)
    return seen


def test_the_kind_of_default_decides_the_kind_of_control():
    kinds = {
        "satisfied": (0.9, "SelectionSlider"),
        "told_positive": ((4, 5), "SelectionRangeSlider"),
        "band": (True, "Checkbox"),
    }
    for name, (default, kind) in kinds.items():
        assert type(Control(name, default).widget).__name__ == kind
    assert type(Control("law", "reed", options=["reed", "sarnoff"]).widget).__name__ == "Dropdown"


@given(st.integers(-5, 5), st.integers(1, 40), st.sampled_from([0.01, 0.05, 0.5, 1, 5]))
def test_an_even_grid_has_both_ends_and_equal_steps(low, steps, step):
    values = grid(low, low + steps * step, step)
    assert values[0] == low
    assert values[-1] == pytest.approx(low + steps * step)
    assert all(b - a == pytest.approx(step) for a, b in itertools.pairwise(values))


@given(st.integers(-3, 2), st.integers(1, 5))
def test_a_logarithmic_grid_rises_evenly_in_proportion(low, decades):
    values = grid(10.0**low, 10.0 ** (low + decades), scale="log")
    assert values[0] == pytest.approx(10.0**low)
    assert values[-1] == pytest.approx(10.0 ** (low + decades))
    assert all(1.1 < b / a < 1.4 for a, b in itertools.pairwise(values))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slider_and_its_typed_twin_always_show_the_same(language):
    speak(language)
    control = Control("satisfied", 0.9)
    seen = moved(control)
    control.widget.value = 0.25
    assert control.typed.value == control.show(0.25)
    control.typed.value = "40 %"
    assert control.value == 0.4
    assert seen == [0.25, 0.4]


def test_a_comma_is_a_decimal_in_german_and_refused_in_english():
    for language, text in (("de", "4,5 bis 6,5"), ("en", "4.5 to 6.5")):
        speak(language)
        assert Control("told_positive", (4, 5)).nearest(text)[0] == (4.5, 6.5)
    speak("en")
    with pytest.raises(Unreadable):
        Control("satisfied", 0.9).nearest("69,5")


WAYS = ["4-6", "4 - 6", "4 – 6", "4;6", "6 to 4", "4 to 6", "4, 6", "from 4 to 6", "between 4 and 6 people", "4 … 6"]


@pytest.mark.parametrize("text", WAYS)
def test_a_range_can_be_typed_in_many_ways(text):
    assert Control("told_positive", (4, 5)).nearest(text)[0] == (4, 6)


@pytest.mark.parametrize("text", ["4 bis 6", "von 4 bis 6", "zwischen 4 und 6 Leuten", "4–6", "4, 6", "4,0 bis 6,0"])
def test_a_range_can_be_typed_in_german_as_well(text):
    speak("de")
    assert Control("told_positive", (4, 5)).nearest(text)[0] == (4, 6)


@pytest.mark.parametrize(("text", "end"), [("9" * 400, 1), ("1" + "0" * 23, 1), ("250", 1), ("-" + "9" * 30, 0)])
def test_a_number_beyond_an_end_goes_to_that_end(text, end):
    control = Control("satisfied", 0.9)
    seen = moved(control)
    control.typed.value = text
    assert control.value == end
    assert seen[-1].startswith("Satisfied customers goes from 0% to 100%")


@pytest.mark.parametrize(
    ("language", "name", "default", "text", "asked"),
    [
        ("de", "satisfied", 0.9, "0,2", "20\xa0% oder 0,2\xa0%"), ("en", "satisfied", 0.9, "0.2", "20% or 0.2%"),
        ("en", "customers", 1000, "1.500", "1.5 or 1,500"), ("de", "customers", 1000, "1,500", "1,5 oder 1.500"),
        ("en", "satisfied", 0.9, "69,5", "mean 69.5%?"), ("de", "told_positive", (4, 5), "4.5 bis 5", "Meinst du 4,5?"),
    ],
)  # fmt: skip
def test_what_could_mean_two_numbers_is_asked_about_and_moves_nothing(language, name, default, text, asked):
    speak(language)
    control = Control(name, default)
    seen = moved(control)
    control.typed.value = text
    assert asked in seen[-1]
    assert control.value == default


def test_less_than_one_per_cent_is_taken_where_no_more_can_be_meant():
    control = Control("innovation", 0.03)
    assert control.nearest("0.5") == (0.005, "")


@pytest.mark.parametrize("text", ["5", "", "4 to", "4 to 5 to 6", "a to b"])
def test_a_range_that_is_none_is_refused_with_an_example(text):
    control = Control("told_positive", (4, 5))
    with pytest.raises(Unreadable) as refused:
        control.nearest(text)
    assert str(refused.value)


def test_a_value_outside_is_taken_at_the_end_and_said():
    control = Control("satisfied", 0.9)
    seen = moved(control)
    control.typed.value = "250"
    assert control.value == 1
    assert "100%" in seen[-1]


def test_a_value_between_two_stops_is_taken_at_the_nearest_and_said():
    control = Control("told_negative", (8, 12))
    value, remark = control.nearest("8.2 to 12")
    assert value == (8, 12)
    assert "nearest" in remark


@settings(max_examples=60)
@given(st.text(max_size=15))
def test_whatever_is_typed_the_value_stays_on_the_grid(text):
    control = Control("satisfied", 0.9)
    seen = moved(control)
    control.typed.value = text
    assert control.value in control.grid
    assert control.typed.value in (control.show(control.value), text)
    assert all(isinstance(entry, float | int | str) for entry in seen)


@pytest.mark.parametrize(
    ("name", "default", "other"),
    [("satisfied", 0.9, 0.1), ("told_positive", (4, 5), (0, 15)), ("band", True, False), ("customers", 1000, 10)],
)
def test_reset_brings_back_the_default(name, default, other):
    control = Control(name, default)
    moved(control)
    control.value = other
    control.back.click()
    assert control.value == default


@pytest.mark.parametrize(("name", "default"), [("satisfied", 0.9), ("told_positive", (4, 5)), ("band", True)])
def test_every_position_is_a_value_and_back(name, default):
    control = Control(name, default)
    for position in range(control.positions):
        try:
            control.value = control.at(position)
        except ValueError:
            assert control.pair
            continue
        assert control.position() == position


def test_play_walks_to_the_end_and_begins_again_from_there():
    control = Control("satisfied", 0.9, play=True)
    seen = moved(control)
    control.play.unobserve_all()
    for start, wanted in ((0.97, [0.98, 0.99, 1]), (1, [0, 0.01])):
        control.value, control.play.value = start, True
        seen.clear()

        async def walk(steps):
            task = asyncio.ensure_future(control.walk(pace=0))
            for _ in range(steps):
                await asyncio.sleep(0)
            control.play.value = False
            await task

        asyncio.run(walk(len(wanted)))
        assert seen[: len(wanted)] == wanted
    assert control.play in control.row.children
    assert Control("satisfied", 0.9).play not in Control("satisfied", 0.9).row.children


def test_one_more_goes_up_by_one_and_not_beyond_the_last():
    control = Control("runs", 1, low=1, high=9, more=True)
    seen = moved(control)
    for _ in range(10):
        control.more.click()
    assert seen == [2, 3, 4, 5, 6, 7, 8, 9]
    assert control.typed.value == "9"
    assert control.more in control.row.children
    assert Control("runs", 100).more not in Control("runs", 100).row.children
