"""A class on one machine, in small: two simulated students at real servers, by HTTP and websocket."""

import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a school server runs Linux")


@pytest.fixture(scope="module")
def figures():
    sys.path.insert(0, str(DEPLOY))
    try:
        from load_test import load, plain_servers
    finally:
        sys.path.remove(str(DEPLOY))
    return load(students=2, moves=5, pause=0.1, servers=plain_servers)


def test_every_move_of_every_student_is_answered(figures):
    assert len(figures.redraws) == 2 * 5
    assert all(seconds > 0 for seconds in figures.redraws)


def test_what_the_students_typed_is_in_their_own_files(figures):
    assert figures.lost == 0


def test_a_killed_kernel_comes_back_with_the_lesson(figures):
    assert figures.recovered > 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much of its memory a process shares")
def test_three_students_fit_into_a_gigabyte(figures):
    assert 50 < figures.server + figures.kernel < 1024 / 3
