"""Tasks that tick themselves: the settings that they ask for, and which of them the learner has reached."""

from collections.abc import Mapping, Sequence
from typing import Any

from smm_lib.language import say
from smm_lib.lesson._frame import Frame


class Tasks:
    """The state of an explorer's tasks, told to its frame, which takes their words from the list in the text above.

    So they stand in the notebook once: on paper, on GitHub and without Python all of them are a list there.

    Args:
        settings: for each task of the list the values of some controls, by name; it is done once all are set. An empty
            one is only a question; it is done when the learner turns to another task.
        frame: shows the present task; its arrows turn to another one.
    """

    def __init__(self, settings: Sequence[Mapping[str, Any]], frame: Frame) -> None:
        self.settings, self.frame = settings, frame
        frame.task_words = [say("explore.task", number=n + 1, all=len(settings)) for n in range(len(settings))]
        frame.observe(self._turned, "task")
        frame.arrows = [say("explore.task_before"), say("explore.task_next")]

    def look(self, values: Mapping[str, Any]) -> None:
        """Tick the present task if the controls stand as it asks, and turn to the next one that is open."""
        here, done = self.frame.task, self.frame.tasks_done
        asked = self.settings[here] if here < len(self.settings) else {}
        if asked and here not in done and all(values[name] == wanted for name, wanted in asked.items()):
            self.frame.tasks_done = [*done, here]
            left = [n for n in range(len(self.settings)) if n not in self.frame.tasks_done]
            self.frame.task = next((n for n in left if n > here), left[0] if left else here)

    def _turned(self, change: dict[str, Any]) -> None:
        left = change["old"]
        if not self.settings[left] and left not in self.frame.tasks_done:
            self.frame.tasks_done = [*self.frame.tasks_done, left]
