"""From a move to a chart: the last move wins, slow runs can be stopped, errors become one sentence."""

import asyncio
import re
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from smm_lib import data
from smm_lib.charts.bars import bars
from smm_lib.charts.histogram import histogram
from smm_lib.display import CHART, alt
from smm_lib.language import LANGUAGES, catalogue, speak
from smm_lib.lesson import _background as background
from smm_lib.lesson._frame import GONE
from smm_lib.lesson.explore import Explorer, explore
from smm_lib.models import amplification, metrics
from smm_lib.models.bounds import number

CONTRIBUTING = Path(__file__).resolve().parents[2] / "CONTRIBUTING.md"

drawn = []


def chart(**values):
    drawn.append(values)
    table = pd.DataFrame({"satisfied": [0.0, 1.0], "net": [0.0, float(values.get("satisfied", 1))]})
    line = alt.Chart(name="main").mark_line(strokeWidth=3).encode(x="satisfied:Q", y="net:Q")
    return alt.layer(line, data=table, description=f"Satisfied {values.get('satisfied')}.")


def view(satisfied=0.9, talking=1.0, band=True):
    return chart(satisfied=satisfied, talking=talking, band=band)


@pytest.fixture(autouse=True)
def nothing_drawn():
    drawn.clear()


def shown(explorer):
    """The specifications that reached the screen."""
    return [update[CHART] for handle in explorer.screen.handles for update in handle.updates]


def displayed(view, **options):
    explorer = Explorer(view, **options)
    explorer.show()
    return explorer


def test_the_signature_is_the_form():
    explorer = displayed(view)
    assert [control.name for control in explorer.controls] == ["satisfied", "talking", "band"]
    assert explorer.values == {"satisfied": 0.9, "talking": 1.0, "band": True}


def test_a_move_redraws_the_chart_with_the_base_on_it():
    explorer = displayed(view)
    explorer.move(satisfied=0.2)
    assert drawn[-1]["satisfied"] == 0.2
    assert [layer["name"] for layer in shown(explorer)[-1]["layer"]] == ["main", "base_main"]
    assert "0.2" in explorer.words.description.value


def test_back_at_the_base_the_trace_of_the_base_is_gone():
    explorer = displayed(view)
    explorer.move(satisfied=0.2)
    explorer.reset.click()
    assert [layer["name"] for layer in shown(explorer)[-1]["layer"]] == ["main"]


def test_limits_of_the_lesson_replace_those_of_the_course():
    explorer = displayed(view, satisfied={"low": 0.5, "high": 1, "step": 0.1})
    assert explorer.controls[0].grid == [0.5, 0.6, 0.7, 0.8, 0.9, 1]


def test_controls_unlock_in_any_order_and_each_is_explained():
    explorer = displayed(view, start=1)
    assert len(explorer.rows.children) == 1
    explorer.unlock["band"].click()
    assert explorer.rows.children == (explorer.controls[0].row, explorer.controls[2].row)
    assert "Show the ranges" in explorer.remark.value
    assert all(GONE in button._dom_classes for button in (explorer.unlock["band"], explorer.unlock_all))
    explorer.unlock["talking"].click()
    assert len(explorer.rows.children) == 3


def test_widgets_share_their_looks_and_one_can_be_hidden_alone():
    explorer = displayed(view, start=1)
    parts = [explorer.form, *within(explorer.form)]
    assert len(parts) > 15
    assert len({id(part.layout) for part in parts}) <= 4
    assert len({id(part.style) for part in parts if hasattr(part, "style")}) <= len({type(part) for part in parts})
    explorer.unlock["band"].click()
    assert GONE in explorer.unlock["band"]._dom_classes
    assert GONE not in explorer.unlock["talking"]._dom_classes


def within(widget):
    for part in getattr(widget, "children", ()):
        yield from (part, *within(part))


def test_one_press_unlocks_all_controls():
    explorer = displayed(view, start=1)
    explorer.unlock_all.click()
    assert len(explorer.rows.children) == 3
    assert all(GONE in button._dom_classes for button in (*explorer.unlock.values(), explorer.unlock_all))


def test_a_code_typed_back_sets_everything_and_unlocks_what_it_moves():
    explorer = displayed(view, start=1)
    explorer.move(satisfied=0.3, band=False)
    code = explorer.code.value
    other = displayed(view, start=1)
    other.code.value = code
    assert other.values == explorer.values
    assert other.rows.children == (other.controls[0].row, other.controls[2].row)


def test_the_address_that_opened_the_page_may_name_a_setting():
    """Only the explorer whose code it is takes it; all others, and whatever else stands there, are left alone."""
    one, other = displayed(view), displayed(fragile)
    one.move(satisfied=0.3)
    code = one.code.value
    one.move(satisfied=0.9)
    for explorer in (one, other):
        before = explorer.remark.value
        for wanted in ("<b>", "7K2-4D"):
            explorer.frame.wanted = wanted
        assert explorer.remark.value == before
        explorer.frame.wanted = code
    assert one.values["satisfied"] == 0.3
    assert other.values == {"satisfied": 0.9}


def test_the_description_is_heard_always_and_seen_on_request():
    explorer = displayed(view)
    assert {"smm-live", "smm-unseen"} <= set(explorer.words.description._dom_classes)
    explorer.words.aloud.value = True
    assert "smm-unseen" not in explorer.words.description._dom_classes
    explorer.words.aloud.value = False
    assert "smm-unseen" in explorer.words.description._dom_classes


@pytest.mark.parametrize("text", ["hello", "<b>x</b>", "", "AAAA-AAAA"])
def test_what_is_no_code_is_refused_and_changes_nothing(text):
    explorer = displayed(view)
    before = explorer.values
    explorer.code.value = text
    assert explorer.values == before
    assert "scenario code" in explorer.remark.value
    assert "<b>" not in explorer.remark.value


def fragile(satisfied=0.9):
    if satisfied < 0.1:
        raise ZeroDivisionError("secret detail")
    number("satisfied", satisfied, 0.5, 1)
    return chart(satisfied=satisfied)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_becomes_one_sentence_and_the_last_chart_turns_grey(language):
    speak(language)
    explorer = displayed(fragile)
    explorer.move(satisfied=0.8)
    good = len(shown(explorer))
    explorer.move(satisfied=0.2)
    assert len(shown(explorer)) == good
    assert explorer.frame.stale
    sentence = {
        "en": "must be a number from 50% to 100%, but it was 20%.",
        "de": "von 50\u00a0% bis 100\u00a0%, nicht 20\u00a0%.",
    }
    assert sentence[language] in explorer.error.value
    explorer.move(satisfied=0.05)
    said, folded = explorer.error.value.split("<details>")
    assert "secret" not in said
    assert "ZeroDivisionError: secret detail" in folded
    explorer.move(satisfied=0.9)
    assert not explorer.frame.stale
    assert explorer.error.value == ""


def test_rapid_moves_are_drawn_once_or_twice_and_the_last_one_wins():
    def slow(satisfied=0.9):
        time.sleep(0.05)
        return chart(satisfied=satisfied)

    explorer = displayed(slow)
    drawn.clear()

    async def play():
        for hundredths in range(80, 20, -1):
            explorer.move(satisfied=hundredths / 100)
            await asyncio.sleep(0.001)
        await explorer.drawing.task

    asyncio.run(play())
    assert drawn[-1]["satisfied"] == 0.21
    assert len(drawn) <= 12
    assert explorer.drawing.running is None
    assert shown(explorer)[-1]["description"] == "Satisfied 0.21."


def test_a_long_run_says_how_long_it_takes_and_can_be_stopped(monkeypatch):
    monkeypatch.setattr(background, "PATIENCE", 0.05)
    begun = threading.Event()

    def endless(satisfied=0.9):
        while satisfied < 0.5:
            begun.set()
            np.arange(10).sum()
        return chart(satisfied=satisfied)

    explorer = displayed(endless)

    async def play():
        explorer.move(satisfied=0.1)
        while GONE in explorer.drawing.waiting._dom_classes:
            await asyncio.sleep(0.01)
        assert begun.is_set()
        assert "computing" in explorer.drawing.clock.value
        explorer.drawing.stop.click()
        await asyncio.wait_for(explorer.drawing.task, 5)

    asyncio.run(play())
    assert GONE in explorer.drawing.waiting._dom_classes
    assert "Stopped" in explorer.error.value
    assert explorer.frame.stale
    asyncio.run(_move(explorer, 0.8))
    assert shown(explorer)[-1]["description"] == "Satisfied 0.8."


async def _move(explorer, satisfied):
    explorer.move(satisfied=satisfied)
    await explorer.drawing.task


def good_news_win(satisfied, talking, band):  # noqa: ARG001
    return satisfied * 100, satisfied > 0.95


def test_a_puzzle_shows_its_live_number_and_when_it_is_won():
    explorer = displayed(view, goal=good_news_win)
    assert explorer.puzzle.value.startswith("<p>☆")
    assert "90" in explorer.puzzle.value
    explorer.move(satisfied=1.0)
    assert explorer.puzzle.value.startswith("<p>★")
    assert "Solved" in explorer.puzzle.value


def test_a_star_that_stays_empty_says_which_condition_fails(monkeypatch):
    said = {"metric": "Net: {number}.", "won": "Solved!", "too_few": "Too few talk.", "too_good": "Too many happy."}
    messages = catalogue("en") | {f"goal.half_way.{part}": text for part, text in said.items()}
    monkeypatch.setattr("smm_lib.language.catalogue", lambda _: messages)

    def half_way(satisfied, talking, band):  # noqa: ARG001
        failing = "too_few" if talking < 0.5 else "too_good" if satisfied > 0.5 else ""
        return satisfied * 100, not failing, failing

    explorer = displayed(view, goal=half_way)
    assert explorer.puzzle.value == "<p>☆ Net: 90. Too many happy.</p>"
    explorer.move(satisfied=0.5, talking=0.4)
    assert explorer.puzzle.value == "<p>☆ Net: 50. Too few talk.</p>"
    explorer.move(talking=1.0)
    assert explorer.puzzle.value == "<p>★ Net: 50. Solved!</p>"


def test_only_a_chart_that_keeps_the_start_says_where_you_started():
    def unmarked(satisfied=0.9):
        made = chart(satisfied=satisfied)
        made.layer[0].name = "picture"
        return made

    for drawn_by, told in ((view, True), (unmarked, False)):
        explorer = displayed(drawn_by)
        explorer.words.legend.button.value = True
        assert ("where you started" in explorer.words.legend.words.value) is told


def test_what_must_not_be_compared_leaves_no_trace_of_the_start():
    def users(kind="mau"):
        return chart(satisfied={"mau": 1, "daily": 0.5}[kind])

    explorer = displayed(users, kind={"options": ["mau", "daily"]})
    explorer.move(kind="daily")
    assert not any(str(layer.get("name")).startswith("base_") for layer in shown(explorer)[-1]["layer"])
    explorer.words.legend.button.value = True
    assert "where you started" not in explorer.words.legend.words.value


def test_a_trace_goes_as_soon_as_one_of_several_moved_controls_must_not_be_compared():
    def users(kind="mau", satisfied=0.9):
        return chart(satisfied={"mau": 1, "daily": 0.5}[kind] * satisfied)

    explorer = displayed(users, kind={"options": ["mau", "daily"]})
    for move, trace in (({"satisfied": 0.4}, True), ({"kind": "daily"}, False), ({"kind": "mau"}, True)):
        explorer.move(**move)
        assert any(str(layer.get("name")).startswith("base_") for layer in shown(explorer)[-1]["layer"]) is trace


def test_the_table_follows_the_chart_and_shows_any_text_as_text():
    def nasty(satisfied=0.9):
        made = chart(satisfied=satisfied)
        made.data = made.data.assign(study="<img src=x onerror=alert(1)>")
        return made

    explorer = displayed(nasty)
    table = explorer.words.widget.children[0].children[0]
    table.value = True
    assert "&lt;img" in explorer.words.numbers.words.value
    assert "<img" not in explorer.words.numbers.words.value
    explorer.move(satisfied=0.4)
    assert "0.4" in explorer.words.numbers.words.value


def test_without_python_the_stored_lesson_says_the_settings_and_the_table(screen):
    explore(view)
    texts = [content["text/plain"] for content in screen]
    assert "Satisfied customers: 90%" in texts[0]
    assert "Run All Cells" in texts[0]
    assert "Satisfied 0.9." in texts[1]
    assert "Good minus bad listeners" in texts[2]


def test_every_chart_of_a_view_with_two_is_updated():
    def two(satisfied=0.9):
        return chart(satisfied=satisfied), chart(satisfied=satisfied)

    explorer = displayed(two)
    explorer.move(satisfied=0.3)
    assert [len(handle.updates) for handle in explorer.screen.handles] == [1, 1]


def test_the_views_shown_in_contributing_draw_their_charts(screen):
    names = {"bars": bars, "histogram": histogram, "explore": explore, "data": data}
    blocks = re.findall(r"```python\n(.+?)```", CONTRIBUTING.read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks:
        exec(re.sub(r"(?m)^   ", "", block), names | {"amplification": amplification, "metrics": metrics})
    charts = [shown for shown in screen if CHART in shown]
    assert len(charts) == len(blocks) == 2
