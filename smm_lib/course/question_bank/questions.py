"""The questions of a lesson as every platform knows them: a text, what may be answered, and a reply to each answer."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import combinations, groupby, pairwise
from math import ceil, floor
from typing import NamedTuple

from smm_lib.course.question_bank.asked import Call, Picture, pictures_of
from smm_lib.language import UNITS, asked, brief, is_ratio, say, unit, written
from smm_lib.lesson.ask import Question as Asking
from smm_lib.lesson.check import NEAR, Exercise
from smm_lib.lesson.claim import VERDICTS, ClaimCard
from smm_lib.lesson.predict import Prediction

ANYTHING = "*"
UNEVEN = 0.5123456789  # about the middle, but no number that somebody types
SIGNS = {"percent": (("%", 1.0),), "eur": (("€", 1.0), ("EUR", 1.0))}
RATIO = (("×", 1.0), ("%", 100.0))


class Option(NamedTuple):
    """One answer and the lesson's reply to it; of several that fit, the first one counts."""

    answer: str  # a number, words as HTML, or ANYTHING
    right: bool
    reply: str  # plain text
    off: float = 0  # how far off a number still counts as this one


class Question(NamedTuple):
    """One question; its texts are HTML, and whatever in them comes from a message or a lesson is escaped."""

    key: str
    text: str
    options: list[Option]
    afterwards: str = ""
    numerical: bool = False
    units: tuple[tuple[str, float], ...] = ()  # what may stand behind the number, and how many of it make one
    pictures: tuple[Picture, ...] = ()  # in the text
    revealed: tuple[Picture, ...] = ()  # afterwards
    variant: int = 0  # of a question with other numbers

    @property
    def name(self) -> str:
        """Return what a platform tells it by."""
        return f"{self.key}.{self.variant}" if self.variant else self.key


def questions_of(calls: Iterable[Call], variants: int = 0) -> list[Question]:
    """Return what of a lesson's calls can be judged, in the language that is on.

    Args:
        calls: what the lesson asks.
        variants: how many times each exercise is asked that can be asked with other numbers, besides the course's own.
    """
    made: list[Question] = []
    for call in calls:
        if call.kind == "check":
            made += _checks(call, variants)
        elif call.kind in MAKERS and call.named.get("reveal", True):
            made.append(MAKERS[call.kind](call))
    return made


def _checks(call: Call, variants: int) -> Iterator[Question]:
    made = Exercise(call.key, *call.given, seed="", **call.named)
    yield _check(call, made)
    for number in range(1, variants + 1) if made.amounts else ():
        made.deal(str(number))
        yield _check(call, made)._replace(variant=number)


def _check(call: Call, made: Exercise) -> Question:
    return _numerical(call, made.of, recognised(made), paragraphs(made.tells("solution")), made.asks())


def recognised(made: Exercise) -> list[Option]:
    """Return every number that an exercise recognises, as it is typed, with its reply; the first that fits counts.

    First what is right, then numbers of so few digits that they mean another one, then where on the line of numbers
    which reply holds: the exercise itself is asked between all the ends that it may have.
    """
    shown, numbers = UNITS.get(unit(made.of), 1), {made.answer, *made.misconceptions.values()}
    slip = {"percent": [1.0]}.get(unit(made.of), [100.0] if is_ratio(made.of) else [])
    meant = [{number * scale for number in numbers} for scale in (shown, *slip)]
    ends = {(made.answer + side * made.within) * shown for side in (-1, 1)}
    ends |= {number * (1 + side * NEAR) for group in meant for number in group for side in (-1, 1)}
    ends |= {(one + other) / 2 for group in meant for one, other in combinations(group, 2)}
    pairs = [(made.idea((a + UNEVEN * (b - a)) / shown), a, b) for a, b in pairwise(sorted(ends))]
    stretches = []
    for idea, pieces in groupby(pairs, lambda pair: "near" if pair[0] == "right" else pair[0]):
        (_, low, _), *_, (_, _, high) = [*pieces] * 2
        if idea != "hint":
            stretches.append(Option(_number((low + high) / 2), False, made.judgement(idea), (high - low) / 2))
    coarse = sorted({end(n * 10**d) / 10**d for n in set().union(*meant) for d in range(5) for end in (floor, ceil)})
    points = [Option(_number(point), False, made.judgement(made.idea(point / shown))) for point in coarse]
    right = Option(_number(made.answer * shown), True, made.judgement("right"), made.within * shown)
    rest = [*stretches, Option(ANYTHING, False, made.judgement("hint"))]
    return [right, *(one for one in points if first_fit(one, [right, *rest]).reply != one.reply), *rest]


def first_fit(typed: Option, options: list[Option]) -> Option:
    """Return the first option that a typed number fits."""
    return next(
        one
        for one in options
        if one.answer == ANYTHING or abs(float(typed.answer) - float(one.answer)) <= one.off * (1 + 1e-9)
    )


def _predict(call: Call) -> Question:
    made = Prediction(call.key, *call.given, **call.named)
    shown, (low, high) = UNITS.get(unit(made.of), 1), asked(made.of)
    sides = [(made.answer, made.close), ((low + made.answer) / 2, (made.answer - low) / 2)]
    sides += [((high + made.answer) / 2, (high - made.answer) / 2)]
    replies = [made.judgement(middle)[-1] for middle, _ in sides]
    options = [
        Option(_number(middle * shown), not place, reply, off * shown)
        for place, ((middle, off), reply) in enumerate(zip(sides, replies, strict=True))
    ]
    ends = {name: written(end, unit(made.of)) for name, end in (("low", low), ("high", high))}
    answer = f"{say('label.report_answer')}: {written(brief(made.answer, unit(made.of)), unit(made.of))}"
    question = _numerical(
        call, made.of, [*options, Option(ANYTHING, False, say("bank.between", **ends))], paragraphs(answer)
    )
    return question._replace(revealed=pictures_of(made.reveal(made.answer)))


def _numerical(call: Call, of: str, options: list[Option], afterwards: str, own: str = "") -> Question:
    notes = [say("bank.in_percent")] if unit(of) == "percent" else []
    notes += [say("bank.thousands")] if any(len(one.answer.partition(".")[0]) > 3 for one in options) else []
    text = paragraphs(own or call.text) + "".join(f"<p><em>{escape(n)}</em></p>" for n in notes)
    signs = RATIO if is_ratio(of) else SIGNS.get(unit(of), ())
    return Question(call.key, text, options, afterwards, True, signs, pictures=_above(call))


def _ask(call: Call) -> Question:
    made = Asking(call.key)  # not what was chosen before: that is one learner's
    right = say(f"{made.messages}.answer")
    words = {number: _words(f"{made.messages}.option_{number}") for number in made.options}
    options = [Option(words[n], n == right, "\n\n".join(made.judgement(n))) for n in made.options]
    text = paragraphs(say(f"{made.messages}.question"))
    return Question(call.key, text, options, paragraphs(say(f"{made.messages}.why")), pictures=_above(call))


def _claim(call: Call) -> Question:
    made = ClaimCard(call.key, *call.given)
    ours = say(f"{made.card}.ours")
    options = [Option(_words(f"claim.{v}"), v == ours, "\n\n".join(made.judgement(v))) for v in VERDICTS]
    parts = [
        f"<h4>{escape(heading)}</h4><ul>{''.join(f'<li>{escape(point)}</li>' for point in points)}</ul>"
        for heading, points in made.sides()
        if points
    ]
    return Question(call.key, "".join(parts) + paragraphs(say("claim.question")), options, pictures=_above(call))


def _words(key: str) -> str:
    return escape(say(key), quote=False)


def _above(call: Call) -> tuple[Picture, ...]:
    return pictures_of(call.above()) if call.above else ()


def paragraphs(text: str) -> str:
    r"""Return a text as HTML: paragraphs, **bold** and *italic*; whatever else is in it stays as it is.

    >>> paragraphs("How **many** are < 5?\n\n<script>")
    '<p>How <strong>many</strong> are &lt; 5?</p><p>&lt;script&gt;</p>'
    """
    parts = [escape(part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip()]
    html = "".join(f"<p>{part}</p>" for part in parts)
    html = re.sub(r"\*\*(\S(?:[^*]*\S)?)\*\*", r"<strong>\1</strong>", html)
    return re.sub(r"\*(\S(?:[^*]*\S)?)\*", r"<em>\1</em>", html)


def _number(value: float) -> str:
    return f"{value:.10g}"


MAKERS = {"predict": _predict, "ask": _ask, "claim": _claim}
