"""Pictures that can be touched, in a real JupyterLab: by mouse and by keyboard."""

import json
import re

from playwright.sync_api import expect

from smm_lib.language import say
from tests.browser.conftest import (
    box_of,
    explorers,
    in_english,
    in_german,
    picture,
    unlock_all,
    wait_for_change,
    wait_for_redraw,
)

PUZZLE = ".smm-seed_set"


@in_english("08_networks_and_seeds")
def test_a_click_or_enter_on_a_member_makes_them_a_seed_until_the_puzzle_is_solved(lesson):
    area = next(one for one in explorers(lesson) if one.locator(PUZZLE).count())
    field, members = area.locator(f"{PUZZLE} input"), area.locator("path[role=button]")
    before = picture(area)
    members.nth(0).click()
    before = wait_for_change(lesson, area, before)
    expect(field).to_have_value("0")
    members.nth(32).focus()
    lesson.keyboard.press("Tab")
    wait_for_redraw(lesson, area)
    lesson.keyboard.press("Enter")
    wait_for_change(lesson, area, before)
    expect(field).to_have_value("0, 33")
    area.locator(".smm-live", has_text="★").wait_for()
    here = lesson.locator(":focus")  # in the new picture the keyboard is where it was
    expect(here).to_have_attribute("aria-label", re.compile("33:"))
    expect(here).to_have_attribute("aria-pressed", "true")
    expect(area.locator("path[aria-pressed=true]")).to_have_count(2)
    before = picture(area)
    members.nth(0).click()
    wait_for_change(lesson, area, before)
    expect(field).to_have_value("33")


@in_german("06_unknown_factor")
def test_one_more_run_drops_into_the_picture_and_a_drag_in_it_moves_the_end_of_a_range(lesson):
    area = explorers(lesson)[1]  # its runs are still locked
    unlock_all(lesson, area)
    field, before = area.locator(".smm-runs input[type=text]"), picture(area)
    field.fill("1")
    field.press("Enter")
    before = wait_for_change(lesson, area, before)
    area.locator(".smm-runs").get_by_role("button").first.press("Enter")
    wait_for_change(lesson, area, before)
    expect(field).to_have_value("2")
    puzzle = next(one for one in explorers(lesson) if one.locator(".smm-upper_end").count())
    plot, before = puzzle.locator(".smm-along path.background").first, picture(puzzle)
    plot.scroll_into_view_if_needed()
    box = box_of(plot)
    lesson.mouse.move(box["x"] + 0.27 * box["width"], box["y"] + box["height"] / 2)  # 12 on an axis from 1 to 10,000
    lesson.mouse.down()
    lesson.mouse.move(box["x"] + 0.4 * box["width"], box["y"] + box["height"] / 2)  # 40
    wait_for_change(lesson, puzzle, before)
    lesson.mouse.up()
    lower, upper = (puzzle.locator(f".smm-{end}_end input[type=text]") for end in ("lower", "upper"))
    expect(upper).to_have_value(re.compile("^(39|40|41)"))
    expect(lower).to_have_value(re.compile("^10"))


@in_english("09_adoption")
def test_a_curve_is_drawn_with_the_mouse_and_the_keyboard_and_the_models_runs_in_over_it(lesson, lab):
    area = lesson.locator(".jp-CodeCell", has=lesson.locator("[aria-label='Period 4']"))
    handles, plot, before = area.locator(".noUi-handle"), area.locator("path.background").first, picture(area)
    area.scroll_into_view_if_needed()
    box = box_of(plot)
    lesson.mouse.move(box["x"] + 2, box["y"] + box["height"] - 2)
    lesson.mouse.down()
    lesson.mouse.move(box["x"] + box["width"] - 2, box["y"] + 2, steps=20)  # one stroke through all points
    wait_for_change(lesson, area, before)
    lesson.mouse.up()
    last = "area => [...area.querySelectorAll('.noUi-handle')].at(-1).ariaValueText === '100,000'"
    lesson.wait_for_function(last, arg=area.element_handle())
    before = picture(area)
    handles.first.press("End")
    wait_for_change(lesson, area, before)
    assert handles.first.get_attribute("aria-label") == "Period 1"
    area.locator("button.mod-primary").click()
    area.locator("svg text", has_text=say("label.the_model")).wait_for()
    area.locator(".smm-reply p").first.wait_for()
    kept = json.loads((lab.place / "my_answers.json").read_text(encoding="utf-8"))["09_adoption.s_curve"]
    assert (kept["kind"], kept["drawn"][0], kept["drawn"][-1]) == ("prediction", 100_000, 100_000)
    (lab.place / "my_answers.json").unlink()
