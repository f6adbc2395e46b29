"""Long texts and cards in pieces that can be read from the last row."""

import re

from smm_lib.language import say

FULL = 480  # letters on a slide


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
