"""How fast the course answers in the browser alone: first load, Python ready, lesson run, a redraw against JupyterLab.

After `make site`, with the environment of `make bench`: `python benchmarks/site.py`. The same explorer of lesson 05 is
moved in the browser edition and in a JupyterLab on this machine, in the same run, so that their ratio says something.
"""

import functools
import http.server
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from benchmarks.latency import HERE, PROBE, serve
from smm_lib.course.copies import copy_lessons
from tests.browser.conftest import explorers, open_lesson, run_all
from tests.browser.find_browser import find

ROOT = Path(__file__).resolve().parent.parent
MOVES = 20
LESSON = "05_word_of_mouth"
IDLE = "() => /Idle/.test(document.querySelector('#jp-main-statusbar')?.textContent)"
RAN = """() => document.querySelectorAll('.smm-question').length
    && ![...document.querySelectorAll('.jp-InputPrompt')].some(prompt => prompt.textContent.includes('*'))"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def moves(page):
    area = explorers(page)[0].element_handle()
    found = []
    for number in range(MOVES):
        page.wait_for_timeout(300)
        key = "ArrowLeft" if number % 20 < 10 else "ArrowRight"
        found.append(page.evaluate(PROBE, [area, ".smm-control", key])[0])
    return sorted(found[2:])


def in_the_browser(browser, site):
    handler = functools.partial(Quiet, directory=str(site))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}/"
    page, loaded, foreign = browser.new_page(viewport={"width": 1280, "height": 1400}), {}, []
    page.set_default_timeout(300_000)
    own = (here, "data:", "blob:")
    page.context.on("request", lambda asked: None if asked.url.startswith(own) else foreign.append(asked.url))
    page.context.on("response", lambda one: loaded.update({one.url: int(one.headers.get("content-length", 0))}))
    began = time.perf_counter()
    page.goto(f"{here}try/lab/index.html?path=en/{LESSON}.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(IDLE)
    ready = time.perf_counter() - began
    page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    page.wait_for_function(RAN)
    ran = time.perf_counter() - began
    found = moves(page)
    size = sum(loaded.values()) / 1e6
    print(f"first load {size:.0f} MB, ready {ready:.0f} s, run {ran:.0f} s, foreign requests {len(foreign)}")
    page.close()
    server.shutdown()
    return found


def in_jupyterlab(browser):
    with tempfile.TemporaryDirectory() as folder:
        copy_lessons(Path(folder), "en")
        server = serve(folder)
        try:
            page = browser.new_page(viewport={"width": 1280, "height": 1400})
            page.set_default_timeout(120_000)
            open_lesson(page, HERE, LESSON)
            run_all(page)
            return moves(page)
        finally:
            server.terminate()
            server.wait(20)


def row(name, found):
    median = statistics.median(found)
    print(f"| {name} | {median:.0f} | {found[int(0.95 * (len(found) - 1))]:.0f} |", flush=True)
    return median


def main():
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "site"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        print("| where | median ms | p95 ms |\n|---|---|---|")
        alone = row("browser alone", in_the_browser(browser, site))
        lab = row("JupyterLab", in_jupyterlab(browser))
        browser.close()
    print(f"ratio of medians: {alone / lab:.2f}")


if __name__ == "__main__":
    main()
