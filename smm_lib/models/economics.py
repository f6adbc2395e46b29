"""What an order costs that an advertisement brings: from a thousand impressions to a click to an order."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import scalar


def ad_prices(cpm: float, click_through_rate: float, conversion_rate: float, margin: float) -> pd.DataFrame:
    """Return what a thousand impressions of an ad, a click and an order cost, beside what an order leaves.

    CPC = CPM / (1,000 x click-through rate), CPA = CPC / conversion rate. The ad pays if CPA is below the margin, which
    holds up to a CPM of 1,000 x click-through rate x conversion rate x margin.

    Args:
        cpm: price of a thousand impressions, 0 to 1e6 EUR.
        click_through_rate: clicks per impression, 1e-6 to 1.
        conversion_rate: orders per click, 1e-6 to 1.
        margin: what an order leaves before advertising is paid, 0 to 1e6 EUR.

    Returns:
        Rows "cpm", "cpc", "cpa", "margin", columns what | cost (EUR).

    Raises:
        Refused: if an argument is outside its range.

    Source: the definitions of the trade; how far rates differ from ad to ad nobody knows beforehand.

    >>> ad_prices(8, 0.01, 0.02, 25)["cost"].tolist()
    [8.0, 0.8, 40.0, 25.0]
    """
    thousand = scalar("cpm", cpm, 0, 1e6)
    click = thousand / (1000 * scalar("click_through_rate", click_through_rate, 1e-6, 1))
    order = click / scalar("conversion_rate", conversion_rate, 1e-6, 1)
    prices = np.round([thousand, click, order, scalar("margin", margin, 0, 1e6)], 9)
    return pd.DataFrame({"what": ["cpm", "cpc", "cpa", "margin"], "cost": prices})
