"""The codes that a teacher writes on the board: each sets what the notes beside it say, and nothing else."""

import re

from smm_lib.course.files import TEACHER
from smm_lib.language import read
from smm_lib.lesson._scenario import NotACode, decode, encode
from tests.test_lessons import book, every_lesson

CODE = re.compile(r"`([0-9A-Z]{3,4}(?:-[0-9A-Z]{1,4})*)`")
# What the notes say, in the library's own names; every other control stays where it was.
SAID = {
    "01": {"64XH": {"place": 0.3}, "DACT-A": {"place": 0.3, "promotion": 1}, "G2A": {"alignment": 0},
           "5S7K": {"advertising_elasticity": 0.24}, "9JGA": {"click_through_rate": 0.02},
           "34TH": {"conversion_rate": 0.035}},
    "02": {"1F8": {"lurkers": 0.5}, "4B7": {"posts_heavy": 1}, "AGWC": {"posts_lurker": 0.5},
           "3GE": {"year": 1996}, "NGK": {"year": 2005}},
    "03": {"E150": {"posts": 15}, "4GQP": {"listening": 0.2}, "111Q": {"touchpoint": "traditional"},
           "17AJ": {"gain": 0.95}},
    "04": {"42X": {"image": 0}, "2B8": {"intrinsic": 0}, "H7Q": {"phase": "after"},
           "CNV1": {"phase": "after", "crowding_out": 0.8}},
    "05": {"8M26-W": {"satisfied": 0.69}, "3W08-7V": {"told_negative": (8, 8)}, "68G9-5": {"talking": 0.5},
           "CDNG-69": {"talking": 0.5, "talking_negative": 0.31}, "281W-J": {"told_positive": (9, 9)}},
    "06": {"12TV": {"alpha": 1.2}, "172X-W": {"alpha": 5}},
    "07": {"519X": {"share_rate": 0.05}, "80SM-8": {"share_rate": 0.045, "generations": 25}, "3HF1": {"seeds": 10},
           "BSZR": {"hours_per_generation": 48}},
    "08": {"E11R": {"step": 7}, "E93Y": {"how": "random", "step": 7},
           "1089-4": {"accounts": 30_000}, "109P-1": {"town": "small_world", "threshold": 0.4}},
    "09": {"1XP": {"innovation": 0}, "2MYB": {"boost": 2}, "218T": {"periods": 5}},
    "10": {"2E2C-T": {"target": 0.08}, "2GCS-X": {"significance": 0.01, "power": 0.9}},
    "11": {"AC1A-X": {"film": (5, 7)}, "4Y2X-5": {"texts": (2, 40)}, "HB1": {"iteration": 5},
           "AG3J": {"speed": 1}},
    "12": {"2A65-V": {"click": 0.08, "lead": 0.01}, "G84K": {"opportunity": 0.4}, "2H71": {"viral_spike": 6},
           "R74": {"sharing": True}},
}  # fmt: skip


def notes(path):
    cells = [cell for cell in book(path)["cells"] if TEACHER in cell["metadata"].get("tags", [])]
    return "\n".join("".join(cell["source"]) for cell in cells)


def said(text, code):
    """Return what the notes say about a code: the words in brackets behind it, else those that lead to it."""
    before, behind = text.split(f"`{code}`")
    inside = re.match(r" \(([^)]*)\)", behind)
    return inside[1] if inside else re.split(r"[`:;.](?!\d)", before)[-1]


def numbers(words):
    """Return every number of a few words, shares as such."""
    found = re.findall(r"\d(?:[\d.,]*\d)?(?:[ \u00a0]?%)?", words)
    return {read(number.rstrip("% \u00a0")) / (100 if "%" in number else 1) for number in found}


def values(setting):
    flat = [part for value in setting.values() for part in (value if isinstance(value, tuple) else [value])]
    return {part for part in flat if isinstance(part, int | float)}


@every_lesson
def test_every_code_on_the_board_sets_what_the_notes_say(stage):
    text, codes = notes(stage.path), SAID.get(stage.path.stem[:2], {})
    assert sorted(CODE.findall(text)) == sorted(codes)
    for code, moved in codes.items():
        ((explorer, setting),) = [(form, setting) for form in stage.explorers if (setting := decoded(form, code))]
        base = {control.name: control.default for control in explorer.controls}
        assert setting == base | moved, code
        assert moved.keys() <= base.keys()
        assert numbers(said(text, code)) <= values(setting), code
        for control in explorer.controls:
            control.value = setting[control.name]
        assert encode(explorer.controls) == code
        explorer.move(**base)


def decoded(explorer, code):
    try:
        return dict(zip((control.name for control in explorer.controls), decode(explorer.controls, code), strict=True))
    except NotACode:
        return None
