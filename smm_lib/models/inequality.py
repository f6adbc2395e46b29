"""How unequally something is spread over people: the Lorenz curve and the Gini coefficient."""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Numbers, Refused, number


def lorenz(users: Numbers, posts: Numbers) -> pd.DataFrame:
    """Return the Lorenz curve: which share of the users, from the quietest up, wrote which share of the posts.

    Args:
        users: users in each group, 0 or more; some must be above 0.
        posts: posts of each group, 0 or more; some must be above 0.

    Returns:
        One row more than there are groups, columns users_share (0..1) | posts_share (0..1), from (0, 0) to (1, 1). On
        the diagonal all write the same; the further below, the more unequal.

    Raises:
        Refused: if there are no users or no posts, or something is negative.

    Source: Lorenz (1905): Methods of measuring the concentration of wealth. Publications of the American Statistical
    Association 9(70), 209-219; often quoted, there for wealth.

    >>> lorenz([10, 90, 900], [300, 90, 0]).round(3).values.tolist()
    [[0.0, 0.0], [0.9, 0.0], [0.99, 0.231], [1.0, 1.0]]
    """
    heads = np.atleast_1d(np.asarray(number("users", np.asarray(users), 0), dtype=float))
    written = np.atleast_1d(np.asarray(number("posts", np.asarray(posts), 0), dtype=float))
    if len(heads) != len(written):
        raise Refused("posts", "points_at_least", len(written), low=len(heads))
    for name, amount in (("users", heads), ("posts", written)):
        if not amount.sum() > 0:
            raise Refused(name, "above", float(amount.sum()), low=0)
    a_head = np.divide(written, heads, out=np.zeros_like(written), where=heads > 0)
    order = np.argsort(a_head, kind="stable")
    ends = {
        "users_share": np.r_[0, np.cumsum(heads[order]) / heads.sum()],
        "posts_share": np.r_[0, np.cumsum(written[order]) / written.sum()],
    }
    return pd.DataFrame(ends)


def gini(users: Numbers, posts: Numbers) -> float:
    """Return the Gini coefficient: 0 if all write the same, near 1 if one writes everything.

    It is twice the area between the diagonal and the Lorenz curve.

    Args:
        users: users in each group, as in `lorenz`.
        posts: posts of each group, as in `lorenz`.

    Raises:
        Refused: as in `lorenz`.

    >>> round(gini([10, 90, 900], [300, 90, 0]), 3)
    0.967
    """
    curve = lorenz(users, posts)
    x, y = curve["users_share"].to_numpy(), curve["posts_share"].to_numpy()
    return float(1 - np.sum(np.diff(x) * (y[1:] + y[:-1])))


def curves(**groups: tuple[Numbers, Numbers]) -> pd.DataFrame:
    """Return several Lorenz curves for one chart, the last one the diagonal on which all write the same.

    Args:
        groups: by name, users and posts as in `lorenz`.

    Returns:
        Columns curve (the names, and "equality") | users_share (0..1) | posts_share (0..1).

    Raises:
        Refused: as in `lorenz`.

    >>> curves(as_set=([10, 90], [30, 10]))["curve"].tolist()
    ['as_set', 'as_set', 'as_set', 'equality', 'equality']
    """
    named = {**groups, "equality": (1.0, 1.0)}
    parts = [lorenz(users, posts).assign(curve=name) for name, (users, posts) in named.items()]
    return pd.concat(parts, ignore_index=True)[["curve", "users_share", "posts_share"]]
