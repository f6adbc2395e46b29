"""A thousand tables of days, and of much else, are never read as posts; tables of posts are; no total counts as one."""

import csv
import io
import random
import re
from datetime import date, datetime, timedelta

import pytest

from smm_lib.language import LANGUAGES, speak
from smm_lib.posts.read import read_posts
from smm_lib.posts.report import Ambiguous, NotAnExport

TODAY = date(2026, 11, 28)
SEPARATORS = (",", ";", "\t")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16")
STAMPS = ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%b %d, %Y", "%a, %b %d, %Y", "%B %d", "%Y-%m-%dT00:00:00")
WORDS = (
    "Buns",
    "Total eclipse",
    "Closed today",
    "Brot und Salz",
    "Who is coming?",
    "=1+1",
    "Sum of all parts",
    "7 Tage",
)

DAYS = [
    "Date|Impressions|Likes|Engagements|Bookmarks|Shares|New follows|Unfollows|Replies|Reposts|Profile visits",
    "Date|Impressions (organic)|Impressions (sponsored)|Impressions (total)|Unique impressions (organic)|Clicks",
    "Date|Sponsored followers|Organic followers|Auto-invited followers|Total followers|Followers",
    "Date|Video Views|Profile Views|Likes|Comments|Shares",
    "Date|Followers|Difference in followers from previous day",
    "Date|Views",
    "Date|Views|Watch time (hours)|Subscribers|Impressions|Impressions click-through rate (%)",
    "Datum|Aufrufe",
    "Datum|Aufrufe|Wiedergabezeit (Stunden)|Abonnenten|Impressionen",
    "Date|Lifetime Total Likes|Daily New Likes|Daily Total Reach|Daily Page Engaged Users|Reach",
    "Date|Reach|Profile visits|Follows",
    "Datum|Reichweite|Profilaufrufe|Link-Klicks",
    "Datum|Reichweite|Likes|Kommentare",
    "Date|Profile|Network|Impressions|Engagements|Likes",
    "Day|Reach|Likes",
    "Tag|Reichweite|Likes",
    "Datum|Beitragstyp|Reichweite|Likes",
    "Month|Type|Reach|Likes",
    "Datum|Plattform|Follower|Posts|Likes|Kommentare",
]
DAYS_OF_POSTS = [
    "Date|Content|Video title|Video publish time|Views",
    "Datum|Videos|Videotitel|Veröffentlichungszeitpunkt des Videos|Aufrufe",
    "Date|Video|Video title|Video publish time|Views|Impressions",
    "Post ID|Publish time|Post type|Date|Views|Reach|Likes",
    "Video title|Video link|Date|Total views|Total likes",
    "Datum|Titel|Reichweite|Likes",
]
ADS = [
    "Ad name|Delivery status|Reach|Impressions|Link clicks|Amount spent (EUR)|Reporting starts|Reporting ends",
    "Name der Kampagne|Auslieferung|Reichweite|Impressionen|Ausgegebener Betrag (EUR)|Berichtsstart|Berichtsende",
    "Campaign status|Campaign|Budget|Currency code|Clicks|Impressions|CTR (%)|Cost",
    "Kampagne|Anzeigengruppe|Keyword|Klicks|Impressionen|Kosten",
    "Campaign Name|Creative Name|Impressions|Clicks|Total Spent",
    "Ad name|Post ID|Description|Impressions|Clicks|Amount spent (USD)",
    "Campaign|Date|Views|Likes|Cost",
    "Title|Recipients|Opens|Clicks|Cost",
    "Tweet id|Tweet text|Impressions|Engagements|Spend",
    "Title|Subject|Total Recipients|Opens|Clicks",
]
GROUPS = [
    "Location|Followers|Impressions",
    "Age|Gender|Reach|Impressions",
    "Alter|Geschlecht|Reichweite|Impressionen",
    "Geography|Views|Impressions|Impressions click-through rate (%)",
    "Traffic source|Views|Impressions",
    "Job function|Followers|Impressions",
    "Land|Follower|Reichweite",
    "Post type|Reach|Likes",
    "Content|Country|Views|Likes",
    "Hashtag|Reach|Likes",
    "Comment ID|Author|Text|Date|Likes",
    "URL|Clicks|Impressions",
]
POSTS = [
    "Post ID|Page name|Title|Description|Publish time|Permalink|Post type|Views|Reach|Reactions|Comments|Shares",
    "Post ID|Account username|Description|Publish time|Permalink|Post type|Views|Reach|Likes|Shares|Comments|Saves",
    "Beitrags-ID|Beschreibung|Veröffentlichungszeit|Beitragstyp|Aufrufe|Reichweite|Likes|Kommentare",
    "Post title|Post link|Post type|Campaign name|Created date|Audience|Impressions|Clicks|Likes|Comments|Reposts",
    "Tweet id|Tweet permalink|Tweet text|time|impressions|engagements|retweets|replies|likes",
    "Post id|Date|Post text|Post Link|Impressions|Likes|Engagements|Bookmarks|Replies|Reposts",
    "Time|Video title|Video link|Post time|Total likes|Total comments|Total shares|Total views",
    "Content|Video title|Video publish time|Duration|Views|Subscribers|Thumbnail impressions",
    "Post ID|Permalink|Post Message|Type|Countries|Languages|Posted|Lifetime Post Total Reach",
    "Publish time|Reach|Likes",
    "Datum|Text|Reichweite|Likes",
    "Type|Category|Post Month|Post Hour|Lifetime Post Total Reach|like|comment|share",
]
CELLS = {  # what stands below the headers that have such a word in them; everywhere else there are numbers
    r"\b(id|content|video|videos)$": lambda row, _, __: str(10**17 + row),
    r"link$|permalink": lambda row, _, __: f"https://www.example.org/{row}",
    r"post month|post hour": lambda _, when, __: f"{when:%d}",
    r"time$|^date$|datum|posted|veröffentlich|^day$|^tag$|^month$|created": lambda _, when, stamp: when.strftime(stamp),
    r"titel$|title$|text$|message|description|beschreibung": lambda row, _, __: f"{WORDS[row % len(WORDS)]} {row}",
    r"typ$|type$": lambda row, _, __: ("Photo", "Reel", "Text")[row % 3],
    r"\b(name|username|status|campaign|kampagne|country|countries|location|ages?|gender|network|plattform)\b":
        lambda row, _, __: f"name {row}",
}  # fmt: skip


def cell(header, row, when, rng, stamp):
    """Something that could stand below a header: `row` numbers the posts (or ads, or groups), `when` is its day."""
    made = (make for words, make in CELLS.items() if re.search(words, header, re.I))
    return next(made, lambda *_: str(rng.randrange(10**5)))(row, when, stamp)


def table(headers, rows, rng, stamp=None):
    """Return the bytes of a table; `rows` are pairs of a post's number and a day."""
    stamp = stamp or rng.choice(STAMPS)
    lines = [[cell(header, row, when, rng, stamp) for header in headers] for row, when in rows]
    return headers, lines


def written(headers, lines, rng):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=rng.choice(SEPARATORS)).writerows([headers, *lines])
    return text.getvalue().encode(rng.choice(ENCODINGS))


def span(rng, most=40):
    first = datetime(2024, 1, 1) + timedelta(days=rng.randrange(700))
    days = [first + timedelta(days=number) for number in range(rng.randint(1, most))]
    days = rng.sample(days, rng.randint(1, len(days)))
    return sorted(days, reverse=rng.random() < 0.5)


def cut(headers, rng, keep):
    """Drop some of the headers, as a learner may, but those in `keep` and at least one number."""
    return [header for place, header in enumerate(headers) if place < keep or rng.random() < 0.8] or headers


def refused(data, **options):
    with pytest.raises(NotAnExport) as error:
        read_posts(data, today=TODAY, **options)
    return error.value


def test_of_a_thousand_tables_of_days_none_is_read_as_posts():
    rng = random.Random(1)
    reasons = set()
    for number in range(1000):
        headers = cut(DAYS[number % len(DAYS)].split("|"), rng, 2)
        error = refused(written(*table(headers, enumerate(span(rng)), rng), rng))
        reasons.add(error.reason)
        if isinstance(error, Ambiguous):
            assert error.option == "per_post"
    assert reasons <= {"days", "ambiguous_per_post", "no_header", "no_counts"}
    assert {"days", "ambiguous_per_post"} <= reasons


def test_the_days_of_each_video_are_not_read_as_posts():
    rng = random.Random(2)
    for number in range(200):
        headers = DAYS_OF_POSTS[number % len(DAYS_OF_POSTS)].split("|")
        days = [datetime(2024, 5, 1) + timedelta(days=day) for day in range(rng.randint(2, 20))]
        videos = range(rng.randint(1, 5))
        titles = [f"Video {video}" for video in videos]
        headers, lines = table(headers, [(video, day) for day in days for video in videos], rng, "%Y-%m-%d")
        for line, video in zip(lines, [video for _ in days for video in videos], strict=True):
            for place, header in enumerate(headers):
                if "publish" in header or "Veröff" in header:
                    line[place] = f"2024-04-{video + 1:02}"
                if "itle" in header or "itel" in header:
                    line[place] = titles[video]
        rng.shuffle(lines)
        assert refused(written(headers, lines, rng)).reason in ("repeated", "ambiguous_per_post"), headers


@pytest.mark.parametrize(("tables", "reasons"), [(ADS, {"ads"}), (GROUPS, {"groups", "repeated", "days"})])
def test_ads_and_groups_of_people_are_not_read_as_posts(tables, reasons):
    rng = random.Random(3)
    for number in range(200):
        headers = tables[number % len(tables)].split("|")
        rows = [(row % 3 if "Country" in headers else row, datetime(2024, 5, 1)) for row in range(rng.randint(1, 30))]
        if "Country" in headers and len(rows) < 6:
            continue
        headers, lines = table(headers, rows, rng, "%Y-%m-%d")
        for place, line in enumerate(lines):  # each group has one row, and each video one for each country
            line[:] = [
                f"{t} {place}" if h in ("Country", "Post type") else t for h, t in zip(headers, line, strict=True)
            ]
        error = refused(written(headers, lines, rng))
        assert error.reason in reasons | {"ambiguous_per_post", "no_header"}, headers


def counts(headers, lines):
    """The sums below the headers that hold numbers."""
    return {h: sum(float(line[i]) for line in lines) for i, h in enumerate(headers) if lines and lines[0][i].isdigit()}


def test_of_five_hundred_tables_of_posts_all_are_read_without_being_asked_what_a_row_is():
    rng = random.Random(4)
    for number in range(500):
        headers = POSTS[number % len(POSTS)].split("|")
        rows = [(row, day) for row, day in enumerate(sorted(span(rng) + span(rng)))]
        headers, lines = table(headers, rows, rng, rng.choice(("%Y-%m-%d %H:%M", "%d.%m.%Y", "%b %d, %Y")))
        if "Type" in headers[:1]:
            lines += [lines[0]] * 2
        posts, report = read_posts(written(headers, lines, rng), today=TODAY)
        assert len(posts) == len(lines), headers
        assert report.dropped == ()
        sums = counts(headers, lines)
        for header, column in report.columns:
            if column in posts and header in sums and column not in ("id", "month", "category"):
                assert posts[column].sum() == sums[header], header


TOTALS = (
    "Total",
    "Gesamt",
    "Total: Account",
    "Gesamt: Konto",
    "Summe:",
    "Grand total",
    "Totals - all posts",
    "Gesamtsumme",
)


def test_no_total_counts_as_a_post_wherever_it_stands_and_whatever_it_is_called():
    rng = random.Random(5)
    for number in range(250):
        headers = [h for h in POSTS[number % 9].split("|") if h not in ("Campaign name", "Audience")]
        rows = list(enumerate([*span(rng, 20), datetime(2024, 6, 1), datetime(2024, 6, 2)]))
        headers, lines = table(headers, rows, rng, "%Y-%m-%d")
        sums = counts(headers, lines)
        numbers = [h for h in sums if not h.lower().endswith("id") and h not in ("Content", "Duration", "Subscribers")]
        nameless = rng.random() < 0.4 and len(numbers) > 1
        total = [f"{sums[h]:.0f}" if h in numbers else "" for h in headers]
        if not nameless:
            total[rng.choice([i for i, h in enumerate(headers) if h not in numbers])] = rng.choice(TOTALS)
        lines.insert(rng.choice([0, len(lines), rng.randrange(len(lines))]), total)
        posts, report = read_posts(written(headers, lines, rng), today=TODAY)
        assert [note.kind for note in report.dropped] == ["total"], (headers, total)
        assert len(posts) == len(rows)


def test_subtotals_without_a_name_are_known_by_their_sums():
    january = "1,2024-01-01,10,1\n2,2024-01-02,20,2\n,,30,3\n"
    february = "3,2024-02-01,5,7\n4,2024-02-02,6,8\n,,11,15\n"
    posts, report = read_posts(f"ID,Date,Reach,Likes\n{january}{february},,41,18\n".encode(), today=TODAY)
    assert posts["id"].tolist() == ["1", "2", "3", "4"]
    assert [(note.kind, note.rows) for note in report.dropped] == [("total", (4, 7, 8))]


def test_a_post_that_speaks_of_a_total_stays_a_post():
    rows = (
        "ID,Date,Text,Reach,Likes\n1,2024-01-01,Total: sold out!,5,1\n2,2024-01-02,Gesamt,9,2\n3,2024-01-03,Summe,7,3\n"
    )
    assert len(read_posts(rows.encode(), today=TODAY)[0]) == 3
    without = "Text,Reach,Likes\nTotal schön hier,5,1\nBrot,9,2\nSalz,7,3\n"
    assert len(read_posts(without.encode(), today=TODAY)[0]) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_question_what_a_row_is_can_be_answered_with_yes_and_with_no(language):
    speak(language)
    data = b"Date,Reach\n2024-02-01,10\n2024-02-03,20\n"
    with pytest.raises(Ambiguous) as asked:
        read_posts(data)
    assert (asked.value.option, asked.value.choices) == ("per_post", (True, False))
    assert len(set(asked.value.answers)) == 2
    assert len(read_posts(data, per_post=True)[0]) == 2
    no = refused(data, per_post=False)
    assert not isinstance(no, Ambiguous)
    assert no.reason == "days"


# Odd exports, as tools and platforms write them: how many posts they have, or why they are refused or asked about.
ODD = {
    "tiktok mixed year": (
        2,
        [
            "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views",
            'February 28,A,https://e.org/1,"December 30, 2023",1,2,3,400',
            "February 28,B,https://e.org/2,January 4,1,2,3,500",
        ],
    ),
    "youtube totals de": (
        "ambiguous_per_post",
        [
            "Datum,Aufrufe",
            "2025-10-29,3415",
            "2025-10-30,12",
        ],
    ),
    "yt traffic": (
        "groups",
        [
            "Traffic source,Source type,Source title,Thumbnail impressions,Thumbnail click-through rate (%),Views",
            "Total,,,20000,6.0,2000",
            "YT_RELATED.x,Content,x,100,5.0,50",
        ],
    ),
    "ga4": (
        "no_header",
        [
            "# ----",
            "# Pages",
            "# ----",
            "Page title and screen class,Views,Users,Views per user,Event count",
            "Home,500,100,5,900",
            "Shop,50,10,5,90",
        ],
    ),
    "search console": (
        "ambiguous_per_post",
        [
            "Top queries,Clicks,Impressions,CTR,Position",
            "bread,5,100,5%,3.2",
            "buns,2,50,4%,8",
        ],
    ),
    "sprout posts": (
        2,
        [
            (
                "Date,Post ID,Network,Post Type,Content Type,Profile,Sent by,Link,Post,Impressions,Reach,Engagem"
                "ent Rate (per Impression),Engagements,Reactions,Comments,Shares,Post Clicks (All)"
            ),
            (
                '5/1/2024 8:30 pm,123456789012345678,Instagram,Post,Photo,me,Ann,https://e.org/1,Hello,"1,234",9'
                "00,5.5%,68,60,5,3,0"
            ),
            (
                '13/1/2024 8:30 pm,123456789012345679,Instagram,Post,Video,me,Ann,https://e.org/2,Hello2,"2,234"'
                ",1900,5.5%,68,60,5,3,0"
            ),
        ],
    ),
    "later": (
        1,
        [
            "Post Date,Caption,Media Type,Likes,Comments,Saves,Reach,Impressions,Engagement Rate",
            "2024-01-02,Hi,IMAGE,5,1,0,100,150,6%",
        ],
    ),
    "metricool de": (
        2,
        [
            "Datum;Text;Typ;Impressionen;Reichweite;Likes;Kommentare;Geteilt;Interaktionsrate",
            "02.01.2024 10:00;Hallo;REEL;1.500;1.200;50;3;1;4,5",
            "03.01.2024 10:00;Hallo2;POST;500;200;5;0;1;3,0",
        ],
    ),
    "comments export": (
        "ambiguous_per_post",
        [
            "Comment ID,Author,Text,Date,Likes",
            "1,ann,Nice!,2024-01-02,5",
            "2,bob,Wow,2024-01-03,1",
        ],
    ),
    "total in link col": (
        2,
        [
            "Post ID,Publish time,Permalink,Reach,Likes",
            "1,2024-01-01,https://e.org/1,10,1",
            "2,2024-01-02,https://e.org/2,20,2",
            ",,Summe Instagram,30,3",
        ],
    ),
    "nameless reach dedup": (
        2,
        [
            "ID,Date,Text,Reach,Likes,Comments",
            "1,2024-01-01,a,10,1,4",
            "2,2024-01-02,b,20,2,5",
            ",,,25,3,9",
        ],
    ),
    "dates with excel mix": (
        "ambiguous_day_first",
        [
            "ID,Datum,Text,Reichweite",
            "1,2024-03-15,a,5",
            "2,03/04/2024,b,6",
        ],
    ),
    "type organisch": (
        2,
        [
            "Beitrags-ID;Beitragstyp;Erstellt am;Impressionen;Klicks",
            "1;Organisch;13.01.2024;1.200;5",
            "2;Gesponsert;14.01.2024;100;1",
        ],
    ),
    "old insights reactions": (
        2,
        [
            (
                "Post ID,Permalink,Post Message,Type,Posted,Lifetime Post Total Reach,Lifetime Post Total Impres"
                "sions,Lifetime Post Stories by action type - like,Lifetime Post Stories by action type - commen"
                "t,Lifetime Post Stories by action type - share"
            ),
            ",,,,,Lifetime: people,Lifetime: times,Lifetime: stories,Lifetime: stories,Lifetime: stories",
            "1_2,https://e.org/1,Hi,Photo,12/31/2019 11:42:00 AM,1000,1500,50,5,2",
            "1_3,https://e.org/2,Ho,Link,12/5/2019 6:05:10 PM,500,700,5,,",
        ],
    ),
    "google ads de": (
        "ads",
        [
            "Kampagnenbericht",
            '"1. Januar 2024 – 31. Januar 2024"',
            "Kampagnenstatus\tKampagne\tBudget\tWährungscode\tKlicks\tImpr.\tCTR\tKosten",
            "Aktiviert\tBuns\t5,00\tEUR\t1.250\t40.000\t3,13 %\t210,10",
            "Gesamt: Konto\t --\t8,00\tEUR\t1.250\t40.000\t3,13 %\t210,10",
        ],
    ),
    "x days with post count": (
        "days",
        [
            "Datum;Impressionen;Likes;Beiträge",
            "13.01.2024;100;5;1",
            "14.01.2024;100;5;2",
        ],
    ),
    "mixed decimal rate": (
        "mixed_decimal",
        [
            "ID;Text;Reichweite;CTR (%)",
            "1;a;9.870;4.5",
            "2;b;80;3.5",
        ],
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_export_is_read_or_refused_or_asked_about(name):
    wanted, lines = ODD[name]
    data = "\n".join([*lines, ""]).encode()
    if isinstance(wanted, int):
        assert len(read_posts(data, today=TODAY)[0]) == wanted
    else:
        assert refused(data).reason == wanted
