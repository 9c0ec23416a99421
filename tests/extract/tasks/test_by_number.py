"""Tasks of which a list speaks by their numbers."""

from __future__ import annotations

import pytest

from taizhang.document import draft
from taizhang.extract.tasks import tasks
from taizhang.extract.tasks.items import own_number
from taizhang.read import read_text

LATE = (
    "督察整改进展通报\n一、超期未完成的任务\n1.第5项：城东污水管网建设滞后。应于2023年12月底完成，目前管网仅铺设62%。\n"
    "2.第17项：危废焚烧项目未建成。2024年6月应完成，目前完成招标。\n二、其他\n{said}\n"
)
NOTICE = (
    "整改完成情况公示\n我市承担的第3项整改任务已完成整改，{said}现公示如下。\n一、第3项问题：工业园区废气扰民。\n整改时限：2024年3月底\n"
    "责任单位：城东区政府\n二、第12项问题：采石场扬尘。\n整改时限：2024年3月底\n责任单位：城西区政府\n"
)


def told(text: str, kind: str) -> list[tuple[str | None, str, str | None]]:
    found = tasks(draft(read_text(text)), kind)
    return [(t.number, t.status, str(t.deadline.end) if t.deadline else None) for t in found]


@pytest.mark.parametrize(
    ("said", "statuses"),
    [
        ("第1项、第2项已于8月底完成验收销号。", ["overdue", "overdue"]),
        ("第5项、第6项已于8月底完成验收销号。", ["closed", "overdue"]),
    ],
)
def test_a_number_is_that_of_the_list_and_not_the_mark_of_an_item(said, statuses):
    found = told(LATE.format(said=said), "progress_report")
    assert [(n, s) for n, s, _ in found] == list(zip(("5", "17"), statuses, strict=True))


@pytest.mark.parametrize(
    ("said", "second"),
    [
        ("", ("12", "completed", "2024-03-31")),
        ("第12项申请延期至2025年6月底。", ("12", "in_progress", "2025-06-30")),
        ("第12项正在推进。", ("12", "in_progress", "2024-03-31")),
    ],
)
def test_a_notice_may_say_ahead_that_one_is_open_or_put_off(said, second):
    assert told(NOTICE.format(said=said), "closure_notice") == [("3", "completed", "2024-03-31"), second]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("第18项：渣场扬尘", "18"),
        ("第十八项整改任务", "十八"),
        ("问题3：渣场扬尘", "3"),
        ("3号泵站停运", None),
        ("12项任务超期", None),
        ("第3号泵站停运", None),
    ],
)
def test_a_problem_may_open_with_its_number(words, number):
    assert own_number(words) == number
