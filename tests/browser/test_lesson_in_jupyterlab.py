"""Lesson 05 in a real JupyterLab, in both languages, with the network cut."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from smm_lib.language import say, speak
from smm_lib.lesson._votes import code_of
from tests.browser.conftest import (
    AXE,
    SCREEN,
    box_of,
    explorers,
    in_both,
    in_english,
    in_german,
    new_page,
    open_lesson,
    picture,
    run_all,
    unlock_all,
    wait_for_change,
    wait_for_redraw,
)
from tests.browser.one_screen import FITS, cut_off, show_list

NAME, TOUCH, EXPLORE = "05_word_of_mouth", 0, 1
PROJECTOR = {"width": 1920, "height": 1080}
# The sizes of all letters of an explorer outside its charts.
SIZES = """area => [...area.querySelectorAll(":is(.smm-form, .smm-words) *")].filter((one) => one.checkVisibility()
  && (one.matches("input[type=text], select") || [...one.childNodes].some(({ data }) => data?.trim())))
  .map((one) => getComputedStyle(one).fontSize)"""
SLIDERS = 6  # of the second explorer; its last control is a switch


@pytest.fixture
def lesson(lesson):
    """Lesson 05 with its controls at rest; those that a test before unlocked stay so."""
    yield lesson
    lesson.set_viewport_size(SCREEN)
    show_list(lesson, wanted=True)
    for button in lesson.get_by_role("button", name=say("explore.reset_all"), exact=True).all():
        button.click()


def explorer(page, number):
    return explorers(page)[number]


@in_both(NAME)
def test_run_all_leaves_the_learner_at_the_beginning(lesson):
    assert lesson.begins_at == 0


@in_both(NAME)
def test_every_chart_is_drawn_and_nothing_outside_is_asked_for(lesson):
    assert lesson.locator(".jp-RenderedVegaCommon5 svg").count() == 5
    assert lesson.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
    assert lesson.locator("mjx-container[display=true]").count() == 1
    assert lesson.locator("mjx-merror").count() == 0
    assert lesson.foreign == []


@in_both(NAME)
def test_the_name_of_a_lesson_is_not_cut_off_in_the_list_of_files(lesson, lab):
    lesson.evaluate("path => jupyterapp.commands.execute('filebrowser:go-to-path', { path })", lab.place.name)
    name = lesson.locator(".jp-DirListing-itemText", has_text=NAME)
    assert name.evaluate("name => name.scrollWidth <= name.clientWidth")


def test_the_page_can_reach_nothing_outside_and_tells_what_it_tried(page):
    reached = page.evaluate("fetch('http://elsewhere.example/x').then(() => true, () => false)")
    assert not reached
    assert page.foreign == ["http://elsewhere.example/x"]


@in_english(NAME)
def test_every_control_moves_the_chart_by_keyboard(lesson):
    area = explorer(lesson, EXPLORE)
    unlock_all(lesson, area)
    assert area.locator(".smm-control").count() == SLIDERS + 1
    for number in range(SLIDERS):
        handle = area.locator(".smm-control").nth(number).locator(".noUi-handle").first
        before = picture(area)
        handle.focus()
        handle.press("ArrowLeft")
        wait_for_change(lesson, area, before, f"control {number}")
        expect(handle).to_have_attribute("data-lm-suppress-shortcuts", "")  # or Notebook 7 takes the key for itself
    before = picture(area)
    area.locator("input[type=checkbox]").press("Space")
    wait_for_change(lesson, area, before)


@in_english(NAME)
def test_a_chart_in_motion_keeps_its_view_and_looks_as_when_it_is_drawn_anew_at_rest(lesson):
    area = explorer(lesson, EXPLORE)
    handle = area.locator(".smm-satisfied .noUi-handle")
    handle.press("ArrowLeft")
    wait_for_redraw(lesson, area)  # it brings the thin lines of the base scenario
    before = picture(area)
    area.evaluate("area => area.querySelectorAll('svg.marks').forEach((svg) => (svg.kept = true))")
    handle.press("ArrowLeft")
    moving = wait_for_change(lesson, area, before)
    assert area.locator("svg.marks").evaluate_all("all => all.map((svg) => svg.kept)") == [True, True]
    wait_for_redraw(lesson, area)
    assert picture(area) == moving


@in_german(NAME)
def test_every_slider_moves_the_chart_by_mouse(lesson):
    area = explorer(lesson, EXPLORE)
    unlock_all(lesson, area)
    for number in range(SLIDERS):
        slider = area.locator(".smm-control").nth(number).locator(".noUi-target")
        slider.scroll_into_view_if_needed()
        box, before = box_of(slider), picture(area)
        lesson.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
        wait_for_change(lesson, area, before, f"control {number} at {box}")


@in_english(NAME)
def test_the_last_of_many_rapid_moves_wins(lesson):
    area = explorer(lesson, TOUCH)
    handle = area.locator(".noUi-handle").first
    handle.focus()
    for _ in range(25):
        handle.press("ArrowLeft", delay=5)
    # 1,000 customers, 65 % of them satisfied: about 2,930 and 3,500 listeners
    last = "area => /2[.,]930/.test(area.innerHTML) && /3[.,]500/.test(area.innerHTML)"
    lesson.wait_for_function(last, arg=area.element_handle())
    expect(area.locator("input[type=text]").first).to_have_value(re.compile(r"^65\s?%$"))


@in_both(NAME)
def test_typed_numbers_are_read_in_the_language_or_refused_in_a_sentence(lesson, lab):
    area = explorer(lesson, TOUCH)
    field = area.locator("input[type=text]").first
    before = picture(area)
    field.fill("69 %")
    field.press("Enter")
    before = wait_for_change(lesson, area, before)
    wrong = {"en": "1,5", "de": "1.5"}[lab[2]]
    field.fill(wrong)
    field.press("Enter")
    area.get_by_text(wrong).first.wait_for()
    assert picture(area) == before
    expect(field).to_have_value(re.compile(r"^69\s?%$"))
    field.fill("<img src=x onerror=document.body.dataset.fired=1>")
    field.press("Enter")
    area.get_by_text("<img src=x").first.wait_for()
    assert lesson.evaluate("document.body.dataset.fired") is None


@in_german(NAME)
def test_an_answer_typed_while_python_is_busy_is_judged_whole(lesson, lab):
    _, place, language = lab
    lesson.locator(".jp-Notebook .jp-MarkdownCell").first.click()  # on a folded cell the click would unfold it
    for key in ("Escape", "b", "y", "Enter"):
        lesson.keyboard.press(key)
    lesson.keyboard.type("import time; time.sleep(2)")
    lesson.keyboard.press("Control+Enter")
    speak(language)
    row = lesson.locator(".smm-field", has=lesson.get_by_role("button", name=say("check.solution"))).first
    row.locator("input").press_sequentially({"en": "4.05", "de": "4,05"}[language], delay=30)
    row.locator("button.mod-primary").click()
    verdict = lesson.locator(".smm-reply", has_text=say("check.ratio.right"))
    verdict.wait_for()
    row.locator("input").press_sequentially("9")
    assert not verdict.is_visible()  # it is not about what stands there now
    row.locator("input").press("Enter")
    lesson.locator(".smm-reply", has_text=say("check.not_yet")).wait_for()
    (place / "my_answers.json").unlink()
    typed = lesson.locator(".jp-Notebook .jp-CodeCell", has_text="time.sleep(2)")
    typed.locator(".cm-content").click()
    lesson.evaluate("() => jupyterapp.commands.execute('notebook:delete-cell')")
    typed.wait_for(state="detached")


@in_english(NAME)
def test_enter_locks_a_prediction_in_and_it_is_shown_again_after_a_restart(lesson, lab):
    _, place, _ = lab
    (place / "my_answers.json").unlink(missing_ok=True)
    lesson.evaluate("document.getElementById('smm-looks').firstChild.put = 'once'")
    run_all(lesson)
    assert lesson.evaluate("document.getElementById('smm-looks').firstChild.put") == "once"  # not anew with every form
    row = lesson.locator(".smm-field", has=lesson.locator("button.mod-primary")).first
    row.locator("input").fill("50 %")
    row.locator("input").press("Enter")
    lesson.locator(".jp-RenderedVegaCommon5 svg").nth(5).wait_for()
    assert json.loads((place / "my_answers.json").read_text())["05_word_of_mouth.break_even"]["guess"] == 0.5
    lesson.keyboard.press("Escape")
    lesson.click(".lm-MenuBar-itemLabel:text-is('Kernel')")
    lesson.click(".lm-Menu-itemLabel:text-is('Restart Kernel…')")
    lesson.click(".jp-Dialog button.jp-mod-accept")
    lesson.locator(".smm-frame[role=alert]").first.wait_for()
    run_all(lesson)
    lesson.locator(".jp-RenderedVegaCommon5 svg").nth(5).wait_for()
    expect(row.locator("input")).to_have_value(re.compile(r"^50\s?%$"))
    (place / "my_answers.json").unlink()


@in_german(NAME)
def test_on_a_projector_all_is_larger_and_still_on_one_screen(lesson):
    area = explorer(lesson, EXPLORE)
    before = box_of(area.locator(".jp-RenderedVegaCommon5 svg").first)["width"]
    lesson.set_viewport_size(PROJECTOR)
    lesson.wait_for_function(FITS)
    form = box_of(area.locator(".smm-form"))
    first, second = (box_of(chart) for chart in area.locator(".jp-RenderedVegaCommon5 svg").all())
    words = box_of(area.locator(".smm-words"))
    assert first["x"] >= form["x"] + form["width"]
    assert second["x"] == first["x"]
    assert first["y"] + first["height"] <= second["y"]
    assert second["y"] + second["height"] <= words["y"]
    assert first["width"] >= 1.3 * before
    assert set(area.evaluate(SIZES)) == {"17px"}
    assert cut_off(lesson) == []


@in_english(NAME)
def test_hover_and_focus_tell_what_a_bar_stands_for(lesson):
    area, tip = explorer(lesson, TOUCH), lesson.locator(".smm-tip")
    bars = area.locator(".jp-RenderedVegaCommon5 path[role=graphics-symbol][aria-label]")
    for number in (0, 1):
        said = bars.nth(number).get_attribute("aria-label")
        bars.nth(number).hover()
        tip.wait_for()
        assert tip.inner_text() == said
    assert tip.count() == 1
    bars.first.press("Shift")  # the keyboard comes there, too
    assert tip.inner_text() == bars.first.get_attribute("aria-label")
    assert re.search(r"4[,.]050", tip.inner_text())
    lesson.keyboard.press("Escape")
    tip.wait_for(state="detached")


@in_german(NAME)
def test_the_present_task_stands_beside_its_controls_and_ticks_itself(lesson):
    area = explorer(lesson, EXPLORE)
    tasks, listed = area.locator(".smm-tasks p"), lesson.locator(".jp-MarkdownOutput ol.smm-beside li")
    words = listed.evaluate_all("all => all.map((task) => task.textContent.trim())")
    assert listed.count() == 4
    assert not listed.first.is_visible()
    assert words[0] in tasks.inner_text()
    field = area.locator(".smm-satisfied input[type=text]")
    field.fill("69 %")
    field.press("Enter")
    area.locator(".smm-tasks .smm-done").wait_for()
    assert [text in shown for text, shown in zip(words, tasks.all_inner_texts(), strict=False)] == [True, True]
    area.locator(".smm-turn").first.press("Enter")
    tasks.nth(1).wait_for(state="detached")
    assert words[0] in tasks.inner_text()
    assert area.locator(".smm-turn:focus").count() == 1


ADD_CELL = """async (source) => {
  const book = jupyterapp.shell.currentWidget.content;
  book.activeCellIndex = book.widgets.length - 1;
  await jupyterapp.commands.execute("notebook:insert-cell-below");
  book.activeCell.model.sharedModel.setSource(source);
  await jupyterapp.commands.execute("notebook:run-cell");
}"""


@in_german(NAME)
def test_the_class_votes_twice_and_sees_both_votes_on_one_screen(lesson, lab):
    speak(lab.language)
    key, of = "05_word_of_mouth.break_even", "satisfied"
    votes = [(1, 0.5), (1, 0.55), (1, 0.9), (2, 0.65), (2, 0.7)]
    lesson.set_viewport_size(PROJECTOR)
    lesson.evaluate(ADD_CELL, f'from smm_lib.course.vote import vote\nvote("{key}", 20 / 29, of="{of}")')
    cell = lesson.locator(".jp-CodeCell", has=lesson.locator("textarea")).last
    cell.locator("textarea").fill(" ".join(code_of(key, of, guess, vote) for vote, guess in votes))
    cell.locator("svg").nth(1).wait_for()
    cell.get_by_role("button", name=say("vote.truth")).click()
    cell.get_by_text("69").first.wait_for()
    assert say("vote.count", first=3, second=2) in cell.inner_text()
    first, second = (box_of(cell.locator("svg").nth(number)) for number in (0, 1))
    assert second["y"] + second["height"] - first["y"] < PROJECTOR["height"] - 150
    assert first["width"] > 700
    lesson.evaluate("() => jupyterapp.commands.execute('notebook:delete-cell').then(() => null)")


@in_english(NAME)
def test_one_button_shows_the_code_of_a_lesson_and_hides_it_again(lesson):
    area, written = explorer(lesson, EXPLORE), lesson.locator(".jp-CodeCell .cm-content:visible")
    assert written.count() == 0
    area.locator("button.smm-code").click()
    written.first.wait_for()
    assert "explore(balance" in area.locator(".cm-content").inner_text()
    area.locator("button.smm-code").click()
    written.first.wait_for(state="detached")


@in_german(NAME)
def test_on_a_phone_the_chart_stays_in_sight_above_the_controls(lesson):
    lesson.keyboard.press("Control+b")
    lesson.set_viewport_size({"width": 420, "height": 800})
    area = explorer(lesson, TOUCH)
    last = area.locator("button:visible").last
    last.evaluate("button => button.scrollIntoView({block: 'end'})")
    chart, form = (box_of(area.locator(part).first) for part in (".jp-RenderedVegaCommon5 svg", ".smm-form"))
    assert 0 <= box_of(lesson.locator(".jp-WindowedPanel-outer"))["y"] <= chart["y"] + 1
    assert chart["y"] + chart["height"] <= form["y"] + form["height"]


@in_german(NAME)
def test_axe_finds_nothing_in_our_outputs(lesson):
    area = explorer(lesson, EXPLORE)
    unlock_all(lesson, area)
    results = Axe().run(lesson, context=".jp-OutputArea-output", options=AXE)
    found = [(v["id"], v["nodes"][0]["html"][:160]) for v in results.response["violations"]]
    assert found == []
    assert lesson.locator(".jp-OutputArea-output [title=null]").count() == 0
    assert lesson.locator(".smm-control [contenteditable]:visible").count() == 0
    names = area.locator(".noUi-handle").evaluate_all("all => all.map(one => one.getAttribute('aria-label'))")
    assert len(set(names)) == len(names) >= 5
    assert all(row.get_by_role("textbox", name=name, exact=True).count() == 1 for row, name in named_rows(area))


def named_rows(area):
    """Every slider's row with its label: the field for typing beside it has the same name."""
    rows = area.locator(".smm-control", has=area.page.locator("input[type=text]")).all()
    return [(row, row.locator(".widget-label").first.inner_text()) for row in rows]


OUTSIDE = """() => {
  const edge = document.querySelector(".jp-Notebook").getBoundingClientRect().right + 1;
  const parts = [...document.querySelectorAll(".jp-OutputArea-output *")];
  const seen = parts.filter((part) => part.offsetParent && !part.closest(".jp-RenderedVegaCommon5"));
  return seen.filter((part) => part.getBoundingClientRect().right > edge).map((part) => part.outerHTML.slice(0, 99));
}"""


@in_german("10_goals_and_tests")
def test_magnified_to_400_per_cent_only_charts_are_wider_than_the_screen(lesson):
    fields = lesson.locator(".smm-field", has=lesson.locator("input[type=date]"))
    named = fields.locator("input, select").evaluate_all("all => all.map(one => one.labels[0].innerText)")
    assert len(set(named)) == len(named) == 6
    assert fields.locator("[aria-label]").count() == 0  # nothing tells a screen reader another name
    lesson.keyboard.press("Control+b")  # the list of files away
    lesson.set_viewport_size({"width": 320, "height": 640})
    lesson.wait_for_function("() => document.querySelector('.jp-Notebook').clientWidth < 320")
    outside = lesson.evaluate(OUTSIDE)
    lesson.keyboard.press("Control+b")
    assert outside == []


# anywidget gives a form two seconds to load. On a slow laptop that starts a whole lesson it needs more.
SLOW = """AbortSignal.timeout = () => {
  const late = new AbortController();
  queueMicrotask(() => late.abort());
  return late.signal;
};"""


@pytest.fixture(scope="module")
def slow(window, lab, name):
    """A lesson opened by its address on a slow laptop; `lines` are those to its Python, until `cut` says no more."""
    page = new_page(window)
    page.lines, page.cut = [], False

    def line(socket):
        page.lines.append(socket)
        socket.close() if page.cut else socket.connect_to_server()

    page.route_web_socket(re.compile("/api/kernels/"), line)
    page.add_init_script(SLOW)
    open_lesson(page, lab, name)
    yield page
    page.close()


@pytest.fixture(scope="module")
def slowly_run(slow):
    run_all(slow)
    return slow


@in_english(NAME)
def test_a_stored_lesson_shows_its_charts_before_anything_is_run(slow):
    slow.locator(".jp-RenderedVegaCommon5 svg").nth(4).wait_for(timeout=60_000)
    assert slow.locator(".jp-OutputArea-output:has-text('model not found')").count() == 0
    assert slow.foreign == []


@in_english(NAME)
def test_on_a_slow_laptop_too_a_form_hears_what_python_says(slowly_run):
    area = explorer(slowly_run, EXPLORE)
    field = area.locator(".smm-satisfied input[type=text]")
    field.fill("69 %")
    field.press("Enter")
    area.locator(".smm-tasks .smm-done").wait_for()


@in_english(NAME)
def test_a_server_that_no_longer_answers_is_said_with_what_to_do(slowly_run):
    slowly_run.cut = True
    for socket in slowly_run.lines[:]:
        socket.close()
    slowly_run.locator(".smm-frame[role=alert]", has_text=say("explore.unreachable")).first.wait_for()


@in_english(NAME)
def test_a_lesson_run_and_saved_yesterday_opens_with_its_charts_and_says_that_the_controls_sleep(lesson, lab):
    address, place, language = lab
    saved = place / f"{NAME}.ipynb"
    before = saved.stat().st_mtime_ns
    put = re.compile(r"/api/contents/.*/05_word_of_mouth\.ipynb")
    with lesson.expect_response(lambda answer: answer.request.method == "PUT" and put.search(answer.url)):
        lesson.keyboard.press("Control+s")
    assert saved.stat().st_mtime_ns > before
    assert "widget-view" not in saved.read_text(encoding="utf-8")
    for session in json.loads(lesson.request.get(f"{address}/api/sessions?token=secret").text()):
        lesson.request.delete(f"{address}/api/sessions/{session['id']}?token=secret")
    lesson.lesson = None
    lesson.goto(lab.url(NAME))
    lesson.locator(".jp-RenderedVegaCommon5 svg").nth(4).wait_for(timeout=60_000)
    speak(language)
    asleep = lesson.locator(".jp-OutputArea-output", has_text=say("explore.asleep"))
    assert asleep.count() >= 3
    assert lesson.locator(".jp-OutputArea-output:has-text('model not found')").count() == 0
