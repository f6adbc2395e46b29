"""The grammar of a number as people type it: digits, the marks between them, a fraction, words around it."""

import re
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from babel.numbers import get_decimal_symbol, get_group_symbol

LARGEST = 1e15  # what is larger counts as this: it is out of every range, and can still be written
LONGEST = 1000  # letters that an entry may have


class Typed(NamedTuple):
    """What was typed, taken apart.

    Attributes:
        value: the number, or the first part divided by the second.
        between: what stands between the parts of a fraction, such as "/", ":" or "out of"; "" if there is one number.
        words: the words and signs before and behind it, in small letters, without the endings of plurals.
        decimals: whether there is a decimal mark.
    """

    value: float
    between: str
    words: tuple[str, ...]
    decimals: bool


def parse(text: str, language: str) -> Typed | None:
    """Take a typed number apart as `language` writes it, or return nothing if there is none, or more than a fraction.

    Thousands may stand apart by the language's mark, a space or an apostrophe, but then in groups of three. A letter
    with an equals sign before the number is its name.

    Args:
        text: what was typed, of any length.
        language: "en" or "de".

    >>> parse("about 1 234.5 people", "en")
    Typed(value=1234.5, between='', words=('about', 'peopl'), decimals=True)
    >>> parse("4,05 zu 1", "de").value, parse("4,05", "en"), parse("1/3 %", "en").words
    (4.05, None, ('%',))
    >>> parse("n = 40", "en").value, parse("½", "de").value, parse("2½", "en")
    (40.0, 0.5, None)
    """
    plain = _plain(text)
    found = re.search(r"(?:(?<![^ +-])[.,])?\d(?:.*\d)?", plain, re.ASCII)
    around = re.fullmatch(r"([-+]?) ?(.*?)([-+]?)", plain[: found.start()]) if found else None
    if not found or not around or (around[1] and around[3]) or len(text) > LONGEST:
        return None
    first, between, second = [*re.split(r" ?(/|:|[^\W\d_]+(?: [^\W\d_]+)?) ?", found[0], maxsplit=1), "", "1"][:3]
    if not (_number(language).fullmatch(first) and _number(language).fullmatch(second)):
        return None
    divisor = _value(second, language)
    if not divisor:
        return None
    value = min(_value(first, language) / divisor, LARGEST) * (-1 if "-" in around.groups() else 1)
    words = _words(f"{around[2]} {plain[found.end() :]}")
    return Typed(value, between, words, get_decimal_symbol(language) in found[0])


def several(text: str) -> bool:
    """Return whether signs leave more than one number open: a bound, two ends, a number with a margin.

    >>> several("> 40"), several("40-50"), several("40+"), several("40 ± 2"), several("-40")
    (True, True, True, True, False)
    """
    signs = r"[<>≤≥±]|\+/-|\d ?%? ?(?:-|[–—~]|\.{2,}|…) ?\d|\d ?%? ?\+$"
    return bool(re.search(signs, _plain(text), re.ASCII))


def stems(text: str) -> frozenset[str]:
    """Return the words of a text without the endings of plurals: "Hours", "hour" and "Stunde", "Stunden" are the same.

    >>> sorted(stems("Hours of work")), stems("Stunden") == stems("stunde")
    (['hour', 'of', 'work'], True)
    """
    return frozenset(_words(text.casefold()))


def _plain(text: str) -> str:
    """Return what was typed in small letters and on one line, with the signs of a number in one form each."""
    plain = " ".join(text[:LONGEST].split()).replace("−", "-").casefold()  # no run of blanks is left to try out
    plain = re.sub(r"(?<=\d)[.,][-–](?!\d)", "", plain)  # 100,- is a price without cents
    plain = re.sub(r"^[^\W\d_] ?= ?", "", plain)
    return re.sub("[¼-¾⅓-⅞]", lambda sign: f" {normalize('NFKC', sign[0])}".replace("⁄", "/"), plain).strip()


def _words(text: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W\d_]+|[^ .,:;!()_\[\]\"'“”„»«…]", re.sub(r"-(?=[^\W\d_])", " ", text))
    return tuple(re.sub(r"(?<=...)[nes]+$", "", word) for word in words)


@cache
def _number(language: str) -> re.Pattern[str]:
    group, decimal = re.escape(get_group_symbol(language)), re.escape(get_decimal_symbol(language))
    return re.compile(rf"(?:[1-9]\d{{0,2}}(?:([{group}'’ ])\d{{3}})(?:\1\d{{3}})*|\d+)?(?:{decimal}\d+)?", re.ASCII)


def _value(digits: str, language: str) -> float:
    whole, _, decimals = digits.partition(get_decimal_symbol(language))
    return min(float(f"{re.sub(r'[^0-9]', '', whole)}.{decimals}0"), LARGEST)
