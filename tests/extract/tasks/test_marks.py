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
