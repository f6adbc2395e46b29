"""The six-step ring: it walks, it explains, and it shows where nothing comes back."""

import re

import pytest

from smm_lib.charts.ring import ring
from smm_lib.display import CHART, bundle, to_png
from smm_lib.language import LANGUAGES, label, say, speak
from smm_lib.models.loop import six_steps

WEEK = (5, 2000, 0.01, 1.5, 0.6)
WIDEST = (50, 100_000, 0.2, 5, 1, 10)


def shown(*numbers, step=6, **options):
    return bundle(ring(six_steps(*(numbers or WEEK), **options), step=step))


def words(spec):
    """Every word written into the chart, by layer."""
    return [
        row.get("words")
        for layer in spec["layer"]
        for row in spec["datasets"].get(layer.get("data", {}).get("name"), [])
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_walks_as_far_as_the_step_says_every_number_and_explains_the_last(language):
    speak(language)
    walked, counted = shown(step=3)["text/plain"], six_steps(*WEEK)["what"]
    assert [f"{label(what)}: " in walked for what in counted] == [True] * 3 + [False] * 3
    assert [say(f"ring.step_{n}") in walked for n in range(1, 7)] == [n == 3 for n in range(1, 7)]
    assert f"(3) {label('participants')}: 100." in walked


def test_the_numbers_of_the_arrows_ahead_are_not_written_yet():
    speak("en")
    assert {"5", "10,000", "100"} <= set(words(shown(step=3)[CHART]))
    assert "150" not in words(shown(step=3)[CHART])
    assert words(shown()[CHART]).count("150") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_traditional_touchpoint_says_that_nothing_comes_back_and_dots_the_way(language):
    speak(language)
    one_way, loop = shown(touchpoint="traditional"), shown()
    assert say("ring.silence") in one_way["text/plain"]
    assert say("ring.silence") in words(one_way[CHART])
    assert say("ring.silence") not in loop["text/plain"]
    assert [_dotted(spec[CHART]) for spec in (one_way, loop)] == [4, 0]


def _dotted(spec):
    rules = [
        layer for layer in spec["layer"] if layer["mark"]["type"] == "rule" and layer["mark"]["strokeDash"][0] == 2
    ]
    return sum(len(spec["datasets"].get(layer["data"].get("name"), [])) for layer in rules)


def test_a_click_explains_a_step_and_the_control_does_the_same_without_a_mouse():
    spec = shown(step=4)[CHART]
    clicked = spec["params"][0]
    assert clicked["value"] == [{"step": 4}]
    assert clicked["views"] == ["main"]
    assert [layer for layer in spec["layer"] if {"filter": {"param": clicked["name"]}} in layer.get("transform", [])]
    assert not re.search(r"'(href|url|image|expr|signal|calculate)':", str(spec))


def test_the_twin_table_has_one_row_per_step_and_only_columns_with_a_name():
    table = ring(six_steps(*WEEK)).data
    assert len(table) == 6
    assert {name for name in table if not name.startswith("_")} == {"step", "actor", "what", "amount", "competitors"}


def test_the_base_scenario_stays_as_dashed_circles_of_its_own_size():
    spec = bundle(ring(six_steps(*WIDEST)), base=bundle(ring(six_steps(*WEEK))))[CHART]
    ghost = next(layer for layer in spec["layer"] if layer.get("name") == "base_main")
    assert ghost["encoding"]["size"]["field"] == "amount"
    assert [row["amount"] for row in spec["datasets"][ghost["data"]["name"]]] == six_steps(*WEEK)["amount"].tolist()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_sticks_out_of_the_chart_so_that_nothing_jumps(language):
    """Vega shrinks a chart whose words stick out; then the first box would begin elsewhere."""
    import vl_convert

    speak(language)
    settings = [shown(), shown(*WIDEST), shown(step=1), shown(touchpoint="traditional")]
    drawn = [vl_convert.vegalite_to_svg(spec[CHART], vl_version="5.8") for spec in settings]
    boxes = [re.findall(r'<path [^>]*d="(M[^"]+)"[^>]*stroke="#6B6B6B"', svg) for svg in drawn]
    assert len(boxes[0]) == 6
    assert all(places == boxes[0] for places in boxes)


def test_the_picture_can_be_drawn():
    assert to_png(shown(*WIDEST)[CHART]).startswith(b"\x89PNG")
