"""Tasks in a row without labels: behind words that say how far all are, and the items of a plan that each tell in their own way."""

import pytest

from taizhang.document import draft
from taizhang.extract.parties import with_roles
from taizhang.extract.tasks import tasks
from taizhang.read import read_text

TOP = "安阳市通报督察整改进展\n2023年4月28日\n36项任务完成28项，其余8项尚在整改。\n"
PLAN = "安阳市举一反三排查问题整改清单\n2023年4月28日\n"


def found(text, doc_type):
    return tasks(with_roles(draft(read_text(text)), doc_type), doc_type)


def due(task):
    return task.deadline and task.deadline.end.isoformat()


@pytest.mark.parametrize(
    ("ahead", "status"),
    [
        ("滞后任务：", "overdue"),
        ("进度偏慢的2项任务分别是：", "overdue"),
        ("尚未完成的问题有：", "not_completed"),
        ("正在推进的项目：", "in_progress"),
        ("达到序时进度的任务（2项）：", "on_schedule"),
    ],
)
@pytest.mark.parametrize(("marks", "between"), [(("1.", "2."), ""), (("（1）", "（2）"), ""), (("1.", "2."), "\n")])
def test_words_ahead_say_how_far_all_of_a_row_are(ahead, status, marks, between):
    row = (
        f"{marks[0]}某化工厂旧址渗滤液收集滞后，责任单位林州市人民政府，6月20日前建成收集池。{between}"
        f"{marks[1]}汤阴县某渣场未封场，汤阴县政府未按3月31日的时限完成，现延期至9月底。"
    )
    one, two = found(TOP + ahead + between + row, "progress_report")
    assert one.status_text == ahead.rstrip("：")
    assert (one.title, one.status, due(one)) == ("某化工厂旧址渗滤液收集滞后", status, "2023-06-20")
    assert (two.title, two.status, due(two)) == ("汤阴县某渣场未封场", status, "2023-09-30")
    assert [a.party.name for t in (one, two) for a in t.assignments] == ["林州市政府", "汤阴县政府"]


@pytest.mark.parametrize(
    "row", ["滞后任务3项，均已约谈。", "滞后任务：林州市1项，汤阴县2项。", "未完成的问题：1.林州市5个。2.汤阴县3个。"]
)
def test_totals_behind_such_words_are_no_tasks(row):
    assert found(TOP + row, "progress_report") == ()


@pytest.mark.parametrize("marks", ["①②③", ["1.", "2.", "3."], ["（1）", "（2）", "（3）"]])
def test_the_items_of_a_plan_need_no_labels(marks):
    text = PLAN + (
        f"{marks[0]}某河段围网没拆净——安阳市水利局、汤阴县政府，5月底前。\n"
        f"{marks[1]}老砖厂遗留废塑料40吨，污水外溢，时限2023.6.30，安阳市生态环境局督办\n"
        f"{marks[2]}巡河记录造假，立行立改。\n以上由市政府督查室每月调度。"
    )
    told = found(text, "plan")
    assert [(t.title, due(t)) for t in told] == [
        ("某河段围网没拆净", "2023-05-31"),
        ("老砖厂遗留废塑料40吨，污水外溢", "2023-06-30"),
        ("巡河记录造假", None),
    ]
    assert [a.party.name for a in told[0].assignments] == ["安阳市水利局", "汤阴县政府"]
    assert told[1].assignments == ()


def test_measures_in_general_are_no_items_of_a_plan():
    text = PLAN + "1.加强组织领导，压实各级责任。\n2.加大宣传力度，营造氛围。\n3.严格考核问责，5月底前通报。\n"
    assert [t.rule_id for t in found(text, "plan") if t.rule_id == "tasks.row"] == []


@pytest.mark.parametrize(
    ("opening", "status"),
    [
        ("剩余3处：", "in_progress"),
        ("未完成的3个中，", "not_completed"),
        ("已完成35项，还有3个问题正在整改：", "in_progress"),
    ],
)
def test_the_parts_between_semicolons_are_a_row_too(opening, status):
    text = (
        f"整改进展通报\n2021年6月4日\n{opening}城建公司欠缴土地出让金，9月底前缴清；府河支流治理，市水利局牵头，2022年底完成；"
        "东镇违规发放补贴尚未追回。\n"
    )
    found = [(t.title, t.status) for t in tasks(draft(read_text(text)), "progress_report")]
    assert found == [
        ("城建公司欠缴土地出让金", status), ("府河支流治理", status), ("东镇违规发放补贴尚未追回", status),
    ]  # fmt: skip


def test_each_part_of_a_row_may_tell_its_own_status():
    text = "隐患整改进展\n2021年8月20日\n部分隐患整改情况：甲公司储罐液位计失效，已更换；乙公司消防泵故障，正在维修；丙站未设防静电设施，8月25日前整改。\n"
    found = [(t.title, t.status) for t in tasks(draft(read_text(text)), "progress_report")]
    assert found == [
        ("甲公司储罐液位计失效", "completed"), ("乙公司消防泵故障", "in_progress"), ("丙站未设防静电设施", "in_progress"),
    ]  # fmt: skip


def test_what_was_done_in_general_is_no_row():
    text = "整改进展\n整改情况：召开会议12次，已完成部署；制定方案3份，已印发。\n"
    assert tasks(draft(read_text(text)), "progress_report") == ()
