"""A lesson as slides: every heading begins one, every picture has its own, long texts go on on the next."""

import re
from typing import Any

from smm_lib.course.files import TEACHER, Book
from smm_lib.language import say

FULL = 480  # so many letters can be read from the last row


def as_slides(book: Book) -> Book:
    """Return a handout's notebook with one slide per cell; what is for teachers becomes notes."""
    cells: list[dict[str, Any]] = []
    heading = ""
    for number, cell in enumerate(book["cells"]):
        if TEACHER in cell["metadata"].get("tags", ()):
            cells.append({**cell, "metadata": {"slideshow": {"slide_type": "notes"}}})
            continue
        if "slideshow" in cell["metadata"]:  # goes on the slide before it
            cells.append(cell)
            continue
        if cell["cell_type"] == "markdown":
            texts = paginate("".join(cell["source"]), heading=heading)
            heading = texts[-1].partition("\n")[0] if texts else heading
            made: list[dict[str, Any]] = [{"source": text} for text in texts]
        else:
            made = [{"outputs": outputs} for outputs in _shown(cell["outputs"])]
        for part, change in enumerate(made):
            slide = {"id": f"slide-{number}-{part}", "metadata": {"slideshow": {"slide_type": "slide"}}}
            cells.append({**cell, **change, **slide})
    return {**book, "cells": cells}


def _shown(outputs: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return each picture or page with the line of its settings; lines to write on stay on paper."""
    words = [output for output in outputs if not _seen(output)]
    pages: list[list[dict[str, Any]]] = []
    for output in outputs:
        if "image/png" in output.get("data", {}):
            pages.append([output, *words])
        elif _seen(output):
            cards = split_card("".join(output["data"]["text/html"]))
            pages += [[{**output, "data": {"text/html": card}}] for card in cards]
    return pages


def split_card(html: str, full: int = FULL) -> list[str]:
    """Return a card with many headings, or a long list under one, as several cards under the same title.

    >>> split_card('<div class="c"><b>T</b><h4>A</h4>a<h4>B</h4>b</div>', full=2)
    ['<div class="c"><b>T</b><h4>A</h4>a</div>', '<div class="c"><b>T</b><h4>B</h4>b</div>']
    """
    title, *sections = re.split(r"(?=<h4>)", html.strip().removesuffix("</div>"))
    if not sections:
        return [html]
    short = [part for section in sections for part in _short(section, full)]
    return [f"{title}{card}</div>" for card in _together(short, full)]


def _short(section: str, full: int) -> list[str]:
    """Return a section with a long list as several under the same heading."""
    head, listed, rest = section.partition("<ul>")
    parts = _together(re.findall("<li>.*?</li>", rest, re.DOTALL), full) if listed else []
    return [f"{head}<ul>{part}</ul>" for part in parts] or [section]


def _together(parts: list[str], full: int) -> list[str]:
    """Put parts that follow each other together as long as their letters fit."""
    joined: list[str] = []
    for part in parts:
        if joined and len(re.sub("<[^>]*>", "", joined[-1] + part)) <= full:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _seen(output: dict[str, Any]) -> bool:
    return bool({"image/png", "text/html"} & set(output.get("data", {})))


def paginate(text: str, full: int = FULL, heading: str = "") -> list[str]:
    r"""Return a text as slides: each section apart, each long one in several parts under the same heading.

    A text without a heading goes on under the one before it. Sources are left out: nobody reads them there.

    >>> paginate("# A\none\n## B\ntwo\n\nthree", full=5)
    ['# A\n\none', '## B\n\ntwo', '## B\n\nthree']
    """
    slides = []
    for section in re.split(r"(?m)^(?=#{1,3} )", text):
        head, _, body = section.partition("\n") if section.startswith("#") else (heading, "", section)
        if head.strip("# ") == say("export.sources"):
            continue
        pages = _pages(_blocks(body), full) or [""] * section.startswith("#")
        slides += [f"{head}\n\n{page}".strip() for page in pages]
    return slides


def _blocks(body: str) -> list[str]:
    """Return paragraphs, and the items of lists apart."""
    paragraphs = [block.strip("\n") for block in re.split(r"\n\s*\n", body) if block.strip()]
    tables = [table for block in paragraphs for table in (_tables(block) if block.startswith("|") else [block])]
    return [part for block in tables for part in re.split(r"\n(?=[-*] |\d+\. )", block)]


def _tables(block: str, rows: int = 5) -> list[str]:
    """Return a long table as several under the same head."""
    head, body = block.splitlines()[:2], block.splitlines()[2:]
    return ["\n".join(head + body[start : start + rows]) for start in range(0, max(len(body), 1), rows)]


def _pages(blocks: list[str], full: int) -> list[str]:
    pages: list[str] = []
    for block in blocks:
        if pages and len(pages[-1]) + len(block) <= full:
            item = re.match(r"[-*] |\d+\. ", block) and re.match(r"[-*] |\d+\. ", pages[-1].rpartition("\n")[2])
            pages[-1] += ("\n" if item else "\n\n") + block
        else:
            pages.append(block)
    return pages
