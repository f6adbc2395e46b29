"""A chart as a bundle: what JupyterLab draws offline, what others show, and numbers that are the same everywhere."""

import json
import re
import subprocess
import sys
import zlib

import pandas as pd

from smm_lib.display import CHART, OPTIONS, alt, bundle, to_png


def chart(values, name="main"):
    table = pd.DataFrame({"x": values, "y": values})
    layer = alt.Chart(name=name).mark_line(size=3).encode(x="x:Q", y="y:Q", color=alt.value("red"))
    return alt.layer(layer, data=table, description="A line.")


def test_the_specification_has_the_version_that_jupyterlab_draws_offline():
    shown = bundle(chart([1, 2]))
    assert set(shown) == {CHART, "text/plain"}
    assert shown[CHART]["$schema"].endswith("/v5.json")
    json.dumps(shown)


def test_characters_that_would_end_python_when_drawn_are_left_out():
    table = pd.DataFrame({"x": ["bell \x07, half \ud800, \uffff, two\nlines, ü, 🥐"]})
    spec = bundle(alt.Chart(table, description="d").mark_point().encode(x="x:N"))[CHART]
    assert next(iter(spec["datasets"].values())) == [{"x": "bell , half , , two\nlines, ü, 🥐"}]
    assert to_png(spec).startswith(b"\x89PNG")


def test_numbers_are_rounded_to_what_every_machine_agrees_on():
    rows = next(iter(bundle(chart([2 / 3, 1e-9 / 3]))[CHART]["datasets"].values()))
    assert [row["x"] for row in rows] == [0.666667, 3.33333e-10]


def test_the_picture_is_a_png_drawn_from_the_same_specification():
    spec = bundle(chart([1, 2]))[CHART]
    assert to_png(spec)[:4] == b"\x89PNG"
    assert to_png(spec) == to_png(json.loads(json.dumps(spec)))
    assert to_png(spec) != to_png(bundle(chart([1, 5]))[CHART])


def pixels(png):
    parts = re.split(rb"(?=.{4}(?:IHDR|IDAT|IEND|pHYs))", png, flags=re.S)
    return zlib.decompress(b"".join(part[8:-4] for part in parts if part[4:8] == b"IDAT"))


def test_the_stored_picture_is_packed_tighter_and_has_the_same_pixels():
    import vl_convert

    spec = bundle(chart([1, 2]))[CHART]
    loose = vl_convert.vegalite_to_png(spec, vl_version="5.8", scale=1.2)
    assert pixels(to_png(spec)) == pixels(loose)
    assert len(to_png(spec)) < 0.6 * len(loose)


def test_the_base_is_drawn_over_the_chart_without_changing_either():
    now, base = chart([1, 2]), chart([3, 4])
    before = bundle(now), bundle(base)
    both = bundle(now, base=before[1])[CHART]
    assert (bundle(now), bundle(base)) == before
    assert [layer["name"] for layer in both["layer"]] == ["main", "base_main"]
    assert both["layer"][1]["mark"]["strokeDash"]


def test_only_layers_named_main_leave_a_trace():
    assert len(bundle(chart([1, 2]), base=bundle(chart([3, 4], name="notes")))[CHART]["layer"]) == 1


def test_no_menu_opens_foreign_editors():
    assert OPTIONS[CHART]["embed_options"]["actions"] is False


def test_importing_the_display_costs_no_grammar_of_web_addresses():
    code = "import sys, smm_lib.display; print('lark' in sys.modules, 'vl_convert' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
