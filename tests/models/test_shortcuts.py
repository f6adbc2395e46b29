"""Shortcuts stop a habit without noise and speed it up with it: the table of lesson 08 is what its command measures."""

import pandas as pd
import pytest

from smm_lib import data
from smm_lib.models import shortcuts
from smm_lib.models.bounds import Refused

SETTING = ["rewiring", "noise"]


def test_the_table_holds_what_the_command_measures():
    kept, anew = data.load_ring_noise(), shortcuts.measure(9)
    assert kept[SETTING].to_numpy().tolist() == anew[SETTING].to_numpy().tolist()
    assert (kept["finished"] == kept["networks"]).tolist() == anew["steps"].notna().tolist()
    for seen, again in zip(kept.itertuples(), anew.itertuples(), strict=True):
        assert pd.isna(seen.steps) == pd.isna(again.steps)
        assert pd.isna(seen.steps) or again.steps == pytest.approx(seen.steps, rel=0.2)


def test_without_noise_shortcuts_stop_it_and_with_noise_more_of_them_are_faster():
    steps = data.load_ring_noise().set_index(SETTING[::-1])["steps"]
    assert steps[0.0].isna().tolist() == [False, True, True]
    assert steps[0.05].is_monotonic_decreasing
    assert steps[0.05, 0.2] < steps[0.0, 0.0] / 2


def test_where_most_rings_never_get_there_no_time_is_told_although_some_do():
    row = shortcuts.measure(9, share=5 / 300).set_index(SETTING).loc[(0.1, 0.0)]
    assert 0 < row["finished"] < 5
    assert row[["steps", "steps_low", "steps_high"]].isna().all()


def test_the_claim_card_quotes_the_table():
    from smm_lib.language import LANGUAGES, catalogue, speak, written

    for language in LANGUAGES:
        speak(language)
        card = catalogue(language)["claim.who_spreads.against_3"]
        for steps in data.load_ring_noise()["steps"].dropna():
            assert written(steps) in card


def test_a_share_that_nobody_could_join_is_refused():
    with pytest.raises(Refused):
        shortcuts.steps_to(0, 0, 0, 1)
