"""Whatever stands in a file stays text; what is written cannot act as a formula."""

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib.language import LANGUAGES, speak
from smm_lib.posts.read import read_posts
from smm_lib.posts.report import NotAnExport
from smm_lib.posts.write import ACTIVE, guarded, safe_csv, unguarded

PAYLOADS = [
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<svg><script>1</script></svg>",
    ),
    *(
        '"><script>alert(1)</script>',
        "</p><iframe src=//x.org>",
        "<body onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
    ),
    *("javascript:alert(1)", "data:text/html,<script>1</script>", "vbscript:x", "<math><mtext><img src=x onerror=1>"),
    *("<style>*{background:url(//x.org)}</style>", "<link rel=stylesheet href=//x.org>", "expression(alert(1))"),
    *(
        "<details open ontoggle=alert(1)>",
        "<input autofocus onfocus=alert(1)>",
        "<marquee onstart=alert(1)>",
        "&lt;script&gt;",
    ),
    *(
        "datum.constructor.constructor('alert(1)')()",
        "event.view.eval('1')",
        "signal('x')",
        "{{7*7}}",
        "${7*7}",
        "{0.__class__}",
    ),
    *("%s%n", "=1+1", "=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://x.org")', "\t=1+1", "'=1+1"),
    *(
        "../../etc/passwd",
        "C:\\Windows\\win.ini",
        "\u202egnp.exe",
        "\u200b\u2066x\u2069",
        "W" * 5000,
        "[x](javascript:alert(1))",
    ),
    *("$$\\href{javascript:1}{x}$$",),
]
FIELDS = ("ID", "Date", "Type", "Caption", "Reach")


def written(*rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def test_there_are_forty_kinds_of_payload():
    assert len(set(PAYLOADS)) >= 40


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_payload_stays_text_in_every_field_and_header(payload):
    good = ["1", "2024-01-01", "Photo", "x", "5"]
    for place, field in enumerate(FIELDS):
        bad = [*good]
        bad[place] = payload
        posts, report = read_posts(written(FIELDS, good, good, bad))
        if field in ("Date", "Reach"):
            assert len(posts) == 2 or payload == "-1+1"
        else:
            assert posts[field.lower()].iloc[-1] == unguarded(payload)
        for sentence in report.sentences():
            assert sentence.isprintable()
            assert len(sentence) < 400
    posts, report = read_posts(written([payload, "ID", "Reach"], [payload, "1", "5"]))
    assert (list(posts), report.ignored) == (["id", "reach"], (payload,))
    assert all(sentence.isprintable() for sentence in report.sentences())
    with pytest.raises(NotAnExport) as refused:
        read_posts(f"{payload}.exe")
    assert str(refused.value).isprintable()


@pytest.mark.parametrize("start", [*"=+-@\t\r", "\0=", "'=", "''@", "＝"])
def test_a_cell_that_could_act_gets_an_apostrophe(start):
    cell = guarded(f"{start}1+1")
    assert cell.startswith("'")
    assert unguarded(cell) == f"{start}1+1".replace("\0", "")


def test_numbers_and_plain_words_are_written_as_they_are():
    table = pd.DataFrame(
        {"reach": [-5, 1.25], "type": ["'tis", "a=b"], "=x": pd.to_datetime(["2024-01-01 08:30", None])}
    )
    assert list(csv.reader(io.StringIO(safe_csv(table).decode("utf-8-sig")))) == [
        ["reach", "type", "'=x"],
        ["-5", "'tis", "2024-01-01 08:30"],
        ["1.25", "a=b", ""],
    ]
    speak("de")
    assert safe_csv(table[["reach"]]).decode("utf-8-sig") == "reach\r\n-5\r\n1,25\r\n"


def opened(data, separator):
    """The cells as a spreadsheet finds them that sets them apart by another sign than the file."""
    text = data.decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("payload", [evil for evil in PAYLOADS if ACTIVE.match(evil)])
def test_no_formula_hides_behind_any_separator(payload, separator, language):
    speak(language)
    for mark in (",", ";", "\t", "|", "\n", "\r\n", ';"', ", ", "\n,;"):
        texts = [f"x{mark}{payload}{mark}y", f"{mark}{payload}", f'"{mark}{payload}"', f"5{mark}{mark}{payload}"]
        for text in texts:
            data = safe_csv(pd.DataFrame({"first": [text, "z"], text: [-5, 1.5], "last": ["a", text]}))
            assert not [cell for cell in opened(data, separator) if re.match(r" *[=+@\t\r＝＋－＠]", cell)], text
            assert not [cell for cell in opened(data, separator) if re.match(r" *-(?!5)", cell)], text
            assert unguarded(guarded(text)) == text


words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)


@settings(max_examples=60)
@given(st.lists(st.tuples(words, st.integers(-(10**9), 10**9)), min_size=1, max_size=4), st.sampled_from(LANGUAGES))
def test_what_is_written_comes_back_and_no_cell_can_act(posts, language):
    speak(language)
    table = pd.DataFrame(posts, columns=["caption", "reach"]).assign(date=pd.Timestamp(2024, 1, 13), id="7")
    data = safe_csv(table)
    back, _ = read_posts(data)
    assert back["caption"].tolist() == [caption for caption, _ in posts]
    assert back["reach"].tolist() == [reach for _, reach in posts]
    cells = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";" if language == "de" else ",")
    assert not any(ACTIVE.match(cell) and not cell.startswith("'") for row in cells for cell in (row[0], *row[2:]))
