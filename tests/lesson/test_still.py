"""A chart is photographed for the file when it stands still, not at every move."""

from types import SimpleNamespace

from smm_lib import saving
from smm_lib.display import PICTURE
from smm_lib.lesson import _still as still
from tests.lesson.test_explore import displayed, view


def test_a_chart_in_motion_is_not_photographed_and_the_last_one_is_once_it_stands_still(monkeypatch):
    waiting, explorer = [], displayed(view)

    def call_later(seconds, *call):
        waiting.append((seconds, call))
        return SimpleNamespace(cancel=lambda: waiting.clear())

    monkeypatch.setattr(still, "running_loop", lambda: SimpleNamespace(call_later=call_later))
    for satisfied in (0.8, 0.7):
        explorer.move(satisfied=satisfied)
    (moving,) = [handle.updates for handle in explorer.handles]
    assert [update["text/plain"] for update in moving] == ["Satisfied 0.8.", "Satisfied 0.7."]
    assert all(len(update[PICTURE]) < saving.LEAST for update in moving)
    ((seconds, (act, *arguments)),) = waiting
    assert seconds >= 1
    act(*arguments)
    assert moving[2] == {name: part for name, part in moving[1].items() if name != PICTURE}
