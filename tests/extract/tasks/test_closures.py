"""The tasks of closure notices in sentences."""

import pytest

from taizhang.document import draft
from taizhang.extract.tasks import tasks
from taizhang.read import read_text


def found(text):
    return tasks(draft(read_text(text)), "closure_notice")


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("后港镇河段水质不达标问题已完成整改并通过现场核查，拟予以销号，现公示如下。", "后港镇河段水质不达标问题"),
        ("反馈我局“下属单位违规出租国有房产”问题，经清理收回房产6处，现予公示。", "下属单位违规出租国有房产"),
        (
            "古城镇违法占用耕地建养殖小区问题，已拆除建筑3200平方米，经验收予以公示。",
            "古城镇违法占用耕地建养殖小区问题",
        ),
    ],
)
def test_a_sentence_names_what_was_put_right(said, title):
    (task,) = found(f"整改情况公示\n{said}\n")
    assert (task.kind, task.title, task.status) == ("rectification", title, "completed")


def test_the_title_may_be_all_that_names_it():
    (task,) = found("关于大河断面水质不达标问题整改销号的公示\n经验收合格，公示期为2022年3月1日至3月14日。\n")
    assert task.title == "大河断面水质不达标问题"


def test_several_are_counted():
    text = "整改销号公示\n下列三项任务已通过验收，拟予销号：（一）盐业公司废水外溢问题；（二）尾矿库扬尘问题；（三）渗滤液积存问题。\n"
    assert [(t.number, t.title) for t in found(text)] == [
        ("（一）", "盐业公司废水外溢问题"),
        ("（二）", "尾矿库扬尘问题"),
        ("（三）", "渗滤液积存问题"),
    ]


@pytest.mark.parametrize(
    "matter", ["北河县污水管网建设滞后问题", "南山镇畜禽养殖污染突出问题", "剩余污泥处置问题", "收费检查站污水外排问题"]
)
def test_a_matter_may_lag_or_stand_out(matter):
    (task,) = found(f"关于{matter}整改完成情况的公示\n公示期为2022年3月1日至3月14日。\n")
    assert task.title == matter


def test_one_odd_item_sinks_no_list():
    text = "整改公示\n下列3项任务已通过验收：\n（一）污水直排问题\n（二）东湖湿地公园\n（三）矿山修复滞后问题\n"
    assert [t.number for t in found(text)] == ["（一）", "（三）"]


@pytest.mark.parametrize(
    "text",
    [
        "关于北河县突出生态环境问题整改完成情况的公示\n公示期为2022年3月1日至3月14日。\n",
        "关于中央环保督察反馈问题整改完成情况的公示\n我市中央环保督察反馈问题已完成整改，现予公示。\n",
        "整改公示\n剩余整改任务已全部完成，该问题已通过验收。\n",
    ],
)
def test_all_that_was_found_is_no_task(text):
    assert found(text) == ()


def test_what_is_quoted_as_a_problem_needs_no_judge():
    (task,) = found("整改公示\n某县对“东关村口坑塘常年发绿”问题进行了整改，经核查达到销号标准。\n")
    assert (task.title, task.status) == ("东关村口坑塘常年发绿", "completed")


def test_pollution_is_a_fault():
    rows = "（一）某石料场粉尘污染。已完成整改。\n（二）河口断面水质波动。已完成整改。\n（三）建筑垃圾倾倒河滩。已完成整改。\n"
    assert len(found(f"整改公示\n以下3项任务已完成整改：\n{rows}")) == 3


def test_the_number_of_the_plan_stands_right_before_the_matter():
    (task,) = found(
        "整改情况公示\n现将督察反馈问题第7项关于“某料场露天堆存产生扬尘污染问题”整改任务落实情况进行公示。\n"
    )
    assert task.number == "7"


FORM = "\n责任单位：后港镇政府\n整改完成情况：已取缔养殖场15家，8月22日通过市级验收。\n"


def test_a_notice_may_quote_its_task_and_number_it_in_front_of_its_labels():
    (task,) = found(
        "整改销号公示\n根据《销号办法》，现对反馈意见第十三项“大湖周边违规养殖屡禁不止”问题整改情况予以公示。" + FORM
    )
    assert (task.number, task.title, task.status) == ("十三", "大湖周边违规养殖屡禁不止", "completed")


def test_of_several_it_quotes_none_is_the_one_put_right():
    said = "现对反馈的“大湖周边违规养殖屡禁不止”问题、“小河沿岸粪污直排”问题整改情况予以公示。"
    assert not {t.title for t in found("整改销号公示\n" + said + FORM)} & {
        "大湖周边违规养殖屡禁不止",
        "小河沿岸粪污直排",
    }


@pytest.mark.parametrize(
    ("said", "kind", "status"),
    [
        ("2022年9月组织专家验收，同意销号。", "progress_report", "closed"),
        ("2022年9月组织专家验收，已完成整改，建议同意销号。", "progress_report", "completed"),
        ("2022年9月组织专家验收，同意销号。", "closure_notice", "completed"),
    ],
)
def test_an_agreed_closure_is_one_but_in_a_notice_that_asks_who_objects(said, kind, status):
    text = f"衡阳市整改情况\n一、城北片区管网建设滞后问题\n责任单位：市住建局\n整改进展：建成管网12公里。{said}\n"
    (task,) = tasks(draft(read_text(text)), kind)
    assert task.status == status


def test_under_a_heading_of_its_section_the_quoted_problem_is_the_task():
    text = (
        "清水县督察反馈问题\n第二十七项整改任务完成情况公示\n一、反馈问题整改情况\n问题编号：第二十七项\n整改目标：综合利用率达到76%以上。\n"
        "整改时限：2021年12月底前\n责任单位：县畜牧局\n整改情况：反馈问题指出，“养殖户将畜禽粪污露天堆放，粪水排入沟渠”问题，已完成整改。\n"
    )
    (task,) = found(text)
    assert (task.number, task.title) == ("二十七", "养殖户将畜禽粪污露天堆放，粪水排入沟渠")


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("正在推进。", "in_progress"),
        ("主体工程建设中，申请延期至2025年6月底。", "in_progress"),
        ("明年上半年完成整改。", "in_progress"),
        ("未完成。", "not_completed"),
        ("关停1家，其余3家建成喷涂房5间，5月22日完工。", "completed"),
        ("拆除钓台14座。", "completed"),
    ],
)
def test_a_task_may_say_that_it_is_open_yet_though_its_notice_tells_of_what_is_done(said, status):
    text = (
        "整改情况公示\n一、第3项：城北工业园废气扰民。\n整改时限：2024年3月底\n整改情况：已完成整改。\n"
        f"二、第12项：采石场扬尘。\n整改时限：2024年3月底\n整改情况：{said}\n公示期2024年5月6日至5月12日。\n"
    )
    assert [t.status for t in found(text)] == ["completed", status]


def test_a_mark_that_nobody_can_read_tells_nothing_of_a_row():
    rows = "1\t甲公司\t报警器未定期检测\t2024-03-20\t√\n2\t乙公司\t除尘器未装泄爆装置\t2024-04-10\t×\n3\t丙公司\t起重机未检验\t2024-04-10\t△\n"
    listed = found("整改完成情况公示\n序号\t企业名称\t存在问题\t整改期限\t整改完成情况\n" + rows)
    assert [(t.status, t.status_text) for t in listed] == [("completed", "√"), ("not_completed", "×"), ("none", "△")]


def test_the_sections_of_a_notice_may_be_set_off_by_a_gap():
    text = (
        "某县整改任务销号公示\n一、整改任务 部分乡镇污水直排河道。\n二、整改目标 完善管网。\n"
        "三、整改措施 （一）新建管网5公里。\n（二）加强巡查。\n四、整改完成情况 已完成整改。\n"
    )
    (task,) = found(text)
    assert (task.title, task.status) == ("部分乡镇污水直排河道", "completed")
    assert (task.target, task.measures) == ("完善管网。", ("新建管网5公里", "加强巡查"))


@pytest.mark.parametrize("label", ["反馈问题", "问题", "整改任务"])
@pytest.mark.parametrize(
    "measures",
    ["\n1.清运煤矸石；\n2.覆土复绿。", "1.清运煤矸石；2.覆土复绿。", "\n（一）清运煤矸石；\n（二）覆土复绿。"],
)
def test_numbered_measures_of_one_task_are_no_tasks(label, measures):
    (task,) = found(
        f"督察整改销号公示\n{label}：某镇煤矸石堆场未落实防渗措施。\n整改措施：{measures}\n完成情况：已完成覆土复绿。\n责任单位：青石县人民政府"
    )
    assert (task.number, task.title, task.status) == (None, "某镇煤矸石堆场未落实防渗措施", "completed")
    assert [m.rstrip("。") for m in task.measures] == ["清运煤矸石", "覆土复绿"]
