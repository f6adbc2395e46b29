"""The learner's own file in a real JupyterLab: chosen, asked about, reported, drawn; what stands in it never acts."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from smm_lib.files import folder
from smm_lib.language import label, say, speak
from tests.browser.conftest import AXE, in_english, in_german, lesson_on
from tests.posts.test_inputs import INPUTS
from tests.posts.test_safety import PAYLOADS

EXAMPLE = (folder("data") / "example_export_de.csv").read_bytes()
WIDE = [
    "<img src=//foreign.example/x.png onerror=\"document.title='fired'\">",
    "<script>document.title='fired'</script>",
]
DRAWN = (
    "word => [...document.querySelectorAll('.jp-RenderedVegaCommon5 svg')].some(svg => svg.outerHTML.includes(word))"
)
FIRST = """
from smm_lib.language import speak
speak("{language}")
"""
SECOND = """
from IPython.display import display
from smm_lib.charts.bars import bars
from smm_lib.display import OPTIONS, bundle
from smm_lib.lesson.upload import upload
chart = display({"text/plain": ""}, raw=True, display_id=True)
def use(posts):
    reach = posts.groupby("type", as_index=False)["reach"].max()
    chart.update(bundle(bars(reach, "type", "reach", domain=(0, 100))), raw=True, metadata=OPTIONS)
upload(use)
"""


def notebook(language):
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [{**code, "id": f"c{i}", "source": text.strip()} for i, text in enumerate((FIRST, SECOND))]
    cells[0]["source"] = cells[0]["source"].replace("{language}", language)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return json.dumps({"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def form(desk, lab, name):
    _, place, language = lab
    speak(language)
    (place / f"{name}.ipynb").write_text(notebook(language), encoding="utf-8")
    with lesson_on(desk, lab, name) as page:
        yield page


def choose(page, data, name="posts.csv"):
    with page.expect_file_chooser() as chooser:
        page.locator(".smm-form .jupyter-widget-upload, .smm-form .widget-upload").first.click()
    chooser.value.set_files({"name": name, "mimeType": "text/csv", "buffer": data})


def told(area, text):
    """Wait until a text is told: words may come after the picture that they speak of."""
    area.get_by_text(text).first.wait_for(state="attached")


def settle(page):
    """Wait until a picture that could not be loaded, a script or a request that a payload began would have acted."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")


@in_english("upload")
def test_a_german_spreadsheet_is_asked_about_corrected_and_drawn(form):
    choose(form, "ID;Datum;Beitragstyp;Reichweite\n7;03/04/2024;Größe;55\n".encode("cp1252"))
    form.wait_for_selector(".smm-form button:visible:has-text('2024')")
    assert form.locator(".jp-RenderedVegaCommon5 svg").count() == 0
    form.locator(".smm-form button:visible:has-text('2024')").first.click()
    form.wait_for_function(DRAWN, arg="Größe")
    told(form.locator(".smm-form"), "posts.csv")
    choose(form, b"nothing")
    form.wait_for_selector(f".smm-alert >> text={say('posts.refused.no_header', rows=40)[:40]}")
    choose(form, "ID;Datum;Beitragstyp;Reichweite\n8;13.04.2024;Höhe;66\n".encode())
    form.wait_for_function(DRAWN, arg="Höhe")
    results = Axe().run(form, context=".jp-OutputArea-output", options=AXE)
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in results.response["violations"]] == []


@in_german("upload")
def test_no_payload_acts_in_the_report_the_names_or_the_chart_and_nothing_foreign_is_asked_for(form):
    evil = [*WIDE, *PAYLOADS]
    cells = ['"' + text.replace('"', '""') + '"' for text in evil]
    rows = [f"{i},{cell},{cell},{i % 90}" for i, cell in enumerate([*cells, "Moment"], 1)]
    head = ",".join(["ID", "Type", "Caption", "Reach", *cells])
    data = "\n".join([head, *(row + "," * len(cells) for row in rows), f"x,y,z,{cells[0]}" + "," * len(cells)])
    choose(form, data.encode(), "<img src=x onerror=alert(1)>.csv")
    form.wait_for_function(DRAWN, arg="Moment")
    told(form.locator(".smm-form"), "<img src=x")
    settle(form)
    assert (
        form.locator(".smm-form img, .jp-RenderedVegaCommon5 script, .smm-form script, .smm-form iframe").count() == 0
    )
    assert form.title() != "fired"
    assert form.foreign == []


# An export of each platform, and what names a bar of its chart: TikTok, X, YouTube, Facebook, Instagram, LinkedIn.
EXPORTED = {
    **dict.fromkeys(("h05", "h15", "h07"), "upload.all_posts"),
    "h09": "Reels",
    "h14": "IG story",
    "h11": "Article",
}


def rows_of(evil):
    """Two posts of the kind that a payload names, and the payload in every other place."""
    cells = ['"' + text.replace('"', '""') + '"' for text in evil]
    rows = [f"{cell},{cell},{100 + i},5,1" for i, cell in enumerate(cells)]
    return "\n".join([f"Caption,Type,Reach,Likes,{cells[0]}", *rows, *rows, *["x,Moment,50,5,1"] * 9]).encode()


@in_german("10_goals_and_tests")
def test_lesson_10_draws_and_saves_a_german_export_and_lets_no_payload_act(lesson, lab):
    cell = lesson.locator(
        ".jp-CodeCell", has=lesson.locator(".smm-form .jupyter-widget-upload, .smm-form .widget-upload")
    )
    cell.scroll_into_view_if_needed()
    choose(lesson, EXAMPLE, "beitraege.csv")
    lesson.wait_for_function(DRAWN, arg="Karussell")
    told(cell.locator(".smm-form"), say("posts.report.decimal_comma"))
    told(cell.locator(".smm-table"), label("posts_counted"))
    for ending in ("csv", "png", "svg"):
        cell.locator(f"button:visible:has-text('{say(f'save.{ending}')}')").click()
        lesson.wait_for_selector(f"text={say('save.name')}.{ending}")
    saved = (lab.place / f"{say('save.name')}.csv").read_bytes().decode("utf-8-sig")
    assert saved.startswith(label("type"))
    assert len(saved.splitlines()) == 13
    results = Axe().run(lesson, context=".jp-OutputArea-output", options=AXE)
    assert [(v["id"], v["nodes"][0]["html"][:160]) for v in results.response["violations"]] == []
    for name, bar in EXPORTED.items():
        (file,) = INPUTS.glob(f"{name}_*.csv")
        choose(lesson, file.read_bytes(), file.name)
        cell.locator(f"text={file.name}").wait_for()
        lesson.wait_for_function(DRAWN, arg=say(bar) if "." in bar else bar)
    for evil in (WIDE, PAYLOADS[:3], PAYLOADS[-3:]):
        choose(lesson, rows_of(evil), "<img src=x onerror=alert(1)>.csv")
        lesson.wait_for_function(DRAWN, arg="Moment")
        settle(lesson)
        assert cell.locator("img[onerror], iframe, .smm-form script, .jp-RenderedVegaCommon5 script").count() == 0
        choose(lesson, EXAMPLE, "beitraege.csv")
        lesson.wait_for_function(DRAWN, arg="Karussell")
    assert "<img" not in lesson.title()
    assert lesson.title() != "fired"
    assert lesson.foreign == []
