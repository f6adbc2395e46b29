"""The exercises of the course outside a lesson: with anybody's numbers, with what is expected, and judged again."""

from collections.abc import Iterable, Mapping
from functools import cache

from smm_lib.answers import Entry
from smm_lib.course.copies import originals
from smm_lib.course.files import Book, read_book
from smm_lib.course.question_bank.asked import calls_of
from smm_lib.language import brief, catalogue, say, spoken, unit, written
from smm_lib.lesson.check import UNSOLVED, Exercise

PARTS = ("question", "right", "hint", "solution")


def exercises_in(books: Iterable[Book], seed: str = "") -> dict[str, Exercise]:
    """Return the exercises of some lessons by their keys, with the numbers that belong to a seed."""
    calls = [call for book in books for call in calls_of(book, "check")]
    return {call.key: Exercise(call.key, *call.given, seed=seed, **call.named) for call in calls}


@cache
def exercises_of(lesson: str, language: str) -> dict[str, Exercise]:
    """Return the exercises of one lesson by their keys; their words are those of a language, which must be on."""
    return exercises_in(read_book(path) for path in originals(language) if path.stem == lesson)


def judged_again(key: str, entry: Entry, seed: str) -> Entry:
    """Return an answer with every verdict by the learner's own numbers, if the exercise can be asked with others.

    What an earlier release kept without its number keeps its verdict.
    """
    made = exercises_of(key.partition(".")[0], spoken())[key]
    if made.amounts is None:
        return entry
    made.deal(seed)

    def judged(one: Entry) -> Entry:
        idea = one["verdict"] if one["value"] is None else made.idea(one["value"])
        return {**one, "verdict": "not_yet" if idea in UNSOLVED else idea}

    now = {**judged(entry), "tries": [judged(one) for one in entry["tries"]]}
    made.deal("")
    return {**now, "solved": now["verdict"] == "right"}


def expected(kind: str, question: str, words: Mapping[str, str] = {}) -> list[str]:
    """Return, as a list in Markdown, the answer to a question and what is behind other answers.

    Args:
        kind: how it is asked: "check", "predict", "sketch", "ask", "sort" or "claim".
        question: its name in the catalogue.
        words: the numbers that its messages name, if they name some.

    >>> expected("check", "safe_side")[0]
    '- Worst case: 4 and 12 people. 12 / (4 + 12) = 0.75, so 75%.'
    """
    own = f"{kind}.{question}."
    messages = {
        key.removeprefix(own): say(key, **words) if words else text
        for key, text in catalogue(spoken()).items()
        if key.startswith(own)
    }
    if kind == "claim":
        return [f"- {say('claim.' + messages['ours'])}. {messages['verdict']}"] if "ours" in messages else []
    if kind == "ask" and "answer" in messages:
        right = messages[f"option_{messages['answer']}"]
        ideas = [f"- *{messages[key[:-4]]}* – {text}" for key, text in messages.items() if key.endswith("_why")]
        return [f"- {right} {messages.get('why', '')}", *ideas]
    solution = [f"- {messages['solution']}"] if "solution" in messages else []
    sides = {"low": say("export.too_low"), "high": say("export.too_high")} if kind in ("predict", "sketch") else {}
    others = {name: text for name, text in messages.items() if name not in PARTS}
    return [*solution, *(f"- *{sides.get(name, say('export.instead'))}* {text}" for name, text in others.items())]


def number(value: float, of: str) -> str:
    """Write a number as charts do."""
    return written(brief(value, unit(of)), unit(of))
