"""The same list in other print: how items are marked, how labels are set off, and what became of the line breaks."""

import pytest

import taizhang

MARKS = [
    ("1.", "2.", "3."),
    ("一、", "二、", "三、"),
    ("（1）", "（2）", "（3）"),
    ("1）", "2）", "3）"),
    ("①", "②", "③"),
    ("第一项：", "第二项：", "第三项："),
    ("问题一：", "问题二：", "问题三："),
    ("【任务1】", "【任务2】", "【任务3】"),
    ("【1】", "【2】", "【3】"),
    ("—", "—", "—"),
]
PROBLEMS = ("洗沙场泥浆直排河道。", "垃圾中转站渗滤液外溢。", "锅炉烟尘超标排放。")
LABELS = [
    "{}：",
    "【{}】",
    "[{}] ",
    "【{}】：",
    "{}　",
    "{}：\n",
]
TITLE = "临川县生态环境保护督察反馈问题整改方案\n"


def plan(marks, label="{}：", names=("整改时限", "责任单位", "整改措施"), last="（1）停产；（2）清理现场。"):
    values = ("2023年9月底前", "县水利局", last)
    fields = "\n".join(label.format(n) + v for n, v in zip(names, values, strict=True))
    return TITLE + "\n".join(f"{m}{p}\n{fields}" for m, p in zip(marks, PROBLEMS, strict=True))


def titles(text):
    return [t.title for t in taizhang.parse(text).tasks]


@pytest.mark.parametrize("marks", MARKS, ids=lambda m: m[0])
def test_items_are_told_by_any_mark(marks):
    assert titles(plan(marks)) == [p.rstrip("。") for p in PROBLEMS]


@pytest.mark.parametrize("label", LABELS)
def test_labels_are_set_off_in_many_ways(label):
    found = taizhang.parse(plan(MARKS[0], label)).tasks
    assert [t.title for t in found] == [p.rstrip("。") for p in PROBLEMS]
    assert {t.deadline.end.isoformat() for t in found} == {"2023-09-30"}
    assert {a.party.name for t in found for a in t.assignments} == {"县水利局"}


@pytest.mark.parametrize(
    "names",
    [("完成整改时限", "责任落实单位", "具体措施"), ("整 改 时 限", "责 任 单 位", "整 改 措 施")],
)
def test_names_of_fields_may_be_longer_or_spread(names):
    found = taizhang.parse(plan(MARKS[1], names=names)).tasks
    assert [t.title for t in found] == [p.rstrip("。") for p in PROBLEMS]
    assert all(t.deadline and t.assignments for t in found)


def test_measures_counted_in_their_own_lines_are_no_tasks():
    measures = "\n1.停产；\n2.清理现场。"
    lines = plan(("（一）", "（二）", "（三）"), last=measures) + "\n整改进展：\n1.已停产。\n2.现场已清理。"
    assert titles(lines) == [p.rstrip("。") for p in PROBLEMS]


def test_a_page_without_line_breaks_keeps_its_items():
    line = plan(("一、", "二、", "三、")).replace("\n", "")
    assert titles(line) == [p.rstrip("。") for p in PROBLEMS]


def test_marks_that_do_not_count_from_one_open_no_items():
    text = (
        TITLE + "（3）洗沙场泥浆直排河道。\n整改时限：2023年9月底前\n（7）锅炉烟尘超标排放。\n整改时限：2023年10月底前"
    )
    assert len(titles(text)) < 2


def test_headings_of_fields_of_work_hold_the_problems_and_are_none():
    text = (
        "关于2021年度审计查出问题整改情况的报告\n截至10月底，审计查出的26个问题已整改21个，整改率80.8%。\n一、财政管理方面\n（1）非税收入未及时缴库。区财政局已全部缴库。\n"
        "（2）存量资金沉淀未清理。已全部收回。\n二、民生资金方面\n（3）向不符合条件人员发放补贴。区民政局已全部追回，责任单位为区民政局。"
    )
    assert titles(text) == ["非税收入未及时缴库", "存量资金沉淀未清理", "向不符合条件人员发放补贴"]


PARTY = (
    "中共临川区文化局党组关于巡察整改情况的通报\n2023年1月17日，区委巡察组反馈问题25个，已完成整改19个，正在整改6个，整改完成率76%。\n"
    "（一）在“贯彻落实决策部署不够有力”方面\n1.关于“学习贯彻不够到位”问题的整改\n（1）关于“学习研讨不深不透”问题的整改情况。\n"
    "整改情况：已完成整改。组织专题学习2次。\n（2）关于“专项资金使用缓慢”问题的整改情况。\n"
    "整改情况：正在整改。剩余41万元预计2023年9月底前支付完毕。\n2.关于“招引力度不够”问题的整改\n"
    "（1）关于“签约项目落地率低”问题的整改情况。\n整改情况：已完成整改。2个项目已开工。\n下一步，局党组将于2024年3月底前组织复查。"
)


def test_the_innermost_items_that_own_the_labels_are_the_tasks():
    found = [t for t in taizhang.parse(PARTY).tasks if t.kind == "rectification"]
    assert [t.title for t in found] == ["学习研讨不深不透", "专项资金使用缓慢", "签约项目落地率低"]
    assert [t.status for t in found] == ["completed", "in_progress", "completed"]
    assert [t.deadline and t.deadline.end.isoformat() for t in found] == [None, "2023-09-30", None]


def test_what_stands_behind_the_last_section_belongs_to_no_problem():
    text = (
        "关于大气污染防治审计发现问题整改情况的函\n一、总体情况\n审计发现的25个问题均已采取措施整改。\n二、具体整改情况\n"
        "（一）部分工地监测设备未联网。\n该问题正在整改，其余17个工地6月底前完成。\n（二）补贴发放不及时。\n该问题已完成整改。\n"
        "三、下一步工作\n继续压实责任，2023年6月底前完成全部问题整改。"
    )
    found = taizhang.parse(text).tasks
    assert [t.title for t in found] == ["部分工地监测设备未联网", "补贴发放不及时"]
    assert found[1].deadline is None


def test_a_name_alone_takes_the_fault_behind_it_as_its_title():
    text = (
        "关于挂牌督办重大火灾隐患的通报\n县安全生产委员会办公室\n2024年4月9日\n下列单位存在重大火灾隐患：\n"
        "（一）鑫汇商贸城。自动喷水灭火系统瘫痪，楼梯被封堵。督办单位：县商务局；整改期限：2024年7月31日。\n"
        "（二）东湖养老院。未设火灾自动报警系统，使用易燃板材。督办单位：县民政局；整改期限：2024年6月30日。"
    )
    assert titles(text) == ["鑫汇商贸城自动喷水灭火系统瘫痪", "东湖养老院未设火灾自动报警系统"]


def test_rows_broken_over_lines_are_mended():
    bars = (
        "序号 | 反馈问题 | 整改时限 | 责任单位 | 整改进展 |\n1 | 养殖场粪污直排。\n | 2022年9月底前 | 大屯镇政府 | 已清运；\n已完成整改 |\n"
        "2 | 矿坑未复绿 | 2022年12月底前 | 县林业局 | 正在整改 |"
    )
    gaps = (
        "序号 反馈问题 整改时限 责任单位 整改进展\n1 养殖场粪污直排 2022年9月底前 大屯镇政府；\n县水利局 已完成整改\n"
        "2 矿坑未复绿 2022年12月底前 县林业局 正在整改\n以上问题按月调度。\n特此通告。\n县环委办"
    )
    for table in (bars, gaps):
        found = taizhang.parse("萧县督察反馈问题整改清单\n" + table).tasks
        assert [t.title for t in found] == ["养殖场粪污直排", "矿坑未复绿"]
        assert [t.status for t in found] == ["completed", "in_progress"]


def test_labels_may_stand_in_brackets_behind_the_problem():
    text = (
        "关于突出环境问题整改销号的公示\n2021年1月11日\n以下问题完成整改，拟予销号：\n"
        "1、兴旺砖厂脱硫设施不正常运行（整改时限：2020年6月底；责任单位：石门乡政府）。整改情况：更换脱硫塔1座，达标排放。\n"
        "2、东关泵站溢流（整改时限：2020年9月底；责任单位：县水利局）。整改情况：新建调蓄池1座，溢流消除。"
    )
    found = taizhang.parse(text).tasks
    assert [t.title for t in found] == ["兴旺砖厂脱硫设施不正常运行", "东关泵站溢流"]
    assert [t.deadline.end.isoformat() for t in found] == ["2020-06-30", "2020-09-30"]
    assert [len(t.assignments) for t in found] == [1, 1]


def test_a_body_that_the_matter_names_does_not_lead_it():
    text = (
        "全市环境问题整改调度会召开\n2021年6月3日下午，副市长李某主持召开整改调度会。\n"
        "会议明确，长岭水泥公司矿山修复由市自然资源局牵头，6月底前完成削坡。"
    )
    (task,) = taizhang.parse(text).tasks
    assert task.title == "长岭水泥公司矿山修复"
    assert [a.party.name for a in task.assignments] == ["市自然资源局"]


def test_an_item_without_labels_in_a_row_of_labelled_ones_is_one_where_it_says_what_is_amiss():
    text = (
        "省督察组向盐城市反馈督察意见\n2022年6月17日，督察组反馈了意见。督察指出的主要问题如下：\n（一）作业票没有逐级审批。整改期限：6月30日前。责任单位：某涂料公司。\n"
        "（二）报警器失效。某树脂公司发现后立即更换，5月13日复查合格，已完成整改。\n"
        "（三）园区没有建设应急池。设备已采购，正在安装。整改期限：8月15日前。\n（四）检查总体情况。4个县有专职监管人员。\n"
    )
    told = taizhang.parse(text).tasks
    assert [(t.kind, t.title, t.status) for t in told] == [
        ("finding", "作业票没有逐级审批", "none"),
        ("finding", "报警器失效", "completed"),
        ("finding", "园区没有建设应急池", "in_progress"),
    ]


def test_labels_without_a_colon_behind_a_printed_one_of_their_line():
    text = (
        "整改验收情况的公示\n一、第9项　某灌区地下水超采。\n完成情况：关闭机井212眼。牵头单位市水务局，责任单位甲县人民政府、乙县人民政府，验收时间8月11日。\n"
        "二、第17项　某园区危废库建设滞后。\n完成情况：建成库房2座。责任单位丙县人民政府，验收时间7月28日。\n"
    )
    told = [{a.party.name for a in t.assignments if a.role == "responsible"} for t in taizhang.parse(text).tasks]
    assert told == [{"甲县政府", "乙县政府"}, {"丙县政府"}]


def test_items_behind_the_first_of_a_line_are_items():
    text = "整改进展情况\n1.某石料厂粉尘问题。责任单位：临川县政府。整改情况：已完成。2.某泵站溢流问题。责任单位：临川县水利局。整改情况：已完成。"
    text += "3.某矿坑未复绿问题。责任单位：临川县自然资源局。整改情况：正在推进。"
    assert titles(text) == ["某石料厂粉尘问题", "某泵站溢流问题", "某矿坑未复绿问题"]
