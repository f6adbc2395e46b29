"""Draw a prediction: pulled in the picture or by sliders, locked in, judged, kept, and shown again."""

import asyncio
import json
import math
from importlib import import_module

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib.answers import FILE, stored
from smm_lib.charts import lines
from smm_lib.display import CHART
from smm_lib.language import LANGUAGES, say, speak
from smm_lib.lesson.sketch import Sketch, sketch

KEY = "09_adoption.s_curve"
TRUTH = pd.DataFrame({"period": [1, 2, 3, 4, 5], "share_of_market": [0.0, 0.2, 0.4, 0.6, 0.8]})


def made(close=0.05, **options):
    return Sketch(
        KEY, lines, TRUTH, "period", of="share_of_market", at=(1, 3, 5), domain=(0, 1), close=close, **options
    )


def shown(close=0.05):
    form = made(close)
    form.show()
    return form


def heights(form, *wanted):
    for point, height in zip(form.points, wanted, strict=True):
        point.value = height


def drawn_lines(shown):
    """The curves of a chart by name, each as places and heights."""
    spec = shown[CHART]
    rows = pd.DataFrame(spec["datasets"][spec["data"]["name"]])
    return {name: part[["period", "share_of_market"]].to_numpy().tolist() for name, part in rows.groupby("curve")}


def test_the_axes_are_empty_until_the_learner_draws(screen):
    sketch(KEY, lines, TRUTH, "period", of="share_of_market", at=(1, 3, 5), domain=(0, 1), close=0.05)
    assert drawn_lines(screen[1]) == {"your_guess": [[1, 0], [3, 0], [5, 0]]}


def test_a_pull_in_the_picture_moves_the_nearest_point_and_its_slider():
    form = shown()
    for share, rise in ((0, 0.1), (0.45, 0.4), (0.55, 0.503), (1, 1)):
        form.frame._handle_custom_msg({"chart": 0, "share": share, "rise": rise}, [])
    assert form.drawn == [0.1, 0.5, 1]
    assert drawn_lines(form.screen.handles[0].updates[-1]) == {"your_guess": [[1, 0.1], [3, 0.5], [5, 1]]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_point_is_a_slider_with_a_name_a_value_and_a_reset(language):
    speak(language)
    form = shown()
    assert len({point.description for point in form.points}) == 3
    assert all(str(place) in point.description for place, point in zip(form.at, form.points, strict=True))
    form.points[1].value = 0.5
    assert form.points[1].label.startswith("50")
    form.form.children[2].children[1].click()
    assert form.drawn == [0, 0, 0]


@pytest.mark.parametrize(
    ("drawn", "side", "gap"),
    [((0, 0.4, 0.8), "right", "0"), ((0, 0.5, 0.8), "right", "3.3"), ((0, 0.1, 0.5), "low", "20"),
     ((0.3, 0.7, 1), "high", "27")],
)  # fmt: skip
def test_the_score_is_the_mean_distance_at_the_points_and_says_to_which_side(drawn, side, gap):
    form = shown()
    heights(form, *drawn)
    form.lock_in.click()
    told, why = form.judgement(drawn)
    assert f"{gap} percentage points" in told
    assert why == say(f"sketch.s_curve.{side}")
    assert why[:20] in form.task.reply.value


def test_too_high_here_and_too_low_there_do_not_cancel_out():
    assert "13 percentage points" in made().judgement((0.2, 0.4, 0.6))[0]


def test_between_the_models_rows_the_score_reads_its_line():
    form = Sketch(KEY, lines, TRUTH, "period", of="share_of_market", at=(1.5, 4.5), domain=(0, 1), close=0.05)
    assert form._model() == pytest.approx([0.1, 0.7])


def test_locked_in_the_models_curve_is_drawn_over_it_and_nothing_moves_any_more():
    form = shown()
    heights(form, 0, 0.3, 1)
    form.lock_in.click()
    curves = drawn_lines(form.screen.handles[0].updates[-1])
    assert curves["your_guess"] == [[1, 0], [3, 0.3], [5, 1]]
    assert curves["the_model"] == TRUTH.to_numpy().tolist()
    form.drawn_in({"share": 0, "rise": 1})
    assert form.drawn == [0, 0.3, 1]
    assert all(point.disabled for point in form.points)
    assert form.frame.touch == []


def test_the_models_curve_runs_in_part_by_part():
    form = shown()
    asked = []
    form.drawing.ask = asked.append
    asyncio.run(form.run_in([0, 0, 0], pace=0))
    assert [wish["upto"] for wish in asked] == [part / 10 for part in range(1, 11)]
    assert len(drawn_lines({CHART: form._chart([0, 0, 0], 0.5).to_dict()})["the_model"]) == 3


def test_it_is_kept_as_a_prediction_of_the_mean_height():
    form = shown()
    heights(form, 0, 0.3, 0.9)
    form.lock()
    entry = stored()[KEY]
    assert (entry["kind"], entry["drawn"], entry["of"]) == ("prediction", [0, 0.3, 0.9], "share_of_market")
    assert entry["guess"] == pytest.approx(0.4)
    assert entry["answer"] == pytest.approx(0.4)
    assert "30%" in entry["text"]


def test_a_curve_locked_in_before_is_there_again_after_a_restart():
    form = shown()
    heights(form, 0, 0.3, 0.9)
    form.lock()
    again = shown()
    assert again.drawn == [0, 0.3, 0.9]
    assert again.lock_in.disabled
    assert again.task.reply.value == form.task.reply.value
    assert set(drawn_lines(again.screen.handles[0].updates[-1])) == {"your_guess", "the_model"}


BENT = [None, [], "text", 7, [0, 0.3], [0, 0.3, 7], [0, 0.3, "0.9"], [0, 0.3, None], [0, True, 1], {"0": 1}, [0] * 9999]
BENT += [[0, 0.31415, 0.9], [[0], 0.3, 0.9], [0, 0.3, math.inf], ["<img src=x onerror=alert(1)>"] * 3]


@pytest.mark.parametrize("drawn", BENT, ids=lambda bent: str(bent)[:30])
def test_a_curve_that_the_file_does_not_hold_leaves_the_axes_open_and_says_so(drawn, folder):
    entry = {"kind": "prediction", "guess": 0.4, "answer": 0.4, "of": "share_of_market", "drawn": drawn}
    (folder / FILE).write_text(json.dumps({KEY: entry}), encoding="utf-8")
    form = shown()
    assert form.task.error.value
    assert "<img" not in form.task.error.value + form.task.reply.value
    assert form.drawn == [0, 0, 0]
    assert not form.lock_in.disabled


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), lambda one: st.lists(one))


@settings(max_examples=60)
@given(JSON | st.dictionaries(st.sampled_from(["chart", "share", "rise"]), JSON | st.sampled_from([0, 1, 0.5])))
def test_whatever_the_page_sends_every_point_stays_on_the_axes(message):
    form = made()
    form.drawn_in(message)
    assert set(form.drawn) <= set(form.stops)


def test_on_paper_there_is_a_line_to_write_on_for_each_point(monkeypatch):
    kept = []
    monkeypatch.setattr(import_module("smm_lib.lesson.sketch"), "show", lambda *given: kept.append(given))
    made().show()
    ((_, asleep, paper),) = kept
    assert asleep
    assert paper.count("____") >= 3
    assert len(paper.splitlines()) == 3
