"""Every chart: fixed size and axes, a description, colours everybody can tell apart, the language's numbers."""

import itertools
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib import data
from smm_lib.charts._annotations import middles
from smm_lib.charts._axes import on_axis
from smm_lib.charts._text_marks import pixels
from smm_lib.charts._theme import MEANING, PALETTE, SHAPES, styles
from smm_lib.charts.bars import GAP, _beside, bars
from smm_lib.charts.dot_ranges import dot_ranges
from smm_lib.charts.dots import dots
from smm_lib.charts.histogram import histogram
from smm_lib.charts.lines import lines
from smm_lib.display import CHART, bundle, to_png, to_svg
from smm_lib.language import LANGUAGES, speak
from smm_lib.models import delivery, funnel, motivation, planning, supply_chain
from smm_lib.models import word_of_mouth as wom

# How people with a colour-blindness see linear RGB: Viénot, Brettel, Mollon (1999), for missing L, M and S cones.
BLINDNESS = {
    "none": np.eye(3),
    "protan": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
    "deutan": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
    "tritan": [[1.01354, 0.14268, -0.15622], [-0.01181, 0.87561, 0.13619], [0.07707, 0.81208, 0.11085]],
}


def linear(colour):
    channels = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def luminance(colour):
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


def lab(rgb):
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(rgb, 0, 1)
    f = np.cbrt(xyz / [0.9505, 1, 1.089])
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def example(kind, **changed):
    heard = wom.talk(1000, changed.get("satisfied", 0.9), (4, 5), (8, 12))
    if kind == "bars":
        return bars(heard, "opinion", "per_100", domain=(0, 1200), text="listeners")
    if kind == "lines":
        marks = wom.break_even_range((4, 5), (8, 12)) | {"your_guess": 0.5}
        return lines(
            wom.balance((4, 5), (8, 12)), "satisfied", "net", domain=(-1500, 1500), places=marks,
            at=changed.get("satisfied", 0.9),
        )  # fmt: skip
    if kind == "series":
        table = motivation.by_followers(changed.get("satisfied", 0.9), 3)
        return lines(table, "followers", "participation", domain=(0, 1), split="motive", log="x", at=1000)
    if kind == "histogram":
        ends = np.geomspace(10, 1000, 11)
        share = np.linspace(0.3, 0, 10) * changed.get("satisfied", 0.9)
        table = pd.DataFrame({"told_low": ends[:-1], "told_high": ends[1:], "satisfied": share})
        return histogram(table, "told", "satisfied", domain=(0, 1), log=True, places={"your_guess": 30})
    if kind == "spans":
        people = 100_000 * changed.get("satisfied", 0.9)
        rows = {"opinion": ["positive", "negative"], "listeners": [people, 5.0]}
        table = pd.DataFrame(rows | {"listeners_low": [people / 2, 0.5], "listeners_high": [people * 2, 9.0]})
        return dot_ranges(table, "opinion", "listeners", domain=(1, 1e6))
    studies = data.load_word_of_mouth_studies()
    return dots(studies, "study", "told", split="opinion", sure="seen", domain=(0, 35))


KINDS = ("bars", "lines", "series", "histogram", "spans", "dots")


@pytest.mark.parametrize("colour", PALETTE.values(), ids=PALETTE)
def test_every_colour_stands_out_from_white_and_can_carry_text(colour):
    assert 1.05 / (luminance(colour) + 0.05) >= 4.5


@pytest.mark.parametrize("blindness", BLINDNESS)
def test_any_two_colours_of_the_palette_stay_apart_for_everybody(blindness):
    seen = {name: lab(np.array(BLINDNESS[blindness]) @ linear(colour)) for name, colour in PALETTE.items()}
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= 20, (one, other)


def test_one_meaning_has_one_colour_and_one_shape():
    assert len({colour for colour, _ in MEANING.values()}) >= 2
    for colour, shape in MEANING.values():
        assert colour in PALETTE
        assert shape in SHAPES
    assert MEANING["positive"][1] != MEANING["negative"][1]


def test_series_differ_by_colour_and_dash_and_keep_the_colour_of_their_meaning():
    chosen = styles(["negative", "one", "two", "three", "four"])
    assert len({style.colour for style in chosen}) == len({tuple(style.dash) for style in chosen}) == 5
    assert chosen[0].colour == PALETTE["vermilion"]


def layers_of(chart, kind):
    return [layer for layer in bundle(chart)[CHART]["layer"] if layer["mark"]["type"] == kind]


def rows_of(chart, layer):
    spec = bundle(chart)[CHART]
    return spec["datasets"][layer["data"]["name"]]


@pytest.mark.parametrize(
    ("guess", "end", "towards"), [(1.4, 1, "right"), (np.float64(1.4), 1, "right"), (-0.2, 0, "left")]
)
def test_a_place_beyond_the_axis_is_an_arrowhead_at_its_end_with_its_name_inside(guess, end, towards):
    chart = lines(wom.balance(4, 10), "satisfied", "net", domain=(-1500, 1500), places={"your_guess": guess})
    (head,) = layers_of(chart, "point")
    assert head["mark"]["shape"] == f"triangle-{towards}"
    assert rows_of(chart, head)[0]["place"] == end
    assert [text["mark"]["align"] for text in layers_of(chart, "text")] == [towards, towards]
    assert not [rule for rule in layers_of(chart, "rule") if rule["encoding"].get("x")]
    assert "beyond the end of the axis" in chart.description


@pytest.mark.parametrize(("guess", "heads"), [(500, []), (9990, ["triangle-up"]), (-9990, ["triangle-down"])])
def test_a_level_beyond_the_axis_is_an_arrowhead_at_its_end(guess, heads):
    chart = lines(wom.balance(4, 10), "satisfied", "net", domain=(-1500, 1500), heights={"your_guess": guess})
    assert [head["mark"]["shape"] for head in layers_of(chart, "point")] == heads
    assert len(layers_of(chart, "text")) == 2
    assert f"{abs(guess):,}" in chart.description
    assert ("beyond the end of the axis" in chart.description) == bool(heads)


def test_a_setting_whose_line_has_left_the_chart_is_an_arrowhead():
    chart = lines(wom.balance(4, 10), "satisfied", "net", domain=(-500, 100), at=1.0)
    (head,) = layers_of(chart, "point")
    assert head["mark"]["shape"] == "triangle-up"
    assert rows_of(chart, head)[0]["net"] == 100


def test_a_rule_of_a_histogram_beyond_the_axis_is_an_arrowhead():
    table = pd.DataFrame({"told_low": [1.0, 10.0], "told_high": [10.0, 100.0], "satisfied": [0.5, 0.5]})
    chart = histogram(table, "told", "satisfied", domain=(0, 1), log=True, places={"your_guess": 1000})
    assert [head["mark"]["shape"] for head in layers_of(chart, "point")] == ["triangle-right"]
    assert "Your prediction: 1,000 (beyond the end of the axis)." in chart.description


def test_no_rule_runs_through_the_name_of_a_neighbour():
    marks = {"likely_sum": 0.3, "p50": 0.35, "p80": 0.4, "your_guess": 0.45}
    chart = lines(wom.balance(4, 10), "satisfied", "net", domain=(-1500, 1500), places=marks)
    tops = {
        rows_of(chart, rule)[0]["place"]: rule["encoding"]["y"]["value"]
        for rule in layers_of(chart, "rule")
        if "value" in rule["encoding"]["y"]
    }
    names = layers_of(chart, "text")[1::2]
    assert len(tops) == len(names) == 4
    for text in names:
        place, row = rows_of(chart, text)[0]["place"], text["encoding"]["y"]["value"]
        side = 1 if text["mark"]["align"] == "left" else -1
        for other, top in tops.items():
            assert (other - place) * side <= 0 or top > row + 15


@pytest.mark.parametrize("top", [1e5, 1e10])
def test_an_axis_that_reaches_the_millions_writes_them_out(top):
    spec = bundle(lines(wom.balance(4, 10), "satisfied", "net", domain=(1, top), log="y"))[CHART]
    assert ("',d'" in str(spec)) == (top > 1e6)


TENS = {
    "net": ((1, 1e10), ["1", "10", "100", "1,000", "10,000", "100,000", "1,000,000", "10,000,000"]),
    "share_of_runs": ((1e-5, 1), ["0.001%", "0.01%", "0.1%", "1%", "10%", "100%"]),
}


def drawn_words(chart):
    """The words that can be seen: Vega draws numbers that have no room without any colour."""
    return re.findall(r"<text(?![^>]*opacity=.0)[^>]*>([^<>]+)</text>", to_svg(bundle(chart)[CHART]).decode())


@pytest.mark.parametrize("name", TENS)
def test_an_axis_in_steps_of_ten_writes_each_of_them_in_full(name):
    domain, wanted = TENS[name]
    curve = pd.DataFrame({"satisfied": [0.0, 0.5], name: domain})
    words = drawn_words(lines(curve, "satisfied", name, domain=domain, across=(0, 1), log="y"))
    start = words.index("Satisfied customers") + 1
    assert words[start : start + len(wanted)] == wanted


def test_long_numbers_along_an_axis_keep_a_gap():
    heard = pd.DataFrame({"own_name": ["whoever wears a rather long name"], "listeners": [1000.0]})
    numbers = [word for word in drawn_words(bars(heard, "own_name", "listeners", domain=(0, 140_000))) if "0" in word]
    assert numbers[:4] == ["0", "40,000", "80,000", "120,000"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_draws_and_says_what_it_shows(kind, language):
    speak(language)
    shown = bundle(example(kind))
    assert len(shown["text/plain"]) > 60
    assert shown["text/plain"] == shown[CHART]["description"]
    assert to_png(shown[CHART]).startswith(b"\x89PNG")


@pytest.mark.parametrize("kind", KINDS)
def test_size_and_axes_stay_whatever_is_set(kind):
    one, other = (bundle(example(kind, satisfied=s))[CHART] for s in (0.1, 1.0))
    for key in ("width", "height", "autosize"):
        assert one[key] == other[key]
    scales = [re.findall(r"'domain': \[[^]]*\]", str(spec)) for spec in (one, other)]
    assert scales[0] == scales[1]
    assert scales[0]


@pytest.mark.parametrize("kind", ["bars", "lines", "series", "histogram", "spans"])
def test_the_description_follows_the_values(kind):
    assert bundle(example(kind, satisfied=0.5))["text/plain"] != bundle(example(kind))["text/plain"]


def test_german_charts_write_german_numbers():
    speak("de")
    shown = bundle(example("bars"))
    assert shown[CHART]["config"]["locale"]["number"]["decimal"] == ","
    assert "4.050" in shown["text/plain"]
    assert "4,050" not in str(shown)


def test_an_axis_of_years_has_no_thousands_separator():
    chart = lines(
        pd.DataFrame({"year": [2004, 2023], "net": [0, 1]}), "year", "net", domain=(0, 1), places={"until": 2012}
    )
    assert chart.to_dict()["layer"][0]["encoding"]["x"]["axis"]["format"] == "d"
    assert "2023" in chart.description
    assert "2012" in chart.description


@pytest.mark.parametrize(("language", "written"), [("en", "€10,000"), ("de", "10.000\u00a0€")])
def test_an_axis_of_money_writes_the_currency_of_the_language_at_every_number(language, written):
    speak(language)
    table = pd.DataFrame({"week": [0, 1], "cost": [0, 10_000]})
    chart = bundle(lines(table, "week", "cost", domain=(0, 10_000)))[CHART]
    assert written in to_svg(chart).decode()


def test_a_bar_longer_than_the_axis_keeps_its_number_with_an_arrow():
    heard = wom.talk(1000, 1.0, 1000, 0)
    shown = bundle(bars(heard, "opinion", "per_100", domain=(0, 1200), text="listeners"))
    assert "1,000,000 →" in str(shown[CHART])
    assert "1,000,000 (beyond the end of the axis)." in shown["text/plain"]


def test_a_bar_exactly_as_long_as_the_axis_has_no_arrow():
    table = pd.DataFrame({"opinion": ["positive", "negative"], "people": [100, 101]})
    shown = bundle(bars(table, "opinion", "people", domain=(0, 100)))
    notes = [row["_note"] for rows in shown[CHART]["datasets"].values() for row in rows if "_note" in row]
    assert {note for note in notes if "→" in note} == {"101 →"}
    assert shown["text/plain"].count("beyond the end of the axis") == 1


@pytest.mark.parametrize("place", [0, -3, 0.5])
def test_a_place_below_the_start_of_a_logarithmic_axis_is_an_arrowhead(place):
    table = pd.DataFrame({"factor": [1.0, 100.0], "share": [0.0, 1.0]})
    chart = lines(table, "factor", "share", domain=(0, 1), log="x", across=(1, 100), places={"your_guess": place})
    (head,) = layers_of(chart, "point")
    assert head["mark"]["shape"] == "triangle-left"
    assert rows_of(chart, head)[0]["place"] == 1


def test_dots_are_blue_or_have_the_colour_of_their_group():
    table = pd.DataFrame({"opinion": ["positive", "negative"], "people": [10, 100], "owner": ["marketing", "sales"]})
    for split, colours in ((None, []), ("owner", [PALETTE["blue"], PALETTE["vermilion"]])):
        (dot,) = layers_of(dot_ranges(table, "opinion", "people", domain=(1, 1000), split=split), "point")
        assert dot["mark"]["color"] == PALETTE["blue"]
        assert dot["encoding"].get("color", {"scale": {"range": []}})["scale"]["range"] == colours


def test_a_dot_beyond_the_axis_has_an_arrow():
    table = pd.DataFrame({"opinion": ["positive", "negative"], "listeners": [5e6, 0.1]})
    table = table.assign(listeners_low=table["listeners"], listeners_high=table["listeners"])
    shown = bundle(dot_ranges(table, "opinion", "listeners", domain=(1, 1e6)))
    assert "5,000,000 →" in str(shown[CHART])
    assert "← 0.1" in str(shown[CHART])
    assert shown["text/plain"].count("beyond the end of the axis") == 2


@given(
    value=st.floats(0, 1e9),
    low=st.floats(0, 1),
    high=st.floats(1, 3),
    names=st.lists(st.text("abcdefgh", min_size=1, max_size=40), min_size=1, max_size=4, unique=True),
    top=st.sampled_from([1.0, 1200.0, 1e6]),
)
def test_the_number_of_a_bar_stands_on_no_bar_and_on_no_range_unless_it_is_white_inside(value, low, high, names, top):
    amounts = [value % (2 * top) * (i + 1) / 2 for i in range(len(names))]
    table = pd.DataFrame({"who": names, "told": amounts})
    table = table.assign(told_low=table["told"] * low, told_high=table["told"] * high)
    placed = bars(table, "who", "told", domain=(0, top)).data
    for _, row in placed.iterrows():
        if row["_side"] == "inside":
            assert row["_end"] <= min(row["told_low"], top) * 1.00001
        elif row["_side"] == "behind":
            assert row["_end"] >= min(row["told_high"], top) * 0.99999
    assert set(placed["_side"]) <= {"inside", "behind", "two_lines"}


@pytest.mark.parametrize(("low", "high", "side", "end"), [
    (0.5, 0.5, "behind", 0.5), (0.3, 0.95, "inside", 0.3), (0.1, 0.95, "two_lines", 0.88),
])  # fmt: skip
def test_the_number_of_a_bar_stands_behind_it_else_inside_as_soon_as_it_fits(low, high, side, end):
    note = "12 (3 to 20)"
    shown = pd.DataFrame({"told": [0.5], "told_low": low, "told_high": high, "_note": note})
    placed = _beside(shown, "told", (0, 1), room=5 * (pixels(note, 15, bold=True) + GAP))  # it needs a fifth
    assert (placed["_side"][0], placed["_end"][0]) == (side, pytest.approx(end, abs=0.02))


def test_places_at_the_same_spot_keep_their_order_at_every_run():
    names = [f"place_{number}" for number in range(9)]
    assert middles({"first": 0.1, **dict.fromkeys(names, 0.5), "strip_low": 0.2}) == ["first", "strip", *names]


def test_a_place_on_an_axis_is_its_share_of_the_way_in_equal_or_in_logarithmic_steps():
    assert (on_axis(5, (0, 20)), on_axis(-5, (0, 20))) == (0.25, -0.25)
    assert on_axis(10, (1, 1000), log=True) == pytest.approx(1 / 3)
    assert on_axis(0, (1, 1000), log=True) == -1


def test_quantities_in_steps_of_ten_are_dots_that_name_and_colour_their_group():
    table = funnel.stages(100_000, 0.02, 0.05, 0.2, 0.25)
    spec = bundle(dot_ranges(table, "stage", "people", domain=(1, 1e6), split="owner"))[CHART]
    assert "bar" not in {layer["mark"]["type"] for layer in spec["layer"]}  # on such an axis no bar has a true length
    assert "range" not in {layer.get("name") for layer in spec["layer"]}
    dot = next(layer for layer in spec["layer"] if layer["name"] == "main")["encoding"]
    assert dot["x"]["scale"]["type"] == "log"
    assert dot["x"]["axis"]["values"] == [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
    names, colours = dot["color"]["scale"]["domain"], dot["color"]["scale"]["range"]
    assert [name.split("(")[1] for name in names] == ["Marketing)"] * 3 + ["Sales)"] * 2
    assert colours[:3] == [colours[0]] * 3
    assert colours[3:] == [colours[4]] * 2 != [colours[0]] * 2


def test_a_row_without_a_value_has_a_dash_and_no_dot():
    nobody = funnel.stages(1000, 0.02, 0.05, 0.2, 0, campaign_cost=100)
    shown = bundle(dot_ranges(nobody, "stage", "cost_each", domain=(0.01, 1e5)))
    spec = shown[CHART]
    assert shown["text/plain"].endswith(": –.")
    assert "nan" not in shown["text/plain"].lower()
    assert spec["datasets"][spec["data"]["name"]][-1]["_at"] is None


def test_a_series_that_is_a_number_is_named_with_its_quantity():
    pairs = [(lead_time, window) for lead_time in (1, 2) for window in range(2, 21)]
    table = pd.DataFrame(pairs, columns=["lead_time", "window"])
    table["variance_ratio"] = [supply_chain.variance_ratio(*pair) for pair in pairs]
    chart = lines(table, "window", "variance_ratio", domain=(1, 10), split="lead_time", at=5)
    assert "Lead time (weeks): 2: Variance ratio: 2.12" in chart.description


def test_what_comes_in_portions_jumps_and_so_does_the_base():
    one, other = (
        lines(delivery.value(20, box), "week", "value", domain=(0, 1), split="way", steps=True) for box in (2, 5)
    )
    layers = bundle(one, base=bundle(other))[CHART]["layer"]
    drawn = {layer["name"]: layer["mark"]["interpolate"] for layer in layers if layer["mark"]["type"] == "line"}
    assert drawn == {"main": "step-after", "base_main": "step-after"}
    assert "halfway at 6: 51%" in one.description  # and not on a slope before it


@pytest.mark.parametrize("weeks", [13, 52])
def test_blocks_are_named_in_the_chart_from_left_to_right_above_each_other(weeks):
    table = planning.phases(100_000, weeks).rename(columns={"phase": "phase_of_project"})
    chart = histogram(table, "week", "cost_per_week", domain=(0, 20_000), across=(0, 52), split="phase_of_project")
    spec = bundle(chart)[CHART]
    texts = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text" and "stroke" not in layer["mark"]]
    spots = pd.DataFrame([row for layer in texts for row in spec["datasets"][layer["data"]["name"]]])
    assert list(spots.sort_values("at")["named"].str.split(":").str[0]) == [
        "Inception", "Elaboration", "Construction", "Transition",
    ]  # fmt: skip
    assert spots.sort_values("at")["up"].is_monotonic_decreasing
    assert spec["layer"][0]["encoding"]["color"]["legend"] is None


def test_blocks_of_the_same_name_have_one_colour_and_are_named_once():
    table = planning.time_boxes(100_000, 20, 2)
    chart = histogram(table, "week", "cost_per_week", domain=(0, 20_000), across=(0, 40), split="phase_of_project")
    spec = bundle(chart)[CHART]
    texts = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text" and "stroke" not in layer["mark"]]
    spots = [row for layer in texts for row in spec["datasets"][layer["data"]["name"]]]
    assert sorted(row["at"] for row in spots) == [1, 5, 13, 19]  # the middles of the phases
    main = next(layer for layer in spec["layer"] if layer["name"] == "main")
    assert len(main["encoding"]["color"]["scale"]["domain"]) == 4
    assert len(spec["datasets"][spec["data"]["name"]]) == 10


def test_names_of_places_stand_above_a_line_of_shares_and_its_axis_ends_at_100_per_cent():
    curve = planning.s_curve(planning.simulate([(8, 10, 18)]), 600)
    places = {"p50": curve["days"][50], "p80": curve["days"][80], "likely_sum": 10.0}
    spec = bundle(lines(curve, "days", "chance", domain=(0, 1), across=(0, 30), places=places))[CHART]
    up = next(layer for layer in spec["layer"] if layer.get("name") == "main")["encoding"]["y"]
    assert up["axis"]["values"][-1] == 1
    full = spec["height"] * (1 - 1 / up["scale"]["domain"][1])  # pixels from the top down to 100%
    texts = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    lowest = max(layer["encoding"]["y"]["value"] + layer["mark"]["fontSize"] for layer in texts)
    assert len(texts) == 6
    assert lowest <= full


def test_a_line_may_grow_up_to_the_learners_own_setting_on_an_axis_that_stays():
    curves = motivation.by_followers(0.6, 4)
    look = {"domain": (0, 1), "split": "motive", "log": "x"}
    whole, grown = (
        lines(curves, "followers", "participation", **look),
        lines(curves, "followers", "participation", upto=1000, **look),
    )
    axes = [bundle(chart)[CHART]["layer"][0]["encoding"]["x"]["scale"] for chart in (whole, grown)]
    assert axes[0] == axes[1]
    assert grown.data["followers"].max() <= 1000 < whole.data["followers"].max()
    assert [layer.name for layer in grown.layer if layer.name == "you"] == ["you"]


def test_without_ranges_there_is_neither_band_nor_whisker():
    table = wom.balance((4, 5), (8, 12))
    spec = bundle(lines(table, "satisfied", "net", domain=(-1500, 1500), ranges=False))[CHART]
    assert "area" not in {layer["mark"]["type"] for layer in spec["layer"]}


@pytest.mark.parametrize("kind", ["bars", "lines", "histogram", "spans"])
def test_the_base_scenario_stays_as_a_dashed_line_with_its_own_values(kind):
    spec = bundle(example(kind, satisfied=0.2), base=bundle(example(kind)))[CHART]
    ghosts = [layer for layer in spec["layer"] if str(layer.get("name", "")).startswith("base_")]
    assert ghosts
    for ghost in ghosts:
        assert ghost["mark"]["strokeDash"]
        assert ghost["mark"]["aria"] is False
        assert ghost["data"] != spec["data"] or kind == "lines"


def test_the_start_leaves_no_dashes_among_three_lines_of_which_one_is_dotted_itself():
    two, three = (supply_chain.viral_week(3, 2, 5, stages) for stages in (1, 2))
    for table, ghosts in ((two, ["base_main"]), (three, [])):
        chart = lines(table, "week", "orders", domain=(0, 1500), split="stage")
        spec = bundle(chart, base=bundle(chart))[CHART]
        assert [layer["name"] for layer in spec["layer"] if str(layer.get("name")).startswith("base_")] == ghosts


def test_whatever_a_caption_says_it_is_only_text():
    speak("en")
    nasty = "<img src=x onerror=alert(1)>"
    studies = data.load_word_of_mouth_studies().assign(study=nasty)
    spec = bundle(dots(studies, "study", "told", split="opinion", sure="seen", domain=(0, 35)))[CHART]
    assert not re.search(r"'(href|url|image|expr|signal)':", str(spec))


def three_lines(upto=None):
    begins = {"platform": 0, "word_of_mouth": 6, "shop": 0}
    rows = [(name, hour, 1.0) for name, first in begins.items() for hour in range(first, 11)]
    table = pd.DataFrame(rows, columns=["channel", "hours", "sharers"])
    return bundle(lines(table, "hours", "sharers", domain=(0, 2), across=(0, 10), split="channel", upto=upto))[CHART]


def look_of(spec, channel="color"):
    return next(layer["encoding"][channel] for layer in spec["layer"] if channel in layer["encoding"])


@pytest.mark.parametrize("channel", ["color", "strokeDash"])
def test_a_line_keeps_its_look_when_another_one_begins_at_last(channel):
    assert look_of(three_lines(upto=4), channel)["scale"] == look_of(three_lines(), channel)["scale"]


def test_a_legend_stands_in_one_row_with_its_title_unless_its_names_are_too_long():
    assert look_of(three_lines())["legend"]["columns"] == 3
    assert three_lines()["config"]["legend"]["titleOrient"] == "left"
    speak("de")
    table = pd.DataFrame({"own_name": ["a" * 40, "b" * 40, "c" * 40], "hours": [1, 1, 1], "sharers": [1, 1, 1]})
    long = bundle(lines(table, "hours", "sharers", domain=(0, 2), across=(0, 10), split="own_name"))[CHART]
    assert look_of(long)["legend"]["columns"] == 1


def test_charts_above_each_other_begin_at_the_same_place():
    below = histogram(planning.time_boxes(100_000, 20, 2), "week", "cost_per_week", domain=(0, 20_000), across=(0, 32))
    least = {look_of(spec, "y")["axis"]["minExtent"] for spec in (three_lines(), bundle(below)[CHART])}
    assert len(least) == 1


def test_bars_can_have_the_colours_of_the_lines_beside_them():
    orders = supply_chain.viral_week(3, 2, 5)
    drawn = lines(orders, "week", "orders", domain=(0, 1500), split="stage")
    beside = bars(supply_chain.largest(orders), "stage", "orders", domain=(0, 1500), like_lines=True)
    colours = [look_of(bundle(chart)[CHART])["scale"] for chart in (drawn, beside)]
    assert colours[0]["domain"] == colours[1]["domain"]
    assert colours[0]["range"] == colours[1]["range"]


def test_powers_of_ten_that_have_no_room_side_by_side_are_named_every_second():
    table = pd.DataFrame({"sharers_low": [1.0, 10], "sharers_high": [10.0, 100], "share_of_runs": [0.4, 0.6]})
    wide, narrow = (
        drawn_words(histogram(table, "sharers", "share_of_runs", domain=(0, 1), log=True, across=(1, end)))
        for end in (1e8, 1e4)
    )
    assert wide[:5] == ["1", "100", "10,000", "1,000,000", "100,000,000"]
    assert narrow[:5] == ["1", "10", "100", "1,000", "10,000"]


@pytest.mark.parametrize("height", [110, 260])
def test_a_low_chart_has_few_numbers_beside_it_unless_they_are_given(height):
    curve = planning.s_curve(planning.simulate([(8, 10, 18)]), 600)
    look = {"domain": (0, 1), "across": (0, 30), "height": height}
    marked, plain = (
        look_of(bundle(lines(curve, "days", "chance", places=places, **look))[CHART], "y")["axis"]
        for places in ({"p50": 11}, {})
    )
    assert marked["values"] == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert "tickCount" not in marked
    assert plain.get("tickCount", 6) == (4 if height == 110 else 6)


def test_the_own_prediction_has_its_colour_among_dots_too():
    table = pd.DataFrame({"campaign_stage": ["reached", "your_guess"], "people": [100, 10_000]})
    (dot,) = layers_of(dot_ranges(table, "campaign_stage", "people", domain=(1, 1e6)), "point")
    assert dot["encoding"]["color"]["scale"]["range"] == [PALETTE["blue"], PALETTE["purple"]]
