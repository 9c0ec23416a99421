"""From the file to the record: no number, date or name is read out of a repair that is not sure."""

from __future__ import annotations

import pytest
from benchmarks.mirror import shifted

from taizhang.api import parse
from taizhang.extract.dates import dates
from taizhang.segment import segment

CLEAN = "2021年12月29日，督察组进驻安阳市。加强环境保护责任落实27项，罚款58万元，其余12项正在整改。"


@pytest.mark.parametrize("orphan", ["?", ""])
def test_a_figure_whose_first_digit_is_gone_has_no_value(orphan: str) -> None:
    document = parse(shifted(CLEAN, orphan))
    values = {c.text: c.value.value for c in document.counts}
    assert not {7, 80_000} & set(values.values()), values
    assert 12 in values.values()


def test_nothing_touches_a_doubtful_stretch_but_counts_without_a_value() -> None:
    document = parse(shifted(CLEAN + "涉及嬴坳病、垴坂场，由省（区）环境保护督察组于2021年9月12日核查。"))
    doubtful = document.restored.doubtful
    assert doubtful
    for mention in (*document.dates, *document.parties):
        assert not any(mention.start < end and start < mention.end for start, end in doubtful), mention
    for count in document.counts:
        if any(count.start < end and start < count.end for start, end in doubtful):
            assert count.value.value is None, count
    assert any(w.startswith("restore:") for w in document.warnings)


def test_the_bulletins_own_date_is_not_read_from_a_doubtful_stretch() -> None:
    text = "督察组进驻安阳市。\n发布时间：2021年9月12日\n督察组9月15日核查。"
    structure = segment(text, ())
    at = text.index("2021")
    sure, doubted = (dates(text, structure, {}, spans) for spans in ((), ((at, at + 4),)))
    assert sure[1].date is not None
    assert doubted[1].date is None
    assert [d.text for d in doubted[0]] == ["9月15日"]
