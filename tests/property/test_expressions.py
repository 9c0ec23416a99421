"""Whatever is made of the characters of dates and numerals, the readers give spans in order or nothing, and never raise."""

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.extract.counts import quantities
from taizhang.extract.dates import dates, only_date, parse_deadline
from taizhang.types import Reference, Structure

DAY = dt.date(2021, 1, 31)
REFERENCES = (Reference(DAY, 2021, "metadata", DAY), Reference(None, None, "none"))
TEXTS = st.text(
    "零一二两三五九十百千万亿点分之又负-1.05,%成折元块角年月日号第季度周星期个上下本前后今明公元最初末底至到和间起止、/ e世纪代当同次",
    max_size=14,
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_mix_of_numerals_and_units_is_read_or_left(text):
    found = quantities(text)
    assert all(0 <= a.start < a.end <= b.start for a, b in pairwise(found))
    mentions, _ = dates(text, Structure((), (), None, (0, len(text))), {"published_on": "2021-01-31"})
    assert all(text[m.start : m.end] == m.text for m in mentions)
    for reference in REFERENCES:
        value = only_date(text, reference)
        assert value is None or value.start is None or value.end is None or value.start <= value.end
        parse_deadline(text, reference)
