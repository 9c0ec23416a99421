"""Tasks of a report that groups them by how far they are."""

from __future__ import annotations

import pytest

from taizhang.document import draft
from taizhang.extract.tasks import tasks
from taizhang.read import read_text

REPORT = (
    "关于审计查出问题整改情况的报告\n2023年11月28日\n受市人民政府委托，报告如下：\n一、已整改到位的问题\n"
    "（一）市教育局多申领补助41.8万元。已于9月14日退回财政。\n二、尚未整改的问题\n"
    "（二）某公司拖欠土地出让金2150万元。因该公司破产，法院正在审理。\n三、下一步打算\n"
    "（三）市住建局拖欠工程款36万元。正在整改。"
)


def told(text: str) -> list[str]:
    return [task.status for task in tasks(draft(read_text(text)), "progress_report")]


def test_a_section_says_how_far_its_tasks_are_up_to_the_next_chapter():
    assert told(REPORT) == ["completed", "not_completed", "in_progress"]


@pytest.mark.parametrize("more", ["及下一步安排", "及后续安排", "、原因及下步打算", "（1个）"])
def test_its_heading_may_say_more_and_is_no_task(more):
    assert told(REPORT.replace("尚未整改的问题", "尚未整改的问题" + more)) == [
        "completed",
        "not_completed",
        "in_progress",
    ]


@pytest.mark.parametrize("said", ["逾期未完成。", "基本完成整改。", "已完成整改。"])
def test_what_a_task_says_of_itself_may_tell_more(said):
    assert told(REPORT.replace("因该公司破产，法院正在审理。", said))[1] != "not_completed"


def test_what_follows_the_last_label_tells_how_far_it_is():
    text = (
        "某市通报整改进展\n2024年9月2日\n1.断面总磷超标。责任单位：新建区政府。整改时限：2024年8月底前。已完成整改并销号。\n"
        "2.矿山裸露。责任单位：安义县政府。整改时限：2024年6月底前。未按期完成。\n"
    )
    assert told(text) == ["closed", "overdue"]


@pytest.mark.parametrize(
    "heading", ["未严格落实主体责任问题", "已建成污水厂运行管理不到位问题", "未按要求完成整改的问题"]
)
def test_a_chapter_that_names_a_fault_says_nothing_of_how_far_it_is(heading):
    assert told(REPORT.replace("尚未整改的问题", heading))[1] == "in_progress"


def test_a_heading_above_what_is_open_is_no_task_beside_the_parts_of_others():
    text = (
        "某市审计整改情况报告\n2023年11月2日\n一、审计查出问题整改情况\n（一）预算编制不细化问题。市财政局已完善办法。\n"
        "（二）非税收入未及时缴库问题。已全部缴库。\n二、尚未完成整改的问题及下一步安排\n"
        "目前还有2个问题未完成整改。下一步将加强督办，确保2023年12月底前完成整改。\n"
    )
    assert told(text) == ["completed", "completed"]
