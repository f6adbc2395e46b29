"""Pages to read: each lesson as its stored notebook has it, drawn by the site's own scripts, with no answer in it."""

import base64
import csv
import io
import json
import re
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from deploy.site import glossary
from deploy.site.lessons import LANGUAGES, lessons
from smm_lib.course.export import PAGE
from smm_lib.display import CHART

HERE = Path(__file__).parent
ASSETS = ["site.css", "draw.js", "icon.svg"]
TEMPLATES = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
    lstrip_blocks=True,
)  # fmt: skip


def write(target, template, **values):
    """Write one page from its template."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(TEMPLATES.get_template(template).render(**values), encoding="utf-8")


def write_assets(site):
    """Put what all pages share into the folder `assets`: the look, the script that draws, Vega itself."""
    import vl_convert

    folder = site / "assets"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ASSETS:
        (folder / name).write_bytes((HERE / "assets" / name).read_bytes())
    for name in ("temml.min.js", "formulas.js"):
        (folder / name).write_bytes((PAGE / name).read_bytes())
    (folder / "vega.js").write_text(vl_convert.javascript_bundle(vl_version="5.8"), encoding="utf-8")


def write_lessons(site, words, about, address, *, try_it):
    """Write the pages of all lessons, in all languages, with their pictures, charts and board codes.

    Args:
        site: the folder of the site.
        words: the site's own words by language.
        about: what every page is told.
        address: where the site will stand, for the codes on the board; "" for none.
        try_it: whether the browser edition is part of the site.
    """
    for language in LANGUAGES:
        course = lessons(language)
        for place, lesson in enumerate(course):
            terms = glossary.of_lesson(language, lesson.name)
            parts, charts = body(lesson, site / language, words[language], terms)
            script = f"drawAll({json.dumps(charts, ensure_ascii=False)});\n"
            (site / language / f"{lesson.name}.js").write_text(script, encoding="utf-8")
            page = f"{address}{language}/{lesson.name}.html" if address else ""
            if page:
                code = str(site / language / f"{lesson.name}.svg")
                segno.make(page).save(code, scale=8, border=2, title=page, light="white")
            write(
                site / language / f"{lesson.name}.html",
                "lesson.html.j2",
                **about(language, f"{lesson.name}.html"),
                lesson=lesson, parts=parts, board=page, charts=bool(charts), try_it=try_it,
                formulas="$" in json.dumps([cell["source"] for cell in lesson.cells]),
                before=course[place - 1] if place else None,
                after=course[place + 1] if place + 1 < len(course) else None,
            )  # fmt: skip


def body(lesson, folder, words, terms):
    """Return a lesson as pieces of a page, and the specifications of its charts; its pictures are written."""
    parts, charts = [], []
    (folder / "pictures").mkdir(parents=True, exist_ok=True)
    linked, shown = glossary.Linker(terms), None
    for cell in lesson.cells:
        if cell["cell_type"] == "markdown":
            parts.append({"kind": "text", "html": linked(as_html("".join(cell["source"])))})
        for output in cell.get("outputs", ()):
            data = {kind: "".join(v) if isinstance(v, list) else v for kind, v in output["data"].items()}
            if CHART in data:
                picture = f"pictures/{lesson.name}_{len(charts) + 1}.png"
                (folder / picture).write_bytes(base64.b64decode(data["image/png"]))
                parts.append({"kind": "chart", "picture": picture, "alt": data["text/plain"], "number": len(charts)})
                parts[-1]["cell"] = cell["id"] if cell is not shown else ""  # links lead to its first chart
                shown = cell
                charts.append(plain(data[CHART]))
            else:
                parts.append(_said(data, output["metadata"].get("smm", {}).get("paper"), words))
    return parts, charts


def _said(data, paper, words):
    """Return the piece for an output without a chart: a card, a question, the twin tables, or where controls stand."""
    text = data.get("text/plain", "")
    if "text/html" in data:
        return {"kind": "card", "html": data["text/html"]}
    if paper:
        return {"kind": "asked", "text": paper.rstrip(" _")}
    if text.startswith(words["controls"]):
        settings = text.removeprefix(words["controls"]).partition(words["asleep"])[0].strip(" .–")
        return {"kind": "controls", "settings": settings.split("; ")}
    return {"kind": "tables", "tables": tables(text)} if " | " in text else {"kind": "nothing"}


def as_html(text):
    """Return Markdown as HTML: headings without JupyterLab's anchors, links that lead to the lessons' pages."""
    html = re.sub(r'<a class="anchor-link"[^>]*>.*?</a>', "", markdown2html_mistune(text))
    html = re.sub(r'href="(\d\d_\w+)\.ipynb', r'href="\1.html', html)
    return html.replace("<table>", '<div class="wide" tabindex="0"><table>').replace("</table>", "</table></div>")


def plain(spec):
    """Return a specification that a page can draw without evaluating text: tables as rows instead of CSV."""
    sets = dict(spec.get("datasets", {}))
    drawn = {key: _with_rows(part, sets) for key, part in spec.items() if key not in ("datasets", "$schema")}
    return {**drawn, "datasets": sets}


def _with_rows(tree, sets):
    """Turn every table of CSV that a part of a specification names into rows, and leave its format out."""
    if isinstance(tree, list):
        return [_with_rows(branch, sets) for branch in tree]
    if not isinstance(tree, dict):
        return tree
    name = tree.get("name")
    if name not in sets or "format" not in tree:
        return {key: _with_rows(branch, sets) for key, branch in tree.items()}
    if isinstance(sets[name], str):
        parsed = tree["format"]["parse"]
        rows = csv.DictReader(io.StringIO(sets[name]))
        sets[name] = [{k: (float(v) if v else None) if k in parsed else v for k, v in row.items()} for row in rows]
    return {"name": name}


def tables(text):
    """Return the twin tables of charts, written as lines with bars between the cells, as lists of rows."""
    blocks = [block.splitlines() for block in text.split("\n\n")]
    return [[line.split(" | ") for line in block] for block in blocks if " | " in block[0]]
