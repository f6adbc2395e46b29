"""What a school asks for: privacy, accessibility, module sheet and licence, their figures computed from the course."""

import math
import tomllib
from pathlib import Path
from urllib.parse import urlparse

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from deploy.site.lessons import lessons
from deploy.site.pyodide import LOCK, ROOT
from smm_lib import data

NAMES = ("module", "privacy", "accessibility", "licence")
TEXTS = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "texts"), undefined=StrictUndefined, autoescape=False,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip
CLASS_HOURS = 1.5  # of 45 minutes twice, for each lesson
OWN_HOURS = 2.0  # reading, trying and writing at home, for each lesson
EXAM_HOURS = 10
ECTS_HOURS = 30


def facts():
    """Return the figures that the texts name: all computed from the course, none typed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    course = lessons("en")[1:]
    hours = len(course) * (CLASS_HOURS + OWN_HOURS) + EXAM_HOURS
    return {
        "version": project["version"],
        "count": len(course),
        "minutes": sum(lesson.minutes for lesson in course),
        "hours": hours,
        "ects": math.floor(hours / ECTS_HOURS * 2) / 2,
        "class_hours": len(course) * CLASS_HOURS,
        "own_hours": len(course) * OWN_HOURS,
        "exam_hours": EXAM_HOURS,
        "ects_hours": ECTS_HOURS,
        "hosts": sorted({urlparse(address).hostname for file in _offered() for address in file.addresses}),
        "pyodide": LOCK["info"]["version"],
    }


def _offered():
    """Return the real data sets that a lesson can download."""
    return [file for file in vars(data).values() if isinstance(file, data.Download)]


def text(language, name, known):
    """Return one of the texts in Markdown."""
    return TEXTS.get_template(f"{language}/{name}.md.j2").render(**known, lessons=lessons(language)[1:])
