"""In a notice of accountability people are counted by the measure, elsewhere as people."""

from __future__ import annotations

from taizhang.document import acting, draft
from taizhang.read import read_text

TEXT = "共问责41人。给予党纪政务处分23人，诫勉谈话11人，批评教育干部4人，移送3人。"


def objects(doc_type: str) -> list[str | None]:
    return [count.object for count in acting([draft(read_text(TEXT))], [doc_type])[0].counts]


def test_people_are_counted_by_the_measure_in_a_notice_of_accountability() -> None:
    assert objects("accountability")[1:4] == ["党纪政务处分", "诫勉", "干部"]


def test_people_are_people_elsewhere() -> None:
    assert objects("complaint_handling")[1:4] == ["人", "人", "干部"]
