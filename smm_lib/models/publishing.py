"""Who publishes: everybody may, few do. And why a network of writers has more links than a broadcaster has readers."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Numbers, Refused, number, one_of, scalar, whole

LAWS = ("sarnoff", "odlyzko", "metcalfe", "reed")
GROUPS = ("heavy", "occasional", "lurker")


def contributions(
    users: float,
    lurkers: float = 0.9,
    heavy: float = 0.01,
    posts_heavy: float = 30,
    posts_occasional: float = 1,
    posts_lurker: float = 0,
) -> pd.DataFrame:
    """Return how many posts each group of users writes.

    posts = users x share of the group x posts a head; the occasional writers are those who are left over.

    Args:
        users: members of the community, 1 to 1e10.
        lurkers: share who (nearly) only read, 0 to 1.
        heavy: share who write most, 0 to 1 - lurkers.
        posts_heavy: posts a month of a heavy user, 0 to 1e5.
        posts_occasional: posts a month of an occasional writer, 0 to 1e5.
        posts_lurker: posts a month of a lurker, 0 to 1e5.

    Returns:
        Three rows from the heaviest group down, columns group | users | monthly_posts | share (0..1 of all posts; 0
        where nobody writes).

    Raises:
        Refused: if an argument is outside its range.

    Source: the 90-9-1 rule (Nielsen 2006: Participation inequality; seen in a secondary source) as defaults. Measured
    in four health networks: the top 1 % wrote 74.7 % of the posts, the next 9 % 24.0 %, the rest 1.3 % (van Mierlo
    2014: The 1% rule in four digital health social networks. Journal of Medical Internet Research 16(2), e33).

    >>> table = contributions(1000)
    >>> float(table["monthly_posts"].sum()), round(float(table["share"][0]), 3)
    (390.0, 0.769)
    """
    n, silent = scalar("users", users, 1, 1e10), scalar("lurkers", lurkers, 0, 1)
    loud = scalar("heavy", heavy, 0, 1)
    if silent + loud > 1 + 1e-12:
        raise Refused("heavy", "between", heavy, low=0, high=round(1 - silent, 12))
    heads = n * np.round([loud, max(0.0, 1 - silent - loud), silent], 12)
    each = {"posts_heavy": posts_heavy, "posts_occasional": posts_occasional, "posts_lurker": posts_lurker}
    posts = heads * [scalar(name, value, 0, 1e5) for name, value in each.items()]
    share = posts / posts.sum() if posts.sum() > 0 else posts * 0
    return pd.DataFrame({"group": GROUPS, "users": heads, "monthly_posts": posts, "share": share})


def permission(users: float, lurkers: float = 0.9) -> pd.DataFrame:
    """Return how many could publish before, may publish now, and do publish now.

    Before, the operator of a site wrote and all others read; now all may write, and those who are no lurkers do.

    Args:
        users: people who use the site, 1 to 1e10.
        lurkers: share who (nearly) only read, 0 to 1.

    Returns:
        Three rows, columns group ("could_publish", "may_publish", "do_publish") | users | share (0..1 of all users).

    Raises:
        Refused: if an argument is outside its range.

    Source: a teaching model of our own. That only operators wrote is simplified: forums and reviews are older.

    >>> permission(1000)["users"].tolist()
    [1.0, 1000.0, 100.0]
    """
    n, silent = scalar("users", users, 1, 1e10), scalar("lurkers", lurkers, 0, 1)
    heads = np.round([1, n, n * (1 - silent)], 9)
    return pd.DataFrame({"group": ["could_publish", "may_publish", "do_publish"], "users": heads, "share": heads / n})


def posts_for_share(
    share: float, lurkers: float = 0.9, heavy: float = 0.01, posts_heavy: float = 30, posts_occasional: float = 1
) -> float:
    """Return how many posts a lurker would have to write so that the heavy users' share falls to `share`.

    Solving heavy x posts_heavy / all posts = share for the lurkers' posts.

    Args:
        share: the heavy users' share of all posts to come down to, above 0 to 1.
        lurkers: share who (nearly) only read, above 0 to 1.
        heavy: share who write most, 0 to 1 - lurkers.
        posts_heavy: posts a month of a heavy user, 0 to 1e5.
        posts_occasional: posts a month of an occasional writer, 0 to 1e5.

    Returns:
        Posts a month and lurker.

    Raises:
        Refused: if an argument is outside its range, or if the share is below that already without any lurker's post.

    >>> round(posts_for_share(0.769230769 / 2), 3)
    0.433
    """
    wanted, silent = scalar("share", share, 0, 1, above=True), scalar("lurkers", lurkers, 0, 1, above=True)
    table = contributions(1, silent, heavy, posts_heavy, posts_occasional)
    first, all_posts = float(table["monthly_posts"][0]), float(table["monthly_posts"].sum())
    if first < wanted * all_posts * (1 - 1e-9):
        raise Refused("share", "between", share, low=0, high=first / all_posts)
    return max(0.0, (first / wanted - all_posts) / silent)


def connections(users: Numbers, law: str = "metcalfe") -> Numbers:
    """Return how many links or groups a network of that many users makes possible.

    Args:
        users: members of the network, 1 to 1e9 ("reed": to 1,000, or the number would have no name); may be an array.
        law: "sarnoff" n (one broadcaster, n receivers), "metcalfe" n(n-1) (everybody can write to everybody; half as
            many pairs), "odlyzko" n ln n (not every contact is worth the same), "reed" 2^n (every possible group).

    Returns:
        A number (or an array).

    Raises:
        Refused: if an argument is outside its range.

    Source: Odlyzko, Tilly (2005): A refutation of Metcalfe's law; Briscoe, Odlyzko, Tilly (2006): Metcalfe's law is
    wrong. IEEE Spectrum, July. Which law fits is disputed.

    >>> connections(50, "metcalfe") / 2, connections(50, "sarnoff")
    (1225.0, 50.0)
    """
    one_of("law", law, LAWS)
    n = number("users", users, 1, 1000 if law == "reed" else 1e9)
    if law == "sarnoff":
        return n
    if law == "metcalfe":
        return n * (n - 1)
    if law == "reed":
        return 2.0**n
    return n * (np.log(n) if isinstance(n, np.ndarray) else float(np.log(n)))


def connections_by_law(users: float, points: int = 60, at: float | None = None, most: float = 1e301) -> pd.DataFrame:
    """Return every law from 1 to so many users, for axes with logarithmic steps.

    Args:
        users: where the curves end, 2 to 1e9.
        points: how many points each curve has at most, a whole number from 2 to 1,000.
        at: a number of users that the curves certainly contain, 1 to 1e9.
        most: where the curves end at the latest, so that a chart can hold them, 1 or more connections.

    Returns:
        Columns law | users | connections; Reed's curve ends at 1,000 users.

    >>> connections_by_law(10_000)["law"].unique().tolist()
    ['sarnoff', 'odlyzko', 'metcalfe', 'reed']
    """
    steps = np.round(np.geomspace(1, scalar("users", users, 2, 1e9), whole("points", points, 2, 1000)))
    steps = np.unique(steps if at is None else np.append(steps, scalar("at", at, 1, 1e9)))
    parts = []
    for law in LAWS:
        n = steps[steps <= 1000] if law == "reed" else steps
        parts.append(pd.DataFrame({"law": law, "users": n, "connections": connections(n, law)}))
    table = pd.concat(parts, ignore_index=True)
    return table[table["connections"] <= scalar("most", most, 1)].reset_index(drop=True)
