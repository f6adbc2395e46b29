"""Every figure the course shows has a source, and says how sure it is."""

import csv

import pytest

from smm_lib import data

FOLDER = data.folder("data")
TABLES = sorted(FOLDER.glob("*.csv"))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_every_row_has_a_source_and_a_confidence(table):
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert rows
    for row in rows:
        assert row["confidence"] in {"V", "V2", "C", "M"}, row
        assert len(row["source"]) > 20, row
        assert None not in row.values(), row


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.stem)
def test_every_table_stands_in_the_readme_with_its_licence_and_has_a_loader(table):
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert table.name in readme
    assert "CC BY 4.0" in readme
    loaded = getattr(data, f"load_{table.stem}")()
    assert len(loaded) == len(table.read_text(encoding="utf-8").splitlines()) - 1


def test_word_of_mouth_ranges_are_in_order_and_unseen_figures_say_so():
    studies = data.load_word_of_mouth_studies()
    assert (studies["told_low"].fillna(0) <= studies["told"]).all()
    assert (studies["told"] <= studies["told_high"].fillna(99)).all()
    assert not studies.loc[studies["confidence"] == "M", "seen"].any()
