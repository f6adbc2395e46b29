"""A real JupyterLab, a real Chromium, and no network but localhost."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Error, sync_playwright

from smm_lib.course.copies import copy_lessons
from tests.browser.find_browser import find

SCREENSHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A failed browser test leaves a picture of every page that was open, named after it."""
    report = yield
    if report.failed and report.when != "teardown" and "chromium" in getattr(item, "funcargs", {}):
        pages = [page for context in item.funcargs["chromium"].contexts for page in context.pages]
        for number, page in enumerate(pages, 1):
            file = SCREENSHOTS / f"{re.sub(r'[^-.0-9A-Za-z]+', '_', item.name)}_{number}.png"
            try:
                page.screenshot(path=file, timeout=10_000)
            except Error as reason:  # the test's own failure is what matters
                report.sections.append(("Screenshot", f"none could be taken: {reason}"))
            else:
                report.sections.append(("Screenshot", str(file)))
    return report


@pytest.fixture(scope="session")
def chromium():
    path = find()
    if path is None:
        pytest.fail("No Chromium: run `make test`, which finds or installs one.")
    with sync_playwright() as playwright:
        offline = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"  # and unlike a route it keeps the cache on
        args = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", offline]
        browser = playwright.chromium.launch(executable_path=path, args=args)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium):
    """One window for all tests, so that JupyterLab's own files come out of its cache."""
    return chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")


@pytest.fixture(scope="session", params=["en", "de"])
def lab(request, tmp_path_factory):
    """A running JupyterLab on a learner's folder with umlauts and spaces in its path: (address, folder, language)."""
    place = tmp_path_factory.mktemp("lab") / f"mein Kurs für {request.param}"
    copy_lessons(place, request.param)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (place.parent / "server.log").open("w")
    home = {"JUPYTER_CONFIG_DIR": str(place.parent / "config"), "JUPYTERLAB_SETTINGS_DIR": str(place.parent / "s")}
    home |= {"JUPYTERLAB_WORKSPACES_DIR": str(place.parent / "w"), "JUPYTER_RUNTIME_DIR": str(place.parent / "r")}
    home |= {"SMM_CACHE": str(place.parent / "cache")}  # no real data yet, whatever other tests fetched
    options = ["--no-browser", "--allow-root", f"--ServerApp.port={port}", "--ServerApp.root_dir=."]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options, "--IdentityProvider.token=secret"],
        cwd=place, env={**os.environ, **home}, stdout=log, stderr=log,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/api?token=secret", timeout=1)
            break
        except OSError:
            assert server.poll() is None, (place.parent / "server.log").read_text()
            time.sleep(0.25)
    yield address, place, request.param
    server.terminate()
    server.wait(20)
    log.close()


@pytest.fixture
def page(window, lab):  # noqa: ARG001 - the server must be there first
    """A page that can reach JupyterLab and nothing else; `page.foreign` lists what it tried to reach."""
    opened = window.new_page()
    opened.foreign = []

    def look(request):
        if not re.match(r"(https?|wss?)://127\.0\.0\.1|data:|blob:", request.url):
            opened.foreign.append(request.url)

    opened.on("request", look)
    opened.set_default_timeout(30_000)
    yield opened
    opened.close()


def open_lesson(page, lab, name="05_word_of_mouth"):
    address, _, _ = lab
    page.goto(f"{address}/lab/tree/{name}.ipynb?reset&token=secret")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function(
        "() => /Idle/.test(document.querySelector('#jp-main-statusbar')?.textContent)", timeout=60_000
    )
    page.wait_for_timeout(1000)


# A cell whose code is folded shows no prompt: that it has run is seen by its new outputs.
MARK = """() => {
  document.querySelectorAll(".jp-CodeCell:has(.jp-OutputArea-output)").forEach((cell) => (cell.dataset.runs = "yes"));
  document.querySelectorAll(".jp-OutputArea-output").forEach((output) => (output.dataset.old = "yes"));
}"""
HAS_RUN = """() => document.querySelector(".smm-question") && !document.querySelector("[data-old]")
  && [...document.querySelectorAll("[data-runs]")].every((cell) => cell.querySelector(".jp-OutputArea-output"))
  && /Idle/.test(document.querySelector("#jp-main-statusbar")?.textContent)"""


def run_all(page):
    page.evaluate(MARK)
    page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    page.wait_for_function(HAS_RUN, timeout=60_000)
    page.wait_for_timeout(500)


def explorers(page):
    """The cells that hold an explorer with controls."""
    return page.locator(".jp-CodeCell", has=page.locator(".smm-control")).all()


def charts(area):
    """What is drawn: the marks of every chart of a cell."""
    drawn = area.locator(".jp-RenderedVegaCommon5 svg").evaluate_all("all => all.map(svg => svg.outerHTML).join('')")
    return re.sub(r"clip\d+", "clip", drawn)  # numbered anew at each redraw


def wait_for_change(page, area, before, what=""):
    for _ in range(60):
        page.wait_for_timeout(50)
        now = charts(area)
        if now and now != before:
            return now
    raise AssertionError(f"the chart did not change: {what}")


def unlock_all(page, area):
    """Press the last unlock button, which unlocks all, and wait until Python has answered and none is left."""
    if (button := area.locator("button.smm-unlock:visible")).count():
        button.last.click()
        none_left = "area => ![...area.querySelectorAll('button.smm-unlock')].some((button) => button.offsetParent)"
        page.wait_for_function(none_left, arg=area.element_handle())
