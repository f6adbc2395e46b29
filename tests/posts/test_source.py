"""What may be read is checked before it is read; a refusal is one sentence in the learner's language."""

import gzip
import io
import os
import re
import zipfile
from pathlib import Path

import pytest

from smm_lib.language import LANGUAGES, catalogue, speak
from smm_lib.posts.dialect import LONGEST, PREAMBLE
from smm_lib.posts.read import read_posts
from smm_lib.posts.report import NotAnExport
from smm_lib.posts.source import SIGNATURES, UPLOAD_LIMIT, content

GOOD = b"Date,Text,Reach\n2024-02-01,x,10\n"
ROOM = Path(__file__).resolve().parents[2] / "smm_lib" / "posts"


def reason(file, **options):
    with pytest.raises(NotAnExport) as refused:
        read_posts(file, **options)
    assert re.fullmatch(r"[^{}\n]{10,250}", str(refused.value)), str(refused.value)
    return refused.value.reason


def archive():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
    return packed.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \n", "empty"),
        (archive(), "workbook"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "workbook"),
        (gzip.compress(GOOD), "packed"),
        (b"%PDF-1.7", "other_kind"),
        (b"<!DOCTYPE html><table>", "other_kind"),
        (b"\xef\xbb\xbf <html>", "other_kind"),
        (GOOD + b"\0", "nul"),
        (b"a\0b\0c\0\0d", "nul"),
        (GOOD.decode().encode("utf-32-le"), "nul"),
        (GOOD.decode().encode("utf-16") + b"x", "encoding"),
        (b"hello", "no_header"),
        (b"Name,Street\nA,B\n", "no_header"),
        (b"Date,Caption\n2024-02-01,x\n", "no_counts"),
        (b"Date,Reach\n", "no_rows"),
        (b"Date,Text,Reach\nTotal,x,5\n", "no_rows"),
        (b'Date,Reach\n2024-02-01,"5\n', "quotes"),
        (b'Date,Reach\n2024-02-01,"5"6\n', "quotes"),
        (b"Date,Reach\n2024-02-01," + b"5" * 200_000, "quotes"),
        (b"Date,Reach\n" + b"2024-02-01,5,6\n" * 9, "ragged"),
        (b"Date,Reach,Reach\n2024-02-01,5,6\n", "twice"),
        (b"Date,Text,Reach\n2024-02-01,x,many\n2024-02-02,y,few\n", "column_number"),
        (b"Date,Text,Reach\nsoon,x,5\nlater,y,6\n", "column_date"),
        (b"Date,Reach" + b",x" * 600 + b"\n", "too_wide"),
        (b"Date,Reach,x;Likes;Shares\n1,2\n", "separator"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",  # packed bytes hold the time: no name for two workers
)
def test_an_upload_that_is_no_export_is_refused_with_its_reason(data, why, language):
    speak(language)
    assert reason(data) == why


def test_an_upload_is_measured_before_it_is_looked_at():
    assert reason(b"\0" * (UPLOAD_LIMIT + 1)) == "too_big"
    assert UPLOAD_LIMIT == 8 * 1024**2
    assert len(content(GOOD.ljust(UPLOAD_LIMIT), "x.csv")) == UPLOAD_LIMIT


@pytest.mark.parametrize("name", ["x.xlsx", "x.zip", "x.csv.gz", "x.pkl", "x", "x.csv\0.exe", ".."])
def test_only_tables_as_text_are_taken_by_name(name, tmp_path):
    assert reason(GOOD, name=name) == "ending"
    assert reason(tmp_path / name) == "ending"


@pytest.mark.parametrize(
    "address", ["https://x.org/a.csv", "file:///a.csv", "FTP://x/a.csv", "s3://x/a.csv", "//x/a.csv"]
)
def test_an_address_is_no_file(address):
    assert reason(address) == "address"


def test_a_folder_of_a_schools_server_is_a_place_for_files_and_no_address():
    assert reason(r"\\school\home\x.csv") == "no_file"


def test_a_path_is_read_if_it_is_a_file_of_the_right_kind(tmp_path):
    good = tmp_path / "mit Leerzeichen und Ümlaut.CSV"
    good.write_bytes(GOOD)
    assert len(read_posts(good)[0]) == len(read_posts(str(good))[0]) == 1
    assert reason(tmp_path / "missing.csv") == "no_file"
    (tmp_path / "folder.csv").mkdir()
    assert reason(tmp_path / "folder.csv") == "no_file"
    assert reason(tmp_path / ("x" * 5000 + ".csv")) == "no_file"
    assert reason("a\0.csv") == "no_file"


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_counts_as_what_it_points_to(tmp_path):
    (tmp_path / "secret.key").write_bytes(GOOD)
    for name, target in (("a.csv", tmp_path / "secret.key"), ("b.csv", "/dev/zero"), ("c.csv", tmp_path / "c.csv")):
        (tmp_path / name).symlink_to(target)
    assert [reason(tmp_path / name) for name in ("a.csv", "b.csv", "c.csv")] == ["ending", "ending", "no_file"]
    os.mkfifo(tmp_path / "pipe.csv")
    assert reason(tmp_path / "pipe.csv") == "no_file"


def test_a_path_is_measured_before_it_is_read(tmp_path):
    giant = tmp_path / "giant.csv"
    with giant.open("wb") as file:
        file.truncate(UPLOAD_LIMIT + 1)  # takes no room on the disk
    assert reason(giant) == "too_big"


def test_every_reason_and_note_of_the_code_has_its_words_in_both_languages():
    code = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    reasons = set(re.findall(r'NotAnExport\("(\w+)"', code)) | set(SIGNATURES)
    reasons |= {f"{why}_{option}" for why in ("ambiguous", "mixed") for option in ("day_first", "decimal")}
    reasons |= {"ambiguous_per_post", "column_date", "column_number", "ads", "groups", "days"}
    for language in LANGUAGES:
        said = {key.removeprefix("posts.refused.") for key in catalogue(language) if key.startswith("posts.refused.")}
        assert said == reasons


def test_a_file_has_a_limit_of_rows_so_that_time_and_memory_are_bounded():
    row = b"1,2024-01-02,5\n"
    assert len(read_posts(b"ID,Date,Reach\n" + row * LONGEST)[0]) == LONGEST
    assert reason(b"ID,Date,Reach\n" + row * (LONGEST + 1)) == "too_long"
    assert reason(b"ID,Date,Reach\n" + b"\n" * (LONGEST + 2)) == "too_long"


@pytest.mark.parametrize(("above", "read"), [(0, True), (13, True), (PREAMBLE - 1, True), (PREAMBLE, False)])
def test_headers_are_found_below_up_to_39_lines_of_preamble(above, read):
    data = b"Exported for you\n" * above + GOOD
    if read:
        assert read_posts(data)[1].header_row == above + 1 <= 40
    else:
        assert reason(data) == "no_header"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "header",
    [
        "Date;Type;Impressions;Couverture;J’aime;Commentaires;Partages",
        "Fecha;ID;Alcance;Me gusta;Comentarios",
        "Date;Likes;Охват;Комментарии",
        "Identifiant;Heure de publication;Vues",
        "日付;リーチ;いいね",
    ],
)
def test_an_export_in_another_language_says_which_ones_can_be_read(header, language):
    speak(language)
    with pytest.raises(NotAnExport) as refused:
        read_posts(f"{header}\n{';'.join('1' for _ in header.split(';'))}\n".encode())
    assert refused.value.reason in ("language", "no_header")
    assert {"en": "switch", "de": "stell"}[language] in str(refused.value).lower()
    assert {"en": "English", "de": "Englisch"}[language] in str(refused.value)


def test_utf_8_that_is_damaged_in_one_place_stays_utf_8_and_the_row_is_named():
    rows = [f"{i};0{i}.03.2024;Grüße {i};{i}0".encode() for i in range(1, 6)]
    rows[2] = rows[2].replace("ü".encode(), b"\xfc")
    posts, report = read_posts(b"ID;Datum;Text;Reichweite\n" + b"\n".join(rows) + b"\n")
    assert report.encoding == "utf-8"
    assert posts["caption"].tolist() == ["Grüße 1", "Grüße 2", "Gr\ufffdße 3", "Grüße 4", "Grüße 5"]
    assert [note.rows for note in report.warnings if note.kind == "broken"] == [(4,)]


def test_two_encodings_in_one_file_are_refused_with_the_line_where_the_second_begins():
    half = "1;13.03.2024;Schöne Grüße;10\n"
    data = b"ID;Datum;Text;Reichweite\n" + half.encode() * 5 + half.encode("cp1252") * 5
    with pytest.raises(NotAnExport) as refused:
        read_posts(data)
    assert (refused.value.reason, refused.value.parts["row"]) == ("encoding", 7)


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("3,2024-01-03,y,7", True),  # a number and a column that is not used are missing
        ("3,2024-01-03,y", False),  # the text may go on in the next row
        ("3,2024-01-03", False),
        ("Stand: 1.1.2025", False),
        ("3,2024-01-03,y,7,1,0,8", False),
    ],
)
def test_a_row_that_ends_early_is_filled_up_unless_a_text_could_hide_there(row, kept):
    data = f"ID,Date,Text,Reach,Likes,Taps\n1,2024-01-01,x,5,1,0\n2,2024-01-02,x,6,1,0\n{row}\n".encode()
    posts, report = read_posts(data)
    assert posts["id"].tolist() == ["1", "2", "3"][: 2 + kept]
    assert [note.rows for note in report.warnings if note.kind == "short"] == [(4,)] * kept
    assert [note.rows for note in report.dropped] == [(4,)] * (not kept)
