"""The exercises of the course outside a lesson: with anybody's numbers, and answers to them judged again."""

from collections.abc import Iterable
from functools import cache

from smm_lib.answers import Entry
from smm_lib.course.copies import originals
from smm_lib.course.files import Book, read_book
from smm_lib.course.question_bank.asked import calls_of
from smm_lib.language import spoken
from smm_lib.lesson.check import UNSOLVED, Exercise


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
