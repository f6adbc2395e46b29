"""`predict(...)`: the learner commits to a number before the chart shows it; the reply depends on the guess."""

from collections.abc import Callable
from typing import Any

from IPython.display import display

from smm_lib.display import OPTIONS, alt, bundle, on_page
from smm_lib.language import Unreadable, asked, known, label, say, unit, written
from smm_lib.lesson._frame import LINE, Frame, button, column, field, in_words, row, show
from smm_lib.lesson._task import Task, apart, entered, within
from smm_lib.lesson._votes import code_of


def predict(key: str, reveal: Callable[[float], alt.LayerChart], answer: float, *, of: str, close: float) -> None:
    """Ask for a number, keep it, then show the chart with the guess on it and what the guess was worth.

    Args:
        key: where the guess is kept: lesson and question, such as "05_word_of_mouth.break_even". A message
            "predict.<question>.low" and ".high" may explain what a too low or too high guess often comes from.
        reveal: takes the guess, returns the chart that shows it beside the truth.
        answer: the model's answer, in the model's unit.
        of: the quantity that is guessed; its unit and range hold for the entry.
        close: how far off, in the model's unit, still counts as very close.
    """
    Prediction(key, reveal, answer, of=of, close=close).show()


class Prediction:
    """A question, its field and, once a guess is locked in, the reply and the chart."""

    def __init__(
        self, key: str, reveal: Callable[[float], alt.LayerChart], answer: float, *, of: str, close: float
    ) -> None:
        self.reveal, self.answer, self.of, self.close = reveal, float(answer), of, close
        self.key, self.task = key, Task(key, "prediction")
        self.question, self.reply, self.error = self.task.question, self.task.reply, self.task.error
        self.field = field(say("predict.prompt"))
        self.button = button(say("predict.lock"), self.lock, button_style="primary")
        self.vote = button(say("predict.vote"), self.call_out)
        self.voted: list[float] = []
        beside = row([self.field, self.button, self.vote], "smm-field")
        self.form = column([Frame(self.field, self.lock), beside, self.error, self.reply])
        self.handle: Any = None

    def show(self) -> None:
        """Put up the question; a guess that was locked in before is shown with its chart at once."""
        show(self.form, say("predict.asleep"), f"{say('predict.prompt')} {LINE}")
        self.handle = display({"text/plain": ""}, raw=True, display_id=True)
        self.task.resume(lambda earlier: self._show_earlier(earlier["guess"]))

    def lock(self) -> None:
        """Take what is in the field as the prediction, if it is a number in range; only what can be shown is kept."""
        with in_words(self.error):
            text, guess = self.field.value, self._guess()
            replies, drawn = self.judgement(guess), bundle(self.reveal(guess))
            first = {"first": self.voted[0]} if self.voted else {}
            self.task.keep(text=text, guess=guess, answer=self.answer, of=self.of, **first)
            self._show_reply(guess, replies, drawn)

    def call_out(self) -> None:
        """Say the code of what is in the field, for a vote in class; nothing is locked in and no answer shown."""
        with in_words(self.error):
            guess = self._guess()
            if guess not in self.voted[:1]:
                self.voted = [*self.voted[:1], guess]
            number = self.voted.index(guess) + 1
            code = code_of(self.key, self.of, guess, number)
            self.reply.tell(say("predict.code", code=code, vote=number))

    def _show_earlier(self, guess: float) -> None:
        try:
            within(guess, self.of)
        except Unreadable:
            self.task.open_again()
            return
        self._show_reply(guess, self.judgement(guess), bundle(self.reveal(guess)))

    def _guess(self) -> float:
        """Return what is in the field, if it is a number that can be asked about."""
        guess = entered(self.field.value, self.of)
        if unit(self.of) == "people" and guess % 1:
            low, high = (written(end) for end in asked(self.of))
            raise Unreadable(
                say("refused.whole_between", name=label(self.of), value=written(guess), low=low, high=high)
            )
        return guess

    def _show_reply(self, guess: float, replies: list[str], drawn: dict[str, Any]) -> None:
        self.field.value = written(guess, unit(self.of))
        self.field.disabled = self.button.disabled = self.vote.disabled = True
        self.reply.tell(*replies)
        self.handle.update(on_page(drawn), raw=True, metadata=OPTIONS)

    def judgement(self, guess: float) -> list[str]:
        """Say what the guess was worth, and what a guess like that often comes from."""
        digits = 3 if abs(self.answer) < 1 else 2 if abs(self.answer) < 10 else 1 if abs(self.answer) < 100 else 0
        gap = round(guess - self.answer, digits)
        kind = "low" if gap < 0 else "high"
        if abs(gap) <= self.close:
            kind = "close" if gap else "exact"
        shown = {"guess": written(guess, unit(self.of)), "answer": written(round(self.answer, digits), unit(self.of))}
        replies = [f"{say(self._locked(), **shown)} {say(f'predict.{kind}', gap=apart(abs(gap), self.of))}"]
        side = "right" if kind in ("exact", "close") else kind
        return [*replies, say(f"predict.{self.question}.{side}")]

    def _locked(self) -> str:
        """Return the key of the reply's opening: its own where not a model but a measurement gives the answer."""
        own = f"predict.{self.question}.locked"
        return own if known(own) else "predict.locked"
