"""Cascades on networks: who reaches whom when people pass a post on, or when they follow the crowd around them.

Two models of Kempe, Kleinberg, Tardos (2003): Maximizing the spread of influence through a social network. KDD 2003,
137-146. In the independent cascade one contact is enough and luck decides (a funny picture); in the linear threshold
model people wait until enough of their contacts take part (a new messenger).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smm_lib.models import compiled, engine
from smm_lib.models.bounds import Refused, Rng, affordable, scalar, whole
from smm_lib.models.contacts import Contacts, Network, Whole, contacts, limits, needed
from smm_lib.models.luck import draw, keys, limit, seed

MOST_RUNS = 10**6  # runs
FIRST, LARGE = 16, 3e8  # runs that tell how much work the others are; contacts from which on compiled loops pay
FAST = 1e8  # contacts that these look at in a second
Runs = int | range
Seeds = Iterable[object]


@dataclass(frozen=True, eq=False)
class Cascade:
    """What came of a cascade: counts for every run, and the means to play any run again.

    Args:
        contacts: the network in compact form.
        runs: the numbers of the runs.
        counts: three rows, run | generation (0 = the seeds) | how many accounts were new in it, where any were.
        spread: yields the cells that become active, generation after generation, for a few runs together.
    """

    contacts: Contacts
    runs: range
    counts: Whole
    spread: engine.Spread


def independent_cascade(
    network: Network | Contacts, seeds: Seeds, *, share_rate: float | str, runs: Runs = 1, rng: Rng = 0
) -> Cascade:
    """Let a post run through a network: every active account has one try at each of its contacts.

    The luck of every (rng, run, contact) is fixed beforehand. So in every single run reach never falls when the share
    rate rises or a seed is added, and run 5 is the same whether 10 or 1,000 runs are asked for.

    Args:
        network: any networkx graph, directed or not, with any names; or its compact form (`contacts`).
        seeds: the accounts that begin; naming one twice changes nothing.
        share_rate: chance that a contact succeeds, 0 to 1; or "weighted": 1 / degree of the receiver.
        runs: how many, 1 to 1,000,000; or a range of them, such as range(500, 1000), to split the work.
        rng: a seed (whole number), or a numpy Generator.

    Raises:
        Refused: if an argument is outside its range, a seed is not in the network, or the work would take too long.

    >>> from smm_lib.models.networks import ring
    >>> reach(independent_cascade(ring(30), [0], share_rate=0.4, runs=5)).tolist()
    [9, 5, 9, 5, 2]
    """
    compact, numbers, some = _ready(network, seeds, runs)
    return _cascade(compact, numbers, some, seed(rng), {"limits": limits(compact, share_rate)})


def linear_threshold(
    network: Network | Contacts,
    seeds: Seeds,
    *,
    threshold: float | None = None,
    noise: float = 0.0,
    runs: Runs = 1,
    rng: Rng = 0,
) -> Cascade:
    """Let people follow the crowd: an account joins once enough of its contacts are active.

    Enough is a share of its contacts: active contacts / contacts >= threshold. A tie counts: 2 of 4 reach 50 %. With
    noise, somebody who has an active contact, but too few of them, joins all the same with a small chance per step.
    The luck of every (rng, run, account, step) is fixed beforehand: more noise never makes anybody join later.

    Args:
        network: any networkx graph, directed or not, with any names; or its compact form (`contacts`).
        seeds: the accounts that begin; naming one twice changes nothing.
        threshold: one share for everybody, 0 to 1 (at 0 one active contact is enough); or None: every account draws
            its own, evenly between 0 and 1, anew in each run.
        noise: chance per step to join below the threshold, 0 or 0.001 to 1; only where one threshold holds for all.
        runs: how many, 1 to 1,000,000; or a range of them, to split the work. Without luck all are the same.
        rng: a seed (whole number), or a numpy Generator.

    Raises:
        Refused: if an argument is outside its range, a seed is not in the network, there is noise without a common
            threshold, or the work would take too long.

    Sources: Granovetter (1978): Threshold models of collective behavior. American Journal of Sociology 83(6),
    1420-1443. Noise: Eckles, Mossel, Rahimian, Sen (2024): Long ties accelerate noisy threshold-based contagions.
    Nature Human Behaviour 8, 1057-1064.

    >>> from smm_lib.models.networks import ring
    >>> [int(reach(linear_threshold(ring(30), seeds, threshold=0.5))[0]) for seeds in ([0], [0, 1], [0, 15])]
    [1, 30, 2]
    >>> noisy = linear_threshold(ring(30), [0], threshold=0.5, noise=0.05)
    >>> int(reach(noisy)[0]), int(by_generation(noisy)["generation"].max())
    (30, 25)
    """
    compact, numbers, some = _ready(network, seeds, runs)
    enough = None if threshold is None else needed(compact, threshold)
    chance = scalar("noise", noise, 0, 1) and scalar("noise", noise, 0.001, 1)
    if enough is None and chance:
        raise Refused("noise", "common_threshold", noise)
    return _cascade(compact, numbers, some, seed(rng), {"needed": enough, "noise": limit(chance)})


def reach(result: Cascade) -> Whole:
    """Return how many accounts each run reached in the end, seeds included.

    >>> from smm_lib.models.networks import star
    >>> reach(independent_cascade(star(10), [0], share_rate=0.5, runs=4)).tolist()
    [9, 6, 6, 8]
    """
    run, _, new = result.counts
    return np.bincount(run - result.runs.start, new, len(result.runs)).astype(np.intp)


def by_generation(result: Cascade, generations: int | None = None) -> pd.DataFrame:
    """Return how the runs grew: all with the same generations, with 0 new ones once a run has ended.

    Args:
        result: of `independent_cascade` or `linear_threshold`.
        generations: the last generation shown, 0 to 1,000,000; None: the last one of the longest run.

    Returns:
        Columns run | generation (0 = the seeds) | new | reach (new ones up to then).

    Raises:
        Refused: if the table would have more than ten million rows.

    >>> from smm_lib.models.networks import ring
    >>> by_generation(independent_cascade(ring(10), [0], share_rate=1))["reach"].tolist()
    [1, 5, 9, 10]
    """
    longest = int(result.counts[1].max(initial=0))
    last = longest if generations is None else whole("generations", generations, 0, 10**6)
    size, most = len(result.runs), 10**7
    if size * (last + 1) > most:
        raise Refused("runs", "whole_between", size, low=1, high=most // (last + 1))
    new = np.zeros((size, last + 1), np.intp)
    run, generation, many = result.counts[:, result.counts[1] <= last]
    new[run - result.runs.start, generation] = many
    run, generation = np.indices(new.shape)
    columns = {"run": run + result.runs.start, "generation": generation, "new": new, "reach": new.cumsum(axis=1)}
    return pd.DataFrame({name: values.ravel() for name, values in columns.items()})


def by_account(result: Cascade, run: int = 0) -> pd.DataFrame:
    """Return who became active when in one run, for a picture of the network: the run is played again.

    Args:
        result: of `independent_cascade` or `linear_threshold`.
        run: its number, one of those asked for.

    Returns:
        Columns account | generation (0 = the seeds), one row for each account reached, the earliest first.

    >>> from smm_lib.models.networks import ring
    >>> by_account(independent_cascade(ring(6, 2), [0], share_rate=1)).values.tolist()
    [[0, 0], [1, 1], [5, 1], [2, 2], [4, 2], [3, 3]]
    """
    number = whole("run", run, result.runs.start, result.runs.stop - 1)
    waves = [np.sort(cells) for cells in result.spread(range(number, number + 1), engine.rooms(result.contacts, 1))]
    accounts = [result.contacts.accounts[i] for wave in waves for i in wave.tolist()]
    return pd.DataFrame({"account": accounts, "generation": np.repeat(np.arange(len(waves)), [*map(len, waves)])})


def tree(network: Network | Contacts, seeds: Seeds, *, share_rate: float | str, rng: Rng = 0) -> pd.DataFrame:
    """Return who had it from whom in run 0 of the independent cascade with the same arguments.

    If several contacts succeed in the same generation, the one with the best luck counts as the source.

    Args:
        network: any networkx graph, directed or not, with any names; or its compact form (`contacts`).
        seeds: the accounts that begin.
        share_rate: chance that a contact succeeds, 0 to 1; or "weighted": 1 / degree of the receiver.
        rng: a seed (whole number), or a numpy Generator.

    Returns:
        Columns account | source | generation (0 = the seeds; they are their own source), the earliest first.

    >>> from smm_lib.models.networks import star
    >>> tree(star(4), [1], share_rate=1).values.tolist()
    [[1, 1, 0], [0, 1, 1], [2, 0, 2], [3, 0, 2]]
    """
    compact, number = contacts(network), seed(rng)
    table = by_account(independent_cascade(compact, seeds, share_rate=share_rate, rng=number))
    place = {account: i for i, account in enumerate(compact.accounts)}
    reached = np.array([place[account] for account in table["account"]], np.intp)
    when = np.full(len(compact.accounts), -2)
    when[reached] = table["generation"]
    sender = np.repeat(np.arange(len(when)), np.diff(compact.first))
    luck, below = draw(keys(number, range(1)), sender, compact.receivers), limits(compact, share_rate)
    worked = (when[sender] + 1 == when[compact.receivers]) & (when[sender] >= 0)
    worked &= luck < (below if below.size == 1 else below[compact.receivers])
    found = np.flatnonzero(worked)[np.argsort(luck[worked])[::-1]]
    source = np.arange(len(when))
    source[compact.receivers[found]] = sender[found]  # the best luck is written last
    table.insert(1, "source", [compact.accounts[i] for i in source[reached].tolist()])
    return table


def structural_virality(tree: pd.DataFrame) -> float:
    """Return the mean distance between two accounts of a tree: about 2 for one big broadcast, more for long chains.

    Args:
        tree: as `tree` returns it. Of several seeds, only pairs in the same seed's tree count.

    Returns 0 if nobody was won over.

    Source: Goel, Anderson, Hofman, Watts (2016): The structural virality of online diffusion. Management Science 62(1),
    180-196.

    >>> chain = pd.DataFrame({"account": [0, 1, 2], "source": [0, 0, 1]})
    >>> round(structural_virality(chain), 3)
    1.333
    """
    place = {account: i for i, account in enumerate(tree["account"])}
    above = [place.get(source, i) for i, source in enumerate(tree["source"])]
    below, root = [1] * len(above), list(range(len(above)))
    for i in reversed(range(len(above))):
        below[above[i]] += below[i] if above[i] != i else 0
    for i, parent in enumerate(above):
        root[i] = root[parent]
    # The link above i lies between the accounts below it and the rest of its tree, so it is on all of their ways.
    ways = sum(below[i] * (below[root[i]] - below[i]) for i in range(len(above)))
    pairs = sum(below[i] * (below[i] - 1) // 2 for i in set(root))
    return ways / pairs if pairs else 0.0


def _ready(network: Network | Contacts, seeds: object, runs: Runs) -> tuple[Contacts, Whole, range]:
    """Return the network, the numbers of seeds and runs, or refuse them."""
    compact = contacts(network)
    numbers = runs if isinstance(runs, range) else range(whole("runs", runs, 1, MOST_RUNS))
    if numbers.step != 1 or numbers.start < 0 or not 1 <= len(numbers) <= MOST_RUNS:
        raise Refused("runs", "whole_between", runs, low=1, high=MOST_RUNS)
    return compact, compact.numbers("seeds", seeds), numbers


def _cascade(compact: Contacts, seeds: Whole, runs: range, rng: int, rule: dict[str, Any]) -> Cascade:
    """Play all runs in numpy; or, if they are much work, the first ones, to see whether compiled loops pay."""
    waves = engine.by_share if "limits" in rule else engine.by_threshold

    def play(some: range, rooms: engine.Rooms) -> Iterator[Whole]:
        start = np.arange(len(some))[:, None] * len(compact.accounts) + seeds
        return waves(compact, start.ravel(), keys(rng, some), rooms=rooms, **rule)

    large = compact.receivers.size * len(runs) > LARGE and compiled.there()
    first, rest = (runs[:FIRST], runs[FIRST:]) if large else (runs, runs[:0])
    counts = engine.count(compact, first, play)
    if rest:
        each = counts[2].sum() / FIRST * compact.receivers.size / len(compact.accounts)
        fast = each * len(rest) > LARGE
        affordable("runs", len(runs), fast * each * len(rest), FAST)
        later = compiled.count(compact, seeds, rest, rng, **rule) if fast else engine.count(compact, rest, play)
        counts = np.concatenate((counts, later), axis=1)
    return Cascade(compact, runs, counts, play)
