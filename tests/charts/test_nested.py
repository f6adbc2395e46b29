"""The map of boxes: every box lies in the box it belongs to, and a click says what it is."""

import itertools
import re

import pandas as pd
import pytest

from smm_lib import data
from smm_lib.charts._theme import WIDTH
from smm_lib.charts.nested import PICKED, nested
from smm_lib.display import CHART, bundle, to_png
from smm_lib.language import LANGUAGES, label, say, speak

PARTS = data.load_marketing_map()
BOX = ["_x", "_y", "_x2", "_y2"]


@pytest.fixture(params=LANGUAGES)
def boxes(request):
    speak(request.param)
    return nested(PARTS, "part", "within", chosen="promotion").data.set_index("part")


def test_every_box_lies_inside_the_box_it_belongs_to_below_its_name(boxes):
    for part, row in boxes.iterrows():
        if row["within"] in boxes.index:
            x, y, x2, y2 = boxes.loc[row["within"], BOX]
            assert x < row["_x"] < row["_x2"] < x2, part
            assert y + 20 < row["_y"] < row["_y2"] < y2, part


def test_no_two_boxes_of_the_same_box_overlap_and_all_stay_on_the_paper(boxes):
    for _, kids in boxes.groupby("within"):
        for one, other in itertools.combinations(kids[BOX].itertuples(index=False), 2):
            assert one._2 < other._0 or other._2 < one._0 or one._3 < other._1 or other._3 < one._1
    assert boxes["_x"].min() >= 0
    assert boxes["_x2"].max() <= WIDTH


def test_every_box_is_wide_enough_for_its_name(boxes):
    room = boxes["_x2"] - boxes["_x"] - 18
    assert (room >= 7.2 * boxes["_name"].str.len()).all()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", PARTS["part"])
def test_every_part_can_be_picked_and_is_explained_in_words_and_in_the_table(language, part):
    speak(language)
    chart = nested(PARTS, "part", "within", chosen=part)
    meaning = say(f"help.{part}")
    assert chart.description.endswith(meaning)
    row = chart.data.set_index("part").loc[part]
    assert row["meaning"] == meaning
    assert " ".join(row["_says"]).endswith(meaning)
    assert len(row["_says"]) <= 3


def test_the_path_leads_from_the_outside_in():
    speak("en")
    chart = nested(PARTS, "part", "within", chosen="social_media_marketing")
    assert "Marketing ▸ External marketing ▸ Promotion ▸ Social media marketing" in chart.description
    assert "Promotion holds: Advertising," in chart.description


def test_a_click_picks_without_python_and_the_pick_is_told_by_more_than_colour():
    spec = bundle(nested(PARTS, "part", "within", chosen="sales"))[CHART]
    (pick,) = spec["params"]
    assert pick["select"] == {"type": "point", "fields": ["part"], "toggle": False, "clear": False}
    assert pick["value"] == [{"part": "sales"}]
    boxes = next(layer for layer in spec["layer"] if layer["name"] == pick["views"][0])
    assert boxes["encoding"]["strokeWidth"]["condition"] == [{"param": "picked", "empty": False, "value": 4}]
    assert PICKED in str(boxes["encoding"]["fill"])
    assert to_png(spec).startswith(b"\x89PNG")


def test_whatever_a_part_is_called_it_is_only_text():
    nasty = "<img src=x onerror=alert(1)>"
    table = pd.DataFrame({"part": ["price", "product"], "within": [nasty, "price"]})
    spec = bundle(nested(table, "part", "within", chosen="price"))[CHART]
    assert not re.search(r"'(href|url|image|expr|signal)':", str(spec))
    assert label(nasty) == nasty
