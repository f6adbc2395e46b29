"""The reports of a class in one table, whatever lies in their folder.

Nothing in a report is trusted: only answers to questions of the course count, one per learner and question, and only
if the lesson could have taken them.
"""

import json
import os
from collections.abc import Collection, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from smm_lib.answers import Entry, pseudonym
from smm_lib.course.exercises import judged_again
from smm_lib.course.files import KINDS, Asked
from smm_lib.course.league import worth
from smm_lib.course.progress import course
from smm_lib.course.report import Report, read_report, row_of, table_of
from smm_lib.files import unwritten
from smm_lib.language import asked, catalogue, say
from smm_lib.lesson.claim import VERDICTS
from smm_lib.lesson.goal import METRICS, VERBS
from smm_lib.posts.report import shown

MOST_REPORTS = 5_000  # reports in a folder, and twenty times as many other files
GOAL = ("verb", "metric", "start", "target", "due")
MORE = ("learner", "pseudonym", "first", *GOAL)


class Gathered(NamedTuple):
    """The rows of all reports, `learner` (0, 1, 2 ...) and `pseudonym` in them; what is left out, and why; doubles."""

    answers: pd.DataFrame
    left_out: list[tuple[str, str]]
    twice: list[str]


class NoReports(LookupError):
    """There is no report; `left_out` says what lies there instead."""

    def __init__(self, left_out: list[tuple[str, str]]) -> None:
        super().__init__("a folder must hold a report")
        self.left_out = left_out


def gather(folder: str | Path, lessons: Collection[str] = (), *, homes: bool = False) -> Gathered:
    """Read every report in a folder and the folders inside it; of one learner and lesson only the latest counts.

    Args:
        folder: where the reports lie; or the file in which `collect` keeps what it has gathered already.
        lessons: the numbers of those that count, such as "05"; all, if left out.
        homes: whether the learners' own folders count, too, as on a hub: their files of answers are read as reports.

    Raises:
        NoReports: if there is none.
    """
    if Path(folder).is_file():
        return Gathered(table_of(json.loads(Path(folder).read_bytes()), MORE), [], [])
    reports, left_out, twice = _reports(Path(folder), homes=homes)
    rows: list[dict[str, Any]] = []
    for learner, (name, report) in enumerate(reports):
        whose = {"learner": learner, "pseudonym": pseudonym(report.learner or name), "name": report.name or name}
        counted = [row | whose for row in _counted(report)]
        rows += [row for row in counted if not lessons or row["lesson"][:2] in lessons]
        used = {f"{row['lesson']}.{row['question']}" for row in counted}
        if not counted:
            left_out.append((name, say("report.is_empty")))
        elif impossible := {*report.answers} & {*course("en")} - used:
            left_out.append((name, say("report.impossible", keys=", ".join(sorted(impossible)))))
    if not rows:
        raise NoReports(left_out)
    return Gathered(table_of(rows, MORE), left_out, twice)


def _reports(folder: Path, *, homes: bool) -> tuple[list[tuple[str, Report]], list[tuple[str, str]], list[str]]:
    """Return each learner's report with the name of its file; the files that are none, and why; those that double."""
    latest: dict[str, tuple[str, Report]] = {}
    left_out, twice = [], []
    there = sorted(islice(_files(folder), MOST_REPORTS + 1))
    for path in there[:MOST_REPORTS]:
        name = shown(path.relative_to(folder), 80)
        try:
            report = read_report(path, homes=homes)
        except (ValueError, OSError) as error:
            if not _shows_another(path):
                left_out.append((name, _why(error)))
            continue
        whose = report.learner or str(path)
        twice += [name] * (whose in latest and bool(_lessons(report) & _lessons(latest[whose][1])))
        if whose in latest:
            name, report = _merged(latest[whose], (name, report))
        latest[whose] = name, report
    left_out += [("…", say("report.too_many", most=MOST_REPORTS))] * (len(there) > MOST_REPORTS)
    return list(latest.values()), left_out, twice


def _merged(one: tuple[str, Report], other: tuple[str, Report]) -> tuple[str, Report]:
    """Return the later of a learner's two reports, with what the older one holds of other lessons."""
    (_, older), (name, later) = (one, other) if other[1].written >= one[1].written else (other, one)
    others = {key: entry for key, entry in older.answers.items() if key.partition(".")[0] not in _lessons(later)}
    return name, later._replace(answers=others | later.answers)


def _lessons(report: Report) -> set[str]:
    return {key.partition(".")[0] for key in report.answers}


def _files(folder: Path) -> Iterator[Path]:
    """Return what may be a report, by its name; no link to another folder is followed."""
    walked = ((place, name) for place, _, names in os.walk(folder) for name in names)
    for place, name in islice(walked, 20 * MOST_REPORTS):
        if name.startswith("moodle_grades"):  # written here, see `grades`
            continue
        if Path(name).suffix.lower() in (".json", ".csv") or name.lower().startswith("report"):
            yield Path(place, name)


def _shows_another(path: Path) -> bool:
    """Return whether a file is the table beside a report that is handed in, too."""
    return path.suffix.lower() == ".csv" and path.with_suffix(".json").is_file()


def _why(error: Exception) -> str:
    return say("report.locked", reason=unwritten(error)) if isinstance(error, OSError) else say(str(error))


# -- what counts -----------------------------------------------------------------------------------------------------


def _counted(report: Report) -> Iterator[dict[str, Any]]:
    """Return a row for each answer that a lesson could have taken."""
    for key, entry in report.answers.items():
        task = course("en").get(key)
        if task and KINDS[task.call] == entry["kind"] and _possible(entry, task):
            entry = judged_again(key, entry, report.seed) if report.seed and task.call == "check" else entry
            if task.call == "ask" and entry["right"] is not None:  # what it says of itself counts for nothing
                entry = entry | {"right": entry["chosen"] == say(f"ask.{task.question}.answer")}
            goal = entry.get("parts", {}) | {name: entry.get(name) for name in ("start", "target")}
            first, (low, high) = entry.get("first"), asked(task.of)
            first = first if first is not None and low <= first <= high else None
            yield row_of(key, entry) | {"first": first, "of": task.of} | {name: goal.get(name) for name in GOAL}


def _possible(entry: Entry, task: Asked) -> bool:
    low, high = asked(task.of)
    if entry["kind"] == "prediction":
        return bool(low <= entry["guess"] <= high)
    if entry["kind"] == "choice":
        return f"ask.{task.question}.option_{entry['chosen']}" in catalogue("en")
    if entry["kind"] == "claim":
        return entry["verdict"] in VERDICTS
    if entry["kind"] == "sorting":
        return bool(entry["right"] <= entry["of"])
    if entry["kind"] == "mission":
        return worth(task.key, entry["code"]) is not None
    return entry["kind"] != "goal" or _possible_goal(entry)


def _possible_goal(entry: Entry) -> bool:
    parts, metric = entry["parts"], entry["parts"].get("metric")
    try:
        date.fromisoformat(parts.get("due", ""))
    except ValueError:
        return False
    low, high = asked(str(metric))
    ends = [entry[name] is not None and low <= entry[name] <= high for name in ("start", "target")]
    return parts.get("verb") in VERBS and metric in METRICS and all(ends)
