"""What a report tells of problems one by one: what was wrong, what was done, who answers."""

import pytest

import taizhang
from taizhang.document import draft
from taizhang.extract.tasks import tasks
from taizhang.read import read_text

TITLE = "关于2017年度市本级预算执行和其他财政收支审计查出问题整改情况的报告\n市审计局局长 陈某某\n"


def found(text):
    return tasks(draft(read_text(text)), "progress_report")


def test_under_fields_of_work_the_title_says_that_problems_follow():
    text = TITLE + (
        "一、财政管理方面\n（一）非税收入3120.5万元未及时缴库。市财政局已全部缴库。\n二、部门预算执行方面\n"
        "（二）3个街道往来款15笔长期挂账。清理11笔，另有4笔尚未整改到位。\n（三）公务卡使用率偏低，抽查3家单位。已整改。\n"
    )
    assert [(t.number, t.title, t.status) for t in found(text)] == [
        ("（一）", "非税收入3120.5万元未及时缴库", "completed"),
        ("（二）", "3个街道往来款15笔长期挂账", "not_completed"),
        ("（三）", "公务卡使用率偏低", "completed"),
    ]


def test_under_fields_of_work_of_another_report_nothing_follows():
    text = "关于2017年度财政工作情况的报告\n一、财政管理方面\n（一）缺口较大的问题得到缓解。已补足资金。\n（二）不断完善制度。已修订办法3项。\n"
    assert found(text) == ()


def test_one_body_named_behind_a_label_does_not_hide_the_other_items():
    text = TITLE + (
        "一、问题整改情况\n（一）存量资金未清理。已收回2011万元。\n（二）9个项目超期未办理结算。剩余3个正在办理，责任单位为市交投集团。\n"
    )
    first, second = found(text)
    assert (first.title, second.title) == ("存量资金未清理", "9个项目超期未办理结算")
    assert [(a.role, a.party.name) for a in second.assignments] == [("responsible", "市交投集团")]


def test_who_is_named_in_the_problem_answers_where_the_remedy_names_nobody():
    text = (
        TITLE
        + "一、问题整改情况\n（一）市文广局公务卡使用率偏低。已整改。\n（二）市水务局项目存在转包。市住建局已立案。\n"
    )
    assert [[a.party.name for a in t.assignments] for t in found(text)] == [["市文广局"], ["市住建局"]]


def test_a_label_may_follow_a_problem_in_quotation_marks_with_measures_numbered_below():
    text = (
        "整改进展清单\n一、关于“督察反馈指出，某市部署多、落实少。”整改进展情况：已经完成，长期坚持。\n1.纳入学习内容。\n2.持续办好专栏。\n"
        "二、关于“部分湖泊水质恶化。”整改进展情况：达到序时进度。\n1.实施截污。\n"
    )
    assert [(t.number, t.title, t.status) for t in found(text)] == [
        ("一", "某市部署多、落实少", "completed"),
        ("二", "部分湖泊水质恶化", "on_schedule"),
    ]


def test_a_share_of_the_work_is_not_the_whole():
    text = "整改进展\n问题1：污水处理厂超负荷运行。\n整改情况：二期工程已开工，完成总量60%。\n问题2：渗滤液积存。\n整改情况：全部清零。\n"
    assert [t.status for t in found(text)] == ["in_progress", "completed"]


def test_which_problem_it_is_may_stand_behind_the_label():
    text = (
        "某县整改完成情况的公示\n问题一（反馈意见第17项）：湖南岸村庄生活污水收集率不足40%。\n整改时限：2023年9月底前\n责任单位：县水务局\n"
        "完成情况：铺设支管17.8公里，已完成。\n问题二（反馈意见第29项）：豆制品加工户废水外排。\n整改时限：2023年12月底\n责任单位：县工信局\n"
        "完成情况：全部关停。\n2023年11月14日\n"
    )
    tasks = found(text)
    assert [t.title for t in tasks] == ["湖南岸村庄生活污水收集率不足40%", "豆制品加工户废水外排"]
    assert [str(t.deadline.end) for t in tasks] == ["2023-09-30", "2023-12-31"]


def test_a_task_with_its_source_labels_what_it_is_about():
    text = (
        "某县整改销号公示\n任务一（省督察第4项）：河滩堆砂未清理。\n责任单位：县水利局。完成时限：2022年9月底。\n完成情况：已清运。\n"
        "任务二（省督察第9项）：工地裸土未覆盖。\n责任单位：县住建局。完成时限：2022年6月底。\n完成情况：已覆盖。\n"
    )
    assert [t.title for t in found(text)] == ["河滩堆砂未清理", "工地裸土未覆盖"]


def test_a_label_names_firms_by_their_short_names():
    text = (
        "整改进展情况\n（一）超低排放改造滞后。整改时限：2023年底。责任单位：华丰股份、远东铜业。整改进展：正在推进。\n"
        "（二）渣场渗漏。整改时限：2022年底。责任单位：相关钢铁企业。整改进展：已完成。\n"
    )
    assert [[a.party.name for a in t.assignments] for t in found(text)] == [["华丰股份", "远东铜业"], []]


def test_who_urges_another_body_has_it_do_the_work():
    text = (
        "贺州市审计整改情况的报告\n一、审计查出问题的整改\n（一）预算代编规模偏大问题。已整改。市财政局已压减。\n"
        "（二）债券资金闲置问题。正在整改。余款由市发展改革委督促昭平县政府使用完毕。\n"
    )
    assert [[a.party.name for a in t.assignments] for t in found(text)] == [["贺州市财政局"], ["昭平县政府"]]


def test_labels_in_some_items_do_not_hide_what_the_sentences_of_all_tell():
    text = (
        "怀化市突出问题整改进展情况通报\n2022年8月9日\n"
        "1.砂石码头扬尘问题（第8项）。由市交通运输局牵头，关停4座，6月12日通过市级验收销号。\n"
        "2.老城区管网混接问题。改造9公里，剩余3公里正在开挖，要求2022年11月底前完成。牵头单位：市住建局；责任单位：靖州县政府。\n"
        "3.尾矿库闭库问题。2020年底前本应全部闭库，目前只完成2座。责任单位为溆浦县政府，延期至2023年3月底。\n"
        "4.垃圾焚烧厂扩容改造。4月已建成投运，待省级验收。责任单位：麻阳县政府。\n"
        "通报要求，市委、市政府约谈有关县。\n"
    )
    assert [(t.status, t.deadline and str(t.deadline.end)) for t in found(text)] == [
        ("closed", None),
        ("in_progress", "2022-11-30"),
        ("overdue", "2023-03-31"),
        ("completed", None),
    ]
    assert [[(a.role, a.party.name) for a in t.assignments] for t in found(text)] == [
        [("lead", "怀化市交通运输局")],
        [("lead", "怀化市住建局"), ("responsible", "靖州县政府")],
        [("responsible", "溆浦县政府")],
        [("responsible", "麻阳县政府")],
    ]


def test_items_that_name_problems_are_tasks_without_labels():
    text = (
        "某县突出生态环境问题整改情况的通报\n"
        "（一）河流水质下降问题。县生态环境局清理河道垃圾320吨，已完成整改。\n"
        "（二）污水处理厂运行不稳定问题。二期工程推进缓慢，园区须于9月30日前完成设备安装。\n"
        "（三）餐饮油烟扰民问题。共排查餐饮店216家，安装净化器198家。\n2022年7月5日\n"
    )
    assert [t.status for t in found(text)] == ["completed", "overdue", "none"]
    assert [a.party.name for a in found(text)[0].assignments] == ["县生态环境局"]


def test_sections_of_a_report_are_no_tasks():
    text = (
        "某市督察整改工作取得阶段性成效\n一、加强组织领导。先后12次召开专题会议，下发督办单26份。\n"
        "二、狠抓整改落实。反馈问题5项已完成4项，新建管网23公里。\n三、严查违法行为。立案查处案件32起。\n"
    )
    assert found(text) == ()


def test_an_item_may_begin_with_a_figure():
    text = TITLE + (
        "一、主要问题整改情况\n1.预算编制不完整。已将结转资金全部纳入下年预算。\n2.3个乡镇违规收取管理费。两个镇已退还，"
        "另一个镇承诺2018年12月底前退清。\n"
    )
    assert [(t.number, t.title, t.status) for t in found(text)] == [
        ("1", "预算编制不完整", "completed"),
        ("2", "3个乡镇违规收取管理费", "in_progress"),
    ]


def test_a_penalty_alone_does_not_say_how_far_a_problem_is():
    text = TITLE + (
        "一、问题整改情况\n（一）4个项目存在违法分包。已对施工单位罚款8万元，列入黑名单。\n（二）往来款未清理。已收回120万元。\n"
    )
    assert [t.status for t in found(text)] == ["none", "completed"]


def test_faults_in_a_row_are_findings_where_each_names_its_own():
    told = "安阳市通报安全生产检查情况\n2023年4月28日\n共查出隐患120项。\n检查发现主要问题：林州市某铸造公司消防通道被物料堵塞，责令停用；汤阴县某采石场未设围挡。\n"
    assert [(t.kind, t.title, t.assignments) for t in found(told)] == [
        ("finding", "林州市某铸造公司消防通道被物料堵塞", ()),
        ("finding", "汤阴县某采石场未设围挡", ()),
    ]


@pytest.mark.parametrize(
    "row",
    ["排查不细致、流于形式；部分企业台账不全", "林州市未整改5个；汤阴县8个", "林州市某铸造公司消防通道被物料堵塞"],
)
def test_faults_of_all_in_general_and_numbers_are_no_findings(row):
    assert found(f"安阳市通报安全生产检查情况\n2023年4月28日\n存在问题：{row}。\n") == ()


def test_in_an_audit_what_was_done_stands_behind_the_body_and_what_comes_next_is_no_problem():
    text = (
        TITLE + "一、主要问题整改情况\n"
        "（一）收入未及时缴库问题\n某局专户滞留6300万元未及时缴入国库，逾期未清理。整改责任单位为市财政局，已于2023年8月15日全部缴库。\n"
        "（二）项目超概算问题\n某医院超概算投资1.1亿元。整改责任单位为市发展改革委，4个项目已履行调整程序，1个项目正在组织评审。\n"
        "二、下一步工作安排\n（一）紧盯未完成任务\n市自然资源局2024年4月底前逐矿制定施工计划，2024年10月底前完成98处矿山治理。\n"
    )
    found = tasks(draft(read_text(text, "a.txt")), "progress_report")
    assert [(t.title, t.status) for t in found if t.kind == "rectification"] == [
        ("收入未及时缴库问题", "completed"),
        ("项目超概算问题", "in_progress"),
    ]
    assert "紧盯未完成任务" not in [t.title for t in found]


def test_a_quoted_problem_needs_no_word_in_front():
    text = (
        "整改进展\n截至6月，“库区违建别墅连片”问题已完成整改；“某河水质不达标”问题正在推进；"
        "对“概算执行不严格”的问题，市发改委已约谈建设单位，预计2023年3月底前完成。\n"
    )
    assert [t.status for t in tasks(draft(read_text(text)), "progress_report")] == [
        "completed", "in_progress", "in_progress",
    ]  # fmt: skip


def test_a_quoted_problem_may_be_a_heading():
    text = "整改进展\n（一）关于“大气污染防治不力”问题\n1.整改情况。淘汰锅炉126台，已完成整改。\n（二）关于“营商环境不优”问题\n1.整改情况。正在清理拖欠账款。\n"
    assert [t.status for t in tasks(draft(read_text(text)), "progress_report")] == ["completed", "in_progress"]


def test_a_quoted_problem_keeps_its_number_and_the_last_ends_like_the_others():
    text = (
        "整改进展\n1.关于“政治引领有短板”问题的整改。\n一是开展培训3场，已完成整改。\n"
        "2.关于“经费管理不严格”问题的整改。\n一是清退补贴2.4万元。\n三、下一步打算\n（一）对未完成事项持续用力。\n"
    )
    tasks_told = [(t.number, t.status) for t in tasks(draft(read_text(text)), "progress_report")]
    assert tasks_told == [("1", "completed"), ("2", "completed")]


def test_paragraphs_may_each_open_with_a_problem():
    text = "反馈问题整改情况\n关于扬尘污染管控不力问题。处罚42起，已完成整改。\n关于机制砂企业违规生产问题。关闭5家，正在整改。\n"
    assert [(t.title, t.status) for t in tasks(draft(read_text(text)), "progress_report")] == [
        ("扬尘污染管控不力", "completed"), ("机制砂企业违规生产", "in_progress"),
    ]  # fmt: skip


def test_the_problem_may_stand_before_a_colon():
    text = "整改进展\n● 某江流域氨氮超标：管网建成，完成整改。\n● 电镀园区废水处理能力不足：正在扩建，预计6月底投运。\n"
    assert [(t.title, t.status) for t in tasks(draft(read_text(text)), "progress_report")] == [
        ("某江流域氨氮超标", "completed"), ("电镀园区废水处理能力不足", "in_progress"),
    ]  # fmt: skip


def test_the_parts_of_a_series_that_call_themselves_problems_stand_each_for_itself():
    text = (
        "凤台县整改情况报告\n2023年7月8日\n一是石英砂厂扬尘问题。县工信局牵头，16家全部完成封闭，已销号。\n"
        "二是小河断面超标问题。正在清淤。三是采坑裸露问题。未启动。\n"
    )
    assert [(t.number, t.status) for t in found(text)] == [
        ("一", "closed"),
        ("二", "in_progress"),
        ("三", "not_completed"),
    ]
    assert not found("凤台县整改情况报告\n2023年7月8日\n一是压实责任。已召开会议。\n二是加强调度。正在推进。\n")


def test_a_problem_need_not_have_parts_where_others_have():
    text = (
        "审计调查发现问题整改情况\n二、具体整改情况\n（一）年度空气质量目标任务未完成。\n该问题已完成整改。\n"
        "（二）扬尘防治推进不力。\n1.部分工地未落实围挡要求。\n该问题已完成整改。\n2.渣土车未密闭运输问题。\n该问题正在整改，计划2023年6月底前完成。\n"
        "（三）挥发性有机物治理滞后。\n该问题持续整改，3月底前完成。\n"
    )
    assert [t.number for t in found(text)] == ["（一）", "1", "2", "（三）"]


def test_a_problem_named_again_tells_neither_status_nor_day():
    first, second = found(
        TITLE
        + "一、财政管理审计查出问题整改情况\n（一）关于预算执行进度较慢的问题。对部分资金在6月30日前仅下达一半问题，市财政局已统筹下达。"
        "对部分项目进度缓慢问题，有关单位加快建设，正在推进。\n（二）关于管理粗放的问题。市财政局修订办法，与财政部要求存在偏差的指标已调整。\n"
    )
    assert (first.status, first.deadline) == ("in_progress", None)
    assert [a.party.name for a in second.assignments] == ["市财政局"]


def test_an_item_between_problems_is_one_though_its_words_do_not_judge():
    text = (
        "隐患整改进展通报\n2024年7月2日\n一、整改进展情况\n（一）某煤业公司瓦斯泵未实现双回路供电。6月21日完成改造并通过验收。\n"
        "（二）崇文镇小区电动车飞线充电。新建充电桩96个，剩余24个7月31日前建成。\n（三）某液化气站未设置防撞设施。整改滞后，须于7月15日前完成。\n"
    )
    assert [(t.title, t.status) for t in found(text)] == [
        ("某煤业公司瓦斯泵未实现双回路供电", "completed"),
        ("崇文镇小区电动车飞线充电", "in_progress"),
        ("某液化气站未设置防撞设施", "overdue"),
    ]


def test_in_a_list_of_faults_one_is_a_problem_whatever_became_of_it():
    text = (
        "审计查出问题整改情况\n2020年3月16日\n一、项目进度缓慢。县扶贫办督促加快进度，现已全部竣工。\n"
        "二、小额信贷贴息不及时。县金融服务中心已补贴息47.6万元。\n三、收益分配不规范。县农业农村局制定办法，涉及的12个村已重新公示。\n"
        "四、安置点配套不全。县发展改革局补建卫生室1处，幼儿园预计6月底建成。\n"
    )
    assert [(t.number, t.status) for t in found(text)] == [
        ("一", "completed"),
        ("二", "none"),
        ("三", "completed"),
        ("四", "in_progress"),
    ]


@pytest.mark.parametrize(
    ("day", "due"),
    [("明年上半年完成清淤", "2023-06-30"), ("2023年三季度建成泵站", "2023-09-30"), ("今年上半年清淤12公里", None)],
)
def test_a_stretch_to_come_over_which_work_is_finished_is_its_limit(day, due):
    text = f"督察整改进展情况\n一、河道淤积问题。正在整改，由市水利局牵头，{day}。\n二、扬尘问题。已完成整改。\n三、管网破损问题。已完成整改。\n2022年11月2日"
    task = found(text)[0]
    assert (task.deadline and str(task.deadline.end)) == due


def test_a_status_is_told_in_the_sentence_that_tells_it():
    text = (
        "某市审计整改报告\n2023年11月2日\n一、审计查出问题整改情况\n（一）资金下达不及时问题。市财政局已将资金全部下达，并印发办法。\n"
        "（二）培训费超范围列支问题。已调整账务。\n"
    )
    assert [t.status_text for t in found(text)] == ["市财政局已将资金全部下达，并印发办法", "已调整账务"]


def test_whose_inspection_found_it_is_part_of_a_problem_and_answers_for_none():
    text = (
        "某县巡察整改进展情况通报\n一、县委主体责任扛得不牢，上轮巡视指出超编问题未整改到位。\n整改情况：已完成整改。\n"
        "二、督察组指出的3个问题未销号。\n整改情况：正在整改。\n"
        "三、目前，省委巡视反馈的12名超编人员未清退。\n整改情况：目前，省委巡视反馈的12名超编人员已清退。\n"
    )
    found = taizhang.parse(text).tasks
    assert [task.title for task in found] == [
        "县委主体责任扛得不牢，上轮巡视指出超编问题未整改到位",
        "督察组指出的3个问题未销号",
        "目前，省委巡视反馈的12名超编人员未清退",
    ]
    assert found[2].assignments == ()
