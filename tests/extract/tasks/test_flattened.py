"""Lists that lost their cells: rows with bars between the values, or one value a line."""

from taizhang.document import draft
from taizhang.extract.tasks import tasks
from taizhang.read import read_text

ABOUT = "安阳市督察整改任务清单\n"


def test_a_header_in_one_line_may_head_values_of_one_a_line():
    text = (
        "某市整改进展公示\n序号 问题 整改时限 责任单位 进展情况 状态\n1\n矮围拆除后生态修复不到位\n2020年12月31日前\n市水利局\n拆除节制闸3座\n"
        "已完成，待销号\n2\n湖水总磷超标\n2021年底前\n市生态环境局\n清退养殖420亩\n正在整改，达到序时进度\n监督电话：0737-0000000\n"
    )
    found = tasks(draft(read_text(text)), "progress_report")
    assert [(t.number, t.title, t.status) for t in found] == [
        ("1", "矮围拆除后生态修复不到位", "completed"),
        ("2", "湖水总磷超标", "on_schedule"),
    ]


def test_a_row_whose_cell_holds_several_lines_is_one_row():
    text = (
        "安阳市边督边改公开情况\n序号 | 受理编号 | 县区 | 举报内容 | 污染类型 | 调查核实 | 属实 | 处理整改 | 办结 | 问责\n"
        "1 | D2HA202204150032 | 林州市 | 某养殖场粪污堆在河滩 | 水\n土壤\n其他 | 林州市农业农村局现场检查，堆粪30立方米 | 属实 | "
        "已清运，\n6月10日前清完 | 阶段性办结 | 无\n"
        "2 | X2HA202204150019 | 汤阴县 | 烧烤店油烟扰民 | 大气 | 净化器未清洗 | 部分属实 | 汤阴县城管局责令整改 | 已办结 | 无\n"
    )
    one, two = tasks(draft(read_text(text)), "complaint_handling")
    assert (one.number, one.title, one.status, one.verified) == (
        "D2HA202204150032",
        "某养殖场粪污堆在河滩",
        "phased",
        "yes",
    )
    assert (two.title, two.status, two.verified) == ("烧烤店油烟扰民", "completed", "partly")


def test_a_column_of_statuses_beside_one_of_progress_is_no_progress():
    text = (
        "整改清单\n序号 | 问题 | 整改措施 | 整改时限 | 责任单位 | 完成情况 | 进展情况\n"
        "1 | 污水直排 | 1.新建管网38公里；2.2023年10月底前完成改造。 | 2023年底 | 某县政府 | 达到序时进度 | 已铺设管网20公里\n"
        "2 | 扬尘大 | 1.加装喷淋 | 2023年底 | 某县住建局 | 已完成 | 喷淋装好\n"
    )
    one, two = tasks(draft(read_text(text)), "plan")
    assert (one.status, one.status_text, two.status, two.status_text) == (
        "on_schedule",
        "已铺设管网20公里",
        "completed",
        "喷淋装好",
    )
    assert one.measures == ("新建管网38公里", "2023年10月底前完成改造")


def test_a_title_with_bars_is_no_header_and_an_empty_cell_keeps_its_place():
    text = (
        "某市公开情况一览表 | ||||||\n（第19批） | ||||||\n"
        "序号 | 受理编号 | 反映问题 | 污染类型 | 是否属实 | 处理情况 | 责任单位 |\n"
        "1 | X3GD20210901013 | 石料厂扬尘大 | | 属实 | 已停产整改 | 甲县政府 |\n"
        "2 | X3GD20210901014 | 饭店油烟大 | 大气 | 不属实 | | 乙县政府 |\n"
    )
    told = tasks(draft(read_text(text)), "complaint_handling")
    assert [(t.number, t.problem, t.verified, t.assignments[0].party.name) for t in told] == [
        ("X3GD20210901013", "石料厂扬尘大", "yes", "甲县政府"),
        ("X3GD20210901014", "饭店油烟大", "no", "乙县政府"),
    ]


def test_values_that_may_head_a_column_make_no_header():
    text = "受理编号 | 举报内容 | 是否属实 | 是否办结\nX202204150019 | 烧烤店油烟扰民 | 属实 | 办结\nX202204150020 | 砂场扬尘 | 属实 | 办结\n"
    told = tasks(draft(read_text("安阳市公开情况\n" + text)), "complaint_handling")
    assert [(t.title, t.status) for t in told] == [("烧烤店油烟扰民", "completed"), ("砂场扬尘", "completed")]


def test_a_cell_that_counts_over_several_lines_is_one():
    rows = [
        "批次序号",
        "受理编号",
        "交办问题",
        "行政区域",
        "核查情况",
        "是否属实",
        "处理整改情况",
        "责任追究",
        "3-1",
        "D2JX202104160058",
    ]
    rows += [
        "鱼塘发臭",
        "南丰县",
        "（1）鱼塘发臭属实；",
        "（2）死鱼未见。",
        "部分属实",
        "南丰县水利局责令5月10日前清淤",
        "无",
    ]
    (task,) = tasks(draft(read_text("举报件办理情况公开表\n2021-04-25\n\n" + "\n\n".join(rows))), "complaint_handling")
    assert str(task.deadline.end) == "2021-05-10"
    assert task.verified == "partly"


def test_a_list_of_a_cell_a_line_may_have_a_head_of_its_own_making_and_no_remarks():
    header = "序号\n交办问题基本情况\n涉及区县及部门\n调查核实情况\n是否属实\n处理处罚和问责情况\n是否办结\n备注\n"
    rows = (
        "1\n受理编号为30号的信访问题为：某砖厂排放浓烟\n北关区\n经查，已停产。\n部分属实\n督促加强管理。\n阶段性办结\n"
        "2\n洗车店污水排入雨水井\n文峰区\n经查，未办证。\n属实\n责令封堵排口。\n已办结\n"
    )
    told = tasks(
        draft(read_text(ABOUT + header + rows + "督察组进驻安阳市时间：7月22日-8月20日\n")), "complaint_handling"
    )
    assert [(t.number, t.title, t.status) for t in told] == [
        ("1", "某砖厂排放浓烟", "phased"), ("2", "洗车店污水排入雨水井", "completed"),
    ]  # fmt: skip


def test_a_bar_may_close_each_cell_of_a_line_of_its_own():
    header = (
        "序号 |\n受理编号 |\n行政区域 |\n交办问题基本情况 |\n调查核实情况 |\n是否属实 |\n处理和整改情况 |\n备注 |\n"
    )
    row = "48 |\nX2017043052 |\n北关区 |\n居民养猪污水横流 |\n有养殖户33户。 |\n属实 |\n按照市政府方案，由北关区政府清退，市农业农村局负责监督。正在清退。 |\n已办结 |\n"
    (task,) = tasks(draft(read_text(ABOUT + header + row + "扫一扫在手机打开当前页\n")), "complaint_handling")
    assert (task.number, task.title) == ("X2017043052", "居民养猪污水横流")
    assert [a.party.name for a in task.assignments] == ["北关区政府"]


def test_what_is_aimed_at_is_no_status_where_a_column_behind_tells_one():
    rows = ("序号", "受理编号", "交办问题基本情况", "行政区域", "是否属实", "办结目标", "处理和整改情况", "是否办结")
    first = ("1", "X3FJ202312120153", "某鞋厂夜间排放刺鼻气味", "涵江区", "属实", "消除异味", "责令整改", "阶段性办结")
    second = ("2", "D3FJ202312120154", "某砖厂粉尘大", "涵江区", "属实", "加强监管", "已清扫", "已办结")
    text = "信访件办理情况\n" + "".join(f"{' | '.join(row)}\n" for row in (rows, first, second))
    assert [t.status for t in tasks(draft(read_text(text)), "complaint_handling")] == ["phased", "completed"]
