"""Attention: counted by class, nothing lost, and the reference values of the Higgs rumour."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib import data
from smm_lib.models import concentration
from smm_lib.models.bounds import Refused
from tests.publisher import needs_copies


def attention(received, authors):
    return concentration.attention(pd.DataFrame({"received": received, "authors": authors}))


def test_ends_of_the_classes_belong_to_the_higher_class():
    table = attention([1, 2, 9, 10, 99, 100], [1, 1, 1, 1, 1, 1])
    assert table["share_of_authors"].tolist() == pytest.approx([1 / 6, 2 / 6, 2 / 6, 1 / 6], abs=0.001)
    assert table["share_of_retweets"].tolist() == pytest.approx(np.array([1, 11, 109, 100]) / 221, abs=0.001)


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**6)), min_size=1, max_size=30))
def test_shares_add_up_to_one_or_nobody_is_refused(rows):
    received, authors = zip(*rows, strict=True)
    if sum(authors) == 0:
        with pytest.raises(Refused):
            attention(received, authors)
        return
    table = attention(received, authors)
    assert table[["share_of_authors", "share_of_retweets"]].sum().to_numpy() == pytest.approx([1, 1], abs=0.003)
    assert (table[["share_of_authors", "share_of_retweets"]] >= 0).all(axis=None)


@pytest.mark.parametrize(
    ("received", "authors"), [([0], [1]), ([1], [-1]), ([1, 2], [0, 0]), (["once"], [1]), ([np.nan], [1]), ([], [])]
)
def test_what_cannot_be_counted_is_refused(received, authors):
    with pytest.raises(Refused):
        attention(received, authors)


def test_a_table_without_the_columns_is_refused():
    with pytest.raises(Refused):
        concentration.attention(pd.DataFrame({"received": [1]}))


@needs_copies
def test_more_than_half_of_the_authors_of_the_rumour_were_retweeted_exactly_once(copies):  # noqa: ARG001
    who = data.load_retweets_received()
    table = concentration.attention(who).set_index("success")
    assert table["share_of_authors"]["once"] == 0.555
    assert table["share_of_retweets"]["once"] < 0.07
