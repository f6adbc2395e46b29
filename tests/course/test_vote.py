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

    def made(**given):
        vote = Vote(KEY, 0.69, "satisfied", **given)
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
