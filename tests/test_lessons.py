"""Every lesson: it runs as stored, and every control can be set to anything without an error."""

import ast
import itertools
import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from smm_lib.answers import stored
from smm_lib.course.files import for_students
from smm_lib.course.progress import title
from smm_lib.display import CHART, OPTIONS, to_png
from smm_lib.files import folder
from smm_lib.language import LANGUAGES, asked, catalogue, known, say, speak, unit, written
from tests.publisher import HAVE_COPIES, PLACES

ask, check, claim, explore, frame, predict, save, sort = (
    import_module(f"smm_lib.lesson.{name}")
    for name in ("ask", "check", "claim", "explore", "_frame", "predict", "_save", "sort")
)
LESSONS = sorted(folder("notebooks").glob("*/*.ipynb"))
NAMES = [f"{path.parent.name}-{path.stem}" for path in LESSONS]


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


ASLEEP = ("explore.asleep", "predict.asleep", "check.asleep", "ask.asleep", "sort.asleep", "claim.asleep")


# -- as stored -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lesson_gives_the_stored_outputs_when_run_anew(language, tmp_path):
    for path in LESSONS:
        if path.parent.name == language:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "-c", "/dev/null", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:]


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


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_every_statement_of_a_lesson_has_a_claim_card(path):
    cards = re.findall(r'claim\("[\w.]+", "(S\d+)"\)', "\n".join("".join(cell["source"]) for cell in code(path)))
    assert set(cards) == set(book(path)["metadata"]["smm"]["statements"])


# -- every control, everywhere ---------------------------------------------------------------------------------------


class Stage:
    """What a lesson builds when its cells run: explorers, predictions, exercises and cards."""

    def __init__(self, path, monkeypatch):
        self.explorers, self.predictions, self.exercises, self.cards = [], [], [], []
        self.questions, self.sortings = [], []
        for module, kind, kept in (
            (explore, "Explorer", self.explorers), (predict, "Prediction", self.predictions),
            (check, "Exercise", self.exercises), (claim, "ClaimCard", self.cards),
            (ask, "Question", self.questions), (sort, "Sorting", self.sortings),
        ):  # fmt: skip
            monkeypatch.setattr(module, kind, _keeping(getattr(module, kind), kept))
        for module in (claim, explore, frame, predict, save):
            monkeypatch.setattr(module, "display", lambda *_, **__: _Nothing())
        names = {}
        for cell in code(path):
            exec(compile("".join(cell["source"]), path.name, "exec"), names)


class _Nothing:
    def update(self, *_, **__):
        pass


def _keeping(kind, kept):
    def made(*arguments, **options):
        kept.append(kind(*arguments, **options))
        return kept[-1]

    return made


@pytest.fixture
def stage(request, monkeypatch, tmp_path, copies):  # noqa: ARG001
    monkeypatch.chdir(tmp_path)
    return Stage(request.param, monkeypatch)


every_lesson = pytest.mark.parametrize("stage", LESSONS, ids=NAMES, indirect=True)


def ends(control):
    if control.pair:
        low, high = control.grid[0], control.grid[-1]
        return [(low, low), (low, high), (high, high)]
    if control.typed:
        return [control.grid[0], control.grid[-1]]
    return [option for option in control.grid if HAVE_COPIES or not _needs_real_data(control, option)]


def _needs_real_data(control, option):
    return (control.name == "real" and option) or option in {file.name for file in PLACES}


@every_lesson
def test_every_control_goes_to_both_ends_every_option_and_pairwise_without_an_error(stage):
    for explorer in stage.explorers:
        settings = [{control.name: end} for control in explorer.controls for end in ends(control)]
        for one, other in itertools.combinations(explorer.controls, 2):
            settings += [{one.name: a, other.name: b} for a in ends(one) for b in ends(other)]
        for setting in settings:
            values = {control.name: control.default for control in explorer.controls} | setting
            _, descriptions, bundles = explorer._bundles(values)
            assert all(len(d) > 40 and "nan" not in d.lower().split() for d in descriptions), setting
            for shown in bundles:
                assert "NaN" not in json.dumps(shown[CHART]), setting
                assert "Infinity" not in json.dumps(shown[CHART]), setting
                assert len(json.dumps(shown[CHART])) < 150_000


@every_lesson
def test_every_control_makes_a_difference_that_can_be_seen(stage):
    for explorer in stage.explorers:
        base = explorer._bundles({control.name: control.default for control in explorer.controls})[2]
        for control in explorer.controls:
            for end in ends(control):
                if end != control.default:
                    values = {c.name: c.default for c in explorer.controls} | {control.name: end}
                    shown = explorer._bundles(values)[2]
                    assert _marks(shown) != _marks(base), (control.name, end)


def _marks(bundles):
    """What is drawn, without the base scenario's thin lines."""
    drawn = [layer for shown in bundles for layer in shown[CHART]["layer"] if "base_" not in str(layer.get("name"))]
    drawn += [shown[CHART].get("params") for shown in bundles]  # what is picked
    return json.dumps([drawn, [shown[CHART]["datasets"].get(shown[CHART]["data"]["name"]) for shown in bundles]])


@every_lesson
def test_the_axes_stay_where_they_are_whatever_is_set(stage):
    for explorer in stage.explorers:
        base = [_scales(s[CHART]) for s in explorer._bundles({c.name: c.default for c in explorer.controls})[2]]
        for control in explorer.controls:
            for end in ends(control):
                values = {c.name: c.default for c in explorer.controls} | {control.name: end}
                assert [_scales(s[CHART]) for s in explorer._bundles(values)[2]] == base, control.name


def _scales(spec):
    main = [layer for layer in spec["layer"] if layer.get("name") in ("main", "lines")]
    axes = [(layer["encoding"][axis].get("scale"), axis) for layer in main for axis in ("x", "y")]
    return spec["width"], spec["height"], axes


@every_lesson
def test_the_widest_setting_can_still_be_drawn_as_a_picture(stage):
    for explorer in stage.explorers:
        values = {control.name: ends(control)[-1] for control in explorer.controls}
        for shown in explorer._bundles(values)[2]:
            assert to_png(shown[CHART]).startswith(b"\x89PNG")


@every_lesson
def test_every_message_a_lesson_may_need_is_there_in_both_languages(stage):
    for language in LANGUAGES:
        speak(language)
        for made in stage.predictions:
            assert all(known(f"predict.{made.question}.{side}") for side in ("low", "right", "high"))
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
def test_no_answer_of_an_exercise_stands_in_the_text_of_the_lesson(stage, request):
    path = request.node.callspec.params["stage"]
    speak(path.parent.name)
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


@every_lesson
def test_every_condition_that_keeps_a_star_empty_has_its_sentence_in_both_languages(stage):
    for explorer in stage.explorers:
        if explorer.goal is None:
            continue
        ends = [explorer.goal(**values) for values in _tries(explorer, 300)]
        named = {part for _, won, *missing in ends for part in missing if not won}
        for language, part in itertools.product(LANGUAGES, named):
            speak(language)
            assert known(f"goal.{explorer.goal.__name__}.{part}")


@every_lesson
def test_every_puzzle_can_be_solved_and_is_not_solved_at_the_start(stage):
    for explorer in stage.explorers:
        if explorer.goal is None:
            continue
        assert not explorer.goal(**{control.name: control.default for control in explorer.controls})[1]
        assert any(explorer.goal(**values)[1] for values in _tries(explorer))


def _tries(explorer, most=4000):
    """Settings all over the grid of all controls, about so many at most."""
    names, each = [control.name for control in explorer.controls], most ** (1 / len(explorer.controls))
    tries = itertools.product(*[[c.at(p) for p in _positions(c, each)] for c in explorer.controls])
    return (dict(zip(names, values, strict=True)) for values in tries)


def _positions(control, many):
    """About so many places of a control."""
    for position in range(0, control.positions, max(1, round(control.positions / many))):
        if not control.pair or position // len(control.grid) <= position % len(control.grid):
            yield position


def test_no_message_of_the_catalogue_is_unused():
    sources = "\n".join(path.read_text(encoding="utf-8") for path in Path(explore.__file__).parents[1].rglob("*.py"))
    cells = "\n".join("".join(cell["source"]) for path in LESSONS for cell in code(path))
    for key in catalogue("en"):
        group, _, rest = key.partition(".")
        if group in ("label", "help", "unit", "typed", "refused", "posts"):  # named by quantities, models, readers
            continue
        question, _, part = rest.partition(".")
        used = question in cells if part else f'"{key}"' in sources or f"'{key}'" in sources or rest in DERIVED
        assert used, key


def test_only_the_first_cell_of_a_lesson_imports_and_it_is_folded():
    for path in LESSONS:
        setup, *others = code(path)
        assert setup["metadata"]["jupyter"]["source_hidden"], path.name
        for cell in others:
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
