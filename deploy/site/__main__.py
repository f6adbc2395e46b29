"""Build the site: `make site`, `make site PYODIDE=folder`, `make site ADDRESS=https://school.example/smm/`."""

import argparse
import re
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

from deploy.site import browser_edition, glossary, pages, pyodide, rumour, school
from deploy.site.lessons import LANGUAGES, lessons

WORDS = Path(__file__).parent / "words"
OTHER = {"en": "de", "de": "en"}


def build(site, folder=None, address="", *, try_it=True, kept=pyodide.ROOT / "build" / "pyodide"):
    """Write the whole site into a folder, in place of what is there.

    Args:
        site: the folder.
        folder: one with the unpacked distribution of Pyodide, or None.
        address: where the site will stand; the codes for the board lead there. Without it there are none.
        try_it: whether to add the browser edition.
        kept: where Pyodide's files are kept between builds.

    Raises:
        pyodide.NotToBeHad: if they cannot be had; the pages to read are written all the same.
    """
    lost, words = None, read_words()
    with tempfile.TemporaryDirectory(dir=_made(site.parent)) as place:
        new = Path(place) / "site"
        if try_it:
            try:
                pyodide.collect(kept, folder)
                browser_edition.build(new / "try", kept, {language: words[language]["try"] for language in LANGUAGES})
            except pyodide.NotToBeHad as error:
                try_it, lost = False, error
        write_pages(new, address, words, try_it=try_it)
        shutil.rmtree(site, ignore_errors=True)
        new.rename(site)
    if lost:
        raise lost


def read_words():
    """Return the site's own words by language."""
    return {language: tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8")) for language in LANGUAGES}


def write_pages(site, address, words, *, try_it):
    """Write everything that is read: first page, lessons, glossary, what a school asks for."""
    facts = school.facts()

    def about(language, here):
        shared = {"words": words[language], "version": facts["version"], "root": "../", "here": here}
        return {**shared, "language": language, "other": OTHER[language]}

    pages.write_assets(site)
    for name, picture in zip(("rumour", "rumour_still"), rumour.pictures(), strict=True):
        (site / "assets" / f"{name}.svg").write_text(picture, encoding="utf-8")
    pages.write_lessons(site, words, about, address, try_it=try_it)
    for language in LANGUAGES:
        explained = {**about(language, "glossary.html"), "terms": glossary.terms(language)}
        pages.write(site / language / "glossary.html", "glossary.html.j2", **explained)
        for name in school.NAMES:
            html = pages.as_html(school.text(language, name, facts))
            here = about(language, f"{name}.html")
            pages.write(site / language / here["here"], "text.html.j2", **here, title=words[language][name], html=html)
    course = {language: lessons(language) for language in LANGUAGES}
    shared = {"languages": LANGUAGES, "words": words, "version": facts["version"], "try_it": try_it}
    pages.write(site / "index.html", "index.html.j2", **shared, lessons=course)


def address_of(text):
    """Return the site's address as links need it, or "" if none is given; one without http(s) cannot be scanned."""
    if text and not re.match(r"https?://[^/\s]", text):
        raise SystemExit(f"ADDRESS must begin with http(s)://, such as https://school.example/smm/, got {text}")
    return text.rstrip("/") + "/" if text else ""


def _made(folder):
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyodide", help="folder with the unpacked distribution of Pyodide")
    parser.add_argument("--address", default="", help="where the site will stand; without it no QR codes are made")
    asked = parser.parse_args()
    site = pyodide.ROOT / "build" / "site"
    try:
        build(site, asked.pyodide or None, address_of(asked.address))
    except pyodide.NotToBeHad:
        sys.stderr.write(pyodide.HOW + "\n")
    sys.stdout.write(f"{site}\n")
