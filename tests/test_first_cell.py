"""A cell run before the first one of its lesson, in a real kernel that is configured as the wheel does it."""

import json
import shutil
from pathlib import Path

import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from smm_lib import first_cell
from smm_lib.language import LANGUAGES, say, speak

CONFIG = Path(first_cell.__file__).with_name("kernel.json")


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Run code in a kernel beside a lesson, and return the error that is shown: (name, lines)."""
    home = tmp_path_factory.mktemp("ipython")
    (home / "profile_default").mkdir()
    shutil.copy(CONFIG, home / "profile_default" / "ipython_kernel_config.json")
    lesson, client = home / "lesson.ipynb", NotebookClient(new_notebook(), allow_errors=True, timeout=60)

    def run(code, **metadata):
        lesson.write_text(json.dumps({"metadata": metadata}), encoding="utf-8")
        cell = new_code_cell(code)
        client.nb.cells.append(cell)
        client.execute_cell(cell, len(client.nb.cells) - 1)
        return next(((part.ename, part.traceback) for part in cell.outputs if part.output_type == "error"), None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(home))
        patch.setenv("JPY_SESSION_NAME", str(lesson))
        with client.setup_kernel():
            yield run


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_run_before_the_first_says_so_in_the_lessons_language(run, language):
    speak(language)
    assert run("explore(talk)", smm={"language": language}) == ("NameError", [say("explore.first_cell")])


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_first_cell_a_wrong_name_is_shown_as_always(run, language):
    run("speak = None")
    name, lines = run("explore(talk)", smm={"language": language})
    run("del speak")
    assert name == "NameError"
    assert "name 'explore' is not defined" in lines[-1].replace("\x1b[39m", "")


@pytest.mark.parametrize(("code", "metadata"), [("explore(talk)", {}), ("1 / 0", {"smm": {"language": "en"}})])
def test_other_notebooks_and_other_mistakes_are_shown_as_always(run, code, metadata):
    name, lines = run(code, **metadata)
    assert len(lines) > 1
    assert name in lines[-1]


@pytest.mark.parametrize("found", ["[]", '{"metadata": 1}', '{"metadata": {"smm": null}}', "not JSON", "\xff"])
def test_what_is_no_lesson_has_no_language(tmp_path, found):
    path = tmp_path / "lesson.ipynb"
    path.write_bytes(found.encode("latin-1"))
    assert first_cell.lesson_language(str(path)) is None
    assert first_cell.lesson_language("") is None
