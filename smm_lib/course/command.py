"""The command `smm`, in both languages."""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from itertools import product
from pathlib import Path

from smm_lib.course import check, copies, lab
from smm_lib.course.arguments import HOME, parser
from smm_lib.course.files import Impossible
from smm_lib.files import folder, unwritten
from smm_lib.language import LANGUAGES, preferred, say, speak, spoken

_tell = partial(print, flush=True)
NAMED = 200  # files that are told by name


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command `smm`; what goes wrong ends in one sentence."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a window that knows no umlauts still shows the rest
    language = _language(given)
    speak(language or preferred())
    options = parser().parse_args(given)
    options.lang = language
    try:
        COMMANDS[options.command](options)
    except Impossible as error:
        raise SystemExit(str(error)) from None
    except ImportError:
        raise  # which package is missing says `smm_lib.__main__`
    except OSError as error:
        place = error.filename or getattr(options, "folder", None) or ""
        raise SystemExit(say("smm.failed", place=place, reason=unwritten(error))) from None
    except Exception as error:
        raise SystemExit(say("smm.unexpected", reason=f"{type(error).__name__}: {error}"[:400])) from None


def _language(given: Sequence[str]) -> str | None:
    """Return the language asked for, before anything else is read: help and errors are to speak it too."""
    reader = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    reader.add_argument("--lang", nargs="?")
    chosen = reader.parse_known_args(given)[0].lang
    return chosen if chosen in LANGUAGES else None


def _opened(options: argparse.Namespace) -> Path:
    """Return the folder meant, and switch to the language asked for, else to the folder's own.

    The folder is the one named, else the one we are in if the lessons lie here, else my_course.
    """
    options.folder = options.folder or (Path() if Path(copies.RECORD).exists() else HOME)
    place: Path = options.folder
    speak(options.lang or copies.read_record(place)["language"] or spoken())
    return place


def _lab(options: argparse.Namespace) -> None:
    _copy(options)
    _tell(say("course.opens"))
    lab.open_lab(options.folder, browser=not options.no_browser)


def _copy(options: argparse.Namespace) -> None:
    place = _opened(options)
    if copies.read_record(place)["language"] not in (None, spoken()):
        _update(options)  # an unchanged lesson may be replaced by its twin; a changed one gets it beside
        return
    kept = copies.copy_lessons(place, spoken())
    _tell(say("course.kept" if kept else "course.copied", folder=place.resolve()))
    if old := copies.outdated(place, spoken()):
        _tell(say("course.outdated", lessons=", ".join(name.partition("_")[0] for name in old)))


def _update(options: argparse.Namespace) -> None:
    done = copies.update(_opened(options), spoken())
    for one in done:
        if one.what != "kept":  # new, replaced, broken or beside
            _tell(say(f"course.{one.what}", lesson=one.lesson, name=one.path.name))
    if all(one.what == "kept" for one in done):
        _tell(say("course.up_to_date"))


def _restore(options: argparse.Namespace) -> None:
    path = copies.restore(_opened(options), options.lesson, spoken())
    _tell(say("course.restored", name=path.name, folder=path.parent.resolve()))


def _check(options: argparse.Namespace) -> None:
    place = _opened(options)
    rows = check.machine(place if place.is_dir() else Path())
    for line in check.sentences(rows):
        _tell(line)
    if not all(row["ok"] for row in rows):
        raise SystemExit(1)


def _clear(options: argparse.Namespace) -> None:
    from smm_lib.course.clear import after_asking

    if not after_asking(_opened(options), _tell, sure=options.yes):
        raise SystemExit(1)


def _export(options: argparse.Namespace) -> None:
    from smm_lib.course import export
    from smm_lib.course.question_bank import NoQuestions

    lessons = [copies.find_lesson(name, spoken()) for name in options.lessons] or copies.originals(spoken())
    for lesson, name in product(lessons, export.names_in(options.names)):
        own = {"name": name, "variants": options.variants, "address": options.address}
        try:
            path = export.export(lesson, options.reader, options.format, options.folder, **own)
            _tell(say("export.made", path=path))
        except NoQuestions:
            _tell(say("bank.none", lesson=lesson.stem))


def _report(options: argparse.Namespace) -> None:
    from smm_lib.course.report import read_report, write_report

    path = write_report(_opened(options), _typed(options.name))
    name = say("report.named") if options.name else say("report.nameless")
    table, rows = path.with_suffix(".csv").name, len(read_report(path).answers)
    _tell(say("report.written", path=path, table=table, rows=rows, name=name))


def _typed(word: str) -> str:
    """Return what was typed, also where Python was told that a terminal knows ASCII only."""
    return os.fsencode(word).decode("utf-8", "replace").strip()


def _collect(options: argparse.Namespace) -> None:
    from smm_lib.course.collect import collect, write_grades
    from smm_lib.course.gather import NoReports

    lessons = [copies.find_lesson(name, spoken()).stem[:2] for name in options.lessons]
    try:
        path, found = collect(options.folder, lessons, pseudonyms=options.pseudonyms)
    except NoReports as error:
        _name_left_out(error.left_out)
        raise SystemExit(say("report.none", folder=options.folder)) from None
    _name_left_out(found.left_out)
    if found.twice:
        _tell(say("overview.twice", names=", ".join(found.twice[:NAMED])))
    _tell(say("overview.made", learners=found.answers["learner"].nunique(), path=path))
    table, unknown = write_grades(options.folder, found)
    _tell(say("grades.made", path=table))
    if unknown:
        _tell(say("grades.unknown", names=", ".join(unknown[:NAMED])))


def _name_left_out(files: Sequence[tuple[str, str]]) -> None:
    for name, reason in files[:NAMED]:
        _tell(say("report.not_report", name=name, reason=reason))
    if len(files) > NAMED:
        _tell(say("report.more", count=len(files) - NAMED))


def _build(options: argparse.Namespace) -> None:
    from smm_lib.course.build import build_notebook

    for notebook in options.notebooks or sorted(folder("notebooks").glob("*/*.ipynb")):
        build_notebook(notebook)
        _tell(notebook)


COMMANDS = {
    "lab": _lab, "copy": _copy, "update": _update, "restore": _restore, "check": _check, "clear": _clear,
    "export": _export, "report": _report, "collect": _collect, "build": _build,
}  # fmt: skip
