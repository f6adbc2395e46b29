"""Real data of others, for lessons 07, 08 and 10: downloaded once by the learner, never shipped.

Every loader also gives a small sample that we made up (`real=False`), so that a lesson goes on without the internet.
A column, or an attribute of a network, says which of the two it is: `real`.
"""

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smm_lib.data._download import Download
from smm_lib.data._samples import sample_activity, sample_network, sample_posts, sample_received

if TYPE_CHECKING:
    import networkx as nx  # imported where a network is made: most lessons need none

UCI = "https://archive.ics.uci.edu"
SNAP = "https://snap.stanford.edu/data"
BRAND_POSTS = Download(
    "brand_posts",
    (
        f"{UCI}/static/public/368/facebook+metrics.zip",
        f"{UCI}/ml/machine-learning-databases/00368/Facebook_metrics.zip",
    ),
    loaded=16_281,
    sha256="666ec82952b7ce90b464f5a87ec4f0fe92d9a63208f2fcb2d0443cb5f31c3f4c",
    size=37_891,
    inside="dataset_Facebook.csv",
)
EGO_FACEBOOK = Download(
    "ego_facebook",
    (f"{SNAP}/facebook_combined.txt.gz",),
    loaded=218_576,
    sha256="f41c026ed8af3cc3359f1ca5573d0605fb09ae0eefa34544b820fd8c6e2ef296",
    size=854_362,
)
HIGGS_ACTIVITY = Download(
    "higgs_activity",
    (f"{SNAP}/higgs-activity_time.txt.gz",),
    loaded=4_169_461,
    sha256="6487c03bb5f0f966447a7a7410c5ba124f7ddf1b3d7ff9c3a94d20891214225b",
    size=14_702_029,
)
KINDS = {"RT": "retweet", "MT": "mention", "RE": "reply"}
POST_COLUMNS = {
    "Type": "type",
    "Category": "category",
    "Post Month": "month",
    "Post Weekday": "weekday",
    "Post Hour": "hour",
    "Paid": "paid",
    "Lifetime Post Total Reach": "reach",
    "Lifetime Post Total Impressions": "impressions",
    "Lifetime Engaged Users": "engaged",
    "comment": "comments",
    "like": "likes",
    "share": "shares",
    "Total Interactions": "interactions",
    "Page total likes": "followers",
}


def load_brand_posts(real: bool = True) -> pd.DataFrame:
    """Return the posts of a cosmetics brand on Facebook in 2014, one row per post.

    Args:
        real: the 500 real posts, or 80 made-up ones.

    Returns:
        Columns type ("photo", "status", "link", "video") | category (1 to 3; what they stand for is not in the file) |
        month | weekday (1 to 7; which day is 1 is not in the file) | hour | paid (1 or 0) | reach (people) |
        impressions | engaged (people who clicked anywhere) | comments | likes | shares | interactions (their sum) |
        followers (of the page at that time) | real. In the real table 1 paid, 1 likes and 4 shares are missing, and 4
        posts have fewer impressions than reach, which cannot be.

    Raises:
        Unavailable: if the real posts were not downloaded yet.

    Source: Moro, Rita, Vala (2016), Journal of Business Research 69(9), 3341-3351; UCI Machine Learning Repository 368.

    >>> load_brand_posts(real=False).groupby("type")["reach"].median().idxmax()
    'video'
    """
    return _brand_posts().copy() if real else sample_posts()


def load_ego_facebook(real: bool = True) -> "nx.Graph[int]":
    """Return ten people's friends on Facebook and the friendships among them, put together; frozen.

    Args:
        real: the 4,039 accounts and 88,234 friendships, or 200 made-up accounts.

    Returns:
        A network of accounts 0, 1, 2 ...; its attribute `real` says which one it is.

    Raises:
        Unavailable: if the real network was not downloaded yet.

    Source: McAuley, Leskovec (2012), Learning to Discover Social Circles in Ego Networks; SNAP, ego-Facebook.

    >>> load_ego_facebook(real=False).number_of_nodes()
    200
    """
    return _ego_facebook() if real else sample_network()


def load_higgs_activity(real: bool = True) -> pd.DataFrame:
    """Return how a rumour ran through Twitter, hour by hour: the discovery of the Higgs boson in July 2012.

    Args:
        real: the 563,069 real messages of one week, or a made-up curve.

    Returns:
        Columns hours_from_peak (0 is the busiest hour) | kind ("retweet", "mention", "reply") | events | real.

    Raises:
        Unavailable: if the real data were not downloaded yet.

    Source: De Domenico, Lima, Mougel, Musolesi (2013), Scientific Reports 3, 2980; SNAP, higgs-twitter.

    >>> table = load_higgs_activity(real=False)
    >>> int(table.groupby("hours_from_peak")["events"].sum().idxmax())
    0
    """
    return _higgs()[0].copy() if real else sample_activity()


def load_retweets_received(real: bool = True) -> pd.DataFrame:
    """Return how many authors of the Higgs rumour were retweeted how often.

    Args:
        real: the 41,426 real authors, or 200 made-up ones.

    Returns:
        Columns received (retweets of one author) | authors (how many received so many) | real.

    Raises:
        Unavailable: if the real data were not downloaded yet.

    Source: as `load_higgs_activity`.

    >>> load_retweets_received(real=False)["authors"].max()
    np.int64(100)
    """
    return _higgs()[1].copy() if real else sample_received()


@cache
def _brand_posts() -> pd.DataFrame:
    table = pd.read_csv(BytesIO(BRAND_POSTS.read()), sep=";")
    table = table[list(POST_COLUMNS)].rename(columns=POST_COLUMNS)
    return table.assign(type=table["type"].str.lower(), real=True)


@cache
def _ego_facebook() -> "nx.Graph[int]":
    import networkx as nx

    pairs = pd.read_csv(BytesIO(EGO_FACEBOOK.read()), sep=" ", names=["one", "other"])
    network: nx.Graph[int] = nx.Graph(real=True)
    network.add_nodes_from(range(pairs.to_numpy().max() + 1))
    network.add_edges_from(pairs.itertuples(index=False, name=None))
    nx.freeze(network)
    return network


@cache
def _higgs() -> tuple[pd.DataFrame, pd.DataFrame]:
    names = ["sender", "author", "second", "kind"]
    events = pd.read_csv(BytesIO(HIGGS_ACTIVITY.read()), sep=" ", names=names)
    hour = (events["second"] // 3600).to_numpy(np.intp)
    per_hour = np.bincount(hour - hour.min())
    counts = pd.crosstab(hour - hour.min() - per_hour.argmax(), events["kind"].map(KINDS))
    counts = counts.reindex(np.arange(len(per_hour)) - per_hour.argmax(), fill_value=0)
    table = counts.rename_axis(index="hours_from_peak").reset_index()
    table = table.melt("hours_from_peak", var_name="kind", value_name="events").assign(real=True)
    retweeted = events.loc[events["kind"] == "RT", "author"].value_counts()
    received = retweeted.value_counts().sort_index().rename_axis("received").reset_index(name="authors")
    return table.sort_values(["hours_from_peak", "kind"], ignore_index=True), received.assign(real=True)
