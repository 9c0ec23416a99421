"""Changes only: whoever applies all files of an outbox in order holds the ledger, whatever happened in between."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import REPOSITORY, taizhang
from tests.review.office import CHANGED, TEXT, again

from taizhang.errors import LedgerBusy, LedgerError, SettingsError
from taizhang.ledger import Ledger
from taizhang.run import Options, run
from taizhang.write.changes import write_changes
from taizhang.write.schema import TABLES

TASKS = "一、尾矿库防渗不到位。\n整改时限：2023年6月底\n责任单位：某县人民政府\n"


def taken(outbox, held=None):
    """What a tracker holds that takes all files of an outbox in order: {(table, id): row}."""
    held = {} if held is None else held
    for file in sorted(outbox.glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            change = json.loads(line)
            key = change["table"], change["id"]
            if change["op"] == "DEL":
                held.pop(key, None)
            else:
                held[key] = change["row"]
    return held


def as_tables(held):
    return {name: sorted(json.dumps(r) for (table, _), r in held.items() if table == name) for name in TABLES}


def whole(ledger):
    """The tables of a ledger; a tracker holds equal rows of a table without a key once."""
    lines = {name: [json.dumps(json.loads(line)) for line in (ledger / f"{name}.jsonl").open()] for name in TABLES}
    return {name: sorted(rows if TABLES[name].key else set(rows)) for name, rows in lines.items()}


def test_runs_of_a_growing_changing_shrinking_inbox(tmp_path):
    inbox, ledger, outbox = tmp_path / "in", tmp_path / "ledger", tmp_path / "out"
    inbox.mkdir()
    (inbox / "a.txt").write_text(TEXT, encoding="utf-8")
    steps = (
        lambda: (inbox / "b.txt").write_text(TASKS, encoding="utf-8"),
        lambda: (inbox / "a.txt").write_text(CHANGED, encoding="utf-8"),
        lambda: (inbox / "bad.pdf").write_bytes(b"%PDF-1.7 broken"),
        lambda: (inbox / "b.txt").unlink(),
    )
    again(inbox, ledger)
    write_changes(ledger, outbox)
    for number, step in enumerate(steps, 2):
        step()
        again(inbox, ledger)
        file, ops = write_changes(ledger, outbox)
        assert file == outbox / f"{number:06}.jsonl"
        assert sum(ops.values()) == sum(1 for _ in file.open())
        assert as_tables(taken(outbox)) == whole(ledger)
    assert write_changes(ledger, outbox) == (None, {})


def test_a_source_that_moves_changes_its_document_alone(tmp_path):
    inbox, ledger, outbox = tmp_path / "in", tmp_path / "ledger", tmp_path / "out"
    inbox.mkdir()
    (inbox / "a.txt").write_text(TEXT, encoding="utf-8")
    again(inbox, ledger)
    write_changes(ledger, outbox)
    (inbox / "a.txt").rename(inbox / "c.txt")
    again(inbox, ledger)
    file, ops = write_changes(ledger, outbox)
    (change,) = map(json.loads, file.open(encoding="utf-8"))
    assert (change["op"], change["table"]) == ("MOD", "documents")
    assert change["row"]["source_uri"].endswith("c.txt")
    assert ops == {"MOD": 1}


def test_rows_come_behind_what_their_ids_lead_to_and_go_before_it(sample_ledger, tmp_path):
    ledger = shutil.copytree(sample_ledger, tmp_path / "ledger")
    file, _ = write_changes(ledger, tmp_path / "out")
    held = set()
    for change in map(json.loads, file.open(encoding="utf-8")):
        held.add((change["table"], change["id"]))
        for column, target in TABLES[change["table"]].foreign:
            wanted = change["row"][column]
            assert wanted is None or target == change["table"] or (target, wanted) in held
    for name in TABLES:
        (ledger / f"{name}.jsonl").write_bytes(b"")
    file, ops = write_changes(ledger, tmp_path / "out")
    order = list(dict.fromkeys(json.loads(line)["table"] for line in file.open(encoding="utf-8")))
    assert ops == {"DEL": len(held)}
    assert all(order.index(t.name) < order.index(o) for t in TABLES.values() if t.name in order for _, o in t.foreign if o in order and o != t.name)  # fmt: skip


@given(st.lists(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 2)), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_any_history_of_a_table_can_be_taken(tmp_path_factory, history):
    folder = tmp_path_factory.mktemp("history")
    for state in history:
        for name in TABLES:
            (folder / f"{name}.jsonl").write_text("")
        lines = [json.dumps({"party_id": key, "name": value}) + "\n" for key, value in state.items()]
        (folder / "parties.jsonl").write_text("".join(lines))
        (folder / "failures.jsonl").write_text("".join(lines))
        write_changes(folder, folder / "out")
        assert as_tables(taken(folder / "out")) == whole(folder)


def test_a_call_that_is_killed_loses_nothing(sample_ledger, tmp_path):
    outbox = tmp_path / "out"
    command = [sys.executable, "-m", "taizhang", "changes", str(sample_ledger), "--to", str(outbox)]
    for pause in (0.3, 0.6, 0.9, 1.2):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(pause)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    write_changes(sample_ledger, outbox)
    assert as_tables(taken(outbox)) == whole(sample_ledger)


def test_the_disk_that_fills_up_before_the_end_leaves_the_changes_for_the_next_call(
    sample_ledger, tmp_path, monkeypatch
):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(LedgerError, match="No space left"):
            write_changes(sample_ledger, tmp_path / "out")
    assert taken(tmp_path / "out") == {}
    write_changes(sample_ledger, tmp_path / "out")
    assert as_tables(taken(tmp_path / "out")) == whole(sample_ledger)


def test_a_second_call_at_once_says_so(sample_ledger, tmp_path):
    write_changes(sample_ledger, tmp_path)
    with sqlite3.connect(tmp_path / "seen.sqlite") as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="another call"):
            write_changes(sample_ledger, tmp_path)


def test_a_memory_that_is_none_is_named_with_what_to_do(sample_ledger, tmp_path):
    (tmp_path / "seen.sqlite").write_text("scribble" * 200)
    with pytest.raises(LedgerError, match=r"seen\.sqlite.*delete it"):
        write_changes(sample_ledger, tmp_path)


def test_the_command_says_what_it_did(sample_ledger, tmp_path):
    first = taizhang("changes", sample_ledger, "--to", tmp_path / "out")
    rows = sum(len(rows) for rows in whole(sample_ledger).values())
    assert (first.returncode, f"新增 added {rows}" in first.stdout) == (0, True)
    assert "没有变动" in taizhang("changes", sample_ledger, "--to", tmp_path / "out").stdout
    none = taizhang("changes", tmp_path, "--to", tmp_path / "out")
    assert none.returncode == 4
    assert "taizhang run" in none.stderr
    assert "Traceback" not in none.stderr


def test_a_ledger_is_no_outbox_of_its_own(sample_ledger):
    with pytest.raises(SettingsError, match="is the ledger itself"):
        write_changes(sample_ledger, sample_ledger / ".." / sample_ledger.name)
    assert not (sample_ledger / "seen.sqlite").exists()


def test_a_folder_that_holds_something_else_is_no_outbox_and_one_that_lost_its_memory_is(sample_ledger, tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "通报.txt").write_text("通报")
    with pytest.raises(SettingsError, match="holds something else"):
        write_changes(sample_ledger, tmp_path / "inbox")
    assert [file.name for file in (tmp_path / "inbox").iterdir()] == ["通报.txt"]
    write_changes(sample_ledger, tmp_path / "outbox")
    (tmp_path / "outbox" / "taken.log").write_text("")  # what a taker keeps beside the files is its own affair
    assert write_changes(sample_ledger, tmp_path / "outbox")[0] is None
    (tmp_path / "outbox" / "taken.log").unlink()
    (tmp_path / "outbox" / "seen.sqlite").unlink()
    assert write_changes(sample_ledger, tmp_path / "outbox")[0] is not None


@pytest.mark.parametrize(("name", "taken_for_one"), [
    ("Thumbs.db", True), (".stfolder", True), ("000012.jsonl", True), ("12.jsonl", False), ("counts.jsonl", False),
])  # fmt: skip
def test_what_systems_leave_behind_makes_a_folder_no_less_an_outbox(sample_ledger, tmp_path, name, taken_for_one):
    (tmp_path / name).write_text("")
    if taken_for_one:
        assert write_changes(sample_ledger, tmp_path)[0] is not None
    else:
        with pytest.raises(SettingsError, match="holds something else"):
            write_changes(sample_ledger, tmp_path)


def test_a_further_bulletin_on_known_tasks_gives_what_is_new_and_nothing_else(tmp_path):
    inbox, ledger, outbox = tmp_path / "inbox", tmp_path / "ledger", tmp_path / "outbox"
    bulletins = sorted((REPOSITORY / "corpora" / "campaign").glob("*.txt"))
    inbox.mkdir()
    for bulletin in bulletins[:-1]:
        shutil.copy(bulletin, inbox)
    run([inbox], ledger, Options(workers=1))
    write_changes(ledger, outbox)
    before = {task["task_key"] for task in Ledger.open(ledger).rows("tasks")}
    shutil.copy(bulletins[-1], inbox)
    run([inbox], ledger, Options(workers=1))
    path, _ = write_changes(ledger, outbox)
    changes = [json.loads(line) for line in path.open(encoding="utf-8")]
    assert {c["op"] for c in changes if c["table"] != "parties"} == {"ADD"}
    told = [c["row"]["task_key"] for c in changes if c["table"] == "tasks"]
    assert told
    assert before.issuperset(told)
    assert write_changes(ledger, outbox)[0] is None
