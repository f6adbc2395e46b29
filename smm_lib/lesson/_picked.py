"""Some of many: the value of a control whose members are touched in the picture or typed by number."""

import re
from collections.abc import Sequence
from itertools import chain, combinations

import traitlets

from smm_lib.language import Unreadable, say

Members = tuple[float, ...]  # whole numbers, as a grid holds them


class Picked(traitlets.HasTraits):
    """Which are picked; what shows them is the field to type in and the picture."""

    value = traitlets.Tuple()


def some(members: Sequence[float], most: int) -> list[Members]:
    """Return everything that can be picked, few first: a place in this list makes a scenario code.

    >>> some([0, 1, 2], 2)
    [(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2)]
    """
    return list(chain.from_iterable(combinations(members, many) for many in range(most + 1)))


def switched(member: float, now: Members, most: int, name: str) -> Members:
    """Return what is picked after a member was put in or, if it was in, taken out.

    Raises:
        Unreadable: if that would be too many.
    """
    return _few({member} ^ set(now), most, name)


def picked(text: str, members: Sequence[float], most: int, name: str) -> Members:
    """Read members that were typed, each number once: "0, 33", "0 and 33"; nothing is nobody.

    Raises:
        Unreadable: if something else stands there, or too many.
    """
    if text.strip().casefold() in ("", say("explore.none_picked")):
        return ()
    apart = re.split(rf"[,;\s]+|\b(?:{'|'.join(say('typed.pair').split())})\b", text)
    found: set[float] = {int(part) if re.fullmatch("[0-9]{1,9}", part) else -1 for part in apart if part}
    if not found <= set(members):
        raise Unreadable(say("explore.members", name=name, low=members[0], high=members[-1], text=text.strip()[:24]))
    return _few(found, most, name)


def _few(found: set[float], most: int, name: str) -> Members:
    if len(found) > most:
        raise Unreadable(say("explore.most", name=name, most=most))
    return tuple(sorted(found))
