"""What attention costs and what it brings: every price and every return of a campaign as one short formula.

All money is in EUR. Every argument may be an array. Denominators of zero are refused.
"""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Numbers, Refused, divisor, number, scalar, whole

MOST = 1e15  # the largest amount or count that is taken


def click_through_rate(clicks: Numbers, impressions: Numbers) -> Numbers:
    """Return clicks / impressions: the share of displays that were clicked.

    Args:
        clicks: on it, 0 to 1e15.
        impressions: how often it was displayed, above 0.

    >>> click_through_rate(1000, 50_000)
    0.02
    """
    return number("clicks", clicks, 0, MOST) / divisor("impressions", impressions)


def conversion_rate(conversions: Numbers, visits: Numbers) -> Numbers:
    """Return conversions / visits: the share of visits (or clicks) that end as it was wished, in an order, say.

    Args:
        conversions: visits that did, 0 to 1e15.
        visits: all of them, above 0.

    >>> conversion_rate(250, 10_000)
    0.025
    """
    return number("conversions", conversions, 0, MOST) / divisor("visits", visits)


def cpm(cost: Numbers, impressions: Numbers) -> Numbers:
    """Return the cost per mille, the price of a thousand impressions: 1,000 x cost / impressions.

    Args:
        cost: of the campaign, 0 to 1e15 EUR.
        impressions: how often it was displayed, above 0.

    Returns:
        EUR per thousand impressions.

    Raises:
        Refused: if an argument is outside its range (so in every function here).

    >>> cpm(250, 50_000)
    5.0
    """
    return 1000 * number("cost", cost, 0, MOST) / divisor("impressions", impressions)


def cpc(cost: Numbers, clicks: Numbers) -> Numbers:
    """Return the cost per click: cost / clicks, which is CPM / (1,000 x click-through rate).

    Args:
        cost: of the campaign, 0 to 1e15 EUR.
        clicks: on it, above 0.

    >>> cpc(250, 1000)
    0.25
    """
    return number("cost", cost, 0, MOST) / divisor("clicks", clicks)


def cpl(cost: Numbers, leads: Numbers) -> Numbers:
    """Return the cost per lead, a person who left an address: cost / leads.

    Args:
        cost: of the campaign, 0 to 1e15 EUR.
        leads: people, above 0.

    >>> cpl(2500, 100)
    25.0
    """
    return number("cost", cost, 0, MOST) / divisor("leads", leads)


def cpa(cost: Numbers, orders: Numbers) -> Numbers:
    """Return the cost per acquisition (also cost per order): cost / orders, which is CPC / conversion rate.

    Args:
        cost: of the campaign, 0 to 1e15 EUR.
        orders: it brought, above 0.

    >>> cpa(2500, 5)
    500.0
    """
    return number("cost", cost, 0, MOST) / divisor("orders", orders)


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


def cac(marketing: Numbers, sales: Numbers, customers: Numbers) -> Numbers:
    """Return the customer acquisition cost: (marketing + sales) / customers. It counts people's work, CPA does not.

    Args:
        marketing: all cost of marketing in a period, 0 to 1e15 EUR.
        sales: all cost of sales in the same period, 0 to 1e15 EUR.
        customers: who were won in it, above 0.

    >>> cac(6000, 4000, 40)
    250.0
    """
    return (number("marketing", marketing, 0, MOST) + number("sales", sales, 0, MOST)) / divisor("customers", customers)


def roi(margin: Numbers, cost: Numbers) -> Numbers:
    """Return the return on investment: (margin - cost) / cost. 0 means: the money came back, and no more.

    Args:
        margin: what is left of the revenue before the campaign is paid, -1e15 to 1e15 EUR.
        cost: of the campaign, above 0 EUR.

    Returns:
        A share of the cost: 0.5 is half as much again, -1 is all lost.

    >>> roi(3000, 2000)
    0.5
    """
    paid = divisor("cost", cost)
    return (number("margin", margin, -MOST, MOST) - paid) / paid


def roas(revenue: Numbers, cost: Numbers) -> Numbers:
    """Return the return on ad spend: revenue / cost. It looks at revenue, not at what is left of it.

    Args:
        revenue: that the advertisements brought, 0 to 1e15 EUR.
        cost: of the advertisements, above 0 EUR.

    >>> roas(6000, 2000)
    3.0
    """
    return number("revenue", revenue, 0, MOST) / divisor("cost", cost)


def break_even_roas(margin_rate: Numbers) -> Numbers:
    """Return the ROAS at which advertisements pay for themselves: 1 / margin rate.

    Args:
        margin_rate: share of the revenue that is left as margin, above 0 to 1.

    >>> break_even_roas(0.25)
    4.0
    """
    return 1 / number("margin_rate", divisor("margin_rate", margin_rate), 0, 1)


def customer_lifetime_value(
    margin: Numbers, retention_rate: Numbers, interest: Numbers, years: int | None = None
) -> Numbers:
    """Return what a customer is worth today: the sum of margin x retention_rate^t / (1 + interest)^t over the years t.

    The first margin comes after a year. Without an end the sum is margin x r / (1 + i - r).

    Args:
        margin: of a year with the customer, -1e15 to 1e15 EUR.
        retention_rate: share of customers who stay from year to year, r, 0 to 1.
        interest: a year, i, 0 to 1 (0.1 is ten per cent).
        years: how many are counted, 1 to 1,000; None counts all, for ever.

    Returns:
        EUR.

    Raises:
        Refused: if an argument is outside its range, or if everybody stays for ever without interest.

    >>> round(customer_lifetime_value(100, 0.8, 0.1), 2), round(customer_lifetime_value(100, 0.8, 0.1, years=1), 2)
    (266.67, 72.73)
    """
    a_year, stay = number("margin", margin, -MOST, MOST), number("retention_rate", retention_rate, 0, 1)
    i = number("interest", interest, 0, 1)
    if years is not None:
        kept = stay / (1 + i)
        return a_year * sum((kept**t for t in range(1, whole("years", years, 1, 1000) + 1)), start=0 * kept)
    leaving = 1 + i - stay
    if np.any(leaving <= 0):
        raise Refused("interest", "above", interest, low=0)
    return a_year * stay / leaving


def economic_value(short_term: Numbers, long_term: Numbers, savings: Numbers) -> Numbers:
    """Return the economic value of what was posted: revenue now, revenue later, and cost saved.

    Args:
        short_term: revenue at once, 0 to 1e15 EUR.
        long_term: revenue to be expected later, 0 to 1e15 EUR.
        savings: cost that does not arise any more, of a help desk for example, 0 to 1e15 EUR.

    Source: Kaushik (2011): Best social media metrics: conversation, amplification, applause, economic value.

    >>> economic_value(1000, 500, 200)
    1700.0
    """
    now, later = number("short_term", short_term, 0, MOST), number("long_term", long_term, 0, MOST)
    return now + later + number("savings", savings, 0, MOST)
