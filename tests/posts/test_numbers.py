"""A file writes its numbers in one style; where no cell tells which, it is asked."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.posts.numbers import number_style, value, values
from smm_lib.posts.report import Ambiguous, NotAnExport


def read(cells, decimal=None, share=False):
    found, unread = values(cells, number_style({"x": cells}, ["x"] * share, range(2, 99), decimal), share=share)
    return ["?" if bad else number for number, bad in zip(found.tolist(), unread.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["12", "0", "-3"], [12, 0, -3]),
        (["1.234.567", "1.234"], [1234567, 1234]),
        (["1,234,567", "1,234"], [1234567, 1234]),
        (["1.234,5", "1.234"], [1234.5, 1234]),
        (["1,234.5", "1,234"], [1234.5, 1234]),
        (["1 234", "12 345 678"], [1234, 12345678]),
        (["1\u202f234,5", "1\xa0234"], [1234.5, 1234]),
        (["1'234.5", "1’234"], [1234.5, 1234]),
        (["0.123", "1,234"], [0.123, 1234]),
        (["1234.567"], [1234.567]),
        (["1.2K", "3M", "4 k"], [1200, 3e6, 4000]),
        (["1,2 Tsd.", "3,5 Mio."], [1200, 3.5e6]),
        (["−5", "+5"], [-5, 5]),
        (["1.5", "1.23.456", "1e5", "١٢", "0x10", "1_000", "inf", "5 %"], [1.5, *"???????"]),
    ],
)
def test_numbers_are_read_in_the_style_of_their_file(cells, numbers):
    assert read(cells) == numbers


def test_a_rate_is_a_share_with_or_without_its_sign():
    assert read(["4.5%", "4.5", "12 %"], share=True) == [0.045, 0.045, 0.12]


@pytest.mark.parametrize("empty", ["", " ", "-", "–", "n/a", "NaN", "k. A."])
def test_an_empty_cell_is_missing_and_not_zero(empty):
    assert [math.isnan(number) for number in read(["5", empty])] == [False, True]


@pytest.mark.parametrize(
    ("cell", "share"), [("1.234", True), ("1,234", True), ("999.999%", True), ("1.234K", False), ("5.000", False)]
)
def test_a_number_that_means_two_things_is_asked_about(cell, share):
    with pytest.raises(Ambiguous) as asked:
        read(["12", cell], share=share)
    assert (asked.value.option, asked.value.text, asked.value.row) == ("decimal", cell, 3)
    readings = [read([cell], decimal, share)[0] for decimal in asked.value.choices]
    assert readings[0] != readings[1]


@pytest.mark.parametrize("cell", ["9,870", "9.870", "1.234.567", "999,001"])
def test_people_are_whole_so_that_a_count_needs_no_question(cell):
    assert read(["12", cell]) == [12, int(cell.replace(",", "").replace(".", ""))]


def test_a_count_that_is_not_whole_in_the_style_of_the_file_contradicts_it():
    with pytest.raises(NotAnExport) as refused:
        read(["1.5", "9.870"])
    assert refused.value.reason == "mixed_decimal"


def test_styles_that_contradict_each_other_are_refused_with_both_rows():
    with pytest.raises(NotAnExport) as refused:
        read(["1.5", "2,5"])
    assert refused.value.reason == "mixed_decimal"
    assert (refused.value.parts["row"], refused.value.parts["other"]) == (2, 3)


def test_an_answer_that_cannot_be_right_is_refused():
    with pytest.raises(NotAnExport, match=r"1\.5"):
        read(["1.5"], decimal=",")


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=9), st.sampled_from([".", ","]))
def test_whole_numbers_come_back_whatever_the_style(numbers, group):
    cells = [f"{number:,}".replace(",", group) for number in numbers]
    assert read(cells, decimal="," if group == "." else ".") == numbers


@given(st.text(max_size=12), st.sampled_from([".", ","]))
def test_a_cell_is_a_finite_number_or_nothing(text, decimal):
    number = value(text, decimal)
    assert number is None or math.isfinite(number)
