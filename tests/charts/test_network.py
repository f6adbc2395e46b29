"""Networks: every state by shape, colour and label, arrows that point the right way, and little to send."""

import json

import pandas as pd
import pytest

from smm_lib.charts.network import STATES, network, tiles
from smm_lib.display import CHART, bundle, to_png
from smm_lib.language import LANGUAGES, speak
from smm_lib.models import branching


def square(states=("seed", "new", "has_it", "waiting")):
    return pd.DataFrame({"account": [0, 1, 2, 3], "x": [0, 1, 1, 0], "y": [1, 1, 0, 0], "state": states})


def pairs(*both):
    return pd.DataFrame(both, columns=["source", "target"])


def accounts(spec):
    return next(layer for layer in spec["layer"] if layer.get("name") == "accounts")


def listed(spec, columns):
    """The rows of a layer with data of its own, as numbers; an empty row ends a line."""
    text = next(kept for kept in spec["datasets"].values() if isinstance(kept, str) and kept.startswith(columns))
    return [[float(number) for number in row.split(",") if number] for row in text.split("\n")[1:-1]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_description_counts_every_state(language):
    speak(language)
    words = bundle(network(square(), edges=pairs((0, 1))))["text/plain"]
    assert {"en": "Does not have it: 1", "de": "Hat es nicht: 1"}[language] in words
    assert "4" in words


def test_every_state_has_a_shape_and_a_colour_of_its_own_and_a_label_with_its_number():
    speak("en")
    encoding = accounts(bundle(network(square()))[CHART])["encoding"]
    for channel in ("fill", "shape"):
        assert len(set(encoding[channel]["scale"]["range"])) == len(STATES)
        assert encoding[channel]["scale"]["domain"] == ["Seed: 1", "New people: 1", "Has it: 1", "Does not have it: 1"]


def test_the_axes_and_the_size_are_the_same_whatever_is_drawn():
    one, other = (
        bundle(network(nodes, edges=edges))[CHART]
        for nodes, edges in ((square(), pairs((0, 1))), (square(["waiting"] * 4).head(2), None))
    )
    for spec in (one, other):
        assert accounts(spec)["encoding"]["x"]["scale"]["domain"] == [-0.04, 1.04]
        assert (spec["width"], spec["height"]) == (one["width"], one["height"])


def test_contacts_are_one_path_with_a_gap_after_each():
    spec = bundle(network(square(), edges=pairs((0, 1), (1, 2))))[CHART]
    assert listed(spec, "x,y\n") == [[0, 1], [1, 1], [], [1, 1], [1, 0], []]


def test_an_arrow_points_from_source_to_target():
    spec = bundle(network(square().assign(source=[1, 0, 1, -1])))[CHART]
    heads = listed(spec, "x,y,angle")
    assert [row[2] % 360 for row in heads] == [180, 0, 90]  # clockwise from the right, and 2 lies below 1
    assert heads[1][:2] == [0.6, 1]


def test_whoever_has_it_from_nobody_or_from_themselves_gets_no_arrow():
    spec = bundle(network(square().assign(source=[0, -1, 2, 0])))[CHART]
    assert len(listed(spec, "x,y,angle")) == 1


def test_names_stand_in_the_accounts_only_if_asked():
    for named in (False, True):
        layers = bundle(network(square(), named=named))[CHART]["layer"]
        assert any(layer["mark"]["type"] == "text" for layer in layers) is named


def test_three_hundred_accounts_with_many_contacts_stay_small():
    around = pd.DataFrame({"account": range(300), "x": 0.123456, "y": 0.654321, "state": "waiting", "generation": -1})
    spec = bundle(network(around, edges=pairs(*[(i, (i + k) % 300) for i in range(300) for k in range(1, 6)])))[CHART]
    assert len(json.dumps(spec)) < 90_000
    assert to_png(spec).startswith(b"\x89PNG")


def test_trees_are_drawn_with_an_arrow_for_everybody_but_the_first():
    trees = branching.sample_trees(12, 20, 0.075, 6, 25)
    spec = bundle(network(trees, layout="forest", states=("seed", "sharer")))[CHART]
    assert len(listed(spec, "x,y,angle")) == len(trees) - 12
    assert to_png(spec).startswith(b"\x89PNG")


@pytest.mark.parametrize("language", LANGUAGES)
def test_tiles_fill_by_area_and_say_what_a_square_stands_for(language):
    speak(language)
    table = pd.DataFrame({"tile": range(300), "accounts": 10, "with_it": [10] + [5] * 299}).assign(share=0.5)
    table.loc[0, "share"] = 1.0
    shown = bundle(tiles(table))
    size = next(layer for layer in shown[CHART]["layer"] if layer.get("name") == "reached")["encoding"]["size"]
    assert size["field"] == "share"
    assert size["scale"]["domain"] == [0, 1]
    assert {"en": "1,505", "de": "1.505"}[language] in shown["text/plain"]
    assert "10" in shown[CHART]["title"]["text"]
    assert to_png(shown[CHART]).startswith(b"\x89PNG")


def test_every_state_is_in_the_legend_although_marks_have_sizes_of_their_own():
    encoding = accounts(bundle(network(square(), named=True))[CHART])["encoding"]
    assert encoding["size"]["field"] != encoding["shape"]["field"]  # one field would take the legend away
    assert encoding["shape"]["legend"]
