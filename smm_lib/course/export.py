"""Hand a lesson out: as a notebook, a page, a sheet to print or slides; nothing in it needs the internet."""

import base64
import hashlib
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from smm_lib.answers import seed_of
from smm_lib.course.browser import find_browser
from smm_lib.course.editions import answers_held, edition, for_the_wall, way_in, with_way_in
from smm_lib.course.explorers import explorers_of
from smm_lib.course.files import Book, Impossible, for_students, read_book, title, written_book
from smm_lib.course.paper import on_paper, printed
from smm_lib.course.question_bank import BANKS, question_bank
from smm_lib.course.sheet import sheet
from smm_lib.course.slides import Held, as_slides
from smm_lib.display import CHART
from smm_lib.files import read_regular, write_whole
from smm_lib.language import say, speak, spoken

PAGE = Path(__file__).parent / "page"
ENDS = {
    "ipynb": ".ipynb", "html": ".html", "pdf": ".pdf", "slides": "_slides.html", "sheet": "_sheet.pdf",
    "moodle": ".xml", "gift": ".txt",
}  # fmt: skip


def export(
    lesson: Path, reader: str, form: str, target: Path, *, name: str = "", variants: int = 0, address: str = ""
) -> Path:
    """Write an edition of a lesson into a folder and return the file.

    Args:
        lesson: a notebook of the course.
        reader: "student", or "teacher" with the plan first and what is expected under each question. Slides are seen
            by the whole class: a teacher's have the answers as notes, shown by the key N, and a link to the lesson.
            Questions come with their answers.
        form: "ipynb", "html", "pdf", "slides", "sheet" (one page to sketch and answer on), or for a learning platform
            "moodle" (XML) or "gift".
        target: the folder, made if it is not there.
        name: whose numbers the exercises have, as if it had been typed on the start page; it stands in the file's name.
        address: of the course's site: then a link and a QR code by which students start the lesson stand at its head.
        variants: for a platform, how many times an exercise is asked with other numbers, too.

    Raises:
        NoQuestions: if a platform is meant and the lesson asks nothing that it can judge.
        Impossible: if the address is none that can be scanned, or a PDF is asked for and no Chromium, Chrome or Edge is
            installed.
        OSError: if the folder cannot be written.
    """
    book = read_book(lesson)
    before = spoken()
    speak(book["metadata"]["smm"]["language"])
    try:
        way, seed = way_in(lesson.stem, address), seed_of(name)
        whose = reader + re.sub(r"\W+", "_", f" {name}".rstrip())[:80]
        content: str | bytes
        if form in BANKS:
            content, whose = question_bank(book, form, variants), f"questions_{spoken()}"
        elif form == "slides":
            held = answers_held(book) if reader == "teacher" else {}
            content = _page(for_the_wall(book, reader, lesson.stem, way), form, held)
        elif form == "ipynb":
            content = written_book(with_way_in(edition(book, reader, seed), way))
        else:
            shown = sheet(for_students(book), seed) if form == "sheet" else _sheets(edition(book, reader, seed), reader)
            page = _page(with_way_in(shown, way), "html")
            content = page if form == "html" else _as_pdf(page)
    finally:
        speak(before)
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{lesson.stem}_{whose}{ENDS[form]}"
    write_whole(path, content)
    return path


def names_in(file: Path | None) -> list[str]:
    """Return the names of a class, one a line in a file; without a file the one edition that is for everybody."""
    if file is None:
        return [""]
    lines = read_regular(file, 100_000).decode("utf-8-sig", "replace").splitlines()
    return list(dict.fromkeys(name for line in lines if (name := line.strip()[:200]))) or [""]


def _page(book: Book, form: str, held: Mapping[str, Held] = {}) -> str:
    import nbformat
    from nbconvert.exporters import HTMLExporter, SlidesExporter

    template, kind = ("handout", HTMLExporter) if form == "html" else ("slides", SlidesExporter)
    places = {f"extra_template_{where}": [str(PAGE)] for where in ("basedirs", "paths")}
    exporter = kind(template_name=template, exclude_input=True, **places)
    shown = book if form == "html" else as_slides(printed(_whole(book)), explorers_of(book), held)
    notebook = nbformat.from_dict(shown)
    text, _ = exporter.from_notebook_node(notebook, resources={"page": _parts(book, template)})
    return str(text)


def _sheets(book: Book, reader: str) -> Book:
    """Return what a handout shows: the student's as sheets for a pencil, the teacher's as the lesson has it."""
    whole = _whole(book)
    return on_paper(whole, explorers_of(whole)) if reader == "student" else printed(whole)


def _whole(book: Book) -> Book:
    """Return the notebook with every text in one piece, as nbconvert wants it; of charts only pictures and words."""
    import nbformat

    whole: Book = nbformat.reads(json.dumps(book), as_version=4)
    for output in (output for cell in whole["cells"] for output in cell.get("outputs", ())):
        output.get("data", {}).pop(CHART, None)
    return whole


def _parts(book: Book, template: str) -> dict[str, Any]:
    """Return what the page carries with it; its policy lets it load nothing and run these scripts only."""
    slides = template == "slides"
    styles = ["reveal.css", "page.css", "slides/slides.css"] if slides else ["page.css", "handout/handout.css"]
    formulas = any("$" in "".join(cell["source"]) for cell in book["cells"])
    scripts = ["temml.min.js", "formulas.js"] * formulas + ["reveal.js", "slides/start.js"] * slides
    texts = [(PAGE / name).read_text(encoding="utf-8") for name in scripts]
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(t.encode()).digest()).decode()}'" for t in texts)
    allowed = hashes or "'none'"
    return {
        "language": spoken(),
        "title": escape(title(book)),
        "styles": [(PAGE / name).read_text(encoding="utf-8") for name in styles],
        "scripts": texts,
        "policy": f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src {allowed}",
    }


def _as_pdf(page: str) -> bytes:
    """Return a page as the browser prints it."""
    browser = find_browser()
    if browser is None:
        raise Impossible(say("export.no_browser"))
    with tempfile.TemporaryDirectory() as place:
        source, printed = Path(place) / "page.html", Path(place) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        options = ["--headless", "--disable-gpu", "--no-pdf-header-footer", f"--user-data-dir={place}/profile"]
        options += ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [browser, *options, f"--print-to-pdf={printed}", source.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
        return printed.read_bytes()
