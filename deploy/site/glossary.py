"""The course's terms, as its own catalogues name and explain them, and links from the lessons to them."""

import re
import tomllib
from functools import cache
from html import escape

from deploy.site.lessons import lessons
from smm_lib.language import catalogue

ASIDE = re.compile(r"(<(?:a|h[1-6]|code|strong|em|table)\b.*?</(?:a|h[1-6]|code|strong|em|table)>|<[^>]+>)", re.S)
LETTERS = 5  # shorter words mean too many things


@cache
def terms(language):
    """Return every term that is explained: name -> (term, explanation, lessons in which it is one), by alphabet."""
    words = catalogue(language)
    names = {key.removeprefix("help.") for key in words if key.startswith("help.")}
    found = {n: (words[f"label.{n}"], words[f"help.{n}"], _used(language, n)) for n in names if f"label.{n}" in words}
    return dict(sorted(found.items(), key=lambda item: (_plain(item[1][0]), item[0])))


def _plain(term):
    """Return a term as dictionaries sort it: ä beside a."""
    return term.casefold().translate(str.maketrans("äöüé", "aoue")).replace("ß", "ss")


@cache
def _words_of(language, lesson):
    from smm_lib import language as ground

    path = ground.__file__.rpartition("language.py")[0] + f"messages/{language}/{lesson}.toml"
    with open(path, "rb") as file:  # noqa: PTH123
        return set(tomllib.load(file).get("help", {}))


def _used(language, name):
    return [lesson for lesson in lessons(language) if name in _words_of(language, lesson.name)]


def of_lesson(language, lesson):
    """Return the terms that a lesson explains: what it is called -> its name in the glossary."""
    own = _words_of(language, lesson)
    return {term: name for name, (term, _, _) in terms(language).items() if name in own and len(term) >= LETTERS}


class Linker:
    """Links a term to the glossary where a lesson's text uses it first; never in headings, links, names or tables.

    >>> Linker({"Market share": "market_share"})("<p>A market share. The market share.</p>")
    '<p>A <a class="term" href="glossary.html#market_share">market share</a>. The market share.</p>'
    """

    def __init__(self, terms):
        self.left = dict(terms)

    def __call__(self, html):
        """Return the text with its links."""
        return "".join(part if part.startswith("<") else self._linked(part) for part in ASIDE.split(html))

    def _linked(self, text):
        places = []
        for term in sorted(self.left, key=len, reverse=True):
            found = re.search(rf"(?<!\w){re.escape(escape(term))}(?!\w)", text, re.I)
            if found and not any(start < found.end() and found.start() < end for start, end, _ in places):
                places.append((*found.span(), self.left.pop(term)))
        for start, end, name in sorted(places, reverse=True):
            text = f'{text[:start]}<a class="term" href="glossary.html#{name}">{text[start:end]}</a>{text[end:]}'
        return text
