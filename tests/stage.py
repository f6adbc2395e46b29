"""A lesson on a stage: run once in this process, its outputs compared by nbval, all that it builds kept at hand."""

import atexit
import json
from collections import deque
from importlib import import_module

import pytest
from IPython.core.display_functions import DisplayHandle
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbval.plugin import IPyNbFile, NbCellError
from traitlets.config import Config

from smm_lib.display import CHART

KINDS = {
    "explore": "Explorer", "predict": "Prediction", "check": "Exercise", "claim": "ClaimCard", "ask": "Question",
    "sort": "Sorting", "sketch": "Sketch",
}  # fmt: skip
SCREENS = ("claim", "_frame", "predict", "_save", "_screen")  # the modules that display something
QUIET = Config({"HistoryManager": {"enabled": False}})


class Stage:
    """What a lesson builds when its cells run, and where its outputs differ from the stored ones.

    Args:
        path: the lesson; it runs in the present folder.
        session: pytest's, as the root of nbval's items.
    """

    def __init__(self, path, session):
        self.path, self.differences, self._drawn = path, [], {}
        self.explorers, self.predictions, self.exercises, self.cards = [], [], [], []
        self.questions, self.sortings, self.sketches = [], [], []
        kept = (self.explorers, self.predictions, self.exercises, self.cards, self.questions, self.sortings,
                self.sketches)  # fmt: skip
        book = IPyNbFile.from_parent(session, path=path)
        with pytest.MonkeyPatch.context() as patch:
            for (name, kind), made in zip(KINDS.items(), kept, strict=True):
                module = _module(name)
                patch.setattr(module, kind, _keeping(getattr(module, kind), made))
            book.kernel = Kernel()
            try:
                for cell in book.collect():
                    self._compare(cell)
            finally:
                book.kernel.close()

    def _compare(self, cell):
        try:
            cell.runtest()
        except NbCellError as error:
            self.differences.append(f"{cell.name}: {error}\n{error.inner_traceback}")

    def drawn(self, explorer, **setting):
        """What an explorer shows with some controls set: each chart's description, and each as JSON; drawn once."""
        values = {control.name: control.default for control in explorer.controls} | setting
        key = id(explorer), *values.values()
        if key not in self._drawn:
            _, descriptions, bundles = explorer._bundles(values)
            self._drawn[key] = descriptions, [json.dumps(shown[CHART]) for shown in bundles]
        return self._drawn[key]


class Kernel:
    """What nbval knows of a kernel, in this process: no interpreter has to start, and what was built can be tested."""

    def __init__(self):
        self.shell, self.messages = InteractiveShell.instance(config=QUIET), deque()

    def close(self):
        atexit.unregister(self.shell.atexit_operations)  # each would search all memory for waste at the end
        InteractiveShell.clear_instance()

    def is_alive(self):
        return True

    def execute_cell_input(self, source, allow_stdin=None):  # noqa: ARG002
        with capture_output() as shown:
            done = self.shell.run_cell(source)
        for name, text in (("stdout", shown.stdout), ("stderr", shown.stderr)):
            if text and done.success:
                self._say("stream", name=name, text=text)
        for output in shown.outputs:
            if not output.update:
                data = json.loads(json.dumps(output.data))  # as it would go to a page
                self._say("display_data", data=data, metadata=output.metadata)
        if not done.success:
            error = done.error_in_exec or done.error_before_exec
            self._say("error", ename=type(error).__name__, evalue=str(error), traceback=[shown.stdout])
        self._say("status", execution_state="idle")
        return "cell"

    def _say(self, kind, **content):
        self.messages.append({"msg_type": kind, "content": content, "parent_header": {"msg_id": "cell"}})

    def await_reply(self, *_, **__):
        pass

    def await_idle(self, *_, **__):
        self.messages.clear()

    def get_message(self, *_, **__):
        return self.messages.popleft()


def nothing_displayed(patch):
    """Show nothing of what a test lets happen on a stage: there is no screen any more."""
    patch.setattr(DisplayHandle, "display", lambda *_, **__: None)
    for name in SCREENS:
        patch.setattr(_module(name), "display", lambda *_, **__: DisplayHandle())


def _module(name):
    return import_module(f"smm_lib.lesson.{name}")


def _keeping(kind, kept):
    def made(*arguments, **options):
        kept.append(kind(*arguments, **options))
        return kept[-1]

    return made
