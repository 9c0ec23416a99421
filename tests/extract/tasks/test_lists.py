"""Lists as offices write them: who is named in a cell, with which part; how far a row is; what a notice leaves unlabelled."""

import datetime as dt

import pytest

import taizhang
from taizhang.document import draft, parse_readings
from taizhang.extract.tasks import tasks
from taizhang.extract.tasks.words import field_of
from taizhang.read import read_source, read_text
from taizhang.types import Reading

ABOUT = "安阳市督察整改任务清单\n"


def bulletin_of(header, *rows, note=""):
    """The bulletin of a CSV list with a title line above and a note below."""
    lines = [",".join(f'"{cell}"' for cell in row) for row in (header, *rows)]
    readings = [
        r
        for r in read_source("\n".join([ABOUT + lines[0], *lines[1:], note]).encode(), "list.csv")
        if isinstance(r, Reading)
    ]
    return parse_readings(readings)[0]


def parts(task):
    return [(a.role, a.party.name) for a in task.assignments]


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("川东农场、市农业农村局", ["川东农场", "安阳市农业农村局"]),
        ("对江镇人民政府，草海管委会", ["对江镇政府", "草海管委会"]),
        ("双堰街道;金凤街道", ["双堰街道", "金凤街道"]),
        ("林州市、殷都区", ["林州市政府", "殷都区政府"]),
        ("各县（市、区）人民政府", []),
        ("某公司、相关部门", []),
        ("无", []),
        ("市住房和城乡 建设局", ["安阳市住房和城乡建设局"]),
    ],
)
def test_every_item_of_a_cell_is_a_body_whatever_its_name(cell, named):
    (task,) = bulletin_of(["序号", "反馈问题", "责任单位"], ["1", "污水直排入河", cell]).tasks
    assert [name for _, name in parts(task)] == named


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("牵头单位：市水利局；配合单位：市财政局", [("lead", "安阳市水利局"), ("cooperating", "安阳市财政局")]),
        ("市水利局（牵头）、市财政局", [("lead", "安阳市水利局"), ("responsible", "安阳市财政局")]),
        ("市水利局牵头，市财政局配合", [("lead", "安阳市水利局"), ("cooperating", "安阳市财政局")]),
        ("市水利局、市财政局", [("responsible", "安阳市水利局"), ("responsible", "安阳市财政局")]),
    ],
)
def test_a_cell_may_say_who_takes_which_part(cell, expected):
    (task,) = bulletin_of(["序号", "反馈问题", "责任单位"], ["1", "污水直排入河", cell]).tasks
    assert parts(task) == expected


def test_a_note_may_say_that_the_first_takes_the_lead():
    header, row = ["序号", "反馈问题", "责任单位"], ["1", "污水直排入河", "市水利局、市财政局"]
    (task,) = bulletin_of(header, row, note="注：责任单位排在首位的为牵头单位。").tasks
    assert parts(task) == [("lead", "安阳市水利局"), ("responsible", "安阳市财政局")]


def test_listed_bodies_are_mentions_with_their_place_in_the_table():
    found = bulletin_of(["序号", "反馈问题", "责任单位"], ["1", "污水直排入河", "草海管委会"])
    (mention,) = [p for p in found.parties if p.party.name == "草海管委会"]
    assert (found.text[mention.start : mention.end], mention.rule_id) == ("草海管委会", "party.listed")


@pytest.mark.parametrize(
    ("header", "cell", "status"),
    [
        ("整改时限", "2022年6月底前完成，并长期坚持", "none"),
        ("整改时限", "2022年6月底前（已完成）", "completed"),
        ("整改状态", "整改中", "in_progress"),
        ("整改进展", "新完成治理151处，累计完成314处。该项任务未达到序时进度", "overdue"),
        ("整改进展", "已完成。封堵排口6个，正在开展后评估", "completed"),
    ],
)
def test_how_far_a_row_is(header, cell, status):
    (task,) = bulletin_of(["序号", "反馈问题", header], ["1", "污水直排入河", cell]).tasks
    assert task.status == status


def test_a_day_in_the_handling_of_what_is_finished_is_no_deadline():
    header = ["受理编号", "反映情况", "处理和整改情况", "是否办结"]
    done, open_ = bulletin_of(
        header,
        ["D3HN202105220011", "垃圾倒在河滩", "2021年5月30日前将垃圾清运完毕", "是"],
        ["D3HN202105220012", "家具厂异味", "责令2021年6月30日前完成整改", "否"],
    ).tasks
    assert done.deadline is None
    assert open_.deadline.end.isoformat() == "2021-06-30"


def test_a_problem_without_labels_among_labelled_ones_is_a_task():
    text = (
        "某区督察反馈问题整改情况\n2022年，某区承担整改任务3项。\n一、岸线违规占用问题\n整改时限为2022年6月底前，责任单位为区交通局。已完成整改。\n"
        "二、废气扰民问题\n整改时限为2023年12月底前，责任单位为区住建局。达到序时进度。\n三、总磷浓度偏高问题\n长期坚持。处理设施稳定运行。"
    )
    assert [(t.number, t.title) for t in tasks(draft(read_text(text)), "progress_report")] == [
        ("一", "岸线违规占用问题"), ("二", "废气扰民问题"), ("三", "总磷浓度偏高问题"),
    ]  # fmt: skip


def test_quotation_marks_of_a_title_stay_where_they_belong():
    (task,) = bulletin_of(["序号", "反馈问题", "整改时限"], ["1", "污水处理厂“晒太阳”。负荷率不足", "2022年底前"]).tasks
    assert task.title == "污水处理厂“晒太阳”"


def test_a_bare_number_takes_its_unit_from_the_header():
    found = bulletin_of(
        ["序号", "审计查出问题", "问题金额（万元）", "整改状态"], ["1", "专项资金闲置", "1260.5", "已完成"]
    )
    (count,) = [c for c in found.counts if c.text == "1260.5"]
    assert (count.value.value, count.value.unit) == (12_605_000, "元")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("审计查出问题", "problem"), ("问题类别", "type"), ("整改任务编号", "number"), ("市级牵头单位", "lead"), ("责任单位及责任人", "responsible"),
        ("时限要求", "deadline"), ("涉及面积（亩）", "ignored"), ("所属县（市、区）", "region"), ("督导验收单位", "acceptance"), ("天气", None),
    ],
)  # fmt: skip
def test_a_header_is_told_by_its_end(header, field):
    assert field_of(header) == field


def test_a_time_of_completion_is_a_limit_where_its_cells_are_limits():
    header = ["序号", "反馈问题", "完成时间"]
    plan = bulletin_of(header, ["1", "污水直排入河", "2022年6月底前"], ["2", "矿山未复绿", "2022年9月30日"]).tasks
    report = bulletin_of([*header, "整改进展"], ["1", "污水直排入河", "2022年6月8日", "已完成"]).tasks
    assert [t.deadline.end.isoformat() for t in plan] == ["2022-06-30", "2022-09-30"]
    assert (report[0].deadline, report[0].completed_on.isoformat()) == (None, "2022-06-08")


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        ("林州市污水直排入河", "410581"),
        ("林州市、汤阴县污水直排入河", "410500"),
        ("河南省挂牌督办的污水直排入河", "410500"),
        ("安阳市文峰区某超市污水直排入河", "410502"),
        ("污水直排入河", "410500"),
    ],
)
def test_a_task_is_about_the_one_division_its_problem_names(problem, code):
    (task,) = bulletin_of(["序号", "反馈问题", "整改时限"], ["1", problem, "2022年底前"]).tasks
    assert task.region_adcode == code


def test_a_list_of_whom_a_check_found_wanting_lists_cases():
    text = (
        "飞行检查情况通告\n企业名称　存在问题　处理措施\n甲制药有限公司　批生产记录不真实；主要缺陷3项。　责令停产\n"
        "某乙股份公司　监测记录缺6份；一般缺陷8项。　限期整改\n特此通告。\n"
    )
    found = tasks(draft(read_text(text)), "feedback")
    assert [(t.kind, t.title, parts(t)) for t in found] == [
        ("case", "批生产记录不真实", [("responsible", "甲制药有限公司")]),
        ("case", "监测记录缺6份", [("responsible", "某乙股份公司")]),
    ]


def test_who_answers_is_the_responsible_column_before_the_one_inspected():
    (task,) = bulletin_of(
        ["被检查单位", "隐患描述", "整改期限", "责任单位"],
        ["甲化工有限公司", "防火门损坏", "2023年5月底", "林州市应急管理局"],
    ).tasks
    assert parts(task) == [("responsible", "林州市应急管理局")]


FORMS = (
    "整改任务（第19项、第33项）销号的公示\n联系电话：0479-0000000\n附件1　第19项整改任务完成情况表\n{0}煤矿超范围占用草原。{1}\n{2}某旗政府{1}\n"
    "{3}2023年6月底{1}\n附件2　第33项整改任务完成情况表\n{0}污水处理厂中水利用率低。{1}\n{2}某市政府{1}\n{3}2023年10月底{1}\n"
)


@pytest.mark.parametrize("marks", [(" | ", " |"), ("：", "")])
def test_forms_one_below_the_other_are_one_task_each(marks):
    names = [name + marks[0] for name in ("整改任务", "责任单位", "整改时限")]
    first, second = tasks(draft(read_text(FORMS.format(names[0], marks[1], *names[1:]))), "closure_notice")
    assert (first.number, first.title, first.deadline.end.isoformat()) == ("19", "煤矿超范围占用草原", "2023-06-30")
    assert (second.number, second.title, second.deadline.end.isoformat()) == (
        "33",
        "污水处理厂中水利用率低",
        "2023-10-31",
    )


def test_a_notice_that_tells_a_field_again_tells_of_another_task():
    text = (
        "整改销号公示\n1、问题：某厂无组织喷涂。责任单位：市工信局。完成时限：2020年6月30日。完成情况：已建成喷涂房。\n"
        "2、问题：某河黑臭。\n　　责任单位：市水利局　完成时限：2020年10月底前\n　　完成情况：已清淤。\n公示期10个工作日。"
    )
    one, two = tasks(draft(read_text(text)), "closure_notice")
    assert (one.number, one.title, one.deadline.end.isoformat()) == ("1", "某厂无组织喷涂", "2020-06-30")
    assert (two.number, two.title, two.deadline.end.isoformat(), two.status) == (
        "2",
        "某河黑臭",
        "2020-10-31",
        "completed",
    )


def test_the_sections_of_a_plan_are_no_fields_of_one_task():
    text = (
        "安阳市贯彻落实督察反馈意见整改方案\n一、工作目标\n到2022年底，优良断面比例不低于85%。\n二、整改任务\n"
        "（一）矿区复绿滞后。督察发现，47座矿山未治理。\n整改措施：建立台账。\n整改时限：2022年12月底\n责任单位：林州市政府\n"
        "（二）9个排污口雨天溢流。\n整改措施：改造管网12公里。\n整改时限：2021年10月底前\n责任单位：汤阴县政府\n三、保障措施\n按月调度。\n"
    )
    told = tasks(draft(read_text(text)), "plan")
    assert [(t.title, t.deadline.end.isoformat()) for t in told] == [
        ("矿区复绿滞后", "2022-12-31"),
        ("9个排污口雨天溢流", "2021-10-31"),
    ]


COMPLAINTS = ("序号", "受理编号", "投诉内容", "处理整改情况", "办结情况", "责任追究")


def test_a_day_by_which_something_was_done_already_is_no_deadline():
    done = ("1", "D3HA202104100012", "渣场扬尘", "安阳县政府6月10日前已苫盖渣堆", "未办结", "约谈2人")
    due = ("2", "D3HA202104100013", "作坊刺鼻", "安阳县政府责令6月10日前搬迁", "未办结", "无")
    first, second = bulletin_of(COMPLAINTS, done, due).tasks
    assert first.deadline is None
    assert str(second.deadline.end)[5:] == "06-10"


def test_the_fields_of_a_notice_go_to_its_problems_by_number_or_by_place():
    text = (
        "潜山市问题整改公示\n一、整改问题\n1.甲村沟渠发黑。\n2.乙村垃圾露天堆放。\n二、整改责任主体\n王河镇政府；源潭镇政府\n"
        "三、整改时限\n第1项：2023年3月底前；第2项：2023年7月底前\n四、完成情况\n1.已清淤。\n2.已清运。\n"
    )
    found = tasks(draft(read_text(text)), "closure_notice")
    assert [(str(t.deadline.end), parts(t)[0][1]) for t in found] == [
        ("2023-03-31", "王河镇政府"),
        ("2023-07-31", "源潭镇政府"),
    ]


def test_short_names_label_a_field_behind_another_label_of_their_line():
    text = (
        "罗山县信访举报件办理情况\n"
        "1.受理编号：D2HA202109010012。反映：某砂场噪声大。调查核实：属实。处理：罗山县住建局已封停设备。状态：已办结。\n"
        "2.受理编号：X2HA202109010018。反映：某饭店油烟大。调查核实：不属实。处理：经检测达标。状态：未办结。\n"
    )
    found = tasks(draft(read_text(text)), "complaint_handling")
    assert [(t.title, t.status, t.verified) for t in found] == [
        ("某砂场噪声大", "completed", "yes"),
        ("某饭店油烟大", "not_completed", "no"),
    ]
    assert not tasks(draft(read_text("罗山县通报\n反映：某砂场噪声大。\n处理：已封停。\n")), "complaint_handling")


def test_a_bare_yes_or_no_leaves_the_words_to_the_column_that_tells_what_was_done():
    header = ["受理编号", "反映情况", "处理和整改情况", "是否办结"]
    rows = (
        ["X1", "砂场扬尘扰民", "责令停产，罚款3万元。", "是"],
        ["X2", "养猪场异味扰民", "限6月20日前清运粪污。", "否"],
    )
    found = bulletin_of(header, *rows).tasks
    assert [(t.status, t.status_text) for t in found] == [
        ("completed", "责令停产，罚款3万元。"),
        ("in_progress", "限6月20日前清运粪污。"),
    ]


def test_a_row_begins_with_its_own_cells_and_not_with_one_that_reaches_down_to_it():
    """The words of a task are those of its row; a problem that reaches over several measures is told once, where it stands."""
    page = """<h1>整改任务清单</h1><table border=1>
<tr><th>区域</th><th>序号</th><th>问题</th><th>整改措施</th><th>责任单位</th></tr>
<tr><td rowspan=4>东部片区</td><td>1</td><td>污水直排入河</td><td>封堵排口</td><td>水利局</td></tr>
<tr><td>2</td><td>矿坑未复绿</td><td>回填复绿</td><td rowspan=3>林业局</td></tr>
<tr><td rowspan=2>3</td><td rowspan=2>林地被占</td><td>拆除违建</td></tr><tr><td>补种苗木</td></tr></table>"""
    bulletin = parse_readings(list(read_source(page.encode(), "a.html")))[0]
    assert [bulletin.text[t.start : t.end].split() for t in bulletin.tasks] == [
        ["东部片区", "1", "污水直排入河", "封堵排口", "水利局"],
        ["2", "矿坑未复绿", "回填复绿", "林业局"],
        ["3", "林地被占", "拆除违建", "补种苗木"],
    ]


ROWS = (["1", "污水直排入河", "市水利局", "√", "", ""], ["2", "矿坑未复绿", "市林业局", "", "", "是"])
UNCLEAR = ["3", "林地被占", "市林业局", "√", "√", ""]


def test_of_columns_that_statuses_head_the_one_ticked_tells_how_far_a_task_is():
    header = ["序号", "问题", "责任单位", "正在整改", "已完成", "未启动"]
    found = bulletin_of(header, *ROWS, UNCLEAR).tasks
    told = [("in_progress", "正在整改"), ("not_completed", "未启动"), ("none", None)]
    assert [(t.status, t.status_text) for t in found] == told


def test_results_of_tests_head_no_such_columns():
    header = ["序号", "样品名称", "被抽样单位", "合格", "不合格"]
    assert not bulletin_of(header, ["1", "芹菜", "某菜店", "√", ""], ["2", "鲫鱼", "某水产店", "", "√"]).tasks


def test_so_it_does_below_a_head_of_two_rows():
    head = (
        "<tr><th rowspan=2>序号</th><th rowspan=2>问题</th><th rowspan=2>责任单位</th><th colspan=3>完成情况</th></tr>"
    )
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (["正在整改", "已完成", "未启动"], *ROWS)
    )
    page = f"<h1>整改任务清单</h1><table border=1>{head}{rows}</table>"
    found = parse_readings(list(read_source(page.encode(), "a.html")))[0].tasks
    assert [t.status for t in found] == ["in_progress", "not_completed"]


def test_so_it_does_in_a_list_of_bars():
    rows = "".join(
        f"|{'|'.join(row)}|\n" for row in (["序号", "问题", "责任单位", "正在整改", "已完成", "未启动"], *ROWS)
    )
    assert [t.status for t in tasks(draft(read_text(f"整改任务清单\n{rows}")), "plan")] == [
        "in_progress",
        "not_completed",
    ]


@pytest.mark.parametrize(
    "done", ["经现场核查，未发现排污现象。", "该店已安装净化设施，定期清洗。", "现场检查时企业正在生产，噪声监测达标。"]
)
def test_what_was_done_is_told_where_nothing_says_how_far_it_is(done):
    header = ["受理编号", "反映情况", "是否属实", "处理和整改情况"]
    (task,) = bulletin_of(header, ["X1", "砂场扬尘扰民", "不属实", done]).tasks
    assert (task.status, task.status_text) == ("none", done)


@pytest.mark.parametrize(
    ("share", "status"),
    [("100%", "completed"), ("65%", "in_progress"), ("已完成八成", "in_progress"), ("0%", "not_completed")],
)
def test_a_share_tells_how_far_a_task_is(share, status):
    header = ["序号", "问题", "责任单位", "完成进度"]
    (task,) = bulletin_of(header, ["1", "污水直排入河", "市水利局", share]).tasks
    assert (task.status, task.status_text) == (status, share)


@pytest.mark.parametrize(
    ("progress", "closed", "status"),
    [
        ("已完成", "否", "completed"),
        ("正在铺设管网", "否", "in_progress"),
        ("", "否", "not_completed"),
        ("未说明", "", "none"),
        ("未报送", "", "none"),
        ("未拆除", "", "not_completed"),
        ("已完成", "是", "closed"),
    ],
)
def test_what_is_done_and_waits_to_be_closed_is_done(progress, closed, status):
    header = ["序号", "问题", "整改时限", "责任单位", "完成情况", "是否销号"]
    (task,) = bulletin_of(header, ["1", "污水直排入河", "2024年6月底", "市水利局", progress, closed]).tasks
    assert task.status == status


def test_what_was_done_is_told_rather_than_a_word_for_its_state():
    header = ["受理编号", "反映问题", "是否属实", "办理情况", "是否办结"]
    done, bare = bulletin_of(
        header,
        ["D001", "夜间噪声扰民", "属实", "罚款3万元并加装隔声屏障", "已办结"],
        ["D002", "油烟扰民", "属实", "", "已办结"],
    ).tasks
    assert (done.status, done.status_text) == ("completed", "罚款3万元并加装隔声屏障")
    assert (bare.status, bare.status_text) == ("completed", "已办结")


@pytest.mark.parametrize(
    ("said", "statuses"),
    [
        ("以上问题中，问题1、问题3已于11月10日经省里同意予以销号。", ["closed", "completed", "closed"]),
        ("其中问题1至问题2已销号。", ["closed", "closed", "completed"]),
        ("问题1、问题3的验收材料报省里备案。", ["completed", "completed", "completed"]),
    ],
)
def test_a_last_sentence_tells_by_their_numbers_which_tasks_are_closed(said, statuses):
    text = (
        "整改完成情况公示\n2023年11月20日\n问题1　养殖超规划布设\n整改时限：2023年9月底\n完成情况：清退2264亩。\n"
        "问题2　入海排污口底数不清\n整改时限：2023年6月底\n完成情况：溯源排口57个。\n"
        "问题3　矿山宕面裸露\n整改时限：2023年10月底\n完成情况：喷播6公顷。\n" + said + "\n"
    )
    assert [t.status for t in tasks(draft(read_text(text)), "closure_notice")] == statuses


def test_a_cell_that_puts_off_the_day_holds_instead_of_the_deadline():
    header = ("序号", "整改任务", "责任单位", "整改时限", "进展情况")
    told = bulletin_of(
        header,
        ("1", "采石场复绿滞后", "桂平市政府", "2023年6月底", "因搬迁未到位，延期至2024年3月底"),
        ("2", "渗滤液积存", "桂平市政府", "2023年12月底", "已处置8600立方米"),
    ).tasks
    assert [str(t.deadline.end) for t in told] == ["2024-03-31", "2023-12-31"]


def test_a_column_of_numbers_that_complaints_carry_lists_complaints():
    text = (
        "举报件边督边改公开情况\n编号 | 举报内容 | 类型 | 调查核实 | 处理整改 | 是否办结 |\n"
        "D2HA203104170036 | 某厂注塑异味大 | 大气 | 属实 | 停产 | 已办结 |\nX2HA203104170051 | 河边堆满垃圾 | 土壤 | 属实 | 清运 | 已办结 |\n"
    )
    told = tasks(draft(read_text(text)), "complaint_handling")
    assert [(t.kind, t.number) for t in told] == [("complaint", "D2HA203104170036"), ("complaint", "X2HA203104170051")]


@pytest.mark.parametrize(
    "fields",
    [
        "整改责任单位：某矿业有限公司；督办部门：市能源局；整改期限：2024年9月30日。",
        "整改完成时限为2024年9月30日，整改责任单位为某矿业有限公司，督办责任部门为市能源局。",
    ],
)
def test_labels_in_a_paragraph_are_of_the_fault_in_front(fields):
    text = f"关于挂牌督办的通知\n2024年5月6日\n某矿瓦斯抽采系统能力不足，构成重大事故隐患，现予挂牌督办。{fields}"
    (task,) = tasks(draft(read_text(text)), None)
    assert (task.title, task.deadline.end) == ("某矿瓦斯抽采系统能力不足", dt.date(2024, 9, 30))
    assert [a.role for a in task.assignments] == ["responsible", "supervisor"]


def test_a_row_with_a_number_of_its_own_takes_no_problem_from_above():
    header = ["序号", "存在问题", "整改措施", "责任单位", "整改时限"]
    first = ["1", "污水直排", "建管网", "甲局", "2024年6月底前"]
    (task,) = bulletin_of(
        header, first, ["2", "", "建泵站", "乙局", "2024年7月底前"], ["", "", "建厂", "丙局", "2024年8月底前"]
    ).tasks
    assert (task.number, task.problem, task.measures) == ("1", "污水直排", ("建管网",))
    (task,) = bulletin_of(header, first, ["", "", "建泵站", "乙局", "2024年7月底前"]).tasks
    assert task.measures == ("建管网", "建泵站")  # a row of the same task


def test_what_is_done_by_the_end_of_a_month_was_done_then():
    header = ["序号", "反馈问题", "完成时间", "整改进展"]
    report = bulletin_of(
        header, ["1", "污水直排", "2022年4月底", "已完成"], ["2", "矿山未复绿", "2022年3月", "已完成"]
    ).tasks
    assert [(t.deadline, str(t.completed_on)) for t in report] == [(None, "2022-04-30"), (None, "2022-03-31")]


@pytest.mark.parametrize(
    ("limit", "kept"),
    [
        ("2025年汛期前", "2025年汛期前"),
        ("“十四五”末", "“十四五”末"),
        ("按省级方案要求", "按省级方案要求"),
        ("限期30日", "限期30日"),
        ("——", None),
        ("无", None),
        ("已完成", None),
        ("详见附件", None),
        ("待定", None),
        ("后续另行明确", None),
        ("整改时限", None),
        ("县水利局", None),
        ("随主汛期结束后", "随主汛期结束后"),
    ],
)
def test_a_limit_without_a_day_is_kept_as_printed(limit, kept):
    header = ["序号", "问题", "整改时限", "责任单位"]
    (task,) = bulletin_of(header, ["1", "污水直排入河", limit, "市水利局"]).tasks
    assert (task.deadline and task.deadline.text, task.deadline and task.deadline.end) == (kept, None)


def test_collectives_are_no_parties_and_yet_kept_as_printed():
    header = ["序号", "问题", "整改时限", "牵头单位", "责任单位"]
    (task,) = bulletin_of(header, ["1", "污水直排入河", "2024年6月底", "市水利局", "各县（市、区）党委和政府"]).tasks
    assert [(a.party.name[-3:], a.role) for a in task.assignments] == [("水利局", "lead")]
    assert (task.lead_text, task.responsible_text) == ("市水利局", "各县（市、区）党委和政府")


def test_one_cell_makes_no_column_of_limits():
    header = ["序号", "反馈问题", "完成时间"]
    rows = [["1", "污水直排", "2022年3月2日"], ["2", "矿山未复绿", "2022年3月9日"], ["3", "渣堆未清", "长期坚持"]]
    assert [str(t.completed_on) for t in bulletin_of(header, *rows).tasks] == ["2022-03-02", "2022-03-09", "None"]


@pytest.mark.parametrize(
    ("verified", "limit", "status"),
    [
        ("属实", "2022年12月30日", "in_progress"),
        ("不属实", "2022年12月30日", "none"),
        ("属实", "2022年1月30日", "none"),
    ],
)
def test_a_complaint_with_a_day_to_come_is_under_way_unless_refuted(verified, limit, status):
    header = ["受理编号", "反映问题", "办理情况" if "经查" in verified else "是否属实", "办理时限"]
    (task,) = bulletin_of(header, ["X3HA202111080006", "某厂异味扰民", verified, limit], note="2022年3月1日").tasks
    assert (task.status, task.status_text) == (status, None)


def test_short_labels_count_below_a_labelled_line():
    text = (
        "督察组交办信访件办理情况\n编号：D2GD202406060013 行政区域：茂南区\n反映情况：塑料厂半夜熔料，臭得睡不着。\n"
        "核查：茂南区环保局6月8日两次突击检查，属实。\n处理：立案1宗，水口镇政府7月15日前清走废料。\n是否办结：阶段性办结\n"
        "编号：D2GD202406060014 行政区域：茂南区\n反映情况：砂场偷采河砂，水混得像泥浆。\n"
        "核查：茂南区水务局现场检查，不属实。\n处理：已回复。\n是否办结：已办结\n"
    )
    first, second = tasks(draft(read_text(text)), "complaint_handling")
    assert (first.problem, [a.party.name for a in first.assignments]) == (
        "塑料厂半夜熔料，臭得睡不着。",
        ["水口镇政府"],
    )
    assert [a.party.name for a in second.assignments] == ["茂南区水务局"]  # nobody did more than look into it


@pytest.mark.parametrize(
    ("head", "cells", "statuses"),
    [
        ("复查结果", ("已整改", "未整改", "整改中"), ["completed", "not_completed", "in_progress"]),
        ("整改复查情况", ("合格", "不合格", "待复查"), ["completed", "not_completed", "none"]),
        ("是否整改", ("是", "否", "是"), ["completed", "in_progress", "completed"]),
        ("验收结果", ("√", "×", "△"), ["completed", "not_completed", "none"]),
    ],
)
def test_the_last_column_of_an_inspection_tells_how_far_its_rows_are(head, cells, statuses):
    header = ["序号", "企业名称", "存在问题", "整改期限", head]
    rows = [[str(n), f"丙{n}公司", f"{n}号起重机未检验", "2024-04-10", cell] for n, cell in enumerate(cells, 1)]
    assert [t.status for t in bulletin_of(header, *rows).tasks] == statuses


def test_a_list_without_what_was_done_tells_no_problem_as_its_status():
    header = "序号\t企业名称\t存在问题\t整改期限\t是否整改\n"
    found = tasks(draft(read_text(ABOUT + header + "1\t丙公司\t报警器未定期检测\t2024-04-10\t是\n")), "progress_report")
    assert [(t.status, t.status_text) for t in found] == [("completed", "是")]


def test_the_lower_of_two_header_rows_names_nothing():
    header = ["序号", "反馈问题", "整改措施", "责任单位"]
    (task,) = bulletin_of(header, ["", "2023年", "2024年", ""], ["1", "污水直排入河", "封堵排口", "市水利局"]).tasks
    assert task.title == "污水直排入河"


@pytest.mark.parametrize(
    ("problem", "limit", "status", "due"),
    [
        ("渣场渗滤液外排", "2021年6月底前（已逾期）", "overdue", dt.date(2021, 6, 30)),
        ("除尘改造只做了40%，已逾期", "2023年10月底前", "overdue", dt.date(2023, 10, 31)),
        ("堆放点没有清理", "立行立改，2021年4月20日已完成", "completed", None),
        ("渣场渗滤液外排", "2021年6月底前", "none", dt.date(2021, 6, 30)),
    ],
)
def test_a_limit_or_a_statement_may_say_itself_how_far_a_task_is(problem, limit, status, due):
    text = f"整改清单\n【问题1】{problem}\n怎么改：清运。\n哪天改完：{limit}\n谁来改：县城管局\n【问题2】堆场扬尘\n怎么改：洒水。\n"
    first = tasks(draft(read_text(ABOUT + text)), "plan")[0]
    assert (first.status, first.deadline.end) == (status, due)
    assert [a.party.name for a in first.assignments] == ["县城管局"]


def test_labels_that_only_a_gap_sets_off_are_told_by_their_forms():
    text = (
        "督察整改账目公开\n"
        "清单序号5　甲河段鱼塘尾水入河\n　　期限 2022年6月30日前　谁来改 甲县人民政府\n　　到哪一步 销号。鱼塘改造1860亩。\n"
        "清单序号11　乙矿废石满山裸露\n　　期限 2022年12月底　谁来改 乙县人民政府\n　　到哪一步 掉队。复绿41.3公顷。\n"
    )
    found = taizhang.parse(text).tasks
    assert [(t.number, t.title, t.status, str(t.deadline.end)) for t in found] == [
        ("5", "甲河段鱼塘尾水入河", "closed", "2022-06-30"),
        ("11", "乙矿废石满山裸露", "overdue", "2022-12-31"),
    ]
    assert [[(a.party.name, a.role) for a in t.assignments] for t in found] == [
        [("甲县政府", "responsible")],
        [("乙县政府", "responsible")],
    ]


def test_one_gap_behind_a_word_labels_nothing():
    assert taizhang.parse("整改进展\n进度 正在推进管网改造。\n今年完成12公里。").tasks == ()


def test_the_last_of_some_cases_is_no_longer_than_the_others():
    text = (
        "公开3宗占用耕地案\n〔1〕某镇，养殖棚变物流仓\n某合作社占地36.2亩，拆棚8栋。\n〔2〕某镇，农村路越修越宽\n多占耕地41.6亩。\n"
        "〔3〕某镇，私挖鱼塘卖土\n村民孙某挖塘3口，毁耕地12.6亩。\n市局要求，各县2023年6月10日前交自查账。\n"
    )
    found = taizhang.parse(text).tasks
    assert [(t.number, t.title) for t in found if t.kind == "case"] == [
        ("1", "某镇，养殖棚变物流仓"),
        ("2", "某镇，农村路越修越宽"),
        ("3", "某镇，私挖鱼塘卖土"),
    ]
    assert all(t.deadline is None for t in found if t.kind == "case")
