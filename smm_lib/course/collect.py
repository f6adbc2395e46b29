"""The overview of a class as a notebook that has been run: charts of predictions, choices, verdicts and mistakes."""

import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from smm_lib.course.overview import Gathered, asked, gather, misconceptions
from smm_lib.files import write_whole
from smm_lib.language import say, spoken

NAMES = """import pandas as pd
from IPython.display import display

from smm_lib.charts.bars import bars
from smm_lib.charts.histogram import histogram
from smm_lib.course import overview
from smm_lib.course.report import calibration
from smm_lib.display import OPTIONS, bundle
from smm_lib.language import speak

speak({language!r})
answers, left_out = overview.gather({folder!r})
learners = answers["learner"].nunique()


def show(chart):
    display(bundle(chart), raw=True, metadata=OPTIONS)
"""


def collect(folder: Path, target: Path) -> tuple[Path, Gathered]:
    """Write the overview of a class as a notebook that has been run, and return it with what it was made from.

    An earlier overview is kept: the new one gets a number.

    Raises:
        LookupError: if there is no report in the folder.
        OSError: if it cannot be written.
    """
    import nbformat

    from smm_lib.course.build import build_notebook

    gathered = gather(folder)
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "class_overview.ipynb"
        nbformat.write(_notebook(folder.resolve(), gathered.answers), made)
        build_notebook(made)
        path, number = target / made.name, 1
        while path.exists():
            number += 1
            path = target / f"{made.stem}_{number}.ipynb"
        write_whole(path, made.read_bytes())
    return path, gathered


def _notebook(folder: Path, answers: pd.DataFrame) -> Any:  # noqa: ANN401
    import nbformat.v4 as nb

    learners = answers["learner"].nunique()
    cells = [nb.new_markdown_cell(f"# {say('overview.title')}\n\n{say('overview.intro', learners=learners)}")]
    cells.append(nb.new_code_cell(NAMES.format(language=spoken(), folder=str(folder)).strip()))
    for kind, heading, call in (
        ("prediction", say("overview.predictions"),
         "of, table, places = overview.guesses(answers, {0!r}, {1!r})\n"
         "show(histogram(table, of, 'learners', domain=(0, learners), places=places))"),
        ("choice", say("overview.choices"),
         "show(bars(overview.choices(answers, {0!r}, {1!r}), 'option', 'learners', domain=(0, learners)))"),
        ("claim", say("overview.claims"),
         "show(bars(overview.verdicts(answers, {0!r}, {1!r}), 'option', 'learners', domain=(0, learners)))"),
    ):  # fmt: skip
        pairs = asked(answers, kind)
        cells += [nb.new_markdown_cell(f"## {heading}")] * bool(pairs)
        for number, (lesson, question) in enumerate(pairs):
            cells.append(nb.new_markdown_cell(f"### {_heading(pairs, number)}"))
            cells.append(nb.new_code_cell(call.format(lesson, question)))
    says = f"## {say('overview.calibration')}\n\n{say('overview.calibration_says')}"
    cells += [
        nb.new_markdown_cell(says),
        nb.new_code_cell("calibration(answers).round(2).rename(columns=overview.head)"),
    ]
    cells.append(nb.new_markdown_cell(f"## {say('overview.misconceptions')}"))
    if len(misconceptions(answers)):
        show = "ideas = overview.misconceptions(answers)\n"
        show += "show(bars(ideas.head(12), 'misconception', 'learners', domain=(0, learners)))\n"
        show += (
            "with pd.option_context('display.max_colwidth', None):\n    display(ideas.rename(columns=overview.head))"
        )
        cells.append(nb.new_code_cell(show))
    else:
        cells.append(nb.new_markdown_cell(say("overview.none")))
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["metadata"]["jupyter"] = {"source_hidden": True}
    return nb.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})


def _heading(pairs: list[tuple[str, str]], number: int) -> str:
    """Name lesson and question; of a question asked twice, say which time this is."""
    lesson, question = pairs[number]
    times = [other for other, same in pairs if same == question]
    when = say("overview.before") if times[0] == lesson else say("overview.after")
    return f"{lesson} · {question}" + f" · {when}" * (len(times) > 1)
