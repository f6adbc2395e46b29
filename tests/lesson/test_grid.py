"""Where sliders stop: ends included, and only whole people where people are counted."""

from smm_lib.language import quantities
from smm_lib.lesson._grid import grid


def test_a_step_leaves_only_whole_numbers_of_a_proportional_grid():
    assert grid(1, 10, scale="log") == [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]
    assert grid(1, 10, 1, scale="log") == [1, 2, 3, 4, 5, 6, 8, 10]


def test_seeds_and_accounts_are_whole_everywhere():
    for name in ("seeds", "accounts"):
        assert all(isinstance(stop, int) for stop in grid(**quantities()[name]))
