"""The former name of `dot_ranges`, for lessons copied before version 0.2; it goes with 0.3."""

from smm_lib.charts.dot_ranges import dot_ranges as spans

__all__ = ["spans"]
