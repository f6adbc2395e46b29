"""The key figures: one count above another, and what that makes of the posts of a page.

The same posts look strong or weak depending on the denominator.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.models.bounds import LARGEST, Numbers, Refused, divisor, number, one_of, scalar, whole

DENOMINATORS = ("reach", "impressions", "followers")
REACTIONS = ("likes", "loves", "wows", "hahas", "sads", "angrys")
REPLIES = ("comments", "shares", "saves")
INTERACTIONS = {"interactions", "reactions", *REACTIONS, *REPLIES}  # columns of which one is enough
Counts = npt.NDArray[np.float64]
KAUSHIK = "Kaushik (2011): Best social media metrics: conversation, amplification, applause, economic value"
REICHHELD = "Reichheld (2003): The one number you need to grow. Harvard Business Review 81(12)"
# Every key figure is numerator / denominator x per; the formula also says what these two are made of.
figures = pd.DataFrame(
    [
        ("engagement_rate", "interactions / reach", "interactions", "reach", 1, ""),
        ("frequency", "impressions / reach", "impressions", "reach", 1, ""),
        ("click_through_rate", "clicks / impressions", "clicks", "impressions", 1, ""),
        ("conversion_rate", "orders / clicks", "orders", "clicks", 1, ""),
        ("completion_rate", "completed / started", "completed", "started", 1, ""),
        ("cpm", "1000 x cost / impressions", "cost", "impressions", 1000, ""),
        ("cpc", "cost / clicks", "cost", "clicks", 1, ""),
        ("cpa", "cost / orders", "cost", "orders", 1, ""),
        ("roas", "ad_revenue / cost", "ad_revenue", "cost", 1, ""),
        ("roi", "(margin - cost) / cost", "profit", "cost", 1, ""),
        ("share_of_voice", "our_mentions / mentions", "our_mentions", "mentions", 1, ""),
        ("net_sentiment", "(good - bad) / mentions", "good_minus_bad", "mentions", 1, ""),
        ("amplification_rate", "shares / published", "shares", "published", 1, KAUSHIK),
        ("response_rate", "answered / questions", "answered", "questions", 1, ""),
        ("nps", "100 x (promoters - detractors) / scores", "promoters_minus_detractors", "scores", 100, REICHHELD),
        ("customer_lifetime_value", "margin x r / (1 - r + i)", "margin_kept", "lost_per_100", 100, ""),
    ],
    columns=["figure", "formula", "numerator", "denominator", "per", "source"],
)


def value_of(figure: str, numerator: Numbers, denominator: Numbers) -> Numbers:
    """Return a key figure: numerator / denominator x per, as the table `figures` names them.

    Args:
        figure: one of `figures`.
        numerator: the count (or the euros) above the line, -1e15 to 1e15; may be an array.
        denominator: the one below the line, above 0.

    Returns:
        Shares as 0..1, money in EUR, the net promoter score in points from -100 to 100. A share above 1 means that one
        of the two counts is wrong: nobody clicks on more than was shown.

    Raises:
        Refused: if an argument is outside its range.

    A customer's lifetime value is the sum of margin x r^t / (1 + i)^t over all years t from 1 on, if a share r of the
    customers stays from year to year and money bears the interest i. It is margin x r above (1 - r) + i: what a year
    brings with those who stay, above what is lost in a year because customers leave and because money comes later.

    >>> value_of("cpm", 250, 50_000), value_of("share_of_voice", 300, 1200), value_of("nps", 47 - 20, 100)
    (5.0, 0.25, 27.0)
    >>> value_of("customer_lifetime_value", 60 * 0.8, 20 + 10)
    160.0
    """
    per = float(_row(figure)["per"])
    return per * number("numerator", numerator, -LARGEST, LARGEST) / divisor("denominator", denominator)


def doubled(figure: str, numerator: float, denominator: float) -> pd.DataFrame:
    """Return a key figure as it is, with its numerator doubled, and with its denominator doubled.

    Args:
        figure: one of `figures`.
        numerator: above the line, -1e14 to 1e14.
        denominator: below the line, above 0.

    Returns:
        Three rows, columns doubled ("nothing", the name of the numerator, that of the denominator) | <figure>.

    >>> doubled("cpc", 300, 1000).values.tolist()
    [['nothing', 0.3], ['cost', 0.6], ['clicks', 0.15]]
    """
    above, below = scalar("numerator", numerator, -LARGEST / 10, LARGEST / 10), scalar("denominator", denominator, 0)
    shown = [value_of(figure, above, below), value_of(figure, 2 * above, below), value_of(figure, above, 2 * below)]
    row = _row(figure)
    return pd.DataFrame({"doubled": ["nothing", row["numerator"], row["denominator"]], figure: shown})


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
    counts = [_numbers(posts, name, LARGEST / 10) for name in parts if name in has]
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


def _row(figure: str) -> "pd.Series[Any]":
    one_of("figure", figure, figures["figure"].tolist())
    return figures[figures["figure"] == figure].iloc[0]


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


def _numbers(posts: pd.DataFrame, name: str, most: float = LARGEST) -> Counts:
    column = _column(posts, name)
    values, known = np.full(len(column), np.nan), column.notna().to_numpy()
    values[known] = number(name, column[known].to_numpy(), 0, most)
    return values
