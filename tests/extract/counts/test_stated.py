"""Figures inside tasks: their place says what the words around them do not."""

import pytest

from taizhang import parse

PLAN = """某市督察反馈意见整改方案
一、{problem}
整改目标：{target}。
整改时限：2030年6月底前
责任单位：市水利局
二、渣场没有防渗
整改时限：2030年9月底前
责任单位：市经济和信息化局
"""
PROBLEM, TARGET = "12座小水电站没有泄放生态流量", "12座小水电站全部安装监控"


def statuses(problem=PROBLEM, target=TARGET):
    return [(c.text, c.status) for c in parse(PLAN.format(problem=problem, target=target)).counts]


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        ("9个村污水处理设施建成后无人接管", "9个"),
        ("补助资金300万元拨给早已停产的企业", "300万元"),
        ("部门执法宽松软，3个部门全年“零处罚”", "3个"),
        ("中心组学习全年只有2次", "2次"),
    ],
)
def test_the_statement_of_a_problem_tells_what_was_found(problem, text):
    found = {said: status for said, status in statuses(problem) if said.startswith(text)}
    assert set(found.values()) == {"found"}


def test_what_a_plan_tells_of_a_problem_was_found_and_what_it_divides_is_the_whole():
    told = statuses("县填埋场仍在进场\n日均进场垃圾90吨。31座处理站中，8座进水不足", "停止进场")
    assert told == [("90吨", "found"), ("31座", "total"), ("8座", "found")]


def test_what_a_complaint_claims_nobody_has_found():
    page = "信访举报件办理情况\n受理编号：X1\n反映问题：河滩上3家砂场粉尘扰民。\n调查核实情况：属实，2家砂场没有喷淋。\n办理状态：已办结"
    assert [c.status for c in parse(page).counts] == ["total", "found"]


def test_a_target_is_planned():
    assert [status for _, status in statuses()] == ["found", "planned"]


@pytest.mark.parametrize(
    ("problem", "wanted"),
    [
        ("应淘汰小锅炉40台，实际淘汰15台", ["total", "completed"]),
        ("抽查企业20家，9家没有台账", ["inspected", "found"]),
    ],
)
def test_what_is_said_plainly_stays(problem, wanted):
    assert [status for _, status in statuses(problem, "全面整改")] == wanted


def test_a_commitment_is_planned_but_not_what_was_done_before():
    news = (
        "某县整改进展情况\n下一步，2030年7月底前对28个已完成问题逐项复核，2030年9月底前组织4个工作组夜查化工园区异味。"
    )
    assert [c.status for c in parse(news).counts] == ["completed", "planned"]


def test_the_rule_that_was_overruled_is_kept():
    first = parse(PLAN.format(problem="投入300万元的监测平台无人使用", target=TARGET)).counts[0]
    assert len(first.rule_id.split()) > 1
    assert first.rule_id.split()[-1] == "counts.stated"
