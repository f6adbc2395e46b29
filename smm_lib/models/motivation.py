"""Why people take part: two motives that pull in opposite directions, and rewards that backfire."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Numbers, number, one_of, scalar, whole

TROUBLE = 3.0  # of posting, in time and nerves, on the scale of the two motives
MOST_FOLLOWERS = 100_000  # followers at the end of the curves
HALF = 1000.0  # followers at which the hope for more of them has halved
PHASES = ("before", "during", "after")
WEEKS = 4  # how long a phase lasts


def participation(followers: Numbers, intrinsic: Numbers, image: Numbers, trouble: Numbers = TROUBLE) -> Numbers:
    """Return the chance that somebody with so many followers posts.

    logistic(intrinsic x log10(1 + followers) + image x 1000 / (1000 + followers) - trouble). Who posts for the pleasure
    of it (intrinsic) posts more if more people read it. Who posts to win followers (image) posts less, once there are
    many. More trouble lowers every chance, and turns no rise into a fall.

    Args:
        followers: 0 to 1e10 (may be an array, as every argument).
        intrinsic: weight of pleasure, 0 to 10.
        image: weight of image, 0 to 20.
        trouble: of posting, 0 to 20; nobody has measured it.

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
    utility = pleasure + number("image", image, 0, 20) * HALF / (HALF + f)
    utility = utility - number("trouble", trouble, 0, 20)
    chance = 1 / (1 + np.exp(-utility))
    return chance if isinstance(chance, np.ndarray) else float(chance)


def by_motive(followers: float, intrinsic: float, image: float) -> pd.DataFrame:
    """Return the chance to post of somebody with both motives and with each alone.

    Args:
        followers: 0 to 1e10.
        intrinsic: weight of pleasure, 0 to 10.
        image: weight of image, 0 to 20.

    Returns:
        Three rows, columns motive ("both", "intrinsic_only", "image_only") | participation (0..1, to a
        thousandth: nobody knows it better).

    >>> by_motive(1000, 0.5, 3)["participation"].round(2).tolist()
    [0.5, 0.18, 0.18]
    """
    fans = scalar("followers", followers, 0, 1e10)
    chances = {
        motive: np.round(participation(fans, *weights), 3) for motive, weights in _alone(intrinsic, image).items()
    }
    return pd.DataFrame({"motive": [*chances], "participation": [*chances.values()]})


def by_followers(
    intrinsic: float, image: float, followers: float = 1000, points: int = 61, trouble: float = TROUBLE
) -> pd.DataFrame:
    """Return the chance to post from 1 to 100,000 followers: with both motives and with each alone.

    Args:
        intrinsic: weight of pleasure, 0 to 10.
        image: weight of image, 0 to 20.
        followers: a place that has to be among the points, such as the learner's own, 1 to 100,000.
        points: how many other points each curve has at most, 2 to 1,000; they are whole numbers of followers.
        trouble: of posting, 0 to 20.

    Returns:
        Columns motive ("both", "intrinsic_only", "image_only") | followers | participation (0..1,
        to a thousandth).

    >>> by_followers(0.5, 3)["motive"].unique().tolist()
    ['both', 'intrinsic_only', 'image_only']
    """
    own = scalar("followers", followers, 1, MOST_FOLLOWERS)
    places = np.union1d(np.geomspace(1, MOST_FOLLOWERS, whole("points", points, 2, 1000)).round(), [own])
    parts = [
        pd.DataFrame(
            {
                "motive": motive,
                "followers": places,
                "participation": np.round(participation(places, *weights, trouble), 3),
            }
        )
        for motive, weights in _alone(intrinsic, image).items()
    ]
    return pd.concat(parts, ignore_index=True)


def most_eager(intrinsic: float, image: float) -> int:
    """Return the number of followers, 1 to 100,000, at which somebody posts most readily.

    Args:
        intrinsic: weight of pleasure, 0 to 10.
        image: weight of image, 0 to 20.

    >>> most_eager(0.5, 0), most_eager(0, 3)
    (100000, 1)
    """
    places = np.arange(1.0, MOST_FOLLOWERS + 1)
    return int(places[np.argmax(participation(places, scalar("intrinsic", intrinsic, 0, 10), image))])


def _alone(intrinsic: float, image: float) -> dict[str, tuple[float, float]]:
    return {"both": (intrinsic, image), "intrinsic_only": (intrinsic, 0.0), "image_only": (0.0, image)}


def effort(reward: float, crowding_out: float) -> pd.DataFrame:
    """Return how much people do before, during and after a reward.

    before = 1, during = (1 - crowding_out) + reward, after = 1 - crowding_out: the reward adds its own motive and
    pushes out a part of the old one. That this part does not come back is an assumption; how long it stays away was
    not measured.

    Args:
        reward: how much effort the reward adds, 0 to 10 (1 is the effort before).
        crowding_out: share of the inner motive that the reward pushes out, 0 to 1.

    Returns:
        Three rows, columns phase ("before", "during", "after") | effort (1 is the effort before) | inner | paid (the
        two parts of it).

    Raises:
        Refused: if an argument is outside its range.

    Source: a teaching model of our own, after Deci, Koestner, Ryan (1999): A meta-analytic review of experiments
    examining the effects of extrinsic rewards on intrinsic motivation. Psychological Bulletin 125(6), 627-668. Praise,
    they say, does the opposite. Disputed: Cerasoli, Nicklin, Ford (2014), Psychological Bulletin 140(4), 980-1008, find
    that incentives and inner motivation need not work against each other.

    >>> effort(0.8, 0.4)["effort"].round(6).tolist()
    [1.0, 1.4, 0.6]
    """
    extra, lost = scalar("reward", reward, 0, 10), scalar("crowding_out", crowding_out, 0, 1)
    inner, paid = np.array([1.0, 1 - lost, 1 - lost]), np.array([0.0, extra, 0.0])
    return pd.DataFrame({"phase": PHASES, "effort": inner + paid, "inner": inner, "paid": paid})


def weeks_of_effort(reward: float, crowding_out: float, phase: str = "after") -> pd.DataFrame:
    """Return effort over twelve weeks, four of each phase, up to the end of a phase: with a reward and without.

    Args:
        reward: how much effort the reward adds, 0 to 10 (1 is the effort before).
        crowding_out: share of the inner motive that the reward pushes out, 0 to 1.
        phase: how far to look: "before" (4 weeks), "during" (8) or "after" (12).

    Returns:
        Columns group ("with_reward", "without_reward") | week (0..12; the ends of the phases) | effort (1 is before).

    >>> weeks_of_effort(0.8, 0.4).query("group == 'with_reward'")["effort"].round(6).tolist()
    [1.0, 1.0, 1.4, 1.4, 0.6, 0.6]
    """
    seen = PHASES.index(str(one_of("phase", phase, PHASES))) + 1
    week = np.repeat(np.arange(4) * WEEKS, 2)[1 : 1 + 2 * seen]
    level = np.repeat(effort(reward, crowding_out)["effort"].to_numpy()[:seen], 2)
    parts = [("with_reward", level), ("without_reward", np.ones(2 * seen))]
    return pd.concat([pd.DataFrame({"group": group, "week": week, "effort": made}) for group, made in parts])


def reward_costs(reward: float, crowding_out: float, price: float = 10, usual: float = 0.5) -> pd.DataFrame:
    """Return what a reward costs a head if it may crowd out less than such rewards usually do.

    reward: price x reward; care: price x (usual - crowding_out). A surprise, a thank-you by hand or a say in the matter
    take money, too.

    Args:
        reward: how much effort the reward adds, 0 to 10.
        crowding_out: share of the inner motive that the reward pushes out, 0 to `usual`.
        price: of a reward that adds as much effort as there was, 0 to 1e6 EUR.
        usual: share that is pushed out where nobody takes care, 0 to 1.

    Returns:
        Rows "reward", "care", "total", columns what | cost (EUR a head).

    Raises:
        Refused: if an argument is outside its range.

    Source: a teaching model of our own; nobody has measured the price of care.

    >>> reward_costs(0.6, 0.1)["cost"].tolist()
    [6.0, 4.0, 10.0]
    """
    most, each = scalar("usual", usual, 0, 1), scalar("price", price, 0, 1e6)
    parts = np.round(
        [each * scalar("reward", reward, 0, 10), each * (most - scalar("crowding_out", crowding_out, 0, most))], 9
    )
    return pd.DataFrame({"what": ["reward", "care", "total"], "cost": [*parts, parts.sum()]})


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
