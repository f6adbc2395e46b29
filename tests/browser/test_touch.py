"""Pictures that can be touched, in a real JupyterLab: by mouse and by keyboard."""

from tests.browser.conftest import explorers, lesson_on, picture, wait_for_change
from tests.browser.test_lesson_in_jupyterlab import in_english

PUZZLE = ".smm-seed_set"


@in_english
def test_a_click_or_enter_on_a_member_makes_them_a_seed_until_the_puzzle_is_solved(desk, lab):
    with lesson_on(desk, lab, "08_networks_and_seeds") as page:
        area = next(one for one in explorers(page) if one.locator(PUZZLE).count())
        field, members = area.locator(f"{PUZZLE} input"), area.locator("path[role=button]")
        before = picture(area)
        members.nth(0).click()
        before = wait_for_change(page, area, before)
        assert field.input_value() == "0"
        members.nth(32).focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        wait_for_change(page, area, before)
        assert field.input_value() == "0, 33"
        area.locator(".smm-live", has_text="★").wait_for()
        here = page.locator(":focus")  # in the new picture the keyboard is where it was
        assert here.get_attribute("aria-label").startswith("33:")
        assert here.get_attribute("aria-pressed") == "true"
        assert area.locator("path[aria-pressed=true]").count() == 2
        before = picture(area)
        members.nth(0).click()
        wait_for_change(page, area, before)
        assert field.input_value() == "33"
