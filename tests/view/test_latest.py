"""A task of several bulletins, once: what the newest says holds, what it leaves unsaid comes from those before."""

import openpyxl
import pytest
from tests.conftest import REPOSITORY, taizhang

from taizhang.view.latest import latest
from taizhang.write.task_links import same_tasks

PLAN = {
    "task_key": "t-1", "doc_id": "plan", "source_uri": "a.txt", "told_on": "2022-01-01", "status": "none", "status_text": None, "status_as_of": None,
    "progress": None, "completed_on": None, "deadline_from": None, "deadline_to": "2022-12-31", "deadline_text": "2022年底前",
    "deadline_kind": "by", "problem": "污水直排", "target": "管网建成", "measures": ["建管网"], "verified": None, "categories": ["water"],
    "region_adcode": "410500", "number": "1", "subject_text": None, "day": "2022-01-01", "parties": {"lead": ["某局"]},
}  # fmt: skip
UNSAID = {
    "deadline_to": None, "deadline_text": None, "deadline_kind": None, "target": None, "measures": [], "categories": [], "parties": {},
}  # fmt: skip
REPORT = (
    PLAN
    | UNSAID
    | {
        "doc_id": "report",
        "told_on": "2022-07-01",
        "day": "2022-06-30",
        "status": "in_progress",
        "progress": "已建3公里",
    }
)
NOTICE = (
    PLAN
    | UNSAID
    | {"doc_id": "notice", "told_on": "2023-02-01", "day": "2023-02-01", "parties": {"acceptance": ["某市政府"]}}
)


@pytest.mark.parametrize("order", [[PLAN, REPORT, NOTICE], [NOTICE, PLAN, REPORT]], ids=["in turn", "mixed"])
def test_the_newest_holds_and_those_before_fill_in(order):
    (task,) = latest(order)
    assert (task["doc_id"], task["told_before"]) == ("notice", 2)
    assert (task["status"], task["progress"]) == ("in_progress", "已建3公里")  # the last that says how far it is
    assert task["day"] == "2022-06-30"  # and as of when
    assert (task["deadline_to"], task["deadline_text"], task["target"]) == ("2022-12-31", "2022年底前", "管网建成")
    assert task["parties"] == {"lead": ["某局"], "acceptance": ["某市政府"]}


def test_what_the_newest_says_is_not_mixed_with_what_was_said():
    done = REPORT | {"doc_id": "done", "told_on": "2022-09-01", "status": "completed", "completed_on": "2022-08-31"}
    again = REPORT | {"doc_id": "again", "told_on": "2022-12-01", "status": "in_progress", "deadline_to": "2023-06-30"}
    (task,) = latest([PLAN, done, again])
    assert (task["status"], task["completed_on"]) == ("in_progress", None)
    assert (task["deadline_to"], task["deadline_text"]) == ("2023-06-30", None)


def test_the_day_it_was_done_is_said_once():
    done = REPORT | {"doc_id": "done", "told_on": "2022-09-01", "status": "completed", "completed_on": "2022-08-31"}
    closed = REPORT | {"doc_id": "closed", "told_on": "2022-12-01", "status": "closed", "completed_on": None}
    (task,) = latest([PLAN, done, closed])
    assert (task["status"], task["completed_on"]) == ("closed", "2022-08-31")


def test_two_of_one_bulletin_stay_two_and_an_undated_one_is_not_newer():
    twins = [PLAN | {"number": "1"}, PLAN | {"number": "2"}]
    assert [task["number"] for task in latest([*twins, REPORT | {"told_on": None}])] == ["1", "2"]


def test_keys_that_are_surely_one_task_are_listed_once():
    noticed = NOTICE | {"task_key": "t-2"}
    links = [{"task_key": "t-1", "same_as": "t-2", "basis": "number", "confidence": 0.95}]
    (task,) = latest([PLAN, REPORT, noticed], same_tasks(links))
    assert (task["task_key"], task["told_before"], task["deadline_to"]) == ("t-2", 2, "2022-12-31")
    unsure = [links[0] | {"confidence": 0.81}]
    assert [t["task_key"] for t in latest([PLAN, REPORT, noticed], same_tasks(unsure))] == ["t-1", "t-2"]


def test_the_command_lists_each_task_once(tmp_path):
    taizhang("run", REPOSITORY / "corpora" / "campaign", "--out", tmp_path / "l")
    taizhang("export", tmp_path / "l", "--to", tmp_path / "t.xlsx", "--latest")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["整改任务台账"]
    heads, *rows = list(sheet.iter_rows(min_row=2, values_only=True))
    keys = [row[heads.index("任务编号")] for row in rows]
    assert len(keys) == len(set(keys)) > 3
    closed = next(row for row in rows if row[heads.index("完成情况")] == "已销号")
    assert closed[heads.index("整改时限")] is not None  # the plan tells it, the notice of closure does not
