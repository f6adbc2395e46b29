"""One table in 360 dialects: each is read right or refused, none is misread in silence."""

import csv
import io
from datetime import date, datetime
from itertools import product

import pytest

from smm_lib.posts.read import read_posts
from smm_lib.posts.report import Ambiguous

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
SEPARATORS = (",", ";", "\t", "|")
NUMBERS = (("", "."), (".", ","), (" ", ","))  # thousands, decimals
DATES = ("%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%m/%d/%Y %H:%M")
DRESSES = ("bare", "dressed")  # dressed: all cells in quotes, lines of preamble, a line of totals
GRID = list(product(ENCODINGS, SEPARATORS, NUMBERS, DATES, DRESSES))

TELLING = [
    ("100000000000000001", datetime(2024, 2, 1, 8, 30), "Schöne Grüße, alle!", 1_234_567, 0.0455),
    ("100000000000000002", datetime(2024, 2, 13, 9, 5), 'Zeile 1\nZeile "2"; – ja | nein', 12_345, 0.5),
    ("100000000000000003", datetime(2024, 12, 24, 23, 59), "NA", 987, 0.0),
]
DOUBTFUL = [
    ("007", datetime(2024, 2, 1), "Größe", 1_234, 0.02),
    ("008", datetime(2024, 3, 4), "n/a", 5_678, 0.03),
]


def grouped(number, style):
    thousands, decimal = style
    return f"{number:,}".replace(",", "\0").replace(".", decimal).replace("\0", thousands)


def table(posts, encoding, separator, style, order, dress, rate):
    german = style[1] == ","
    head = ["Beitrags-ID", "Datum", "Bildunterschrift", "Reichweite"] if german else ["ID", "Date", "Caption", "Reach"]
    lines = [[i, when.strftime(order), text, grouped(reach, style)] for i, when, text, reach, _ in posts]
    if rate:
        head.append("Engagement Rate (%)")
        for line, (*_, share) in zip(lines, posts, strict=True):
            line.append(f"{share * 100:.2f}".replace(".", style[1]))
    total = ["Total", "", "", grouped(sum(post[3] for post in posts), style), *[""] * rate]
    written = io.StringIO(newline="")
    dressed = dress == "dressed"
    if dressed:
        written.write('Report for "Café Müller"\r\n\r\n')
    writer = csv.writer(written, delimiter=separator, quoting=csv.QUOTE_ALL if dressed else csv.QUOTE_MINIMAL)
    writer.writerows([head, *lines, *([total] if dressed else [])])
    return written.getvalue().encode(encoding)


def misread(read, posts):
    found = list(zip(read["id"], read["date"].dt.to_pydatetime(), read["caption"], read["reach"], strict=True))
    return found != [post[:4] for post in posts]


def test_the_grid_has_360_dialects():
    assert len(set(GRID)) == 360


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_telling_table_is_read_right_in_every_dialect(encoding):
    for dialect in (dialect for dialect in GRID if dialect[0] == encoding):
        read, report = read_posts(table(TELLING, *dialect, rate=True), today=date(2025, 1, 1))
        assert not misread(read, TELLING), dialect
        assert read["engagement_rate"].tolist() == [post[4] for post in TELLING], dialect
        assert report.separator == dialect[1], dialect
        assert [note.kind for note in report.dropped] == ["total"] * (dialect[4] == "dressed"), dialect
        assert {note.kind for note in report.warnings} <= {"encoding"}, dialect


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_table_that_does_not_tell_is_asked_about_and_read_right_with_the_answer(encoding):
    asked = 0
    for dialect in (dialect for dialect in GRID if dialect[0] == encoding):
        data = table(DOUBTFUL, *dialect, rate=False)
        options = {}
        for _ in range(3):
            try:
                read, _ = read_posts(data, **options, today=date(2025, 1, 1))
                break
            except Ambiguous as question:
                asked += 1
                right = {"day_first": dialect[3].startswith("%d"), "decimal": dialect[2][1]}
                options[question.option] = right[question.option]
        assert not misread(read, DOUBTFUL), dialect
    # US dates alone: people are whole, so 1.234 and 1,234 of them are as many
    assert asked == 4 * (3 * 2)
