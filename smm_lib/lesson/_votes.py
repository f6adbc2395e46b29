"""A prediction as a short code that can be called out in class: which question, which vote, and how much."""

import math
import re
import zlib

from smm_lib.language import asked
from smm_lib.lesson._scenario import ALIKE, NotACode, number_of, signs_of

PLACES = (
    1023  # steps between the ends of what may be predicted; the code has four signs, two bits of five for the check
)
FEW = 1000  # times the lower end: beyond that, steps are proportional


def code_of(key: str, of: str, guess: float, vote: int) -> str:
    """Return the code of a prediction: four signs, none of them easily confused.

    Args:
        key: lesson and question, such as "05_word_of_mouth.break_even".
        of: the quantity that is predicted.
        guess: how much, in the model's unit.
        vote: 1, or 2 after the class has talked about it.

    >>> votes_in("05_word.share", "satisfied", code_of("05_word.share", "satisfied", 0.7, 2))
    ([(2, 0.7)], [])
    """
    number = 2 * round(PLACES * _share(of, guess)) + (vote - 1)
    return signs_of(number << 9 | _check(key, number)).rjust(4, "0")


def votes_in(key: str, of: str, text: str) -> tuple[list[tuple[int, float]], list[str]]:
    """Return which vote (1 or 2) and how much each code in a text says, and what in it is no code of this question.

    Args:
        key: lesson and question.
        of: the quantity that was predicted.
        text: codes as they were called out, apart by blanks, commas or lines.
    """
    found, wrong = [], []
    for word in re.split(r"[\s,;]+", text.strip())[:5000]:
        try:
            said, check = divmod(number_of(word.upper().translate(ALIKE)), 512)
        except NotACode:
            said, check = 0, -1
        if len(word) == 4 and check == _check(key, said):
            found.append((1 + said % 2, _amount(of, (said // 2) / PLACES)))
        elif word:
            wrong.append(word[:20])
    return found, wrong


def _check(key: str, number: int) -> int:
    return zlib.crc32(f"{key}:{number}".encode()) % 512


def _share(of: str, guess: float) -> float:
    low, high = asked(of)
    if _wide(of):
        return math.log1p(max(guess, 0)) / math.log1p(high)
    return (guess - low) / (high - low)


def _amount(of: str, share: float) -> float:
    low, high = asked(of)
    amount = math.expm1(share * math.log1p(high)) if _wide(of) else low + share * (high - low)
    return float(f"{amount:.3g}")


def _wide(of: str) -> bool:
    low, high = asked(of)
    return low >= 0 and high > FEW
