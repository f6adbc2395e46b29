"""One word, one meaning in all lessons: viewers see, sharers pass on, reach counts the people who saw it.

A viewer is somebody to whom a post is shown; a sharer passes it on; reach counts the different people who saw it,
impressions how often it was shown; a seed is a first sharer.
"""

import json
import re
import tomllib

import pytest

from smm_lib.files import folder
from smm_lib.language import FOLDER, LANGUAGES, catalogue
from smm_lib.models import branching, pace, seeding, watch
from smm_lib.models.networks import ring
from smm_lib.models.towns import build

REACH = {"en": r"\breach(?!es its)", "de": r"erreich|reichweite"}
SEE = {"en": r"\b(see|sees|saw|seen|viewers?|shown?)\b", "de": r"seh|sah|sieht|zeig"}
LABELS = {"label.reach", "label.reach_low", "label.reach_high", "label.reached"}  # the last: the funnel's first stage
DEFINED = {
    "en": {
        "viewer": "somebody to whom a post is shown", "sharer": "passes it on", "seed": "a first sharer",
        "Reach": "counts the different people who saw the post", "impressions": "how often it was shown",
    },
    "de": {
        "sieht": "Wer den Beitrag gezeigt bekommt", "Teilende": "geben ihn weiter", "Startperson": "teilt als Erste",
        "Reichweite": "zählt die verschiedenen Leute, die den Beitrag gesehen haben",
        "Impressionen": "wie oft er gezeigt wurde",
    },
}  # fmt: skip


def cells(language, lesson, kind):
    path = next(folder("notebooks").glob(f"{language}/{lesson}_*.ipynb"))
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == kind:
            yield "".join(cell["source"])


def sentences(language, lesson):
    """Everything a learner or a teacher reads in a lesson, sentence by sentence."""
    said = [*cells(language, lesson, "markdown")]
    tree = tomllib.loads(next((FOLDER / language).glob(f"{lesson}_*.toml")).read_text(encoding="utf-8"))
    todo = [tree]
    while todo:
        branch = todo.pop()
        said += [text for text in branch.values() if isinstance(text, str)]
        todo += [more for more in branch.values() if isinstance(more, dict)]
    for text in said:
        yield from re.split(r"(?<=[.!?])\s|\n", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_counts_people_who_see_it_is_labelled_reach(language):
    named = {key for key, text in catalogue(language).items() if re.search(REACH[language], text, re.I)}
    assert {key for key in named if key.startswith("label.")} == LABELS
    assert re.search(SEE[language], catalogue(language)["help.reach"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", ["07", "08"])
def test_where_people_share_or_join_reach_is_only_said_of_those_who_see(language, lesson):
    for sentence in sentences(language, lesson):
        if re.search(REACH[language], sentence, re.I):
            assert re.search(SEE[language], sentence, re.I), sentence


def test_lessons_whose_models_count_sharers_ask_for_sharers():
    for lesson in ("07", "08"):
        code = "\n".join(cells("en", lesson, "code"))
        asked = re.findall(r'check\("([\w.]+)"[^)]*?of="reach"', code, re.S)
        assert asked == (["07_going_viral.shown_to"] if lesson == "07" else [])
        assert '"reach"' not in code.replace('of="reach"', "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_lesson_07_says_what_the_five_words_mean(language):
    text = " ".join(cells(language, "07", "markdown"))
    for word, meaning in DEFINED[language].items():
        assert f"**{word}**" in text
        assert meaning in text


def test_what_counts_sharers_or_those_who_have_it_is_no_column_called_reach():
    runs = branching.simulate(10, 20, 0.03, 2, 5)
    tables = [runs, branching.band(runs), branching.sizes(runs), pace.expected(10, 0.5), pace.race(10, 0.5)]
    large = build("small_world", 400)
    had = watch.cascade.by_account(watch.cascade.linear_threshold(large, [0], threshold=0))
    tables += [pace.big_seed(runs), seeding.compare(ring(10), 1, 0.5, 5), watch.tiles(large, had, 2)]
    assert not [table.columns.tolist() for table in tables if table.columns.str.contains("reach").any()]
