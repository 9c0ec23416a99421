"""Findings that nothing announces: bulleted, under headings that judge, or counted inside a field of work."""

import pytest

import taizhang
from taizhang.document import draft
from taizhang.extract.tasks import tasks
from taizhang.read import read_text


def titles(text, doc_type="feedback"):
    return [t.title for t in tasks(draft(read_text(text)), doc_type)]


@pytest.mark.parametrize("mark", ["● ", "▶", "※", "- ", "· ", "🔸"])
def test_bullets_of_any_kind_hold_findings(mark):
    text = f"督察组交了底\n最让人揪心的几处\n{mark}东湖围网养殖未清退\n{mark}城区5个排口距取水口不足1公里\n{mark}污泥随意堆放\n"
    assert titles(text) == ["东湖围网养殖未清退", "城区5个排口距取水口不足1公里", "污泥随意堆放"]


@pytest.mark.parametrize(
    "bullets",
    [
        "● 受理群众举报312件\n● 发现问题47个\n",
        "● 进一步压实属地责任\n● 加快补齐管网短板\n",
        "● 新建污水管网12公里\n● 栽植苗木3万株\n",
    ],
)
def test_sums_demands_and_deeds_are_no_findings(bullets):
    assert titles(f"督察组反馈意见\n几组数字\n{bullets}") == []


def test_a_bullet_that_judges_not_does_not_swallow_the_next():
    text = "督察意见\n哪里差\n● 保护区内有14宗矿权。\n● 某化工园区偷排废水。\n"
    assert titles(text) == ["保护区内有14宗矿权", "某化工园区偷排废水"]


def test_headings_that_judge_stand_above_their_facts():
    text = (
        "督察组反馈意见\n海湾污染突出\n近岸海域劣四类海水占比60.2%，违法养殖3.2万亩。\n污水处理设施建设滞后\n"
        "污泥处置能力缺口每日800吨，管网破损严重。\n整改要求\n严格按照要求，三十个工作日内报送整改方案。\n"
    )
    assert titles(text) == ["海湾污染突出", "污水处理设施建设滞后"]


def test_the_parts_of_a_field_of_work_are_the_findings():
    text = "反映的主要问题：\n（一）预算执行方面。1.部门预算编报不完整。2.专项资金分配不及时。\n（二）重大投资方面。项目未批先建，超概算320万元。\n"
    assert titles(text) == ["部门预算编报不完整", "专项资金分配不及时", "项目未批先建"]


def test_cases_may_be_counted_in_words():
    text = "问责情况的通报\n一是丰田镇政府对散乱污企业监管不力问题。镇长被诫勉。\n二是某林场违规占用林地问题。场长被免职。\n"
    assert titles(text, "accountability") == ["丰田镇政府对散乱污企业监管不力问题", "某林场违规占用林地问题"]


def test_causes_are_no_cases():
    assert titles("情况通报\n分析原因，一是思想认识不到位；二是日常监管缺失。\n", "accountability") == []


@pytest.mark.parametrize("doc_type", ["feedback", "accountability"])
def test_what_is_asked_for_is_neither_found_nor_a_case(doc_type):
    text = "反馈意见\n督察指出还存在治污不力等问题。督察组要求：\n● 坚决扛起政治责任\n● 着力解决突出环境问题\n● 严肃追究责任\n"
    assert titles(text, doc_type) == []


def test_a_letter_to_the_inspected_gives_its_findings_the_day_it_asks_for():
    text = (
        "关于督促整改的函\n青阳县人民政府：\n近期暗访发现你县存在以下问题：1、城南污水厂超负荷运行；2、石桥镇砂石料露天堆放；"
        "3、2名运维人员无证上岗。\n请你县于2023年6月30日前完成整改，并于7月10日前将整改情况报我办。\n市整改办\n2023年5月12日\n"
    )
    bulletin = taizhang.parse(text)
    assert bulletin.doc_type.value == "feedback"
    assert [(t.number, str(t.deadline.end)) for t in bulletin.tasks] == [(n, "2023-06-30") for n in "123"]


@pytest.mark.parametrize("announced", ["督察发现", "审计发现", "巡视指出", "检查组发现"])
def test_whoever_finds_announces_what_is_counted_behind(announced):
    text = f"反馈情况\n{announced}：一是3家企业未批先建；二是12座泵站停运；三是监管缺位。"
    assert titles(text) == ["3家企业未批先建", "12座泵站停运", "监管缺位"]


def test_a_letter_on_one_matter_is_a_finding_of_whom_it_is_written_to():
    text = "关于督促整改的函\n汤阴县人民政府：\n你县石桥镇砂石厂违规取水问题至今未整改，请于2022年5月31日前完成整改并报我厅。\n某省水利厅\n2022年4月20日"
    (task,) = taizhang.parse(text).tasks
    assert (task.kind, task.title) == ("finding", "石桥镇砂石厂违规取水问题至今未整改")
    assert str(task.deadline.end) == "2022-05-31"
    assert [(a.party.name, a.role) for a in task.assignments] == [("汤阴县政府", "responsible")]


def test_what_a_letter_sets_for_all_bounds_each_finding():
    text = "关于督促整改的函\n东港矿业有限公司：\n经检查，你公司存在以下问题：1.主风机未备用。2.应急预案未演练。现责令你公司于4月1日前整改完毕。"
    found = taizhang.parse(text + "\n某市应急管理局\n2022年3月1日").tasks
    assert [str(t.deadline.end) for t in found] == ["2022-04-01", "2022-04-01"]


def test_lines_of_a_field_each_are_findings_where_they_stand_behind_the_problems():
    row = "卫健系统——药品回款超期46笔；\n林业系统——补助资金滞留；\n住建系统——12个工地在建；\n"
    assert len(titles(f"反馈意见\n督察发现以下问题：\n{row}")) == 3
    assert titles(f"反馈意见\n督察也发现了一些问题。市委书记到会。\n{row}") == []


def test_demands_of_a_field_each_are_no_findings():
    row = "党建系统——着力解决学习流于形式的现象；\n财政系统——坚决纠正违规发放补贴；\n"
    assert titles(f"反馈意见\n督察发现了一些问题：\n{row}") == []


def test_only_the_head_of_a_letter_says_whom_it_is_written_to():
    found = "经检查，你县存在以下问题：1.城南污水厂超负荷运行。2.砂石料露天堆放。\n"
    letter = f"关于督促整改的函\n{{}}{found}{{}}某省水利厅\n2022年3月1日"
    (head, *_), (foot, *_) = (
        taizhang.parse(letter.format(*parts)).tasks
        for parts in (("汤阴县人民政府：\n", ""), ("", "汤阴县水利局：\n请你局抓紧整改。\n"))
    )
    assert [a.party.name for a in head.assignments] == ["汤阴县政府"]
    assert foot.assignments == ()


def test_items_that_open_with_their_judgement_are_findings_under_whatever_heads():
    text = (
        "某县预算执行的审计工作报告\n一、财政管理审计情况\n（一）预算编制不完整。2个部门漏编收入310万元。\n（二）资金分配不及时。1200万元滞留半年。\n"
        "二、部门审计情况\n1.公车管理不规范。3个单位超标准用油4.6万元。\n2.资产账实不符。5个单位82件设备未入账。\n"
    )
    assert titles(text) == ["预算编制不完整", "资金分配不及时", "公车管理不规范", "资产账实不符"]


def test_an_item_may_begin_with_a_year():
    text = "审计结果\n审计发现的主要问题\n1.2012年至2014年，某行总行及6家分行在工资总额之外通过福利费科目列支补贴3.2亿元。\n2.2013年，3家分行违规放贷1.6亿元。\n"
    assert titles(text)[0] == "某行总行及6家分行在工资总额之外通过福利费科目列支补贴3.2亿元"
    assert len(titles(text)) == 2


def test_each_body_has_its_own_problems():
    text = "区政协机关党组存在的主要问题是：一是学习不扎实。二是制度不健全。\n区水利局党委存在的主要问题是：一是执法宽松软。二是管护有差距。三是用车不规范。"
    found = taizhang.parse(text).tasks
    bodies = [a.party.name for t in found for a in t.assignments]
    assert [t.title for t in found] == ["学习不扎实", "制度不健全", "执法宽松软", "管护有差距", "用车不规范"]
    assert bodies == ["区政协机关党组"] * 2 + ["区水利局党委"] * 3


def test_one_body_among_the_items_of_a_list_drops_none_of_them():
    text = (
        "县委巡察组反馈意见\n检查发现存在以下问题：\n1.上坪乡台账不全，巡河流于形式。\n2.下坪乡未按期完成管网改造。\n"
        "3.县林业局存在的主要问题是：一是护林员培训不到位；二是防火物资过期。\n4.县农业农村局对粪污监管不力。\n"
    )
    assert [t.number for t in taizhang.parse(text).tasks] == ["1", "2", "3", "4"]


def test_two_bodies_among_the_items_of_a_list_are_told_beside_the_others():
    text = (
        "县委巡察组反馈意见\n二、存在的主要问题\n1.县林业局存在的主要问题是：一是培训不到位；二是防火物资过期。\n"
        "2.县水利局存在的主要问题是：一是制度不全；二是监管不力。\n3.县文旅局公车管理混乱，违规发放补贴。\n"
    )
    found = taizhang.parse(text).tasks
    assert [t.title for t in found] == ["培训不到位", "防火物资过期", "制度不全", "监管不力", "县文旅局公车管理混乱"]


def test_the_series_of_one_body_stands_beside_the_series_of_all():
    text = (
        "市委巡察组反馈情况\n巡察发现的主要问题：一是学习贯彻不深入；二是干部担当不够。\n"
        "县水利局党组存在的主要问题是：一是制度不全；二是工程进度滞后。\n"
    )
    found = taizhang.parse(text).tasks
    assert [t.title for t in found] == ["学习贯彻不深入", "干部担当不够", "制度不全", "工程进度滞后"]
    assert [len(t.assignments) for t in found] == [0, 0, 1, 1]


def test_the_mark_behind_an_item_of_a_series_is_no_part_of_its_problem():
    text = "督察反馈意见指出的主要问题：一是污水直排严重；二是矿山修复滞后；三是监管不力。"
    assert [t.problem for t in taizhang.parse(text).tasks] == ["污水直排严重", "矿山修复滞后", "监管不力"]


def test_the_problems_of_one_body_leave_out_no_others():
    text = (
        "关于巡察情况的反馈\n县委办存在的主要问题是：一是学习不深入；二是公文不规范。\n"
        "二、安全生产方面的问题\n（一）未落实值班制度\n（二）隐患台账缺失\n（三）演练不足"
    )
    titles = [task.title for task in taizhang.parse(text).tasks]
    assert titles[-3:] == ["未落实值班制度", "隐患台账缺失", "演练不足"]
