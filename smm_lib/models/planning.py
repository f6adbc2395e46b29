"""How long and how dear, when nobody can know: ranges instead of numbers, phases, and delivery in small portions.

A task is a triple (optimistic, likely, pessimistic), in person-days. Tasks are taken as independent of each other.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import pandas as pd

from smm_lib.models.bounds import Refused, Rng, affordable, generator, number, one_of, scalar, whole

Draws = npt.NDArray[np.float64]
Tasks = Sequence[tuple[float, float, float]]
SHAPES = ("pert", "triangular")
PHASES = {  # share of the effort, share of the time: both are typical values, not rules
    "inception": (0.05, 0.10),
    "elaboration": (0.20, 0.30),
    "construction": (0.65, 0.50),
    "transition": (0.10, 0.10),
}
MOST_DAYS = 1e6  # person-days
PACE = 800_000  # efforts drawn in a second


def three_point(optimistic: float, likely: float, pessimistic: float) -> tuple[float, float]:
    """Return mean and standard deviation of one task: (o + 4m + p) / 6 and (p - o) / 6.

    Args:
        optimistic: o, if everything goes well, 0 to 1e6 person-days.
        likely: m, the most likely value, from o to p.
        pessimistic: p, if everything goes wrong, from m to 1e6.

    Returns:
        Person-days.

    Raises:
        Refused: if an argument is outside its range (so in every function here), or the three are not in this order.

    Source: Malcolm, Roseboom, Clark, Fazar (1959): Application of a technique for research and development program
    evaluation (PERT). Operations Research 7 (often quoted).

    >>> three_point(8, 10, 18)[0], round(three_point(8, 10, 18)[1], 3)
    (11.0, 1.667)
    """
    o = scalar("optimistic", optimistic, 0, MOST_DAYS)
    m = scalar("likely", scalar("likely", likely, 0, MOST_DAYS), o)
    p = scalar("pessimistic", scalar("pessimistic", pessimistic, 0, MOST_DAYS), m)
    return (o + 4 * m + p) / 6, (p - o) / 6


def total(tasks: Tasks) -> tuple[float, float]:
    """Return mean and standard deviation of all tasks together: means add up, and so do the SQUARES of the deviations.

    Args:
        tasks: 1 to 100 triples (optimistic, likely, pessimistic), person-days.

    >>> mean, sd = total([(4, 6, 14), (2, 3, 10), (8, 10, 18)])
    >>> mean, round(sd, 2)
    (22.0, 2.71)
    """
    each = [three_point(*task) for task in _checked(tasks)]
    return sum(mean for mean, _ in each), math.sqrt(sum(sd**2 for _, sd in each))


def quantile(tasks: Tasks, p: float = 0.8) -> float:
    """Return the effort that is not exceeded with chance p, if the sum is taken as normal: P50, P80 ...

    Args:
        tasks: 1 to 100 triples (optimistic, likely, pessimistic), person-days.
        p: 0.001 to 0.999.

    Returns:
        Person-days. For three tasks the normal curve is close to `simulate`; for one it is too symmetric.

    >>> round(quantile([(4, 6, 14), (2, 3, 10), (8, 10, 18)]), 1)
    24.3
    """
    mean, sd = total(tasks)
    return mean + sd * NormalDist().inv_cdf(scalar("p", p, 0.001, 0.999))


def chance(tasks: Tasks, days: float) -> float:
    """Return the chance to need no more than so many person-days, if the sum is taken as normal: 0..1.

    Args:
        tasks: 1 to 100 triples (optimistic, likely, pessimistic), person-days.
        days: person-days there are, 0 to 1e9.

    >>> round(chance([(4, 6, 14), (2, 3, 10), (8, 10, 18)], 19), 2)
    0.13
    """
    mean, sd = total(tasks)
    limit = scalar("days", days, 0, 1e9)
    return NormalDist(mean, sd).cdf(limit) if sd > 0 else float(limit >= mean)


def kept(tasks: Tasks, planned: Sequence[float], pooled: bool = False, runs: int = 5000, rng: Rng = 1) -> pd.DataFrame:
    """Return how likely each task keeps to the days planned for it, and how likely the whole campaign does.

    If every task has a purse of its own, all of them must suffice: the chances are multiplied. If all share one purse
    (pooled), what one task leaves is there for another, and only the sum must suffice.

    Args:
        tasks: 1 to 100 triples (optimistic, likely, pessimistic), person-days.
        planned: person-days planned for each task, 0 to 1e6.
        pooled: whether all tasks share one purse.
        runs: imagined campaigns, 1 to 100,000.
        rng: a seed (whole number), or a numpy Generator.

    Returns:
        A row per task and one for the whole, columns task ("task_1", ..., "whole") | chance (0..1).

    Source: a teaching model of our own; the sum varies less than its parts because good and bad luck partly cancel.

    >>> tasks = [(4, 6, 14), (2, 3, 10), (8, 10, 18)]
    >>> kept(tasks, [8, 5, 12])["chance"].round(2).tolist()
    [0.73, 0.77, 0.74, 0.42]
    >>> kept(tasks, [8, 5, 12], pooled=True)["chance"].round(2).tolist()
    [0.73, 0.77, 0.74, 0.86]
    """
    triples = tuple(_checked(tasks))
    days = np.atleast_1d(number("planned", planned, 0, MOST_DAYS))
    if days.shape != (len(triples),):
        raise Refused("planned", "points_at_least", days.size, low=len(triples))
    affordable("runs", runs, whole("runs", runs, 1, 100_000) * len(triples), PACE)
    lasting = not isinstance(rng, np.random.Generator)  # of a seed the luck can be remembered
    efforts = _drawn(triples, runs, whole("rng", rng, 0)) if lasting else _drawn.__wrapped__(triples, runs, rng)
    each = (efforts <= days[:, None]).mean(axis=1)
    whole_chance = (efforts.sum(axis=0) <= days.sum()).mean() if pooled else each.prod()
    parts = [*(f"task_{i + 1}" for i in range(len(triples))), "whole"]
    return pd.DataFrame({"task": parts, "chance": [*each, whole_chance]})


def simulate(tasks: Tasks, runs: int = 1000, rng: Rng = 0, shape: str = "pert") -> Draws:
    """Return the effort of the whole campaign in many imagined runs (Monte Carlo): an array, person-days.

    "pert" draws every task from the beta distribution between optimistic and pessimistic that has exactly the mean
    and the standard deviation of `three_point`: so the simulation differs from `quantile` and `chance` only in the
    form of the sum. "triangular" is easier to draw but takes extremes more seriously: its mean is (o + m + p) / 3.

    Args:
        tasks: 1 to 100 triples (optimistic, likely, pessimistic), person-days.
        runs: 1 to 100,000. Run 5 is the same however many are asked for.
        rng: a seed (whole number), or a numpy Generator. The luck of a task does not depend on the other tasks'
            values.
        shape: "pert" or "triangular".

    >>> efforts = simulate([(4, 6, 14), (2, 3, 10), (8, 10, 18)], runs=20_000)
    >>> efforts.mean().round(1), efforts.std().round(1), np.quantile(efforts, 0.8).round(1)
    (np.float64(22.0), np.float64(2.7), np.float64(24.3))
    """
    triples, draw = _checked(tasks), _pert if one_of("shape", shape, SHAPES) == "pert" else _triangular
    affordable("runs", runs, whole("runs", runs, 1, 100_000) * len(triples), PACE)
    place = generator(rng).random((runs, len(triples)))
    return np.asarray(sum(draw(place[:, i], *task) for i, task in enumerate(triples)))


def s_curve(efforts: Draws, day_rate: float) -> pd.DataFrame:
    """Return the chance to stay inside each budget: the S-curve of simulated efforts, with P50 and P80 among its rows.

    Args:
        efforts: person-days, one for each run, as `simulate` returns them.
        day_rate: price of a person-day, 0 to 1e6 EUR.

    Returns:
        101 rows, columns chance (0, 0.01 .. 1) | days (person-days that suffice with this chance) | cost (EUR).

    >>> s_curve(np.array([20.0, 22.0, 24.0]), 600).iloc[50].tolist()
    [0.5, 22.0, 13200.0]
    """
    values = np.atleast_1d(number("efforts", efforts, 0, 1e9))
    if not values.size:
        raise Refused("efforts", "points_at_least", 0, low=1)
    steps = np.arange(101) / 100
    days = np.quantile(values, steps)
    return pd.DataFrame({"chance": steps, "days": days, "cost": days * scalar("day_rate", day_rate, 0, 1e6)})


def phases(budget: float, weeks: float) -> pd.DataFrame:
    """Return what the four phases of the Rational Unified Process cost, and when, for one budget and one time.

    Typically inception takes 5 % of the effort in 10 % of the time, elaboration 20 % in 30 %, construction 65 % in
    50 %, transition 10 % in 10 %. Phases end with a milestone; each may hold several increments, so it is no waterfall.

    Args:
        budget: 0 to 1e12 EUR.
        weeks: 0.1 to 10,000.

    Returns:
        Four rows, columns phase | week_low | week_high (weeks from the beginning) | cost (EUR) | cost_per_week (EUR).

    Source: the phases are Kruchten's (1998): The Rational Unified Process; the percentages are often quoted.

    >>> phases(100_000, 20)["cost_per_week"].round().tolist()
    [2500.0, 3333.0, 6500.0, 5000.0]
    """
    money, time = scalar("budget", budget, 0, 1e12), scalar("weeks", weeks, 0.1, 10_000)
    effort, schedule = np.array(list(PHASES.values())).T
    end = np.round(np.cumsum(schedule) * time, 9)
    cost, length = money * effort, time * schedule
    table = {"phase": list(PHASES), "week_low": np.r_[0.0, end[:-1]], "week_high": end}
    return pd.DataFrame(table | {"cost": cost, "cost_per_week": cost / length})


def time_boxes(budget: float, weeks: float, iteration: float) -> pd.DataFrame:
    """Return the time boxes inside the `phases`: each phase holds one or more, all of about the same length.

    A phase is divided into as many equal boxes as fit best, at least one; each box ends with something finished.

    Args:
        budget: 0 to 1e12 EUR.
        weeks: of the whole campaign, 0.1 to 10,000.
        iteration: wished length of a time box, 0.1 to 10,000 weeks.

    Returns:
        A row per box, columns phase_of_project | box (1, 2 ... within its phase) | week_low | week_high (weeks from the
        beginning) | cost_per_week (EUR).

    >>> time_boxes(100_000, 20, 2)["phase_of_project"].value_counts(sort=False).to_dict()
    {'inception': 1, 'elaboration': 3, 'construction': 5, 'transition': 1}
    """
    length, rows = scalar("iteration", iteration, 0.1, 10_000), []
    for phase in phases(budget, weeks).to_dict("records"):
        boxes = max(1, round((phase["week_high"] - phase["week_low"]) / length))
        edges = np.linspace(phase["week_low"], phase["week_high"], boxes + 1)
        rows += [(phase["phase"], i + 1, *edges[i : i + 2], phase["cost_per_week"]) for i in range(boxes)]
    return pd.DataFrame(rows, columns=["phase_of_project", "box", "week_low", "week_high", "cost_per_week"])


def progress(weeks: int, this_week: float, speed: float) -> pd.DataFrame:
    """Return the share of the work that the plan wants done by each week, and what is done so far: planned and actual.

    The plan follows the `phases`. A team at a speed of 0.75 is after 8 weeks where the plan wanted it after 6; if it
    goes on like that, the campaign takes weeks / speed.

    Args:
        weeks: of the whole campaign, a whole number from 1 to 520.
        this_week: weeks that are over, 0 to 520.
        speed: progress against the plan, 0.01 to 10; 1 is as planned.

    Returns:
        Columns week | course ("planned": 0..weeks, "actual": 0..this_week) | done (share of the work, 0..1).

    >>> progress(20, 8, 0.75).groupby("course")["done"].max().round(3).to_dict()
    {'actual': 0.183, 'planned': 1.0}
    >>> progress(20, 8, 1).query("week == 8")["done"].tolist()
    [0.25, 0.25]
    """
    last, now = whole("weeks", weeks, 1, 520), scalar("this_week", this_week, 0, 520)
    effort, schedule = np.cumsum(list(PHASES.values()), axis=0).T
    pace, parts = scalar("speed", speed, 0.01, 10), []
    for course, end, fast in (("planned", last, 1.0), ("actual", now, pace)):
        week = np.unique(np.r_[np.arange(math.floor(end) + 1), end])
        done = np.interp(np.round(week * fast / last, 12), [0, *schedule], [0, *effort])
        parts.append(pd.DataFrame({"week": week, "course": course, "done": done.round(12)}))
    return pd.concat(parts, ignore_index=True)


def _checked(tasks: Tasks) -> list[tuple[float, float, float]]:
    """Return the tasks as a list of triples, each in order."""
    triples = list(tasks) if isinstance(tasks, Sequence | np.ndarray) and not isinstance(tasks, str | bytes) else []
    if not 1 <= len(triples) <= 100:
        raise Refused("tasks", "whole_between", len(triples), low=1, high=100)
    for task in triples:
        if np.shape(task) != (3,):
            raise Refused("tasks", "columns", task, options="optimistic, likely, pessimistic")
        three_point(*task)
    return [(float(o), float(m), float(p)) for o, m, p in triples]


@lru_cache(maxsize=4)
def _drawn(triples: tuple[tuple[float, float, float], ...], runs: int, rng: Rng) -> Draws:
    """Return the efforts of each task, a row each. It is remembered: while only the plan is moved, the luck stays."""
    luck = generator(rng)
    return np.array([simulate([task], runs, luck) for task in triples])


def _pert(place: Draws, optimistic: float, likely: float, pessimistic: float) -> Draws:
    from scipy.special import betaincinv

    width = pessimistic - optimistic
    if width == 0:
        return np.full_like(place, optimistic)
    mean = (1 + 4 * (likely - optimistic) / width) / 6  # of the beta distribution on 0..1; its deviation is 1/6
    size = 36 * mean * (1 - mean) - 1
    return np.asarray(optimistic + width * betaincinv(mean * size, (1 - mean) * size, place))


def _triangular(place: Draws, optimistic: float, likely: float, pessimistic: float) -> Draws:
    width, left, right = pessimistic - optimistic, likely - optimistic, pessimistic - likely
    rising = optimistic + np.sqrt(place * width * left)
    return np.asarray(np.where(place * width < left, rising, pessimistic - np.sqrt((1 - place) * width * right)))
