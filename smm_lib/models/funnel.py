"""From people reached to orders: the stages of a funnel, what each costs, and what waiting does to a contact."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import one_of, scalar, whole

COOLED = {1: 1.0, 2: 1 / 7, 24: 1 / 60}  # hours until the call: measured chance against a call within the hour
FORGOTTEN = 0.23  # measured share of the requests that nobody ever answered


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


def cooled(followup_hours: float) -> float:
    """Return how likely a lead still is to become an opportunity, against one that is called within the hour.

    Two ratios were measured: a call within the hour worked nearly 7 times as often as one an hour later, and more than
    60 times as often as one after a day or more. Between these points we draw a line of our own (straight, if both
    axes are logarithmic); before the first hour and after the first day nothing changes in this model.

    Args:
        followup_hours: from the lead to the call, 0 to 8,760 (a year).

    Returns:
        A share, from 1/60 to 1.

    Raises:
        Refused: if the hours are outside their range.

    Source: Oldroyd, McElheran, Elkington (2011): The short life of online sales leads. Harvard Business Review, March
    2011: 1.25 million leads of 29 firms that sell to consumers and 13 that sell to firms. A comparison, no experiment.

    >>> [round(1 / cooled(hours)) for hours in (1, 2, 24, 72)]
    [1, 7, 60, 60]
    """
    hours = max(1.0, scalar("followup_hours", followup_hours, 0, 8760))
    return float(np.exp(np.interp(np.log(hours), np.log(list(COOLED)), np.log(list(COOLED.values())))))


def followed_up(
    opportunity: float, followup_hours: float, reminders: bool = False, forgotten: float = FORGOTTEN
) -> float:
    """Return the share of all leads that become opportunities if sales gets in touch so soon, and so reliably.

    opportunity x cooled(hours) x (1 - forgotten); with reminders by a CRM system (IT support for sales) nobody is
    forgotten. That both can be multiplied is our assumption.

    Args:
        opportunity: share of the leads called within the hour that become opportunities, 0 to 1.
        followup_hours: from the lead to the call, 0 to 8,760.
        reminders: whether a system reminds of each lead.
        forgotten: share of the leads that nobody calls without reminders, 0 to 1 (measured: 0.23).

    Returns:
        A share of all leads, at most `opportunity`.

    Raises:
        Refused: if an argument is outside its range.

    Source: the two measurements, as in `cooled`; the 23 % are from the same authors' audit, another study.

    >>> round(followed_up(0.4, 1), 3), round(followed_up(0.4, 2), 3), round(followed_up(0.4, 2, reminders=True), 3)
    (0.308, 0.044, 0.057)
    """
    nobody_forgotten = one_of("reminders", reminders, (True, False))
    called = 1.0 if nobody_forgotten else 1 - scalar("forgotten", forgotten, 0, 1)
    return scalar("opportunity", opportunity, 0, 1) * cooled(followup_hours) * called


def decay(
    leads: float, opportunity: float, reminders: bool = False, forgotten: float = FORGOTTEN, hours: int = 48
) -> pd.DataFrame:
    """Return how many leads still become opportunities for every wait up to some hours, in whole people.

    Args:
        leads: that wait for a call, 0 to 1e9.
        opportunity: share of the leads called within the hour that become opportunities, 0 to 1.
        reminders: whether a system reminds of each lead.
        forgotten: share of the leads that nobody calls without reminders, 0 to 1.
        hours: the longest wait, a whole number from 1 to 8,760.

    Returns:
        Columns followup_hours (1..hours) | opportunities.

    >>> decay(1000, 0.4, reminders=True, hours=24)["opportunities"].iloc[[0, 1, 23]].tolist()
    [400.0, 57.0, 7.0]
    """
    many, waits = scalar("leads", leads, 0, 1e9), range(1, whole("hours", hours, 1, 8760) + 1)
    left = [round(many * followed_up(opportunity, wait, reminders, forgotten)) for wait in waits]
    return pd.DataFrame({"followup_hours": waits, "opportunities": np.array(left, dtype=float)})
