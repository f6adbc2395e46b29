"""The concept inventory: twenty questions before and after; each right answer is what the models say."""

import math

import numpy as np
import pytest

from smm_lib.course import inventory
from smm_lib.course.gather import course, gather
from smm_lib.language import LANGUAGES, catalogue, say, speak
from smm_lib.models import (
    adoption,
    amplification,
    branching,
    experiment,
    item_analysis,
    listening,
    loop,
    mix,
    motivation,
    networks,
    planning,
    publishing,
    supply_chain,
    word_of_mouth,
)  # fmt: skip
from tests.course.test_collect import by_hand, collected

FIRST, LATER = "00_start_here", "13_sandbox"
ASKED = {task.question: task for task in course("en").values() if task.lesson == FIRST and task.call == "ask"}


def largest(*values):
    """The number of the option that is the largest, counted from 1; it must be so clearly."""
    best, second = sorted(values)[-1], sorted(values)[-2]
    assert best > 1.02 * second
    return 1 + values.index(best)


def nearest(truth, *options):
    return largest(*(1 / (0.01 + abs(truth - option)) for option in options))


def _drink(**better):
    return mix.mix_index(**({"product": 0.9, "price": 0.9, "place": 0.2, "promotion": 0.8} | better))


def _friends():
    people, theirs = networks.friendship_paradox(networks.karate())
    return largest(theirs, people, 0)


def _purses():
    task = (8, 10, 18)
    apart, together = 3 * planning.quantile([task]), planning.quantile([task] * 3)
    return 1 if apart > 1.02 * together else 2 if apart > 0.98 * together else 3


def _swings():
    demand = np.array([20.0] * 8 + [30] * 6 + [20] * 10)
    orders = supply_chain.order_up_to(demand, 2, 5, 3, False)
    spread = orders.groupby("stage")["orders"].agg(np.ptp)
    return largest(spread[1], (spread[1] + spread[3]) / 2, spread[3])


# What is right, worked out: the number of the option.
RIGHT = {
    "q_mix": lambda: largest(_drink(promotion=0.9), _drink(place=0.3), _drink(product=0.925, price=0.925, place=0.225)),
    "q_publish": lambda: 2 if publishing.contributions(1000)["share"].iloc[0] > 0.5 else 1,
    "q_pairs": lambda: nearest(publishing.connections(2000) / publishing.connections(1000), 2, 1000 / 499_500 + 1, 4),
    "q_loop": lambda: nearest(loop.with_feedback(100, 0.5), 150, 200, math.inf),
    "q_hear": lambda: nearest(listening.share_heard(0.2, 3), 0.2, 0, 0.43),
    "q_reward": lambda: 1 + int(np.argmin(motivation.effort(1, 0.5)["effort"].iloc[[1, 0, 2]])),
    "q_word": lambda: 2 if 0 < word_of_mouth.break_even(4.5, 10) < 1 else 1,
    "q_giants": lambda: largest(amplification.mean(10, 2), float(amplification.quantile(0.5, 10, 2)), 0),
    "q_floor": lambda: nearest(float(amplification.tail(10, 10, 2)), 0.5, 1, 0.1),
    "q_viral": lambda: 2 if 0.05 < branching.extinction_probability(1.5) < 1 else 1,
    "q_below": lambda: 3 if branching.reproduction(40, 0.02) < 1 < branching.final_size(1000, 0.8) < 1e4 else 1,
    "q_friends": _friends,
    "q_peak": lambda: nearest(float(adoption.share_at(adoption.peak(0.03, 0.38), 0.03, 0.38)), 0, 0.5, 1),
    "q_looks": lambda: nearest(experiment.false_alarm(10), 0.05, 0.03, 0.19),
    "q_late": lambda: nearest(planning.three_point(4, 5, 12)[0], 5, 4.5, 6),
    "q_purse": _purses,
    "q_steps": lambda: nearest(10_000 * 0.01 * 0.1, 100, 10, 1000),
    "q_swings": _swings,
}  # fmt: skip
FROM_TEXT = {"q_hubs": "3", "q_test": "2"}  # of lesson 08's towns and of what p is defined as


def test_there_are_twenty_questions_each_asked_before_and_after_and_every_lesson_has_one():
    assert len(ASKED) == 20
    assert set(ASKED) == {
        task.question for task in course("en").values() if task.lesson == LATER and task.call == "ask"
    }
    assert set(ASKED) == set(RIGHT) | set(FROM_TEXT)
    named = "".join(say(f"ask.{name}.why") for name in ASKED)
    assert all(f"lesson {number:02}" in named for number in range(1, 13))


@pytest.mark.parametrize("question", RIGHT)
def test_the_right_option_is_what_the_models_say(question):
    assert str(RIGHT[question]()) == catalogue("en")[f"ask.{question}.answer"]


@pytest.mark.parametrize("question", sorted([*RIGHT, *FROM_TEXT]))
def test_both_languages_have_the_same_right_option_and_name_the_idea_behind_every_other(question):
    answers = {language: catalogue(language)[f"ask.{question}.answer"] for language in LANGUAGES}
    assert len(set(answers.values())) == 1
    for language, option in ((language, str(n)) for language in LANGUAGES for n in (1, 2, 3)):
        assert f"ask.{question}.option_{option}" in catalogue(language)
        assert (f"ask.{question}.option_{option}_why" in catalogue(language)) == (option != answers[language])


def test_the_right_option_is_now_first_now_second_now_third_and_not_known_by_its_length():
    right = [catalogue("en")[f"ask.{name}.answer"] for name in ASKED]
    assert all(3 <= right.count(option) <= 10 for option in "123")
    for language in LANGUAGES:
        longest = 0
        for name in ASKED:
            options = [len(catalogue(language)[f"ask.{name}.option_{n}"]) for n in "123"]
            longest += options[int(catalogue(language)[f"ask.{name}.answer"]) - 1] == max(options)
        assert longest <= 10, language


def handed_in(place, both):
    """Reports of learners who chose these options of two questions before and after, None if not at all."""
    for number, choices in enumerate(both):
        keys = [f"{lesson}.{name}" for lesson in (FIRST, LATER) for name in ("q_mix", "q_pairs")]
        answers = {key: {"kind": "choice", "chosen": c} for key, c in zip(keys, choices, strict=True) if c}
        by_hand(place / f"{number}.json", answers, learner=f"{number:032x}")
    return gather(place).answers


def test_a_class_is_judged_by_what_it_chose_before_and_after(tmp_path):
    answers = handed_in(
        tmp_path, [("1", "1", "2", "3"), ("2", "1", "2", "2"), ("3", None, "1", "3"), ("2", "3", None, None)]
    )
    before, after = inventory.asked_twice(answers)
    assert before["q_mix"].tolist() == [0, 1, 0, 1]
    assert after["q_pairs"].tolist()[:3] == [1, 0, 1]
    assert after["q_pairs"].isna().tolist() == [False, False, False, True]
    table = item_analysis.items(before, after).loc["q_mix"]
    assert (table["before"], table["after"], table["gain"]) == (0.5, pytest.approx(2 / 3), pytest.approx(0.5))
    speak("de")
    shown = inventory.in_words(item_analysis.items(before, after), answers)
    assert len(shown) == 2
    assert shown["before_course"][0] == "50\u00a0% (15\u00a0%–85\u00a0%)"
    assert shown["gain"][0] == "0,5"
    assert shown["option_left"].tolist() == [say("ask.q_mix.option_1"), say("ask.q_pairs.option_2")]
    assert inventory.asked_once(answers) == []


def test_a_report_that_calls_a_wrong_choice_right_gains_nothing_by_it(tmp_path):
    forged = {"kind": "choice", "chosen": "1", "right": True}
    by_hand(
        tmp_path / "a.json", {f"{LATER}.q_mix": forged, f"{FIRST}.q_mix": forged, f"{LATER}.q_pairs": {"chosen": "<b>"}}
    )
    found = gather(tmp_path)
    assert found.answers.set_index("lesson")["score"].to_dict()[LATER] == 0
    assert inventory.asked_twice(found.answers)[1]["q_mix"].tolist() == [0]
    assert found.left_out == [("a.json", say("report.impossible", keys=f"{LATER}.q_pairs"))]


def test_before_the_course_nobody_is_told_what_is_right(tmp_path, monkeypatch):
    from smm_lib.lesson.ask import Question

    monkeypatch.chdir(tmp_path)
    for name in ASKED:
        form = Question(f"{FIRST}.{name}", reveal=False)
        form.choice[0].click()
        said = form.reply.value
        assert say("ask.later") in said.replace("&#x27;", "'")
        assert catalogue("en")[f"ask.{name}.why"][:30] not in said


@pytest.mark.parametrize(("learners", "key"), [(4, "few"), (40, "many")])
def test_a_small_class_is_told_how_little_its_numbers_say(tmp_path, monkeypatch, learners, key):
    said = []
    monkeypatch.setattr(inventory, "tell", said.append)
    answers = handed_in(tmp_path, [("1", "1", "2", "3"), ("2", "3", "2", "2")] * (learners // 2))
    inventory.gained(learners, item_analysis.class_gain(*inventory.asked_twice(answers)))
    assert said[1] == say(f"overview.{key}", step="25%" if learners == 4 else "3%")
    inventory.gained(0, (math.nan,) * 3)
    assert len(said) == 2


def test_the_overview_shows_the_inventory_of_a_class_and_of_one_that_answered_none(tmp_path, monkeypatch):
    handed_in(tmp_path, [("1", "1", "2", "3"), ("2", "1", "2", "2"), ("3", None, "1", "3")])
    _, data = collected(tmp_path, tmp_path, monkeypatch)
    texts = " ".join(str(shown.get("text/plain")) for shown in data)
    assert say("overview.few", step="33%")[:40] in texts
    assert say("ask.q_mix.question")[:40] in texts
    assert say("ask.q_hear.question")[:40] not in texts
