"""How a company stands among its public: what is said and passed on, how kindly, who recommends it, who is answered."""

import numpy as np

from smm_lib.models.bounds import Numbers, Refused, divisor, number

MOST = 1e15  # the largest count that is taken


def share_of_voice(own: Numbers, others: Numbers) -> Numbers:
    """Return the share of all mentions of a market that name the company: own / (own + others).

    Args:
        own: mentions of the company, 0 to 1e15 (may be an array, as in every function but `nps` and `response_time`).
        others: mentions of its competitors, 0 to 1e15.

    Raises:
        Refused: if an argument is outside its range, or if nobody is mentioned.

    >>> share_of_voice(300, 900)
    0.25
    """
    mine, theirs = number("own", own, 0, MOST), number("others", others, 0, MOST)
    return mine / divisor("own", mine + theirs)


def net_sentiment(positive: Numbers, negative: Numbers, neutral: Numbers = 0.0) -> Numbers:
    """Return the balance of opinions: (positive - negative) / (positive + negative + neutral).

    Args:
        positive: mentions that speak well, 0 to 1e15.
        negative: mentions that speak badly, 0 to 1e15.
        neutral: mentions that do neither, 0 to 1e15. Counting them pulls the figure towards 0; say whether you did.

    Returns:
        -1 (all bad) to 1 (all good).

    Raises:
        Refused: if an argument is outside its range, or if there is no mention at all.

    >>> net_sentiment(60, 20), net_sentiment(60, 20, 120)
    (0.5, 0.2)
    """
    good, bad = number("positive", positive, 0, MOST), number("negative", negative, 0, MOST)
    return (good - bad) / divisor("positive", good + bad + number("neutral", neutral, 0, MOST))


def nps(scores: Numbers) -> float:
    """Return the net promoter score: per cent who answer 9 or 10, minus per cent who answer 0 to 6.

    Args:
        scores: answers to "would you recommend us?", a list of whole numbers from 0 (never) to 10 (surely).

    Returns:
        -100 to 100 points; no share and no per cent.

    Raises:
        Refused: if there is no answer, or one that is no whole number from 0 to 10.

    Source: Reichheld (2003): The one number you need to grow. Harvard Business Review 81(12).

    >>> nps([10, 9, 9, 8, 3])
    40.0
    """
    answers = np.atleast_1d(number("scores", scores, 0, 10))
    if not answers.size:
        raise Refused("scores", "points_at_least", 0, low=1)
    if np.any(answers % 1):
        raise Refused("scores", "whole_between", answers, low=0, high=10)
    return 100 * float((answers >= 9).mean() - (answers <= 6).mean())


def conversation_rate(comments: Numbers, posts: Numbers) -> Numbers:
    """Return comments per post.

    Args:
        comments: on all of the posts, 0 to 1e15.
        posts: of a period, above 0.

    Source, also of amplification and applause: Kaushik (2011): Best social media metrics. Occam's Razor (a blog).

    >>> conversation_rate(36, 12)
    3.0
    """
    return number("comments", comments, 0, MOST) / divisor("posts", posts)


def amplification_rate(shares: Numbers, posts: Numbers) -> Numbers:
    """Return shares per post: how often a post was passed on.

    Args:
        shares: of all of the posts, 0 to 1e15.
        posts: of a period, above 0.

    >>> amplification_rate(60, 12)
    5.0
    """
    return number("shares", shares, 0, MOST) / divisor("posts", posts)


def applause_rate(likes: Numbers, posts: Numbers) -> Numbers:
    """Return likes per post.

    Args:
        likes: of all of the posts, 0 to 1e15.
        posts: of a period, above 0.

    >>> applause_rate(1200, 12)
    100.0
    """
    return number("likes", likes, 0, MOST) / divisor("posts", posts)


def virality_rate(shares: Numbers, impressions: Numbers) -> Numbers:
    """Return shares / impressions: the share of displays that were passed on.

    Args:
        shares: how often it was passed on, 0 to 1e15.
        impressions: how often it was displayed, above 0.

    >>> virality_rate(60, 12_000)
    0.005
    """
    return number("shares", shares, 0, MOST) / divisor("impressions", impressions)


def k_factor(invitations: Numbers, acceptance_rate: Numbers) -> Numbers:
    """Return how many new users each user brings: invitations x acceptance rate. Above 1 it grows by itself.

    Args:
        invitations: sent by a user, 0 to 1e15.
        acceptance_rate: share of them that are accepted, 0 to 1.

    >>> k_factor(5, 0.1)
    0.5
    """
    return number("invitations", invitations, 0, MOST) * number("acceptance_rate", acceptance_rate, 0, 1)


def follower_growth(new: Numbers, followers: Numbers) -> Numbers:
    """Return new / followers: growth of a page in a period, as a share of the followers before.

    Args:
        new: followers won minus followers lost, -1e15 to 1e15.
        followers: before the period, above 0.

    >>> follower_growth(50, 1000)
    0.05
    """
    return number("new", new, -MOST, MOST) / divisor("followers", followers)


def response_rate(answered: Numbers, unanswered: Numbers) -> Numbers:
    """Return the share of questions that got an answer: answered / (answered + unanswered).

    Args:
        answered: questions, 0 to 1e15.
        unanswered: questions, 0 to 1e15.

    Raises:
        Refused: if an argument is outside its range, or if nobody asked.

    >>> response_rate(45, 5)
    0.9
    """
    good, bad = number("answered", answered, 0, MOST), number("unanswered", unanswered, 0, MOST)
    return good / divisor("answered", good + bad)


def response_time(minutes: Numbers) -> float:
    """Return the median time until a question is answered. One that waited over a week-end does not spoil it.

    Args:
        minutes: waited for each answer: a list, each 0 to 1e15.

    Raises:
        Refused: if there is no answer, or a time outside its range.

    >>> response_time([5, 12, 3000])
    12.0
    """
    waited = np.atleast_1d(number("minutes", minutes, 0, MOST))
    if not waited.size:
        raise Refused("minutes", "points_at_least", 0, low=1)
    return float(np.median(waited))
