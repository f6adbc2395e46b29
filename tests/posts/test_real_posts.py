"""Two published sets of real posts give, through the reader, the figures computed from them before."""

import os
from pathlib import Path

import numpy as np
import pytest

from smm_lib.posts.read import read_posts

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SMM_SHARED", ROOT.parent / "shared"))


def export(name):
    path = SHARED / "data" / name
    if not path.exists():
        pytest.skip(f"{name} is not here; set SMM_SHARED to the folder that holds data/{name}")
    return read_posts(path)


@pytest.fixture(scope="module")
def cosmetics():
    return export("uci-368-facebook-metrics/dataset_Facebook.csv")


@pytest.fixture(scope="module")
def sellers():
    return export("uci-488-facebook-live/Live_20210128.csv")


def test_cosmetics_posts_are_all_there_with_their_gaps(cosmetics):
    posts, report = cosmetics
    assert (len(posts), report.separator, report.dropped) == (500, ";", ())
    assert posts["type"].value_counts().to_dict() == {"Photo": 426, "Status": 45, "Link": 22, "Video": 7}
    assert posts["category"].value_counts().to_dict() == {"1": 215, "2": 130, "3": 155}
    assert posts["paid"].value_counts().to_dict() == {0: 360, 1: 139}
    assert posts["month"].value_counts().sort_index().tolist() == [25, 26, 36, 50, 37, 49, 52, 34, 36, 60, 45, 50]
    assert posts["weekday"].value_counts().sort_index().tolist() == [68, 66, 64, 72, 67, 81, 82]
    gaps = {(dict(note.parts)["column"], note.rows) for note in report.warnings if note.kind == "missing"}
    assert gaps == {("likes", (113,)), ("shares", (113, 122, 126, 166)), ("paid", (501,))}
    assert {note.kind: len(note.rows) for note in report.warnings}["impressions_below_reach"] == 4


@pytest.mark.parametrize(
    ("column", "mean", "median", "most"),
    [
        ("reach", 13903.36, 5281, 180480),
        ("impressions", 29585.948, 9051, 1110282),
        ("comments", 7.482, 3, 372),
        ("likes", 177.945892, 101, 5172),
        ("shares", 27.266129, 19, 790),
        ("interactions", 212.12, 123.5, 6334),
    ],
)
def test_cosmetics_columns_have_their_known_figures(cosmetics, column, mean, median, most):
    numbers = cosmetics[0][column]
    assert round(numbers.mean(), 6) == mean
    assert (numbers.median(), numbers.max()) == (median, most)


def test_cosmetics_rates_are_the_published_ones(cosmetics):
    posts, _ = cosmetics
    by_reach = posts["interactions"] / posts["reach"] * 100
    assert [round(float(by_reach.mean()), 4), round(float(by_reach.median()), 4)] == [2.4071, 2.1234]
    assert round(100 * (posts["interactions"] / posts["impressions"]).median(), 4) == 1.2581
    assert round(100 * (posts["interactions"] / posts["followers"]).median(), 4) == 0.1042
    assert round(100 * (posts["engaged_users"] / posts["reach"]).median(), 2) == 12.17
    assert round(100 * posts["interactions"].sum() / posts["reach"].sum(), 4) == 1.5257
    assert round(100 * (posts["follower_reach"] / posts["followers"]).median(), 2) == 3.09
    parts = posts[["comments", "likes", "shares"]].fillna(0).sum(axis=1)
    assert (parts == posts["interactions"]).all()
    best = posts.loc[posts["interactions"].idxmax()]
    assert [best[name] for name in ("type", "month", "impressions")] == ["Photo", 7, 319133]


def test_sellers_posts_are_all_there_in_their_years(sellers):
    posts, report = sellers
    assert (len(posts), report.separator, report.date_order, report.dropped) == (7050, ",", "month_first", ())
    assert posts["type"].value_counts().to_dict() == {"photo": 4288, "video": 2334, "status": 365, "link": 63}
    assert [f"{moment:%Y-%m-%d}" for moment in (report.first, report.last)] == ["2012-07-15", "2018-06-13"]
    years = posts["date"].dt.year.value_counts().sort_index()
    assert years.tolist() == [589, 500, 233, 337, 588, 2253, 2550]
    assert report.ignored == ("Column1", "Column2", "Column3", "Column4")
    assert posts["date"].iloc[[0, -1]].dt.strftime("%Y-%m-%d %H:%M").tolist() == [
        "2018-04-22 06:00",
        "2016-09-10 10:30",
    ]


def test_sellers_figures_are_the_known_ones(sellers):
    posts, _ = sellers
    main = posts[["reactions", "comments", "shares"]]
    assert main.sum().tolist() == [1622326, 1581710, 282159]
    assert main.median().tolist() == [59.5, 4, 0]
    assert main.max().tolist() == [4710, 20990, 3424]
    assert posts[["likes", "loves", "wows", "hahas", "sads", "angrys"]].sum().tolist() == [
        1516054,
        89737,
        9090,
        4910,
        1718,
        798,
    ]
    assert (posts[["likes", "loves", "wows", "hahas", "sads", "angrys"]].sum(axis=1) != posts["reactions"]).sum() == 9
    interactions = np.sort(main.sum(axis=1))[::-1]
    assert (np.median(interactions), round(interactions.mean(), 2), (interactions == 0).sum()) == (69, 494.50, 116)
    assert round(100 * interactions[:705].sum() / interactions.sum(), 2) == 63.23
    assert posts.drop(columns="id").duplicated().sum() == 54
