"""The example exports are made by our own simulator, tell their dialect, and are the same posts in both languages."""

import runpy

import pandas as pd
import pytest

from smm_lib.files import folder
from smm_lib.language import LANGUAGES
from smm_lib.posts.read import read_posts

SIMULATOR = runpy.run_path(str(folder("data") / "example_export.py"))
POSTS, example_export = SIMULATOR["POSTS"], SIMULATOR["example_export"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_are_what_the_simulator_writes_today(language):
    assert (folder("data") / f"example_export_{language}.csv").read_bytes() == example_export(language)


def test_both_languages_tell_of_the_same_posts_each_in_its_own_style():
    (english, en), (german, de) = (read_posts(folder("data") / f"example_export_{name}.csv") for name in LANGUAGES)
    pd.testing.assert_frame_equal(english.drop(columns=["type", "caption"]), german.drop(columns=["type", "caption"]))
    assert len(english) == POSTS
    assert (en.separator, en.decimal, en.date_order) == (",", ".", "month_first")
    assert (de.separator, de.decimal, de.date_order) == (";", ",", "day_first")
    assert [note.kind for note in (*en.dropped, *de.dropped)] == ["total", "total"]


def test_a_simulated_post_obeys_the_laws_of_real_ones():
    posts, _ = read_posts(example_export("en", 7))
    assert (posts["impressions"] >= posts["reach"]).all()
    assert (posts["reach"] < posts["followers"]).all()
    parts = posts[["likes", "comments", "shares", "saves"]].sum(axis=1)
    assert (posts["engagement_rate"] - parts / posts["reach"]).abs().max() <= 0.0001


def test_another_seed_gives_another_year():
    assert example_export("en", 1) != example_export("en", 2)
