"""All lessons joined: a small company's campaign, from the hours that go into a post to the orders at the factory.

A teaching model of our own, put together from the other models; each of its own numbers below is an assumption.
"""

import math

import numpy as np
import pandas as pd

from smm_lib.models import adoption, amplification, branching, funnel, motivation, planning, supply_chain, word_of_mouth
from smm_lib.models.bounds import Rng, generator, scalar, whole

BUY = (0.02, 0.3, 0.5, 0.2)  # click, put into the basket, go to the till, pay
STAGES = ("seen_first", "reach", "participants", "orders", "positive", "negative")


def share_rate(hours: float, best_reproduction: float = 0.9) -> float:
    """Return the share of those who see a post who pass it on, if so many hours went into it.

    best_reproduction / 20 viewers x (1 - e^(-h/2)): care helps at first, and less and less with every further hour.

    Args:
        hours: of work for one post, 0 to 1,000.
        best_reproduction: R of a post with all the care in the world, 0 to 0.9. One was measured: 0.04, a mailing of
            Tide to 900,000 that brought 40,000 more (Watts, Peretti 2007; the case seen second-hand).

    >>> round(share_rate(1), 3), round(share_rate(100), 3), round(share_rate(100, 0.04), 3)
    (0.018, 0.045, 0.002)
    """
    best = scalar("best_reproduction", best_reproduction, 0, 0.9) / 20
    return best * (1 - math.exp(-scalar("hours_per_post", hours, 0, 1000) / 2))


def recovery(answer_hours: float) -> float:
    """Return the share of complaints that are put right if they are answered within so many hours: 90 % x 2^(-h/24).

    Args:
        answer_hours: 0 to 10,000.

    >>> recovery(0), recovery(24)
    (0.9, 0.45)
    """
    return float(0.9 * 2.0 ** (-scalar("answer_hours", answer_hours, 0, 10_000) / 24))


def play(
    planned_posts: int = 4,
    hours_per_post: float = 1,
    ad_spend: float = 300,
    satisfied: float = 0.9,
    answer_hours: float = 24,
    runs: int = 500,
    rng: Rng = 1,
    *,
    fans: float = 2000,
    organic: float = 0.0615,
    cpm: float = 10,
    frequency: float = 1.76,
    contacts: float = 20,
    wage: float = 25,
    best_reproduction: float = 0.9,
) -> pd.DataFrame:
    """Return what a campaign costs and brings in many imagined runs, each with luck of its own.

    Work takes more or less time than planned (three-point estimate: half, once or three times the hours), and posts
    land more or less well (0.6, once or 1.1 times the share rate). Fans and advertising bring the first viewers; they
    share (R below 1); some take part; some order; the satisfied tell a few people, the dissatisfied more. What either
    write spreads by an unknown factor of the same kind (at least 10); complaints are put right if answered in time.

    Args:
        planned_posts: 1 to 1,000.
        hours_per_post: planned hours of work for each, 0.1 to 1,000.
        ad_spend: spent on advertising, 0 to 1e6 EUR.
        satisfied: share of the customers who are satisfied, 0 to 1.
        answer_hours: hours until a complaint is answered, 0 to 10,000.
        runs: 1 to 10,000.
        rng: a seed (whole number), or a numpy Generator.
        fans: followers of the company's page, 0 to 1e9.
        organic: share of them who see a post without advertising, 0 to 1.
        cpm: price of a thousand impressions, 0.01 to 1e6 EUR.
        frequency: impressions a person, 1 to 1,000.
        contacts: people who see what one person shares, 0 to 1e6.
        wage: of an hour of work, 0 to 1e6 EUR.
        best_reproduction: R of a post with all the care in the world if 20 people see what is shared, 0 to 0.9; see
            `share_rate`.

    Returns:
        Columns run | cost (EUR) | landed (how well the posts did, of the share rate) | seen_first | reach |
        participants | orders | positive | negative (people).

    Raises:
        Refused: if an argument is outside its range.

    >>> play(runs=200)[["cost", "reach", "orders"]].median().round().tolist()
    [419.0, 26450.0, 16.0]
    """
    luck = generator(rng)
    n, many = whole("planned_posts", planned_posts, 1, 1000), whole("runs", runs, 1, 10_000)
    hours = n * scalar("hours_per_post", hours_per_post, 0.1, 1000)
    work = planning.simulate([(hours / 2, hours, hours * 3)], many, luck) * scalar("wage", wage, 0, 1e6)
    cost, people = work + scalar("ad_spend", ad_spend, 0, 1e6), scalar("fans", fans, 0, 1e9)
    bought = ad_spend / scalar("cpm", cpm, 0.01, 1e6) * 1000 / scalar("frequency", frequency, 1, 1000)
    seen_first = max(1, round(n * people * scalar("organic", organic, 0, 1) + bought))
    landed = planning.simulate([(0.6, 1, 1.1)], many, luck)
    rate = landed * share_rate(hours_per_post, best_reproduction)
    reach = branching.final_size(seen_first, branching.reproduction(contacts, rate))
    orders = reach * funnel.stages(1e6, *BUY)["people"].iloc[-1] / 1e6
    positive, negative = word_of_mouth.listeners(orders, scalar("satisfied", satisfied, 0, 1), 4.5, 10)
    louder, worse = (amplification.sample(10, 2, many, luck) for _ in range(2))
    missed = 1 - recovery(answer_hours)
    brings = motivation.participation(people, 0.5, 3) * 0.02
    table = {"run": np.arange(many), "cost": cost, "landed": landed, "seen_first": float(seen_first), "reach": reach}
    table |= {"participants": reach * brings, "orders": orders, "positive": positive * louder}
    return pd.DataFrame(table | {"negative": negative * missed * worse})


def summary(runs: pd.DataFrame) -> pd.DataFrame:
    """Return the median of all runs at each stage, with the band that holds eight of ten of them (P10 to P90).

    Args:
        runs: as `play` returns them.

    Returns:
        Six rows, columns campaign_stage | people | people_low | people_high.

    >>> summary(play())["campaign_stage"].tolist()
    ['seen_first', 'reach', 'participants', 'orders', 'positive', 'negative']
    """
    low, middle, high = (runs[list(STAGES)].quantile(p).to_numpy() for p in (0.1, 0.5, 0.9))
    return pd.DataFrame({"campaign_stage": STAGES, "people": middle, "people_low": low, "people_high": high})


def reach_over_reproduction(planned_posts: int, hours_per_post: float, ad_spend: float, **shop: float) -> pd.DataFrame:
    """Return whom a campaign reaches for every R that its best posts might have: the median and the P10 to P90 band.

    Args:
        planned_posts: 1 to 1,000.
        hours_per_post: planned hours of work for each, 0.1 to 1,000.
        ad_spend: spent on advertising, 0 to 1e6 EUR.
        shop: what else `play` takes by name, such as fans.

    Returns:
        Columns best_reproduction (0, 0.02 .. 0.9) | people | people_low | people_high.

    >>> over = reach_over_reproduction(1, 1, 450).set_index("best_reproduction")["people"].round()
    >>> float(over[0.0]), bool(over[0.04] < 27_000), bool(over[0.9] > 35_000)
    (25691.0, True, True)
    """
    best = np.arange(46) / 50
    runs = play(planned_posts, hours_per_post, ad_spend, runs=100, **shop)  # type: ignore[arg-type]
    rates = np.outer(runs["landed"], [share_rate(hours_per_post, r) for r in best])
    reach = branching.final_size(runs["seen_first"][0], branching.reproduction(shop.get("contacts", 20), rates))
    low, middle, high = np.quantile(reach, (0.1, 0.5, 0.9), axis=0)
    return pd.DataFrame({"best_reproduction": best, "people": middle, "people_low": low, "people_high": high})


def storm(customers: float = 500, satisfied: float = 0.8, answer_hours: float = 48) -> pd.DataFrame:
    """Return who hears what customers write in public: good and bad news spread by one kind of unknown factor.

    Args:
        customers: 1 to 1e9.
        satisfied: share of them who are satisfied, 0 to 1.
        answer_hours: hours until a complaint is answered, 0 to 10,000.

    Returns:
        Rows "positive", "negative", columns opinion | listeners | listeners_low | listeners_high (P10 to P90).

    >>> storm()["listeners"].round().tolist()
    [25456.0, 10960.0]
    """
    heard = np.array(_told(customers, satisfied, answer_hours))[:, None] * amplification.quantile(
        np.array([0.5, 0.1, 0.9]), 10, 2
    )
    names = ["listeners", "listeners_low", "listeners_high"]
    return pd.DataFrame({"opinion": ["positive", "negative"]} | dict(zip(names, heard.T, strict=True)))


def quiet_weeks(satisfied: float, answer_hours: float, loudness: float = 1 / 3) -> float:
    """Return in what share of weeks bad news is at most so loud as good news, if both spread by such a factor.

    The ratio of two factors of the same Pareto tail (alpha 2) is at most x with chance 1 - 1/(2 x^2); below 1, x^2/2.

    Args:
        satisfied: share of the customers who are satisfied, 0 to 1.
        answer_hours: hours until a complaint is answered, 0 to 10,000.
        loudness: what bad news may be of good news, 0.01 to 100.

    >>> round(quiet_weeks(0.8, 48), 3), round(quiet_weeks(0.83, 10), 3)
    (0.3, 0.901)
    """
    good, bad = _told(1000, satisfied, answer_hours)
    if bad == 0:
        return 1.0
    room = scalar("loudness", loudness, 0.01, 100) * good / bad
    return float(1 - room**-2 / 2 if room >= 1 else room**2 / 2)


def _told(customers: float, satisfied: float, answer_hours: float) -> tuple[float, float]:
    """Return how many people would hear good and bad news by word of mouth, complaints put right in time left out."""
    good, bad = word_of_mouth.listeners(scalar("customers", customers, 1, 1e9), satisfied, 4.5, 10)
    return float(good), float(bad) * (1 - recovery(answer_hours))


def storm_cost(satisfied: float, answer_hours: float) -> float:
    """Return what it costs to be so good and so quick, EUR a week: 10 for each per cent above 80, and 840 / hours.

    Args:
        satisfied: share of the customers who are satisfied, 0 to 1.
        answer_hours: hours until a complaint is answered, 0.1 to 10,000.

    >>> storm_cost(0.85, 24)
    85.0
    """
    better = max(0.0, scalar("satisfied", satisfied, 0, 1) - 0.8)
    return round(better * 1000 + 840 / scalar("answer_hours", answer_hours, 0.1, 10_000), 6)


def storm_costs(satisfied: float) -> pd.DataFrame:
    """Return what it costs to be so good, for every quickness of the answers: `storm_cost` from 1 to 72 hours.

    Args:
        satisfied: share of the customers who are satisfied, 0 to 1.

    Returns:
        Columns answer_hours | cost (EUR a week).

    >>> storm_costs(0.85).query("answer_hours == 24")["cost"].tolist()
    [85.0]
    """
    hours = range(1, 73)
    return pd.DataFrame({"answer_hours": hours, "cost": [storm_cost(satisfied, hour) for hour in hours]})


def warehouse(orders: float, window: int = 5, lead_time: float = 2, sharing: bool = False) -> pd.DataFrame:
    """Return what each stage of the supply chain orders when a campaign's orders come on top of 20 pieces a week.

    The orders arrive as an adoption curve that starts in week 5 (p = .15, q = .5).

    Args:
        orders: that the campaign brings in all, 1 to 1e6 pieces.
        window: weeks in the moving average, 1 to 52.
        lead_time: weeks from an order to its arrival, 0 to 52.
        sharing: whether every stage sees what the customers buy.

    Returns:
        Columns week | stage (0 = customers, 1..3) | orders (pieces).

    >>> warehouse(100).groupby("stage")["orders"].max().round().tolist()
    [41.0, 49.0, 61.0, 77.0]
    """
    wave = adoption.bass(scalar("orders", orders, 1, 1e6), 0.15, 0.5, 20)["new"].to_numpy()
    demand = np.full(30, 20.0)
    demand[4 : 4 + len(wave)] += wave
    return supply_chain.order_up_to(demand, lead_time, whole("window", window, 1, 52), 3, sharing)
