"""The site as `make site` builds it: pages to read, and every lesson in the browser's own Python."""

import functools
import http.server
import itertools
import json
import re
import shutil
import subprocess
import threading
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from deploy.site import pyodide
from deploy.site.__main__ import build
from deploy.site.lessons import LANGUAGES, lessons
from smm_lib import answers
from smm_lib.course.files import read_book
from smm_lib.display import CHART
from smm_lib.language import catalogue, say, speak
from tests.browser.conftest import POLL

ROOT = Path(__file__).resolve().parents[2]
NODE = shutil.which("node")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]},
    "resultTypes": ["violations"],
}
ADDRESS = "https://school.example/smm/"


class Site(NamedTuple):
    folder: Path
    address: str
    lost: pyodide.NotToBeHad | None


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The whole site, built once, on a server of its own; without the browser edition where Pyodide cannot be had."""
    folder, lost = tmp_path_factory.mktemp("site") / "site", None
    try:
        build(folder, address=ADDRESS)
    except pyodide.NotToBeHad as error:
        lost = error
    speak("en")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(folder, f"http://127.0.0.1:{server.server_port}/", lost)
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def try_folder(site):
    if site.lost:
        pytest.skip(f"Pyodide {pyodide.VERSION} cannot be had here; missing or not the official bytes: {site.lost}")
    return site.folder / "try"


def pages(site):
    """Every page to read, by its place in the site."""
    found = [
        site.folder / "index.html",
        *(page for tongue in LANGUAGES for page in (site.folder / tongue).glob("*.html")),
    ]
    return {page.relative_to(site.folder).as_posix(): page.read_text(encoding="utf-8") for page in found}


class Reader(HTMLParser):
    """What a page refers to, and what can be referred to in it."""

    def __init__(self, text):
        super().__init__()
        self.links, self.names, self.scripts, self.styles, self.policy = [], set(), [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self.names |= {known["id"]} if "id" in known else set()
        self.links += [known[name] for name in ("href", "src", "srcset") if name in known]
        self.scripts += [known.get("src")] if tag == "script" else []
        self.styles += [name for name in known if name == "style" or name.startswith("on")] + [tag] * (tag == "style")
        self.policy = known["content"] if known.get("http-equiv") == "Content-Security-Policy" else self.policy


def test_every_lesson_has_a_page_and_a_board_code_in_both_languages(site):
    for language in LANGUAGES:
        for lesson in lessons(language):
            page = (site.folder / language / f"{lesson.name}.html").read_text(encoding="utf-8")
            assert f'lang="{language}"' in page
            assert f"{ADDRESS}{language}/{lesson.name}.html" in page
            assert (site.folder / language / f"{lesson.name}.svg").read_text(encoding="utf-8").count("<path") > 0


def test_every_link_leads_to_something_that_is_there(site):
    texts = pages(site)
    read = {name: Reader(text) for name, text in texts.items()}
    for name, page in read.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme == "https", f"{name}: {link}"
                continue
            path = (site.folder / name).parent / unquote(parts.path) if parts.path else site.folder / name
            target = path.resolve().relative_to(site.folder.resolve()).as_posix()
            if target.startswith("try/"):
                assert (site.folder / target).is_file(), f"{name}: {link}"
                assert (site.folder / "try" / "files" / parse_qs(parts.query)["path"][0]).is_file(), f"{name}: {link}"
            elif target.endswith(".html"):
                assert target in texts, f"{name}: {link}"
                assert not parts.fragment or parts.fragment in read[target].names, f"{name}: {link}"
            else:
                assert path.is_file(), f"{name}: {link}"


def test_a_page_runs_no_script_but_the_sites_own_files(site):
    for name, text in pages(site).items():
        page = Reader(text)
        assert "script-src 'self'" in page.policy, name
        assert "unsafe" not in page.policy, name
        assert "default-src 'none'" in page.policy, name
        assert all(page.scripts), name
        assert page.styles == [], name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_gives_an_answer_away(site, language):
    """Options may be read, but not which is right; neither solutions nor what is said to a wrong answer."""
    told = re.compile(r"(check|ask|sort)\.\w+\.(solution|why|right|hint|\w+_why)")
    kept = [text for key, text in catalogue(language).items() if told.fullmatch(key) and len(text) > 20]
    assert len(kept) > 100
    for lesson in lessons(language):
        page = (site.folder / language / f"{lesson.name}.html").read_text(encoding="utf-8")
        shown = unescape(page) + (site.folder / language / f"{lesson.name}.js").read_text(encoding="utf-8")
        assert [text for text in kept if text in shown] == [], lesson.name


def test_a_term_leads_to_its_explanation_and_back_to_its_lessons(site):
    page = (site.folder / "en" / "05_word_of_mouth.html").read_text(encoding="utf-8")
    assert 'href="glossary.html#satisfied"' in page or 'class="term"' in page
    for language in LANGUAGES:
        assert (site.folder / language / "glossary.html").read_text(encoding="utf-8").count("<dt ") > 100


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_are_drawn_from_their_own_files_and_can_be_used_by_everybody(site, chromium, width):
    context = chromium.new_context(viewport={"width": width, "height": 800})
    page, complaints, foreign = context.new_page(), [], []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: foreign.append(asked.url) if not asked.url.startswith(site.address) else None)
    shown = ["index.html", "en/08_networks_and_seeds.html", "de/02_who_publishes.html", "de/glossary.html"]
    shown += [
        f"{language}/{name}.html"
        for language in LANGUAGES
        for name in ("privacy", "accessibility", "module", "licence")
    ]
    for name in shown:
        page.goto(site.address + name)
        page.wait_for_function("() => !document.querySelector('figure[data-chart] > img')")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        ends = page.evaluate(
            "[...document.querySelectorAll('figure svg text')].map(words => words.getBoundingClientRect().right)"
        )
        assert max(ends, default=0) <= width, f"{name}: words run out of a chart"
        found = Axe().run(page, options=RULES).response["violations"]
        assert found == [], (
            f"{name}: {[(fault['id'], [node['html'][:200] for node in fault['nodes'][:3]]) for fault in found]}"
        )
        assert page.evaluate("document.cookie + localStorage.length + sessionStorage.length") == "00", name
        assert page.evaluate("indexedDB.databases()") == [], name
    assert (complaints, foreign) == ([], [])
    context.close()


def test_pages_work_from_a_folder_without_a_server_and_without_script(site, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto((site.folder / "en" / "07_going_viral.html").as_uri())
    page.wait_for_function("() => !document.querySelector('figure[data-chart] > img')")
    assert page.locator("figure svg").count() == 9
    context.close()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site.folder / "de" / "07_going_viral.html").as_uri())
    pictures = page.locator("figure[data-chart] > img").all()
    assert len(pictures) == 9
    assert all(picture.get_attribute("alt") for picture in pictures)
    context.close()


# -- the browser's own Python ----------------------------------------------------------------------------------------


def comparable(chart):
    """A chart with its tables in its own order: their names are made of all digits, of which the last differ."""
    names = list(dict.fromkeys(re.findall(r'"name": "(data-[0-9a-f]{32})"', json.dumps(chart, sort_keys=True))))
    tables = chart.get("datasets", {})
    text = json.dumps({**chart, "datasets": [tables[name] for name in names if name in tables]}, sort_keys=True)
    for number, name in enumerate(names):
        text = text.replace(name, f"data-{number}")
    return json.loads(text)


def stored(path):
    """The charts of a lesson by cell, as they stand in its file."""
    cells = [cell for cell in read_book(path)["cells"] if cell["cell_type"] == "code"]
    return {
        cell["id"]: [out["data"][CHART] for out in cell["outputs"] if CHART in out.get("data", {})] for cell in cells
    }


@pytest.mark.skipif(NODE is None, reason="no Node.js here, in which the browser's Python could run")
@pytest.mark.timeout(1500)  # a minute of work, if nobody else wants the processor
def test_every_lesson_draws_the_same_charts_in_the_browsers_python(try_folder):
    """By turns in English and in German: twins have the same code, and words differ as they do in any Python."""
    names = [
        f"{language}/{lesson.name}.ipynb"
        for lesson, language in zip(lessons("en"), itertools.cycle(LANGUAGES), strict=False)
    ]
    script = ROOT / "tests" / "browser" / "browser_python.mjs"
    done = subprocess.run([NODE, str(script), str(try_folder), *names], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    ran = {}
    for line in done.stdout.splitlines():
        cell = json.loads(line)
        assert cell["error"] is None, f"{cell['lesson']}, {cell['cell']}: {cell['error']}"
        ran.setdefault(cell["lesson"], {})[cell["cell"]] = cell["charts"]
    assert list(ran) == names
    for name in names:
        kept = stored(ROOT / "notebooks" / name)
        for cell, charts in ran[name].items():
            assert [comparable(chart) for chart in charts] == [comparable(chart) for chart in kept[cell]], (
                f"{name}, {cell}"
            )


# -- the browser edition in a browser --------------------------------------------------------------------------------


LONG = 240_000  # milliseconds: Python comes out of 80 MB
AWAKE = "() => /Idle/.test(document.querySelector('#jp-main-statusbar')?.textContent)"
ALL_RAN = """() => document.querySelectorAll('.smm-question').length
    && ![...document.querySelectorAll('.jp-InputPrompt')].some(prompt => prompt.textContent.includes('*'))"""
DRAWN = "area => [...area.querySelectorAll('svg.marks')].map(svg => svg.outerHTML.replace(/clip\\d+/g, '')).join()"
REDRAWN = f"([area, before]) => {{ const now = ({DRAWN})(area); return now && now !== before; }}"
FILES = """async () => {
    const { name } = (await indexedDB.databases()).find(({ name }) => name.startsWith('JupyterLite Storage'));
    const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    const database = await done(indexedDB.open(name));
    const files = database.transaction('files', 'readwrite').objectStore('files');
    const answer = await (async () => { %s })();
    database.close();
    return answer;
}"""
AGE = """const copy = await done(files.get('de/05_word_of_mouth.ipynb'));
    copy.content.metadata.smm.edition = 'of last year';
    await done(files.put(copy, 'de/05_word_of_mouth.ipynb'));
    const file = { name: 'my_answers.json', path: 'de/my_answers.json', type: 'file', format: 'text' };
    await done(files.put({ ...copy, ...file, mimetype: 'application/json', content: ANSWERS }, file.path));"""
ANSWERED = """const { format, content } = await done(files.get('de/my_answers.json'));
    return (format === 'base64' ? atob(content) : content).includes('4,05');"""
SAVE = """const copy = await done(files.get('de/05_word_of_mouth.ipynb'));
    copy.content.metadata.smm.note = 'saved after the page was opened';
    await done(files.put(copy, 'de/05_word_of_mouth.ipynb'));"""
MOVED = """const [old, copy] = ['', '_2'].map((more) => done(files.get(`de/05_word_of_mouth${more}.ipynb`)));
    return [await old, (await copy).content.metadata.smm.note];"""


def address_of(site, name):
    return f"{site.address}try/lab/index.html?path=de/{name}.ipynb"


def wait_until(page, said):
    """Wait until something is true of the files in the browser; `wait_for_function` takes a promise for a yes."""
    for _ in range(LONG // POLL):
        if page.evaluate(FILES % said):
            return
        page.wait_for_timeout(POLL)
    raise AssertionError(said)


def run_all(page):
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.wait_for_function(AWAKE)
    page.click(".lm-MenuBar-itemLabel:text-is('Run')")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    page.wait_for_function(ALL_RAN)


def move(page, area, control):
    """Change a control and wait until the chart has followed."""
    area = area.element_handle()
    before = page.evaluate(DRAWN, area)
    if control.locator("input[type=checkbox]").count():
        control.locator("input[type=checkbox]").press("Space")
    else:
        handle = control.locator(".noUi-handle").last
        lowest = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemin")
        handle.press("End" if lowest else "Home")
    page.wait_for_function(REDRAWN, arg=[area, before])


@pytest.mark.timeout(900)
def test_a_learner_of_last_year_works_on_in_the_browser_alone(site, try_folder, chromium, tmp_path):  # noqa: ARG001
    """A newer lesson with a setting from the address; every control, the table; old and new answer in the report."""
    speak("de")
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
    context.set_default_timeout(LONG)
    page, foreign = context.new_page(), []
    local = (site.address, "data:", "blob:")
    context.on("request", lambda asked: None if asked.url.startswith(local) else foreign.append(asked.url))

    page.goto(address_of(site, "05_word_of_mouth"))
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    page.keyboard.press("Control+s")
    wait_until(page, "return Boolean(await done(files.get('de/05_word_of_mouth.ipynb')));")
    answers.store("05_word_of_mouth.break_even", {"kind": "prediction", "guess": 0.7, "text": "70 %"}, tmp_path)
    kept = json.dumps((tmp_path / answers.FILE).read_text(encoding="utf-8"))
    page.evaluate(FILES % AGE.replace("ANSWERS", kept))

    page.goto(address_of(site, "05_word_of_mouth") + "&scenario=8M26-W")
    page.evaluate("window.older = true")
    news = page.get_by_role("button", name="Neue Version öffnen")
    news.wait_for()
    page.evaluate(FILES % SAVE)
    news.click()
    page.wait_for_function("() => !window.older")  # meanwhile the page goes elsewhere
    assert page.evaluate(FILES % MOVED) == [None, "saved after the page was opened"]
    run_all(page)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.smm-control input')].some(({value}) => /^69/.test(value))"
    )
    question = page.locator(".jp-CodeCell", has=page.get_by_role("button", name=say("predict.lock")))
    question.locator("svg.marks").wait_for()  # the answer came to the newer lesson
    assert "_name" not in " ".join(page.locator("svg.marks").all_text_contents())
    areas = page.locator(".jp-CodeCell", has=page.locator(".smm-control")).all()
    for area in areas:
        if (key := area.locator("button.smm-unlock:visible")).count():
            key.last.click()
            page.wait_for_function(
                "area => !area.querySelector('button.smm-unlock').offsetParent", arg=area.element_handle()
            )
        for control in area.locator(".smm-control").all():
            move(page, area, control)
    areas[0].get_by_role("button", name=say("explore.table")).click()
    areas[0].locator("table").first.wait_for()
    exercise = page.locator(".jp-CodeCell", has=page.get_by_role("button", name=say("check.button"))).first
    exercise.locator(".smm-field input").fill("4,05")
    exercise.locator(".smm-field input").press("Enter")
    wait_until(page, ANSWERED)

    report = page.locator(".jp-CodeCell", has=page.get_by_role("button", name=say("hand_in.button")))
    report.get_by_role("button", name=say("hand_in.button")).click()
    with page.expect_download() as saved:
        report.get_by_text(say("hand_in.download")).click()
    handed_in = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))["answers"]
    assert handed_in["05_word_of_mouth.break_even"]["guess"] == 0.7
    assert handed_in["05_word_of_mouth.ratio"]["verdict"] == "right"
    assert foreign == []
    context.close()
