"""A scenario as a short code that a teacher can write on the board: which controls were moved, and where to."""

import zlib
from collections.abc import Sequence
from itertools import compress

from smm_lib.lesson._controls import Control

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing to confuse, no words
ALIKE = str.maketrans("ILO", "110", "- \u00a0")
USUAL = "0123456789ABCDEFGHIJKLMNOPQRSTUV"  # the digits of base 32 that Python and numpy know


class NotACode(ValueError):
    """The text is not a scenario code of these controls."""


def encode(controls: Sequence[Control]) -> str:
    """Return the code of the controls' present values, such as "7K2-4D".

    Only controls that left their default take space. Two check digits catch typing slips and codes of other charts.
    """
    moved = [control.value != control.default for control in controls]
    number, size = sum(bit << place for place, bit in enumerate(moved)), 1 << len(controls)
    for control in compress(controls, moved):
        number += size * control.position()
        size *= control.positions
    code = signs_of(number) + signs_of(_check(controls, number)).rjust(2, "0")
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def decode(controls: Sequence[Control], text: str) -> list[object]:
    """Return the value that a code gives each control; a name before it, as on the board ("Luck: 3HJR"), is left out.

    Raises:
        NotACode: if it is mistyped, or belongs to other controls.
    """
    code = text.rpartition(":")[2].upper().translate(ALIKE)
    if not 3 <= len(code) <= 40:
        raise NotACode(text)
    number = number_of(code[:-2])
    if _check(controls, number) != number_of(code[-2:]):
        raise NotACode(text)
    number, moved = divmod(number, 1 << len(controls))
    values = []
    for place, control in enumerate(controls):
        value = control.default
        if moved >> place & 1:
            number, position = divmod(number, control.positions)
            try:
                value = control.at(position)
            except ValueError:
                raise NotACode(text) from None
        values.append(value)
    if number:
        raise NotACode(text)
    return values


def _check(controls: Sequence[Control], number: int) -> int:
    form = ",".join(f"{c.name}{c.positions}{c.default}" for c in controls)
    return zlib.crc32(f"{form}:{number}".encode()) % 1024


def signs_of(number: int) -> str:
    """Return a number in base 32.

    >>> signs_of(1023), number_of("ZZ")
    ('ZZ', 1023)
    """
    import numpy as np

    return np.base_repr(number, 32).translate(str.maketrans(USUAL, DIGITS))


def number_of(signs: str) -> int:
    """Return the number that signs stand for.

    Raises:
        NotACode: if there is another sign among them, or none.
    """
    if not signs or set(signs) - set(DIGITS):
        raise NotACode(signs)
    return int(signs.translate(str.maketrans(DIGITS, USUAL)), 32)
