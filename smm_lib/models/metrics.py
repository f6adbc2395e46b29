"""The key figures of posts: what was seen, what people did with it, and by what it is divided.

The same posts look strong or weak depending on the denominator. Money stands in `economics`, opinions in `reputation`;
their functions can be had from here as well, so that every key figure is `metrics.<name>`.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.models.bounds import Numbers, Refused, divisor, number, one_of, whole
from smm_lib.models.economics import (  # noqa: F401
    break_even_roas,
    cac,
    click_through_rate,
    conversion_rate,
    cpa,
    cpc,
    cpl,
    cpm,
    customer_lifetime_value,
    economic_value,
    roas,
    roi,
)
from smm_lib.models.reputation import (  # noqa: F401
    amplification_rate,
    applause_rate,
    conversation_rate,
    follower_growth,
    k_factor,
    net_sentiment,
    nps,
    response_rate,
    response_time,
    share_of_voice,
    virality_rate,
)

DENOMINATORS = ("reach", "impressions", "followers")
REACTIONS = ("likes", "loves", "wows", "hahas", "sads", "angrys")
REPLIES = ("comments", "shares", "saves")
INTERACTIONS = {"interactions", "reactions", *REACTIONS, *REPLIES}  # columns of which one is enough
Counts = npt.NDArray[np.float64]
MOST = 1e15  # the largest count that is taken


def interactions(posts: pd.DataFrame) -> "pd.Series[float]":
    """Return what people did with each post: reactions (or else likes, loves and so on) + comments + shares + saves.

    Say which of them you count before you compare: pages and tools count differently.

    Args:
        posts: one row for each post, with some of the columns reactions | likes | loves | wows | hahas | sads |
            angrys | comments | shares | saves, 0 to 1e14.

    Returns:
        One count for each post. A missing value counts as 0 if another one of the post is known; else it is missing.

    Raises:
        Refused: if there is none of the columns, or one holds something that is no count.

    >>> interactions(pd.DataFrame({"likes": [40, 4], "comments": [7, 1], "shares": [3, None]})).tolist()
    [50.0, 5.0]
    """
    has = list(posts.columns) if isinstance(posts, pd.DataFrame) else []
    parts = (*(["reactions"] if "reactions" in has else REACTIONS), *REPLIES)
    counts = [_numbers(posts, name, MOST / 10) for name in parts if name in has]
    if not counts:
        raise Refused("posts", "columns", ", ".join(map(str, has)) or "-", options="likes")
    known = ~np.isnan(counts).all(axis=0)
    return pd.Series(np.where(known, np.nansum(counts, axis=0), np.nan), posts.index, name="interactions")


def engagement_rate(posts: pd.DataFrame, by: str = "reach") -> "pd.Series[float]":
    """Return the engagement rate of each post: interactions / reach, / impressions, / followers or / views.

    Args:
        posts: one row for each post, columns interactions (likes + comments + shares, say; 0 to 1e15) and `by`.
        by: "reach" (people who saw the post), "impressions" (how often it was displayed), "followers" (of the page),
            "views" (how often it was played or seen, as each platform counts).

    Returns:
        One share for each post, in the index of `posts`. Posts with a missing value or a denominator below 1 are LEFT
        OUT: they have no rate. `engagement_summary` counts them.

    Raises:
        Refused: if a column is missing or holds something that is no count, or if no post is left.

    >>> engagement_rate(pd.DataFrame({"interactions": [50, 5, 9], "reach": [1000, 500, 0]})).tolist()
    [0.05, 0.01]
    """
    part, base, kept = _counts(posts, str(one_of("by", by, (*DENOMINATORS, "views"))))
    if not kept.any():
        raise Refused("posts", "points_at_least", 0, low=1)
    return pd.Series(part[kept] / base[kept], posts.index[kept], name="engagement_rate")


def engagement_summary(posts: pd.DataFrame, group: str | None = None, most: int | None = None) -> pd.DataFrame:
    """Return the engagement rate of many posts: up to three denominators, and three ways to make one number of many.

    The mean of rates counts every post alike; the rate of sums, sum(interactions) / sum(denominator), counts every
    contact alike, so large posts weigh more; the median is the post in the middle.

    Args:
        posts: one row for each post, columns interactions (where missing, what `interactions` adds up) and reach |
            impressions | followers, or some of these three; views count where nothing is known of reach.
        group: a further column, such as "type": then one line for each of its values.
        most: how many values of `group` get a line, the most frequent ones (1 or more); all if left out.

    Returns:
        Columns (group) | by | mean_of_rates | median | rate_of_sums (shares) | posts (that count) | left_out (posts
        with a missing value or a denominator below 1). A group or a denominator of which no post is left has no line,
        nor has a post without a group.

    Raises:
        Refused: if a column is missing or holds something that is no count, or if no post is left.

    >>> posts = pd.DataFrame({"interactions": [50, 5], "reach": [1000, 500], "impressions": [2000, 500]})
    >>> engagement_summary(posts.assign(followers=10_000))[["mean_of_rates", "rate_of_sums"]].iloc[0].round(4).tolist()
    [0.03, 0.0367]
    """
    has = set(getattr(posts, "columns", ()))
    if "interactions" not in has or has & (INTERACTIONS - {"interactions"}):
        added = interactions(posts)
        posts = posts.assign(interactions=posts["interactions"].fillna(added) if "interactions" in has else added)
    known = [by for by in DENOMINATORS if by in has]
    if "views" in has and not ("reach" in has and posts["reach"].notna().any()):
        known.append("views")
    return _summary(posts, "interactions", known or ["reach"], group, most)


def click_summary(posts: pd.DataFrame, group: str | None = None, most: int | None = None) -> pd.DataFrame:
    """Return the click-through rate of many posts, as `engagement_summary` does: clicks / impressions.

    Args:
        posts: one row for each post, columns impressions and clicks, or else clickthrough_rate (a share).
        group: a further column, such as "type": then one line for each of its values.
        most: how many values of `group` get a line, the most frequent ones (1 or more); all if left out.

    Returns:
        The columns of `engagement_summary`; `by` is "impressions".

    Raises:
        Refused: if a column is missing or holds something that is no count, or if no post is left.

    >>> click_summary(pd.DataFrame({"clickthrough_rate": [0.25, 0.75], "impressions": [100, 300]}))["median"].item()
    0.5
    """
    if "clicks" not in getattr(posts, "columns", ()):
        rate = _numbers(posts, "clickthrough_rate", 1)
        posts = posts.assign(clicks=rate * _numbers(posts, "impressions"))
    return _summary(posts, "clicks", ["impressions"], group, most)


def _summary(
    posts: pd.DataFrame, counted: str, denominators: list[str], group: str | None, most: int | None
) -> pd.DataFrame:
    labels = None if group is None else _column(posts, group)
    if labels is not None and most is not None:
        often = labels.value_counts().index[: whole("most", most, 1)]
        labels = labels.where(labels.isin(often))
    rows = []
    for by in denominators:
        part, base, kept = _counts(posts, by, counted)
        for name in [None] if labels is None else sorted(labels.dropna().unique()):
            inside = np.ones(len(posts), bool) if labels is None else (labels == name).to_numpy()
            p, w = part[inside & kept], base[inside & kept]
            if len(p):
                ways = {"mean_of_rates": np.mean(p / w), "median": np.median(p / w), "rate_of_sums": p.sum() / w.sum()}
                line = {"by": by, **ways, "posts": len(p), "left_out": int(inside.sum()) - len(p)}
                rows.append(line if group is None else {group: name, **line})
    if not rows:
        raise Refused("posts", "points_at_least", 0, low=1)
    return pd.DataFrame(rows)


def frequency(impressions: Numbers, reach: Numbers) -> Numbers:
    """Return how often each person reached saw it on average: impressions / reach.

    Counts are 0 to 1e15, denominators above 0; anything else is refused (so in every function below).

    >>> frequency(9000, 5000)
    1.8
    """
    return number("impressions", impressions, 0, MOST) / divisor("reach", reach)


def gross_rating_points(reach: Numbers, population: Numbers, frequency: Numbers) -> Numbers:
    """Return the pressure of a campaign in points: reach in per cent of the target population x frequency.

    >>> gross_rating_points(40_000, 100_000, 3)
    120.0
    """
    return 100 * number("reach", reach, 0, MOST) / divisor("population", population) * number(
        "frequency", frequency, 0, MOST
    )  # fmt: skip


def view_rate(views: Numbers, impressions: Numbers) -> Numbers:
    """Return views / impressions of a video. Platforms count a view after 2, 3 or 30 seconds: compare with care.

    >>> view_rate(3000, 10_000)
    0.3
    """
    return number("views", views, 0, MOST) / divisor("impressions", impressions)


def completion_rate(completed: Numbers, started: Numbers) -> Numbers:
    """Return completed / started: the share of started videos that were watched to the end.

    >>> completion_rate(600, 3000)
    0.2
    """
    return number("completed", completed, 0, MOST) / divisor("started", started)


def _column(posts: pd.DataFrame, name: str) -> "pd.Series[float]":
    has = list(posts.columns) if isinstance(posts, pd.DataFrame) else []
    if has.count(name) != 1:
        raise Refused("posts", "columns", ", ".join(map(str, has)) or "-", options=name)
    return posts[name]


def _counts(
    posts: pd.DataFrame, by: str, counted: str = "interactions"
) -> tuple[Counts, Counts, npt.NDArray[np.bool_]]:
    """Return what is counted, denominators, and which posts have a rate."""
    part, base = _numbers(posts, counted), _numbers(posts, by)
    kept = ~np.isnan(part) & (np.nan_to_num(base) >= 1)
    return part, base, kept


def _numbers(posts: pd.DataFrame, name: str, most: float = MOST) -> Counts:
    column = _column(posts, name)
    values, known = np.full(len(column), np.nan), column.notna().to_numpy()
    values[known] = number(name, column[known].to_numpy(), 0, most)
    return values
