"""The measures of a task, one by one."""

from __future__ import annotations

import pytest

from taizhang.document import draft
from taizhang.extract.tasks import tasks
from taizhang.read import read_text

PLAN = (
    "整改方案\n一、污水直排问题\n整改时限：2022年底前\n责任单位：市水务局\n整改措施：{measures}\n"
    "二、扬尘问题\n整改时限：2022年底前\n责任单位：市住建局\n整改措施：加强喷淋。\n"
)


@pytest.mark.parametrize(
    "measures",
    [
        "\n（一）排查排口，建立台账；\n（二）封堵排口12处；",
        "1.排查排口，建立台账。2.封堵排口12处。",
        "①排查排口，建立台账；②封堵排口12处",
    ],
)
def test_measures_are_told_apart_by_their_marks(measures):
    assert tasks(draft(read_text(PLAN.format(measures=measures))), "plan")[0].measures == (
        "排查排口，建立台账",
        "封堵排口12处",
    )


def test_a_section_on_measures_and_progress_tells_both_and_ends_with_its_last_line():
    text = (
        "第12项整改任务完成情况公示\n一、反馈问题\n城北片区污水直排入河。\n二、整改时限\n2023年12月底\n"
        "三、整改措施及进展情况\n1.排查排口，建立台账。\n2.封堵排口12处，已完成整改。\n公示期为2024年5月6日至5月12日。\n"
    )
    (task,) = tasks(draft(read_text(text)), "closure_notice")
    assert (task.measures, task.status) == (("排查排口，建立台账", "封堵排口12处，已完成整改"), "completed")
