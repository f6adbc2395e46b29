"""When value arrives: small portions after every iteration, against one big delivery at the end."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import scalar, whole


def value(weeks: int = 20, iteration: float = 2) -> pd.DataFrame:
    """Return how much of a campaign's value is in use, week by week, in two ways of delivering it.

    A teaching model of our own. Work goes on evenly, the most valuable parts first: after a share x of the work a
    share 1 - (1 - x)^2 of the value is made. "iterative" delivers at the end of every iteration what is made so far;
    "plan_driven" delivers everything in the last week. It leaves out that a delivery costs time, and that feedback on
    an early one changes what is made later.

    Args:
        weeks: of the whole campaign, a whole number from 1 to 520.
        iteration: length of a time box, 0.1 to 520 weeks. The last one may be shorter.

    Returns:
        Columns week (0..weeks) | way ("iterative", "plan_driven") | value (in use at the end of the week, 0..1) |
        value_weeks (value that was in use during the weeks before, summed up: the advantage of being early).

    Raises:
        Refused: if an argument is outside its range.

    >>> value(4, 2).query("way == 'iterative'")["value"].tolist()
    [0.0, 0.0, 0.75, 0.75, 1.0]
    """
    week = np.arange(whole("weeks", weeks, 1, 520) + 1)
    box, parts = scalar("iteration", iteration, 0.1, 520), []
    delivered = np.minimum(np.floor(week / box + 1e-9) * box / week[-1], 1)
    for way, work in (("iterative", delivered), ("plan_driven", np.zeros(len(week)))):
        done = np.where(week == week[-1], 1.0, work)
        usable = 1 - (1 - done) ** 2
        before = np.r_[0.0, np.cumsum(usable[:-1])]
        parts.append(pd.DataFrame({"week": week, "way": way, "value": usable, "value_weeks": before}))
    return pd.concat(parts, ignore_index=True)
