"""What is due as a calendar: which tasks, as whom the newest bulletin tells them, and nothing that changes from day to day."""

import datetime as dt
import shutil

import icalendar
import orjson
import pytest
from tests.conftest import taizhang

from taizhang.ledger import Ledger
from taizhang.view.export import export_tasks


def events(ledger, tmp_path):
    export_tasks(ledger, tmp_path / "due.ics")
    return icalendar.Calendar.from_ical((tmp_path / "due.ics").read_bytes()).events


@pytest.fixture
def ledger(sample_ledger, tmp_path):
    return shutil.copytree(sample_ledger, tmp_path / "ledger")


def rewrite(ledger, table, change):
    rows = change(list(Ledger.open(ledger).rows(table)))
    (ledger / f"{table}.jsonl").write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in rows))


def test_open_tasks_with_a_last_day_and_no_others(sample_ledger, tmp_path):
    wanted = {
        f"{t['task_key']}@taizhang": dt.date.fromisoformat(t["deadline_to"])
        for t in Ledger.open(sample_ledger).rows("tasks")
        if t["deadline_to"] and t["status"] not in ("completed", "closed")
    }
    found = events(sample_ledger, tmp_path)
    assert len(wanted) > 1
    assert {str(e["uid"]): e.start for e in found} == wanted
    assert all(e.end - e.start == dt.timedelta(days=1) for e in found)


def test_the_same_ledger_gives_the_same_bytes(sample_ledger, tmp_path):
    for name in ("a.ics", "b.ics"):
        export_tasks(sample_ledger, tmp_path / name)
    assert (tmp_path / "a.ics").read_bytes() == (tmp_path / "b.ics").read_bytes()


@pytest.mark.parametrize(("status", "left"), [("in_progress", 1), ("completed", 0)])
def test_a_later_bulletin_tells_how_a_task_stands(ledger, tmp_path, status, left):
    document = next(d for d in Ledger.open(ledger).rows("documents") if d["published_on"])
    task = next(t for t in Ledger.open(ledger).rows("tasks") if t["deadline_to"] and t["status"] == "phased")
    later = document | {"doc_id": "0" * 16, "published_on": "2030-01-01", "title": "后来的通报"}
    retold = task | {
        "doc_id": "0" * 16,
        "task_id": "later",
        "status": status,
        "deadline_to": None,
        "deadline_text": None,
    }
    rewrite(ledger, "documents", lambda rows: [*rows, later])
    rewrite(ledger, "tasks", lambda rows: [retold, *rows])
    found = [e for e in events(ledger, tmp_path) if str(e["uid"]).startswith(task["task_key"])]
    assert len(found) == left
    for event in found:  # its day is the one of before, for the later bulletin names none
        assert event.start == dt.date.fromisoformat(task["deadline_to"])
        assert event["sequence"] == 1
        assert "来源通报：后来的通报" in event["description"]


def test_an_event_reads_as_what_it_is_and_says_where_it_stands(ledger, tmp_path):
    rewrite(ledger, "tasks", lambda rows: [t | {"kind": "commitment", "status": "none"} for t in rows])
    for event in events(ledger, tmp_path):
        lines = str(event["description"]).split("\n")
        assert lines[0].startswith("承诺事项：")
        assert not any(line.startswith("完成情况") for line in lines)  # nothing is told of it
        assert any(line.startswith("文件：") and "samples" in line for line in lines)


def test_text_cannot_break_out_of_its_field(ledger, tmp_path):
    rewrite(ledger, "tasks", lambda rows: [t | {"title": "a\r\nEND:VEVENT\nBEGIN:VALARM;x,\\"} for t in rows])
    before = len(events(ledger, tmp_path))
    assert before == sum(1 for e in events(ledger, tmp_path) if "END:VEVENT" in e["summary"] and not e.subcomponents)
    assert before > 0


def test_the_command_tells_how_many_are_due(sample_ledger, tmp_path):
    done = taizhang("export", sample_ledger, "--to", tmp_path / "due.ics")
    assert done.stdout.endswith(f"due.ics: {len(events(sample_ledger, tmp_path))} 条 tasks\n")


def test_an_event_of_many_bodies_names_the_first_and_tells_of_all(tmp_path):
    told = (
        "信阳市整改进展\n一、扬尘管控不到位问题。\n整改时限：2030年6月底前\n责任单位：市住建局、市城管局、浉河区政府\n"
    )
    told += "二、油烟扰民问题。\n整改时限：2030年8月底前\n责任单位：市生态环境局\n"
    (tmp_path / "a.txt").write_text(told, encoding="utf-8")
    taizhang("run", tmp_path / "a.txt", "--out", tmp_path / "l")
    first, second = events(tmp_path / "l", tmp_path)
    assert first["summary"] == "信阳市住建局等3个单位：扬尘管控不到位问题"
    assert "责任单位：信阳市住建局、信阳市城管局、浉河区政府\n" in first["description"]
    assert second["summary"] == "信阳市生态环境局：油烟扰民问题"
