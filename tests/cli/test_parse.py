"""`taizhang parse`: the records of a few files, without a ledger."""

import json
from pathlib import Path

import pytest
from tests.conftest import taizhang as command

import taizhang
from taizhang.api import read_bytes
from taizhang.errors import SourceError
from taizhang.read import Limits

TEXT = "截至2022年5月20日，移交安阳市的38项整改任务，27项已完成，11项达到序时进度。"


def test_the_records_are_printed_as_a_table(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = command("parse", tmp_path / "a.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "27 项" in done.stdout
    assert "整改任务38项 = 27 + 11" in done.stdout


def test_json_is_one_bulletin_a_line_with_the_rows_of_a_ledger(tmp_path):
    for name, text in (("a.txt", TEXT), ("b.txt", "全市排查隐患3处。")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = command("parse", "a.txt", "b.txt", "--json", cwd=tmp_path)
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["counts"] == taizhang.to_rows(taizhang.parse(TEXT))["counts"]
    assert first["source_uri"] == "a.txt"
    assert second["counts"][0]["value"] == 3


def test_a_dash_reads_standard_input(tmp_path):
    done = command("parse", "-", "--json", input=TEXT)
    assert [count["value"] for count in json.loads(done.stdout)["counts"]] == [38, 27, 11]


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    done = command("parse", "none.pdf", "b.txt", "a.txt", "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == ["none.pdf", "b.txt"]


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_what_has_no_end_is_no_file():
    done = command("parse", "/dev/zero")
    assert done.returncode == 1
    assert "no file" in done.stderr


def test_a_file_is_read_no_further_than_the_limit(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert len(read_bytes(file, 10)) == 11
    with pytest.raises(SourceError, match="more than 10 bytes"):
        taizhang.parse(file, limits=Limits(source_bytes=10))


def test_a_folder_is_wrong_usage(tmp_path):
    done = command("parse", tmp_path)
    assert done.returncode == 2
    assert "taizhang run" in done.stderr


def test_own_packs_are_laid_over(tmp_path):
    (tmp_path / "counts.yml").write_text("lexicons: {cues: {ordered: [限期清库]}}", encoding="utf-8")
    done = command("parse", "-", "--json", "--packs", tmp_path, input="限期清库5座。")
    assert json.loads(done.stdout)["counts"][0]["status"] == "ordered"
