"""A cell of a lesson that is run before its first one says so, in the lesson's language, instead of a NameError.

IPython loads this as an extension in every kernel, by the name in `kernel.json`; it knows the notebook from the server.
"""

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any


def load_ipython_extension(shell: Any) -> None:  # noqa: ANN401
    """Let NameErrors through `explained`."""
    shell.set_custom_exc((NameError,), explained)


def explained(
    shell: Any,  # noqa: ANN401
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType,
    tb_offset: int | None = None,
) -> None:
    """Show one sentence if a lesson's first cell has not been run, else what IPython shows."""
    language = lesson_language(os.environ.get("JPY_SESSION_NAME", ""))
    if language is None or "speak" in shell.user_ns:
        shell._showtraceback(kind, error, shell.InteractiveTB.structured_traceback(kind, error, trace, tb_offset))
        return
    from smm_lib.language import say, speak

    speak(language)
    shell._showtraceback(kind, error, [say("explore.first_cell")])


def lesson_language(path: str) -> str | None:
    """Return the language of a lesson of the course; None for any other file."""
    try:
        lesson = json.loads(Path(path).read_text(encoding="utf-8"))["metadata"]["smm"]
        return str(lesson["language"])
    except (OSError, ValueError, LookupError, TypeError):
        return None
