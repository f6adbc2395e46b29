"""Sorting: how many are right, the idea behind each wrong place, and nothing said before it is asked for."""

from importlib import import_module

import pandas as pd

from smm_lib.answers import stored
from smm_lib.language import say
from smm_lib.lesson.sort import Sorting, sort

room = import_module("smm_lib.lesson.sort")

TABLE = pd.DataFrame({"item": ["flyer", "rebate"], "group": ["promotion", "price"]})
PLACES = {"flyer": "promotion", "rebate": "price"}


def told(monkeypatch):
    monkeypatch.setattr(room, "known", lambda key: key == "sort.test.flyer")
    extra = {"sort.test.flyer": "a flyer tells.", "sort.test.right": "All there."}
    monkeypatch.setattr(room, "say", lambda key, **values: extra.get(key) or say(key, **values))


def test_right_places_are_counted_and_wrong_ones_explained(monkeypatch):
    told(monkeypatch)
    sorting = Sorting("99_test.test", PLACES)
    sorting.choices["flyer"].value = "price"
    sorting.choices["rebate"].value = "promotion"
    sorting.button.click()
    assert say("sort.score", right=0, of=2) in sorting.reply.value
    assert "a flyer tells." in sorting.reply.value
    assert say("sort.again") in sorting.reply.value
    assert stored()["99_test.test"]["right"] == 0
    for item, place in PLACES.items():
        sorting.choices[item].value = place
    sorting.button.click()
    assert "All there." in sorting.reply.value


def test_an_item_without_a_place_is_not_called_wrong(monkeypatch):
    told(monkeypatch)
    sorting = Sorting("99_test.test", PLACES)
    sorting.choices["rebate"].value = "price"
    assert sorting.judgement() == [say("sort.score", right=1, of=2)]


def test_chosen_places_are_there_again_after_a_restart(monkeypatch, screen):
    told(monkeypatch)
    first = Sorting("99_test.test", PLACES)
    first.choices["flyer"].value = "price"
    first.judge()
    again = Sorting("99_test.test", PLACES)
    again.show()
    assert again.choices["flyer"].value == "price"
    assert "a flyer tells." in again.reply.value
    assert "flyer; rebate" in screen[0]["text/plain"]


def test_the_places_come_from_the_rows_of_a_table(screen):
    sort("99_test.test", TABLE, "item", "group")
    assert len(screen) == 1
    assert "promotion" not in screen[0]["text/plain"]
