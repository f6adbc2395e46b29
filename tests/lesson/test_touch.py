"""Touch the picture: what a click, a drag or Enter on a mark moves, and what does nothing."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib.charts import bars, histogram, lines, network
from smm_lib.language import LANGUAGES, Unreadable, speak
from smm_lib.lesson._controls import Control
from smm_lib.lesson._scenario import decode, encode
from smm_lib.lesson.explore import Explorer
from smm_lib.models import towns, watch

CLUB = towns.build("karate")


def club(seed_set=()):
    return network(watch.after(CLUB, seed_set, 2), towns.edges(CLUB), layout="karate", named=True)


def curve(satisfied=0.9, talking=1.0):
    table = pd.DataFrame({"satisfied": [0.0, 1.0], "net": [0.0, talking]})
    return lines(table, "satisfied", "net", domain=(0, 1), at=satisfied)


def bins(lower_end=10, upper_end=12):
    table = pd.DataFrame({"factor_low": [1, 10], "factor_high": [10, 100], "share_of_runs": [0.5, 0.5]})
    marks = {"interval_low": lower_end, "interval_high": upper_end}
    return histogram(table, "factor", "share_of_runs", domain=(0, 1), log=True, places=marks)


def ways(how="hubs"):
    table = pd.DataFrame({"how": ["random", "hubs"], "with_it": [1, 2 + (how == "hubs")]})
    return bars(table, "how", "with_it", domain=(0, 3))


def displayed(view, **options):
    explorer = Explorer(view, **options)
    explorer.show()
    return explorer


def puzzle():
    return displayed(club, touch={"account": "seed_set"})


def test_a_press_on_a_member_puts_them_in_and_another_takes_them_out():
    explorer = puzzle()
    for member, picked in ((33, (33,)), (0, (0, 33)), (33, (0,))):
        explorer.touch.touched({"chart": 0, "mark": member})
        assert explorer.values == {"seed_set": picked}
        assert explorer.controls[0].typed.value == ", ".join(map(str, picked))
        assert explorer.frame.touch[0]["picked"] == list(picked)
        assert explorer.words.tables[0].query("state == 'seed'")["account"].tolist() == list(picked)


def test_one_too_many_is_said_and_changes_nothing():
    explorer = puzzle()
    for member in (0, 1, 2, 3):
        explorer.touch.touched({"chart": 0, "mark": member})
    assert explorer.values == {"seed_set": (0, 1, 2)}
    assert "3 at most" in explorer.remark.value


def test_the_press_unlocks_its_control():
    explorer = displayed(ways, start=0)
    assert explorer.rows.children == ()
    explorer.touch.touched({"chart": 0, "mark": "random"})
    assert explorer.rows.children == (explorer.controls[0].row,)
    assert explorer.values == {"how": "random"}
    assert explorer.frame.touch[0]["picked"] == ["random"]


@pytest.mark.parametrize(("share", "value"), [(0.25, 0.25), (0.254, 0.25), (0, 0), (1, 1)])
def test_a_drag_along_an_axis_moves_the_slider_of_that_name_to_its_nearest_stop(share, value):
    explorer = displayed(curve)
    explorer.touch.touched({"chart": 0, "share": share, "begin": True})
    assert explorer.values == {"satisfied": value, "talking": 1.0}
    assert explorer.controls[0].typed.value == explorer.controls[0].show(value)


def test_a_drag_holds_the_end_of_a_range_that_was_nearest_when_it_began():
    explorer = displayed(bins, touch={"factor_low": ("lower_end", "upper_end")}, upper_end={"high": 80})
    explorer.touch.touched({"chart": 0, "share": math.log10(11.9) / 2, "begin": True})
    explorer.touch.touched({"chart": 0, "share": math.log10(60) / 2})
    assert explorer.values == {"lower_end": 10, "upper_end": 60}
    explorer.touch.touched({"chart": 0, "share": math.log10(20) / 2})  # now nearer to the other end
    assert explorer.values == {"lower_end": 10, "upper_end": 20}
    explorer.touch.touched({"chart": 0, "share": math.log10(10.9) / 2, "begin": True})
    assert explorer.values == {"lower_end": 11, "upper_end": 20}


NOTHING = [
    None, [], "0", {}, {"chart": 0}, {"chart": "0", "mark": 0}, {"chart": 1, "mark": 0}, {"chart": -1, "mark": 0},
    {"chart": True, "mark": 0}, {"chart": 0, "mark": 34}, {"chart": 0, "mark": "0"}, {"chart": 0, "mark": True},
    {"chart": 0, "mark": [0]}, {"chart": 0, "mark": {"a": 1}}, {"chart": 0, "mark": 0.5}, {"chart": 0, "share": 0.5},
    {"chart": 0, "mark": -1}, {"chart": 0, "mark": "<img src=x onerror=alert(1)>"}, {"chart": 0.0, "mark": 0},
]  # fmt: skip


@pytest.mark.parametrize("message", NOTHING, ids=str)
def test_a_message_that_means_nothing_here_changes_nothing(message):
    explorer = puzzle()
    explorer.frame._handle_custom_msg(message, [])
    assert explorer.values == {"seed_set": ()}


@pytest.mark.parametrize("share", [None, "0.5", [0.5], math.nan, math.inf, -math.inf, True, {}, -0.1, 1.1, 10**400])
def test_a_place_that_is_no_number_moves_nothing(share):
    explorer = displayed(curve)
    explorer.touch.touched({"chart": 0, "share": share, "begin": True})
    assert explorer.values == {"satisfied": 0.9, "talking": 1.0}


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda one: st.lists(one))


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(["chart", "mark", "share", "begin"]), JSON | st.sampled_from([0, 33, 0.5])))
def test_whatever_the_page_sends_every_control_stays_on_its_grid(message):
    for explorer in HOSTILE:
        explorer.touch.touched(message)
        assert all(control.value in control.grid for control in explorer.controls)


HOSTILE = [Explorer(club, touch={"account": "seed_set"}), Explorer(curve), Explorer(ways)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_members_can_be_typed_as_well(language):
    speak(language)
    word = {"en": "and", "de": "und"}[language]
    control = Control("seed_set", ())
    for text in ("33, 0", f"0 {word} 33", "0;33", " 33 0 0 "):
        assert control.nearest(text) == ((0, 33), "")
    assert control.nearest("") == control.nearest(control.show(())) == ((), "")


@pytest.mark.parametrize("text", ["34", "-1", "1.5", "a", "0, 1, 2, 3", "9" * 400, "²", "<b>0</b>"])
def test_what_names_no_members_is_refused_in_a_sentence_and_shown_as_text(text):
    control, told = Control("seed_set", ()), []
    control.listen(lambda: told.append("moved"), told.append)
    with pytest.raises(Unreadable):
        control.nearest(text)
    control.typed.value = text
    assert told
    assert "moved" not in told
    assert control.value == ()
    assert control.typed.value == control.show(())


def test_a_scenario_code_brings_the_picked_ones_back():
    control = Control("seed_set", ())
    for picked in ((), (0,), (0, 33), (0, 4, 32), (31, 32, 33)):
        control.value = picked
        assert decode([Control("seed_set", ())], encode([control])) == [picked]
