"""The course's own files: where they lie, in the source tree or inside the installed package."""

from pathlib import Path


def folder(name: str) -> Path:
    """Return the course's folder "data" or "notebooks".

    >>> folder("data").is_dir()
    True
    """
    packed = Path(__file__).parent / "_files" / name
    return packed if packed.is_dir() else Path(__file__).parents[1] / name
