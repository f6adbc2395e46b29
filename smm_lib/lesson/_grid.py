"""The places a slider stops at."""

import math

LADDER = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)


def grid(low: float, high: float, step: float = 0, scale: str = "linear") -> list[float]:
    """Return the values that a slider stops at, from low to high, in equal or in equally proportional steps.

    With scale "log" a step leaves only its multiples: people are whole.

    >>> grid(0, 1, 0.25), grid(10, 30, scale="log")
    ([0, 0.25, 0.5, 0.75, 1], [10, 12, 15, 20, 25, 30])
    """
    if scale == "log":
        decades = range(math.floor(math.log10(low)), math.floor(math.log10(high)) + 1)
        values = [round(factor * 10.0**decade, 10) for decade in decades for factor in LADDER]
        values = [value for value in values if low <= value <= high and not (step and value % step)]
    else:
        values = [round(low + i * step, 10) for i in range(round((high - low) / step) + 1)]
    return [int(value) if value == int(value) else value for value in values]
