"""Many shops at one wholesaler: a spike in one of them is spread thin, a spike in all of them is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.pooling import peaks
from smm_lib.models.supply_chain import order_up_to, viral_demand, viral_week

ALONE = viral_week(3, 2, 5)
counts = st.integers(1, 200).flatmap(lambda shops: st.tuples(st.just(shops), st.integers(0, shops)))


def told(*setting):
    return peaks(ALONE, *setting).set_index("stage")["times_usual"]


@given(counts, st.sampled_from([1, 2, 4]), st.sampled_from([3, 5, 8]), st.floats(1, 6))
def test_it_is_what_the_chain_does_with_the_orders_of_all_shops_added_up(shops_and_loud, lead_time, window, spike):
    shops, loud = shops_and_loud
    shop = order_up_to(viral_demand(usual=100, viral_spike=spike), lead_time, window).query("stage == 1")["orders"]
    together = (loud * shop + (shops - loud) * 100).to_numpy()
    chain = order_up_to(together, lead_time, window, 2).groupby("stage")["orders"].max() / (100 * shops)
    quick = peaks(viral_week(spike, lead_time, window), shops, loud).set_index("stage")["times_usual"]
    assert quick.drop("stage_1").tolist() == pytest.approx(chain.tolist(), abs=0.006)  # a chart's pieces are whole


def test_one_viral_shop_of_twenty_makes_the_wholesaler_hear_fourteen_per_cent_more():
    assert told(20)["asked_together"] == pytest.approx(2280 / 2000)


@given(counts)
def test_what_counts_is_the_share_of_shops_that_go_viral(shops_and_loud):
    shops, loud = shops_and_loud
    assert told(5 * shops, 5 * loud).tolist() == pytest.approx(told(shops, loud).tolist())
    assert told(shops, shops).tolist() == pytest.approx(told(1).tolist())
    assert told(shops, 0).drop("stage_1").tolist() == [1, 1, 1]


@pytest.mark.parametrize("setting", [(0,), (5, 6), (5, -1), (1001,)])
def test_what_is_out_of_range_is_refused(setting):
    with pytest.raises(Refused):
        peaks(ALONE, *setting)


def test_a_chain_without_a_factory_is_refused():
    with pytest.raises(Refused):
        peaks(viral_week(3, 2, 5, stages=2), 3)
