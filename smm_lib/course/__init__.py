"""The course as files: the command `smm`, learners' copies, editions for students and teachers, reports."""

from smm_lib.course.check import machine, sentences
from smm_lib.course.progress import calibrated, progress
from smm_lib.course.remember import mistakes
from smm_lib.course.report import write_report

__all__ = ["calibrated", "machine", "mistakes", "progress", "sentences", "write_report"]
