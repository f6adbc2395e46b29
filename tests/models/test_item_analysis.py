"""Difficulty, discrimination and gain, worked by hand."""

import math

import numpy as np
import pandas as pd
import pytest

from smm_lib.models.bounds import Refused
from smm_lib.models.item_analysis import class_gain, difficulty, discrimination, items, normalised_gain


def table(**columns):
    return pd.DataFrame(columns, dtype=float)


def test_the_share_that_is_right_has_wilsons_band_and_who_did_not_answer_does_not_count():
    found = difficulty(table(q=[1] * 6 + [0] * 4 + [np.nan] * 5, nobody=[np.nan] * 15))
    z2 = 1.959964**2
    middle, half = (0.6 + z2 / 20) / (1 + z2 / 10), math.sqrt(z2 * (0.6 * 0.4 / 10 + z2 / 400)) / (1 + z2 / 10)
    assert found.loc["q"].tolist() == pytest.approx([10, 0.6, middle - half, middle + half], abs=1e-6)
    assert found.loc["nobody", "learners"] == 0
    assert found.loc["nobody", ["share", "share_low", "share_high"]].isna().all()


def test_discrimination_is_the_correlation_with_all_others_without_the_question_itself():
    answers = table(a=[1, 1, 1, 0, 0], b=[1, 1, 0, 0, 0], c=[1, 0, 1, 0, 1])
    rest = [2, 1, 1, 0, 1]  # b + c
    expected = np.corrcoef([1, 1, 1, 0, 0], rest)[0, 1]
    found = discrimination(answers)
    assert found["a"] == pytest.approx(expected)
    assert found["a"] == pytest.approx((4 / 5 - 0.6) / math.sqrt(0.24 * 0.4))  # mean product minus means, by hand
    itself = np.corrcoef(answers["a"], answers.sum(axis=1))[0, 1]
    assert found["a"] < itself, "with itself among the others it would look better"


def test_a_question_that_the_better_ones_fail_at_has_a_discrimination_below_0():
    answers = table(odd=[0, 0, 1, 1], b=[1, 1, 0, 0], c=[1, 1, 0, 0])
    assert discrimination(answers)["odd"] == pytest.approx(-1)


@pytest.mark.parametrize(
    "answers",
    [
        table(a=[1, 1, 1], b=[0, 1, 0]),  # all right
        table(a=[1, 0], b=[0, 1]),  # two learners
        table(a=[1, 0, 1, np.nan], b=[1, np.nan, np.nan, 0]),  # one who answered all
        table(a=[1, 0, 1]),  # no others
    ],
)
def test_where_nothing_varies_there_is_no_discrimination(answers):
    assert math.isnan(discrimination(answers)["a"])


@pytest.mark.parametrize(
    ("before", "after", "gain"), [(0, 1, 1), (0.25, 0.625, 0.5), (0.6, 0.6, 0), (0.5, 0.25, -0.5), (0, 0, 0)]
)
def test_gain_is_the_part_of_what_could_be_gained(before, after, gain):
    assert normalised_gain(before, after) == gain


def test_who_knew_everything_can_gain_nothing():
    assert math.isnan(normalised_gain(1, 1))


@pytest.mark.parametrize("wrong", [1.2, -0.1])
def test_a_share_beyond_1_is_refused(wrong):
    with pytest.raises(Refused, match="after"):
        normalised_gain(0.5, wrong)


def test_only_who_answered_both_times_counts_for_a_gain():
    before = pd.DataFrame({"q": [0, 0, 0, 1]}, index=[1, 2, 3, 4], dtype=float)
    after = pd.DataFrame({"q": [1, 0, 1, 1]}, index=[1, 2, 5, 6], dtype=float)  # 3 and 4 left, 5 and 6 came
    row = items(before, after).loc["q"]
    assert (row["before"], row["after"], row["gain"]) == (0.25, 0.75, 0.5)
    assert class_gain(before, after)[0] == 0.5


def test_the_band_of_a_class_holds_its_gain_is_wide_for_few_and_the_same_each_time():
    before, after = table(a=[0, 0, 0, 1], b=[0, 1, 0, 0]), table(a=[1, 0, 1, 1], b=[0, 1, 1, 1])
    few = class_gain(before, after)
    many = class_gain(*(pd.concat([one] * 25, ignore_index=True) for one in (before, after)))
    assert few == class_gain(before, after)
    assert few[0] == many[0] == pytest.approx((6 / 8 - 2 / 8) / (6 / 8))
    assert few[1] <= few[0] <= few[2]
    assert many[2] - many[1] < (few[2] - few[1]) / 3


def test_a_class_that_answered_nothing_has_neither_gain_nor_error():
    empty = pd.DataFrame({"q": pd.Series(dtype=float)})
    assert all(math.isnan(one) for one in class_gain(empty, empty))
    assert items(empty, empty).isna().all(axis=None)
    right = table(q=[1, 1])
    assert math.isnan(class_gain(right, right)[0])


@pytest.mark.parametrize("value", [2, 0.5, -1])
def test_what_is_neither_right_nor_wrong_is_refused(value):
    with pytest.raises(Refused, match="answers"):
        difficulty(table(q=[1, value]))
