"""One campaign through the six steps of the social media loop, and what feedback adds to it."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Numbers, number, one_of, scalar, whole

MODES = ("social", "traditional")


def six_steps(
    posts: float,
    contacts: float,
    participation: float,
    items: float,
    listening: float,
    competitors: int = 2,
    mode: str = "social",
) -> pd.DataFrame:
    """Return the number on each of the six arrows of the loop, for one week.

    contacts = posts x contacts a post; participants = contacts x participation; items = participants x items each;
    heard = items x listening. What is not heard was still read by others.

    Args:
        posts: of the company a week, 0 to 1e6.
        contacts: people a post is shown to, 0 to 1e9.
        participation: share of the contacts who join in, 0 to 1.
        items: comments, pictures or reviews of a participant, 0 to 1e4.
        listening: share of those items that the company reads, 0 to 1.
        competitors: companies that read along, 0 to 1,000.
        mode: "social", or "traditional": a one-way touchpoint, where nothing comes back.

    Returns:
        Six rows, columns step (1..6) | actor ("company", "customers", "others") | what ("posts", "contacts",
        "participants", "items", "heard", "missed") | amount (a week).

    Raises:
        Refused: if an argument is outside its range.

    Source: the six steps are those of the course's source text; the picture of a pinball machine, where the ball comes
    back, is from Hennig-Thurau et al. (2010): The impact of new media on customer relationships. Journal of Service
    Research 13(3), 311-330. The numbers are a teaching model of our own.

    >>> six_steps(5, 2000, 0.01, 1.5, 0.6)["amount"].tolist()
    [5.0, 10000.0, 100.0, 150.0, 90.0, 60.0]
    """
    whole("competitors", competitors, 0, 1000)
    back = 1.0 if one_of("mode", mode, MODES) == "social" else 0.0
    placed = scalar("posts", posts, 0, 1e6)
    shown = placed * scalar("contacts", contacts, 0, 1e9)
    joined = back * shown * scalar("participation", participation, 0, 1)
    made = joined * scalar("items", items, 0, 1e4)
    heard = made * scalar("listening", listening, 0, 1)
    amounts = np.round([placed, shown, joined, made, heard, made - heard], 9)
    return pd.DataFrame(
        {
            "step": range(1, 7),
            "actor": ["company", "customers", "customers", "customers", "company", "others"],
            "what": ["posts", "contacts", "participants", "items", "heard", "missed"],
            "amount": amounts,
        }
    )


def who_knows(items: float, listening: float, competitors: int = 2, mode: str = "social") -> pd.DataFrame:
    """Return how much of what customers wrote each side can read.

    Args:
        items: what customers wrote a week, 0 to 1e15.
        listening: share of it that the company reads, 0 to 1.
        competitors: companies that read along, 0 to 1,000; what is public, all of them can read.
        mode: "social", or "traditional": then nothing is public.

    Returns:
        Rows "company", "customers", "competitors", columns actor | known (items that can be read) | readers (sides).

    >>> who_knows(150, 0.6)["known"].tolist()
    [90.0, 150.0, 150.0]
    """
    rivals = whole("competitors", competitors, 0, 1000)
    public = scalar("items", items, 0, 1e15) if one_of("mode", mode, MODES) == "social" else 0.0
    known = [public * scalar("listening", listening, 0, 1), public, public if rivals else 0.0]
    return pd.DataFrame({"actor": ["company", "customers", "competitors"], "known": known, "readers": [1, 1, rivals]})


def with_feedback(items: Numbers, gain: Numbers) -> Numbers:
    """Return all items that follow from some, if every item brings `gain` new ones, and these again.

    total = items / (1 - gain): the sum of items x (1 + gain + gain^2 + ...).

    Args:
        items: the first items, 0 to 1e15 (may be an array, as both).
        gain: new items that an item brings, 0 to 0.999; from 1 on it would never end.

    Returns:
        Items in total.

    Raises:
        Refused: if an argument is outside its range.

    >>> round(with_feedback(150, 0.3), 1), round(with_feedback(150, 0.85), 6)
    (214.3, 1000.0)
    """
    return number("items", items, 0, 1e15) / (1 - number("gain", gain, 0, 0.999))


def weeks_with_feedback(items: float, gain: float, weeks: int = 12) -> pd.DataFrame:
    """Return the items week by week if every week's items bring `gain` times as many in the next, and without.

    Args:
        items: the first week's items, 0 to 1e15.
        gain: new items that an item brings, 0 to 0.999.
        weeks: 1 to 520.

    Returns:
        Columns week (1..weeks) | feedback ("with", "without") | items (that week) | total (up to that week).

    >>> weeks_with_feedback(150, 0.3, weeks=2).query("feedback == 'with'")["total"].tolist()
    [150.0, 195.0]
    """
    first, more = scalar("items", items, 0, 1e15), scalar("gain", gain, 0, 0.999)
    week = np.arange(1, whole("weeks", weeks, 1, 520) + 1)
    parts = []
    for feedback, rate in (("with", more), ("without", 0.0)):
        made = first * rate ** (week - 1.0)
        parts.append(pd.DataFrame({"week": week, "feedback": feedback, "items": made, "total": np.cumsum(made)}))
    return pd.concat(parts, ignore_index=True)


def gain_for(items: float, total: float) -> float:
    """Return the gain that turns the first items into so many in total: 1 - items / total.

    Args:
        items: the first items, 0 to 1e15.
        total: items wanted in total, from `items` to 1e18, above 0.

    >>> round(gain_for(150, 1000), 4)
    0.85
    """
    first = scalar("items", items, 0, 1e15)
    return 1 - first / max(scalar("total", total, first, 1e18, above=first == 0), first)


def revenue_per_user(ads: Numbers, cpm: Numbers) -> Numbers:
    """Return what a "free" platform earns with one user in a month of 30 days.

    revenue = ads a day x 30 x CPM / 1000.

    Args:
        ads: shown to the user a day, 0 to 1e5 (may be an array, as both).
        cpm: price of a thousand impressions (cost per mille), 0 to 1e5 EUR.

    Returns:
        EUR a month and user.

    >>> revenue_per_user(30, 5)
    4.5
    """
    return number("ads", ads, 0, 1e5) * 30 * number("cpm", cpm, 0, 1e5) / 1000
