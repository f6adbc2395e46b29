"""The tables of the course, and where its files lie: in the source tree or inside the installed package."""

from pathlib import Path

import pandas as pd

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Return the course's folder "data" or "notebooks".

    >>> folder("data").is_dir()
    True
    """
    packed = PACKAGE / "_files" / name
    return packed if packed.is_dir() else PACKAGE.parent / name


def load_word_of_mouth_studies() -> pd.DataFrame:
    """Return how many people customers tell, according to each source.

    Returns:
        Columns study | opinion ("positive", "negative") | told | told_low | told_high (people) | seen (whether a
        source that measured it was seen) | confidence (V, V2, C, M) | who | source.

    >>> load_word_of_mouth_studies()["study"].nunique()
    6
    """
    return pd.read_csv(folder("data") / "word_of_mouth_studies.csv", encoding="utf-8")
