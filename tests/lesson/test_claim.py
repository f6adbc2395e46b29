"""A claim card shows the evidence first; our verdict comes after the learner's own."""

from importlib import import_module

import pytest

from smm_lib.answers import stored
from smm_lib.language import LANGUAGES, say, speak
from smm_lib.lesson.claim import VERDICTS, ClaimCard

KEY = "05_word_of_mouth.told_numbers"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_names_claim_origin_and_both_sides_but_not_our_verdict(language, screen):
    speak(language)
    card = ClaimCard(KEY, "S14")
    card.show()
    for part in (screen[0]["text/html"], screen[0]["text/plain"]):
        for heading in ("says", "origin", "support", "against"):
            assert say(f"claim.{heading}") in part
        assert say("claim.told_numbers.verdict") not in part
    assert card.reply.value == ""


def test_our_verdict_follows_the_learners_and_says_whether_they_agree():
    replies = {}
    for verdict, button in zip(VERDICTS, ClaimCard(KEY, "S14").choice, strict=True):
        card = ClaimCard(KEY, "S14")
        card.choice[VERDICTS.index(verdict)].click()
        replies[verdict] = card.reply.value
        assert stored()[KEY]["verdict"] == verdict
        assert button.description == say(f"claim.{verdict}")
    assert say("claim.same") in replies["partly"]
    assert say("claim.differs") in replies["fails"]


def test_the_verdict_is_still_there_after_a_restart():
    ClaimCard(KEY, "S14").choice[0].click()
    again = ClaimCard(KEY, "S14")
    again.show()
    assert say("claim.holds") in again.reply.value


def test_texts_of_the_catalogue_are_escaped(monkeypatch, screen):
    claim = import_module("smm_lib.lesson.claim")

    monkeypatch.setattr(claim, "say", lambda key, **_: f"<script>{key}</script>")
    monkeypatch.setattr(claim, "known", lambda key: key.endswith("_1"))
    ClaimCard(KEY, "S14").show()
    assert "<script>" not in screen[0]["text/html"]
    assert "&lt;script&gt;" in screen[0]["text/html"]
