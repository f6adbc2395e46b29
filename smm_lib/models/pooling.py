"""A wholesaler that supplies many shops: one that goes viral is hardly felt, all of them at once are."""

import pandas as pd

from smm_lib.models.bounds import Refused, whole


def peaks(alone: pd.DataFrame, shops: int, viral_shops: int = 1) -> pd.DataFrame:
    """Return the largest week of each stage as a multiple of its usual one, if some of many shops go viral at once.

    times the usual = 1 + viral_shops / shops x (times the usual with a single shop - 1). That is exact as long as
    nobody's order falls to nothing, so it is for the wave's top: every stage orders a multiple of what it is asked for.

    Args:
        alone: weeks of a chain with a single shop that goes viral, as `supply_chain.viral_week` returns them: columns
            week | stage | orders, usual weeks first, at least the stages "stage_1" to "stage_3".
        shops: that one wholesaler supplies, 1 to 1,000.
        viral_shops: those of them that go viral, 0 to `shops`.

    Returns:
        Rows "stage_1" (a shop that goes viral), "asked_together" (what all shops order together), "stage_2",
        "stage_3", columns stage | times_usual.

    Raises:
        Refused: if an argument is outside its range, or a stage is missing.

    Source: a teaching model of our own; that swings of many customers even out is the oldest reason for a warehouse.

    >>> weeks = pd.DataFrame({"week": [1, 2] * 3, "stage": ["stage_1", "stage_1", "stage_2", "stage_2", "stage_3",
    ...     "stage_3"], "orders": [100, 380, 100, 492, 100, 649]})
    >>> peaks(weeks, 20)["times_usual"].round(2).tolist(), peaks(weeks, 1)["times_usual"].tolist()
    ([3.8, 1.14, 1.2, 1.27], [3.8, 3.8, 4.92, 6.49])
    """
    many = whole("shops", shops, 1, 1000)
    part = whole("viral_shops", viral_shops, 0, many) / many
    chain = alone.groupby("stage")["orders"]
    times = chain.max() / chain.first()
    missing = {"stage_1", "stage_2", "stage_3"} - {*times.index}
    if missing:
        raise Refused("alone", "columns", ", ".join(map(str, times.index)), options=", ".join(sorted(missing)))
    felt = 1 + part * (times - 1)
    rows = {"stage_1": times["stage_1"], "asked_together": felt["stage_1"]} | dict(felt[["stage_2", "stage_3"]])
    return pd.DataFrame({"stage": [*rows], "times_usual": [*rows.values()]})
