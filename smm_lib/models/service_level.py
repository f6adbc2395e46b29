"""What the customers get: who finds the goods on the shelf at once, and what has to lie there for it."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Refused, has_columns, scalar, whole


def shelf(orders: pd.DataFrame, lead_time: int, safety_stock: float = 0.0) -> pd.DataFrame:
    """Return what customers ask for in the shop, what they find on the shelf at once, and what is left in the evening.

    What the shop orders arrives `lead_time` weeks later, before the customers come. Whoever finds nothing waits, and
    is served first. Before the first week the shop had enough for its lead time, and its safety stock on top.

    Args:
        orders: as `supply_chain.order_up_to` or `.viral_week` returns them, with the customers and at least the shop.
        lead_time: weeks from an order to its arrival, as in the orders, a whole number from 1 to 520.
        safety_stock: pieces that lie on the shelf for the unexpected, 0 to 1e9.

    Returns:
        Columns week | pieces_of ("asked_for", "found_at_once", "left_over") | pieces.

    Raises:
        Refused: if an argument is outside its range or the orders have no shop.

    >>> from smm_lib.models.supply_chain import viral_week
    >>> week_10 = shelf(viral_week(3, 2, 5), 2, safety_stock=100).query("week == 10")
    >>> week_10.set_index("pieces_of")["pieces"].to_dict()
    {'asked_for': 300.0, 'found_at_once': 200.0, 'left_over': 0.0}
    """
    has_columns("orders", orders, "week", "stage", "orders")
    lines = [line.to_numpy(float) for _, line in orders.groupby("stage")["orders"]]
    if len(lines) < 2:
        raise Refused("orders", "points_at_least", len(lines), low=2)
    asked, ordered = lines[:2]  # the customers, the shop
    arrived = np.r_[np.full(whole("lead_time", lead_time, 1, 520), asked[0]), ordered][: len(asked)]
    evening = scalar("safety_stock", safety_stock, 0, 1e9) + np.cumsum(arrived - asked)
    found, left = np.clip(evening + asked, 0, asked), np.maximum(evening, 0)
    table = pd.DataFrame(
        {"week": orders["week"].unique(), "asked_for": asked, "found_at_once": found, "left_over": left}
    )
    return table.melt("week", var_name="pieces_of", value_name="pieces")


def served(weeks: pd.DataFrame) -> float:
    """Return the share of what customers asked for that they found at once, over all these weeks: 0..1.

    Args:
        weeks: rows of `shelf`.

    Raises:
        Refused: if nobody asked for anything.

    >>> from smm_lib.models.supply_chain import viral_week
    >>> round(served(shelf(viral_week(3, 2, 5), 2).query("10 <= week <= 12")), 2)
    0.4
    """
    pieces = weeks.groupby("pieces_of")["pieces"].sum()
    if not pieces.get("asked_for", 0) > 0:
        raise Refused("asked_for", "above", 0, low=0)
    return float(pieces["found_at_once"] / pieces["asked_for"])
