"""`check(...)`: an exercise whose reply recognises the misconception behind a wrong answer."""

from typing import Any

from smm_lib.answers import Entry
from smm_lib.answers import seed as own_seed
from smm_lib.language import UNITS, brief, is_ratio, known, read, say, spoken, unit, written
from smm_lib.lesson._frame import LINE, Frame, Sentence, button, column, field, in_words, row, show
from smm_lib.lesson._own import Amounts, Compute
from smm_lib.lesson._task import Task, within

NEAR = 0.02  # off by at most this share of a number: rounded on the way
COARSE = 0.2  # the same for one that is rounded to the few digits that were typed
UNSOLVED = ("in_percent", "as_share", "near", "hint")  # replies that name no misconception


def check(key: str, answer: float | Compute, *, of: str, within: float, **others: Any) -> None:  # noqa: ANN401
    """Ask for a number and reply: right, right idea but (the misconception), or not yet, with a hint.

    Args:
        key: where the answer is kept: lesson and question, such as "05_word_of_mouth.ratio". The messages are
            "check.<question>.right", ".hint", ".solution" and one per misconception; ".question" if it has its own
            words, which all may name an amount or a result, such as {customers}.
        answer: the right answer, computed by the model; or a function of amounts, see below.
        of: the quantity asked for; its unit holds for the entry.
        within: how far off, in the model's unit, is still right; with other amounts it grows as the answer does.
        others: misconceptions by name, what somebody answers who thinks that way, computed as they would compute it.

    A function takes amounts, whose defaults are the course's, and returns by name the "answer", the misconceptions and
    what else the words name. Then `others` are the amounts that a learner with own numbers may get:

        def total(gain=0.3):
            return {"answer": 150 / (1 - gain), "one_round": 150 * (1 + gain)}

        check("03_six_step_loop.echoes", total, of="total", within=0.6, gain=(0.2, 0.25, 0.4))

    A share typed as 0.75 instead of 75%, and a number that was rounded too much, get a reply of their own; a rounded
    wrong answer meets its misconception. What could mean two numbers is asked about and does not count as a try.

    The solution is unfolded once the exercise is solved, or when the learner asks for it.
    """
    Exercise(key, answer, of=of, within=within, **others).show()


class Exercise:
    """A field, a button and a reply.

    Args:
        seed: whose numbers it asks for, see `answers.own_numbers`; those of whoever learns here, if left out.
    """

    def __init__(
        self,
        key: str,
        answer: float | Compute,
        *,
        of: str,
        within: float,
        seed: str | None = None,
        **others: Any,  # noqa: ANN401
    ) -> None:
        self.key, self.of, self.within, self._within = key, of, within, within
        self.task, self.solution = Task(key, "exercise"), Sentence()
        self.question, self.reply, self.error = self.task.question, self.task.reply, self.task.error
        self.numbers: dict[str, float] = {}
        self.misconceptions: dict[str, float] = {}
        if callable(answer):
            self.amounts: Amounts | None = Amounts(answer, others)
            self.deal(own_seed() if seed is None else seed)
        else:
            self.amounts, self.answer, self.misconceptions = None, answer, others
        self.field = field(say("check.prompt"))
        self.field.observe(lambda _: self._changed(), "value")
        self.button = button(say("check.button"), self.judge, button_style="primary")
        self.asked = button(say("check.solution"), self.solve)
        beside = row([self.field, self.button, self.asked], "smm-field")
        asked = [Sentence(self.asks(), css="smm-question")] if self.asks() else []
        frame = Frame(self.field, self.judge)
        self.form = column([frame, *asked, beside, self.error, self.reply, self.solution])

    def deal(self, seed: str) -> None:
        """Take the numbers that belong to a seed, "" for the course's own; with none of them a wrong idea is right."""
        if self.amounts is None:
            return
        usual = self.amounts.compute(**self.amounts.usual)["answer"]
        for amounts in self.amounts.drawn(self.key, seed):
            found = {name: float(number) for name, number in self.amounts.compute(**amounts).items()}
            self.answer, self.within = found["answer"], self._within * abs(found["answer"] / usual)
            self.misconceptions = {n: found[n] for n in found if n != "answer" and known(f"check.{self.question}.{n}")}
            self.numbers = {**amounts, **found}
            if all(self.idea(number) == name for name, number in self.misconceptions.items()):
                return

    @property
    def words(self) -> dict[str, str]:
        """The numbers that its messages name, as they are written."""
        asked = ("answer", *self.misconceptions)
        units = {name: unit(self.of if name in asked else name) for name in self.numbers}
        return {name: written(_brief(n, units[name]), units[name]) for name, n in self.numbers.items()}

    def asks(self) -> str:
        """Return the question with its numbers, or "" if it stands in the lesson's text."""
        return self.tells("question") if known(f"check.{self.question}.question") else ""

    def tells(self, part: str) -> str:
        """Return a message of the exercise, such as its "solution", with its numbers."""
        return say(f"check.{self.question}.{part}", **self.words)

    def show(self) -> None:
        """Put up the field; an answer that was given before is there again, with the reply to what it meant."""
        show(self.form, self.asleep(), self.on_paper())
        self.task.resume(self._show_earlier)

    def _show_earlier(self, earlier: Entry) -> None:
        value, kept = earlier["value"], earlier["verdict"]
        foreign = value is not None and earlier["language"] != spoken()
        self.field.value = written(value, unit(self.of)) if foreign else earlier["text"]
        meant = kept in ("right", *self.misconceptions)
        self._reply(self.idea(value) if value is not None else kept if meant else "hint")

    def asleep(self) -> str:
        """Return what stands in its place where no Python runs: the question, if it has own words, and what to do."""
        return f"{self.asks()} {say('check.asleep')}".strip()

    def on_paper(self) -> str:
        """Return what stands on paper in its place: the question, if it has its own words, and a line to write on."""
        return f"{self.asks()} {say('check.prompt')} {LINE}".strip()

    def judge(self) -> None:
        """Reply to what is in the field, and keep it."""
        self._changed()
        with in_words(self.error):
            text = self.field.value
            value = read(text, unit(self.of), self.of)
            idea = self.idea(value)
            if idea == "hint":  # nothing speaks for this reading of what was typed
                value = within(read(text, unit(self.of), self.of, within=self._plausible()), self.of)
            self._reply(idea)
            self.task.keep(text=text, value=value, verdict="not_yet" if idea in UNSOLVED else idea)

    def solve(self) -> None:
        """Unfold the worked solution."""
        self.solution.tell(self.tells("solution"))

    def _changed(self) -> None:
        """Take away what was said about an entry that is no longer there."""
        self.reply.tell()
        self.error.tell()

    def idea(self, entry: float) -> str:
        """Return what an entry shows: "right", one of `UNSOLVED`, or the name of a misconception."""
        if abs(entry - self.answer) <= self.within:
            return "right"
        factor = UNITS.get(unit(self.of), 1)
        typed = entry * factor
        if unit(self.of) == "percent" and self._met(typed, 1) == "near":
            return "in_percent"
        if is_ratio(self.of) and self._met(typed, 100) == "near":
            return "as_share"
        return self._met(typed, factor) or "hint"

    def _met(self, typed: float, factor: float) -> str:
        """Return whose number, times the factor, is nearest to what was typed: "near" for the answer; "" if none is."""
        ideas = {"near": self.answer, **self.misconceptions}
        off = {name: abs(typed - number * factor) for name, number in ideas.items() if _meets(typed, number * factor)}
        return min(off, key=lambda name: off[name], default="")

    def _plausible(self) -> tuple[float, float]:
        """Return between which ends a number may be meant here: ten times beyond all that is recognised."""
        sizes = [abs(number) for number in (self.answer, *self.misconceptions.values()) if number] or [1]
        return min(sizes) / 10, max(sizes) * 10

    def judgement(self, idea: str) -> str:
        """Say what is behind an entry, see `idea`."""
        own = known(f"check.{self.question}.{idea}")
        opening = "not_yet" if idea in UNSOLVED else "right" if idea == "right" else "almost"
        return f"{say(f'check.{opening}')} {self.tells(idea) if own else say(f'check.{idea}')}"

    def _reply(self, idea: str) -> None:
        self.reply.tell(self.judgement(idea))
        if idea == "right":
            self.solve()


def _brief(number: float, unit: str) -> float:
    """Round as charts do, but leave whole numbers whole."""
    return brief(number, unit) if number % 1 else number


def _meets(typed: float, number: float) -> bool:
    """Return whether somebody who types this means that number, rounded on the way or to the digits typed."""
    off = abs(typed - number)
    half_a_digit = 0.5 * 10.0 ** -len(f"{typed:.10g}".partition(".")[2])
    return off <= NEAR * abs(number) or off <= min(1.000001 * half_a_digit, COARSE * abs(number))
