"""What a learner once got wrong and meets again, at growing distance."""

from smm_lib.answers import seed, stored
from smm_lib.course.report import rows_of
from smm_lib.language import catalogue, spoken

DISTANCES = (1, 4)  # lessons ago; what is nearest to these is asked
OFF = 0.05  # a prediction off by less was good enough


def mistakes(lesson: str) -> list[tuple[str, str, str]]:
    """Return two questions of earlier lessons that the learner got wrong at first: words, entry, answer.

    Args:
        lesson: the one that begins, such as "07_going_viral".
    """
    from smm_lib.course.overview import heading

    before = [row for row in rows_of(stored()) if row["lesson"] < lesson and _wrong(row) and _answer(row)]
    found = []
    for distance in DISTANCES:
        wanted = int(lesson[:2]) - distance
        if before:
            row = min(before, key=lambda row: (abs(int(row["lesson"][:2]) - wanted), row["lesson"], row["question"]))
            before = [one for one in before if one["lesson"] != row["lesson"]]
            found.append((heading(row["lesson"], row["question"]), str(row["entry"] or ""), _answer(row)))
    return found


def _wrong(row: dict[str, object]) -> bool:
    if row["kind"] == "prediction":
        return isinstance(row["error"], float) and abs(row["error"]) > OFF
    return row["kind"] == "exercise" and bool(row["ideas"])


def _answer(row: dict[str, object]) -> str:
    """Return what the lesson says is right."""
    from smm_lib.course.exercises import exercises_of

    words, question = catalogue(spoken()), row["question"]
    if row["kind"] == "exercise" and (
        made := exercises_of(str(row["lesson"]), spoken()).get(f"{row['lesson']}.{question}")
    ):
        made.deal(seed())
        told = made.tells("solution")
        made.deal("")
        return told
    keys = (f"check.{question}.solution", f"predict.{question}.right", f"sketch.{question}.right")
    return next((words[key] for key in keys if key in words), "")
