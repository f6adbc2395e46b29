"""A download is the pinned file, or it is nothing: whatever the network sends, one sentence and no rubble."""

import gzip
import io
import threading
import zipfile
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smm_lib import data
from smm_lib.data import _download as download
from smm_lib.data._download import Download, Unavailable
from smm_lib.language import LANGUAGES, refusal, speak
from tests.publisher import PLACES, Answer, copy, needs_copies, publishing

DATA = bytes(range(256)) * 400
HTML = b"<!DOCTYPE html><html><body>Please log in to the school network</body></html>"


def zipped(data=DATA, name="data.csv"):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("readme.txt", "hello")
        file.writestr(name, data)
    return archive.getvalue()


PACKED = {"zip": zipped(), "gz": gzip.compress(DATA), "plain": DATA}


@pytest.fixture(autouse=True)
def kept_in(tmp_path, monkeypatch):
    monkeypatch.setenv("SMM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return tmp_path / "cache"


def at(*addresses, packed=DATA, name="brand_posts"):
    return Download(name, addresses, len(packed), sha256(DATA).hexdigest(), len(DATA), "data.csv")


def rule_of(file, **tell):
    with pytest.raises(Unavailable) as refused:
        file.fetch(**tell)
    return refused.value.rule


def nothing_left(folder):
    return not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.parametrize("kind", PACKED)
def test_what_is_inside_the_archive_is_kept_and_never_asked_for_again(kind, kept_in):
    with publishing(Answer(PACKED[kind])) as (addresses, asked):
        file = at(*addresses, packed=PACKED[kind])
        assert file.kept is None
        file.fetch()
        file.fetch()
    assert file.read() == DATA
    assert asked == ["/0"]
    assert [entry.name for entry in kept_in.iterdir()] == ["brand_posts"]


def test_a_server_may_unpack_the_file_on_the_way():
    with publishing(Answer(PACKED["gz"], headers=[("Content-Encoding", "gzip")])) as (addresses, _):
        at(*addresses, packed=PACKED["gz"]).fetch()
    assert at().read() == DATA


def test_progress_rises_to_the_whole_size():
    told = []
    with publishing(Answer(DATA)) as (addresses, _):
        at(*addresses).fetch(lambda came: told.append(came) or True)
    assert told == sorted(told)
    assert len(told) > 3
    assert told[-1] == len(DATA)


@pytest.mark.parametrize("kind", PACKED)
def test_a_web_page_instead_of_the_data_is_refused(kind, kept_in):
    with publishing(Answer(HTML)) as (addresses, _):
        assert rule_of(at(*addresses, packed=PACKED[kind])) == "altered"
    assert nothing_left(kept_in)


@pytest.mark.parametrize("kind", PACKED)
def test_a_file_that_is_cut_off_is_refused_whether_the_server_admits_it_or_not(kind, kept_in):
    body = PACKED[kind]
    half = body[: len(body) // 2]
    with publishing(Answer(half), Answer(half, length=len(body))) as (addresses, _):
        for address in addresses:
            assert rule_of(at(address, packed=body)) == "altered"
    assert nothing_left(kept_in)


@pytest.mark.parametrize(
    "body", [zipped(DATA[:-1] + b"!"), gzip.compress(b"!" + DATA[1:]), DATA[:-1] + b"!"], ids=["zip", "gz", "plain"]
)  # without a name, the bytes would be it, with the second in which they were packed
def test_one_changed_byte_inside_is_refused(body, kept_in):
    with publishing(Answer(body)) as (addresses, _):
        assert rule_of(at(*addresses, packed=body)) == "altered"
    assert nothing_left(kept_in)


@settings(max_examples=30)
@given(st.sampled_from(sorted(PACKED)), st.integers(0, 10**6), st.integers(1, 255))
def test_whatever_byte_is_changed_on_the_way_the_data_are_right_or_refused(kind, place, change):
    body = bytearray(PACKED[kind])
    body[place % len(body)] ^= change
    with publishing(Answer(bytes(body))) as (addresses, _):
        file = at(*addresses, packed=PACKED[kind], name=f"{kind}_{place}_{change}")
        try:
            file.fetch()
        except Unavailable as refused:
            assert refused.rule == "altered"
            assert file.kept is None
        else:
            assert file.read() == DATA


def test_a_file_that_never_ends_is_cut_off(kept_in):
    with publishing(Answer(bytes(2_000_000))) as (addresses, _):
        told = []
        assert rule_of(at(*addresses), tell=lambda came: told.append(came) or True) == "altered"
    assert len(told) < 40
    assert nothing_left(kept_in)


def test_an_archive_that_swells_is_refused_and_not_unpacked(kept_in):
    for bomb in (zipped(bytes(50_000_000)), gzip.compress(bytes(50_000_000)), zipped(name="other.csv")):
        with publishing(Answer(bomb)) as (addresses, _):
            assert rule_of(at(*addresses, packed=bomb)) == "altered"
    assert nothing_left(kept_in)


def test_without_a_network_the_data_are_unreachable(kept_in):
    with publishing(Answer(DATA)) as (addresses, _):
        gone = addresses[0]
    assert rule_of(at(gone)) == "unreachable"
    assert nothing_left(kept_in)


@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_publisher_who_says_no_is_unreachable(status, kept_in):
    with publishing(Answer(b"no", status=status)) as (addresses, _):
        assert rule_of(at(*addresses)) == "unreachable"
    assert nothing_left(kept_in)


def test_a_publisher_who_falls_silent_is_unreachable(kept_in, monkeypatch):
    monkeypatch.setattr(download, "PATIENCE", 0.2)
    silence = threading.Event()
    with publishing(Answer(DATA, wait=silence)) as (addresses, _):
        assert rule_of(at(*addresses)) == "unreachable"
        silence.set()
    assert nothing_left(kept_in)


def test_the_second_address_helps_where_the_first_one_fails():
    with publishing(Answer(b"moved", status=404), Answer(DATA)) as (addresses, asked):
        at(*addresses).fetch()
    assert at().read() == DATA
    assert asked == ["/0", "/1"]


def test_a_download_can_be_stopped_and_begun_again(kept_in):
    with publishing(Answer(DATA)) as (addresses, _):
        file = at(*addresses)
        assert rule_of(file, tell=lambda came: came < 40_000) == "stopped"
        assert nothing_left(kept_in)
        file.fetch()
    assert file.read() == DATA


def test_a_full_or_closed_disk_is_said_and_the_old_file_stays(kept_in, monkeypatch):
    kept_in.write_text("a file where the folder should be")
    with publishing(Answer(DATA)) as (addresses, _):
        assert rule_of(at(*addresses)) == "unsaved"
        kept_in.unlink()
        monkeypatch.setattr(
            download.Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left"))
        )
        assert rule_of(at(*addresses)) == "unsaved"
    assert nothing_left(kept_in)


def test_a_kept_file_that_was_altered_later_does_not_count(kept_in):
    with publishing(Answer(DATA)) as (addresses, asked):
        file = at(*addresses)
        file.fetch()
        (kept_in / "brand_posts").write_bytes(DATA[:-1] + b"!")
        with pytest.raises(Unavailable) as refused:
            file.read()
        assert refused.value.rule == "not_here"
        file.fetch()
        assert file.read() == DATA
        assert len(asked) == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", ["not_here", "unreachable", "altered", "unsaved", "stopped"])
def test_every_refusal_is_said_plainly_in_both_languages(language, rule):
    speak(language)
    said = refusal(Unavailable("brand_posts", rule, reason="No space left"))
    assert said.endswith(".")
    assert ("No space left" in said) == (rule == "unsaved")
    assert "{" not in said


def test_real_data_come_from_their_publishers_and_are_kept_in_the_learners_cache(monkeypatch):
    for file in PLACES:
        assert all(
            address.startswith(("https://archive.ics.uci.edu/", "https://snap.stanford.edu/"))
            for address in file.addresses
        )
    monkeypatch.delenv("SMM_CACHE")
    assert download.cache().name == "smm-course"


@needs_copies
@pytest.mark.parametrize("file", PLACES, ids=lambda file: file.name)
def test_the_publishers_files_pass_the_pins(file):
    body = copy(file)
    assert len(body) == file.loaded
    with publishing(Answer(body)) as (addresses, _):
        replace(file, addresses=addresses).fetch()
    assert len(file.read()) == file.size


@needs_copies
def test_the_known_altered_copies_of_the_brand_posts_are_refused():
    with zipfile.ZipFile(io.BytesIO(copy(data.BRAND_POSTS))) as archive:
        original = archive.read(data.BRAND_POSTS.inside)
    for altered in (original.replace(b"\r\n", b"\n"), original.replace(b"Photo", b"Picture", 1), original[:-40]):
        body = zipped(altered, data.BRAND_POSTS.inside)
        with publishing(Answer(body)) as (addresses, _):
            assert rule_of(replace(data.BRAND_POSTS, addresses=addresses)) == "altered"
