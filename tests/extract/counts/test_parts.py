"""Which figure is a part of which."""

from __future__ import annotations

import pytest

import taizhang


def _parts(text: str) -> dict[str, list[str]]:
    """The texts of the parts by the text of their whole."""
    counts = taizhang.parse(text).counts
    found: dict[str, list[str]] = {}
    for count in counts:
        if count.part_of is not None:
            found.setdefault(counts[count.part_of].text, []).append(count.text)
    return found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "收到信访件84件（重点件5件），属实52件，不属实32件。已办结61件，阶段办结14件，尚未办结9件。",
            {"84件": ["5件", "52件", "32件", "61件", "14件", "9件"]},
        ),
        ("累计转办群众举报17批420件，已办结305件，阶段性办结80件，未办结35件。", {"420件": ["305件", "80件", "35件"]}),
        (
            "交办信访件326件，已办结300件，其中属实210件、部分属实60件、不属实30件；未办结26件。",
            {"326件": ["300件", "26件"], "300件": ["210件", "60件", "30件"]},
        ),
        ("对19名干部作出处理：县处级4人、乡科级9人、其他6人。", {"19名": ["4人", "9人", "6人"]}),
        (
            "问责88名责任人，其中厅级9人（正厅级2人）、处级38人、科级41人。",
            {"88名": ["9人", "38人", "41人"], "9人": ["2人"]},
        ),
        ("19个问题细化为52项任务、140条措施，2023年完成30项、2024年完成22项。", {"52项": ["30项", "22项"]}),
        ("已销号20项，其中已完成验收12项、正在公示8项。", {"20项": ["12项", "8项"]}),
        ("逾期20项：正在推进12项，未启动8项。", {"20项": ["12项", "8项"]}),  # told behind a colon
        (
            "问责260人，其中，厅级18人（正厅级5人），处级61人，罚款30万元。",
            {"260人": ["18人", "61人"], "18人": ["5人"]},
        ),
        ("督察反馈15项问题。已有10项任务整改到位，剩余5项任务达到序时进度。", {"15项": ["10项", "5项"]}),
        ("转办举报件9件，甲市3件，文山州、红河州、怒江州各2件。", {"9件": ["3件", "2件"]}),
        ("转办信访件74件，重点关注件9件，已办结40件，阶段性办结20件，未办结14件。", {"74件": ["40件", "20件", "14件"]}),
    ],
)
def test_whole_is_found(text: str, parts: dict[str, list[str]]) -> None:
    assert _parts(text) == parts


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("文山州、红河州和怒江州各2件，昆明市12件。", [3, None]),
        ("和平区、红桥区各有7件。", [2]),  # 和 of a name joins nothing
        ("大气6件，噪声、油烟各2件。", [None, 2]),
        ("3个县各2件。", [None, 3]),
        ("甲公司、乙公司各罚款5万元。", [2]),
        ("各类案件5件，每县各1人。", [None, None]),
    ],
)
def test_a_figure_told_of_several_each_says_of_how_many(text: str, each: list[int | None]) -> None:
    assert [count.each_of for count in taizhang.parse(text).counts] == each


def test_what_each_has_counts_as_often_in_a_sum() -> None:
    (check,) = taizhang.parse("转办举报件9件，甲市3件，文山州、红河州、怒江州各2件。").checks
    assert check.ok
    assert check.detail == "举报件9件 = 3 + 2×3"


@pytest.mark.parametrize(
    "text",
    [
        "党纪处分25人，政务处分18人，诫勉20人，组织处理5人。",  # measures stand side by side
        "拘留12人，约谈7人，问责5人。",
        "对甲公司等三家企业停产整治；对丙公司等两家企业移送公安。\n全市立案侦查1家、关停105家。",
        "正在整改10项（含部分整改），未整改3项。",
        "24名干部受到处分，包括法人、投资者在内的16名人员被追究刑事责任。",
        "办结70件，阶段性办结50件，未办结20件。",
        "已销号20项，已完成待销号12项，正在推进8项。",
        "逾期20项，正在推进12项，未启动8项。",
        "责令整改42家，立案处罚30家，停产整治12家。",
        "一、已完成整改的问题（2个）\n二、基本完成的问题（1个）\n三、正在整改的问题（1个）",  # headings
        "1.村民吴某等7人盗采河砂，拘留2人。\n2.某厂偷排废水，罚款3万元，5人受到处分。",  # items of their own
    ],
)
def test_what_stands_side_by_side_is_no_whole(text: str) -> None:
    assert _parts(text) == {}


def test_list_of_subsets_is_none_of_one_another() -> None:
    assert _parts("问责21人，其中党内警告6人，政务警告5人，诫勉4人，书面检查2人。") == {"21人": ["6人"]}


def test_what_several_places_did_is_of_none_of_them_alone():
    counts = taizhang.parse("望城区、宁乡市、浏阳市完成矿山修复12处，长沙县完成3处。").counts
    assert [c.region_adcode for c in counts] == [None, "430121"]


def test_complaints_counted_as_pieces_are_parts_of_complaints():
    found = taizhang.parse("转办信访件90个，按地区分布为：章丘区50件、历城区40件。").counts
    assert [count.part_of for count in found] == [None, 0, 0]
