"""The timeline: bars grow with the year, hollow marks are only quoted, and the words say who was there."""

import pandas as pd
import pytest

from smm_lib import data
from smm_lib.charts.timeline import timeline
from smm_lib.display import CHART, bundle, to_png
from smm_lib.language import LANGUAGES, speak

PLATFORMS = data.load_platforms()


def chart(year):
    return timeline(PLATFORMS, "platform", "start", split="kind", at=year, across=(1980, 2026))


def test_a_bar_goes_from_the_start_to_the_year_and_what_comes_later_has_none():
    shown = chart(2010).data.set_index("platform")
    length = shown["_until"] - shown["_start"]
    assert length["Facebook"] == pytest.approx(2010 - PLATFORMS.set_index("platform")["start"]["Facebook"])
    assert length["TikTok"] == length["Instagram"] == 0
    assert (length >= 0).all()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "5 of 7 there at the start of 2010"), ("de", "Anfang 2010 gab es 5 von 7")]
)
def test_the_words_count_who_was_there(language, words):
    speak(language)
    assert words in chart(2010).description
    assert "2.010" not in chart(2010).description
    assert "2,010" not in chart(2010).description


def test_rows_come_in_the_order_of_their_start():
    assert chart(2000).data["year"].is_monotonic_increasing


def test_what_is_only_quoted_is_hollow_and_kinds_differ_by_shape_too():
    shown = chart(2010).data.set_index("platform")["_fill"]
    assert shown["Usenet"] == "white"
    assert shown["Facebook"] != "white"
    layers = bundle(chart(2010))[CHART]["layer"]
    shapes = next(layer for layer in layers if layer.get("name") == "starts")["encoding"]["shape"]["scale"]["range"]
    assert len(set(shapes)) == PLATFORMS["kind"].nunique()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("year", [1980, 1995, 2025])
def test_size_and_axis_stay_and_it_can_be_drawn(language, year):
    speak(language)
    spec = bundle(chart(year))[CHART]
    main = next(layer for layer in spec["layer"] if layer.get("name") == "main")
    assert main["encoding"]["x"]["scale"]["domain"] == [1980, 2026]
    assert (spec["width"], spec["height"]) == (660, 17 * len(PLATFORMS))
    assert to_png(spec).startswith(b"\x89PNG")


def test_whatever_a_platform_is_called_it_is_only_text():
    nasty = pd.DataFrame({"platform": ["<b>x</b>"], "start": [2000.5], "kind": ["<i>y</i>"], "confidence": ["M"]})
    spec = bundle(timeline(nasty, "platform", "start", split="kind", at=2010, across=(1980, 2026)))[CHART]
    assert not {"href", "url", "image", "expr", "signal"} & set(str(spec).replace("'", " ").split())
