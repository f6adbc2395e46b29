"""What the lessons ask for: every `check` and `predict` with its numbers, without running what draws charts."""

from functools import cache

from smm_lib.course.files import read_book
from smm_lib.course.question_bank.asked import calls_of
from smm_lib.files import folder
from smm_lib.language import speak, spoken

KINDS = ("check", "predict")


@cache
def asked():
    """Return every question by its kind and key, such as ("check", "05_word_of_mouth.ratio"): what it was made with."""
    language = spoken()
    books = [read_book(path) for path in sorted(folder("notebooks").glob("en/*.ipynb"))]
    calls = [call for book in books for call in calls_of(book, *KINDS)]
    speak(language)
    return {(call.kind, call.key): (call.given, call.named) for call in calls}
