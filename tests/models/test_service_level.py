"""The shelf of lesson 12: who finds the goods at once, week by week and worked by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smm_lib.models.bounds import Refused
from smm_lib.models.service_level import served, shelf
from smm_lib.models.supply_chain import order_up_to, viral_week


def viral(lead_time, safety_stock):
    return shelf(viral_week(3, lead_time, 5), lead_time, safety_stock)


def level(lead_time, safety_stock):
    return served(viral(lead_time, safety_stock).query("10 <= week <= 12"))


def test_the_viral_week_by_hand():
    # 300 come, 100 pieces are there: 200 wait. Next week 100 arrive, all for them. Then the large order comes.
    weeks = viral(2, 0).query("9 <= week <= 12").pivot(index="week", columns="pieces_of", values="pieces")
    assert weeks["asked_for"].tolist() == [100, 300, 100, 100]
    assert weeks["found_at_once"].tolist() == [100, 100, 0, 100]
    assert weeks["left_over"].tolist() == [0, 0, 0, 80]


def test_a_shorter_way_and_a_safety_stock_bring_more_customers_what_they_want():
    assert [round(level(lead_time, 0), 2) for lead_time in (1, 2, 3)] == [0.6, 0.4, 0.2]
    assert [round(level(2, stock), 2) for stock in (0, 100, 150, 200)] == [0.4, 0.6, 0.8, 1]


def test_80_of_100_with_a_safety_stock_of_100_takes_one_week_of_delivery():
    assert level(1, 100) == pytest.approx(0.8)
    assert level(2, 100) < 0.8
    assert level(1, 50) < 0.8


def test_the_exercise_of_the_empty_shelf_100_of_280():
    # 60 + 40 lie there and 220 come: 120 wait. The 60 of the next week are all for them; another 60 go away.
    weeks = shelf(viral_week(220 / 60, 2, 5, 1, usual=60), 2, 40).query("week in (10, 11)")
    assert served(weeks) == pytest.approx(100 / 280)


@given(
    st.lists(st.integers(0, 500), min_size=2, max_size=30), st.integers(1, 5), st.integers(1, 8), st.integers(0, 300)
)
def test_nobody_finds_more_than_they_ask_for_and_what_was_ordered_is_never_lost(demand, lead_time, window, stock):
    orders = order_up_to(demand, lead_time, window)
    weeks = shelf(orders, lead_time, stock).pivot(index="week", columns="pieces_of", values="pieces")
    assert ((weeks["found_at_once"] >= 0) & (weeks["found_at_once"] <= weeks["asked_for"])).all()
    assert (weeks["left_over"] >= 0).all()
    full = weeks["found_at_once"] == weeks["asked_for"]
    assert (full | (weeks["left_over"] == 0)).all()  # who goes away empty-handed leaves an empty shelf
    more = shelf(orders, lead_time, stock + 50).pivot(index="week", columns="pieces_of", values="pieces")
    assert (more["found_at_once"] >= weeks["found_at_once"]).all()


def test_steady_sales_are_always_served_and_the_safety_stock_stays_untouched():
    weeks = shelf(order_up_to([100] * 20, 3, 5), 3, 40)
    assert served(weeks) == 1
    assert weeks.query("pieces_of == 'left_over'")["pieces"].unique().tolist() == [40]


@pytest.mark.parametrize("bad", [None, "x", [1], pd.DataFrame({"week": [1]}), np.zeros(3)])
def test_orders_without_weeks_stages_and_pieces_are_refused(bad):
    with pytest.raises(Refused, match="orders"):
        shelf(bad, 2)


def test_a_chain_without_a_shop_weeks_without_demand_and_odd_numbers_are_refused():
    orders = viral_week(3, 2, 5)
    with pytest.raises(Refused, match="orders"):
        shelf(orders.query("stage == 'stage_0'"), 2)
    for lead_time, stock in ((0, 0), (1.5, 0), (2, -1), (2, float("nan")), ("x", 0)):
        with pytest.raises(Refused):
            shelf(orders, lead_time, stock)
    with pytest.raises(Refused):
        served(shelf(order_up_to([0, 0], 2, 5), 2))
