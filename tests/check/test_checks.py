"""Every check: a bulletin in which it passes, one in which it fails, and texts that give it nothing to say."""

import pytest

import taizhang


def findings(text, rule):
    return [(check.ok, check.detail) for check in taizhang.parse(text).checks if check.rule == rule]


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("parts_sum", "全市共有整改任务38项，已完成27项，达到序时进度11项。", [(True, "整改任务38项 = 27 + 11")]),
        ("parts_sum", "全市共有整改任务50项，已完成22项，剩余27项正在推进。", [(False, "整改任务50项，各部分合计为49（22 + 27）")]),
        (
            "parts_sum",
            "4月11日，督察组交办我省群众信访举报件43件，其中来电26件、来信17件。\n按地区分：南昌市21件，九江市12件，上饶市10件。",
            [(True, "群众信访举报件43件 = 26 + 17"), (True, "群众信访举报件43件 = 21 + 12 + 10")],
        ),
        ("parts_sum", "督察组交办我市信访件60件，其中来电31件、来信28件。", [(False, "信访件60件，各部分合计为59（31 + 28）")]),
        ("rate", "全省信访件1252件，已办结1116件，办结率89%。", [(True, "办结率89%，1116件占1252件的89.14%")]),
        ("rate", "全省信访件1252件，已办结1116件，办结率98%。", [(False, "办结率98%，1116件占1252件的89.14%，两者不符")]),
        (
            "rate",
            "共抽检样品400批次，检出不合格样品6批次，合格率98.5%。",
            [(True, "合格率98.5%，400批次除去6批次后占98.5%")],
        ),
        ("rate", "已整改到位45个，正在整改5个，整改率90%。", [(True, "整改率90%，45个在45个与5个中占90%")]),
        ("rate", "已整改到位45个，正在整改5个，整改率80%。", [(False, "整改率80%，5个占45个的11.11%，两者不符")]),
        ("rate", "某项预算由上年的50万元压减到30万元，整改率40%。", [(True, "整改率40%，500000元除去300000元后占40%")]),
        ("rate", "属实40件，部分属实10件，属实率80%。", [(True, "属实率80%，40件在40件与10件中占80%")]),
        ("rate", "移交问题50个，已整改问题40个，整改率20%。", [(False, "整改率20%，40个占50个的80%，两者不符")]),
        ("rate", "受理80件，已办结16件，办结率80%。", [(False, "办结率80%，16件占80件的20%，两者不符")]),
        ("rate", "交办80件，已办结20件，办结率80%。", [(False, "办结率80%，20件占80件的25%，两者不符")]),
        ("rate", "受理80件，未办结20件，办结率80%。", [(False, "办结率80%，20件占80件的25%，两者不符")]),
        ("rate", "已整改到位50个，正在整改10个，整改率80%。", [(False, "整改率80%，10个占50个的20%，两者不符")]),
        ("percent_range", "全市整改完成率为128%。", [(False, "整改完成率为128%，超过100%")]),
        (
            "period_order",
            "2021年8月26日至9月26日，中央第五生态环境保护督察组进驻四川省。2021年12月13日，督察组反馈了督察意见。",
            [(True, "督察结束（2021-09-26）早于反馈（2021-12-13）")],
        ),
        ("period_order", "2023年5月，省委督察组督察某市发现，3家企业违法排污。", []),
        ("total_shrinks", "共收到群众举报428件。截至目前，累计向地方转办312件。", []),
        ("headline_body", "我市收到信访件15件\n2021年9月2日，我市收到中央生态环境保护督察组转办信访件15件。", [(True, "标题与正文均为信访件15件")]),
        ("headline_body", "我市收到信访件15件\n2021年9月2日，我市收到信访件16件，均已转办。", [(False, "标题为信访件15件，正文为16件")]),
        ("status_conflict", "截至6月底，全市整改任务已完成18项。截至6月底，整改任务未完成18项。", [(False, "整改任务18项既称已完成又称未完成")]),
        ("total_shrinks", "9月2日，我市收到信访件61件。截至目前，我市累计收到信访件57件。", [(False, "累计57件少于其中一批的61件（信访件）")]),
    ],
)  # fmt: skip
def test_what_a_check_says(rule, text, expected):
    assert findings(text, rule) == expected


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("parts_sum", "已改造养殖场22家，关闭5家，剩余14家正在改造。"),  # the rest of the farms, not of those rebuilt
        (
            "parts_sum",
            "督察组交办信访件16件，其中来电7件、来信9件，重点关注2件。\n按地区分：文登区5件，荣成市4件，其他区市7件。各地正在办理。",
        ),
        ("percent_range", "全市化学需氧量浓度比上年上升128%，占比有所提高。"),
        ("rate", "属实40件，不属实10件，属实率80%。"),
        ("rate", "共有任务50项，未完成5项，完成率90%。"),
        ("rate", "已办结45件，未办结5件，办结率90%。"),
        ("rate", "7个问题超期未完成整改，较上月减少2个；完成率由82%提高到91%。"),
        ("rate", "今年立案52件，办结信访件1116件，满意率98%。"),
        ("status_conflict", "全市整改任务36项，已完成18项，正在推进18项。"),
        ("total_shrinks", "9月2日，我市收到信访件61件。截至目前，我市累计收到信访件570件。"),
    ],
)
def test_nothing_fails_that_may_well_be(rule, text):
    assert all(ok for ok, _ in findings(text, rule))


def test_a_rate_is_not_said_to_agree_by_what_its_figures_may_not_count():
    assert findings("共抽检样品400批次，合格样品80批次，合格率80%。", "rate") == []


def test_a_coincidence_over_the_end_of_a_sentence_is_no_sum():
    text = "督察组交办信访件16件，其中来电7件、来信9件，重点关注2件。\n按地区分：文登区5件，荣成市4件，其他区市7件。"
    assert [detail for _, detail in findings(text, "parts_sum")] == ["信访件16件 = 7 + 9", "信访件16件 = 5 + 4 + 7"]


def test_what_was_done_may_stand_behind_its_rate():
    parts = "全市检查企业3200家，其中桃城区1420家。"
    (check,) = [
        c for c in taizhang.parse(f"{parts}发现隐患860项，整改率98.6%，已整改820项。").checks if c.rule == "rate"
    ]
    assert (check.ok, check.detail) == (False, "整改率98.6%，820项占860项的95.35%，两者不符")
    (check,) = [c for c in taizhang.parse("发现隐患860项，整改率95.3%，已整改820项。").checks if c.rule == "rate"]
    assert check.ok
    for other in ("属实率71.3%，已办结820件", "目标整改率100%，已整改820项", "办结率60%，办结55个"):
        assert not [c for c in taizhang.parse(f"发现隐患860项，{other}。").checks if c.rule == "rate"]
    assert not [
        c for c in taizhang.parse("累计替代61.2万户，占82.7%，其中集中供热18.5万户。").checks if c.rule == "rate"
    ]
