"""What the questions of a concept inventory tell, asked before and after a course: difficulty, discrimination, gain.

Answers are tables of 1 (right), 0 (wrong) and missing values: a row per learner, a column per question.
"""

import numpy as np
import pandas as pd

from smm_lib.models.bounds import Refused, Rng, generator, whole
from smm_lib.models.experiment import interval


def difficulty(answers: pd.DataFrame) -> pd.DataFrame:
    """Return how many answered each question right: the share, high for an easy one, and where it may really lie.

    Args:
        answers: 1, 0 or missing; a row per learner, a column per question.

    Returns:
        One row per question, columns learners (who answered it) | share | share_low | share_high (Wilson's interval:
        it holds the true share of such learners in 95 of 100 classes). Nobody answered: missing.

    Raises:
        Refused: if something else than 0 and 1 is in the table.

    >>> difficulty(pd.DataFrame({"q": [1, 1, 1, 0, None]})).round(3).iloc[0].tolist()
    [4.0, 0.75, 0.301, 0.954]
    """
    rows = []
    for answered in (_checked(answers)[name].dropna() for name in answers):
        right, many = int(answered.sum()), len(answered)
        ends = interval(right, many) if many else (np.nan, np.nan)
        rows.append((many, right / many if many else np.nan, *ends))
    return pd.DataFrame(rows, index=answers.columns, columns=["learners", "share", "share_low", "share_high"])


def discrimination(answers: pd.DataFrame) -> "pd.Series[float]":
    """Return whether those who are good at the rest get a question right: the corrected item-total correlation.

    The correlation (point-biserial, as one side is 0 or 1) of a question with the number of right answers to all
    *others*; with itself among them, every question would seem to agree with the rest. Only who answered all counts.

    Args:
        answers: 1, 0 or missing; a row per learner, a column per question.

    Returns:
        -1 to 1 for each question; below 0, the better ones fail at it. Missing if all or none got it right, or all
        others alike, or fewer than three learners answered everything.

    Source: Henrysson (1963): Correction of item-total correlations in item analysis. Psychometrika 28, 211-218.

    >>> discrimination(pd.DataFrame({"a": [1, 1, 0, 0], "b": [1, 1, 0, 0], "c": [0, 1, 0, 1]})).round(3).tolist()
    [0.707, 0.707, 0.0]
    """
    whole_rows = _checked(answers).dropna()
    found = {}
    for name in whole_rows:
        own, rest = whole_rows[name], whole_rows.drop(columns=name).sum(axis=1)
        varied = len(own) > 2 and own.nunique() > 1 and rest.nunique() > 1
        found[name] = float(np.corrcoef(own, rest)[0, 1]) if varied else np.nan
    return pd.Series(found, dtype=float)


def normalised_gain(before: float, after: float) -> float:
    """Return how much of what could be gained was gained: (after - before) / (1 - before).

    Args:
        before: share of right answers before the course, 0 to 1.
        after: the same after it.

    Returns:
        1 if all that was wrong is right now, 0 if nothing changed, below 0 if less is right than before; missing if
        all was right before.

    Source: Hake (1998): Interactive-engagement versus traditional methods. American Journal of Physics 66, 64-74.

    >>> normalised_gain(0.4, 0.7), normalised_gain(0.5, 0.4)
    (0.5, -0.2)
    """
    for name, share in (("before", before), ("after", after)):
        if not (np.isnan(share) or 0 <= share <= 1):
            raise Refused(name, "between", share, low=0, high=1)
    return round((after - before) / (1 - before), 12) if before < 1 else np.nan


def class_gain(before: pd.DataFrame, after: pd.DataFrame, runs: int = 2000, rng: Rng = 1) -> tuple[float, float, float]:
    """Return the normalised gain of a class over all questions, and its band: 95 of 100 classes drawn from this one.

    Only answers of a learner who answered the question both times count.

    Args:
        before: 1, 0 or missing before the course; a row per learner, a column per question.
        after: the same after it.
        runs: classes drawn, with as many learners as this one, each from this one (bootstrap), 1 to 100,000.
        rng: a seed (whole number), or a numpy Generator.

    Returns:
        Gain | lower end | upper end; missing if nobody answered twice.

    >>> class_gain(pd.DataFrame({"q": [0, 0, 1, 1]}), pd.DataFrame({"q": [1, 0, 1, 1]}))[0]
    0.5
    """
    one, other = _both(before, after)
    counts = np.array([both.sum(axis=1) for both in (one.notna(), one, other)])
    counts = counts[:, counts[0] > 0]
    many, luck = counts.shape[1], generator(rng)
    if not many:
        return np.nan, np.nan, np.nan
    drawn = luck.integers(many, size=(whole("runs", runs, 1, 100_000), many))
    answered, right, now = (row[drawn].sum(axis=1) for row in counts)
    gains = (now - right)[answered > right] / (answered - right)[answered > right]
    answered, right, now = counts.sum(axis=1)
    low, high = np.quantile(gains, [0.025, 0.975]) if len(gains) else (np.nan, np.nan)
    return normalised_gain(float(right / answered), float(now / answered)), float(low), float(high)


def items(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return what each question of an inventory tells about a class.

    Args:
        before: 1, 0 or missing before the course; a row per learner, a column per question.
        after: the same after it.

    Returns:
        One row per question, columns before | before_low | before_high | after | after_low | after_high (see
        `difficulty`) | discrimination (after the course) | gain (of those who answered it both times).

    >>> items(pd.DataFrame({"q": [0, 1]}), pd.DataFrame({"q": [1, 1]}))[["before", "after", "gain"]].iloc[0].tolist()
    [0.5, 1.0, 1.0]
    """
    one, other = _both(before, after)
    times = [difficulty(answers).drop(columns="learners") for answers in (before, after)]
    named = [time.set_axis([str(n).replace("share", name) for n in time], axis=1)
             for name, time in zip(("before", "after"), times, strict=True)]  # fmt: skip
    table = pd.concat(named, axis=1)
    gains = [normalised_gain(one[name].mean(), other[name].mean()) for name in table.index]
    return table.assign(discrimination=discrimination(after), gain=gains)


def _both(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the answers of those who answered a question both times."""
    one, other = _checked(before).align(_checked(after))
    return one.where(other.notna()), other.where(one.notna())


def _checked(answers: pd.DataFrame) -> pd.DataFrame:
    values = answers.astype(float)
    odd = values.to_numpy()[(values.notna() & ~values.isin([0, 1])).to_numpy()]
    if odd.size:
        raise Refused("answers", "one_of", float(odd[0]), options="0, 1")
    return values
