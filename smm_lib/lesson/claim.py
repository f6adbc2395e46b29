"""`claim(...)`: a textbook statement, where it comes from, the evidence on both sides, and a verdict."""

from functools import partial
from html import escape

from IPython.display import display

from smm_lib.answers import Entry
from smm_lib.language import known, say
from smm_lib.lesson._frame import LINE, Frame, Sentence, button, column, in_words, row, show
from smm_lib.lesson._task import Task

VERDICTS = ("holds", "partly", "fails")


def claim(key: str, code: str) -> None:
    """Show the claim card of a statement; our verdict appears once the learner has given one.

    Args:
        key: where the learner's verdict is kept: lesson and card, such as "05_word_of_mouth.told_numbers". The
            messages are "claim.<card>.says", ".origin", ".support_1", ".against_1" and so on, ".verdict" and ".ours"
            (holds, partly or fails).
        code: the statement's number in the source text, such as "S14".
    """
    ClaimCard(key, code).show()


class ClaimCard:
    """A card with three buttons."""

    def __init__(self, key: str, code: str) -> None:
        self.task, self.code = Task(key, "claim"), code
        self.card, self.reply, self.error = f"claim.{self.task.question}", self.task.reply, self.task.error
        self.choice = [button(say(f"claim.{verdict}"), partial(self.judge, verdict)) for verdict in VERDICTS]
        question = Sentence(say("claim.question"), css="smm-question")
        self.form = column([Frame(), question, row(self.choice), self.error, self.reply])

    def show(self) -> None:
        """Put up the card, and the verdicts if the learner gave one before."""
        display({"text/html": self._html(), "text/plain": self._plain()}, raw=True)
        show(self.form, say("claim.asleep"), f"{say('claim.question')} {LINE}")
        self.task.resume(self._show_earlier)

    def _show_earlier(self, earlier: Entry) -> None:
        if earlier["verdict"] in VERDICTS:
            self._reply(earlier["verdict"])

    def judge(self, verdict: str) -> None:
        """Keep the learner's verdict and show ours."""
        with in_words(self.error):
            self._reply(verdict)
            self.task.keep(verdict=verdict)

    def _reply(self, verdict: str) -> None:
        self.reply.tell(*self.judgement(verdict))

    def judgement(self, verdict: str) -> list[str]:
        """Say whether we agree with a verdict, and ours."""
        ours = say(f"{self.card}.ours")
        agreement = say("claim.same" if ours == verdict else "claim.differs")
        return [
            f"{say('claim.yours', yours=say(f'claim.{verdict}'))} {agreement}",
            f"{say('claim.verdict')}: {say(f'claim.{ours}')}. {say(f'{self.card}.verdict')}",
        ]

    def sides(self) -> list[tuple[str, list[str]]]:
        """Return the parts of the card: each heading with its points."""
        return [
            (say("claim.says"), [say(f"{self.card}.says")]),
            (say("claim.origin"), [say(f"{self.card}.origin")]),
            (say("claim.support"), self._points("support")),
            (say("claim.against"), self._points("against")),
        ]

    def _points(self, side: str) -> list[str]:
        keys = [f"{self.card}.{side}_{number}" for number in range(1, 10)]
        return [say(key) for key in keys if known(key)]

    def _html(self) -> str:
        parts = []
        for heading, points in self.sides():
            texts = [escape(point) for point in points]
            body = f"<p>{texts[0]}</p>" if len(texts) == 1 else "<ul><li>" + "</li><li>".join(texts) + "</li></ul>"
            parts.append(f"<h4>{escape(heading)}</h4>{body}")
        title = escape(say("claim.title", code=self.code))
        return f'<div class="smm-card"><strong>{title}</strong>{"".join(parts)}</div>'

    def _plain(self) -> str:
        sides = [f"{heading}: {' – '.join(points)}" for heading, points in self.sides()]
        return "\n".join([say("claim.title", code=self.code), *sides])
