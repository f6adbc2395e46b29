"""The learner's own posts: how they were read is said before anything is drawn, and nothing of them becomes HTML."""

from datetime import UTC, datetime
from html import escape, unescape

import pytest

from smm_lib.charts.bars import bars
from smm_lib.display import CHART
from smm_lib.language import LANGUAGES, label, say, speak
from smm_lib.lesson._frame import GONE
from smm_lib.lesson.upload import Upload
from smm_lib.models.bounds import Refused
from tests.posts.test_inputs import INPUTS

GOOD = b"Date,Caption,Reach,Likes\n2024-02-01,<script>alert(1)</script>,10,1\n2024-02-02,x,20,2\n"


class Lesson:
    """What a lesson does with posts: it remembers them, and what was on the screen when they came."""

    def __init__(self):
        self.seen, self.report = [], ""
        self.form = Upload(self.use)

    def use(self, posts):
        self.report = self.form.report.value
        self.seen.append(posts["reach"].tolist())


@pytest.fixture
def lesson():
    return Lesson()


def choose(form, data, name="posts.csv"):
    file = {"name": name, "type": "text/csv", "size": len(data), "content": memoryview(data)}
    form.chooser.value = ({**file, "last_modified": datetime.now(UTC)},)


def test_the_button_states_its_limit_and_the_form_says_that_nothing_is_in_use(lesson, screen):
    lesson.form.show()
    assert "8 MB" in lesson.form.chooser.description
    assert lesson.form.chooser.accept == ".csv,.tsv,.txt"
    assert lesson.form.in_use.value == f"<p>{escape(say('upload.none'))}</p>"
    assert screen[0]["text/plain"] == say("upload.asleep")


def test_the_report_stands_there_before_the_posts_are_used(lesson):
    choose(lesson.form, GOOD)
    assert lesson.seen == [[10, 20]]
    assert "Posts read: 2" in lesson.report


def test_a_chart_made_of_the_posts_appears_below_the_form():
    made = []

    def drawn(posts):
        made.append(bars(posts.assign(type="photo").head(1), "type", "reach", domain=(0, 100)))
        return made[-1]

    form = Upload(drawn)
    form.show()
    choose(form, GOOD)
    assert [shown["text/plain"] for shown in form.drawn.handle.updates] == [made[0].description]
    choose(form, b"no posts")
    assert len(form.drawn.handle.updates) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_in_use_are_named_with_size_rows_and_time(language):
    speak(language)
    lesson = Lesson()
    choose(lesson.form, GOOD + b"2024-02-03,y,5,1\n" * 998, "März <b>.csv")
    said = lesson.form.in_use.value
    size = {"en": "17 kB", "de": "17\u00a0kB"}[language]
    for part in ("März &lt;b&gt;.csv", size, {"en": "posts: 1,000", "de": "Beiträge: 1.000"}[language]):
        assert part in said
    assert ":" in said


def test_a_bad_file_is_refused_in_one_sentence_and_the_data_before_stay(lesson):
    choose(lesson.form, GOOD)
    before = lesson.form.in_use.value
    choose(lesson.form, b"PK\x03\x04", "posts.csv")
    assert "zip archive" in lesson.form.error.value
    assert lesson.form.report.value == ""
    assert lesson.form.in_use.value == before
    assert lesson.seen == [[10, 20]]


def test_the_same_file_can_be_chosen_again_once_it_is_corrected(lesson):
    choose(lesson.form, b"nothing")
    choose(lesson.form, GOOD)
    assert lesson.form.error.value == ""
    assert lesson.form.chooser.value == ()


def test_a_file_that_can_be_read_in_two_ways_is_asked_about_with_two_buttons(lesson):
    choose(lesson.form, b"ID;Date;Reach;CTR (%)\n1;01/02/2024;12;1.234\n2;03/04/2024;34;5.678\n")
    assert lesson.seen == []
    assert "1.234" in lesson.form.question.value
    assert [button.description for button in lesson.form.answers] == ["1.234", "1,234"]
    assert GONE not in lesson.form.choice._dom_classes
    lesson.form.answers[0].click()
    assert [button.description for button in lesson.form.answers] == ["1 Feb 2024", "2 Jan 2024"]
    lesson.form.answers[0].click()
    assert lesson.seen == [[12, 34]]
    assert "day first" in lesson.report
    assert GONE in lesson.form.choice._dom_classes
    assert lesson.form.question.value == ""


def test_whether_a_row_is_a_post_can_be_answered_with_no(lesson):
    days = b"Date,Reach\n2024-02-01,10\n2024-02-02,20\n"
    choose(lesson.form, days)
    assert [button.description for button in lesson.form.answers] == [
        say("posts.answer.a_post"),
        say("posts.answer.no_post"),
    ]
    lesson.form.answers[1].click()
    assert lesson.seen == []
    assert say("posts.refused.days") in unescape(lesson.form.error.value)
    assert GONE in lesson.form.choice._dom_classes
    choose(lesson.form, days)
    lesson.form.answers[0].click()
    assert lesson.seen == [[10, 20]]


# platform: a file of one, what each bar is called, and how long it is
DRAWN = {
    "tiktok": ("h05_tiktok_dates_without_year.csv", {"All posts (Views)": 186 / 190_000}),
    "youtube": ("h07_youtube_de_video_id.csv", {"All posts (Impressions)": (0.0661 + 0.0895) / 2}),
    "facebook": (
        "h09_meta_fb_title_or_description.csv",
        {"Photos (People reached)": 41 / 980 / 2, "Reels (People reached)": 212 / 4310},
    ),
    "instagram": ("h14_stories_short_rows.csv", {"IG story (People reached)": 2 / 201}),
    "linkedin": (
        "h11_linkedin_type.csv",
        {"Article (Impressions)": 5 / 1400, "No type (Impressions)": 0},
    ),
    "x": ("h15_x_tweets.csv", {"All posts (Impressions)": (17 / 1330 + 83 / 5807) / 2}),
}


@pytest.mark.parametrize("platform", DRAWN)
def test_the_export_of_every_platform_reaches_the_chart_of_lesson_10(platform, own):
    name, bars_of = DRAWN[platform]
    form = Upload(own)
    form.show()
    form.read(str(INPUTS / name), "")
    assert form.error.value == ""
    spec = form.drawn.handle.updates[-1][CHART]
    drawn = spec["datasets"][spec["data"]["name"]]
    length = "median_click_rate" if platform == "youtube" else "median_rate"
    assert {row["_name"]: row[length] for row in drawn} == pytest.approx(bars_of, rel=0.002)
    assert label(length) in form.drawn.table.value


def test_an_answer_without_a_question_does_nothing(lesson):
    lesson.form.answer(0)
    assert lesson.seen == []


def test_a_path_is_the_second_way(lesson, folder):
    (folder / "my posts.csv").write_bytes(GOOD)
    lesson.form.path.value = f'"{folder / "my posts.csv"}" '  # as a file manager copies it
    lesson.form.open.click()
    assert lesson.seen == [[10, 20]]
    assert "my posts.csv" in lesson.form.in_use.value
    lesson.form.path.value = "https://example.org/posts.csv"
    lesson.form.open.click()
    assert "address" in lesson.form.error.value


def test_an_empty_path_is_refused_in_a_sentence(lesson):
    lesson.form.open.click()
    assert lesson.form.error.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_can_be_tried_where_nobody_has_data(language):
    speak(language)
    lesson = Lesson()
    lesson.form.example.click()
    assert len(lesson.seen[0]) == 120
    assert f"example_export_{language}.csv" in lesson.form.in_use.value


def test_what_the_lesson_refuses_is_said_and_the_data_are_not_called_in_use(lesson):
    lesson.form.use = lambda _: (_ for _ in ()).throw(Refused("saves", "at_least", 0, low=1))
    choose(lesson.form, GOOD)
    assert "saves must be a number of at least 1" in lesson.form.error.value
    assert lesson.form.in_use.value == f"<p>{escape(say('upload.none'))}</p>"


def test_nothing_of_a_file_becomes_html(lesson):
    evil = "<img src=x onerror=alert(1)>"
    choose(lesson.form, f"Reach,ID,{evil}\nx,1,\n5,2,\n{evil},3,\n6,4,\n".encode(), f"{evil}.csv")
    choose(lesson.form, b"", f"{evil}.exe")
    form = lesson.form
    shown = form.report.value + form.error.value + form.in_use.value + form.question.value
    assert "<img" not in shown
    assert "&lt;img" in shown
