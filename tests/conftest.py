"""What every test shares: it starts in English, and generated inputs are the same on every machine."""

import functools
from collections import Counter

import pytest
from hypothesis import settings

from smm_lib.language import speak
from tests.publisher import HAVE_COPIES, fetch_copies
from tests.stage import Stage, nothing_displayed

settings.register_profile("course", max_examples=50, deadline=None, derandomize=True, database=None)
settings.load_profile("course")


def pytest_itemcollected(item):
    """Workers take groups: what shares a lesson on a stage or in the browser, or a file."""
    item.add_marker(pytest.mark.xdist_group(_group(item)))  # here, as later on xdist has read it


def pytest_make_parametrize_id(val):
    """A giant value is named by how it begins; pytest's own names would hold all of it."""
    return f"{val[:20]!r} of {len(val)}" if isinstance(val, str | bytes) and len(val) > 100 else None


def _group(item):
    chosen = item.callspec.params if hasattr(item, "callspec") else {}
    if "stage" in chosen:
        return "/".join(chosen["stage"].parts[-2:])
    return f"{chosen['lab']} {chosen['name']}" if "lab" in chosen else item.path.name


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Browser tests come last: Playwright keeps an event loop running, in which redraws would go another way.

    Of these the large groups come first, so that at the end both workers have something to do, and in a lesson the walk
    through it, which wants it as it was opened.
    """
    size = Counter(_group(item) for item in items if "lab" in item.fixturenames)

    def place(item):
        about = _group(item) if "lab" in item.fixturenames else ""
        return "browser" in item.path.parts, bool(about), -size[about], about, item.path.name * bool(about)

    items.sort(key=place)


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak("en")


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory):
    """No test touches the learner's own cache folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMM_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("NO_PROXY", "127.0.0.1")
        yield


@pytest.fixture(scope="session")
def copies(cache_folder):  # noqa: ARG001
    """The real data on this computer, if copies lie beside the project; says whether they do."""
    if HAVE_COPIES:
        fetch_copies()
    return HAVE_COPIES


@pytest.fixture(scope="session")
def staged(request, tmp_path_factory, copies):  # noqa: ARG001
    """A lesson by its path, run in an empty folder, once for all tests."""

    @functools.cache
    def staged(path):
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(tmp_path_factory.mktemp("stage"))
            return Stage(path, request.session)

    return staged


@pytest.fixture
def stage(request, staged, tmp_path, monkeypatch):
    """What a lesson built, in a folder of its own for what a test does with it, in the lesson's language."""
    monkeypatch.chdir(tmp_path)
    made = staged(request.param)
    nothing_displayed(monkeypatch)
    speak(request.param.parent.name)
    return made
