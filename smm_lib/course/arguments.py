"""How the command `smm` is written, in the learner's language."""

import argparse
from pathlib import Path
from typing import Any, NoReturn

from smm_lib.language import LANGUAGES, say

HOME = Path("my_course")
READERS = ("student", "teacher")
FORMATS = ("ipynb", "html", "pdf", "slides", "sheet", "moodle", "gift")


class Help(argparse.HelpFormatter):
    """How a command is written, in the learner's language."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401
        """Begin with the language's own word for "usage"."""
        super().add_usage(usage, actions, groups, f"{say('smm.usage')} " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A reader of commands that speaks the learner's language."""

    def __init__(self, **options: str) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=Help, **options)  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = say("smm.words"), say("smm.options")
        self.add_argument("-h", "--help", action="help", help=say("smm.help"))
        self.add_argument("--lang", choices=LANGUAGES, help=say("smm.lang"))

    def error(self, message: str) -> NoReturn:
        """End with one sentence and how the command is written."""
        self.exit(2, f"{say('smm.not_understood', command=self.prog)}\n{self.format_usage()}({message})\n")


def parser() -> Parser:
    """Return the reader of every command and its words, in the language that is on."""
    reader = Parser(prog="smm", description=say("smm.about"))
    commands = reader.add_subparsers(dest="command", required=True, metavar=say("smm.command"), title=say("smm.words"))

    def command(name: str, about: str) -> Parser:
        made: Parser = commands.add_parser(name, help=about, description=about)
        return made

    def folder(made: Parser) -> Parser:
        made.add_argument(
            "folder", nargs="?", type=Path, metavar=say("smm.folder_word"), help=say("smm.folder", folder=HOME)
        )
        return made

    opened = folder(command("lab", say("smm.lab")))
    opened.add_argument("--no-browser", action="store_true", help=say("smm.no_browser"))
    folder(command("copy", say("smm.copy")))
    folder(command("update", say("smm.update")))
    restored = command("restore", say("smm.restore"))
    restored.add_argument("lesson", metavar=say("smm.lesson"), help=say("smm.lesson_help"))
    folder(restored)
    folder(command("check", say("smm.check")))
    cleared = folder(command("clear", say("smm.clear")))
    cleared.add_argument("--yes", action="store_true", help=say("smm.yes"))
    _exported(command("export", say("smm.export")))
    reported = folder(command("report", say("smm.report")))
    reported.add_argument("--name", default="", metavar=say("label.report_name"), help=say("smm.name"))
    collected = command("collect", say("smm.collect"))
    collected.add_argument("folder", type=Path, metavar=say("smm.folder_word"), help=say("smm.reports"))
    collected.add_argument("lessons", nargs="*", metavar=say("smm.lesson"), help=say("smm.lessons_shown"))
    collected.add_argument("--pseudonyms", action="store_true", help=say("smm.pseudonyms"))
    built = command("build", say("smm.build"))
    built.add_argument("notebooks", nargs="*", type=Path, metavar=say("smm.notebooks"), help=say("smm.notebooks_help"))
    return reader


def _exported(made: Parser) -> None:
    made.add_argument("lessons", nargs="*", metavar=say("smm.lesson"), help=say("smm.lessons_help"))
    made.add_argument("--for", dest="reader", choices=READERS, default=READERS[0], help=say("smm.reader"))
    made.add_argument("--format", choices=FORMATS, default=FORMATS[0], help=say("smm.form"))
    made.add_argument(
        "--to", dest="folder", type=Path, default=Path("handouts"), metavar=say("smm.folder_word"), help=say("smm.to")
    )
    made.add_argument("--address", default="", metavar="URL", help=say("smm.address"))
    made.add_argument("--names", type=Path, metavar=say("smm.file_word"), help=say("smm.names"))
    made.add_argument("--variants", type=int, choices=range(100), default=0, metavar="N", help=say("smm.variants"))
