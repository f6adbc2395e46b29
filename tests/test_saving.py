"""A saved lesson holds no view that would be dead tomorrow; saved by the server's own contents manager."""

import json
from pathlib import Path
from types import SimpleNamespace

import nbformat.v4 as nb
import pytest
from jupyter_server.services.contents.largefilemanager import LargeFileManager

from smm_lib import saving
from smm_lib.display import CHART, PIXEL
from smm_lib.saving import VIEW, without_views


@pytest.fixture
def saved(tmp_path):
    """Save a notebook as JupyterLab's server does with our extension, and return what then stands in the file."""
    manager = LargeFileManager(root_dir=str(tmp_path))
    saving._load_jupyter_server_extension(SimpleNamespace(contents_manager=manager))

    def save(metadata):
        asleep = {VIEW: {"model_id": "1"}, "text/plain": "The controls sleep."}
        shown = [nb.new_output("display_data", asleep), nb.new_output("display_data", {CHART: {"mark": "bar"}})]
        views = {VIEW.replace("view", "state"): {"state": {}}}
        book = nb.new_notebook(cells=[nb.new_code_cell("1", outputs=shown)], metadata={**metadata, "widgets": views})
        manager.save({"type": "notebook", "format": "json", "content": book}, "a.ipynb")
        return json.loads((tmp_path / "a.ipynb").read_text(encoding="utf-8"))

    return save


def test_the_server_is_told_to_load_the_extension():
    told = json.loads(Path(saving.__file__).with_name("server.json").read_text(encoding="utf-8"))
    points = [point["module"] for point in saving._jupyter_server_extension_points()]
    assert list(told["ServerApp"]["jpserver_extensions"]) == points == [saving.__name__]


def test_a_lesson_is_saved_with_its_charts_and_sentences_and_without_views(saved):
    book = saved({"smm": {"language": "en"}})
    sentence, chart = (output["data"] for output in book["cells"][0]["outputs"])
    assert sentence == {"text/plain": ["The controls sleep."]}
    assert chart == {CHART: {"mark": "bar"}}
    assert list(book["metadata"]) == ["smm"]


def test_a_notebook_that_is_no_lesson_is_saved_as_it_is(saved):
    book = saved({})
    assert VIEW in book["cells"][0]["outputs"][0]["data"]
    assert "widgets" in book["metadata"]


@pytest.mark.parametrize("content", [None, "text", {}, {"metadata": None}, {"metadata": {"smm": {}}}])
@pytest.mark.parametrize("kind", ["file", "notebook", "directory"])
def test_whatever_else_is_saved_stays_as_it_is(content, kind):
    model = {"type": kind, "content": content}
    without_views(model, path="a.ipynb", contents_manager=None)
    assert model == {"type": kind, "content": content}


@pytest.mark.parametrize(("size", "kept"), [(len(PIXEL), False), (1_000, True), (150_000, True), (250_000, False)])
def test_a_chart_goes_without_a_picture_that_is_a_pixel_or_makes_its_output_larger_than_200_kb(size, kept):
    chart = nb.new_output("display_data", {CHART: {"mark": "bar"}, saving.PICTURE: "A" * size})
    book = nb.new_notebook(cells=[nb.new_code_cell("1", outputs=[chart])], metadata={"smm": {}})
    without_views({"type": "notebook", "content": book})
    (shown,) = book.cells[0].outputs
    assert (saving.PICTURE in shown.data) == kept
    assert shown.data[CHART] == {"mark": "bar"}
    assert len(json.dumps(shown)) < 200_000


def test_an_output_that_is_no_chart_keeps_its_picture():
    photo = nb.new_output("display_data", {saving.PICTURE: "A" * 250_000})
    book = nb.new_notebook(cells=[nb.new_code_cell("1", outputs=[photo])], metadata={"smm": {}})
    without_views({"type": "notebook", "content": book})
    assert saving.PICTURE in book.cells[0].outputs[0].data
