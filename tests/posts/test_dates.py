"""Days and months never change places in silence."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib.posts.dates import read_dates
from smm_lib.posts.report import Ambiguous, NotAnExport


def read(*cells, day_first=None):
    dates, unread, order = read_dates(cells, range(2, 99), day_first)
    return dates.astype(object).tolist(), unread.tolist(), order


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-02-01", datetime(2024, 2, 1)),
        ("2024-02-01T08:30:15+0000", datetime(2024, 2, 1, 8, 30, 15)),
        ("2024-02-01 08:30 +0200", datetime(2024, 2, 1, 8, 30)),
        ("2024-02-01T08:30:15.123Z", datetime(2024, 2, 1, 8, 30, 15)),
        ("2024/2/1", datetime(2024, 2, 1)),
        ("01.02.2024", datetime(2024, 2, 1)),
        ("1.2.24, 08:30 Uhr", datetime(2024, 2, 1, 8, 30)),
        ("Do., 01.02.2024 um 8:30 Uhr", datetime(2024, 2, 1, 8, 30)),
        ("02/13/2024 12:05 AM", datetime(2024, 2, 13, 0, 5)),
        ("13/02/2024 1:05 pm", datetime(2024, 2, 13, 13, 5)),
        ("Feb 1, 2024", datetime(2024, 2, 1)),
        ("Thu, Feb 1, 2024", datetime(2024, 2, 1)),
        ("1 February 2024", datetime(2024, 2, 1)),
        ("1. März 2024", datetime(2024, 3, 1)),
        ("24. Dez. 2024", datetime(2024, 12, 24)),
        ("29.02.2024", datetime(2024, 2, 29)),
    ],
)
def test_a_date_is_read_as_it_is_written(text, date):
    assert read(text)[:2] == ([date], [False])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "30.02.2024",
            "31.04.2024",
            "2024-13-01",
            "24-02-01",
            "45321",
            "1706745600",
            "Lifetime",
            "13:30",
            "13/13/2024",
        ),
        *("01.02.2024 25:00", "01.02.2024 10:61", "32.01.2024", "x" * 5000, "0/0/2024", "١.٢.٢٠٢٤x"),
    ],
)
def test_what_is_no_date_is_never_turned_into_one(text):
    dates, unread, _ = read(text)
    assert (dates, unread) == ([None], [True])


@pytest.mark.parametrize(
    ("cells", "order", "month"),
    [
        (["01/02/2024", "13/02/2024"], "day_first", 2),
        (["01/02/2024", "02/13/2024"], "month_first", 1),
        (["01.02.2024", "03.04.2024"], "day_first", 2),
        (["2024-02-01"], "iso", 2),
        (["Feb 1, 2024"], "named", 2),
        (["02/02/2024"], "day_first", 2),
    ],
)
def test_one_row_that_tells_decides_for_the_whole_column(cells, order, month):
    dates, _, found = read(*cells)
    assert (found, dates[0].month) == (order, month)


def test_a_column_that_does_not_tell_is_asked_about():
    with pytest.raises(Ambiguous) as asked:
        read("02/02/2024", "01/02/2024")
    assert (asked.value.option, asked.value.row) == ("day_first", 3)
    assert asked.value.answers == ["1 Feb 2024", "2 Jan 2024"]
    assert read("01/02/2024", day_first=True)[0] == [datetime(2024, 2, 1)]
    assert read("01/02/2024", day_first=False)[0] == [datetime(2024, 1, 2)]


def test_orders_that_contradict_each_other_are_refused_with_both_rows():
    with pytest.raises(NotAnExport) as refused:
        read("13/02/2024", "02/13/2024")
    assert (refused.value.reason, refused.value.parts["row"], refused.value.parts["other"]) == ("mixed_day_first", 2, 3)


def test_an_answer_that_cannot_be_right_is_refused():
    with pytest.raises(NotAnExport, match="13/02/2024"):
        read("13/02/2024", day_first=False)


def test_an_empty_date_is_missing():
    dates, unread, _ = read("2024-02-01", "")
    assert (dates[1], unread) == (None, [False, False])


@settings(max_examples=60)
@given(st.lists(st.datetimes(datetime(2004, 1, 1), datetime(2030, 1, 1)), min_size=1, max_size=6))
def test_every_moment_comes_back_to_the_second(moments):
    wanted = [moment.replace(microsecond=0) for moment in moments]
    assert read(*(f"{moment:%d.%m.%Y %H:%M:%S}" for moment in wanted))[0] == wanted
    assert read(*(moment.isoformat() for moment in wanted))[0] == wanted


@given(st.text(max_size=70))
def test_any_text_is_a_date_or_none(text):
    dates, unread, _ = read(text, day_first=True)
    assert np.isnat(np.array(dates, dtype="datetime64[s]")[0]) or not unread[0]


@pytest.mark.parametrize(
    "text", ["July 16", "16 July", "16. Juli", "16.07.", "07/16", "Jul-16", "Thu, Jul 16", "July 16, 8:30 PM"]
)
def test_a_day_without_its_year_is_no_date_and_no_error(text):
    assert read(text)[:2] == ([None], [False])


def test_points_and_slashes_in_one_column_are_asked_about_or_refused():
    with pytest.raises(Ambiguous):
        read("03.04.2025", "03/05/2025")
    with pytest.raises(NotAnExport) as refused:
        read("03.04.2025", "03/15/2025")
    assert refused.value.reason == "mixed_day_first"
    assert read("03.04.2025", "15/03/2025")[0] == [datetime(2025, 4, 3), datetime(2025, 3, 15)]
    with pytest.raises(NotAnExport, match=r"03\.04\.2025"):
        read("03.04.2025", "03/05/2025", day_first=False)
