"""The questions of the lessons as files that a learning platform imports."""

from smm_lib.course.question_bank.platforms import BANKS, NoQuestions, question_bank

__all__ = ["BANKS", "NoQuestions", "question_bank"]
