"""The real data say what their publishers and the reference computations say; the samples never pass for real."""

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from smm_lib import data
from smm_lib.data import _real
from smm_lib.data import _samples as samples
from smm_lib.data._download import Unavailable
from tests.publisher import needs_copies

LOADERS = [
    data.load_brand_posts,
    data.load_ego_facebook,
    data.load_higgs_activity,
    data.load_retweets_received,
]


def rates(posts, by):
    return 100 * posts["interactions"] / posts[by]


def gini(amounts):
    ordered = np.sort(np.asarray(amounts, dtype=float))
    places = np.arange(1, len(ordered) + 1)
    return 2 * (ordered * places).sum() / (len(ordered) * ordered.sum()) - (len(ordered) + 1) / len(ordered)


# -- the brand's posts (reference values, section 1) ------------------------------------------------------------------


@pytest.fixture
def posts(copies):  # noqa: ARG001
    return data.load_brand_posts()


@needs_copies
def test_brand_posts_are_500_with_the_known_gaps(posts):
    assert len(posts) == 500
    assert posts.isna().sum()[lambda gaps: gaps > 0].to_dict() == {"paid": 1, "likes": 1, "shares": 4}
    assert posts["type"].value_counts().to_dict() == {"photo": 426, "status": 45, "link": 22, "video": 7}
    assert posts["category"].value_counts().sort_index().tolist() == [215, 130, 155]
    assert posts["paid"].value_counts().to_dict() == {0: 360, 1: 139}
    assert posts["month"].value_counts().sort_index().tolist() == [25, 26, 36, 50, 37, 49, 52, 34, 36, 60, 45, 50]
    assert posts["weekday"].value_counts().sort_index().tolist() == [68, 66, 64, 72, 67, 81, 82]
    assert (posts["followers"].min(), posts["followers"].max()) == (81_370, 139_441)


@needs_copies
def test_interactions_are_the_sum_of_their_parts_and_four_posts_have_an_impossible_reach(posts):
    parts = posts[["comments", "likes", "shares"]].fillna(0).sum(axis=1)
    assert (parts == posts["interactions"]).all()
    assert (posts["impressions"] < posts["reach"]).sum() == 4


@needs_copies
@pytest.mark.parametrize(
    ("column", "mean", "median", "largest"),
    [
        ("reach", 13_903.36, 5_281, 180_480), ("impressions", 29_585.948, 9_051, 1_110_282),
        ("engaged", 920.344, 625.5, None), ("comments", 7.482, 3, 372), ("likes", 177.945892, 101, 5_172),
        ("shares", 27.266129, 19, 790), ("interactions", 212.12, 123.5, 6_334),
    ],
)  # fmt: skip
def test_each_number_of_a_post_has_the_known_mean_median_and_maximum(posts, column, mean, median, largest):
    assert posts[column].mean() == pytest.approx(mean, rel=1e-8)
    assert posts[column].median() == median
    assert largest is None or posts[column].max() == largest


@needs_copies
def test_the_engagement_rate_depends_on_its_denominator(posts):
    medians = {by: rates(posts, by).median() for by in ("reach", "impressions", "followers")}
    assert medians == pytest.approx({"reach": 2.1234, "impressions": 1.2581, "followers": 0.1042}, abs=5e-5)
    means = {by: rates(posts, by).mean() for by in ("reach", "impressions", "followers")}
    assert means == pytest.approx({"reach": 2.4071, "impressions": 1.3691, "followers": 0.1734}, abs=5e-5)
    assert 100 * posts["interactions"].sum() / posts["reach"].sum() == pytest.approx(1.5257, abs=5e-5)
    assert 100 * posts["interactions"].sum() / posts["impressions"].sum() == pytest.approx(0.7170, abs=5e-5)
    assert gini(posts["interactions"]) == pytest.approx(0.5439, abs=5e-5)
    assert gini(posts["reach"]) == pytest.approx(0.6249, abs=5e-5)


@needs_copies
def test_video_has_the_largest_reach_and_the_lowest_rate(posts):
    table = posts.assign(rate=rates(posts, "reach")).groupby("type")[["reach", "interactions", "rate"]].median()
    expected = {"link": (7_422, 52.5, 0.681), "photo": (4_675, 122, 2.452), "status": (11_096, 186, 1.5305)}
    expected["video"] = (30_624, 271, 0.546)
    for kind, values in expected.items():
        assert table.loc[kind].tolist() == pytest.approx(values, abs=5e-4)


# -- the friends (section 4) ------------------------------------------------------------------------------------------


@needs_copies
def test_ego_facebook_has_the_size_and_the_triangles_its_publisher_states(copies):  # noqa: ARG001
    network = data.load_ego_facebook()
    assert (network.number_of_nodes(), network.number_of_edges()) == (4_039, 88_234)
    assert sorted(network) == list(range(4_039))
    assert nx.is_connected(network)
    assert nx.number_of_selfloops(network) == 0
    assert sum(nx.triangles(network).values()) / 3 == 1_612_010
    assert nx.average_clustering(network) == pytest.approx(0.6055467, abs=1e-7)
    assert network.graph["real"] is True


@needs_copies
def test_ego_facebook_has_the_known_hubs_and_its_friends_have_more_friends(copies):  # noqa: ARG001
    network = data.load_ego_facebook()
    degree = dict(network.degree())
    top = sorted(degree.items(), key=lambda pair: -pair[1])[:5]
    assert top == [(107, 1045), (1684, 792), (1912, 755), (3437, 547), (0, 347)]
    counts = np.array(list(degree.values()))
    assert counts.mean() == pytest.approx(43.6910, abs=5e-5)
    assert np.median(counts) == 25
    assert (counts == 1).sum() == 75
    assert (counts**2).mean() / counts.mean() == pytest.approx(106.57, abs=5e-3)
    fewer = [degree[node] < np.mean([degree[friend] for friend in network[node]]) for node in network]
    assert np.mean(fewer) == pytest.approx(0.8747, abs=5e-5)


# -- the rumour (section 5) -------------------------------------------------------------------------------------------


@needs_copies
def test_the_rumour_peaks_at_hour_0_and_its_hours_add_up(copies):  # noqa: ARG001
    table = data.load_higgs_activity()
    kinds = table.groupby("kind")["events"].sum().to_dict()
    assert kinds == {"retweet": 354_930, "mention": 171_237, "reply": 36_902}
    hours = table.groupby("hours_from_peak")["events"].sum()
    assert hours.index.tolist() == list(range(-78, 90))
    assert hours.loc[-3:4].tolist() == [2_184, 7_962, 31_420, 45_861, 35_030, 24_962, 19_964, 18_533]
    assert hours.idxmax() == 0
    assert hours.median() == 1_207.5
    days = hours.groupby((hours.index + 78) // 24).sum().tolist()
    assert days == [4_170, 16_074, 33_502, 356_388, 98_642, 37_447, 16_846]


@needs_copies
def test_half_of_the_retweets_came_in_the_first_six_hours_after_the_peak_began(copies):  # noqa: ARG001
    table = data.load_higgs_activity()
    retweets = table[table["kind"] == "retweet"].set_index("hours_from_peak")["events"]
    assert retweets[0] == 30_600
    shares = [retweets.loc[: hour - 1].sum() / retweets.sum() for hour in (-18, 0, 2, 6, 18, 42)]
    assert shares == pytest.approx([0.0530, 0.1601, 0.3130, 0.4697, 0.7442, 0.9197], abs=5e-5)


@needs_copies
def test_most_authors_were_retweeted_once_and_one_in_a_hundred_got_half(copies):  # noqa: ARG001
    table = data.load_retweets_received()
    received = np.repeat(table["received"], table["authors"]).to_numpy()[::-1]
    assert len(received) == 41_426
    assert received.sum() == 354_930
    assert received[:5].tolist() == [18_977, 7_427, 6_262, 6_204, 3_504]
    assert received.mean() == pytest.approx(8.568, abs=5e-4)
    assert np.median(received) == 1
    assert (received == 1).mean() == pytest.approx(0.5547, abs=5e-5)
    assert received[:10].sum() / received.sum() == pytest.approx(0.1489, abs=5e-5)
    assert received[: -(-len(received) // 100)].sum() / received.sum() == pytest.approx(0.5376, abs=5e-5)
    assert gini(received) == pytest.approx(0.8245, abs=5e-5)


# -- samples ----------------------------------------------------------------------------------------------------------


@needs_copies
def test_a_sample_has_the_shape_of_the_real_data(copies):  # noqa: ARG001
    for load in LOADERS:
        made_up, seen = load(real=False), load(real=True)
        assert type(made_up) is type(seen)
        if isinstance(seen, pd.DataFrame):
            assert list(made_up.columns) == list(seen.columns)
            assert not made_up["real"].any()
            assert seen["real"].all()


@pytest.mark.parametrize("load", LOADERS, ids=lambda load: load.__name__)
def test_a_sample_is_the_same_every_time_and_without_gaps(load):
    one, other = load(real=False), load(real=False)
    if isinstance(one, pd.DataFrame):
        pd.testing.assert_frame_equal(one, other)
        assert not one.isna().any(axis=None)
    else:
        assert set(one.edges) == set(other.edges)
        assert one.graph["real"] is False


def test_the_sample_posts_are_possible_and_teach_the_same_surprise():
    posts = samples.sample_posts()
    assert (posts["comments"] + posts["likes"] + posts["shares"] == posts["interactions"]).all()
    assert (posts["impressions"] >= posts["reach"]).all()
    assert (posts["engaged"] <= posts["reach"]).all()
    medians = posts.assign(rate=rates(posts, "reach")).groupby("type")[["reach", "rate"]].median()
    assert medians["reach"].idxmax() == medians["rate"].idxmin() == "video"


def test_the_sample_rumour_peaks_at_hour_0():
    assert samples.sample_activity().groupby("hours_from_peak")["events"].sum().idxmax() == 0


def test_a_sample_network_cannot_be_changed_by_accident():
    with pytest.raises(nx.NetworkXError):
        samples.sample_network().add_edge(0, 1)


@needs_copies
def test_what_a_lesson_does_to_a_table_does_not_reach_the_next_one(copies):  # noqa: ARG001
    for load in (data.load_brand_posts, data.load_higgs_activity, data.load_retweets_received):
        for is_real in (False, True):
            table = load(real=is_real)
            table["real"] = "changed"
            assert (load(real=is_real)["real"] == is_real).all()


def test_before_the_download_the_real_data_are_not_here(monkeypatch, tmp_path):
    monkeypatch.setenv("SMM_CACHE", str(tmp_path))
    for loaded in (_real._brand_posts, _real._ego_facebook, _real._higgs):
        loaded.cache_clear()
    for load in LOADERS:
        with pytest.raises(Unavailable) as refused:
            load()
        assert refused.value.rule == "not_here"
