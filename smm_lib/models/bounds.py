"""How every model refuses an argument: in one sentence, before anything is computed.

The refusal keeps its parts (name, rule, value), so that a lesson can say the same in German.
"""

import math
import sys
from collections.abc import Collection

import numpy as np
import numpy.typing as npt

Numbers = float | npt.NDArray[np.float64]
Rng = int | np.random.Generator  # a seed, or a source of luck
PATIENCE = 10  # seconds that a call may take
LARGEST = 10**15  # a count or an amount

RULES = {
    "between": "be a number from {low} to {high}",
    "at_least": "be a number of at least {low}",
    "above": "be a number above {low}",
    "whole_between": "be a whole number from {low} to {high}",
    "whole_at_least": "be a whole number of at least {low}",
    "even": "be an even whole number from {low} to {high}",
    "in_network": "be a list of accounts of the network",
    "network": "be a network of accounts in contact",
    "one_of": "be one of {options}",
    "columns": "be a table with a column {options}",
    "points_at_least": "be a series of at least {low} values",
    "other_than": "be another number than {low}",
    "common_threshold": "be 0 where every account has a threshold of its own",
    "work": "be a whole number from 1 to {high}, as so much takes about {seconds} seconds instead of {most}",
    "s_curve": "be a series long enough to show an S-curve slow down",
}


class Refused(ValueError):
    """An argument a model cannot compute with: "NAME must RULE, got VALUE".

    Args:
        name: the argument, as it stands in the function's signature.
        rule: a key of `RULES`.
        value: what was given.
        limits: what the rule's sentence names: `low`, `high`, `options`.

    >>> raise Refused("share_rate", "between", 7, low=0, high=1)
    Traceback (most recent call last):
    smm_lib.models.bounds.Refused: share_rate must be a number from 0 to 1, got 7
    """

    def __init__(self, name: str, rule: str, value: object, **limits: object) -> None:
        self.name, self.rule, self.value, self.limits = name, rule, value, limits
        shown = value.tolist() if isinstance(value, np.ndarray | np.generic) else value
        super().__init__(f"{name} must {RULES[rule].format(**limits)}, got {str(shown)[:60]}")

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way from one process to another."""
        return _rebuild, (self.name, self.rule, self.value, self.limits)


def _rebuild(name: str, rule: str, value: object, limits: dict[str, object]) -> Refused:
    return Refused(name, rule, value, **limits)


def number(name: str, value: object, low: float, high: float = math.inf, *, above: bool = False) -> Numbers:
    """Return `value` as float (or array of floats) if all of it lies from `low` to `high`.

    Args:
        name: the argument's name, for the refusal.
        value: a number or an array of numbers; text, NaN and infinity are refused.
        low: the smallest value allowed (the largest one refused, if `above`).
        high: the largest value allowed.
        above: whether `low` itself is refused.

    Raises:
        Refused: if any number lies outside, or is no number.

    >>> number("share_rate", 0.1, 0, 1)
    0.1
    """
    limits: dict[str, object] = {"low": low}
    rule = "above" if above else "at_least"
    if high < math.inf:
        rule, limits["high"] = "between", high
    if isinstance(value, bool | np.bool_ | str | bytes | None):
        raise Refused(name, rule, value, **limits)
    try:
        numbers = np.asarray(value, dtype=float)
    except (TypeError, ValueError, OverflowError):
        raise Refused(name, rule, value, **limits) from None
    inside = np.isfinite(numbers) & (numbers <= high) & (numbers > low if above else numbers >= low)
    if not inside.all():
        raise Refused(name, rule, value, **limits)
    return float(numbers) if numbers.ndim == 0 else numbers


def divisor(name: str, value: object) -> Numbers:
    """Return `value` as `number` does if one can divide by it: above 0, from a billionth to 1e18.

    Nothing can be divided by zero: it is refused, so that no rate is ever "not a number".

    >>> divisor("impressions", 0)
    Traceback (most recent call last):
    smm_lib.models.bounds.Refused: impressions must be a number above 0, got 0
    """
    return number(name, number(name, value, 0, above=True), 1e-9, 1e18)


def scalar(name: str, value: object, low: float, high: float = math.inf, *, above: bool = False) -> float:
    """Return `value` as one float if it lies from `low` to `high` (as `number`, but never an array).

    >>> scalar("price", 3, 0)
    3.0
    """
    checked = number(name, value, low, high, above=above)
    if isinstance(checked, float):
        return checked
    rule = "above" if above else "at_least"
    limits = {"low": low} if high == math.inf else {"low": low, "high": high}
    raise Refused(name, rule if high == math.inf else "between", value, **limits)


def whole(name: str, value: object, low: int, high: int | None = None) -> int:
    """Return `value` as int if it is a whole number from `low` to `high`.

    Args:
        name: the argument's name, for the refusal.
        value: a number; 3.0 is whole, 3.5 and True are not.
        low: the smallest value allowed.
        high: the largest value allowed, if there is one.

    Raises:
        Refused: if it lies outside, or is no whole number.

    >>> whole("runs", 200, 1, 10_000)
    200
    """
    rule, limits = "whole_at_least", {"low": low}
    if high is not None:
        rule, limits["high"] = "whole_between", high
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        raise Refused(name, rule, value, **limits)
    if not low <= value <= (sys.maxsize if high is None else high) or value != int(value):
        raise Refused(name, rule, value, **limits)
    return int(value)


def three(name: str, value: object, low: float, high: float) -> npt.NDArray[np.float64]:
    """Return the middle, the lower and the higher end of a range; a number alone is all three.

    >>> three("told_positive", (4, 5), 0, 1000).tolist()
    [4.5, 4.0, 5.0]
    """
    pair = tuple(value) if isinstance(value, tuple | list) else (value, value)
    if len(pair) != 2:
        raise Refused(name, "at_least", value, low=low)
    lower, higher = (scalar(name, end, low, high) for end in pair)
    if lower > higher:
        raise Refused(name, "between", value, low=higher, high=lower)
    return np.array([(lower + higher) / 2, lower, higher])


def has_columns(name: str, table: object, *wanted: str) -> None:
    """Refuse what is no table with these columns.

    >>> import pandas as pd
    >>> has_columns("posts", pd.DataFrame({"likes": [3]}), "likes", "reach")
    Traceback (most recent call last):
    smm_lib.models.bounds.Refused: posts must be a table with a column reach, got likes
    """
    there = list(map(str, getattr(table, "columns", ())))
    if missing := [column for column in wanted if column not in there]:
        raise Refused(name, "columns", ", ".join(there) or type(table).__name__, options=", ".join(missing))


def one_of(name: str, value: object, options: Collection[object]) -> object:
    """Return `value` if it is one of `options`.

    >>> one_of("law", "reed", ("sarnoff", "reed"))
    'reed'
    """
    if not any(value is option or (type(value) is type(option) and value == option) for option in options):
        raise Refused(name, "one_of", value, options=", ".join(map(str, options)))
    return value


def affordable(name: str, size: int, work: float, pace: float, power: int = 1) -> None:
    """Refuse, before it begins, what would take over ten seconds.

    The estimate counts work and never looks at a clock, so what is refused here is refused on every machine.

    Args:
        name: the argument to lower, for the refusal.
        size: what was given.
        work: how often the innermost step is done.
        pace: how often it is done in a second on a slow computer.
        power: 1 if twice the size is twice the work, 2 if it is four times the work.

    Raises:
        Refused: with the seconds it would take, and the size that would do.

    >>> affordable("runs", 1000, work=5e8, pace=2e7)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    smm_lib.models.bounds.Refused: runs must be a whole number from 1 to 400, as so much takes about 25 seconds ...
    """
    seconds = work / pace
    if seconds > PATIENCE:
        fits = max(1, int(size * (PATIENCE / seconds) ** (1 / power)))
        raise Refused(name, "work", size, high=fits, seconds=f"{float(f'{seconds:.2g}'):.0f}", most=str(PATIENCE))


def generator(rng: object) -> np.random.Generator:
    """Return the source of luck for a seed: the same seed, the same luck. A numpy Generator is passed on as it is.

    Args:
        rng: a whole number of at least 0, or a numpy Generator.

    Raises:
        Refused: if it is neither.

    >>> float(generator(7).random()) == float(generator(7).random())
    True
    """
    return rng if isinstance(rng, np.random.Generator) else np.random.default_rng(whole("rng", rng, 0))
