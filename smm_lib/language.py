"""Which language is on, what a name is called in it, and how numbers are written and read in it.

Everything a learner reads comes from `messages/<language>/*.toml` or from the text of the notebook.
"""

import math
import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from decimal import ROUND_HALF_UP, Context, localcontext
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel.numbers import format_decimal

from smm_lib.numbers import Typed, parse, several, stems

LANGUAGES = ("en", "de")
FOLDER = Path(__file__).parent / "messages"
UNITS = {"percent": 100.0, "percent_gap": 100.0}  # shown = stored x factor
MANY = {"thousand": 1e3, "million": 1e6, "billion": 1e9}  # what k, million and the like make of a number
DIGITS = 3  # significant ones in a chart: nobody reads or hears more
FOUR = (1000, 10_000)  # numbers of four digits are short enough as they are

_spoken = "en"


class Unreadable(ValueError):
    """What the learner typed is not a number in the language that is on."""


def speak(language: str) -> None:
    """Switch everything the learner reads to `language`.

    Args:
        language: "en" or "de".

    Raises:
        ValueError: if the course does not speak that language.

    >>> speak("de"); written(1234.5)
    '1.234,5'
    >>> speak("en"); written(1234.5)
    '1,234.5'
    """
    global _spoken
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, got {language!r}")
    _spoken = language


def spoken() -> str:
    """Return the language that is on: "en" or "de"."""
    return _spoken


def preferred(environment: Mapping[str, str] = os.environ) -> str:
    """Return the learner's language: LANG_COURSE if set, else the locale's, else English.

    >>> preferred({"LANG": "de_AT.UTF-8"}), preferred({"LANG_COURSE": "en", "LANG": "de_DE"}), preferred({})
    ('de', 'en', 'en')
    """
    for name in ("LANG_COURSE", "LC_ALL", "LC_MESSAGES", "LANG"):
        language = environment.get(name, "")[:2].lower()
        if language:
            return language if language in LANGUAGES else "en"
    return "en"


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return every message of a language, flat: "label.customers" -> "Customers".

    Raises:
        ValueError: if two files of the language define the same key.
    """
    messages: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        for key, text in _flat(tomllib.loads(file.read_text(encoding="utf-8"))):
            if key in messages:
                raise ValueError(f"{file.name} defines {key} a second time")
            messages[key] = text
    return messages


def _flat(tree: Mapping[str, Any], path: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for name, branch in tree.items():
        key = f"{path}{name}"
        pairs += _flat(branch, f"{key}.") if isinstance(branch, dict) else [(key, branch)]
    return pairs


def known(key: str) -> bool:
    """Return whether the language that is on has a message of that name."""
    return key in catalogue(_spoken)


def say(key: str, **values: object) -> str:
    """Return a message with its values written in the language that is on.

    Args:
        key: its place in the catalogue, such as "explore.reset".
        values: what the message's {names} stand for; numbers are written in the language.

    Raises:
        KeyError: if the language has no such message.

    >>> say("explore.changed_to", name="A", value=1234)
    'A: 1,234'
    """
    shown = {n: written(v) if isinstance(v, int | float) else str(v) for n, v in values.items()}
    return Formatter().vformat(catalogue(_spoken)[key], (), shown)


@cache
def quantities() -> dict[str, dict[str, Any]]:
    """Return what is known about every name: its unit and, if it is a control, its range."""
    return tomllib.loads((Path(__file__).parent / "quantities.toml").read_text(encoding="utf-8"))


def asked(name: str) -> tuple[float, float]:
    """Return between which ends an answer about a quantity must lie: its own, else those of the control of that name.

    >>> asked("satisfied")
    (0, 1)
    """
    about = quantities().get(name, {})
    low, high = about.get("asked", (about.get("low", -1e12), about.get("high", 1e12)))
    return low, high


def unit(name: str) -> str:
    """Return the unit of a parameter or column, such as "percent", or ""; a range's ends have the unit of its name."""
    whole = name.removesuffix("_low").removesuffix("_high")
    return str(quantities().get(whole, {}).get("unit", ""))


def is_ratio(name: str) -> bool:
    """Return whether a quantity compares two amounts of one kind, so that 0.4 may be typed as 40%, 2/5 or 2 : 5."""
    return unit(name) == "times" or bool(quantities().get(name, {}).get("ratio"))


def label(name: str, column: str = "") -> str:
    """Return what a parameter, column or value is called: "satisfied" -> "Satisfied customers".

    A value of a column whose name begins with own_ is a learner's own word and stays as it is.
    """
    return name if column.startswith("own_") else catalogue(_spoken).get(f"label.{name}", name)


def written(value: float, unit: str = "", *, sign: bool = True) -> str:
    """Write a number as the language does, with its unit and six significant digits at the most; cents have two.

    Args:
        value: the number as models know it (a share is 0..1).
        unit: "percent", a key of the catalogue's [unit] table, or nothing; a "year" has no thousands separator.
        sign: whether the unit is written too.

    >>> written(0.125, "percent"), written(4050), written(14.142135), written(2012, "year"), written(17.5, "eur")
    ('12.5%', '4,050', '14.1421', '2012', '€17.50')
    """
    shown = float(f"{value * UNITS.get(unit, 1):.6g}") + 0.0  # no minus before a zero
    cents = unit == "eur" and shown % 1 and abs(shown) >= 0.1
    pattern = f"{'0' if unit == 'year' else '#,##0'}.{'00' if cents else '######'}"
    with localcontext(prec=400):  # so that the largest number there is can be written, too
        text = format_decimal(shown, pattern, locale=_spoken).replace("-", "−")
    return say(f"unit.{unit}", number=text) if unit and sign else text


def brief(value: float, unit: str = "", *, digits: int = 4) -> float:
    """Round a number as charts, their tables and their words show it, so that all three say the same.

    Three significant digits are left, of numbers from 1,000 to 9,999 all four. People are whole (below one, a single
    digit is left); years stay as they are; euros below 100 keep their cents.

    Args:
        value: the number as models know it.
        unit: as in `written`.
        digits: significant digits at most, where people and years have no rule of their own.

    >>> brief(648.8, "people"), brief(0.285714, "percent"), brief(370.52, "eur"), brief(75_752, "people"), brief(1484.2)
    (649.0, 0.286, 371.0, 75800.0, 1484.0)
    """
    large = abs(value)
    if unit == "people" and 1 <= large < FOUR[1]:
        return float(round(value))
    if unit == "people" and large < 1:
        digits = 1
    elif unit == "year":
        digits = 4
    four = FOUR[0] <= large < FOUR[1] or (unit == "eur" and 1 <= large < 100)
    return significant(value, min(digits, 4 if four else DIGITS))


def significant(value: float, digits: int) -> float:
    """Round to so many significant digits as one learns it at school: half up.

    >>> significant(2925, 3), significant(0.04725, 3)
    (2930.0, 0.0473)
    """
    return float(Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(repr(float(value))))


def read(text: str, unit: str = "", name: str = "", within: tuple[float, float] | None = None) -> float:
    """Read a number as people type it, in the language that is on; nothing is guessed.

    Its unit and the words of what is asked may stand beside it, thousands may stand apart by a space, and a fraction
    such as 1/3 counts. "1,5" is 1.5 in German and asked about in English, and so are 100k, "> 40" and "40-50".

    Args:
        text: what the learner typed.
        unit: the unit the number is in, as in `written`.
        name: the quantity it is a number of; words of its label, and of `[typed]` in the catalogue, are taken.
        within: lowest and highest number of use here. Where "1.225" could be 1,225 from another language, or 0.5
            without a sign 50%, and that lies in this range, it is asked about. Left out, nothing readable is.

    Raises:
        Unreadable: with one sentence in the learner's language, often a question.

    >>> read("69 %", "percent"), read("1,234.5"), read("13 807 people", "people"), read("4.05 : 1", name="ratio")
    (0.69, 1234.5, 13807.0, 4.05)
    """
    typed, foreign = (parse(text, language) for language in sorted(LANGUAGES, key=lambda name: name != _spoken))
    here, there = _meant(typed, unit, name), _meant(foreign, unit, name)
    if typed is None or here is None:
        full, open_ended = _in_full(text, unit, name), several(text) or bool(_words("several") & stems(text))
        fits = {
            "number.meant": there is not None,
            "number.in_full": full is not None,
            "number.several": open_ended,
            "number.unreadable": True,
        }
        number = next((other for other in (there, full) if other is not None), 0)
        key = next(key for key, fit in fits.items() if fit)
        raise Unreadable(say(key, text=text.strip()[:40], number=written(number, unit)))
    low, high = within or (math.inf, -math.inf)
    bare = unit == "percent" and abs(here) < 0.01 and not typed.between and not _words("percent") & {*typed.words}
    unsure = typed.decimals or not low <= here <= high
    for key, other in ("number.share", 100 * here if bare else here), ("number.which", there if unsure else here):
        if other is not None and other != here and low <= other <= high:
            numbers = {"number": written(here, unit), "other": written(other, unit)}
            raise Unreadable(say(key, text=text.strip()[:40], **numbers))
    return here


def _meant(typed: Typed | None, unit: str, name: str) -> float | None:
    """Return the number in the model's unit, or nothing if what stands beside it may change it."""
    if typed is None:
        return None
    ratio, words = unit == "times" or is_ratio(name), {*typed.words}
    percent = _words("percent") if ratio or unit == "percent" else frozenset()
    own = _words(unit) | _words(name) | percent | stems(label(name)) | (_words("times") if ratio else frozenset())
    counted = unit == "people" or (name and not unit) or words & own or typed.between
    things = _words("things") if counted else frozenset()
    between = {"/"} | ({":"} | _words("to") if ratio else set()) | (_words("of") if percent else frozenset())
    if words - own - things - _words("around") or {*typed.between.split()} - between:
        return None
    signs = [word for word in typed.words if word in percent]
    per_cent = bool(signs) or (unit == "percent" and not typed.between)
    return None if len(signs) > 1 else typed.value / 100**per_cent


def _in_full(text: str, unit: str, name: str) -> float | None:
    """Return the number that 100k, 2.5 million or 1e5 stand for, or nothing; it is asked about, never taken."""
    power = re.fullmatch(r"(.*\d)e\+?(\d{1,2})", text.strip().casefold(), re.ASCII)
    typed = parse(power[1] if power else text, _spoken)
    for key, size in MANY.items():
        if typed and not power and _words(key) & {*typed.words}:
            rest = tuple(word for word in typed.words if word not in _words(key))
            return _meant(typed._replace(value=typed.value * size, words=rest), unit, name)
    return _meant(typed._replace(value=typed.value * 10.0 ** int(power[2])), unit, name) if power and typed else None


def _words(key: str) -> frozenset[str]:
    return stems(catalogue(_spoken).get(f"typed.{key}", ""))


def in_any_language(text: str, unit: str = "") -> float | None:
    """Return what a number means if it is not known in which language it was typed; None if that makes a difference.

    >>> in_any_language("50 %", "percent"), in_any_language("1,200")
    (0.5, None)
    """
    before, meant = _spoken, set()
    try:
        for language in LANGUAGES:
            speak(language)
            with suppress(Unreadable):
                meant.add(read(text, unit))
    finally:
        speak(before)
    return meant.pop() if len(meant) == 1 else None


def refusal(error: Exception, otherwise: str = "explore.failed") -> str:
    """Say in the learner's language what went wrong: a model's refusal by its rule, anything else plainly.

    Args:
        error: what was raised.
        otherwise: the key of the message for what has no sentence of its own.

    >>> from smm_lib.models.bounds import Refused
    >>> refusal(Refused("n", "between", 7, low=0, high=1))
    'n must be a number from 0 to 1, but it was 7.'
    """
    if isinstance(error, Unreadable):
        return str(error)
    name, rule = getattr(error, "name", None), getattr(error, "rule", None)
    if rule and known(f"refused.{rule}"):
        parts = {"value": getattr(error, "value", ""), **getattr(error, "limits", {})}
        return say(
            f"refused.{rule}", name=label(str(name)), **{key: _plainly(p, str(name)) for key, p in parts.items()}
        )
    return say(otherwise)


def _plainly(part: object, name: str) -> str:
    finite = isinstance(part, int | float) and not isinstance(part, bool) and math.isfinite(part)
    return written(part, unit(name)) if finite else str(part)[:60]  # type: ignore[arg-type]
