"""Lines that are looked up anew: on the screen, never in the file."""

from importlib import import_module

from smm_lib.language import say
from smm_lib.lesson.live import live

room = import_module("smm_lib.lesson.live")


def test_what_is_true_here_and_now_is_shown_but_not_stored(monkeypatch):
    forms = []
    monkeypatch.setattr(room, "show", lambda form, asleep: forms.append((form, asleep)))
    truth = [(True, "OK Python <3>"), (False, "PROBLEM folder")]
    live(lambda: truth)
    form, asleep = forms[0]
    _, found, row = form.children
    assert [line.value for line in found.children] == ["<p>OK Python &lt;3&gt;</p>", "<p>PROBLEM folder</p>"]
    assert [line._dom_classes[-1] for line in found.children] == ["smm-fine", "smm-alert"]
    assert asleep == say("live.asleep")
    truth[1] = (True, "OK folder")
    row.children[0].click()
    assert found.children[1].value == "<p>OK folder</p>"
