"""A chart that moves gets new rows; it is photographed for the file when it stands still."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from smm_lib import saving
from smm_lib.display import CHART, PICTURE
from smm_lib.lesson import _screen as screen
from tests.lesson.test_explore import displayed, view


@pytest.fixture
def clock(monkeypatch):
    """What will be done later: (seconds, what, its arguments); the newest wish is the only one."""
    waiting = []

    def call_later(seconds, *call):
        waiting.append((seconds, *call))
        return SimpleNamespace(cancel=waiting.clear)

    monkeypatch.setattr(screen, "running_loop", lambda: SimpleNamespace(call_later=call_later))
    return waiting


@pytest.fixture
def sent(monkeypatch):
    """What was sent to the page."""
    messages = []
    monkeypatch.setattr(screen.Frame, "send", lambda _, message: messages.extend(message["rows"]))
    return messages


def rest(clock):
    ((seconds, act, *arguments),) = clock
    assert seconds >= 1
    clock.clear()
    act(*arguments)


def moved(live, *values):
    """An explorer whose page can or cannot take rows, its slider moved, and what was drawn anew."""
    explorer = displayed(view)
    explorer.frame.live = live
    for satisfied in values:
        explorer.move(satisfied=satisfied)
    (handle,) = explorer.screen.handles
    return explorer, handle.updates


def test_a_chart_in_motion_is_not_photographed_and_the_last_one_is_once_it_stands_still(clock):
    _, updates = moved(False, 0.8, 0.7)
    assert [update["text/plain"] for update in updates] == ["Satisfied 0.8.", "Satisfied 0.7."]
    assert all(len(update[PICTURE]) < saving.LEAST for update in updates)
    rest(clock)
    assert updates[2] == {name: part for name, part in updates[1].items() if name != PICTURE}


def test_where_the_page_can_take_rows_only_rows_travel_until_the_chart_stands_still(clock, sent):
    explorer, updates = moved(True, 0.8)
    assert len(updates) == 1  # the first move brings the thin lines of the base scenario
    first = updates[0][CHART]
    explorer.move(satisfied=0.7)
    explorer.move(satisfied=0.6)
    assert len(updates) == 1
    forget, *rows = sent
    assert forget == {"chart": 0, "tables": None}
    assert [message["said"] for message in rows] == ["Satisfied 0.7.", "Satisfied 0.6."]
    rest(clock)
    assert sent[-1] == {"chart": 0, "tables": None}
    there = dict(first["datasets"])
    for message in rows:
        assert set(message["tables"]) <= set(there)
        there |= {name: json.loads(table) for name, table in message["tables"].items()}
    assert list(there.values()) == list(updates[1][CHART]["datasets"].values())


def test_back_at_a_setting_that_the_file_has_nothing_is_drawn_anew(clock, sent):
    explorer, updates = moved(True, 0.8)
    rest(clock)
    assert len(updates) == 2
    before = len(sent)
    explorer.move(satisfied=0.7)
    explorer.move(satisfied=0.8)
    rest(clock)
    assert len(updates) == 2
    assert [message["said"] for message in sent[before:]] == ["Satisfied 0.7.", "Satisfied 0.8."]


def test_no_rule_of_the_frame_asks_large_parts_of_the_page_what_they_hold():
    css = Path(screen.__file__).with_name("frame.css").read_text(encoding="utf-8")
    asked = re.findall(r"([^\s,{]*):has\(([^)]*)\)", css)
    assert asked
    assert [one for one in asked if not (one[0] == ".smm-says" or one[1].startswith(">"))] == []
