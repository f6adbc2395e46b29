"""The words by which a header or a cell of an export tells what it is; they stand in words.toml."""

import re
import tomllib
from pathlib import Path

WORDS = {
    name: re.compile("|".join(words), re.I)
    for name, words in tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8")).items()
}
