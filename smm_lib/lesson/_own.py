"""Other numbers for each learner: which amounts an exercise takes, drawn from a seed and always the same for it."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import product

Found = Mapping[str, float]
Compute = Callable[..., Found]


class Amounts:
    """The amounts that an exercise may take.

    Args:
        compute: takes the amounts, whose defaults are the course's own, and returns by name the "answer", what
            somebody answers who thinks otherwise, and what else the solution names.
        choices: for some of its arguments the values to draw from, all of them easy to compute with.
    """

    def __init__(self, compute: Compute, choices: Mapping[str, Sequence[float]]) -> None:
        self.compute, self.choices = cache(compute), choices
        self.usual = {name: one.default for name, one in inspect.signature(compute).parameters.items()}

    def drawn(self, key: str, seed: str) -> Iterator[dict[str, float]]:
        """Return the amounts for a seed, best first, then what may take their place; the course's own come last."""
        if seed:
            every = list(product(*self.choices.values()))
            first = int(sha256(f"{seed} {key}".encode()).hexdigest(), 16)
            for place in range(first, first + len(every)):
                yield self.usual | dict(zip(self.choices, every[place % len(every)], strict=True))
        yield self.usual
