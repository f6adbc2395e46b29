"""Why people take part: two motives that pull in opposite directions, and rewards that backfire."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Numbers, number, scalar

COST = 3.0  # what posting costs in time and trouble, on the scale of the two motives
HALF = 1000.0  # followers at which the hope for more of them has halved
PHASES = ("before", "during", "after")


def participation(followers: Numbers, intrinsic: Numbers, image: Numbers) -> Numbers:
    """Return the chance that somebody with so many followers posts.

    logistic(intrinsic x log10(1 + followers) + image x 1000 / (1000 + followers) - 3). Who posts for the pleasure of it
    (intrinsic) posts more if more people read it. Who posts to win followers (image) posts less, once there are many.

    Args:
        followers: 0 to 1e10 (may be an array, as every argument).
        intrinsic: weight of pleasure, 0 to 10.
        image: weight of image, 0 to 20.

    Returns:
        A chance, 0 to 1.

    Raises:
        Refused: if an argument is outside its range.

    Source: a teaching model of our own, after Toubia, Stephen (2013): Intrinsic vs. image-related utility in social
    media: Why do people contribute content to Twitter? Marketing Science 32(3), 368-392. They gave people followers and
    found both motives, the image-related one larger for most.

    >>> round(participation(1000, 0.5, 3), 2), round(participation(100_000, 0.5, 0), 3)
    (0.5, 0.378)
    """
    f = number("followers", followers, 0, 1e10)
    pleasure = number("intrinsic", intrinsic, 0, 10) * np.log10(1 + f)
    utility = pleasure + number("image", image, 0, 20) * HALF / (HALF + f) - COST
    chance = 1 / (1 + np.exp(-utility))
    return chance if isinstance(chance, np.ndarray) else float(chance)


def by_followers(intrinsic: float, image: float, points: int = 61) -> pd.DataFrame:
    """Return the chance to post from 1 to 100,000 followers: with both motives and with each alone.

    Args:
        intrinsic: weight of pleasure, 0 to 10.
        image: weight of image, 0 to 20.
        points: how many points each curve has, 2 to 1,000.

    Returns:
        Columns motive ("both", "intrinsic_only", "image_only") | followers | participation (0..1).

    >>> by_followers(0.5, 3)["motive"].unique().tolist()
    ['both', 'intrinsic_only', 'image_only']
    """
    followers = np.geomspace(1, 100_000, int(scalar("points", points, 2, 1000)))
    weights = {"both": (intrinsic, image), "intrinsic_only": (intrinsic, 0.0), "image_only": (0.0, image)}
    parts = [
        pd.DataFrame({"motive": motive, "followers": followers, "participation": participation(followers, i, k)})
        for motive, (i, k) in weights.items()
    ]
    return pd.concat(parts, ignore_index=True)


def effort(reward: float, crowding_out: float) -> pd.DataFrame:
    """Return how much people do before, during and after a reward.

    before = 1, during = (1 - crowding_out) + reward, after = 1 - crowding_out: the reward adds its own motive and
    pushes out a part of the old one, which does not come back.

    Args:
        reward: how much effort the reward adds, 0 to 10 (1 is the effort before).
        crowding_out: share of the inner motive that the reward pushes out, 0 to 1.

    Returns:
        Three rows, columns phase ("before", "during", "after") | effort (1 is the effort before) | inner | paid (the
        two parts of it).

    Raises:
        Refused: if an argument is outside its range.

    Source: a teaching model of our own, after Deci, Koestner, Ryan (1999): A meta-analytic review of experiments
    examining the effects of extrinsic rewards on intrinsic motivation. Psychological Bulletin 125(6), 627-668 (often
    quoted). Praise, they say, does the opposite.

    >>> effort(0.8, 0.4)["effort"].round(6).tolist()
    [1.0, 1.4, 0.6]
    """
    extra, lost = scalar("reward", reward, 0, 10), scalar("crowding_out", crowding_out, 0, 1)
    inner, paid = np.array([1.0, 1 - lost, 1 - lost]), np.array([0.0, extra, 0.0])
    return pd.DataFrame({"phase": PHASES, "effort": inner + paid, "inner": inner, "paid": paid})


def worth_it(reward: float, crowding_out: float, weeks_during: float, weeks_after: float) -> float:
    """Return what a reward brought in total, in weeks of the old effort: above 0 it was worth it.

    Args:
        reward: how much effort the reward adds, 0 to 10.
        crowding_out: share of the inner motive that the reward pushes out, 0 to 1.
        weeks_during: how long the reward was paid, 0 to 1,000.
        weeks_after: how long afterwards counts, 0 to 1,000.

    >>> round(worth_it(0.8, 0.4, 4, 8), 6)
    -1.6
    """
    level = effort(reward, crowding_out)["effort"]
    during = (level[1] - 1) * scalar("weeks_during", weeks_during, 0, 1000)
    return float(during + (level[2] - 1) * scalar("weeks_after", weeks_after, 0, 1000))
