"""Tasks from prose and tables: what is one, and what its fields say."""

import datetime as dt

import pytest

import taizhang
from taizhang.document import draft
from taizhang.extract.parties import with_roles
from taizhang.extract.tasks import tasks
from taizhang.extract.tasks.items import printed_number
from taizhang.extract.tasks.shares import part_done
from taizhang.extract.tasks.status import status_of, verified_of
from taizhang.extract.tasks.titles import title_of
from taizhang.extract.tasks.words import field_of
from taizhang.read import read_source, read_text

PLAN = """某市贯彻落实督察反馈意见整改方案
2022年3月15日
一、污水管网建设滞后，城区雨污混排问题突出
整改措施：1.新建管网12公里。2.改造泵站3座。
牵头单位：衡阳市住房和城乡建设局
责任单位：蒸湘区政府、石鼓区政府
整改时限：2022年底前
二、干部担当不足
整改时限：立行立改，长期坚持
责任单位：衡阳市纪委监委
"""


def found(text, doc_type):
    return tasks(with_roles(draft(read_text(text)), doc_type), doc_type)


def names(task, role):
    return [a.party.name for a in task.assignments if a.role == role]


def test_labelled_items_become_tasks_with_all_their_fields():
    first, second = found(PLAN, "plan")
    assert (first.number, first.title) == ("一", "污水管网建设滞后，城区雨污混排问题突出")
    assert first.measures == ("新建管网12公里", "改造泵站3座")
    assert first.deadline.end == dt.date(2022, 12, 31)
    assert names(first, "lead") == ["衡阳市住房和城乡建设局"]
    assert names(first, "responsible") == ["蒸湘区政府", "石鼓区政府"]
    assert second.deadline.end is None


def test_a_csv_of_complaints_becomes_complaints():
    table = (
        "序号,受理编号,交办问题基本情况,行政区域,是否属实,处理和整改情况,是否办结\n"
        "1,D3HN202105220011,某家具厂喷漆异味大,蒸湘区,部分属实,责令2021年6月10日前整改,阶段性办结\n"
        "合计,,1件,,,,\n"
    )
    (reading,) = read_source(table.encode("gb18030"), "a.csv")
    (task,) = tasks(draft(reading), "complaint_handling")
    assert (task.kind, task.number, task.verified, task.status) == ("complaint", "D3HN202105220011", "partly", "phased")
    assert task.deadline.end == dt.date(2021, 6, 10)


def test_a_closure_notice_with_several_problems_is_several_tasks():
    text = "整改销号公示\n一、整改问题\n(一)河面漂浮物多。\n(二)料场未覆盖。\n二、完成时限\n(一)2024年9月底 (二)立行立改\n三、整改完成情况\n(一)已打捞。\n(二)已清运完毕。\n2024年9月29日"
    one, two = found(text, "closure_notice")
    assert (one.title, one.deadline.end, one.status) == ("河面漂浮物多", dt.date(2024, 9, 30), "completed")
    assert (two.title, two.status) == ("料场未覆盖", "completed")


def test_numbered_cases_are_cases_and_general_headings_are_none():
    text = "通报两起典型案例\n一、某化工公司偷排废水案。2023年5月查实，罚款20万元。\n二、某砖厂超标排放案。限期整改。\n三、下一步工作\n加强监管。"
    assert [t.title for t in found(text, "case_report")] == ["某化工公司偷排废水案", "某砖厂超标排放案"]


def test_a_news_notice_has_no_tasks():
    assert found("7月18日，市政府召开会议，听取整改情况汇报，要求压实责任。", "meeting_news") == ()


def test_a_promise_with_a_day_is_a_commitment():
    (task,) = found("整改进展顺利。下一步，2024年6月底前完成26台燃煤锅炉改造。", "progress_report")
    assert (task.kind, task.deadline.end) == ("commitment", dt.date(2024, 6, 30))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("已完成并销号", "closed"), ("已完成，待销号", "completed"), ("未完成，进度滞后", "overdue"), ("正在推进，达到序时进度", "on_schedule"),
        ("阶段性办结", "phased"), ("未启动", "not_completed"), ("是", "completed"), ("", "none"), ("正在施工", "in_progress"),
        ("上月通过市级验收销号", "closed"), ("已具备销号条件，整改完成", "completed"), ("计划6月底前完成改造", "in_progress"),
        ("须于9月30日前完成设备安装", "in_progress"), ("已于9月30日前完成设备安装", "completed"), ("已完成立项和可研批复", "in_progress"),
        ("已完成整改，正在申请销号", "completed"), ("已拆除，正在复耕", "in_progress"), ("正在组织验收", "in_progress"), ("未拆除", "not_completed"), ("未发现异味", "none"), ("整治中", "in_progress"), ("验收中", "in_progress"), ("其中", "none"), ("已清理", "completed"), ("已拆除到位", "completed"),
        ("2019年底前本应封场，目前只完成4处", "overdue"), ("积存的废水处理完毕", "completed"), ("未整改2个，正在补办手续", "in_progress"),
        ("已整改。其中8500万元已拨付，其余收回。", "completed"), ("未达到时序进度要求", "overdue"), ("取得阶段性成效", "phased"),
        ("责令停产，拟罚款4万元。复查合格前不得点火。", "in_progress"), ("责令8月31日前整改，逾期将依法处罚。", "none"), ("部分整改，已追回30万元", "in_progress"), ("问题已得到解决", "completed"),
        ("尚未整治到位。", "not_completed"), ("问题未得到解决", "not_completed"), ("整治到位率不足60%", "not_completed"), ("正在推进。该项任务已达到序时进度。", "on_schedule"),
        ("1.河道清淤。已完成。2.管网改造。正在推进。", "in_progress"), ("因逾期未整改，依法查封，现已整改到位。", "completed"), ("正在办理复垦验收", "in_progress"),
    ],
)  # fmt: skip
def test_the_words_of_a_status(words, status):
    assert status_of(words)[0] == status


@pytest.mark.parametrize(
    ("told", "asked", "part"),
    [
        ("已拆除29台", "36台锅炉仍在使用", "已拆除29台"), ("已拆除36台", "36台锅炉仍在使用", None), ("搬迁9户，还林31公顷", "核心区23户居民未退出", "搬迁9户"),
        ("排查12个，已整改9个", "", "已整改9个"), ("29台全部拆除", "36台锅炉仍在使用", None), ("已投入300万元", "需资金500万元", None),
        ("已清运0.8万吨", "积存渗滤液1.7万吨", "已清运0.8万吨"), ("已清运2万吨", "积存渗滤液900吨", None),
        ("已收回30万元", "项目投资1200万元，多计工程款30万元", None), ("已拆除猪舍3栋", "猪舍3栋、管理房5栋", None), ("共有企业300家，已关停12家", "应关停12家", None),
    ],
)  # fmt: skip
def test_less_than_was_asked_for_is_not_all(told, asked, part):
    assert part_done(told, asked) == part


@pytest.mark.parametrize(
    ("words", "verified"),
    [
        ("属实", "yes"),
        ("不属实", "no"),
        ("部分属实", "partly"),
        ("反映的洗车场外排问题部分情况属实", "partly"),
        ("部分内容基本属实", "partly"),
        ("甲属实，乙不属实", "partly"),
        ("无", None),
    ],
)
def test_the_words_of_a_finding(words, verified):
    assert verified_of(words) == verified


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("整改完成时限", "deadline"),
        ("反馈 问题", "problem"),
        ("县（市、区）", "region"),
        ("处理和整改情况", "handling"),
        ("处理整改情况", "handling"),
        ("责任追究", "accountability"),
        ("责任", "responsible"),
        ("完成时间", "finished_on"),
        ("销号时间", "closed_on"),
        ("备注", "ignored"),
        ("天气", None),
    ],
)
def test_a_header_names_its_field(header, field):
    assert field_of(header) == field


def test_a_title_is_the_first_clause_without_its_number():
    assert title_of("第18项：铝工业赤泥堆场防渗不到位，地下水超标。其他") == "铝工业赤泥堆场防渗不到位，地下水超标"
    assert title_of("关于“洪湖水质下降”。") == "洪湖水质下降"
    assert printed_number("（一）", "") == "（一）"
    assert printed_number("一、", "第18项：某问题") == "18"


def test_every_task_lies_in_the_text():
    bulletin = taizhang.parse(PLAN)
    assert all(0 <= t.start < t.end <= len(bulletin.text) for t in bulletin.tasks)


def test_a_figure_of_what_falls_due_is_no_commitment():
    text = "某市通报整改进展\n2022年9月27日\n督察整改方案明确55项整改任务。下一步，应于2022年底前完成的有13项，确保2022年底前建成污水处理厂3座。"
    assert [t.title for t in taizhang.parse(text).tasks] == ["确保2022年底前建成污水处理厂3座"]


def test_problems_of_an_audit_report_are_headed_by_their_names():
    text = """关于审计查出问题整改情况的报告
一、财政管理方面
（一）关于非税收入未及时缴库问题。安阳市财政局督促5个部门将2743万元上缴国库。
（二）关于专项资金滞留问题。已拨付3笔，剩余1笔正在办理。
"""
    told = found(text, "progress_report")
    assert [(t.title, t.status) for t in told] == [("非税收入未及时缴库", "completed"), ("专项资金滞留", "in_progress")]


def test_findings_may_be_lines_of_their_own_that_begin_with_one_is():
    text = "巡视组反馈了情况。主要问题是：\n一是落实部署打折扣，资金滞留；\n二是选人用人不规范，超职数配备干部。\n市委书记表示接受。"
    assert [(t.number, t.title) for t in found(text, "feedback")] == [
        ("一", "落实部署打折扣"),
        ("二", "选人用人不规范"),
    ]
    assert [t.number for t in found(text.replace("\n", ""), "feedback")] == ["一", "二"]


@pytest.mark.parametrize(
    "text",
    [
        "但与群众期待相比还有差距：\n一是压力传导层层衰减。7条生产线擅自提产。\n二是煤矿欠账多。77处矿井未治理。\n督察组移交线索5个。",
        "主要问题公布如下：一是压力传导层层衰减,3个部门走过场;二是煤矿欠账多,治理率低。巡视期间,受理来信63件。",
        "集中表现在：第一，压力传导层层衰减；第二，煤矿欠账多。",
        "发现的主要问题有：①压力传导层层衰减，3个部门走过场；②煤矿欠账多。",
        "督察指出，还存在一些不足。（1）压力传导层层衰减。（2）煤矿欠账多。",
    ],
)
def test_a_feedback_counts_its_findings_in_many_ways(text):
    told = found(text, "feedback")
    assert [(t.kind, t.title) for t in told] == [("finding", "压力传导层层衰减"), ("finding", "煤矿欠账多")]
    assert "线索" not in (told[-1].problem or "")


@pytest.mark.parametrize(
    "text",
    [
        "督察发现一些问题。督察组要求：一是提高站位；二是落实责任；三是举一反三。",
        "督察指出了不足。巡视组提出三点整改意见：一是加强党的建设；二是压实主体责任。",
        "同一是非问题：唯一是靠大家。",
    ],
)
def test_what_inspectors_ask_for_is_no_finding(text):
    assert found(text, "feedback") == ()


def test_the_last_finding_ends_with_its_line():
    text = "集中表现在：\n——煤矿隐患屡禁不止。6个探头失效。\n——消防欠账。22个小区通道被堵。\n市长说，2019年3月底前清零重大隐患。"
    assert [(t.title, t.deadline) for t in found(text, "feedback")] == [("煤矿隐患屡禁不止", None), ("消防欠账", None)]


def test_a_column_of_states_goes_before_the_words_of_the_progress():
    text = "序号|问题|整改时限|整改进展|状态\n1|码头14座未拆|2019年12月底|已拆除14座|已销号\n2|水质反弹|2021年6月底|方案已完成|未启动\n"
    assert [t.status for t in found(text, "progress_report")] == ["closed", "not_completed"]


def test_the_problem_of_a_notice_may_stand_before_its_first_label():
    text = "督察反馈意见指出，六股河入海口26个非法采砂点破坏河道。\n整改目标：恢复河道行洪功能。\n整改时限：2019年12月31日前。\n完成情况：已全部拆除。"
    (task,) = found(text, "closure_notice")
    assert (task.title, task.status) == ("六股河入海口26个非法采砂点破坏河道", "completed")
    assert task.deadline.end == dt.date(2019, 12, 31)


def test_a_quoted_problem_is_due_on_the_day_its_report_names():
    text = "（一）关于“学习不深入”的问题。已整改完成。\n（二）关于“国有资产闲置”的问题。正在整改，其余2处计划2025年6月底前完成招租。"
    first, second = found(text, "progress_report")
    assert first.deadline is None
    assert (second.status, second.deadline.end) == ("in_progress", dt.date(2025, 6, 30))


AUDIT = """关于审计查出问题整改情况的报告
一、整改总体情况
（一）高位推动。市政府已召开专题会议3次。
（二）建章立制。已新出台制度19项。
二、具体问题整改情况
1.财政管理方面。（1）预算单位结余资金未清理。市财政局已收回43家单位存量资金6842万元。（2）专项债券资金闲置。已调整到3个新项目，2022年底前可全部支出。
2.部门预算执行方面。5个部门超标准列支会议费14.27万元，已由相关人员退回12.9万元，剩余1.37万元正在追缴。
3.民生项目方面。向137名已死亡人员继续发放高龄津贴，市民政局已停发并追回资金26.4万元，尚有9人未追回。
三、下一步打算
（一）压实责任。不断强化监督。
"""


def test_an_audit_report_counts_its_problems_inside_its_items():
    assert [(t.number, t.title, t.status) for t in found(AUDIT, "progress_report")] == [
        ("（1）", "预算单位结余资金未清理", "completed"),
        ("（2）", "专项债券资金闲置", "in_progress"),
        ("2", "5个部门超标准列支会议费14.27万元", "in_progress"),
        ("3", "向137名已死亡人员继续发放高龄津贴", "in_progress"),
    ]


def test_what_was_done_in_general_is_no_task():
    text = "整改落实情况的报告\n一、总体进度\n完成22个。\n二、主要做法\n（一）高位推动。已研究整改11次，不断压实责任。\n（二）资金保障。已统筹资金3.72亿元。\n三、存在困难\n一是剩余问题点多面广，二是财力不足。"
    assert found(text, "progress_report") == ()


def test_a_name_alone_is_no_title():
    several = "现通报如下：\n1.武安市某铸造厂。煤气柜未安装报警装置，12名员工未经培训。\n2.永年区某标准件公司。3处疏散通道堵塞，违规使用彩钢板。"
    assert [t.title for t in found(several, "case_report")] == [
        "武安市某铸造厂煤气柜未安装报警装置",
        "永年区某标准件公司3处疏散通道堵塞",
    ]


def test_kinds_of_faults_are_no_cases():
    text = "不合格情况通告\n一、农兽药残留问题\n甲店销售的韭菜不合格。\n二、微生物污染问题\n乙店销售的桶装水不合格。"
    assert found(text, "case_report") == ()


def test_figures_behind_a_fault_do_not_name_it():
    text = (
        "审计整改报告\n2023年3月1日\n1．预算下达迟缓，县财政局有14项支付8730万元超过时限。整改情况：已全部下达。\n"
        "2．医保监管有漏洞，3家机构串换项目31人次。整改情况：未完成。\n"
    )
    assert [t.title for t in taizhang.parse(text).tasks] == ["预算下达迟缓", "医保监管有漏洞"]
