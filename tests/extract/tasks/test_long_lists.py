"""Lists of more than a hundred items, whatever their marks."""

import pytest

import taizhang
from taizhang.numerals import write_numeral

TITLE = "临川县生态环境保护督察反馈问题整改情况\n"


def numbered(mark, numbers):
    return TITLE + "".join(f"{mark(n)}清河{n + 1000}号洗沙场泥浆直排河道问题。\n该问题已完成整改。\n" for n in numbers)


@pytest.mark.parametrize(
    "mark",
    [
        lambda n: f"{write_numeral(n)}、",
        lambda n: f"（{write_numeral(n)}）",
        lambda n: f"问题{write_numeral(n)}：",
        lambda n: f"（{n}）",
        lambda n: f"【{n}】",
        lambda n: f"{n}）",
        lambda n: f"{n}.",
    ],
)
def test_a_list_goes_on_behind_ninety_nine(mark):
    bulletin = taizhang.parse(numbered(mark, range(1, 124)))
    assert len(bulletin.tasks) == 123
    assert max(t.end - t.start for t in bulletin.tasks) < 50
    assert not bulletin.warnings


def test_numbers_that_run_on_behind_the_last_task_are_told():
    labelled = "整改时限：2023年9月底前\n责任单位：县水利局\n"
    text = TITLE + "".join(f"{n}.清河{n}号洗沙场泥浆直排河道。\n{labelled}" for n in range(990, 1003))
    (told,) = [w for w in taizhang.parse(text).warnings if "items_missing" in w]
    assert "“999.”" in told
    assert "“1000.”" in told


@pytest.mark.parametrize("closing", ["下一步工作打算", "组织保障"])
def test_a_closing_chapter_is_no_task_that_was_missed(closing):
    labelled = "整改时限：2023年9月底前\n责任单位：县水利局\n"
    items = "".join(f"{n}、洗沙场{n}号泥浆直排河道问题\n{labelled}" for n in "一二")
    assert not [
        w for w in taizhang.parse(f"{TITLE}{items}三、{closing}\n抓好落实。\n").warnings if "items_missing" in w
    ]


def test_sections_behind_the_last_task_are_none():
    text = f"{TITLE}1.洗沙场泥浆直排河道。\n整改时限：2023年9月底前\n2.锅炉烟尘超标。\n整改时限：2023年9月底前\n三、下一步\n抓好落实。\n"
    assert not taizhang.parse(text).warnings
