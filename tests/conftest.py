"""What every test shares: it starts in English, and generated inputs are the same on every machine."""

import pytest
from hypothesis import settings

from smm_lib.language import speak

settings.register_profile("course", max_examples=200, deadline=None, derandomize=True, database=None)
settings.load_profile("course")


def pytest_collection_modifyitems(items):
    """Browser tests come last: Playwright keeps an event loop running, in which redraws would go another way."""
    items.sort(key=lambda item: "browser" in item.path.parts)


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak("en")
