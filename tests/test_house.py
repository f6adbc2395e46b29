"""The rules of the house: doors between rooms, twins, thinness, pinned packages, clean code."""

import ast
import functools
import importlib
import importlib.metadata
import io
import json
import re
import subprocess
import sys
import tokenize
import tomllib
from pathlib import Path

import pytest

from smm_lib.language import LANGUAGES, catalogue
from tests import planted_bugs
from tests.planted_bugs import PLANTED, plant

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "smm_lib").rglob("*.py"))
LESSONS = sorted((ROOT / "notebooks" / "en").glob("*.ipynb"))
FILES = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HEAVY = {"scipy", "vl_convert", "numba", "requests", "jupyterlab", "nbclient", "nbformat"}
STANDARD = set(sys.stdlib_module_names)
# What each room may import beyond the standard library and itself. Models lie in three layers.
DOORS = {
    "models": {"numpy", "pandas", "networkx", "smm_lib.models"},
    "charts": {"pandas", "numpy", "smm_lib.charts", "smm_lib.display", "smm_lib.language"},
    "display.py": {"altair"},
    "language.py": {"babel", "smm_lib.numbers"},
    "numbers.py": {"babel"},
    "real_data.py": {"smm_lib.data"},
    "files.py": {"smm_lib.language"},
    "answers.py": {"smm_lib.files", "smm_lib.language"},
    "saving.py": set(),
    "data": {"numpy", "pandas", "smm_lib.data", "smm_lib.files"},
    "posts": {"numpy", "pandas", "smm_lib.data", "smm_lib.language", "smm_lib.posts"},
    "lesson": {
        "ipywidgets",
        "IPython",
        "anywidget",
        "traitlets",
        "smm_lib.answers",
        "smm_lib.display",
        "smm_lib.files",
        "smm_lib.language",
        "smm_lib.lesson",
        "smm_lib.posts",
    },
}
BASES = ["bounds", "adoption", "economics", "experiment"]
DOWNHILL = [*BASES, "luck", "contacts", "networks", "engine", "compiled", "cascade", "seeding"]


def source(path):
    return path.read_text(encoding="utf-8")


@functools.cache
def parsed(path):
    return ast.parse(source(path))


def imports(path, *, top_only=False):
    tree = parsed(path)
    nodes = ast.iter_child_nodes(tree) if top_only else ast.walk(tree)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


def room(path):
    inside = path.relative_to(ROOT / "smm_lib")
    return inside.parts[0]


@pytest.mark.parametrize("path", [p for p in MODULES if room(p) in DOORS], ids=lambda path: path.stem)
def test_every_room_imports_only_through_its_doors(path):
    allowed = DOORS[room(path)]
    for name in imports(path, top_only=True):
        known = name.split(".")[0] in STANDARD or any(f"{name}.".startswith(f"{door}.") for door in allowed)
        assert known, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_heavy_packages_are_imported_where_they_are_needed(path):
    assert not {name.split(".")[0] for name in imports(path, top_only=True)} & HEAVY


@pytest.mark.parametrize("path", sorted((ROOT / "smm_lib" / "models").glob("*.py")), ids=lambda path: path.stem)
def test_models_know_no_words_and_no_colours_and_look_only_downhill(path):
    names = set(imports(path))
    assert not any(re.match(r"altair|ipywidgets|smm_lib\.(language|charts|display|lesson)", name) for name in names)
    others = {name.removeprefix("smm_lib.models.") for name in names if name.startswith("smm_lib.models.")}
    rank = DOWNHILL.index(path.stem) if path.stem in DOWNHILL else 99
    if path.stem == "campaign":  # the one that joins all others; none of them may look at it
        return
    for other in others:
        assert other in DOWNHILL, f"{path.stem} looks at {other}"
        assert DOWNHILL.index(other) < rank, f"{path.stem} looks uphill at {other}"


def test_charts_compute_no_model_and_lessons_know_neither_chart_nor_model():
    for path in MODULES:
        if room(path) in ("charts", "display.py"):
            assert not any("smm_lib.models" in name or "smm_lib.lesson" in name for name in imports(path))
        if room(path) == "lesson":
            assert not any(
                name.startswith(("smm_lib.charts", "smm_lib.data")) or "models" in name for name in imports(path)
            )


# Whole numbers with sign and a fixed width that are no places in an array, or fit into those of every machine.
WIDTHS = {
    ("contacts.py", "int32"),  # the compact form: half the room, and no wider than a place is anywhere
    ("engine.py", "int32"),  # its counters
    ("compiled.py", "int32"),
    ("branching.py", "int64"),  # people in a table, up to eight billion
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_an_index_has_the_width_of_the_machine(path):
    """The browser edition counts in 32 bits: there an array of int64 is no index, and a view as 64 bits halves it."""
    for node in ast.walk(parsed(path)):
        named = node.attr if isinstance(node, ast.Attribute) else getattr(node, "value", None)
        if isinstance(named, str) and re.fullmatch(r"int(8|16|32|64)|longlong|[<>=]?i[1248]", named):
            assert (path.name, named) in WIDTHS, f"line {node.lineno}: {named}; an index is np.intp"
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "view" and path.stem != "compiled":
            assert all(isinstance(argument, ast.Starred) for argument in node.args), (
                f"line {node.lineno}: astype, no view"
            )


def test_every_chart_on_its_way_to_the_page_goes_through_one_door():
    """In the browser edition `display` and `update` lose every None that does not go through `on_page`."""
    shown = 0
    for path in MODULES:
        for node in ast.walk(parsed(path)):
            options = [
                k.value for k in getattr(node, "keywords", []) if isinstance(node, ast.Call) and k.arg == "metadata"
            ]
            if any(isinstance(value, ast.Name) and value.id == "OPTIONS" for value in options):
                assert ast.unparse(node.args[0]).startswith("on_page("), f"{path.name}, line {node.lineno}"
                shown += 1
    assert shown >= 5


def test_the_command_knows_of_the_models_only_how_they_refuse():
    names = {name for path in MODULES if room(path) == "course" for name in imports(path)}
    assert {name for name in names if name.startswith("smm_lib.models")} <= {"smm_lib.models.bounds"}


@pytest.mark.parametrize("path", [p for p in MODULES if p.name == "__init__.py"], ids=lambda path: path.parent.name)
def test_init_files_re_export_and_do_nothing_else(path):
    for node in parsed(path).body:
        names = [name.id for name in node.targets] if isinstance(node, ast.Assign) else []
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        assert docstring or isinstance(node, ast.ImportFrom) or names == ["__all__"], ast.unparse(node)


@pytest.mark.parametrize("name", ["charts", "data", "lesson"])
def test_what_is_no_door_of_a_room_has_a_leading_underscore(name):
    """`spans` is the former name of `dot_ranges`, kept for lessons copied before version 0.2."""
    door = importlib.import_module(f"smm_lib.{name}")
    for path in (ROOT / "smm_lib" / name).glob("[!_]*.py"):
        assert path.stem in {*door.__all__, "spans"}, path.name
        assert callable(getattr(door, path.stem, None)) or path.stem == "spans"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_first_cell_of_a_lesson_is_at_most_six_lines_from_five_doors(path):
    lines = [line for line in cells(path, "code")[0].splitlines() if line.strip()]
    *imported, spoken = lines
    assert len(imported) <= 6
    assert spoken == 'speak("en")'
    door = re.compile(r"from (smm_lib(?:\.charts|\.language|\.lesson|\.models)?) import .+")
    doors = [door.fullmatch(line)[1] for line in imported]
    assert doors == sorted(set(doors))


def test_a_lesson_copied_before_version_0_2_still_finds_what_its_first_cell_names():
    import smm_lib.charts.spans
    import smm_lib.real_data

    assert smm_lib.real_data.load_brand_posts(real=False) is not None
    assert smm_lib.charts.spans.spans is smm_lib.charts.dot_ranges
    names = {}
    for door, name in (("charts", "bars"), ("lesson", "check"), ("lesson", "ask")):
        exec(f"from smm_lib.{door}.{name} import {name}", names)
        assert callable(names[name])


def test_the_first_cell_of_a_lesson_loads_nothing_heavy():
    setups = [cells(path, "code")[0] for path in LESSONS]
    light = "\n".join(setup for setup in setups if not re.search("networks", setup))  # these need networkx
    look = "import sys; print({'networkx', 'scipy', 'pooch', 'vl_convert'} & set(sys.modules))"
    command = [sys.executable, "-c", f"{light}\n{look}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
    assert len(light) > 2000


def code_lines(path):
    """How many lines of a file hold code: docstrings, comments and empty lines are free."""
    text = source(path)
    documented = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(
            node
        ):
            documented |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    free = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type not in free]
    return len({line for t in tokens for line in range(t.start[0], t.end[0] + 1)} - documented)


# What a room may hold, in lines of code; docstrings and comments are free.
# Before a number here grows, look what can go.
ROOMS = {"models": 2196, "charts": 1150, "lesson": 1859, "posts": 720, "data": 360, "course": 2427, "smm_lib": 635}


def test_the_house_stays_thin():
    held = dict.fromkeys(ROOMS, 0)
    for path in MODULES:
        lines = code_lines(path)
        assert lines <= 160, f"{path.name} has {lines} lines of code"
        inside = path.relative_to(ROOT / "smm_lib").parts
        held[inside[0] if len(inside) > 1 else "smm_lib"] += lines
    assert {room: lines for room, lines in held.items() if lines > ROOMS[room]} == {}


def test_widgets_are_made_where_their_looks_are_shared_and_no_shared_look_is_changed():
    own = re.compile(r"widgets\.[A-Z]\w+\(|\.(layout|style)(\.\w+)? = ")
    forms = [path for path in MODULES if room(path) == "lesson" or path.stem == "vote"]
    assert len(forms) > 25
    assert [(path.stem, found.group()) for path in forms if (found := own.search(source(path)))] == []


def test_nothing_names_a_host_a_machine_or_a_foreign_script():
    spied = re.compile(
        r"unpkg|jsdelivr|cdnjs|esm\.sh|//cdn\.|index-url[= ]+http|/root/|/home/\w|/work/|pypi\.org|files\.pythonhosted"
    )
    for name in FILES:
        path = ROOT / name
        if not name or name == "tests/test_house.py" or path.suffix in {".png", ".ico"} or not path.exists():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")  # some exports to test with are no UTF-8
        found = spied.search(re.sub(r'"image/png": "[^"]*"', "", text))
        assert not found, f"{name}: {found.group()}"


# -- lessons ---------------------------------------------------------------------------------------------------------


def cells(path, kind):
    return ["".join(cell["source"]) for cell in json.loads(source(path))["cells"] if cell["cell_type"] == kind]


def twin(path):
    return path.parent.parent / "de" / path.name


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_twins_have_the_same_code_but_for_the_first_cell(path):
    english, german = cells(path, "code"), cells(twin(path), "code")
    assert english[1:] == german[1:]
    if english:
        assert english[0].replace('speak("en")', 'speak("de")') == german[0]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_twins_tell_the_same_story_in_texts_of_their_own(path):
    english, german = json.loads(source(path)), json.loads(source(twin(path)))
    kinds = [[cell["cell_type"] for cell in book["cells"]] for book in (english, german)]
    assert kinds[0] == kinds[1]
    assert english["metadata"]["smm"] == german["metadata"]["smm"] | {"language": "en"}
    for one, other in zip(cells(path, "markdown"), cells(twin(path), "markdown"), strict=True):
        assert re.findall(r"^#+ ", one, re.M) == re.findall(r"^#+ ", other, re.M)
        assert one != other


def test_both_languages_have_the_same_lessons():
    assert [path.name for path in LESSONS] == [path.name for path in sorted((ROOT / "notebooks" / "de").glob("*"))]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_has_little_code_in_short_cells(path):
    imports, *code = [
        [line for line in cell.splitlines() if line and not line.startswith("#")] for cell in cells(path, "code")
    ]
    assert len(imports) <= 7
    assert sum(map(len, code)) <= 80
    assert all(len(cell) <= 12 for cell in code)
    assert all(len(line) <= 100 for cell in code for line in cell)


@pytest.mark.parametrize("path", [*LESSONS, *map(twin, LESSONS)], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_link_leads_to_a_chart_of_the_lesson_or_to_a_lesson_beside_it(path):
    charts = {f"#cell-id={c['id']}" for c in json.loads(source(path))["cells"] if "explore(" in "".join(c["source"])}
    links = [link for text in cells(path, "markdown") for link in re.findall(r"\]\(([^)]*)\)", text)]
    names = [lesson.name for lesson in LESSONS]
    after = names[names.index(path.name) + 1 :]
    assert set(links) <= {*charts, *after}
    assert [link for link in links if link in names] == (after if path.stem.startswith("00") else after[:1])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_one_line_that_shows_of_a_folded_question_tells_nothing_of_its_answer(path):
    for cell in cells(path, "code"):
        if re.search(r"^(check|predict)\(", cell, re.M):
            assert cell.splitlines()[0] in ("# Exercise", "# Prediction", "def reveal(guess):"), cell


@pytest.mark.parametrize("path", [*LESSONS, *map(twin, LESSONS)], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_german_and_english_prose_write_numbers_and_quotes_their_own_way(path):
    for text in cells(path, "markdown"):
        prose = re.sub(r"\(http[^)]*\)|`[^`]*`", "", text)
        if path.parent.name == "de":
            assert not re.search(r"\b[1-9]\d{0,2}(,\d{3})+\b", prose), prose
            assert not re.search(r"fuer|ueber|koenn|waere|moegl|groess|zurueck", prose), prose
            assert not re.search(r"(?<![.:!?] )(?<!^)\b(Ihr|Ihre|Ihnen|Ihren)\b", prose, re.M), prose
        else:
            assert not re.search(r"\b\d+,\d{1,2}\b(?!\d)", prose), prose


# -- packages and code -----------------------------------------------------------------------------------------------


def test_the_locks_were_made_from_the_present_dependencies():
    sys.path.insert(0, str(ROOT / "locks"))
    try:
        from make import LOCKS, fingerprint
    finally:
        sys.path.remove(str(ROOT / "locks"))
    for name in LOCKS:
        head = source(ROOT / "locks" / f"{name}.txt").splitlines()[0]
        assert head.startswith("# Made by `make lock`")
        assert head.endswith(fingerprint())


@pytest.mark.parametrize("name", ["course", "test"])
def test_every_locked_package_is_pinned_and_hashed(name):
    pins = re.split(r"\n(?=[a-z0-9])", source(ROOT / "locks" / f"{name}.txt"), flags=re.I)[1:]
    assert len(pins) > 80
    for pin in pins:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", pin), pin[:60]
        assert "--hash=sha256:" in pin, pin[:60]


def test_what_is_installed_is_what_is_locked():
    from packaging.requirements import Requirement

    for line in source(ROOT / "locks" / "test.txt").splitlines():
        if "==" not in line or line.startswith(("#", " ")):
            continue
        wanted = Requirement(line.rstrip(" \\"))
        if wanted.marker is None or wanted.marker.evaluate():
            assert str(wanted.specifier) == f"=={importlib.metadata.version(wanted.name)}", wanted.name


def test_run_time_dependencies_are_few_and_each_has_its_reason():
    names = [re.match(r"[\w-]+", entry).group() for entry in PROJECT["project"]["dependencies"]]
    assert len(names) <= 12
    reasons = source(ROOT / "CONTRIBUTING.md")
    for name in names:
        assert f"`{name}`" in reasons, name


BRINGS = {"vl-convert": "vl-convert-python", "yaml": "pyyaml"}  # what is imported, if the package has another name
OWN = {"smm_lib", "tests", "make", "peers", "student", "load_test", "benchmarks", "deploy"}


def named(*groups):
    """Return the names of the packages that pyproject.toml lists in its dependencies, extras and groups."""
    lists = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]
    lists += [PROJECT["dependency-groups"][group] for group in groups]
    return {re.match(r"[\w-]+", entry).group().lower() for entries in lists for entry in entries}


def brought(folder):
    """Return the names of the packages that the code of a folder imports."""
    names = {name.split(".")[0] for path in (ROOT / folder).rglob("*.py") for name in imports(path)}
    packages = {name.lower().replace("_", "-") for name in names - STANDARD - OWN}
    return {BRINGS.get(name, name) for name in packages}


def test_every_package_that_is_imported_is_named_in_pyproject():
    assert brought("smm_lib") <= named()
    assert brought("tests") <= named("test", "site")
    assert brought("deploy") <= named("test", "hub", "site")
    assert brought("benchmarks") <= named("test", "bench")


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_has_the_lessons_alone_is_told_every_package_that_the_command_needs(language):
    for entry in PROJECT["project"]["optional-dependencies"]["command"]:
        assert f" {re.match(r'[a-z]+', entry).group()}" in catalogue(language)["machine.install"]


def test_the_code_passes_ruff_and_its_format():
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def test_the_code_passes_strict_type_checks():
    done = subprocess.run([sys.executable, "-m", "mypy"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("model", "what", "words"), [(model, what, words) for model, what, *words in PLANTED])
def test_every_planted_bug_still_finds_the_words_it_replaces(model, what, words):
    text = source(ROOT / planted_bugs.source(model))
    assert plant(text, words) != text, what


def test_every_public_function_of_a_model_teaches_with_an_example():
    for path in (ROOT / "smm_lib" / "models").glob("*.py"):
        for node in parsed(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                text = ast.get_docstring(node) or ""
                assert ">>>" in text, f"{path.stem}.{node.name}"


def test_make_targets_of_the_readme_exist():
    makefile, readme = source(ROOT / "Makefile"), source(ROOT / "README.md")
    for target in set(re.findall(r"`make (\w+)`|^make (\w+)", readme, re.M)):
        assert re.search(rf"^{''.join(target)}:", makefile, re.M), target
    assert {"lab", "test", "quick", "env", "bench", "notebooks", "clean"} <= set(re.findall(r"^(\w+):", makefile, re.M))
    assert (ROOT / ".ci" / "run").read_text().strip().splitlines()[-1] == "make test"


def test_every_group_of_tests_stays_with_one_worker(request):
    """Else both workers run every lesson, which nobody would notice but by the clock; alone there are no groups."""
    if hasattr(request.config, "workerinput"):
        assert all("@" in item.nodeid for item in request.session.items if item.get_closest_marker("xdist_group"))
