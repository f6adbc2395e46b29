"""`check(...)`: an exercise whose reply recognises the misconception behind a wrong answer."""

import ipywidgets as widgets

from smm_lib.language import read, say, spoken, unit, written
from smm_lib.lesson._frame import LINE, Frame, Sentence, in_words, show
from smm_lib.lesson._task import Task, within

NEAR = 0.02  # off by at most this share of the answer: probably rounded on the way


def check(key: str, answer: float, *, of: str, within: float, **misconceptions: float) -> None:
    """Ask for a number and reply: right, right idea but (the misconception), or not yet, with a hint.

    Args:
        key: where the answer is kept: lesson and question, such as "05_word_of_mouth.ratio". The messages are
            "check.<question>.right", ".hint", ".solution" and one per misconception.
        answer: the right answer, computed by the model.
        of: the quantity asked for; its unit holds for the entry.
        within: how far off, in the model's unit, is still right.
        misconceptions: by name, what somebody answers who thinks that way, computed as they would compute it.

    A share typed as 0.75 instead of 75%, and a number that was rounded too much, get a reply of their own.

    The solution is unfolded once the exercise is solved, or when the learner asks for it.
    """
    Exercise(key, answer, of=of, within=within, **misconceptions).show()


class Exercise:
    """A field, a button and a reply."""

    def __init__(self, key: str, answer: float, *, of: str, within: float, **misconceptions: float) -> None:
        self.key, self.answer, self.of, self.within, self.misconceptions = key, answer, of, within, misconceptions
        self.task, self.solution = Task(key, "exercise"), Sentence()
        self.question, self.reply, self.error = self.task.question, self.task.reply, self.task.error
        self.field = widgets.Text(
            description=say("check.prompt"), continuous_update=False, style={"description_width": "auto"}
        )  # sent when left: letter by letter, a press would overtake the last ones while Python is busy
        self.button = widgets.Button(description=say("check.button"), button_style="primary", layout={"width": "auto"})
        self.asked = widgets.Button(description=say("check.solution"), layout={"width": "auto"})
        self.button.on_click(lambda _: self.judge())
        self.asked.on_click(lambda _: self.solve())
        row = widgets.HBox([self.field, self.button, self.asked])
        row.add_class("smm-field")
        self.form = widgets.VBox([Frame(), row, self.error, self.reply, self.solution])

    def show(self) -> None:
        """Put up the field; an answer that was given before is there again, with the reply to what it meant."""
        show(self.form, say("check.asleep"), f"{say('check.prompt')} {LINE}")
        with in_words(self.error):
            earlier = self.task.earlier()
            if earlier is None:
                return
            value = earlier["value"]
            foreign = value is not None and earlier["language"] != spoken()
            self.field.value = written(value, unit(self.of)) if foreign else earlier["text"]
            self._reply(*(self._recalled(earlier["verdict"]) if value is None else self._judged(value)))

    def judge(self) -> None:
        """Reply to what is in the field, and keep it."""
        self.reply.tell()
        with in_words(self.error):
            text = self.field.value
            value = within(read(text, unit(self.of)), self.of)
            verdict, reply = self._judged(value)
            self._reply(verdict, reply)
            self.task.keep(text=text, value=value, verdict=verdict)

    def solve(self) -> None:
        """Unfold the worked solution."""
        self.solution.tell(say(f"check.{self.question}.solution"))

    def _judged(self, entry: float) -> tuple[str, str]:
        if abs(entry - self.answer) <= self.within:
            return "right", say(f"check.{self.question}.right")
        if unit(self.of) == "percent" and abs(100 * entry - self.answer) <= self.within:
            return "not_yet", say("check.in_percent")
        for name, mistaken in self.misconceptions.items():
            if abs(entry - mistaken) <= self.within:
                return name, say(f"check.{self.question}.{name}")
        near = abs(entry - self.answer) <= NEAR * abs(self.answer)
        return "not_yet", say("check.near" if near else f"check.{self.question}.hint")

    def _recalled(self, verdict: str) -> tuple[str, str]:
        """Return the reply to an answer of which only the verdict is known: an earlier release kept no number."""
        known = verdict in ("right", *self.misconceptions)
        return (verdict if known else "not_yet"), say(f"check.{self.question}.{verdict if known else 'hint'}")

    def _reply(self, verdict: str, reply: str) -> None:
        opening = say(f"check.{verdict}" if verdict in ("right", "not_yet") else "check.almost")
        self.reply.tell(f"{opening} {reply}")
        if verdict == "right":
            self.solve()
