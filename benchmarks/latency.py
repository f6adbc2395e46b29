"""From a slider move to changed pixels, in a real JupyterLab: ours against plain ipywidgets with the stock chart.

Run with `make bench`. Both ways show the same chart of 101 rows, in the same notebook, in the same run, by turns; the
other way's chart needs the package's offline bundle, because this runs without the internet, as a classroom does.
Then the same measurement on the heaviest charts of the course, in the lessons themselves.
"""

import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import nbformat
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from smm_lib.course.copies import copy_lessons
from tests.browser.conftest import charts, explorers, open_lesson, run_all, unlock_all, wait_for_change
from tests.browser.find_browser import find

MOVES = 60
PORT = 8897
HERE = SimpleNamespace(url=lambda name: f"http://127.0.0.1:{PORT}/lab/tree/{name}.ipynb?reset&token=secret")
LESSON_MOVES = 30
# What is measured -> the lesson, the control that moves, and what is set before. It is the fourth explorer of both.
LESSONS = {
    "08, a network of 2,000 accounts": ("08_networks_and_seeds", "share_rate", {"accounts": "2,000"}),
    "13, all models joined": ("13_sandbox", "ad_spend", {}),
}
SETUP = """
import ipywidgets, altair as alt
from smm_lib.charts.lines import lines
from smm_lib.lesson.explore import explore
from smm_lib.models import word_of_mouth as wom

def view(satisfied=0.9):
    net = wom.balance((4, 5), (8, 12))
    return lines(net, "satisfied", "net", domain=(-1500, 1500), at=satisfied)
"""
OURS = "explore(view)"
STOCK = """
alt.JupyterChart.enable_offline()
slider = ipywidgets.IntSlider(90, 0, 100, description="satisfied")
def show(satisfied):
    display(alt.JupyterChart(view(satisfied / 100)))
ipywidgets.VBox([slider, ipywidgets.interactive_output(show, {"satisfied": slider})])
"""
# Runs in the page: presses the key, then looks at every frame until the drawing differs from the one before.
PROBE = """async ([area, control, key]) => {
  const marks = () => {
    const dot = [...area.querySelectorAll('svg, canvas')].filter(n => n.getBoundingClientRect().width > 300).at(-1);
    if (!dot) return null;
    if (dot.tagName === 'CANVAS') return dot.toDataURL();
    return dot.outerHTML.replace(/clip\\d+/g, '');
  };
  const before = marks(), height = document.querySelector('.jp-WindowedPanel-inner, .jp-Notebook').scrollHeight;
  const began = performance.now();
  let blank = 0, jumps = 0;
  const handle = area.querySelector(control + ' .noUi-handle');
  handle.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
  while (performance.now() - began < 5000) {
    await new Promise(requestAnimationFrame);
    const now = marks();
    if (now === null) { blank++; continue; }
    if (Math.abs(document.querySelector('.jp-WindowedPanel-inner, .jp-Notebook').scrollHeight - height) > 2) jumps++;
    if (now !== before) return [performance.now() - began, blank, jumps];
  }
  return [NaN, blank, jumps];
}"""


def notebook():
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text.strip()) for text in (SETUP, OURS, STOCK)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3 (ipykernel)"}
    return book


def serve(folder):
    options = ["--no-browser", "--allow-root", f"--ServerApp.port={PORT}", "--ServerApp.root_dir=."]
    options += ["--LabApp.expose_app_in_browser=True"]  # by which the tests know that a kernel is idle
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options, "--IdentityProvider.token=secret"],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for _ in range(200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/api?token=secret", timeout=1)
            return server
        except OSError:
            time.sleep(0.25)
    raise SystemExit("JupyterLab did not start")


def measure(page):
    page.goto(f"http://127.0.0.1:{PORT}/lab/tree/bench.ipynb?reset&token=secret")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function("() => /Idle/.test(document.querySelector('#jp-main-statusbar')?.textContent)")
    page.wait_for_timeout(1500)
    page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    began = time.perf_counter()
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    page.locator(".jp-RenderedVegaCommon5 svg").first.wait_for(timeout=60_000)
    first = time.perf_counter() - began
    page.locator(".jp-CodeCell").nth(2).locator("canvas, svg").last.wait_for(timeout=60_000)
    page.wait_for_timeout(2000)
    found = {"ours": [], "stock": []}
    areas = [page.locator(".jp-CodeCell").nth(cell).element_handle() for cell in (1, 2)]
    for number in range(2 * MOVES):
        name = ("ours", "stock")[number % 2]
        key = "ArrowLeft" if (number // 2) % 40 < 20 else "ArrowRight"
        found[name].append(page.evaluate(PROBE, [areas[number % 2], "", key]))
        page.wait_for_timeout(150)
    return first, {name: rows[5:] for name, rows in found.items()}


def measure_lesson(page, lesson, control, settings):
    open_lesson(page, HERE, lesson)
    run_all(page)
    area = explorers(page)[3]
    unlock_all(page, area)
    for name, value in settings.items():
        before, field = charts(area), area.locator(f".smm-{name} input[type=text]")
        field.fill(value)
        field.press("Enter")
        wait_for_change(page, area, before, name)
    found = []
    for number in range(LESSON_MOVES):
        page.wait_for_timeout(1000 if number == 0 else 150)
        key = "ArrowRight" if number % 20 < 10 else "ArrowLeft"
        found.append(page.evaluate(PROBE, [area.element_handle(), f".smm-{control}", key]))
    return found


def row(name, found):
    times = sorted(each[0] for each in found)
    blank, jumps = (sum(each[i] for each in found) for i in (1, 2))
    p95 = times[int(0.95 * (len(times) - 1))]
    return f"| {name} | {statistics.median(times):.0f} | {p95:.0f} | {blank} | {jumps} |"


def main():
    with tempfile.TemporaryDirectory() as folder:
        copy_lessons(Path(folder), "en")
        nbformat.write(notebook(), Path(folder) / "bench.ipynb")
        server = serve(folder)
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
                page = browser.new_page(viewport={"width": 1280, "height": 1400})
                page.set_default_timeout(60_000)
                first, found = measure(page)
                lessons = {name: measure_lesson(page, *what) for name, what in LESSONS.items()}
                browser.close()
        finally:
            server.terminate()
            server.wait(20)
    print(f"first chart after Run All: {first:.1f} s")
    head = "median ms | p95 ms | blank frames | jumps |\n|---|---|---|---|---|"
    print(f"| way | {head}")
    for name, rows in found.items():
        print(row(name, rows))
    ours, stock = (statistics.median(each[0] for each in rows) for rows in found.values())
    print(f"ratio of medians: {ours / stock:.2f}\n")
    print(f"| lesson | {head}")
    for name, rows in lessons.items():
        print(row(name, rows))


if __name__ == "__main__":
    main()
