"""Small samples that we made up, in the shape of the real data of `_real.py`: for learners without the internet.

They are no findings. Their numbers come from formulas and a fixed seed, and the column or attribute `real` is False.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import networkx as nx

TYPES = ["photo", "photo", "photo", "photo", "photo", "status", "link", "video"]
REACH = {"photo": 3000, "status": 4000, "link": 5000, "video": 9000}
RATE = {"photo": 0.03, "status": 0.02, "link": 0.012, "video": 0.01}
KINDS = {"retweet": 0.6, "mention": 0.3, "reply": 0.1}


def sample_posts() -> pd.DataFrame:
    """Return 80 posts of a page that does not exist; columns as `load_brand_posts`.

    >>> sample_posts()["reach"].min() > 0
    np.True_
    """
    posts = 80
    index = np.arange(posts)
    luck = np.random.default_rng(10).random((3, posts, 12)).sum(axis=2) - 6  # three draws a post, nearly normal
    types = [TYPES[i % len(TYPES)] for i in index]
    reach = _whole(np.array([REACH[kind] for kind in types]) * np.exp(0.6 * luck[0]))
    interactions = _whole(reach * np.array([RATE[kind] for kind in types]) * np.exp(0.4 * luck[1]))
    comments, shares = interactions // 20, interactions // 8
    return pd.DataFrame(
        {
            "type": types,
            "category": index % 3 + 1,
            "month": index * 12 // posts + 1,
            "weekday": index % 7 + 1,
            "hour": index * 5 % 16 + 7,
            "paid": (index % 4 == 0).astype(int),
            "reach": reach,
            "impressions": _whole(reach * np.exp(0.5 + 0.15 * np.abs(luck[2]))),
            "engaged": np.minimum(reach, interactions * 3),
            "comments": comments,
            "likes": interactions - comments - shares,
            "shares": shares,
            "interactions": interactions,
            "followers": 60_000 + 500 * index,
            "real": False,
        }
    )


def sample_network() -> "nx.Graph[int]":
    """Return a network of 200 accounts with hubs and with friends who know each other; frozen.

    >>> sample_network().number_of_nodes()
    200
    """
    import networkx as nx

    network: nx.Graph[int] = nx.powerlaw_cluster_graph(200, 4, 0.7, seed=8)
    network.graph["real"] = False
    nx.freeze(network)
    return network


def sample_activity() -> pd.DataFrame:
    """Return a week of talk that rises within a day and fades slowly; columns as `load_higgs_activity`.

    >>> sample_activity().groupby("kind")["events"].max().to_dict()
    {'mention': 310, 'reply': 110, 'retweet': 610}
    """
    hour = np.arange(-78, 90)
    height = np.where(hour < 0, np.exp(np.minimum(hour, 0) / 4), 1 / (1 + np.maximum(hour, 0) / 5))
    events = {kind: _whole(10 + 1000 * share * height) for kind, share in KINDS.items()}
    table = pd.DataFrame({"hours_from_peak": hour, **events})
    table = table.melt("hours_from_peak", var_name="kind", value_name="events")
    return table.sort_values(["hours_from_peak", "kind"], ignore_index=True).assign(real=False)


def sample_received() -> pd.DataFrame:
    """Return 200 authors, half of them retweeted once; columns as `load_retweets_received`.

    >>> int(sample_received()["authors"].sum())
    200
    """
    rank = np.arange(1, 201)
    received, authors = np.unique(np.where(rank > 100, 1, 200 // rank), return_counts=True)
    return pd.DataFrame({"received": received, "authors": authors, "real": False})


def _whole(numbers: "np.typing.NDArray[np.float64]") -> "np.typing.NDArray[np.intp]":
    return np.round(numbers).astype(np.intp)
