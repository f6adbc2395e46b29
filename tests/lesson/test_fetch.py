"""The button for real data: the chart starts with the sample, says so, and changes only when the data are there."""

import asyncio
import sys
import threading
from dataclasses import replace
from hashlib import sha256

import pandas as pd
import pytest

from smm_lib.data._download import Download, Unavailable
from smm_lib.display import CHART, alt
from smm_lib.language import LANGUAGES, say, speak
from smm_lib.lesson import _fetch as module
from smm_lib.lesson._frame import GONE
from smm_lib.lesson.explore import Explorer
from tests.publisher import Answer, publishing

DATA = b"0123456789" * 20_000
POSTS = Download("brand_posts", (), len(DATA), sha256(DATA).hexdigest(), len(DATA))


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("SMM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def chart(value, title=alt.Undefined):
    table = pd.DataFrame({"satisfied": [0.0, 1.0], "net": [0.0, float(value)]})
    line = alt.Chart(name="main").mark_line(strokeWidth=3).encode(x="satisfied:Q", y="net:Q")
    return alt.layer(line, data=table, description=f"Shows {value}.", title=title)


def view(real=False):
    return chart(len(POSTS.read()) if real else 7, alt.Title("Net", fontSize=15))


def options(network="karate"):
    return chart(len(POSTS.read()) if network == "brand_posts" else 7)


def explorer(view=view, file=POSTS, **limits):
    made = Explorer(view, fetch=file, **limits)
    made.show()
    return made


def last(made):
    return made.screen.handles[0].updates[-1][CHART]


@pytest.mark.parametrize("language", LANGUAGES)
def test_until_the_data_are_there_the_chart_says_that_it_shows_made_up_data(language):
    speak(language)
    made = explorer()
    title = made.bundles[0][CHART]["title"]
    assert title["text"] == "Net"
    assert title["fontSize"] == 15
    assert (
        title["subtitle"]
        == {"en": "Made-up data, only for trying out.", "de": "Ausgedachte Daten, nur zum Ausprobieren."}[language]
    )
    assert made.bundles[0]["text/plain"] == f"{title['subtitle']} Shows 7."
    assert "0.2" in made.fetch.button.description.replace(",", ".")


def test_after_the_download_the_chart_shows_the_real_data_and_says_so():
    with publishing(Answer(DATA)) as (addresses, _):
        made = explorer(file=replace(POSTS, addresses=addresses))
        made.fetch.press()
    assert made.values == {"real": True}
    assert last(made)["description"].endswith("Shows 200000.")
    assert last(made)["title"]["subtitle"] == "Real data: 500 Facebook posts of a cosmetics brand, 2014."
    assert "Done" in made.fetch.reply.value
    assert made.fetch.error.value == ""


def test_with_the_data_on_this_computer_the_button_shows_them_without_a_network():
    with publishing(Answer(DATA)) as (addresses, asked):
        replace(POSTS, addresses=addresses).fetch()
        made = explorer(file=replace(POSTS, addresses=addresses))
        assert made.fetch.button.description == "Show the real data"
        assert made.values == {"real": False}
        made.fetch.press()
        assert asked == ["/0"]
    assert last(made)["description"].endswith("Shows 200000.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_network_one_sentence_says_what_to_do_and_the_sample_stays(language):
    speak(language)
    with publishing(Answer(DATA)) as (addresses, _):
        gone = addresses
    made = explorer(file=replace(POSTS, addresses=gone))
    made.fetch.press()
    said, folded = made.fetch.error.value.split("<details>")
    assert {"en": "Are you online?", "de": "Bist du online?"}[language] in said
    assert "127.0.0.1" not in said
    assert "unreachable" in folded
    assert made.values == {"real": False}
    assert not made.frame.stale
    assert not made.fetch.button.disabled


def test_turning_the_switch_too_early_explains_the_button_and_the_download_mends_it():
    with publishing(Answer(DATA)) as (addresses, _):
        made = explorer(file=replace(POSTS, addresses=addresses))
        made.move(real=True)
        assert "Press the download button" in made.error.value
        assert made.frame.stale
        made.fetch.press()
    assert not made.frame.stale
    assert made.error.value == ""
    assert last(made)["description"].endswith("Shows 200000.")


def test_a_choice_with_the_data_sets_name_is_picked_and_its_charts_are_not_called_made_up():
    with publishing(Answer(DATA)) as (addresses, _):
        file = replace(POSTS, addresses=addresses)
        made = explorer(options, file, network={"options": ["karate", "brand_posts"]})
        assert "title" not in made.bundles[0][CHART]
        made.fetch.press()
    assert made.values == {"network": "brand_posts"}
    assert last(made)["description"] == "Shows 200000."


def test_a_chart_without_a_title_gets_the_line_as_its_title():
    made = explorer(lambda real=False: chart(real))
    assert made.bundles[0][CHART]["title"]["text"] == "Made-up data, only for trying out."


async def _until(condition):
    for _ in range(500):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen")


@pytest.mark.parametrize("stopped", [False, True])
def test_a_download_shows_how_far_it_is_and_can_be_stopped(monkeypatch, stopped):
    monkeypatch.setattr(module, "PAUSE", 0.01)
    gate = threading.Event()

    async def play(made):
        made.fetch.press()
        await _until(lambda: "Downloading: 0.1 of 0.2 MB" in made.fetch.reply.value)
        assert made.fetch.button.disabled
        assert GONE not in made.fetch.stop._dom_classes
        if stopped:
            made.fetch.stop.click()
        gate.set()
        await asyncio.wait_for(made.fetch.task, 5)
        if made.drawing.running:
            await made.drawing.task

    with publishing(Answer(DATA, wait=gate)) as (addresses, _):
        made = explorer(file=replace(POSTS, addresses=addresses))
        asyncio.run(play(made))
    assert GONE in made.fetch.stop._dom_classes
    assert not made.fetch.button.disabled
    assert made.values == {"real": not stopped}
    assert ("Stopped" in made.fetch.error.value) == stopped


def test_what_a_broken_download_says_is_shown_as_text():
    class Nasty:
        name, loaded, kept = "<b>x</b>", 10, None

        def fetch(self, _):
            raise Unavailable(self.name, "unsaved", reason="<img src=x>")

    made = explorer(file=Nasty())
    made.fetch.press()
    assert "<img" not in made.fetch.error.value
    assert "&lt;img" in made.fetch.error.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_browser_edition_a_sentence_says_that_nothing_can_be_downloaded(language, monkeypatch):
    speak(language)
    made = explorer()
    monkeypatch.setattr(sys, "platform", "emscripten")
    made.fetch.press()
    assert say("fetch.in_browser") in made.fetch.error.value
    assert POSTS.kept is None
