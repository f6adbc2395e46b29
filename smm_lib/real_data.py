"""The former name of the real data in `smm_lib.data`, for lessons copied before version 0.2; it goes with 0.3."""

from smm_lib.data import *  # noqa: F403
