"""What a chart says: peaks, troughs, crossings, and numbers nobody has to read twice."""

import json
import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib import data
from smm_lib.charts._text_marks import number, span
from smm_lib.charts._trends import crossing, turns
from smm_lib.charts.bars import bars
from smm_lib.charts.lines import lines
from smm_lib.charts.nested import nested
from smm_lib.charts.network import network
from smm_lib.charts.ring import ring
from smm_lib.charts.timeline import timeline
from smm_lib.display import CHART, bundle, to_svg
from smm_lib.files import folder
from smm_lib.language import LANGUAGES, speak
from smm_lib.lesson._table import plain
from smm_lib.models import adoption, inequality, loop, results, supply_chain
from tests.charts.test_charts import KINDS, example

LESSONS = sorted(folder("notebooks").glob("*/*.ipynb"))
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def significant(digits):
    """How many digits of a number say something: 26,590 has four, 0.025 two."""
    return len(digits.lstrip("0").rstrip("0")) if digits.strip("0") else 1


def too_long(text, language):
    """Return the numbers with a fraction and more than four significant digits, however the language writes them."""
    thousands, point = {"en": ",.", "de": ".,"}[language]
    found = NUMBER.findall(text)
    return [n for n in found if point in n and significant(n.replace(thousands, "").replace(point, "")) > 4]


def test_a_number_with_too_many_digits_is_found_however_it_is_written():
    assert too_long("28.5714% of 134,217,728 and 0.00012345", "en") == ["28.5714", "0.00012345"]
    assert too_long("28,5714 % von 134.217.728", "de") == ["28,5714"]
    assert not too_long("1,234.0 or €17.50 or 99,990,000", "en")


@pytest.mark.parametrize("path", LESSONS, ids=[f"{path.parent.name}-{path.stem}" for path in LESSONS])
def test_no_description_of_a_lesson_has_a_number_with_more_than_four_significant_digits(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    charts = [output["data"] for cell in cells for output in cell.get("outputs", []) if CHART in output["data"]]
    for chart in charts:
        assert not too_long(chart[CHART]["description"], path.parent.name)


def drawn(kind):
    if kind == "timeline":
        table = data.load_platforms()
        return timeline(table, "platform", "start", split="kind", at=2010, across=(1980, 2026))
    if kind == "ring":
        return ring(loop.six_steps(5, 2000, 2 / 7, 1.5, 1 / 3), step=4)
    if kind == "nested":
        return nested(data.load_marketing_map(), "part", "within", chosen="promotion")
    if kind == "network":
        nodes = pd.DataFrame({"account": [0, 1], "x": [0, 2 / 7], "y": [0, 1 / 3], "state": ["seed", "waiting"]})
        return network(nodes, named=True)
    return example(kind, satisfied=2 / 7)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, "timeline", "ring", "nested", "network"])
def test_what_a_screen_reader_says_of_a_mark_has_words_of_the_catalogue_and_few_digits(kind, language):
    speak(language)
    svg = ElementTree.fromstring(to_svg(bundle(drawn(kind))[CHART]))
    said = [m.get("aria-label") for m in svg.iter() if m.get("role") == "graphics-symbol" and m.get("aria-label")]
    assert said
    for sentence in said:
        assert not re.search(r"\b_|\w_\w", sentence)
        assert not too_long(sentence, language)


@given(value=st.floats(-1e12, 1e12), name=st.sampled_from(["cost", "satisfied", "connections", "factor", "users"]))
def test_a_number_keeps_its_value_to_three_or_four_digits_and_people_to_one_half(value, name):
    shown = number(value, name, sign=False).replace(",", "").replace("−", "-")
    expected = value * (100 if name == "satisfied" else 1)
    rough = 6e-4 if name != "satisfied" and 1000 <= abs(value) < 9999 else 6e-3
    least = {"users": 0.5, "cost": 6e-3}.get(name, 6e-7)  # half a person, half a cent
    assert float(shown) == pytest.approx(expected, rel=rough, abs=least)
    assert abs(value) < 10_000 or len(shown.lstrip("-0.").replace(".", "").rstrip("0")) <= 3


def test_people_with_a_range_have_no_digit_that_the_range_denies():
    shares = pd.Series({"sharers": 1484.4, "sharers_low": 1374.0, "sharers_high": 1598.0})
    assert span(shares, "sharers") == "1,480 (1,370 to 1,600)"
    assert span(shares[["sharers"]], "sharers") == "1,484"
    assert span(pd.Series({"sharers": 75_752.0}), "sharers") == "75,800"


def test_nobody_is_cut_in_half_in_a_chart_in_its_words_or_in_its_table():
    heard = {"listeners": [648.8], "listeners_low": [6.73], "listeners_high": [8155.4]}
    people = pd.DataFrame({"group": ["lurker"], **heard})
    chart = bars(people, "group", "listeners", domain=(0, 10_000))
    assert "649 (7 to 8,160)" in chart.description
    assert "649" in plain(people)
    assert "648" not in plain(people) + chart.description


def test_a_line_that_turns_is_told_by_its_highest_and_lowest_place():
    orders = supply_chain.viral_week(5, 4, 5, 3)
    orders = orders[orders["stage"] == orders["stage"].iloc[-1]]
    found = turns(orders["week"].to_numpy(float), orders["orders"].to_numpy(float))
    said = {kind: at for kind, at, _ in found}
    assert said["highest"] == orders["week"].iloc[int(orders["orders"].argmax())]
    assert said["lowest"] > said["highest"]


def test_a_line_that_only_rises_is_told_by_the_middle_of_its_way():
    share = adoption.share_at(np.arange(41.0), 0.03, 0.38)
    (halfway,) = turns(np.arange(41.0), share)
    assert halfway[0] == "halfway"
    assert adoption.share_at(halfway[1], 0.03, 0.38) == pytest.approx(0.5, abs=0.01)


def test_a_level_line_has_nothing_to_tell_and_logarithmic_steps_have_a_geometric_middle():
    x = np.array([1.0, 2, 3])
    assert turns(x, np.full(3, 7.0)) == []
    assert turns(x, np.array([1.0, 10, 100]), log=True) == [("halfway", 2.0, 10.0)]


def test_two_bells_are_told_by_their_tops_and_by_where_they_cross():
    speak("en")
    bells = results.sampling(0.02, 0.025, 1000)
    said = lines(bells, "relative", "density", domain=(0, 1.1), split="version", across=(0, 3)).description
    assert "highest at 100%: 1" in said
    assert "highest at 125%: 1" in said
    meet = re.search(r"cross at ([\d.]+)%", said)
    assert meet
    assert 100 < float(meet[1]) < 125


def test_the_lorenz_curve_says_how_few_write_half_of_the_posts():
    speak("de")
    curve = inequality.curves(as_set=([900, 90, 10], [0, 90, 300]))
    said = lines(curve, "users_share", "posts_share", domain=(0, 1), across=(0, 1), split="curve").description
    assert "halber Weg bei 99,4\xa0%: 50\xa0%" in said
    assert "halber Weg bei 50\xa0%: 50\xa0%" in said


def test_lines_that_only_touch_or_run_together_do_not_cross():
    x = np.arange(5.0)
    assert crossing(x, np.array([2.0, 1, 0, 1, 2]), x, np.zeros(5)) is None
    assert crossing(x, np.zeros(5), x, np.zeros(5)) is None
    assert crossing(x, np.array([1.0, 0, 0, 0, -1]), x, np.zeros(5)) is not None
    assert crossing(x, x, x + 10, x) is None


@given(
    one=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12),
    other=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=12),
)
def test_where_two_lines_cross_both_are_at_the_same_height(one, other):
    x, other_x = np.arange(float(len(one))), np.linspace(0, 7, len(other))
    spot = crossing(x, np.array(one), other_x, np.array(other))
    if spot:
        assert np.interp(spot[0], other_x, other) == pytest.approx(spot[1], abs=1e-3)
        assert np.interp(spot[0], x, one) == pytest.approx(spot[1], abs=1e-3)


def test_a_peak_beyond_the_axis_is_said_to_be_there():
    speak("de")
    table = pd.DataFrame({"week": [1, 2, 3], "orders": [100.0, 900.0, 100.0]})
    assert (
        "am höchsten bei 2: 900 (jenseits des Achsenendes)"
        in lines(table, "week", "orders", domain=(0, 500)).description
    )
