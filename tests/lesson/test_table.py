"""The table beside a chart: every column with a name, as text, never more rows than one reads."""

import pandas as pd

from smm_lib.language import speak
from smm_lib.lesson import _table as table

STUDIES = pd.DataFrame(
    {"study": ["A & B", "C"], "told": [4.5, float("nan")], "_name": ["x", "y"], "source": ["<b>1981</b>", "Z"]}
)


def test_two_columns_of_the_same_name_are_both_shown_and_columns_for_drawing_are_not():
    head, *rows = table.plain(STUDIES).split("\n")
    assert head.count(" | ") == 2
    assert rows[0] == "A & B | 4.5 | <b>1981</b>"
    assert rows[1] == "C | – | Z"
    assert all(word in table.html(STUDIES) for word in ("A &amp; B", "4.5", "&lt;b&gt;1981&lt;/b&gt;"))


def test_a_long_table_is_thinned_out_evenly_and_numbers_follow_the_language():
    long = pd.DataFrame({"told": [number + 0.5 for number in range(1000)]})
    assert table.html(long).count("<tr>") + table.html(long).count("<tr ") <= 26
    speak("de")
    lines = table.plain(long).split("\n")
    assert len(lines) <= 13
    assert lines[1] == "0,5"


def test_an_empty_table_still_names_its_columns():
    empty = STUDIES.iloc[:0]
    assert table.plain(empty).count(" | ") == 2
    assert table.html(empty).count("<th>") == 3


def test_a_thinned_table_says_so_and_a_whole_one_does_not():
    assert "one row in 4" in table.html(pd.DataFrame({"told": range(100)}))
    assert "one row" not in table.html(pd.DataFrame({"told": range(25)}))


def test_yes_or_no_and_how_sure_are_written_in_words():
    sure = pd.DataFrame({"seen": [True, False], "confidence": ["V2", "M"]})
    assert table.plain(sure).split("\n")[1:] == ["yes | seen second-hand", "no | often quoted"]
