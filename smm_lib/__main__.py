"""The command `smm`, also `python -m smm_lib`; where a package is missing, one sentence instead of a traceback."""

import os
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

MESSAGES = Path(__file__).parent / "messages"


def main() -> None:
    """Run the command, or say which package is missing and what to do."""
    try:
        from smm_lib.course import command

        if "lab" in sys.argv and find_spec("jupyterlab") is None:
            raise ModuleNotFoundError(name="jupyterlab")
        command.main()
    except ImportError as error:
        language = "de" if os.environ.get("LANG_COURSE", os.environ.get("LANG", "")).startswith("de") else "en"
        said = tomllib.loads((MESSAGES / language / "course.toml").read_text(encoding="utf-8"))["machine"]
        sys.exit(f"{said['not_fine'].format(name=(error.name or '').partition('.')[0])}. {said['install']}")


if __name__ == "__main__":
    main()
