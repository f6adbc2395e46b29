"""What a lesson is made of: explore, predict, check, claim and their like."""

from smm_lib.lesson.ask import ask
from smm_lib.lesson.check import check
from smm_lib.lesson.claim import claim
from smm_lib.lesson.explore import explore
from smm_lib.lesson.goal import goal
from smm_lib.lesson.hand_in import hand_in
from smm_lib.lesson.live import live
from smm_lib.lesson.own_numbers import own_numbers
from smm_lib.lesson.predict import predict
from smm_lib.lesson.recall import recall
from smm_lib.lesson.sketch import sketch
from smm_lib.lesson.sort import sort
from smm_lib.lesson.upload import upload

__all__ = [
    "ask",
    "check",
    "claim",
    "explore",
    "goal",
    "hand_in",
    "live",
    "own_numbers",
    "predict",
    "recall",
    "sketch",
    "sort",
    "upload",
]
