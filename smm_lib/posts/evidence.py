"""A file that can be read in two ways is decided by its own cells, or by the learner, never by us."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from smm_lib.posts.report import Ambiguous, NotAnExport

Choice = TypeVar("Choice", str, bool)
Where = Callable[[int], tuple[str, int]]  # from a place to its text and its row


def decide(
    option: str,
    choices: tuple[Choice, Choice],
    proof: Mapping[Choice, int],
    doubt: int | None,
    answer: Choice | None,
    where: Where,
) -> Choice | None:
    """Return which of two readings holds, or nothing if no cell makes a difference.

    Args:
        option: the argument of `read_posts` it is about: "day_first" or "decimal".
        choices: its two values.
        proof: for each value a cell that can only be read that way.
        doubt: a cell that means one thing in one reading and another in the other.
        answer: what the learner said.
        where: returns the text and the row of a cell.

    Raises:
        Ambiguous: if there is doubt, no proof and no answer.
        NotAnExport: if there is proof for both, or proof against the answer.
    """
    if len(proof) == 2:
        (text, row), (other_text, other) = where(proof[choices[0]]), where(proof[choices[1]])
        raise NotAnExport(f"mixed_{option}", text=text, row=row, other_text=other_text, other=other)
    if proof and answer is not None and answer not in proof:
        text, row = where(next(iter(proof.values())))
        raise NotAnExport("other_answer", text=text, row=row)
    if doubt is not None and answer is None and not proof:
        raise Ambiguous(option, choices, *where(doubt))
    return next(iter(proof), answer)
