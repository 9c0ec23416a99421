"""`import taizhang`: one bulletin in, typed values out, and clear errors."""

import doctest
import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

import taizhang
from taizhang.errors import SourceError

TEXT = "截至2022年5月20日，方案明确38项整改任务，27项已完成，11项达到序时进度。"


def test_a_text_becomes_a_bulletin():
    bulletin = taizhang.parse(TEXT)
    assert [(c.value.value, c.status) for c in bulletin.counts] == [
        (38, "total"),
        (27, "completed"),
        (11, "on_schedule"),
    ]
    assert [d.value.end.isoformat() for d in bulletin.dates] == ["2022-05-20"]


def test_a_file_gives_what_its_text_gives(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="gb18030")
    assert taizhang.parse(path).counts == taizhang.parse(TEXT).counts


def test_bytes_give_what_their_file_gives(tmp_path):
    assert taizhang.parse(TEXT.encode("gb18030")).counts == taizhang.parse(TEXT).counts
    (found,) = taizhang.parse_all(TEXT.encode())
    assert found.reading.source_uri == "bytes"


def test_a_bulletin_as_plain_data_is_what_a_ledger_would_hold():
    bulletin = taizhang.parse(TEXT)
    rows, whole = taizhang.to_rows(bulletin), taizhang.to_dict(bulletin)
    assert [row["value"] for row in rows["counts"]] == [38, 27, 11]
    assert whole == rows["documents"][0] | {table: found for table, found in rows.items() if table != "documents"}
    assert json.loads(json.dumps(whole)) == whole


def test_a_string_that_names_a_file_is_taken_for_text_with_a_warning(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("通报.txt").write_text(TEXT, encoding="utf-8")
    with pytest.warns(UserWarning, match=r"parse\(Path\('通报.txt'\)\)"):
        assert taizhang.parse("通报.txt").counts == ()
    (found,) = taizhang.parse_all("通报.txt")  # there a string can only be a name
    assert len(found.counts) == 3


def test_a_notebook_shows_a_bulletin_in_one_line():
    assert repr(taizhang.parse(TEXT)) == "<Bulletin 'text': progress_report, environment; 1 dates, 3 counts, 1 checks>"
    assert repr(taizhang.parse("某市召开会议。")).endswith("; nothing>")


def test_the_example_of_the_package_is_true():
    assert doctest.testmod(taizhang)[:2] == (0, 3)  # failed, tried


@pytest.mark.parametrize(
    ("source", "reason"),
    [(" \n", "empty"), (Path("no/such/file.txt"), "missing"), (Path(__file__).parent, "unsupported")],
)
def test_what_cannot_be_read_says_why(source, reason):
    with pytest.raises(SourceError) as caught:
        taizhang.parse(source)
    assert caught.value.reason == reason


def test_every_public_name_is_there_and_told_of_with_an_example():
    page = (REPOSITORY / "docs" / "python.md").read_text(encoding="utf-8")
    assert set(taizhang.__all__) <= set(dir(taizhang))
    for name in set(taizhang.__all__) - {"__version__"}:
        assert getattr(taizhang, name) is not None
        assert f"`{name}`" in page


def test_importing_taizhang_loads_nothing_heavy():
    heavy = "{'spacy', 'sklearn', 'pandas', 'pdfplumber', 'duckdb', 'docx', 'openpyxl', 'scipy', 'numpy'}"
    code = f"import sys, taizhang; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_parsing_a_text_loads_no_office_reader_and_no_spacy():
    heavy = "{'spacy', 'pandas', 'pdfplumber', 'duckdb', 'docx', 'openpyxl'}"
    code = f"import sys, taizhang; taizhang.parse('整改任务38项'); print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
