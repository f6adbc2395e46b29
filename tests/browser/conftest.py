"""A real JupyterLab, a real Chromium, and no network but localhost."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from playwright.sync_api import ElementHandle, Error, expect, sync_playwright
from playwright.sync_api import TimeoutError as Late

from smm_lib.course.copies import copy_lessons
from smm_lib.language import LANGUAGES, speak
from tests.browser.find_browser import find

SCREEN = {"width": 1280, "height": 800}
expect.set_options(timeout=30_000)  # a slow machine is no fault
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
SCREENSHOTS = Path(__file__).resolve().parents[2] / "build" / "screenshots"


def _marks(*languages):
    def mark(name):
        shown = [(language, name) for language in languages]
        return pytest.mark.parametrize(("lab", "name"), shown, indirect=["lab"], scope="session")

    return mark


# Which lesson a test is about. What hangs on no word is tried in one language, by turns.
in_english, in_german, in_both = _marks("en"), _marks("de"), _marks(*LANGUAGES)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A failed browser test leaves a picture of every page that was open, named after it."""
    report = yield
    if report.failed and "desk" in getattr(item, "funcargs", {}):
        item.funcargs["desk"].lesson = None  # nobody knows how it was left
    if report.failed and report.when != "teardown" and "chromium" in getattr(item, "funcargs", {}):
        pages = [page for context in item.funcargs["chromium"].contexts for page in context.pages]
        for number, page in enumerate(pages, 1):
            file = SCREENSHOTS / f"{re.sub(r'[^-.0-9A-Za-z]+', '_', item.name)}_{number}.png"
            try:
                page.screenshot(path=file)
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
    return chromium.new_context(viewport=SCREEN, locale="en-US")


class Lab(NamedTuple):
    """A running JupyterLab, the learner's folder in it, and the language of the lessons there."""

    address: str
    place: Path
    language: str

    def url(self, name):
        folder = quote(self.place.name)
        return f"{self.address}/lab/tree/{folder}/{name}.ipynb?reset&token=secret"


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One JupyterLab for all tests of a worker: (address, folder); the learners' folders have umlauts and spaces."""
    root = tmp_path_factory.mktemp("lab")
    for language in LANGUAGES:
        copy_lessons(root / "home" / folder_name(language), language)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (root / "server.log").open("w")
    home = {"JUPYTER_CONFIG_DIR": str(root / "config"), "JUPYTERLAB_SETTINGS_DIR": str(root / "s")}
    home |= {"JUPYTERLAB_WORKSPACES_DIR": str(root / "w"), "JUPYTER_RUNTIME_DIR": str(root / "r")}
    home |= {"SMM_CACHE": str(root / "cache")}  # no real data yet, whatever other tests fetched
    options = ["--no-browser", "--allow-root", f"--ServerApp.port={port}", "--ServerApp.root_dir=."]
    options += ["--LabApp.expose_app_in_browser=True", "--IdentityProvider.token=secret"]
    started = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        cwd=root / "home", env={**os.environ, **home}, stdout=log, stderr=log,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    for _ in range(240):
        try:
            urllib.request.urlopen(f"{address}/api?token=secret", timeout=1)
            break
        except OSError:
            assert started.poll() is None, (root / "server.log").read_text()
            time.sleep(0.25)
    yield address, root / "home"
    started.terminate()
    started.wait(20)
    log.close()


def folder_name(language):
    return f"mein Kurs für {language}"


@pytest.fixture(scope="session", params=LANGUAGES)
def lab(request, server):
    """JupyterLab on the folder of a learner of one language."""
    address, home = server
    return Lab(address, home / folder_name(request.param), request.param)


@pytest.fixture
def page(window, server):  # noqa: ARG001 - the server must be there first
    """A page that can reach JupyterLab and nothing else; `page.foreign` lists what it tried to reach."""
    opened = new_page(window)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def desk(window, server):
    """A page in which JupyterLab stays open: lessons come and go in it as in a learner's hands."""
    opened = new_page(window)
    opened.lesson = None  # which one is open and was run: its language and name
    opened.goto(f"{server[0]}/lab?reset&token=secret")
    opened.wait_for_function("() => window.jupyterapp?.restored.then(() => true)", timeout=60_000)
    yield opened
    opened.close()


def new_page(window):
    opened = window.new_page()
    opened.foreign = []

    def look(request):
        if not re.match(r"(https?|wss?)://127\.0\.0\.1|data:|blob:", request.url):
            opened.foreign.append(request.url)

    opened.on("request", look)
    opened.set_default_timeout(30_000)
    return opened


IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
PUT_AWAY = """async () => {
  for (const one of [...jupyterapp.shell.widgets("main")].filter((one) => one.sessionContext)) {
    await one.sessionContext.shutdown();
    one.dispose();
  }
}"""
POLL = 50  # milliseconds between two looks at a page: at every frame, looking would slow down the drawing
# What is drawn, in a few letters, without what frame.js adds to marks a little later; parts of a picture that are cut
# off are numbered anew at each redraw.
PICTURE = """area => {
  const all = [...area.querySelectorAll(".jp-RenderedVegaCommon5 svg")].map((svg) => svg.outerHTML).join("");
  const added = / (role|tabindex|aria-pressed|aria-roledescription|data-lm-suppress-shortcuts|class)="[^"]*"/g;
  const drawn = all.replace(/clip\\d+/g, "clip").replace(added, "");
  let [a, b] = [0, 0];
  for (const letter of drawn) {
    a = (Math.imul(a, 31) + letter.charCodeAt(0)) | 0;
    b = (Math.imul(b, 37) ^ letter.charCodeAt(0)) | 0;
  }
  return drawn && `${drawn.length} ${a} ${b}`;
}"""


def open_lesson(page, lab, name):
    page.goto(lab.url(name))
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function(IDLE, timeout=60_000, polling=POLL)


@pytest.fixture
def lesson(desk, lab, name):
    """A lesson, run in the JupyterLab that is open: the one that the test before left there, if it is the same."""
    speak(lab.language)
    desk.bring_to_front()
    desk.set_viewport_size(SCREEN)
    if desk.lesson != (lab.language, name):
        show(desk, lab, name)
    return desk


@contextmanager
def lesson_on(desk, lab, name, size=SCREEN):
    """A lesson opened in the JupyterLab that is open, run, and put away with its Python at the end."""
    desk.bring_to_front()
    desk.set_viewport_size(size)
    try:
        show(desk, lab, name)
        yield desk
    finally:
        put_away(desk)


def show(desk, lab, name):
    put_away(desk)
    path = f"{lab.place.name}/{name}.ipynb"
    desk.evaluate("path => jupyterapp.commands.execute('docmanager:open', { path }).then(() => null)", path)
    desk.wait_for_selector(".jp-Notebook:visible .jp-Cell", timeout=60_000)
    desk.wait_for_function(IDLE, timeout=60_000, polling=POLL)
    run_all(desk)
    desk.lesson = lab.language, name
    desk.begins_at = desk.locator(".jp-WindowedPanel-outer").evaluate("page => page.scrollTop")


def put_away(desk):
    desk.lesson = None
    desk.evaluate(PUT_AWAY)
    desk.wait_for_function("() => !document.querySelector('.jp-Notebook')")


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
    page.wait_for_function(HAS_RUN, timeout=60_000, polling=POLL)


NUMBER = """() => [...document.querySelectorAll(".jp-CodeCell:has(.smm-control)")].map((cell, number) => {
  cell.dataset.explorer = number;
})"""


def explorers(page):
    """The cells that hold an explorer with controls, numbered: to look for them anew at each step would take long."""
    return [page.locator(f"[data-explorer='{number}']") for number in range(len(page.evaluate(NUMBER)))]


def charts(area):
    """What is drawn: the marks of every chart of a cell."""
    drawn = area.locator(".jp-RenderedVegaCommon5 svg").evaluate_all("all => all.map(svg => svg.outerHTML).join('')")
    return re.sub(r"clip\d+", "clip", drawn)  # numbered anew at each redraw


def box_of(shown):
    """Return where something stands, as soon as it does: a picture that is being drawn anew has no place."""
    for _ in range(30_000 // POLL):
        if box := shown.bounding_box():
            return box
        shown.page.wait_for_timeout(POLL)
    raise AssertionError(f"{shown} has no place")


def _held(area):
    return area if isinstance(area, ElementHandle) else area.element_handle()


def picture(area):
    """A few letters that are the same as long as the same is drawn."""
    return area.evaluate(PICTURE)


def wait_for_change(page, area, before, what=""):
    """Wait until another picture is drawn than one before, and return it."""
    changed = f"([area, before]) => {{ const now = ({PICTURE})(area); return now && now !== before && now; }}"
    try:
        return page.wait_for_function(changed, arg=[_held(area), before], polling=POLL).json_value()
    except Late as reason:
        raise AssertionError(f"the chart did not change: {what}") from reason


def wait_for_picture(page, area, wanted, what=""):
    """Wait until a picture is drawn that was there before."""
    there = f"([area, wanted]) => ({PICTURE})(area) === wanted"
    try:
        page.wait_for_function(there, arg=[_held(area), wanted], polling=POLL)
    except Late as reason:
        raise AssertionError(f"the chart did not come back: {what}") from reason


def wait_for_redraw(page, area):
    """Wait until every chart that is there now has been drawn anew, as it is once it stands still."""
    svgs = "[...area.querySelectorAll('.jp-RenderedVegaCommon5 svg')]"
    count = area.evaluate(f"area => {svgs}.map((svg) => (svg.older = true)).length")
    anew = f"([area, count]) => {svgs}.filter((svg) => !svg.older).length === count"
    page.wait_for_function(anew, arg=[area.element_handle(), count])


def unlock_all(page, area):
    """Press the last unlock button, which unlocks all, and wait until Python has answered and none is left."""
    if (button := area.locator("button.smm-unlock:visible")).count():
        button.last.click()
        none_left = "area => ![...area.querySelectorAll('button.smm-unlock')].some((button) => button.offsetParent)"
        page.wait_for_function(none_left, arg=area.element_handle())
