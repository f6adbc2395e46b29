"""A model over a whole grid of parameters, in many runs: on one processor, on all, or on a cluster of machines."""

import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from importlib.util import find_spec
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Refused, whole

MOST = 10**7  # rows
ROUND = 4  # parts for each worker between two looks at what is done
Job = tuple[dict[str, object], range]
Model = Callable[..., Mapping[str, Any] | pd.DataFrame]


def bar(done: int, parts: int, seconds: float) -> None:
    """Draw how far a sweep has come, on the error stream, once it takes longer than a second.

    Args:
        done: parts that are ready, 0 to parts.
        parts: all of them.
        seconds: since the sweep began.

    >>> bar(1, 2, 0.3)  # too quick to need one
    """
    if seconds > 1:
        sys.stderr.write(f"\r[{'#' * (30 * done // parts):.<30}] {done}/{parts}" + "\n" * (done == parts))
        sys.stderr.flush()


def sweep(
    function: Model,
    grid: Mapping[str, Sequence[object]],
    runs: int = 100,
    *,
    part: int = 100,
    workers: int | None = None,
    kept: MutableMapping[str, pd.DataFrame] | None = None,
    progress: Callable[[int, int, float], object] = bar,
) -> pd.DataFrame:
    """Return what a model gives at every point of a grid, run by run.

    The work is cut into parts: some runs at one point. Whoever computes which part, the table is the same, provided
    that the luck of a run depends on its number alone, as it does in cascades. With joblib installed (it comes with
    the extra `smm-course[cluster]`) all processors take part. On a Dask cluster, nothing changes but the line around
    it; what a lost machine had to do is done by another:

        with Client(address), joblib.parallel_config("dask"):
            table = sweep(post, {"share_rate": [0.04, 0.1]}, runs=10_000)

    Args:
        function: called as function(runs=range(...), share_rate=0.04, ...); it returns columns (a dict or a table)
            with one number for each of these runs.
        grid: for each parameter the values it takes: numbers, texts, yes or no, None.
        runs: how many at each point, 1 to 1,000,000.
        part: runs in a part, 1 to 1,000,000. A few seconds of work are a good size.
        workers: processes at once, 1 to 10,000; None: one for each processor, or the whole cluster.
        kept: a dict that gathers the parts as they are ready, for one function and network. After an interruption hand
            it in again: only the rest is computed. An open `shelve` keeps them on disk, beyond a restart.
        progress: called with (parts ready, all parts, seconds); `bar` draws a bar.

    Returns:
        One column for each parameter | run | the columns of the function. Points in the order of the grid, the last
        parameter changing fastest.

    Raises:
        Refused: if an argument is outside its range, or the function refuses one of its own.

    >>> from smm_lib.models.cascade import independent_cascade, reach
    >>> from smm_lib.models.networks import ring
    >>> def post(share_rate, runs):
    ...     return {"reach": reach(independent_cascade(ring(30), [0], share_rate=share_rate, runs=runs))}
    >>> sweep(post, {"share_rate": [0.4, 1]}, runs=2, workers=1).values.tolist()
    [[0.4, 0.0, 9.0], [0.4, 1.0, 5.0], [1.0, 0.0, 30.0], [1.0, 1.0, 30.0]]
    """
    points, size = _points(grid), whole("part", part, 1, 10**6)
    many = whole("runs", runs, 1, max(1, min(10**6, MOST // len(points))))
    processes = -1 if workers is None else whole("workers", workers, 1, 10_000)
    jobs = [(point, range(i, min(i + size, many))) for point in points for i in range(0, many, size)]
    ready = {} if kept is None else kept
    todo = [job for job in jobs if _name(job) not in ready]
    began = time.monotonic()
    for done, (job, columns) in enumerate(_played(function, todo, processes), len(jobs) - len(todo) + 1):
        ready[_name(job)] = columns
        progress(done, len(jobs), time.monotonic() - began)
    table = pd.concat([ready[_name(job)] for job in jobs], ignore_index=True)
    for place, name in enumerate(grid):
        values = [point[name] for point, some in jobs for _ in some]
        table.insert(place, name, pd.Series(values, dtype=object if None in values else None))
    return table


def _points(grid: Mapping[str, Sequence[object]]) -> list[dict[str, object]]:
    if not isinstance(grid, Mapping) or {"run", "runs"} & set(grid) or not all(isinstance(name, str) for name in grid):
        raise Refused("grid", "values", grid)
    lists = [_values(str(name), values) for name, values in grid.items()]
    whole("grid", math.prod(map(len, lists)), 1, MOST)
    return [dict(zip(grid, values, strict=True)) for values in product(*lists)]


def _values(name: str, values: object) -> list[object]:
    plain = values.tolist() if isinstance(values, np.ndarray | pd.Series) else values
    if not isinstance(plain, list | tuple | range) or not plain:
        raise Refused(name, "values", values)
    listed = [value.item() if isinstance(value, np.generic) else value for value in plain]
    if not all(value is None or isinstance(value, bool | int | float | str) for value in listed):
        raise Refused(name, "values", values)
    return listed


def _name(job: Job) -> str:
    point, runs = job
    return f"{point} {runs}"


def _played(function: Model, jobs: list[Job], processes: int) -> Iterator[tuple[Job, pd.DataFrame]]:
    """Yield every job with its columns. A cluster hands its results back at the end of a call: so, in rounds."""
    if find_spec("joblib") is None:
        yield from ((job, _part(function, job)) for job in jobs)
        return
    from joblib import Parallel, delayed

    with Parallel(n_jobs=processes) as pool:
        together = ROUND * pool._effective_n_jobs()
        for begin in range(0, len(jobs), together):
            some = jobs[begin : begin + together]
            yield from zip(some, pool(delayed(_part)(function, job) for job in some), strict=True)


def _part(function: Model, job: Job) -> pd.DataFrame:
    point, runs = job
    columns = pd.DataFrame(function(**point, runs=runs)).reset_index(drop=True)
    if len(columns) != len(runs):
        raise Refused("function", "each_run", len(columns), low=len(runs))
    columns = columns.drop(columns=["run", *point], errors="ignore")
    columns.insert(0, "run", np.array(runs))
    return columns
