"""The league of a class: recomputed from the codes, whatever a report says of itself, and without names if wished."""

import json
import re

import pytest

from smm_lib.answers import pseudonym
from smm_lib.course.collect import collect
from smm_lib.course.gather import gather
from smm_lib.course.league import league, standings, worth
from smm_lib.language import LANGUAGES, catalogue, say, speak
from tests.course.test_collect import by_hand

FACTORY, STORM = "13_sandbox.quiet_factory", "13_sandbox.calm_after_storm"
BEST, CHEAPEST = "3DTN", "3W34-C"  # look back 8 weeks, share sales; 83 % satisfied, an answer in 10 hours
CLASS = {"Ann": {FACTORY: BEST, STORM: CHEAPEST}, "Bea": {FACTORY: " 3dt-n"}, "Cem": {STORM: "3W34C"}}


def mission(code, **more):
    return {"kind": "mission", "code": code} | more


@pytest.fixture
def handed_in(tmp_path):
    for number, (name, codes) in enumerate(CLASS.items()):
        answers = {key: mission(code) for key, code in codes.items()}
        by_hand(tmp_path / f"{name}.json", answers, name=name, learner=f"{number:032x}")
    return tmp_path


def rows(table):
    return [tuple(row.values()) for row in table.to_dict("records")]


def test_every_mission_is_worked_out_from_its_code_and_who_does_equally_well_shares_a_rank(handed_in):
    answers = gather(handed_in).answers
    storm, factory = (say(f"goal.{name}.name") for name in ("calm_after_storm", "quiet_factory"))
    assert rows(league(answers)) == [
        (storm, 1, "Ann", 114, CHEAPEST), (storm, 1, "Cem", 114, CHEAPEST),
        (factory, 1, "Ann", 56, BEST), (factory, 1, "Bea", 56, BEST),
    ]  # fmt: skip
    assert rows(standings(answers)) == [(1, "Ann", 2), (2, "Bea", 1), (2, "Cem", 1)]


def test_the_less_it_takes_the_better_the_rank(handed_in):
    dearer = next(code for code in ("3W34-C", *_codes(STORM)) if worth(STORM, code) and worth(STORM, code)[1] > 114)
    by_hand(handed_in / "Dan.json", {STORM: mission(dearer)}, name="Dan")
    ranked = league(gather(handed_in).answers)
    assert ranked[ranked["name"] == "Dan"]["rank"].tolist() == [3]


def _codes(key):
    from smm_lib.course.league import _missions
    from smm_lib.lesson._scenario import encode

    controls, _ = _missions()[key]
    for hours in range(9, 2, -1):
        controls[0].value, controls[1].value = 0.83, hours
        yield encode(controls)


CHEATS = [
    mission("3DTN", score=1, result=-1e9, won=True, number=0),  # says of itself what it likes: that counts for nothing
    mission("3DTN", rank=0, name="<script>", learner="someone else"),
]
REFUSED = [
    mission("3DTM"),  # mistyped
    mission(CHEAPEST),  # of another mission
    mission("0CY"),
    mission("=cmd|' /c calc'!A1"),
    mission("<script>alert(1)</script>"),
    mission("Z" * 40),
    mission("-" * 2000 + "\u202e"),
]


@pytest.mark.parametrize("cheat", CHEATS)
def test_a_forged_result_is_no_part_of_what_counts(handed_in, cheat):
    by_hand(handed_in / "cheat.json", {FACTORY: cheat}, name="Cheat")
    ranked = league(gather(handed_in).answers)
    assert rows(ranked[ranked["name"] == "Cheat"]) == [(say("goal.quiet_factory.name"), 1, "Cheat", 56, BEST)]


@pytest.mark.parametrize("entry", REFUSED)
def test_a_broken_a_hostile_and_a_losing_code_are_named_and_left_out(handed_in, entry):
    before = rows(league(gather(handed_in).answers))
    told = {"kind": "claim", "verdict": "partly"}
    by_hand(handed_in / "bad.json", {FACTORY: entry, "05_word_of_mouth.told_numbers": told}, name="Bad")
    found = gather(handed_in)
    assert found.left_out == [("bad.json", say("report.impossible", keys=FACTORY))]
    assert rows(league(found.answers)) == before
    assert len(standings(found.answers)) == 3


def test_a_setting_that_does_not_win_is_worth_nothing():
    from smm_lib.course.league import _missions
    from smm_lib.lesson._scenario import encode

    for key, (controls, _) in _missions().items():
        for control in controls:
            control.value = control.default
        assert worth(key, encode(controls)) is None


@pytest.mark.parametrize("entry", [mission(["3DTN"]), mission(None), mission({"a": 1}), {"kind": "mission"}])
def test_what_is_no_text_is_no_code(handed_in, entry):
    by_hand(handed_in / "bad.json", {FACTORY: entry}, name="Bad")
    assert "Bad" not in set(gather(handed_in).answers["name"])


def test_with_pseudonyms_no_name_stands_in_the_overview_and_each_learner_keeps_theirs(handed_in):
    path, gathered = collect(handed_in, ["13"], pseudonyms=True)
    text = path.read_text(encoding="utf-8")
    assert not any(re.search(rf"\\b{name}\\b", text) for name in CLASS)
    assert all(pseudonym(f"{number:032x}") in text for number in range(3))
    assert set(gathered.answers["name"]) == set(CLASS), "points go to names"
    outputs = [o["data"] for cell in json.loads(text)["cells"] for o in cell.get("outputs", [])]
    assert sum(CHEAPEST in json.dumps(data) for data in outputs) == 1
    assert not any("<script" in json.dumps(data) for data in outputs)


def test_pseudonyms_are_stable_tell_no_name_and_are_as_many_in_both_languages():
    assert pseudonym("Ann") == pseudonym("Ann") != pseudonym("Bea")
    assert len({pseudonym(f"{n:032x}") for n in range(500)}) == 500
    assert len({len(catalogue(one)["answers.animals"].split()) for one in LANGUAGES}) == 1
    numbers = set()
    for language in LANGUAGES:
        speak(language)
        numbers.add(pseudonym("Ann")[-6:])
    assert len(numbers) == 1
