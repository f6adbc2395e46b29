"""Why a small wave of demand is a tall wave at the factory: the bullwhip effect along a supply chain.

Stage 0 are the customers, stage 1 the shop, and each further stage supplies the one before it. Every stage orders up to
a target: enough for the lead time, as far as it can tell from a moving average of what it was asked for lately.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.models.bounds import Numbers, Refused, Rng, generator, has_columns, number, one_of, scalar, whole

Series = npt.NDArray[np.float64]
MOST_PIECES = 1e9  # pieces a week
MEASURED = {"median_firm": 1.067, "mean_firm": 1.158}  # source: see `beside_measured`
STAGES = tuple(f"stage_{n}" for n in range(5))  # customers, shop, wholesaler, factory, its supplier


def variance_ratio(lead_time: float, window: float, stages: int = 1, sharing: bool = False) -> float:
    """Return by how much orders vary more than demand, at least: a lower bound of Var(orders) / Var(demand).

    One stage: 1 + 2L/n + 2L^2/n^2. Without shared demand data every stage multiplies it once more; with them only the
    lead times add up: the formula with stages x L.

    Args:
        lead_time: L, weeks from an order to its arrival, the same at every stage, 0 to 520.
        window: n, weeks in the moving average, 1 to 520.
        stages: a whole number from 1 to 10.
        sharing: whether every stage sees what the customers buy.

    Returns:
        A ratio of at least 1. It is exact for one stage, and with sharing, if demand is independent from week to week
        and nobody adds a safety stock. Without sharing it is too low for two stages and more.

    Raises:
        Refused: if an argument is outside its range.

    Source: Chen, Drezner, Ryan, Simchi-Levi (2000): Quantifying the bullwhip effect in a simple supply chain.
    Management Science 46(3), 436-443 (often quoted).

    >>> round(variance_ratio(2, 5), 2), round(variance_ratio(2, 5, stages=2), 2)
    (2.12, 4.49)
    """
    number_of = whole("stages", stages, 1, 10)
    weeks = scalar("lead_time", lead_time, 0, 520) / scalar("window", window, 1, 520)
    if one_of("sharing", sharing, (True, False)):
        weeks, number_of = weeks * number_of, 1
    return float((1 + 2 * weeks + 2 * weeks**2) ** number_of)


def quarterly_ratio(lead_time: float, window: float, stages: int = 1, sharing: bool = False, weeks: int = 13) -> float:
    """Return the variance ratio of sums over some weeks: what is left of `variance_ratio` if one counts by quarters.

    1 + (variance_ratio - 1) x window / weeks, as long as the window is shorter: most of what a stage orders too much it
    orders too little some weeks later, within the same quarter.

    Args:
        lead_time: L, weeks from an order to its arrival, the same at every stage, 0 to 520.
        window: n, weeks in the moving average, 1 to 520.
        stages: a whole number from 1 to 10.
        sharing: whether every stage sees what the customers buy.
        weeks: that are added up, a whole number from 1 to 520.

    Returns:
        A ratio of at least 1: exact for one stage, and with sharing; without sharing a rough guess for two and more.

    Raises:
        Refused: if an argument is outside its range.

    >>> round(quarterly_ratio(2, 5), 2)
    1.43
    """
    more = variance_ratio(lead_time, window, stages, sharing) - 1
    return 1 + more * min(1.0, window / whole("weeks", weeks, 1, 520))


def beside_measured(lead_time: float, window: float, sharing: bool = False) -> pd.DataFrame:
    """Return the model's `variance_ratio` of three stages beside what was measured: in quarters, and by whole firms.

    Args:
        lead_time: L, weeks from an order to its arrival, the same at every stage, 0 to 520.
        window: n, weeks in the moving average, 1 to 520.
        sharing: whether every stage sees what the customers buy.

    Returns:
        Six rows, columns compared ("median_firm", "mean_firm", "shop_by_quarter", "stage_1" to "stage_3") | origin
        ("measured", "model") | variance_ratio.

    Source of the two measured ratios: Bray, Mendelson (2012), Management Science 58(5), 860-875: 4,689 US companies,
    1974-2008, quarter by quarter; seen in the authors' abstract.

    >>> beside_measured(2, 5)["variance_ratio"].round(2).tolist()
    [1.07, 1.16, 1.43, 2.12, 4.49, 9.53]
    """
    model = {"shop_by_quarter": quarterly_ratio(lead_time, window)}
    model |= {STAGES[n]: variance_ratio(lead_time, window, n, sharing) for n in (1, 2, 3)}
    table = pd.DataFrame((MEASURED | model).items(), columns=["compared", "variance_ratio"])
    return table.assign(origin=["measured" if name in MEASURED else "model" for name in table["compared"]])


def viral_demand(
    weeks: int = 52, usual: float = 100, viral_spike: float = 3, start: int = 10, spread: float = 0.0, rng: Rng = 0
) -> Series:
    """Return what customers buy week by week if a post goes viral once.

    Args:
        weeks: a whole number from 1 to 100,000.
        usual: pieces a week, 0 to 1e6.
        viral_spike: by what the usual demand is multiplied in the week of the spike, 0 to 100; 1 is no spike.
        start: the week of the spike, counted from 1; beyond `weeks` there is none. 1 to 100,000.
        spread: standard deviation of the usual demand by luck (normal, never below 0), 0 to 1e6 pieces.
        rng: a seed (whole number), or a numpy Generator.

    Returns:
        An array of pieces, one for each week.

    Raises:
        Refused: if an argument is outside its range.

    >>> viral_demand(4, 100, 3, start=2).tolist()
    [100.0, 300.0, 100.0, 100.0]
    """
    luck = generator(rng).standard_normal(whole("weeks", weeks, 1, 100_000))
    pieces = np.maximum(scalar("usual", usual, 0, 1e6) + scalar("spread", spread, 0, 1e6) * luck, 0)
    spike = scalar("viral_spike", viral_spike, 0, 100)
    pieces[whole("start", start, 1, 100_000) - 1 :][:1] *= spike
    return pieces


def order_up_to(
    demand: Numbers, lead_time: float, window: int, stages: int = 1, sharing: bool = False, returns: bool = False
) -> pd.DataFrame:
    """Return what every stage of the chain orders week by week.

    target = stages' lead time x moving average of the last `window` weeks; order = target - (stock + what is on its way
    - what is owed). Without sharing a stage averages the orders it receives, and its target covers its own lead time.
    With sharing it averages what the customers buy, and covers the lead times of all stages from itself to the
    customers. Before the first week demand was always that of the first week.

    Args:
        demand: pieces the customers buy in each week, 1 to 100,000 values, each -1e9 to 1e9 (below 0: they return).
        lead_time: weeks from an order to its arrival, the same at every stage, 0 to 520.
        window: weeks in the moving average, a whole number from 1 to 520.
        stages: a whole number from 1 to 10.
        sharing: whether every stage sees what the customers buy.
        returns: whether a stage may send back what it has too much of (an order below 0), as the formula of
            `variance_ratio` takes for granted. If not, it orders nothing and waits.

    Returns:
        Columns week (1..) | stage (0 = what the customers buy, 1 = the shop ...) | orders (pieces).

    Raises:
        Refused: if an argument is outside its range.

    >>> order_up_to([100, 200, 100, 100], 2, 2, returns=True).query("stage == 1")["orders"].tolist()
    [100.0, 300.0, 100.0, 0.0]
    """
    asked = np.atleast_1d(number("demand", demand, -MOST_PIECES, MOST_PIECES))
    if asked.ndim != 1 or not 1 <= len(asked) <= 100_000:
        raise Refused("demand", "points_at_least", asked.size, low=1)
    wait, n = scalar("lead_time", lead_time, 0, 520), whole("window", window, 1, 520)
    share, send_back = (one_of(k, v, (True, False)) for k, v in (("sharing", sharing), ("returns", returns)))
    lines = [asked]
    for stage in range(1, whole("stages", stages, 1, 10) + 1):
        seen, cover = (asked, wait * stage) if share else (lines[-1], wait)
        lines.append(_orders(seen, cover, n, bool(send_back)))
    week = np.arange(1, len(asked) + 1)
    tables = [pd.DataFrame({"week": week, "stage": stage, "orders": line}) for stage, line in enumerate(lines)]
    return pd.concat(tables, ignore_index=True)


def viral_week(
    viral_spike: float, lead_time: float, window: int, stages: int = 3, sharing: bool = False, usual: float = 100
) -> pd.DataFrame:
    """Return `order_up_to` for a post that goes viral in one week: at most four stages, called by name; whole pieces.

    Args: as in `viral_demand` (the spike is in week 10) and `order_up_to`, with stages from 1 to 4.

    Returns:
        Columns week (1..52) | stage ("stage_0" = what customers buy, to "stage_4") | orders (pieces).

    >>> viral_week(3, 2, 5)["stage"].unique().tolist()
    ['stage_0', 'stage_1', 'stage_2', 'stage_3']
    """
    demand = viral_demand(usual=usual, viral_spike=viral_spike)
    orders = order_up_to(demand, lead_time, window, whole("stages", stages, 1, len(STAGES) - 1), sharing)
    return orders.assign(stage=orders["stage"].map(dict(enumerate(STAGES))), orders=orders["orders"].round())


def largest(orders: pd.DataFrame) -> pd.DataFrame:
    """Return the largest week of each stage of `viral_week`.

    >>> largest(viral_week(3, 2, 5))["orders"].tolist()
    [300.0, 380.0, 492.0, 649.0]
    """
    return orders.groupby("stage")[["orders"]].max().reset_index()


def measured_ratio(orders: pd.DataFrame) -> pd.DataFrame:
    """Return Var(orders) / Var(demand) of every stage, as it happened.

    Args:
        orders: as `order_up_to` or `viral_week` returns it, the customers first.

    Returns:
        Columns stage (the shop first) | measured_ratio.

    Raises:
        Refused: if demand never varied, or if a column is missing.

    >>> measured_ratio(order_up_to(viral_demand(), 2, 5, stages=2, returns=True))["measured_ratio"].round(2).tolist()
    [2.14, 5.2]
    """
    has_columns("orders", orders, "stage", "orders")
    variance = orders.groupby("stage")["orders"].var(ddof=0)
    if variance.empty or not variance.iloc[0] > 0:
        raise Refused("demand", "above", 0, low=0)
    ratio = variance.iloc[1:] / variance.iloc[0]
    return pd.DataFrame({"stage": ratio.index, "measured_ratio": ratio.to_numpy()})


def calming_costs(
    lead_time: float, sharing: bool, usual: float = 4, week: float = 60_000, system: float = 40_000
) -> pd.DataFrame:
    """Return the bill for a shorter way and for shared sales data: week x (usual - lead_time), and the system's price.

    Args:
        lead_time: weeks, 0 to `usual`.
        sharing: whether everybody sees what customers buy.
        usual: lead time that costs nothing extra, 0 to 520 weeks.
        week: price of each week less, 0 to 1e9 EUR.
        system: price of the joint system, 0 to 1e9 EUR.

    Returns:
        Rows "air_freight", "joint_system", "total", columns what | cost (EUR).

    Raises:
        Refused: if an argument is outside its range.

    Source: prices of our own, for a puzzle.

    >>> calming_costs(3, True)["cost"].tolist()
    [60000.0, 40000.0, 100000.0]
    """
    most = scalar("usual", usual, 0, 520)
    saved = most - scalar("lead_time", lead_time, 0, most)
    parts = [saved * scalar("week", week, 0, 1e9), scalar("system", system, 0, 1e9) * bool(sharing)]
    return pd.DataFrame({"what": ["air_freight", "joint_system", "total"], "cost": [*parts, sum(parts)]})


def _orders(seen: Series, cover: float, window: int, returns: bool) -> Series:
    history = np.r_[np.full(window, seen[0]), seen]
    total = np.cumsum(history)
    target = cover * (total[window:] - total[:-window]) / window
    orders, position = np.empty(len(seen)), cover * seen[0]
    for week, pieces in enumerate(seen):
        position -= pieces
        orders[week] = target[week] - position if returns else max(0.0, target[week] - position)
        position += orders[week]
    return np.asarray(np.round(orders, 9) + 0.0)
