"""One campaign through the six steps of the social media loop, and what feedback adds to it."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Numbers, number, one_of, scalar, whole

TOUCHPOINTS = ("social_media", "traditional")


def six_steps(
    posts: float,
    contacts: float,
    participation: float,
    items: float,
    listening: float,
    competitors: int = 2,
    touchpoint: str = "social_media",
) -> pd.DataFrame:
    """Return the number on each of the six arrows of the loop, for one week.

    impressions = posts x contacts; participants = impressions x participation; written = participants x items;
    heard = written x listening. What is written is public, whether the company hears it or not.

    Args:
        posts: of the company a week, 0 to 1e6.
        contacts: people a post is shown to, 0 to 1e9.
        participation: share of the impressions that make somebody join in, 0 to 1.
        items: comments (or pictures, reviews) of a participant, 0 to 1e4.
        listening: share of what customers wrote that the company reads, 0 to 1.
        competitors: companies that read along, 0 to 1,000.
        touchpoint: "social_media", or "traditional": a one-way touchpoint, where nothing comes back.

    Returns:
        Six rows, columns step (1..6) | actor ("company", "customers", "others") | what ("posts", "impressions",
        "participants", "written", "heard", "public") | amount (a week) | competitors (who read along in step 6).

    Raises:
        Refused: if an argument is outside its range.

    Source: the six steps are those of the course's source text; the picture of a pinball machine, where the ball comes
    back, is from Hennig-Thurau et al. (2010): The impact of new media on customer relationships. Journal of Service
    Research 13(3), 311-330. The numbers are a teaching model of our own.

    >>> six_steps(5, 2000, 0.01, 1.5, 0.6)["amount"].tolist()
    [5.0, 10000.0, 100.0, 150.0, 90.0, 150.0]
    """
    rivals = whole("competitors", competitors, 0, 1000)
    back = 1.0 if one_of("touchpoint", touchpoint, TOUCHPOINTS) == "social_media" else 0.0
    placed = scalar("posts", posts, 0, 1e6)
    shown = placed * scalar("contacts", contacts, 0, 1e9)
    joined = back * shown * scalar("participation", participation, 0, 1)
    written = joined * scalar("items", items, 0, 1e4)
    heard = written * scalar("listening", listening, 0, 1)
    return pd.DataFrame(
        {
            "step": range(1, 7),
            "actor": ["company", "customers", "customers", "customers", "company", "others"],
            "what": ["posts", "impressions", "participants", "written", "heard", "public"],
            "amount": np.round([placed, shown, joined, written, heard, written], 9),
            "competitors": rivals,
        }
    )


def leak(week: pd.DataFrame) -> pd.DataFrame:
    """Return how the numbers of a week shrink and grow on their way back, and what the company misses.

    missed = written - heard.

    Args:
        week: a table of `six_steps`.

    Returns:
        Rows "participants", "written", "heard", "missed", columns what | amount (a week).

    >>> leak(six_steps(5, 2000, 0.01, 1.5, 0.6))["amount"].tolist()
    [100.0, 150.0, 90.0, 60.0]
    """
    amount = week.set_index("what")["amount"]
    kept = amount[["participants", "written", "heard"]]
    return pd.DataFrame({"what": [*kept.index, "missed"], "amount": [*kept, amount["written"] - amount["heard"]]})


def who_knows(
    written: float,
    listening: float,
    competitors: int = 2,
    touchpoint: str = "social_media",
    rival_listening: float = 1.0,
    private: float = 0.0,
) -> pd.DataFrame:
    """Return how much of what customers wrote each side knows.

    company = written x listening + private; other customers can read all that is public; a competitor reads
    written x rival_listening. That competitors read everything is the most they can do, not what they are known to do.

    Args:
        written: what customers wrote a week, 0 to 1e15.
        listening: share of it that the company reads, 0 to 1.
        competitors: companies that read along, 0 to 1,000; what is public, all of them can read.
        touchpoint: "social_media", or "traditional": then nothing is public, and nothing comes back.
        rival_listening: share of what is public that a competitor reads, 0 to 1.
        private: messages, orders and the like a week, which only the company sees, 0 to 1e15.

    Returns:
        Rows "company", "other_customers", "competitors", columns actor | known (comments that this side knows).

    >>> who_knows(150, 0.6)["known"].tolist()
    [90.0, 150.0, 150.0]
    >>> who_knows(150, 0.6, rival_listening=0.2, private=20)["known"].tolist()
    [110.0, 150.0, 30.0]
    """
    rivals = whole("competitors", competitors, 0, 1000)
    social = one_of("touchpoint", touchpoint, TOUCHPOINTS) == "social_media"
    public = scalar("written", written, 0, 1e15) if social else 0.0
    own = scalar("private", private, 0, 1e15) if social else 0.0
    theirs = public * scalar("rival_listening", rival_listening, 0, 1) if rivals else 0.0
    known = [public * scalar("listening", listening, 0, 1) + own, public, theirs]
    return pd.DataFrame({"actor": ["company", "other_customers", "competitors"], "known": known})


def voices(own_comments: float, competitors: int, rival_comments: float) -> pd.DataFrame:
    """Return the share of voice: whose comments are which part of all comments about the market.

    share of voice = own comments / (own comments + competitors x comments about each of them).

    Args:
        own_comments: about the company, 0 to 1e15.
        competitors: in the market, 0 to 1,000.
        rival_comments: about each of them, 0 to 1e15.

    Returns:
        Rows "company", "competitors" (all together), columns actor | share_of_voice (0..1).

    Raises:
        Refused: if an argument is outside its range, or nobody is talked about.

    >>> voices(150, 2, 225)["share_of_voice"].tolist()
    [0.25, 0.75]
    """
    own = scalar("own_comments", own_comments, 0, 1e15)
    others = whole("competitors", competitors, 0, 1000) * scalar("rival_comments", rival_comments, 0, 1e15)
    total = scalar("own_comments", own + others, 0, above=True)
    return pd.DataFrame({"actor": ["company", "competitors"], "share_of_voice": [own / total, others / total]})


def with_feedback(written: Numbers, gain: Numbers) -> Numbers:
    """Return all comments that follow from some, if every one brings `gain` new ones, and these again.

    total = written / (1 - gain): the sum of written x (1 + gain + gain^2 + ...).

    Args:
        written: the first comments, 0 to 1e15 (may be an array, as both).
        gain: new comments that a comment brings, 0 to 0.999; from 1 on it would never end.

    Returns:
        Comments in total.

    Raises:
        Refused: if an argument is outside its range.

    >>> round(with_feedback(150, 0.3), 1), round(with_feedback(150, 0.85), 6)
    (214.3, 1000.0)
    """
    return number("written", written, 0, 1e15) / (1 - number("gain", gain, 0, 0.999))


def weeks_with_feedback(written: float, gain: float, weeks: int = 12) -> pd.DataFrame:
    """Return the comments week by week if every week's bring `gain` times as many in the next, and without.

    Args:
        written: the first week's comments, 0 to 1e15.
        gain: new comments that a comment brings, 0 to 0.999.
        weeks: 1 to 520.

    Returns:
        Columns week (1..weeks) | feedback ("with_feedback", "without_feedback") | written
        (that week) | comments_so_far (up to that week).

    >>> weeks_with_feedback(150, 0.3, weeks=2).query("feedback == 'with_feedback'")["comments_so_far"].tolist()
    [150.0, 195.0]
    """
    first, more = scalar("written", written, 0, 1e15), scalar("gain", gain, 0, 0.999)
    week = np.arange(1, whole("weeks", weeks, 1, 520) + 1)
    parts = []
    for feedback, rate in (("with_feedback", more), ("without_feedback", 0.0)):
        made = first * rate ** (week - 1.0)
        parts.append(
            pd.DataFrame({"week": week, "feedback": feedback, "written": made, "comments_so_far": np.cumsum(made)})
        )
    return pd.concat(parts, ignore_index=True)


def gain_for(written: float, total: float) -> float:
    """Return the gain that turns the first comments into so many in total: 1 - written / total.

    Args:
        written: the first comments, 0 to 1e15.
        total: comments wanted in total, from `written` to 1e18, above 0.

    >>> round(gain_for(150, 1000), 4)
    0.85
    """
    first = scalar("written", written, 0, 1e15)
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


def revenue_by_ads(cpm: float, most: int = 100) -> pd.DataFrame:
    """Return what a "free" platform earns with one user in a month, from no ads a day to many.

    Args:
        cpm: price of a thousand impressions (cost per mille), 0 to 1e5 EUR.
        most: ads a day at the end of the table, 1 to 10,000.

    Returns:
        Columns ads (0..most) | revenue_per_user (EUR a month).

    >>> revenue_by_ads(5)["revenue_per_user"].iloc[[0, 30]].tolist()
    [0.0, 4.5]
    """
    ads = np.arange(whole("most", most, 1, 10_000) + 1.0)
    return pd.DataFrame({"ads": ads, "revenue_per_user": revenue_per_user(ads, scalar("cpm", cpm, 0, 1e5))})
