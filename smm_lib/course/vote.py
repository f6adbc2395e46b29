"""`vote(...)`: the teacher's cell that draws the class over the true value, first and second vote."""

from pathlib import Path

import ipywidgets as widgets
import numpy as np
import pandas as pd
from IPython.display import display

from smm_lib.charts import histogram
from smm_lib.course.gather import gather
from smm_lib.course.overview import guesses
from smm_lib.display import OPTIONS, alt, bundle, on_page
from smm_lib.language import brief, say, unit, written
from smm_lib.lesson._frame import SNUG, Frame, Sentence, button, column, in_words, make, show
from smm_lib.lesson._votes import votes_in

HEIGHT = 170  # pixels of a chart, so that both fit on one screen


def vote(key: str, answer: float, *, of: str, folder: str | Path | None = None) -> None:
    """Show a field for the codes that the class calls out, and draw both votes; the true value when it is asked for.

    Args:
        key: lesson and question of the prediction, such as "05_word_of_mouth.break_even".
        answer: the true value, in the model's unit.
        of: the quantity that was predicted.
        folder: instead of codes: where the reports of the class lie, or on a hub their own folders.
    """
    Vote(key, float(answer), of, folder).show()


class Vote:
    """A field, the class as two charts, and a button that shows the true value."""

    def __init__(self, key: str, answer: float, of: str, folder: str | Path | None = None) -> None:
        self.key, self.answer, self.of, self.folder = key, answer, of, folder
        self.codes = make(widgets.Textarea, placeholder=say("vote.codes"), layout={**SNUG, "height": "8em"})
        self.truth = button(say("vote.truth"), self.tell, button_style="primary")
        self.reply, self.error, self.shown = Sentence(), Sentence(css="smm-alert"), False
        self.codes.observe(lambda _: self.draw(), "value")
        fields = [self.codes, self.truth] if folder is None else [self.truth]
        looks = ("smm-form", "smm-workbench")  # beside both charts, on one screen
        self.form = column([Frame(), *fields, self.error, self.reply], *looks)

    def show(self) -> None:
        """Put up the field; below it a place for each vote."""
        show(self.form, say("vote.asleep"))
        self.handles = [display({"text/plain": ""}, raw=True, display_id=True) for _ in range(2)]
        if self.folder is not None:
            self.draw()

    def tell(self) -> None:
        """Show the true value, from now on."""
        self.shown = True
        self.draw()

    def draw(self) -> None:
        """Draw the class as it has voted so far."""
        with in_words(self.error):
            votes, wrong = self._votes()
            said = [say("vote.count", first=sum(n == 1 for n, _ in votes), second=sum(n == 2 for n, _ in votes))]
            said += [say("vote.wrong", codes=", ".join(wrong[:10]))] if wrong else []
            if self.shown:
                said.append(say("vote.answer", answer=written(brief(self.answer, unit(self.of)), unit(self.of))))
            self.reply.tell(*said)
            for number, handle in enumerate(self.handles, 1):
                if any(vote == number for vote, _ in votes):
                    handle.update(on_page(bundle(self.chart(number, votes))), raw=True, metadata=OPTIONS)

    def chart(self, number: int, votes: list[tuple[int, float]]) -> alt.LayerChart:
        """Return the first or the second vote as a histogram; both have the same bins and the same height."""
        lesson, _, question = self.key.partition(".")
        rows = pd.DataFrame({"guess": [value for _, value in votes]})
        rows = rows.assign(lesson=lesson, question=question, of=self.of, answer=self.answer)
        _, table, places = guesses(rows, lesson, question)
        ends = [*table[f"{self.of}_low"], table[f"{self.of}_high"].iloc[-1]]
        values = np.clip([value for vote, value in votes if vote == number], ends[0], ends[-1])
        table = table.assign(learners=np.histogram(values, ends)[0])
        most = max(sum(vote == n for vote, _ in votes) for n in (1, 2))
        places = places if self.shown else {}
        chart = histogram(table, self.of, "learners", domain=(0, most), places=places, height=HEIGHT)
        chart.title = alt.Title(say(f"vote.vote_{number}"), anchor="start")
        return chart

    def _votes(self) -> tuple[list[tuple[int, float]], list[str]]:
        if self.folder is None:
            return votes_in(self.key, self.of, self.codes.value)
        answers = gather(self.folder, homes=True).answers
        rows = answers[answers["lesson"] + "." + answers["question"] == self.key]
        first = pd.to_numeric(rows["first"]).fillna(rows["guess"])
        return [(1, value) for value in first] + [(2, value) for value in rows["guess"][rows["first"].notna()]], []
