"""Files in the layout of real exports (anonymised), each with its right reading, or the reason why it has none."""

from datetime import date, datetime
from pathlib import Path

import pytest

from smm_lib.language import LANGUAGES, speak
from smm_lib.posts.read import read_posts
from smm_lib.posts.report import NotAnExport

INPUTS = Path(__file__).parent / "inputs"
TODAY = date(2026, 11, 28)
GONE = None  # a missing number

# file: what its columns hold, which are not there, the kinds of what is left out, remarks beside missing numbers
READ = {
    "h05_tiktok_dates_without_year": (
        {
            "views": [190_000, 14_000, 150_000],
            "likes": [520, 3, 109],
            "comments": [32, 0, 7],
            "caption": ["Buns #bakery ", "", "Two buns"],
        },
        {"date", "type", "id"},
        {},
        {"no_year": (2, 3, 4)},
    ),
    "h06_tiktok_time_and_post_time": (
        {"date": [datetime(2024, 7, 16), datetime(2024, 12, 31)], "views": [190_000, 150_000]},
        {"type"},
        {},
        {},
    ),
    "h07_youtube_de_video_id": (
        {
            "id": ["aB3dEfGhIjk", "-Xy0zAbCdE1"],
            "date": [datetime(2019, 8, 19), datetime(2020, 3, 4)],
            "views": [1132, 781],
            "impressions": [8990, 4080],
            "clickthrough_rate": [0.0661, 0.0895],
        },
        {"type"},
        {"total": (2,)},
        {},
    ),
    "h08_youtube_en_thumbnail": (
        {
            "impressions": [209, 3, 10],
            "clickthrough_rate": [0, 0.3333, 0],
            "views": [8, 3, GONE],
            "id": ["aaaaaaaaa01", "aaaaaaaaa02", "aaaaaaaaa03"],
        },
        {"type"},
        {"total": (2,)},
        {},
    ),
    "h09_meta_fb_title_or_description": (
        {
            "caption": ["Fresh buns, from seven.", "How we fold a croissant", "Closed today"],
            "views": [1250, GONE, 77],
            "date": [datetime(2025, 8, 2, 7, 5), datetime(2025, 8, 5, 18, 30), datetime(2025, 8, 23, 6)],
            "interactions": [41, 212, 0],
            "id": ["122100000000000101", "122100000000000102", "122100000000000103"],
        },
        set(),
        {},
        {},
    ),
    "h10_merged_reactions_likes": ({"reactions": [10, 20], "comments": [1, 1], "reach": [100, 100]}, set(), {}, {}),
    "h11_linkedin_type": (
        {
            "type": ["Article", ""],
            "paid": [0, 0],
            "impressions": [1400, 90],
            "clicks": [336, 1],
            "date": [datetime(2024, 1, 31), datetime(2024, 2, 1)],
        },
        {"clickthrough_rate", "engagement_rate"},
        {},
        {"bare_rate": ()},
    ),
    "h13_cut_off_in_a_letter": (
        {
            "caption": ["Grüße aus Köln", "Frühstück für alle", "Brot"],
            "date": [datetime(2024, 3, 1), datetime(2024, 3, 2), datetime(2024, 3, 3)],
            "likes": [1, 2, 3],
            "reach": [10, 20, 30],
        },
        set(),
        {"cells": (5,)},
        {},
    ),
    "h14_stories_short_rows": (
        {
            "likes": [3, 2],
            "shares": [0, 0],
            "comments": [0, 0],
            "views": [GONE, 226],
            "reach": [GONE, 201],
            "type": ["IG story", "IG story"],
        },
        set(),
        {},
        {"short": (2, 3)},
    ),
    "h15_x_tweets": (
        {
            "id": ["968900000000000001", "968500000000000002"],
            "impressions": [1330, 5807],
            "interactions": [17, 83],
            "date": [datetime(2018, 2, 28, 17, 58), datetime(2018, 2, 27, 18, 21)],
        },
        {"type", "reach"},
        {},
        {"bare_rate": ()},
    ),
    "h16_fb_insights_two_headers": (
        {
            "reach": [1204, 310],
            "impressions": [1843, 402],
            "engaged_users": [97, 12],
            "date": [datetime(2019, 12, 31, 11, 42), datetime(2019, 12, 5, 18, 5, 10)],
            "type": ["Photo", "Status"],
        },
        set(),
        {"unread": (2,)},
        {},
    ),
    "h18_meta_fb_saved_in_german_excel": (
        {
            "views": [1250, 77],
            "reach": [980, 60],
            "date": [datetime(2025, 10, 11, 21), datetime(2025, 10, 12, 8, 15)],
            "interactions": [41, 0],
        },
        set(),
        {},
        {"shortened_id": (2, 3)},
    ),
}
REFUSED = {
    "h01_x_account_per_day": "days",
    "h02_linkedin_first_sheet_per_day": "days",
    "h03_meta_ads_manager": "ads",
    "h04_google_ads_totals_utf16": "ads",
    "h12_two_date_styles": "mixed_day_first",
    "h17_meta_page_per_day_utf16": "no_header",
}


def plain(numbers):
    return [None if number != number else number for number in numbers.astype(object).tolist()]


def test_every_file_has_its_reading():
    assert {path.stem for path in INPUTS.glob("*.csv")} == set(READ) | set(REFUSED)
    assert len(READ) + len(REFUSED) == 18


@pytest.mark.parametrize("name", READ)
def test_an_export_is_read_as_it_is_meant(name):
    columns, absent, dropped, remarks = READ[name]
    posts, report = read_posts(INPUTS / f"{name}.csv", today=TODAY)
    found = {column: plain(posts[column]) for column in columns if column != "date"}
    if "date" in columns:
        found["date"] = posts["date"].dt.to_pydatetime().tolist()
    assert found == columns
    assert absent.isdisjoint(posts)
    assert {note.kind: note.rows for note in report.dropped} == dropped
    assert {note.kind: note.rows for note in report.warnings if note.kind != "missing"} == remarks


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REFUSED)
def test_a_table_of_something_else_is_refused_with_what_to_export(name, language):
    speak(language)
    with pytest.raises(NotAnExport) as refused:
        read_posts(INPUTS / f"{name}.csv", today=TODAY)
    assert refused.value.reason == REFUSED[name]
    hint = {"days": "LinkedIn", "ads": "Content", "mixed_day_first": "03/15/2025", "no_header": "40"}[REFUSED[name]]
    assert hint in str(refused.value)
    assert len(str(refused.value)) < 300


def test_facebooks_rows_and_instagrams_give_one_engagement_rate_each():
    from smm_lib.models import metrics

    posts, _ = read_posts(INPUTS / "h10_merged_reactions_likes.csv", today=TODAY)
    assert metrics.interactions(posts).tolist() == [11, 21]
    assert metrics.engagement_summary(posts)["median"].tolist() == [0.16]
