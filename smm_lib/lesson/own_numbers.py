"""`own_numbers()`: a field that gives each learner other numbers in those exercises that can be asked with others."""

from smm_lib.answers import own_numbers as kept
from smm_lib.answers import seed
from smm_lib.language import say
from smm_lib.lesson._frame import Frame, Sentence, button, column, field, in_words, row, show


def own_numbers() -> None:
    """Ask for a name, a number or the class's code, and ask each learner for other numbers from the next run on.

    Nothing typed here is kept but a digest of it, see `answers.own_numbers`. Left empty, the exercises ask for the
    course's own numbers, as before.
    """
    said, error = Sentence(), Sentence(css="smm-alert")
    name = field(say("own.prompt"))

    def keep() -> None:
        with in_words(error):
            error.tell(kept(name.value))
            said.tell(say("own.on" if seed() else "own.off"))

    beside = row([name, button(say("own.button"), keep)], "smm-field")
    show(column([Frame(name, keep), beside, error, said]), say("own.asleep"))
    with in_words(error):
        if seed():
            said.tell(say("own.on"))
