"""Every lesson in a real JupyterLab, in both languages, with the network cut: drawn, moved, accessible, quiet."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from smm_lib.files import folder
from smm_lib.language import LANGUAGES
from tests.browser.conftest import AXE, explorers, picture, unlock_all, wait_for_change, wait_for_picture
from tests.browser.one_screen import cut_off, too_large

LESSONS = sorted(path.stem for path in (folder("notebooks") / "en").glob("[0-9]*.ipynb"))


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_runs_offline_answers_its_controls_and_is_accessible(lesson, lab, name):
    """Every control in one language of a lesson; in its twin, whose code is the same, the first one and axe."""
    whole = LANGUAGES[LESSONS.index(name) % len(LANGUAGES)] == lab.language
    assert lesson.locator(".jp-RenderedVegaCommon5 svg").count() or name.startswith("00")
    assert cut_off(lesson) == []
    for number, area in enumerate(explorers(lesson)):
        unlock_all(lesson, area)
        here = area.element_handle()  # a locator would search the whole page at each step
        for control in here.query_selector_all(".smm-control")[: None if whole else not number]:
            move(lesson, here, control)
        assert here.query_selector(".smm-alert p") is None
    assert lesson.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
    assert too_large(lesson) == {}
    assert cut_off(lesson) == []
    assert lesson.foreign == []
    if not whole:
        results = Axe().run(lesson, context=".jp-OutputArea-output", options=AXE)
        assert [(v["id"], v["nodes"][0]["html"][:160]) for v in results.response["violations"]] == []


# Put the keyboard on a control and return the key that takes it as far as it goes, or what can be typed.
TAKE = """control => {
  const box = control.querySelector("input[type=checkbox]"), list = control.querySelector("select");
  const handle = [...control.querySelectorAll(".noUi-handle")].at(-1);
  (box ?? list ?? handle ?? control.querySelector("input[type=text]")).focus();
  if (box) return ["Space"];
  if (list) return [list.selectedIndex < list.options.length - 1 ? "ArrowDown" : "ArrowUp"];
  if (handle) return [handle.ariaValueNow === handle.ariaValueMin ? "End" : "Home"];
  return ["Control+a", "0", "Enter"]; // some of many
}"""
BACK = "control => [...control.querySelectorAll('button.smm-reset')].at(-1).focus()"


def move(page, area, control):
    """Change a control by keyboard, as far as it goes, wait until the chart has followed, and put it back."""
    before, name = picture(area), control.evaluate("control => control.className")
    what = re.sub(r".*smm-control ?", "", name)
    for key in control.evaluate(TAKE):
        page.keyboard.press(key)
    if "smm-real" in name:  # real data that were never downloaded: a sentence, and the chart stays
        area.wait_for_selector(".smm-alert p")
    else:
        wait_for_change(page, area, before, what)
    control.evaluate(BACK)
    page.keyboard.press("Enter")
    wait_for_picture(page, area, before, what)
    page.wait_for_function("area => !area.querySelector('.smm-alert p')", arg=area)
