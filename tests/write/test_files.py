"""Files that others read while they are written: whole or not at all, and nothing left behind."""

import os

import pytest

from taizhang.errors import LedgerError
from taizhang.write.files import beside, put
from taizhang.write.spreadsheet import workbook


def full(*_):
    raise OSError(28, "No space left on device")


def test_a_disk_without_room_leaves_what_stood_there_and_nothing_else(tmp_path, monkeypatch):
    put(tmp_path / "a.prom", b"old")
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(LedgerError, match="No space left"):
        put(tmp_path / "a.prom", b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"a.prom": b"old"}


def test_what_is_being_put_does_not_end_as_the_files_that_a_collector_takes(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(os, "replace", lambda *_: seen.extend(file.name for file in tmp_path.iterdir()))
    put(tmp_path / "a.prom", b"new")
    assert [name.endswith(".prom") for name in seen] == [False]


def test_files_that_differ_in_their_ending_are_written_at_a_time(tmp_path):
    for ending in (None, ""):
        with beside(tmp_path / "x.json", ending) as one, beside(tmp_path / "x.prom", ending) as other:
            one.write_bytes(b"one")
            other.write_bytes(b"other")
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"x.json": b"one", "x.prom": b"other"}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_workbook_that_finds_no_room_fails_once(tmp_path, capfd):
    with pytest.raises(LedgerError, match=r"a\.xlsx"):
        write_workbook(tmp_path / "a.xlsx")
    assert capfd.readouterr().err == ""


def write_workbook(to):
    with beside(to) as part:
        part.symlink_to("/dev/full")
        with workbook(part, "t") as book:
            book.add_worksheet().write(0, 0, "x")
