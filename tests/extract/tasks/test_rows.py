"""Tasks in a row without labels: behind words that say how far all are, and the items of a plan that each tell in their own way."""

import pytest

from taizhang.document import draft
from taizhang.extract.parties import with_roles
from taizhang.extract.tasks import tasks
from taizhang.extract.tasks.rows import _openings
from taizhang.extract.tasks.words import rule_pattern
from taizhang.read import read_text
from taizhang.rules import load_pack

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


def test_a_meeting_gives_out_counted_pieces_of_work():
    text = (
        "临江市召开水环境治理推进会\n2020年6月9日，市政府召开推进会。\n会议明确了三件事：\n\n● 城南河排口整治，市住建局负责，10月底前完成溯源。\n\n"
        "● 沙河镇粪污治理，2021年3月底前建成处理中心1座，责任单位沙河镇政府。\n\n● 老旧管网更换，市水务局牵头，年底前验收。\n"
    )
    told = found(text, "meeting_news")
    assert [(t.kind, t.title, str(t.deadline.end)) for t in told] == [
        ("commitment", "城南河排口整治", "2020-10-31"),
        ("commitment", "沙河镇粪污治理", "2021-03-31"),
        ("commitment", "老旧管网更换", "2020-12-31"),
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "滞后的是新桥区灰渣堆场治理，原定2023年6月底前完工，至今还有2万吨没有清运。",
            [("新桥区灰渣堆场治理", "overdue", "2023-06-30")],
        ),
        (
            "剩下的一项是城区雨污分流改造，由市住建局牵头，2024年6月底前完成。",
            [("城区雨污分流改造", "in_progress", "2024-06-30")],
        ),
        (
            "滞后的是城区雨污分流改造，10月18日副区长被约谈，2024年5月底前将开展专项督办。",
            [("2024年5月底前将开展专项督办", "none", "2024-05-31")],
        ),
        ("滞后的是个别单位没有按要求报送材料，已经通报。", []),
        (
            "剩下两个，一个是弥河砂坑回填，县水利局牵头，12月底前完成；另一个是东城街道管网改造，2024年3月底前完工。",
            [("弥河砂坑回填", "in_progress", "2023-12-31"), ("东城街道管网改造", "in_progress", "2024-03-31")],
        ),
        (
            "进度滞后的有两项：一项是南湖水厂扩建，应于6月底前投运，目前主体仍未完工；另一项是北山矿区复绿，计划9月底完成，仅完成六成。",
            [("南湖水厂扩建", "overdue", "2023-06-30"), ("北山矿区复绿", "overdue", "2023-09-30")],
        ),
    ],
)
def test_running_text_names_what_lags(said, told):
    text = "东宁市督察整改一年来\n2023-11-22\n截至10月底，22项任务完成19项。" + said + "\n"
    assert [(t.title, t.status, str(t.deadline.end)) for t in found(text, "progress_report")] == told


def test_a_notice_of_cases_promises_to_look_again():
    text = (
        "3起违法案件的通报\n2023年8月5日\n1．某熟食店使用过期原料。罚款3.2万元。\n2．某超市销售不合格豆芽。罚款1.5万元。\n"
        "下一步，市市场监督管理局将于10月底前对120家加工单位逐户开展检查。\n"
    )
    assert [t.kind for t in found(text, "case_report")] == ["case", "case", "commitment"]


def test_a_cell_that_tells_what_was_reported_and_then_what_was_found():
    text = (
        "边督边改公开情况一览表\n序号 | 受理编号 | 行政区域 | 污染类型 | 调查核实情况 | 处理和整改情况 | 办结目标 | 问责情况\n"
        "1 | D2GX01 | 平果市 | 土壤 | 反映某公司赤泥堆场外溢。经查，截洪沟破损1处，部分属实。 | 责令停产整治。 | 阶段性办结 | 无\n"
        "2 | X2GX02 | 田阳区 | 噪声 | 反映某厂昼夜生产。经查，未见生产，不属实。 | 加强巡查。 | 已办结 | 无\n"
    )
    told = [(t.title, t.status, t.verified) for t in tasks(draft(read_text(text)), "complaint_handling")]
    assert told == [("某公司赤泥堆场外溢", "phased", "partly"), ("某厂昼夜生产", "completed", "no")]


AHEAD = [e["text"] for rule in load_pack("tasks").rules if rule.id == "tasks.row_ahead" for e in rule.examples]


@pytest.mark.parametrize("words", [words for words in AHEAD if "：" in words])
def test_openings_are_looked_for_where_the_rule_ends(words):
    assert [m[0] for m in _openings(words)] == [rule_pattern("tasks.row_ahead").search(words)[0]]


def test_what_is_not_yet_closed_is_not_completed():
    told = found(
        TOP
        + "尚未销号：4.北湖补水不足，由文峰区政府负责，时限2023年底；7.某河围网未清，由殷都区政府负责，时限2024年底。",
        "progress_report",
    )
    assert [(t.title, t.status) for t in told] == [("北湖补水不足", "not_completed"), ("某河围网未清", "not_completed")]


def test_the_one_task_that_is_left_is_named_without_what_is_said_of_it():
    said = "截至目前完成35项，仅余三江口湿地修复1项任务未完成，由安阳市水利局负责，2023年6月底前完成。"
    assert [(t.title, t.status) for t in found(TOP + said, "progress_report")] == [("三江口湿地修复", "not_completed")]


def test_labelled_items_behind_words_that_say_how_far_they_are_stand_so():
    text = (
        "我市督察整改进展\n截至3月底，完成22项，慢于序时2项。\n慢的两项是：\n1.东区污水处理厂扩建，土建只完成七成。责任单位：东区政府。\n"
        "2.西县5处矿山未按期复绿。责任单位：西县自然资源局。已完成复绿3处。\n对上述任务，市整改办发出督办单。\n"
    )
    found = tasks(draft(read_text(text)), "progress_report")
    assert (found[0].status, found[0].status_text) == ("overdue", "慢的两项是")
