"""A scenario as a short code that a teacher can write on the board: which controls were moved, and where to."""

import zlib
from collections.abc import Sequence

from smm_lib.lesson._controls import Control

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing to confuse, no words
ALIKE = str.maketrans("ILO", "110", "- \u00a0")


class NotACode(ValueError):
    """The text is not a scenario code of these controls."""


def encode(controls: Sequence[Control]) -> str:
    """Return the code of the controls' present values, such as "7K2-4D".

    Only controls that left their default take space. Two check digits catch typing slips and codes of other charts.
    """
    number, size = 0, 1
    for control in controls:
        moved = control.value != control.default
        number += size * moved
        size *= 2
    for control in controls:
        if control.value != control.default:
            number += size * control.position()
            size *= control.positions
    code = _base32(number) + _base32(_check(controls, number)).rjust(2, "0")
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def decode(controls: Sequence[Control], text: str) -> list[object]:
    """Return the value that a code gives each control; a name before it, as on the board ("Luck: 3HJR"), is left out.

    Raises:
        NotACode: if it is mistyped, or belongs to other controls.
    """
    code = text.rpartition(":")[2].upper().translate(ALIKE)
    if not 3 <= len(code) <= 40 or set(code) - set(DIGITS):
        raise NotACode(text)
    number, check = _number(code[:-2]), _number(code[-2:])
    if _check(controls, number) != check:
        raise NotACode(text)
    moved = []
    for _ in controls:
        number, bit = divmod(number, 2)
        moved.append(bit)
    values = []
    for control, changed in zip(controls, moved, strict=True):
        number, position = divmod(number, control.positions) if changed else (number, -1)
        try:
            values.append(control.at(position) if changed else control.default)
        except ValueError:
            raise NotACode(text) from None
    if number:
        raise NotACode(text)
    return values


def _check(controls: Sequence[Control], number: int) -> int:
    form = ",".join(f"{c.name}{c.positions}{c.default}" for c in controls)
    return zlib.crc32(f"{form}:{number}".encode()) % 1024


def _base32(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 32)
        digits = DIGITS[digit] + digits
    return digits


def _number(digits: str) -> int:
    number = 0
    for digit in digits:
        number = number * 32 + DIGITS.index(digit)
    return number
