"""Every figure the course shows has a source, and says how sure it is."""

import csv
import re

import pandas as pd
import pytest

from smm_lib import data
from smm_lib.files import folder
from smm_lib.language import FOLDER as MESSAGES
from smm_lib.language import LANGUAGES, known, speak

FOLDER, NOTEBOOKS = folder("data"), folder("notebooks")
EXPORTS = sorted(FOLDER.glob("example_export_*.csv"))
TABLES = sorted(set(FOLDER.glob("*.csv")) - set(EXPORTS))
SURE = {"V", "V2", "C", "M", "own"}
KEYED = {
    "activities": ["activity", "instrument"],
    "comments": ["comment", "about", "tone"],
    "eu_users": ["counted"],
    "marketing_map": ["part", "within"],
    "motives": ["motive", "drive"],
    "participation": ["group"],
    "platform_users": ["kind"],
    "platforms": ["kind", "content", "who_can_publish"],
}

every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)


@every_table
def test_every_row_has_a_source_and_a_confidence(table):
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert rows
    for row in rows:
        assert row["confidence"] in SURE, row
        assert len(row["source"]) > 20, row
        assert None not in row.values(), row


@every_table
def test_what_is_only_remembered_never_passes_for_seen(table):
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        if "from memory" in row["source"].lower():
            assert row["confidence"] == "M", row


@every_table
def test_every_table_stands_in_the_readme_with_its_licence_and_has_a_loader(table):
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = len(table.read_text(encoding="utf-8").splitlines()) - 1
    assert f"| {table.name} | {rows} |" in readme
    assert f"## {table.name}" in readme
    assert "CC BY 4.0" in readme
    loaded = getattr(data, f"load_{table.stem}")()
    assert len(loaded) == rows
    assert set(loaded["confidence"]) <= SURE


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_of_a_table_has_a_word_in_both_languages(language):
    speak(language)
    for name, columns in KEYED.items():
        table = getattr(data, f"load_{name}")()
        for column in columns:
            assert known(f"label.{column}"), column
            assert all(known(f"label.{key}") for key in table[column]), column


def test_word_of_mouth_ranges_are_in_order_and_unseen_figures_say_so():
    studies = data.load_word_of_mouth_studies()
    assert (studies["told_low"].fillna(0) <= studies["told"]).all()
    assert (studies["told"] <= studies["told_high"].fillna(99)).all()
    assert not studies.loc[studies["confidence"] == "M", "seen"].any()


def test_the_only_measured_figures_name_who_measured_whom_and_what_for():
    studies = data.load_word_of_mouth_studies()
    measured = studies[studies["seen"]]
    assert set(measured["study"]) == {"trnd"}
    assert measured.set_index("opinion")["told"].to_dict() == {"positive": 7.44, "negative": 8.25}
    assert measured["who"].str.contains("31,173 people in Germany, Austria and Switzerland").all()
    assert measured["source"].str.contains("trnd sells word-of-mouth campaigns").all()


def test_the_rule_of_the_source_text_is_nowhere_called_a_textbooks():
    studies = data.load_word_of_mouth_studies()
    rule = studies[studies["study"] == "source_text"]
    assert rule[["told_low", "told_high"]].values.tolist() == [[4, 5], [8, 12]]
    rules = r"(?i)textbook('s)? (rule|says|puts|sentence|number|dares|allows)"
    rules += r"|(regel|zahlen) aus dem Lehrbuch|im Lehrbuch steht"
    for path in [*FOLDER.glob("*.csv"), *NOTEBOOKS.glob("*/*.ipynb"), *MESSAGES.glob("*/*.toml")]:
        assert not re.search(rules, path.read_text(encoding="utf-8")), path.name


def test_only_two_of_the_seven_named_platforms_began_in_2010_or_later():
    platforms = data.load_platforms()
    named = platforms[platforms["kind"] == "named"].set_index("platform")["start"]
    assert len(named) == 7
    assert sorted(named[named >= 2010].index) == ["Instagram", "TikTok"]
    assert named["Facebook"] == pytest.approx(2004.1, abs=0.05)
    assert platforms["platform"].is_unique
    assert (platforms["start"].astype(int) == platforms["year"]).all()


def figures(platform, kind):
    users = data.load_platform_users()
    return users[(users["platform"] == platform) & (users["kind"] == kind)].set_index("year")["users_million"]


def test_facebook_has_one_figure_a_year_that_rises_from_1_to_3065_million():
    users = figures("Facebook", "mau")
    assert users.index.tolist() == list(range(2004, 2024))
    assert users.is_monotonic_increasing
    assert users[[2004, 2008, 2012, 2017, 2023]].tolist() == [1, 145, 1056, 2129, 3065]


def test_facebooks_remembered_years_are_marked():
    users = data.load_platform_users()
    facebook = users[users["platform"] == "Facebook"].set_index("year")["confidence"]
    assert facebook[facebook == "M"].index.tolist() == [2008, 2020, 2021, 2022]


def test_twitter_2014_is_the_reported_figure_and_not_the_known_error_of_a_public_table():
    assert figures("Twitter", "mau")[2014] == 288
    assert not (figures("Twitter", "mau") == 223.675).any()
    assert figures("Twitter", "daily").max() == 206


def test_business_networks_count_members_and_never_pass_for_active_users():
    users = data.load_platform_users()
    assert set(users[users["platform"].isin(["LinkedIn", "Xing"])]["kind"]) == {"members"}


def test_every_platform_with_users_stands_in_the_list_of_platforms_and_began_before():
    users, platforms = data.load_platform_users(), data.load_platforms()
    both = users.merge(platforms, on="platform", how="left", suffixes=("", "_start"))
    assert both["start"].notna().all()
    assert (both["year"] >= both["year_start"]).all()
    assert (both["users_million"] > 0).all()


def test_participation_shares_add_up_to_one():
    shares = data.load_participation().groupby("community")[["share_of_users", "share_of_posts"]].sum(min_count=3)
    assert shares["share_of_users"].to_numpy() == pytest.approx(1, abs=0.002)
    assert shares["share_of_posts"].dropna().to_dict() == {"health_networks": pytest.approx(1)}


def test_the_top_percent_wrote_74_7_percent_of_369434_posts_and_47_7_of_all_that_the_study_names():
    forums = data.load_participation("health_networks").set_index("group")
    wrote = pd.Series({"lurker": 4_668, "occasional": 88_732, "heavy": 276_034})
    assert wrote.sum() == 369_434
    assert forums["share_of_posts"].to_dict() == pytest.approx((wrote / wrote.sum()).to_dict(), abs=5e-4)
    assert wrote["heavy"] / 578_349 == pytest.approx(0.477, abs=5e-4)
    assert forums["source"].str.contains("369,434 posts").all()
    for path in [*FOLDER.glob("*.csv"), *NOTEBOOKS.glob("*/*.ipynb"), *MESSAGES.glob("*/*.toml")]:
        assert not re.search(r"578[,.]?349", path.read_text(encoding="utf-8")), path.name


def test_users_in_the_eu_are_ordered_in_time_and_no_two_ways_of_counting_share_a_line():
    users = data.load_eu_users()
    assert (users["from"] <= users["to"]).all()
    assert users.groupby(["platform", "counted"])["year"].apply(lambda year: year.is_monotonic_increasing).all()
    latest = {key: rows["users_million"].iloc[-1] for key, rows in users.groupby(["platform", "counted"])}
    assert latest["Facebook", "logged_in"] == 263.6
    assert latest["Instagram", "logged_in"] == 281.8
    assert latest["TikTok", "all"] == 178
    assert latest["Twitter", "all"] == pytest.approx(94.83, abs=0.01)
    assert latest["Twitter", "unclear"] == 64.8
    assert latest["LinkedIn", "logged_in"] == 54.7
    assert data.load_eu_users("all")["counted"].unique().tolist() == ["all"]


@pytest.mark.parametrize(
    ("platform", "company"),
    [("TikTok", "ByteDance; USA: Joint Venture"), ("Twitter", "X Corp. (xAI)"), ("BeReal", "Voodoo")],
)
def test_whose_a_platform_is_was_looked_up_in_2026(platform, company):
    assert data.load_platforms().set_index("platform").loc[platform, "company"] == company


def test_eight_motives_four_of_them_main_and_the_class_is_called_our_own():
    motives = data.load_motives()
    assert len(motives) == 8
    assert motives["main"].sum() == 4
    assert set(motives["confidence"]) == {"own"}
    classes = motives.groupby("drive")["motive"].apply(set)
    assert classes["extrinsic"] == {"economic_incentives", "self_enhancement"}
    assert classes["disputed"] == {"social_benefits", "platform_assistance", "advice_seeking"}
    assert len(classes["intrinsic"]) == 3


def test_ten_activities_reach_every_place_and_social_media_is_part_of_promotion():
    activities = data.load_activities()
    assert len(activities) == 10
    assert set(activities["instrument"]) == {"product", "price", "place", "promotion", "internal", "sales"}
    assert set(activities[activities["social_media"]]["instrument"]) == {"promotion"}


@pytest.mark.parametrize(("series", "years", "end"), [("Facebook", 20, 3065), ("vcr", 10, 60.64)])
def test_an_adoption_series_counts_every_adopter_once(series, years, end):
    table = data.load_adoption_series(series)
    assert table["period"].tolist() == list(range(1, years + 1))
    assert table["total"].iloc[-1] == pytest.approx(end)
    pd.testing.assert_series_equal(table["new"].cumsum(), table["total"], check_names=False)


def test_an_unknown_series_is_refused():
    with pytest.raises(ValueError, match="series must be one of Facebook, vcr, got 'friends'"):
        data.load_adoption_series("friends")


def test_the_example_exports_say_that_they_are_simulated():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for export in EXPORTS:
        assert re.search(rf"{export.name}.*simulated", readme)
    assert len(EXPORTS) == len(LANGUAGES)
