"""Reading more comments narrows what luck leaves open; it never makes a feed fair."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.listening import share_heard, written_and_heard

share, loud, many = st.floats(0, 1), st.floats(0.01, 1000), st.integers(1, 400)


def heard(*setting):
    return written_and_heard(*setting).set_index("what").loc["heard"]


def test_a_fifth_of_complaints_shown_three_times_as_often_is_three_of_seven():
    assert share_heard(0.2, 3) == pytest.approx(3 / 7)


@given(share)
def test_drawn_by_lot_the_company_hears_what_is_written(complaints):
    assert share_heard(complaints, 1) == pytest.approx(complaints)


@given(share, loud)
def test_praise_made_louder_is_the_mirror_of_complaints_made_louder(complaints, loudness):
    assert share_heard(complaints, loudness) == pytest.approx(1 - share_heard(1 - complaints, 1 / loudness), abs=1e-9)


@given(share, many, loud)
def test_the_ends_hold_at_least_eight_of_ten_samples_between_them(complaints, read, loudness):
    row = heard(complaints, read, loudness)
    chance, low, high = (row[f"share_of_complaints{end}"] for end in ("", "_low", "_high"))
    odds = [math.comb(read, k) * chance**k * (1 - chance) ** (read - k) for k in range(read + 1)] if read < 60 else []
    assert 0 <= low <= high <= 1
    assert not odds or sum(odds[round(low * read) : round(high * read) + 1]) >= 0.8 - 1e-9


def test_reading_ten_times_as_many_narrows_the_range_and_leaves_the_bias():
    few, more = heard(0.2, 20, 3), heard(0.2, 200, 3)
    width = [row["share_of_complaints_high"] - row["share_of_complaints_low"] for row in (few, more)]
    assert width[1] < width[0] / 2
    assert few["share_of_complaints"] == more["share_of_complaints"] > 2 * 0.2


@pytest.mark.parametrize("setting", [(-0.1, 10, 1), (0.2, 0, 1), (0.2, 10, 0), (0.2, 10, math.nan)])
def test_what_is_out_of_range_is_refused(setting):
    with pytest.raises(Refused):
        written_and_heard(*setting)
