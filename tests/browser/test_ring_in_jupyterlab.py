"""The ring in a real JupyterLab: it walks when Play is pressed, and a click on a circle explains that step."""

from smm_lib.language import say, speak
from tests.browser.conftest import explorers, open_lesson, run_all

PLAYED = 15_000  # milliseconds: five steps of 0.8 s, with room for a busy machine


def explained(area):
    """The step whose sentence stands under the ring."""
    words = area.locator(".jp-RenderedVegaCommon5 svg").first.text_content()
    return [step for step in range(1, 7) if f"{step} · {say(f'ring.step_{step}')}" in words]


def test_the_ring_plays_to_the_end_and_a_click_explains_a_step(page, lab):
    speak(lab[2])
    open_lesson(page, lab, "03_six_step_loop")
    run_all(page)
    area = explorers(page)[0]
    assert explained(area) == [1]
    area.locator(".smm-step button", has_text="▶").click()
    last = f"6 · {say('ring.step_6')}"
    area.locator(".jp-RenderedVegaCommon5 svg text", has_text=last).wait_for(timeout=PLAYED)
    circles = area.locator(".jp-RenderedVegaCommon5 svg .mark-symbol path[aria-roledescription]")
    assert circles.count() == 6
    for step in (2, 5):
        circles.nth(step - 1).scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        box = circles.nth(step - 1).bounding_box()
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # in the middle: on the digit
        page.wait_for_timeout(300)
        assert explained(area) == [step]
    assert page.foreign == []
