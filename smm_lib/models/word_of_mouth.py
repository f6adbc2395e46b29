"""How many people hear about a company by word of mouth, without any social media.

Two talkers stand against each other: satisfied and dissatisfied customers, of whom only a part talks. Told numbers are
known as ranges at best, so ranges go in and ranges come out.
"""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Numbers, Refused, number, scalar, three

Range = float | tuple[float, float]


def listeners(
    customers: Numbers,
    satisfied: Numbers,
    told_positive: Numbers,
    told_negative: Numbers,
    talking: Numbers = 1.0,
    talking_negative: Numbers = 1.0,
) -> tuple[Numbers, Numbers]:
    """Return how many people hear something good and how many hear something bad.

    L+ = customers x satisfied x talking x told_positive people hear good news, and
    L- = customers x (1 - satisfied) x talking_negative x told_negative people bad news. Nobody hears it twice.

    Args:
        customers: how many customers there are, 0 to 1e9 (may be an array, as every argument).
        satisfied: share of them who are satisfied, 0 to 1.
        told_positive: people told by a satisfied customer who talks, 0 to 1,000.
        told_negative: people told by a dissatisfied customer who talks, 0 to 1,000.
        talking: share of the satisfied who talk at all, 0 to 1.
        talking_negative: share of the dissatisfied who talk at all, 0 to 1. Of US shoppers with a problem, 31% told
            others (Wharton and Verde 2006, Retail Customer Dissatisfaction Study; seen second-hand).

    Returns:
        Two numbers (or arrays): listeners of good news, listeners of bad news.

    Raises:
        Refused: if an argument is outside its range.

    Source: the told numbers 4-5 and 8-12 are variants of a survey of people who had complained to Coca-Cola
    (Technical Assistance Research Programs, 1981, "Measuring the Grapevine"; figures often quoted, not verified).

    >>> listeners(1000, 0.9, 4.5, 10)
    (4050.0, 1000.0)
    >>> listeners(1000, 0.9, 4.5, 10, talking=0.5, talking_negative=0.31)
    (2025.0, 310.0)
    """
    n, s = number("customers", customers, 0, 1e9), number("satisfied", satisfied, 0, 1)
    good, bad = _per_head(told_positive, told_negative, talking, talking_negative)
    # Rounded to a billionth of a person, so that 0.9 leaves a tenth and not 0.09999999999999998.
    return _rounded(n * s * good), _rounded(n * (1 - s) * bad)


def break_even(
    told_positive: Numbers, told_negative: Numbers, talking: Numbers = 1.0, talking_negative: Numbers = 1.0
) -> Numbers:
    """Return the share of satisfied customers at which equally many people hear good news and bad news.

    Solving L+ = L- gives s = b / (a + b), where a = talking x told_positive and b = talking_negative x told_negative.
    Above it good news win.

    Args:
        told_positive: people told by a satisfied customer who talks, 0 to 1,000.
        told_negative: people told by a dissatisfied customer who talks, 0 to 1,000.
        talking: share of the satisfied who talk at all, 0 to 1.
        talking_negative: share of the dissatisfied who talk at all, 0 to 1.

    Returns:
        A share 0..1 (or an array of shares).

    Raises:
        Refused: if an argument is outside its range, or if nobody tells anybody anything.

    >>> round(break_even(4.5, 10), 4)
    0.6897
    """
    good, bad = _per_head(told_positive, told_negative, talking, talking_negative)
    if np.any(good + bad == 0):
        raise Refused("told_negative", "above", told_negative, low=0)
    return bad / (good + bad)


def break_even_range(
    told_positive: Range, told_negative: Range, talking: float = 1.0, talking_negative: float = 1.0
) -> dict[str, float]:
    """Return the break-even share for ranges: its middle, its lowest and its highest value.

    The highest takes the fewest good and the most bad talk, the lowest the opposite.

    Args:
        told_positive: people told by a satisfied customer who talks: one number, or (low, high), 0 to 1,000.
        told_negative: people told by a dissatisfied customer who talks: one number, or (low, high), 0 to 1,000.
        talking: share of the satisfied who talk at all, 0 to 1.
        talking_negative: share of the dissatisfied who talk at all, 0 to 1.

    Returns:
        break_even, break_even_low, break_even_high (0..1), or nothing where some end of the ranges leaves nobody
        who tells anything.

    Raises:
        Refused: if an argument is outside its range.

    >>> {name: round(share, 3) for name, share in break_even_range((4, 5), (8, 12)).items()}
    {'break_even': 0.69, 'break_even_low': 0.615, 'break_even_high': 0.75}
    """
    good, bad = three("told_positive", told_positive, 0, 1000), three("told_negative", told_negative, 0, 1000)
    pairs = {"": (good[0], bad[0]), "_low": (good[2], bad[1]), "_high": (good[1], bad[2])}
    v, w = scalar("talking", talking, 0, 1), scalar("talking_negative", talking_negative, 0, 1)
    if any(v * a + w * b == 0 for a, b in pairs.values()):
        return {}
    return {f"break_even{end}": float(break_even(a, b, v, w)) for end, (a, b) in pairs.items()}


def talk(
    customers: float,
    satisfied: float,
    told_positive: Range,
    told_negative: Range,
    talking: float = 1.0,
    talking_negative: float = 1.0,
) -> pd.DataFrame:
    """Return both kinds of talk side by side, each with its range.

    Args:
        customers: how many customers there are, 1 to 1e9.
        satisfied: share of them who are satisfied, 0 to 1.
        told_positive: people told by a satisfied customer who talks: one number, or (low, high), 0 to 1,000.
        told_negative: people told by a dissatisfied customer who talks: one number, or (low, high), 0 to 1,000.
        talking: share of the satisfied who talk at all, 0 to 1.
        talking_negative: share of the dissatisfied who talk at all, 0 to 1.

    Returns:
        Two rows, columns opinion ("positive", "negative") | listeners | listeners_low | listeners_high (people) and
        the same per 100 customers: per_100 | per_100_low | per_100_high. The middle belongs to the ranges' middles.

    Raises:
        Refused: if an argument is outside its range.

    >>> talk(1000, 0.9, (4, 5), (8, 12))[["opinion", "listeners", "listeners_low", "listeners_high"]].values.tolist()
    [['positive', 4050.0, 3600.0, 4500.0], ['negative', 1000.0, 800.0, 1200.0]]
    """
    n = scalar("customers", customers, 1, 1e9)
    good, bad = three("told_positive", told_positive, 0, 1000), three("told_negative", told_negative, 0, 1000)
    v, w = scalar("talking", talking, 0, 1), scalar("talking_negative", talking_negative, 0, 1)
    heard = np.array(listeners(n, scalar("satisfied", satisfied, 0, 1), good, bad, v, w))
    columns = ("", "_low", "_high")
    return pd.DataFrame(
        {"opinion": ["positive", "negative"]}
        | {f"listeners{end}": heard[:, i] for i, end in enumerate(columns)}
        | {f"per_100{end}": heard[:, i] / n * 100 for i, end in enumerate(columns)}
    )


def balance(
    told_positive: Range, told_negative: Range, talking: float = 1.0, talking_negative: float = 1.0
) -> pd.DataFrame:
    """Return the net listeners per 100 customers (good minus bad) for every share of satisfied customers.

    Args:
        told_positive: people told by a satisfied customer who talks: one number, or (low, high), 0 to 1,000.
        told_negative: people told by a dissatisfied customer who talks: one number, or (low, high), 0 to 1,000.
        talking: share of the satisfied who talk at all, 0 to 1.
        talking_negative: share of the dissatisfied who talk at all, 0 to 1.

    Returns:
        101 rows, columns satisfied (0..1) | net | net_low | net_high (people per 100 customers). The low end takes the
        fewest good and the most bad talk, the high end the opposite.

    Raises:
        Refused: if an argument is outside its range.

    >>> balance(4.5, 10).iloc[[0, 100]][["satisfied", "net"]].values.tolist()
    [[0.0, -1000.0], [1.0, 450.0]]
    """
    satisfied = np.linspace(0, 1, 101)
    good, bad = three("told_positive", told_positive, 0, 1000), three("told_negative", told_negative, 0, 1000)
    ends = {}
    for name, a, b in (("net", good[0], bad[0]), ("net_low", good[1], bad[2]), ("net_high", good[2], bad[1])):
        positive, negative = listeners(100, satisfied, a, b, talking, talking_negative)
        ends[name] = positive - negative
    return pd.DataFrame({"satisfied": satisfied, **ends})


def _per_head(
    told_positive: Numbers, told_negative: Numbers, talking: Numbers, talking_negative: Numbers
) -> tuple[Numbers, Numbers]:
    """Return how many people a satisfied and a dissatisfied customer tell on average, the silent ones counted in."""
    good = number("talking", talking, 0, 1) * number("told_positive", told_positive, 0, 1000)
    bad = number("talking_negative", talking_negative, 0, 1) * number("told_negative", told_negative, 0, 1000)
    return good, bad


def _rounded(people: Numbers) -> Numbers:
    return np.round(people, 9) if isinstance(people, np.ndarray) else round(people, 9)
