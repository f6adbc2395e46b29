"""`sort(...)`: put each thing where it belongs; the reply names the idea behind each wrong place."""

from typing import TYPE_CHECKING

import ipywidgets as widgets

from smm_lib.answers import Entry
from smm_lib.language import known, label, say
from smm_lib.lesson._frame import Frame, button, column, in_words, make, show
from smm_lib.lesson._task import Task

if TYPE_CHECKING:
    import pandas as pd


def sort(key: str, table: "pd.DataFrame", item: str, group: str) -> None:
    """Show a drop-down for each item and, once asked, say how many are right and why the others are not.

    Args:
        key: where the answer is kept: lesson and question, such as "01_where_it_lives.activities". A message
            "sort.<question>.<item>" says what a wrong place of that item often comes from; "sort.<question>.right" is
            said when all are right.
        table: one row per item; the words of items and groups are their labels.
        item: the column that names the items.
        group: the column that says where each belongs.
    """
    Sorting(key, dict(zip(map(str, table[item]), map(str, table[group]), strict=True))).show()


class Sorting:
    """A row per item, a button and a reply."""

    def __init__(self, key: str, places: dict[str, str]) -> None:
        self.task, self.places = Task(key, "sorting"), places
        self.question, self.reply, self.error = self.task.question, self.task.reply, self.task.error
        groups = [(label(group), group) for group in dict.fromkeys(places.values())]
        options = [(say("sort.choose"), ""), *sorted(groups)]
        style, layout = {"description_width": "30em"}, {"width": "54em", "max_width": "100%"}
        self.choices = {
            item: make(widgets.Dropdown, options=options, value="", description=label(item), style=style, layout=layout)
            for item in places
        }
        snug = {"width": "auto", "align_self": "flex-start"}
        self.button = button(say("check.button"), self.judge, button_style="primary", layout=snug)
        rows = column(list(self.choices.values()), "smm-sort")
        self.form = column([Frame(), rows, self.button, self.error, self.reply])

    def show(self) -> None:
        """Put up the rows; places that were chosen before are judged again at once."""
        items = "; ".join(label(item) for item in self.places)
        show(self.form, say("sort.asleep", items=items), items)
        self.task.resume(self._show_earlier)

    def _show_earlier(self, earlier: Entry) -> None:
        for item, choice in self.choices.items():
            place = earlier["chosen"].get(item)
            choice.value = place if place in self.places.values() else ""
        self.reply.tell(*self.judgement())

    def judge(self) -> None:
        """Reply to the places chosen, and keep them."""
        with in_words(self.error):
            chosen = {item: choice.value for item, choice in self.choices.items()}
            right = sum(chosen[item] == place for item, place in self.places.items())
            self.reply.tell(*self.judgement())
            self.task.keep(chosen=chosen, right=right, of=len(chosen))

    def judgement(self) -> list[str]:
        """Say how many are right, and a word on each wrong one; an item without a place waits."""
        wrong = [i for i, c in self.choices.items() if c.value and c.value != self.places[i]]
        right = sum(choice.value == self.places[item] for item, choice in self.choices.items())
        said = [say("sort.score", right=right, of=len(self.places))]
        if right == len(self.places):
            return [*said, say(f"sort.{self.question}.right")]
        hints = {item: f"sort.{self.question}.{item}" for item in wrong}
        said += [
            say("sort.wrong", item=label(item), hint=say(hint) if known(hint) else say("sort.again"))
            for item, hint in hints.items()
        ]
        return said
