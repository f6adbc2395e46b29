"""`goal(...)`: a goal is put together from its parts, and five lights say what it still lacks to be SMART."""

from contextlib import suppress
from datetime import date, timedelta

import ipywidgets as widgets
from traitlets import TraitError

from smm_lib.answers import Entry
from smm_lib.language import Unreadable, in_any_language, label, say, spoken, unit, written
from smm_lib.lesson._frame import Frame, Sentence, column, in_words, make, show
from smm_lib.lesson._task import Task, entered

VERBS = ("raise", "lower", "improve", "become_active")
DIRECTION = {"raise": 1, "lower": -1}  # the other verbs do not say which way
METRICS = ("engagement_rate", "click_through_rate", "monthly_orders", "reach", "followers", "likes", "good_image")
UNMEASURED = ("good_image",)
APPLAUSE = ("followers", "likes")
FAR = 2  # more than twice, or less than half: a leap that needs a reason
LIGHTS = ("smart.specific", "smart.measurable", "smart.assignable", "smart.realistic", "smart.timed")
LONGEST_NAME = 80
Numbers = tuple[float | None, float | None]


def goal(key: str) -> None:
    """Show the fields of a goal and five lights: specific, measurable, assignable, realistic, time-related.

    A light is a sign and words, never colour alone. The finished goal is written as a sentence and kept.

    Args:
        key: where the goal is kept: lesson and question, such as "10_goals_and_tests.own_goal".
    """
    Goal(key).show()


def lacking(
    verb: str, metric: str, numbers: Numbers, owner: str, due: date | None, today: date
) -> tuple[str, str, str, str, str]:
    """Return for each light what is lacking, as the key of a message, or "" if the light is on.

    Args:
        verb: one of `VERBS`, or "".
        metric: one of `METRICS`, or "".
        numbers: where it stands and where it shall get, None where there is no number.
        owner: who answers for it.
        due: by when.
        today: the day it is.
    """
    start, target = numbers
    known = start is not None and target is not None
    specific = "smart.no_verb" if verb not in DIRECTION else "" if metric else "smart.no_metric"
    measurable = "smart.no_metric" if not metric else "smart.not_measured" if metric in UNMEASURED else ""
    measurable = measurable or ("" if known else "smart.no_numbers")
    assignable = _lacks_owner(owner.strip())
    realistic = "smart.no_numbers"
    if start is not None and target is not None:
        way = (target - start) * DIRECTION.get(verb, 0)
        low, high = sorted((start, target))
        realistic = "" if way > 0 and 0 < high <= FAR * low else "smart.no_way" if way <= 0 else "smart.leap"
    timed = "smart.no_date"
    if due is not None:
        timed = "" if today < due <= today + timedelta(days=366) else "smart.past" if due <= today else "smart.far_off"
    return specific, measurable, assignable, realistic, timed


def _lacks_owner(owner: str) -> str:
    if not owner:
        return "smart.no_owner"
    if owner.lower() in say("smart.crowd").split(", "):
        return "smart.is_crowd"
    return "smart.long_owner" if len(owner) > LONGEST_NAME else ""


class Goal:
    """The fields, the lights, and the goal as a sentence."""

    def __init__(self, key: str) -> None:
        self.task = Task(key, "goal")
        self.remark, self.error = self.task.reply, self.task.error
        wide = {"style": {"description_width": "10em"}, "layout": {"width": "32em", "max_width": "100%"}}
        choose = [(say("sort.choose"), "")]
        verbs, metrics = ([*choose, *((label(name), name) for name in names)] for names in (VERBS, METRICS))
        self.verb = make(widgets.Dropdown, options=verbs, value="", description=say("smart.verb"), **wide)
        self.metric = make(widgets.Dropdown, options=metrics, value="", description=say("smart.metric"), **wide)
        self.start, self.target, self.owner = (
            make(widgets.Text, description=say(f"smart.{name}"), **wide) for name in ("start", "target", "owner")
        )
        self.due = make(widgets.DatePicker, description=say("smart.due"), **wide)
        self.texts = {name: getattr(self, name) for name in ("verb", "metric", "start", "target", "owner")}
        self.lights = [Sentence() for _ in LIGHTS]
        rows = column([*self.texts.values(), self.due], "smm-field")
        self.form = column([Frame(), rows, *self.lights, self.error, self.remark])

    def show(self) -> None:
        """Put up the fields; a goal that was kept before is there again."""
        show(self.form, say("smart.asleep"))
        self._light()
        self.task.resume(self._fill)
        for field in (*self.texts.values(), self.due):
            field.observe(lambda _: self.judge(), "value")

    def judge(self) -> None:
        """Set the lights to what is in the fields; with all five on, say the goal and keep it."""
        with in_words(self.error):
            sentence, start, target = self._light()
            if sentence:
                parts = {name: field.value for name, field in self.texts.items()}
                parts["due"] = self.due.value.isoformat()
                self.task.keep(parts=parts, start=start, target=target, text=sentence)

    def _fill(self, earlier: Entry) -> None:
        """Put what was kept into the fields; a number is what it meant, whatever language it was typed in."""
        parts = earlier["parts"]
        for name in ("verb", "metric", "owner"):
            with suppress(TraitError):  # what no longer fits is left out
                getattr(self, name).value = parts.get(name, "")
        of = unit(self.metric.value)
        for name in ("start", "target"):
            number, text = earlier[name], parts.get(name, "")
            if number is None:  # kept by an earlier release
                number = in_any_language(text, of)
            elif earlier["language"] == spoken():
                getattr(self, name).value = text
                continue
            getattr(self, name).value = "" if number is None else written(number, of)
        with suppress(ValueError):
            self.due.value = date.fromisoformat(parts.get("due", ""))
        self._light()

    def _light(self) -> tuple[str, float | None, float | None]:
        """Set the lights; return the goal as a sentence, or "" if it lacks something, and its numbers."""
        numbers = self._number(self.start), self._number(self.target)
        missing = lacking(self.verb.value, self.metric.value, numbers, self.owner.value, self.due.value, date.today())
        for light, name, lack in zip(self.lights, LIGHTS, missing, strict=True):
            light.tell(f"{'○' if lack else '●'} {say(name)}: {say(lack or 'smart.on')}")
        sentence = "" if any(missing) else self._sentence(*numbers)
        self.remark.tell(sentence, say("smart.applause") if self.metric.value in APPLAUSE else "")
        return sentence, *numbers

    def _sentence(self, start: float | None, target: float | None) -> str:
        of = unit(self.metric.value)
        shown = {"start": written(start or 0, of), "target": written(target or 0, of)}
        words = {"verb": label(self.verb.value), "metric": label(self.metric.value), "owner": self.owner.value.strip()}
        return say("smart.sentence", due=f"{self.due.value:{say('smart.date')}}", **shown, **words)

    def _number(self, field: widgets.Text) -> float | None:
        if not field.value.strip():
            return None
        try:
            return entered(field.value, self.metric.value)
        except Unreadable as error:
            self.error.tell(str(error))
            return None
