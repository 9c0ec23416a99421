"""What is written for people is kept out of the inbox, where the next run would take it for a bulletin."""

import shutil

import pytest
from tests.conftest import taizhang


@pytest.fixture(scope="module")
def inbox(tmp_path_factory):
    """An inbox with its ledger in it, as somebody has who works in one folder."""
    folder = tmp_path_factory.mktemp("office") / "通报"
    (folder / "旧").mkdir(parents=True)
    (folder / "a.txt").write_text(
        "某县督察整改进展\n一、砂石厂扬尘污染。\n整改时限：2024年6月底。\n责任单位：县住建局。\n", encoding="utf-8"
    )
    assert taizhang("run", ".", "--out", "台账", cwd=folder).returncode == 0
    return folder


WRITES = {
    "export": ("export", "台账", "--to", "{}.xlsx"),
    "calendar": ("export", "台账", "--to", "旧/{}.ics"),
    "review": ("review", "export", "台账", "--out", "{}.xlsx"),
    "page": ("show", "台账", "--doc", "a.txt", "--html", "{}.html"),
    "outbox": ("changes", "台账", "--to", "{}"),
}


@pytest.mark.parametrize("words", WRITES.values(), ids=WRITES)
def test_what_would_be_read_as_a_bulletin_is_not_written(inbox, words):
    done = taizhang(*(word.format("出") for word in words), cwd=inbox)
    assert done.returncode == 2
    assert "下次运行会把它当作通报读入；请写到别处，例如 台账/" in done.stderr
    assert not [file for file in inbox.rglob("*出*") if file.parent.name != "台账"]
    instead = done.stderr.split("e.g. to ")[1].strip()
    assert taizhang(*(instead if "{}" in word else word for word in words), cwd=inbox).returncode == 0


@pytest.mark.parametrize("flag", ["--report", "--prometheus"])
@pytest.mark.parametrize(
    ("place", "why"), [("旧/报告.json", "当作通报读入"), (".", "请写上文件名"), ("旧", "请写上文件名")]
)
def test_where_a_run_is_not_reported(inbox, flag, place, why):
    before = (inbox / "台账" / "documents.jsonl").stat().st_mtime_ns
    done = taizhang("run", ".", "--out", "台账", "--force", flag, place, cwd=inbox)
    assert (done.returncode, why in done.stderr, "Traceback" in done.stderr) == (2, True, False)
    assert (inbox / "台账" / "documents.jsonl").stat().st_mtime_ns == before


@pytest.mark.parametrize("place", ["台账/写", "../写"])
def test_beside_the_inbox_and_in_the_ledger_it_is(inbox, place):
    for words in WRITES.values():
        done = taizhang(*(word.removeprefix("旧/").format(place) for word in words), cwd=inbox)
        assert done.returncode == 0, done.stderr
    assert "未变 1" in taizhang("run", ".", "--out", "台账", cwd=inbox).stderr


def test_the_commands_that_a_run_names_are_not_refused(inbox):
    shown = taizhang("show", "台账", cwd=inbox).stdout
    assert "taizhang export 台账 --to 台账/任务.xlsx" in shown
    assert "taizhang export 通报/台账 --to 任务.xlsx" in taizhang("show", "通报/台账", cwd=inbox.parent).stdout


def test_a_ledger_that_was_moved_to_another_machine_goes_by_no_inbox(inbox, tmp_path):
    shutil.copytree(inbox / "台账", tmp_path / "l", ignore=shutil.ignore_patterns(".taizhang"))
    assert taizhang("export", tmp_path / "l", "--to", tmp_path / "t.xlsx").returncode == 0


def test_over_a_damaged_manifest_whole_tables_are_still_shown_and_exported(inbox, tmp_path):
    shutil.copytree(inbox / "台账", tmp_path / "l")
    (tmp_path / "l" / ".taizhang" / "manifest.sqlite").write_bytes(b"no database, " * 400)
    assert taizhang("export", tmp_path / "l", "--to", tmp_path / "t.xlsx").returncode == 0
    shown = taizhang("show", tmp_path / "l")
    assert shown.returncode == 0, shown.stderr
