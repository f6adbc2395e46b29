"""The button for real data in a real JupyterLab: one press, and the charts show them and say so."""

import shutil

import pytest

from smm_lib import data
from smm_lib.language import brief, label, say, speak, written
from tests.browser.conftest import charts, explorers, in_german, lesson_on
from tests.publisher import fetch_copies, needs_copies


@pytest.fixture
def lesson(desk, lab, name, monkeypatch):
    """Lesson 10, run without real data; then they come into the cache folder, and are gone at the end."""
    _, place, language = lab
    speak(language)
    shutil.copy(place / "10_goals_and_tests.ipynb", place / f"{name}.ipynb")
    cache = place.parents[1] / "cache"
    monkeypatch.setenv("SMM_CACHE", str(cache))
    assert not cache.exists()
    with lesson_on(desk, lab, name) as page:
        yield page
    shutil.rmtree(cache, ignore_errors=True)
    (place / f"{name}.ipynb").unlink()


@needs_copies
@in_german("real_data")  # a copy of lesson 10, so that no other test meets its Python
def test_the_button_turns_the_charts_to_the_real_data_and_the_heading_says_so(lesson):
    area = explorers(lesson)[0]
    made_up, real = say("fetch.made_up"), say("fetch.real", name=label("brand_posts"))
    before = charts(area)
    assert before.count(f">{made_up}<") == 2
    fetch_copies()
    area.get_by_role("button", name=say("fetch.button", size=0.1)).click()
    area.get_by_text(say("fetch.done", name=label("brand_posts"))).wait_for()
    headed = "([area, words]) => [...area.querySelectorAll('svg')].filter(s => s.innerHTML.includes(words)).length == 2"
    lesson.wait_for_function(headed, arg=[area.element_handle(), real])
    shown, reach = charts(area), data.load_brand_posts().groupby("type")["reach"].median()
    assert made_up not in shown
    assert all(f">{written(brief(number, 'people'))}<" in shown for number in reach)
    assert area.locator(".smm-alert p").count() == 0
