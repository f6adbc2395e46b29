"""A platform's export becomes a tidy table; what was left out or looks wrong is said with its row."""

import random
import string
import time
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smm_lib.language import LANGUAGES, speak
from smm_lib.posts.read import read_posts
from smm_lib.posts.report import NotAnExport

TODAY = date(2025, 1, 1)


def read(text, **options):
    """Read a table of which the learner has said that each row is a post."""
    return read_posts(text.encode(), **{"per_post": True, "today": TODAY, **options})


def noted(notes):
    return {(note.kind, note.rows) for note in notes}


EXPORTS = {
    "facebook": (
        '"Post ID","Page ID","Page name",Title,Description,"Publish time",Permalink,"Post type",Date,Views,Reach,'
        '"Reactions, Comments and Shares",Reactions,Comments,Shares,"Total clicks"\n'
        '1827720132094663,100045700821521,"A page","New, and ""good"".\n\n#x",,"09/28/2024 18:12",https://x.org/1,Photos,'
        "Lifetime,27,20,4,4,0,0,2\n",
        {"id": "1827720132094663", "caption": 'New, and "good".\n\n#x', "type": "Photos", "views": 27, "reach": 20}
        | {"interactions": 4, "reactions": 4, "comments": 0, "shares": 0, "clicks": 2},
    ),
    "instagram": (
        '"Post ID","Account ID","Account username",Description,"Publish time",Permalink,"Post type","Data comment",'
        "Date,Views,Reach,Likes,Shares,Follows,Comments,Saves\n"
        '18182686576415017,17841403398239763,me,Hello,"09/24/2024 15:30",https://x.org,"IG carousel",,Lifetime,99,40,4,'
        "0,0,1,2\n",
        {
            "id": "18182686576415017",
            "caption": "Hello",
            "views": 99,
            "reach": 40,
            "likes": 4,
            "comments": 1,
            "saves": 2,
        },
    ),
    "youtube": (
        "Videos,Videotitel,Veröffentlichungszeitpunkt des Videos,Dauer,Aufrufe,Impressionen,"
        'Klickrate der Impressionen (%)\nGesamt,,,,1500,7000,"4,5"\nabc-_123,Erstes,"05.01.2024",63,1500,7000,"4,5"\n',
        {"id": "abc-_123", "caption": "Erstes", "views": 1500, "impressions": 7000, "clickthrough_rate": 0.045},
    ),
    "x": (
        "Post id,Date,Post text,Post Link,Impressions,Likes,Engagements,Bookmarks,Shares,Replies,Reposts,URL Clicks\n"
        '2027324435123456789,"Fri, Jun 5, 2024",@you nice,https://x.org,"1,234.0",120,150,3,0,18,30,7\n',
        {"id": "2027324435123456789", "caption": "@you nice", "impressions": 1234, "saves": 3, "comments": 18}
        | {"shares": 30, "clicks": 7, "interactions": 150},
    ),
    "tiktok": (
        "Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views\n"
        "Yacht,https://x.org,2024-08-02 19:05:00,1.2K,48,31,18.5K\n",
        {"caption": "Yacht", "likes": 1200, "views": 18500, "comments": 48, "shares": 31},
    ),
    "linkedin": (
        "Post performance from 1 to 2\nPost title,Post link,Post type,Created date,Impressions,"
        "Views (Excluding offsite video views),Clicks,Click through rate (CTR),Likes,Comments,Reposts,Engagement rate,"
        "Content Type\nNews,https://x.org,Organic,02/13/2024,1369,,328,0.239590943,4,1,0,0.243,Article\n",
        {"caption": "News", "impressions": 1369, "clicks": 328, "likes": 4, "shares": 0},
    ),
}


@pytest.mark.parametrize("platform", EXPORTS)
def test_the_export_of_each_platform_is_recognised(platform):
    text, wanted = EXPORTS[platform]
    posts, report = read(text)
    assert len(posts) == 1
    assert {name: posts[name].item() for name in wanted} == wanted
    assert ("date" in posts) == (report.first is not None)
    assert posts["date"].dt.year.item() == 2024


def test_a_rate_without_a_per_cent_sign_is_not_used_and_says_so():
    posts, report = read(EXPORTS["linkedin"][0])
    assert "engagement_rate" not in posts
    assert "clickthrough_rate" not in posts
    assert [note.kind for note in report.warnings if note.kind == "bare_rate"] == ["bare_rate"] * 2
    assert "Engagement rate" in report.ignored


def test_rows_are_counted_as_a_spreadsheet_does():
    posts, report = read('Report\n\nDate,Caption,Reach\n2024-01-01,"two\nlines",5\n\n2024-01-02,x,6\n')
    assert posts.index.tolist() == [4, 6]
    assert (posts.index.name, report.header_row) == ("row", 3)


def test_the_hint_of_a_spreadsheet_about_its_separator_is_no_post():
    assert read("sep=;\nDatum;Reichweite\n13.01.2024;5\n")[0]["reach"].tolist() == [5]


def test_ids_keep_every_digit_and_names_stay_names():
    posts, _ = read("ID,Type,Reach\n007,NA,5\n100000000000000001,null,6\n,None,7\n")
    assert posts["id"].tolist() == ["007", "100000000000000001", ""]
    assert posts["type"].tolist() == ["NA", "null", "None"]


def test_a_line_that_explains_the_headers_is_left_out():
    posts, report = read("ID,Date,Reach\n,,Lifetime: people reached\n1,2024-01-01,5\n")
    assert posts["id"].tolist() == ["1"]
    assert noted(report.dropped) == {("unread", (2,))}


def test_totals_are_left_out_but_a_post_that_is_called_total_is_not():
    head = "ID,Date,Caption,Reach,Likes\n1,2024-01-01,Total,5,1\n2,2024-01-02,x,6,2\n"
    for total in ("Total,,,11,3", "Gesamt:,,,11,3", ",,Summe,11,3", ",,,11,3"):
        posts, report = read(head + total + "\n")
        assert posts["reach"].tolist() == [5, 6]
        assert noted(report.dropped) == {("total", (4,))}
    assert len(read(head + ",,,12,3\n")[0]) == 3  # no id, but no sum either


def test_rows_with_too_many_or_too_few_cells_are_left_out_with_their_number():
    good = "2024-01-01,x,5\n" * 20
    posts, report = read(f"Date,Caption,Reach\n{good}2024-01-02,unquoted, comma,6\nStand: 1.1.2025\n2024-01-03,y,7,,\n")
    assert len(posts) == 21
    assert posts["reach"].iloc[-1] == 7
    assert ("cells", (22, 23)) in noted(report.dropped)


def test_what_cannot_be_true_is_kept_and_listed_with_its_rows():
    head = "ID,Date,Reach,Impressions,Likes,Comments\n"
    rows = "1,2024-01-01,10,9,1,0\n1,2025-01-02,10,20,-1,0\n2,1999-01-01,10,20,1.5,0\n3,,10,10,,0\n"
    rows += "1.23E+17,2024-01-01,1,2,0,0\n"
    posts, report = read(head + rows)
    assert len(posts) == 5
    assert noted(report.warnings) == {
        ("impressions_below_reach", (2,)),
        ("same_id", (3,)),
        ("future", (3,)),
        ("negative", (3,)),
        ("early", (4,)),
        ("not_whole", (4,)),
        ("missing", (5,)),
        ("shortened_id", (6,)),
    }
    assert noted(read("Date,Reach\n2024-01-01,5\n2024-01-01,5\n")[1].warnings) == {("same_row", (3,))}


@pytest.mark.parametrize(("date", "early"), [("2003-12-31", True), ("2004-01-01", False), ("2012-07-04", False)])
def test_a_post_older_than_any_of_the_platforms_is_listed(date, early):
    _, report = read(f"ID,Date,Reach\n1,{date},5\n2,2024-01-01,6\n")
    assert noted(report.warnings) == ({("early", (2,))} if early else set())


def test_of_two_columns_with_one_meaning_the_likelier_counts_and_the_other_is_named():
    posts, report = read("Date,Publish time,Likes,Gefällt mir\nLifetime,2024-01-01,1,2\n")
    assert posts["date"].dt.year.item() == 2024
    assert report.ignored == ("Date", "Gefällt mir")


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1252"])
def test_umlauts_of_old_encodings_are_read_and_shown_for_a_check(encoding):
    text = "Datum;Text;Reichweite\n" + "13.01.2024;Schöne Grüße aus dem Café in Köln, für Männer und Frauen;5\n" * 3
    posts, report = read_posts(text.encode(encoding))
    assert report.encoding == encoding
    assert posts["caption"].iloc[0].startswith("Schöne Grüße")
    assert report.warnings[0].kind == "encoding"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_says_everything_in_the_language_that_is_on(language):
    speak(language)
    for text, _ in EXPORTS.values():
        said = read(text)[1].sentences()
        assert all(5 < len(sentence) < 900 and "{" not in sentence for sentence in said)
    said = "\n".join(read("ID,Date,Reach,x\nTotal,,5,\n1,2024-03-01,5,\n2,2030-01-01,-5,\n")[1].sentences())
    assert ("1. März 2024" if language == "de" else "1 Mar 2024") in said
    assert ("Zeile 4" if language == "de" else "row 4") in said


def test_a_long_list_of_rows_is_cut():
    said = read("Date,Reach\n" + "2024-01-01,-5\n" * 30)[1].sentences()
    assert any("and 22 more" in sentence for sentence in said)


def test_ten_times_as_many_posts_take_about_ten_times_as_long():
    """In one run, as a ratio; work that grows with the square would take a hundred times as long."""
    took = []
    for size in (2_000, 20_000):
        rng = random.Random(1)
        rows = [
            f'{10**17 + i};{i % 28 + 1:02}.0{i % 9 + 1}.2024 12:30;"Wörter und\nZeilen";{rng.randrange(10**6):,}'
            for i in range(size)
        ]
        text = "ID;Datum;Text;Reichweite\n" + "\n".join(rows).replace(",", ".") + "\n"
        start = time.process_time()
        posts, _ = read(text, decimal=",")
        took.append(time.process_time() - start)
        assert len(posts) == size
    assert took[1] < 40 * took[0]


# -- whatever the bytes ----------------------------------------------------------------------------------------------

SCRAPS = [
    "Date",
    "Reach",
    "ID",
    "Likes",
    "Text",
    "Datum",
    "Total",
    "1.234",
    "1,5",
    "01/02/2024",
    "2024-01-01",
    "=1",
    "K",
    "%",
]
pieces = st.sampled_from(
    [*SCRAPS, *',;\t|"\n\r', "\r\n", "\n\n", '""', "ü", "\ufeff", "\0", "'", "Date,Reach\n", "ID;Datum;Likes\n"]
)
soups = st.lists(pieces | st.text(string.printable, max_size=4), max_size=40).map("".join)
encoded = st.builds(
    lambda text, name: text.encode(name, "replace"),
    soups,
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252", "utf-8-sig"]),
)


@given(
    st.binary(max_size=300) | encoded | st.builds(bytes.__add__, st.just(b"Date,Reach,ID\n2024-01-01,5,1\n"), encoded)
)
@example(b"Date,Reach\r2024-01-01,5\r")
@example(b"Date,Reach\n2024-01-01,5\x85\n")
@example(b"ID,Reach\n9999-99-99,1e400\n1,999999999999999999999999\n")
def test_any_bytes_are_read_or_refused(data):
    try:
        posts, report = read_posts(data)
    except NotAnExport as refused:
        assert 10 < len(str(refused)) < 300
    else:
        assert len(posts) == report.rows > 0
        assert posts.index.is_monotonic_increasing
        assert report.sentences()
