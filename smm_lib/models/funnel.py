"""From people reached to orders: the stages of a funnel, what each costs, and what waiting does to a contact."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import one_of, scalar, whole

MEASURED = 3  # days: the wait at which the rates of a funnel are said to have been measured, without reminders


def stages(
    reach: float, click: float, lead: float, opportunity: float, close: float, campaign_cost: float = 0.0
) -> pd.DataFrame:
    """Return how many people are left at each stage of the funnel, and what each of them has cost.

    people = people of the stage before x its rate. Marketing hands over to sales at the leads.

    Args:
        reach: people who saw the campaign, 0 to 1e10.
        click: share of them who click, 0 to 1.
        lead: share of the clicks that leave an address, 0 to 1.
        opportunity: share of the leads who may really buy, 0 to 1.
        close: share of the opportunities that order, 0 to 1.
        campaign_cost: 0 to 1e12 EUR.

    Returns:
        Five rows, columns stage ("reached", "clicks", "leads", "opportunities", "orders") | owner ("marketing",
        "sales") | people | share_of_before (of the people before, 0..1) | cost_each (EUR; empty where nobody is left).

    Raises:
        Refused: if an argument is outside its range.

    Source: the stages are common in practice; published rates differ by a factor of two to three between vendors.

    >>> stages(100_000, 0.02, 0.05, 0.2, 0.25, 2500)[["people", "cost_each"]].iloc[-1].tolist()
    [5.0, 500.0]
    """
    given = {"click": click, "lead": lead, "opportunity": opportunity, "close": close}
    rates = np.array([1.0, *(scalar(name, rate, 0, 1) for name, rate in given.items())])
    people = np.round(scalar("reach", reach, 0, 1e10) * np.cumprod(rates), 9)
    cost = scalar("campaign_cost", campaign_cost, 0, 1e12)
    return pd.DataFrame(
        {
            "stage": ["reached", "clicks", "leads", "opportunities", "orders"],
            "owner": ["marketing", "marketing", "marketing", "sales", "sales"],
            "people": people,
            "share_of_before": rates,
            "cost_each": [cost / n if n else None for n in people],
        }
    )


def followed_up(
    opportunity: float, followup_days: float, reminders: bool = False, half_life: float = 7.0, forgotten: float = 0.3
) -> float:
    """Return the share of leads that become opportunities if sales gets in touch sooner, later, or reliably.

    A teaching model of our own. The interest of a lead halves every `half_life` days. Without reminders a share of
    the leads is forgotten; with reminders by a CRM system (IT support for sales) none is. The rate that goes in counts
    as measured with a wait of 3 days and without reminders, so these settings give it back.

    Args:
        opportunity: share of the leads that become opportunities today, 0 to 1.
        followup_days: from the lead to the call, 0 to 365.
        reminders: whether a system reminds of each lead.
        half_life: days in which interest halves, 0.1 to 365.
        forgotten: share of the leads that nobody calls without reminders, 0 to 0.9.

    Returns:
        A share, at most 1.

    Raises:
        Refused: if an argument is outside its range.

    >>> followed_up(0.2, 3), round(followed_up(0.2, 10), 3), round(followed_up(0.2, 3, reminders=True), 3)
    (0.2, 0.1, 0.286)
    """
    days, half = scalar("followup_days", followup_days, 0, 365), scalar("half_life", half_life, 0.1, 365)
    called = 1 - scalar("forgotten", forgotten, 0, 0.9)
    nobody_forgotten = one_of("reminders", reminders, (True, False))
    interest = float(0.5 ** ((days - MEASURED) / half))
    rate = scalar("opportunity", opportunity, 0, 1) * interest / (called if nobody_forgotten else 1.0)
    return min(1.0, rate)


def decay(opportunity: float, half_life: float = 7.0, forgotten: float = 0.3, days: int = 30) -> pd.DataFrame:
    """Return `followed_up` for every wait up to some days, with reminders and without.

    Args:
        opportunity: share of the leads that become opportunities today, 0 to 1.
        half_life: days in which interest halves, 0.1 to 365.
        forgotten: share of the leads that nobody calls without reminders, 0 to 0.9.
        days: the longest wait, a whole number from 1 to 365.

    Returns:
        Columns followup_days (0..days) | reminders ("with_reminders", "without_reminders") | opportunity (0..1).

    >>> decay(0.2, days=10).query("reminders == 'without_reminders'")["opportunity"].iloc[[3, 10]].round(3).tolist()
    [0.2, 0.1]
    """
    rows = [
        {
            "followup_days": day,
            "reminders": name,
            "opportunity": followed_up(opportunity, day, on, half_life, forgotten),
        }
        for name, on in (("with_reminders", True), ("without_reminders", False))
        for day in range(whole("days", days, 1, 365) + 1)
    ]
    return pd.DataFrame(rows)
