"""Every example of the pack `count_status` gets its status by its rule, and no `never` text has a figure decided so. What the
rules say is looked at, before the model `count_status` weighs it."""

import pytest

from taizhang.document import draft
from taizhang.read import read_text
from taizhang.rules import load_pack

RULES = load_pack("count_status").rules
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
NEVER = [(rule, text) for rule in RULES for text in rule.never]


def ways(text: str) -> list[tuple[str, str, str]]:
    """(text, status, the rule that decided the status) of each count."""
    return [(c.text, c.status, c.rule_id) for c in draft(read_text(text)).counts]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_the_figure_of_an_example_gets_its_status_by_the_rule(rule, example):
    assert [(status, way) for text, status, way in ways(example["text"]) if text.startswith(example["of"])] == [
        (example["status"], rule.id)
    ]


@pytest.mark.parametrize(("rule", "text"), NEVER, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(NEVER)])
def test_no_figure_of_a_counterexample_is_decided_so(rule, text):
    found = ways(text)
    assert rule.id not in [way for _, _, way in found]


def test_what_a_list_goes_on_with_is_done_though_a_fault_names_it():
    text = "全省完成215个有机物治理项目、39个臭气治理项目。"
    assert [s for _, s, _ in ways(text)] == ["completed"] * 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("审计工作报告列示问题63个。", "found"),
        ("7月8日反馈意见，列出问题34个。", "found"),
        ("整改方案列出整改任务72项。", "total"),
    ],
)
def test_what_a_report_lists_was_found_and_what_a_plan_lists_is_there(text, status):
    assert [s for _, s, _ in ways(text)] == [status]


@pytest.mark.parametrize("between", ["\n", ""])
def test_measures_of_a_plan_are_planned_in_each_of_their_items(between):
    text = f"整改方案\n整改措施：{between}（一）新建管网12公里。\n（二）新增治理面积380亩。\n（三）投资1.2亿元扩建。\n二、矿山复绿\n已复绿40亩。"
    assert [s for _, s, _ in ways(text)] == ["planned", "planned", "planned", "completed"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("回头看发现27个问题已整改到位。", "completed"),
        ("移交的38项任务已全部完成。", "completed"),
        ("移交的38项任务按方案推进。", "total"),
        ("取保候审2名。", "other"),
        ("吊销许可证2家。", "penalised"),
        ("整改销号情况\n改好了等着核查的8个。", "completed"),
        ("未整改到位图斑：甲区7个。", "not_completed"),
        ("其余39项整改任务正积极推进。", "in_progress"),
        ("7项任务正扎实推进。", "in_progress"),
        ("不达标断面5个。", "found"),
        ("移送行政拘留案件8件。", "transferred"),
        ("移送行政拘留8人。", "detained"),
        ("3台可燃气体检测报警器失效。", "found"),
        ("典型案例通报\n7座停产停建矿山未落实值守。", "found"),
        ("到2030年底，建成区60%以上面积建成达标区。", "planned"),
        ("截至2030年底，建成区60%以上面积已建成达标区。", "completed"),
        ("本月新增信访件9件。", "received"),
        ("新增违法用地图斑7个。", "found"),
        ("已交办拆除整改图斑14宗。", "transferred"),
        ("9名涉案嫌疑人被采取刑事强制措施。", "detained"),
        ("剩余8户接受了走访。", "inspected"),
        ("审计发现，县民政局将公益金12万元用于办公楼维修。", "found"),
        ("县里将投资2亿元建设污水厂。", "planned"),
        ("为群众挽回经济损失38万元。", "completed"),
        ("不符合食品安全标准23批次。", "found"),
    ],
)
def test_what_the_words_behind_or_above_say(text, status):
    assert [s for _, s, _ in ways(text)] == [status]


def test_papers_are_drawn_up_of_things_and_not_counted():
    assert [s for _, s, _ in ways("图斑45个，其中完善手续17个，其余8个正在办理。")][1:] == ["completed", "in_progress"]


@pytest.mark.parametrize(
    "text",
    [
        "审计查出资金闲置、贷款逾期等问题37个。",
        "抽查出逾期、漏填等问题12个。",
        "发现台账缺失、整改不到位等突出问题9个。",
    ],
)
def test_a_status_among_the_problems_listed_is_not_what_became_of_them(text):
    assert [s for _, s, _ in ways(text)] == ["found"]


def test_a_status_before_the_problems_themselves_tells_how_far_they_are():
    assert [s for _, s, _ in ways("至今逾期未整改的问题12个，未完成整改的问题3个。")] == ["overdue", "not_completed"]


def test_a_rate_among_cases_dealt_with_is_not_dealt_with():
    assert [s for _, s, _ in ways("查处违法占用耕地案件12宗、违法占耕比例4.6%。")] == ["penalised", "found"]


def test_a_breakdown_by_kinds_says_nothing_of_the_work_that_names_them():
    text = "反馈问题89个。从问题类型看，污染治理推进不力34个，生态保护修复不到位28个。"
    assert [s for _, s, _ in ways(text)] == ["found"] * 3


def test_the_head_of_a_breakdown_tells_what_became_of_all():
    text = (
        "57项整改任务，已完成38项，滞后2项。\n在已完成的任务中，涉及水污染防治12项，生态保护修复10项，大气污染防治9项。"
    )
    assert [s for _, s, _ in ways(text)] == ["total", "completed", "overdue"] + ["completed"] * 3
