"""The browser edition has only some of the packages: lessons run with those, and the site's parts fit together."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks" / "en").glob("[0-9]*.ipynb"))
ABSENT = [
    "jupyter_server",
    "jupyterlab",
    "nbclient",
    "nbconvert",
    "nbformat",
    "requests",
    "tornado",
    "vl_convert",
]
RUN = """
import json, sys
sys.modules.update(dict.fromkeys({absent}))  # from here on, importing one of them fails
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in {cells}:
    shell.run_cell(cell).raise_error()
"""


def code(lesson):
    cells = json.loads(lesson.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def run(cells, place):
    done = subprocess.run(
        [sys.executable, "-c", RUN.format(absent=ABSENT, cells=cells)], cwd=place, capture_output=True, text=True,
        check=False, env={"PYTHONPATH": str(ROOT), "HOME": str(place), "IPYTHONDIR": str(place), "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


@pytest.mark.skipif(sys.platform == "win32", reason="nothing here depends on the system")
def test_all_lessons_begin_without_the_packages_that_a_browser_lacks(tmp_path):
    run([code(lesson)[0] for lesson in LESSONS if code(lesson)], tmp_path)


def test_what_the_browser_gets_is_pinned_and_pure_python():
    lock = (ROOT / "locks" / "browser.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([\w-]+)==", lock, re.M)
    assert {"altair", "anywidget", "babel", "ipywidgets", "jsonschema", "networkx"} <= set(names)
    assert not {"numpy", "pandas", "scipy", "vl-convert-python", "jupyterlab", "rpds-py"} & set(names)
    assert int(re.search(r"^jsonschema==4\.(\d+)", lock, re.M).group(1)) < 18


def test_the_page_opens_lessons_that_there_are():
    page = (ROOT / "deploy" / "lite" / "index.html").read_text(encoding="utf-8")
    paths = re.findall(r"path=([\w/.]+)", page)
    assert len(paths) == 2
    assert all((ROOT / "notebooks" / path).exists() for path in paths)
    assert "jupyter-config-data" in page  # JupyterLite does not start without it
