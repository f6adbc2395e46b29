"""A file that can be read in two ways is decided by its own cells, or by the learner, never by us."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from smm_lib.posts.report import Ambiguous, NotAnExport

Choice = TypeVar("Choice", str, bool)
Place = tuple[str, int]  # a cell and its row


def decide(
    option: str,
    proof: Mapping[Choice, Place],
    doubt: tuple[Mapping[Choice, float | datetime | None], Place] | None,
    answer: Choice | None,
) -> Choice | None:
    """Return which of two readings holds, or nothing if no cell makes a difference.

    Args:
        option: the argument of `read_posts` it is about: "day_first" or "decimal".
        proof: for each reading a cell that can only be read that way.
        doubt: what a cell means in each of the two readings, and the cell.
        answer: what the learner said.

    Raises:
        Ambiguous: if there is doubt, no proof and no answer.
        NotAnExport: if there is proof for both, or proof against the answer.
    """
    if len(proof) == 2:
        (text, row), (other_text, other) = (proof[choice] for choice in sorted(proof, key=str, reverse=True))
        raise NotAnExport(f"mixed_{option}", text=text, row=row, other_text=other_text, other=other)
    if proof and answer is not None and answer not in proof:
        text, row = next(iter(proof.values()))
        raise NotAnExport("other_answer", text=text, row=row)
    if doubt and answer is None and not proof:
        readings, (text, row) = doubt
        raise Ambiguous(option, readings, text=text, row=row)
    return next(iter(proof), answer)
