"""`ask(...)`: a question with a few answers to choose from; the reply depends on the choice."""

from functools import partial

from smm_lib.answers import Entry
from smm_lib.language import known, say
from smm_lib.lesson._frame import Frame, Sentence, button, column, in_words, show
from smm_lib.lesson._task import Task


def ask(key: str, *, reveal: bool = True, before: str = "") -> None:
    """Ask, keep the choice, and say whether it was right and why.

    Args:
        key: where the choice is kept: lesson and question, such as "00_start.viral". The messages are
            "ask.<question>.question", ".option_1" and so on, ".answer" (the right option's number), ".why", and
            ".option_1_why" for the idea behind a wrong option.
        reveal: whether the right answer is told; without it the choice is only kept.
        before: the key of the same question asked earlier; its choice is named beside the new one.
    """
    Question(key, reveal=reveal, before=before).show()


class Question:
    """A question, a button per option and a reply."""

    def __init__(self, key: str, *, reveal: bool = True, before: str = "") -> None:
        self.task, self.reveal, self.before = Task(key, "choice"), reveal, before
        self.messages, self.reply, self.error = f"ask.{self.task.question}", self.task.reply, self.task.error
        self.options = [str(n) for n in range(1, 10) if known(f"{self.messages}.option_{n}")]
        self.choice = [button(self._option(n), partial(self.choose, n), "smm-option") for n in self.options]
        question = Sentence(say(f"{self.messages}.question"), css="smm-question")
        self.form = column([Frame(), question, column(self.choice), self.error, self.reply])

    def show(self) -> None:
        """Put up the question, and the reply if it was answered before."""
        words = " / ".join(self._option(number).rstrip(".") for number in self.options)
        asked = f"{say(f'{self.messages}.question')} {words}."
        show(self.form, f"{asked} {say('ask.asleep')}", asked)
        self.task.resume(self._show_earlier)

    def _show_earlier(self, earlier: Entry) -> None:
        if earlier["chosen"] in self.options:
            self._reply(earlier["chosen"])

    def choose(self, number: str) -> None:
        """Keep the choice and reply."""
        with in_words(self.error):
            right = {"right": number == say(f"{self.messages}.answer")} if self.reveal else {}
            self._reply(number)
            self.task.keep(chosen=number, **right)

    def _reply(self, number: str) -> None:
        for shown, option in zip(self.choice, self.options, strict=True):
            shown.button_style = "info" if option == number else ""
        self.reply.tell(*self.judgement(number))

    def judgement(self, number: str) -> list[str]:
        """Say what was chosen, before and now, and what is right and why."""
        said = [say("ask.chosen", option=self._option(number))]
        earlier = Task(self.before, "choice").earlier() if self.before else None
        if earlier and earlier["chosen"] in self.options:
            said.append(say("ask.before", option=self._option(earlier["chosen"])))
        if not self.reveal:
            return [*said, say("ask.later")]
        right = say(f"{self.messages}.answer")
        if number != right:
            idea = f"{self.messages}.option_{number}_why"
            said += [f"{say('check.almost')} {say(idea)}"] if known(idea) else []
        why = say(f"{self.messages}.why")
        if number == right:
            return [*said, f"{say('check.right')} {why}"]
        return [*said, say("ask.right_is", option=self._option(right)), why]

    def _option(self, number: str) -> str:
        return say(f"{self.messages}.option_{number}")
