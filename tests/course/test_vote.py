"""The teacher's cell: codes or reports become two charts; the true value comes when it is asked for."""

import json

import pytest

from smm_lib.course import vote as room
from smm_lib.course.report import write_report
from smm_lib.course.vote import Vote
from smm_lib.display import CHART
from smm_lib.lesson._votes import code_of

KEY = "05_word_of_mouth.break_even"


@pytest.fixture
def made(monkeypatch):
    monkeypatch.setattr(room, "display", lambda *_, **__: Handle())
    monkeypatch.setattr(room, "show", lambda *_: None)

    def made(answer=0.69, **given):
        vote = Vote(KEY, answer, "satisfied", **given)
        vote.show()
        return vote

    return made


class Handle:
    def __init__(self):
        self.shown = []

    def update(self, shown, **_):
        self.shown.append(shown[CHART])


def learners(chart):
    rows = next(iter(chart["datasets"].values()))
    return sum(row["learners"] for row in rows if "learners" in row)


def test_thirty_codes_of_two_votes_are_drawn_and_the_truth_only_when_asked_for(made):
    vote = made()
    codes = [code_of(KEY, "satisfied", n / 100, 1) for n in range(40, 70)] + [code_of(KEY, "satisfied", 0.7, 2)] * 5
    vote.codes.value = " ".join(codes) + " HELLO"
    first, second = (handle.shown[-1] for handle in vote.handles)
    assert (learners(first), learners(second)) == (30, 5)
    assert "HELLO" in vote.reply.value
    assert "69%" not in vote.reply.value + json.dumps(first)
    vote.truth.click()
    assert "69%" in vote.reply.value
    assert "69%" in vote.handles[0].shown[-1]["description"]


def test_a_folder_of_reports_gives_both_votes(made, tmp_path):
    for number, (first, guess) in enumerate([(0.4, 0.7), (None, 0.5)]):
        home = tmp_path / str(number)
        home.mkdir()
        entry = {"kind": "prediction", "guess": guess, "answer": 0.69, "of": "satisfied", "first": first}
        (home / "my_answers.json").write_text(json.dumps({KEY: entry}), encoding="utf-8")
        write_report(home)
    vote = made(folder=tmp_path)
    assert sorted(vote._votes()[0]) == [(1, 0.4), (1, 0.5), (2, 0.7)]
    assert [learners(handle.shown[-1]) for handle in vote.handles] == [2, 1]


def test_on_a_hub_the_learners_own_folders_are_read_and_who_also_handed_in_counts_once(made, tmp_path):
    for number, (first, guess) in enumerate([(0.4, 0.7), (0.2, 0.5), (None, 0.9)]):
        home = tmp_path / "home" / f"student {number}" / "my_course"
        home.mkdir(parents=True)
        kept = {"kind": "prediction", "answer": 0.69, "of": "satisfied", "at": f"2026-11-29T10:0{number}:00"}
        learner = {"learner": {"id": f"{number:032x}"}}
        answers = learner | {KEY: kept | {"guess": guess, "first": first}}
        (home / "my_answers.json").write_text(json.dumps(answers), encoding="utf-8")
        if number == 0:
            write_report(home)
    for broken in ("[]", "{", json.dumps({"learner": 7, KEY: {"guess": "<b>"}})):
        home = tmp_path / "home" / f"broken {len(broken)}"
        home.mkdir()
        (home / "my_answers.json").write_text(broken, encoding="utf-8")
    vote = made(folder=tmp_path / "home")
    assert sorted(vote._votes()[0]) == [(1, 0.2), (1, 0.4), (1, 0.9), (2, 0.5), (2, 0.7)]
    assert vote.error.value == ""


def test_the_true_value_is_told_as_the_chart_tells_it(made):
    vote = made(answer=20 / 29)
    vote.truth.click()
    assert "The true value is 69%." in vote.reply.value
