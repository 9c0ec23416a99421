"""What was not read, warned of or does not agree is told where a ledger is looked at and where it is handed on."""

import json
import shutil

import openpyxl
import pytest
from rich.console import Console
from tests.conftest import taizhang as command

from taizhang.ledger import Ledger
from taizhang.view.export import export_tasks
from taizhang.view.notices import failed_checks, unread, warnings
from taizhang.view.summary import summary


@pytest.fixture
def ledger(sample_ledger, tmp_path):
    """The sample ledger with a file that was not read, a warning and a check that fails."""
    folder = shutil.copytree(sample_ledger, tmp_path / "l")
    documents = list(Ledger.open(folder).rows("documents"))
    documents[0] |= {"source_uri": "in/台账.xlsx", "warnings": ["read: sheets_unread: 隐藏的工作表“旧”未读：请看"]}
    failure = {"source_uri": "in/坏.pdf", "sha256": None, "stage": "read", "reason": "damaged", "message": "in/坏.pdf: 缺少结尾", "attempts": 1}  # fmt: skip
    check = {"check_id": "k", "doc_id": documents[0]["doc_id"], "rule": "rate", "ok": False, "detail": "两者不符", "record_ids": []}  # fmt: skip
    for name, rows in (("documents", documents), ("failures", [failure, failure]), ("checks", [check])):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


NOTICES = [
    ("文件损坏", "in/坏.pdf", "缺少结尾（同一文件共 2 处 in all）"),
    ("提醒", "in/台账.xlsx", "隐藏的工作表“旧”未读：请看"),
    ("比率", "in/台账.xlsx", "两者不符"),
]


def test_each_says_what_it_is_where_and_what_to_do(ledger):
    opened = Ledger.open(ledger)
    assert [*unread(opened), *warnings(opened), *failed_checks(opened)] == NOTICES


def test_a_workbook_that_is_handed_on_says_what_is_not_in_it(ledger, tmp_path):
    export_tasks(ledger, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["需留意"]
    assert list(sheet.iter_rows(min_row=3, values_only=True)) == NOTICES


def test_the_summary_of_a_run_shows_them(ledger):
    console = Console(width=160, record=True, file=open("/dev/null", "w"))  # noqa: SIM115
    console.print(summary(ledger))
    lines = console.export_text().splitlines()
    for word, source, text in NOTICES:
        assert any(word in line and f"{source}: {text}" in line for line in lines)


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv", "t.ics"])
def test_an_export_tells_of_files_that_are_not_in_it(ledger, sample_ledger, tmp_path, name):
    assert "没有读成" in command("export", ledger, "--to", tmp_path / name).stderr
    assert command("export", sample_ledger, "--to", tmp_path / name).stderr == ""


def test_a_bulletin_that_told_nothing_is_named(tmp_path):
    (tmp_path / "空话.txt").write_text("请勿外传。\n", encoding="utf-8")
    (tmp_path / "通报.txt").write_text("安阳市整改进展\n排查问题38个。\n", encoding="utf-8")
    command("run", tmp_path / "空话.txt", tmp_path / "通报.txt", "--out", tmp_path / "l")
    (notice,) = warnings(Ledger.open(tmp_path / "l"))
    assert notice.source_uri.endswith("空话.txt")
    assert "没有读出" in notice.text


def test_what_lies_in_a_source_is_named_without_the_source(ledger):
    failure = {"source_uri": "in/a.eml", "reason": "damaged", "message": "in/a.eml!附件.docx: 缺少结尾"}
    (ledger / "failures.jsonl").write_text(json.dumps(failure) + "\n", encoding="utf-8")
    assert unread(Ledger.open(ledger)) == [("文件损坏", "in/a.eml", "附件.docx: 缺少结尾")]
