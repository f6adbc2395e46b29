"""The ring in a real JupyterLab: it walks when Play is pressed, and a click on a circle explains that step."""

from smm_lib.language import say
from tests.browser.conftest import box_of, explorers, in_english, picture, wait_for_change

PLAYED = 15_000  # milliseconds: five steps of 0.8 s, with room for a busy machine


def explained(area):
    """The step whose sentence stands under the ring."""
    words = area.locator(".jp-RenderedVegaCommon5 svg").first.text_content()
    return [step for step in range(1, 7) if f"{step} · {say(f'ring.step_{step}')}" in words]


@in_english("03_six_step_loop")
def test_the_ring_plays_to_the_end_and_a_click_explains_a_step(lesson):
    area = explorers(lesson)[0]
    assert explained(area) == [1]
    area.locator(".smm-step button", has_text="▶").click()
    last = f"6 · {say('ring.step_6')}"
    area.locator(".jp-RenderedVegaCommon5 svg text", has_text=last).wait_for(timeout=PLAYED)
    circles = area.locator(".jp-RenderedVegaCommon5 svg .mark-symbol path[aria-roledescription]")
    assert circles.count() == 6
    for step in (2, 5):
        circles.nth(step - 1).scroll_into_view_if_needed()
        box, before = box_of(circles.nth(step - 1)), picture(area)
        lesson.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # in the middle: on the digit
        wait_for_change(lesson, area, before)
        assert explained(area) == [step]
    assert lesson.foreign == []
