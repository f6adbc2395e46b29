"""Exported pages and slides in a real browser: nothing is asked for, formulas are drawn, slides fit, PDFs print."""

import json
import re

import pytest

from smm_lib.course.editions import edition, way_in, with_way_in
from smm_lib.course.export import _page, export
from smm_lib.course.files import read_book
from smm_lib.files import folder
from smm_lib.language import LANGUAGES, say, speak
from tests.browser.find_browser import find
from tests.course.conftest import markdown

# Every slide with all that the next keys bring: how high it is, its words, how many pictures it has.
SLIDES = """() => [...Array(Reveal.getTotalSlides()).keys()].map((slide) => {
  Reveal.slide(slide, 0, 99);
  const shown = Reveal.getCurrentSlide();
  return [shown.scrollHeight, shown.innerText, shown.querySelectorAll("img").length];
})"""
LESSONS = sorted((folder("notebooks") / "de").glob("*.ipynb"))  # German words are the longer ones


@pytest.mark.parametrize("form", ["html", "slides"])
def test_a_page_opened_in_a_browser_asks_for_nothing_and_draws_formulas(chromium, tmp_path, form):
    book = read_book(folder("notebooks") / "de" / "05_word_of_mouth.ipynb")
    book["cells"].insert(1, markdown(r"It is $\frac{R}{1-R}$ <script>document.title = 'foreign'</script>", name="f"))
    (tmp_path / "lesson.ipynb").write_text(json.dumps(book), encoding="utf-8")
    path = export(tmp_path / "lesson.ipynb", "student", form, tmp_path)
    page = chromium.new_page()
    asked, broken = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(path.as_uri())
    page.wait_for_selector("math mfrac", state="attached")
    assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
    assert broken == []
    assert page.title() != "foreign"
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 300)")
    page.close()


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_slide_fits_the_wall(chromium, path, tmp_path):
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    page.goto(export(path, "student", "slides", tmp_path).as_uri())
    page.wait_for_function("() => window.Reveal && Reveal.isReady()")
    steps = 0
    for height, words, shown in page.evaluate(SLIDES):
        assert height <= (690 if shown else 720), words
        assert len(words.split()) > 3 or shown, "a slide says something"
        steps += shown > 0 and len(words.split()) > 8
    assert steps >= 1, "question and chart share a slide"
    page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_next_key_does_a_task_and_an_answer_is_held_back_until_it_is_pressed(chromium, language, tmp_path):
    speak(language)
    answer = say("label.report_answer")
    lesson = folder("notebooks") / language / "07_going_viral.ipynb"
    page = chromium.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(export(lesson, "teacher", "slides", tmp_path).as_uri())
    page.wait_for_function("() => window.Reveal && Reveal.isReady()")
    here = page.locator("section.present section.present")
    while say("slides.hold") not in here.inner_text():
        page.keyboard.press("Space")
        assert answer not in here.inner_text()
    assert here.locator("img:visible").count() == 0
    assert not here.get_by_text(answer).is_visible()
    page.keyboard.press("Space")
    assert here.locator(".fragment.visible img").count() == 1
    assert not here.get_by_text(answer).is_visible()
    page.keyboard.press("Space")
    assert here.get_by_text(answer).is_visible()
    while " → " not in here.inner_text():
        page.keyboard.press("Space")
    assert here.locator(".fragment.visible img").count() == 0
    words, picture = here.locator(".celltag_beside").first.bounding_box(), here.locator("img").first.bounding_box()
    assert words["x"] + words["width"] <= picture["x"], "side by side"
    page.keyboard.press("Space")
    assert here.locator(".fragment.visible img").count() >= 1, "the picture that the task leads to"
    page.close()


@pytest.mark.parametrize(("language", "name"), [("de", "12_buzz_to_order"), ("de", "10_goals_and_tests")])
def test_plan_and_tips_are_one_page_each_also_with_the_code_to_start(chromium, language, name):
    speak(language)
    book = read_book(folder("notebooks") / language / f"{name}.ipynb")
    book = with_way_in(edition(book, "teacher"), way_in(name, "https://school.example/smm"))
    page = chromium.new_page(viewport={"width": 672, "height": 1000})  # 178 mm, what an A4 page has between its margins
    page.emulate_media(media="print")
    page.set_content(_page({**book, "cells": book["cells"][:2]}, "html"))
    for part in ("plan", "tips"):
        assert page.locator(f".celltag_{part}").bounding_box()["height"] < 265 / 25.4 * 96, part
    page.close()


@pytest.mark.parametrize(("language", "name"), [("en", "11_planning"), ("de", "03_six_step_loop")])
def test_a_students_sheet_is_one_page(language, name, tmp_path, monkeypatch):
    monkeypatch.setenv("SMM_BROWSER", find())
    printed = export(folder("notebooks") / language / f"{name}.ipynb", "student", "sheet", tmp_path)
    assert printed.name == f"{name}_student_sheet.pdf"
    assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_is_printed_by_the_installed_browser(language, tmp_path, monkeypatch):
    monkeypatch.setenv("SMM_BROWSER", find())
    lesson = folder("notebooks") / language / "05_word_of_mouth.ipynb"
    printed = export(lesson, "student", "pdf", tmp_path).read_bytes()
    assert printed.startswith(b"%PDF")
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 8
    assert printed.count(b"/Subtype /Image") >= 3  # of four (no puzzle), two are the same
