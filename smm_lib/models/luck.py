"""Luck that is drawn from a counter: the same place in an experiment has the same luck, whoever asks and when.

A stream of random numbers would give other luck to everything that comes later as soon as one more is drawn. Here the
luck of a contact is a hash of (rng, run, sender, receiver): it does not depend on the order of work, on the number of
runs or of threads, nor on other contacts. So moving one control changes one thing.
"""

import math

import numpy as np
import numpy.typing as npt

from smm_lib.models.bounds import Rng, generator, whole

Bits = npt.NDArray[np.uint64]
GOLDEN = 0x9E3779B97F4A7C15  # a receiver's step along the counter, and a run's
SENDER = 0xD1342543DE82EF95  # a sender's step
FACTORS = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB  # of the two rounds of `mix`
ASIDE = range(1 << 40, (1 << 40) + 1)  # a run that no cascade has, for luck beside theirs
ONE = 1 << 53  # luck is a whole number from 0 to below this


def mix(bits: Bits, spare: Bits | None = None) -> Bits:
    """Scramble every 64-bit number so that neighbours have nothing in common; done in place.

    Args:
        bits: the numbers, overwritten by the result.
        spare: room of the same size, to save making it.

    Source: the finaliser of SplitMix64; Steele, Lea, Flood (2014): Fast splittable pseudorandom number generators.
    OOPSLA 2014, 453-472.

    >>> hex(mix(np.array([GOLDEN], np.uint64))[0])
    '0xe220a8397b1dcdaf'
    """
    room = np.empty_like(bits) if spare is None else spare
    for shift, factor in zip((30, 27), FACTORS, strict=True):
        bits ^= np.right_shift(bits, np.uint64(shift), out=room)
        bits *= np.uint64(factor)
    bits ^= np.right_shift(bits, np.uint64(31), out=room)
    return bits


def keys(rng: Rng, runs: range) -> Bits:
    """Return where the luck of each run begins.

    Args:
        rng: a seed (whole number of at least 0), or a numpy Generator, from which one is drawn.
        runs: the numbers of the runs.

    Raises:
        Refused: if rng is neither.

    >>> bool(keys(7, range(10))[5] == keys(7, range(5, 6))[0])
    True
    """
    numbers = np.arange(runs.start, runs.stop, dtype=np.uint64)
    start = mix(np.array([seed(rng)], np.uint64) + np.uint64(GOLDEN))
    return mix(start + numbers * np.uint64(GOLDEN))


def seed(rng: Rng) -> int:
    """Return `rng` as a whole number; a Generator gives another one at every call.

    >>> seed(7)
    7
    """
    return int(generator(rng).integers(1 << 62)) if isinstance(rng, np.random.Generator) else whole("rng", rng, 0)


def draw(key: Bits, sender: npt.ArrayLike, receiver: npt.ArrayLike) -> Bits:
    """Return the luck of contacts: whole numbers from 0 to below 2^53. A contact succeeds if its luck is below `limit`.

    Args:
        key: of the run or runs, see `keys`.
        sender: number of the account that a contact comes from (or several).
        receiver: number of the account that it goes to (or several).

    >>> bool(0 <= draw(keys(0, range(1)), 3, 4)[0] < ONE)
    True
    """
    one, other = (np.atleast_1d(np.asarray(account, np.uint64)) for account in (sender, receiver))
    return mix(key + one * np.uint64(SENDER) + other * np.uint64(GOLDEN)) >> np.uint64(11)


def limit(probability: float) -> int:
    """Return the number below which luck falls with this probability.

    >>> limit(0), limit(0.5) == ONE / 2, limit(1) == ONE
    (0, True, True)
    """
    return math.ceil(probability * ONE)
