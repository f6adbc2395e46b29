"""Every lesson: it runs as stored, and every control can be set to anything without an error."""

import ast
import itertools
import json
import random
import re
from pathlib import Path

import pytest

from smm_lib.answers import stored
from smm_lib.course.files import KINDS, for_students
from smm_lib.course.progress import title
from smm_lib.display import CHART, OPTIONS, alt, to_svg
from smm_lib.files import folder
from smm_lib.language import LANGUAGES, asked, catalogue, known, say, speak, spoken, unit, written
from tests.publisher import HAVE_COPIES, PLACES

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted(folder("notebooks").glob("*/*.ipynb"))
NAMES = [f"{path.parent.name}-{path.stem}" for path in LESSONS]
every_lesson = pytest.mark.parametrize("stage", LESSONS, ids=NAMES, indirect=True)
# Where words do not matter one language is enough, as the twins' code is the same; where their length does, German is.
every_english_lesson, every_german_lesson = (
    pytest.mark.parametrize("stage", some, ids=[path.stem for path in some], indirect=True)
    for some in ([path for path in LESSONS if path.parent.name == language] for language in ("en", "de"))
)


def book(path):
    return json.loads(path.read_text(encoding="utf-8"))


def code(path):
    return [cell for cell in book(path)["cells"] if cell["cell_type"] == "code"]


def text(path):
    """What a student reads: teacher's cells are not in their copy."""
    cells = for_students(book(path))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")


DERIVED = {"holds", "partly", "fails", "exact", "close", "low", "high"}  # chosen by the answer
DERIVED |= {"right", "almost", "not_yet", "in_percent", "as_share", "near"}
DERIVED |= {"highest", "lowest", "halfway"}  # chosen by where a line turns
DERIVED |= {f"{who}_{call}" for who in ("i", "they") for call in [*KINDS, "explore", "tell"]}  # a plan's, by the task
DERIVED |= {"minutes", "part", "i", "they", "said"}  # the columns of a plan's table
DERIVED |= {"exercise", "wrong", "tries", "idea", "lessons", "answers", "vote_1", "vote_2"}  # those of the overview's
DERIVED |= {"new", "replaced", "broken", "beside"}  # what became of a lesson after an update
DERIVED |= {"more", "less"}  # where a control can still go, on paper
DERIVED |= {"mission", "rank", "name", "result", "code", "missions"}  # and of its league's
# and of its inventory's
DERIVED |= {"before_course", "after_course", "discrimination", "gain", "few", "many", "option_left"}


ASLEEP = ("explore.asleep", "predict.asleep", "check.asleep", "ask.asleep", "sort.asleep", "claim.asleep",
          "sketch.asleep")  # fmt: skip


# -- as stored -------------------------------------------------------------------------------------------------------


@every_lesson
def test_every_lesson_gives_the_stored_outputs_when_run_anew(stage):
    assert not stage.differences, "\n".join(stage.differences)


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_every_code_cell_has_been_run_and_none_is_excused(path):
    for cell in code(path):
        assert isinstance(cell["execution_count"], int)
        assert not re.search(r"NBVAL_|nbval-", str(cell["source"]) + str(cell["metadata"]))
        assert all(output["output_type"] not in ("error", "stream") for output in cell["outputs"])
    counts = [cell["execution_count"] for cell in code(path)]
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_stored_outputs_are_small_and_their_charts_have_a_picture_and_a_description(path):
    assert path.stat().st_size < 1_000_000
    for cell in code(path):
        for output in cell["outputs"]:
            assert len(json.dumps(output)) < 200_000
            data = output["data"]
            sleeps = any(catalogue(path.parent.name)[key][:20] in "".join(data["text/plain"]) for key in ASLEEP)
            assert sleeps <= ("smm" in output["metadata"])  # what stands there on paper, see editions
            if CHART in data:
                assert data["image/png"]
                assert "".join(data["text/plain"]) == data[CHART]["description"]
                assert len(data[CHART]["description"]) > 40
                assert output["metadata"] == OPTIONS


def test_every_stored_chart_keeps_the_rules_of_vega_lite():
    """Nothing else checks them: it would make a lesson's start and every move slower by a quarter."""
    charts = [
        output["data"][CHART]
        for path in LESSONS
        if path.parent.name == "en"  # the twins' charts differ in words alone
        for cell in code(path)
        for output in cell["outputs"]
        if CHART in output["data"]
    ]
    assert len(charts) > 80
    for chart in charts:
        alt.LayerChart.validate(chart)


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_the_clock_of_a_lesson_runs_forward_and_stays_inside_the_promise(path):
    smm = book(path)["metadata"]["smm"]
    assert smm["language"] == path.parent.name
    clock = [int(n) for n in re.findall(r"\*(?:bisher )?(\d+) (?:minutes so far|Minuten)\*", text(path))]
    assert clock == sorted(clock)
    assert all(minutes < smm["minutes"] for minutes in clock)
    assert len(clock) >= 5


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_the_start_page_lists_a_lesson_with_its_question_and_its_minutes(path):
    if path.stem != "00_start_here":
        row = f"]({path.name}) | {title(path)} | {book(path)['metadata']['smm']['minutes']} |"
        assert row in text(path.with_name("00_start_here.ipynb"))


def test_the_readme_gives_every_lesson_the_minutes_that_both_editions_promise():
    listed = dict(re.findall(r"^\| (\d\d) .* \| (\d+) \|$", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    for path in LESSONS:
        minutes = str(book(path)["metadata"]["smm"]["minutes"])
        assert re.search(rf"^\*.*\b{minutes} (?:minutes|Minuten)\*$", text(path), re.M), path
        assert listed.get(path.stem[:2], minutes) == minutes, path
    assert len(listed) == len(LESSONS) // 2 - 1


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_every_statement_of_a_lesson_has_a_claim_card(path):
    cards = re.findall(r'claim\("[\w.]+", "(S\d+)"\)', "\n".join("".join(cell["source"]) for cell in code(path)))
    assert set(cards) == set(book(path)["metadata"]["smm"]["statements"])


# -- every control, everywhere ---------------------------------------------------------------------------------------


def ends(control):
    if control.pair:
        low, high = control.grid[0], control.grid[-1]
        return [(low, low), (low, high), (high, high)]
    if control.typed:
        return [control.grid[0], control.grid[-1]]
    return [option for option in control.grid if HAVE_COPIES or not _needs_real_data(control, option)]


def _needs_real_data(control, option):
    return (control.name == "real" and option) or option in {file.name for file in PLACES}


def settings(explorer):
    """Few settings in which every pair of ends occurs."""
    names, choices = [control.name for control in explorer.controls], [ends(control) for control in explorer.controls]
    rows = list(itertools.product(*choices))
    left = {pair for row in rows for pair in _pairs(row)}
    while left:
        row = max(rows, key=lambda row: len(left & _pairs(row)))
        left -= _pairs(row)
        yield dict(zip(names, row, strict=True))


def _pairs(row):
    return set(itertools.combinations(enumerate(row), 2))


@every_lesson
def test_every_control_goes_to_both_ends_every_option_and_pairwise_without_an_error(stage):
    """Pairwise in English: the twins' code is the same; in German it is the words and their length that differ."""
    for explorer in stage.explorers:
        alone = [{control.name: end} for control in explorer.controls for end in ends(control)]
        each = [*alone, *(settings(explorer) if spoken() == "en" else [])]
        for setting in sorted(each, key=lambda one: str(sorted(one.items()))):  # neighbours share what is remembered
            descriptions, charts = stage.drawn(explorer, **setting)
            assert all(len(d) > 40 and "nan" not in d.lower().split() for d in descriptions), setting
            for chart in charts:
                assert "NaN" not in chart, setting
                assert "Infinity" not in chart, setting
                assert len(chart) < 150_000


@every_english_lesson
def test_every_task_can_be_done_with_the_controls(stage):
    for explorer in stage.explorers:
        for task in explorer.tasks.settings:
            explorer.move(**task)
            assert explorer.values == explorer.values | task
        explorer.reset.click()


@every_lesson
def test_every_control_makes_a_difference_that_can_be_seen(stage):
    for explorer in stage.explorers:
        base = _marks(stage.drawn(explorer))
        for control in explorer.controls:
            for end in ends(control):
                if end != control.default:
                    assert _marks(stage.drawn(explorer, **{control.name: end})) != base, (control.name, end)


def _marks(drawn):
    """What is drawn, without the base scenario's thin lines."""
    charts = [json.loads(chart) for chart in drawn[1]]
    marks = [layer for chart in charts for layer in chart["layer"] if "base_" not in str(layer.get("name"))]
    marks += [chart.get("params") for chart in charts]  # what is picked
    return marks, [chart["datasets"].get(chart["data"]["name"]) for chart in charts]


@every_lesson
def test_the_axes_stay_where_they_are_whatever_is_set(stage):
    for explorer in stage.explorers:
        base = _scales(stage.drawn(explorer))
        for control in explorer.controls:
            for end in ends(control):
                assert _scales(stage.drawn(explorer, **{control.name: end})) == base, control.name


def _scales(drawn):
    return [_scale(json.loads(chart)) for chart in drawn[1]]


def _scale(spec):
    main = [layer for layer in spec["layer"] if layer.get("name") in ("main", "lines")]
    axes = [(layer["encoding"][axis].get("scale"), axis) for layer in main for axis in ("x", "y")]
    return spec["width"], spec["height"], axes


@every_german_lesson
def test_the_widest_setting_can_still_be_drawn_as_a_picture(stage):
    for explorer in stage.explorers:
        widest = {control.name: ends(control)[-1] for control in explorer.controls}
        for chart in stage.drawn(explorer, **widest)[1]:
            assert to_svg(json.loads(chart)).startswith(b"<svg")


@every_lesson
def test_every_message_a_lesson_may_need_is_there_in_both_languages(stage):
    for language in LANGUAGES:
        speak(language)
        for made in stage.predictions:
            assert all(known(f"predict.{made.question}.{side}") for side in ("low", "right", "high"))
        for made in stage.sketches:
            assert all(known(f"sketch.{made.task.question}.{side}") for side in ("low", "right", "high"))
        for made in stage.exercises:
            assert all(
                known(f"check.{made.question}.{part}") for part in ("right", "hint", "solution", *made.misconceptions)
            )
        for made in stage.cards:
            assert all(
                known(f"{made.card}.{part}") for part in ("says", "origin", "support_1", "against_1", "ours", "verdict")
            )
        for explorer in stage.explorers:
            assert all(control.help for control in explorer.controls)
            if explorer.goal:
                assert known(f"goal.{explorer.goal.__name__}.metric")
                assert known(f"goal.{explorer.goal.__name__}.won")


@every_lesson
def test_every_question_and_every_thing_to_sort_has_its_words_in_both_languages(stage):
    for language in LANGUAGES:
        speak(language)
        for made in stage.questions:
            assert len(made.options) >= 2
            assert say(f"{made.messages}.answer") in made.options
            assert all(known(f"{made.messages}.{part}") for part in ("question", "why"))
        for made in stage.sortings:
            named = [*made.places, *made.places.values()]
            assert all(known(f"label.{name}") for name in named)
            assert known(f"sort.{made.question}.right")


@every_lesson
def test_no_answer_of_an_exercise_stands_in_the_text_of_the_lesson(stage):
    path = stage.path
    for made in stage.exercises:
        for shown in (f"{made.answer:.4g}", f"{made.answer * 100:.4g}"):
            written = shown.replace(".", ",") if path.parent.name == "de" else shown
            assert not re.search(rf"(?<![\d.,]){re.escape(written)}(?![\d]|[.,]\d)", text(path)), (made.key, written)


@every_lesson
def test_no_misconception_lies_within_the_tolerance_of_the_answer_or_of_another(stage):
    for made in stage.exercises:
        values = [made.answer, *made.misconceptions.values()]
        for one, other in itertools.combinations(values, 2):
            assert abs(one - other) > 2 * made.within, made.key


@every_english_lesson
def test_every_puzzle_can_be_solved_and_says_which_condition_keeps_its_star_empty(stage):
    for goal, explorer in [(explorer.goal, explorer) for explorer in stage.explorers if explorer.goal]:
        told = [
            {key.rpartition(".")[2] for key in catalogue(language) if key.startswith(f"goal.{goal.__name__}.")}
            for language in LANGUAGES
        ]
        assert told[0] == told[1] >= {"metric", "won"}
        assert not goal(**{control.name: control.default for control in explorer.controls})[1]
        left = told[0] - {"metric", "name"}
        for _, won, *missing in (goal(**values) for values in _tries(explorer)):
            named = {"won"} if won else set(filter(None, missing[:1]))
            assert named <= told[0]
            left -= named
            if not left:
                break
        assert not left, goal.__name__


def _tries(explorer, most=4000):
    """Settings all over the grid of all controls, about so many at most, in any order: so the unlike come soon."""
    names, each = [control.name for control in explorer.controls], most ** (1 / len(explorer.controls))
    tries = list(itertools.product(*[[c.at(p) for p in _positions(c, each)] for c in explorer.controls]))
    random.Random(0).shuffle(tries)
    return (dict(zip(names, values, strict=True)) for values in tries)


def _positions(control, many):
    """About so many places of a control."""
    for position in range(0, control.positions, max(1, round(control.positions / many))):
        if not control.pair or position // len(control.grid) <= position % len(control.grid):
            yield position


def test_no_message_of_the_catalogue_is_unused():
    files = [path for path in (ROOT / "smm_lib").rglob("*") if path.suffix in {".py", ".j2"}]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in files)
    cells = "\n".join("".join(cell["source"]) for path in LESSONS for cell in code(path))
    for key in catalogue("en"):
        group, _, rest = key.partition(".")
        if group in ("label", "help", "unit", "typed", "refused", "posts"):  # named by quantities, models, readers
            continue
        question, _, part = rest.partition(".")
        used = question in cells if part else f'"{key}"' in sources or f"'{key}'" in sources or rest in DERIVED
        name = re.sub("^(i|they|name)_", "", rest) if group == "plan" else rest
        used = used or (re.search(rf'f"{group}\.(i_|they_|name_)?{{', sources) and f'"{name}"' in sources)
        used = used or (rest.startswith("word_") and f'startswith("{group}.word_")' in sources)
        assert used, key


def test_only_the_first_cell_of_a_lesson_imports_and_all_code_is_folded():
    for path in LESSONS:
        cells = code(path)
        assert all(cell["metadata"].get("jupyter", {}).get("source_hidden") for cell in cells), path.name
        for cell in cells[1:]:
            nodes = ast.walk(ast.parse("".join(cell["source"])))
            assert not [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)], path.name


@every_lesson
def test_everything_asked_has_a_range_and_each_end_of_a_prediction_can_be_shown(stage):
    for made in stage.exercises:
        low, high = asked(made.of)
        for value in (made.answer, *made.misconceptions.values()):
            assert low <= value <= high, (made.of, value)
    for made in stage.predictions:
        low, high = asked(made.of)
        assert low <= made.answer <= high
        for guess in (low, high, made.answer):
            made.field.value = written(guess, unit(made.of))
            made.lock()
            assert not made.error.value, (made.of, guess, made.error.value)
            assert stored()[made.key]["guess"] == pytest.approx(guess, rel=1e-5)
        for beyond in (low - 1, 1.01 * high + 1, 1e23):
            made.field.value = written(beyond, unit(made.of))
            made.lock()
            assert made.error.value, (made.of, beyond)
            assert stored()[made.key]["guess"] == pytest.approx(made.answer, rel=1e-5)


@every_lesson
def test_a_curve_can_be_drawn_along_both_ends_of_its_axes_and_locked_in(stage):
    for made in stage.sketches:
        low, high = asked(made.of)
        assert low <= made.domain[0] < made.domain[1] <= high
        assert [made.truth[made.of].between(*made.domain).all(), len(made.at) in range(4, 9)] == [True, True]
        for end in (made.stops[0], made.stops[-1]):
            made.judgement([end] * len(made.at))
            assert len(made._chart([end] * len(made.at), 1).description) > 40
        assert made.judgement(made._model())[1] == say(f"sketch.{made.task.question}.right")
