"""The offset map: every span of the text leads to the stretch of source it came from, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.errors import TaizhangError
from taizhang.offsets import Edit, OffsetMap, apply_edits

TEXTS = st.text(alphabet="督察整改，。(guó)\n12", max_size=40)


@st.composite
def edits_of(draw, text):
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return [Edit(a, b, draw(st.text(alphabet="国环", max_size=3)), "x") for a, b in pairs]


@st.composite
def edited(draw):
    text = draw(TEXTS)
    return text, draw(edits_of(text))


def test_a_gloss_is_dropped_and_the_span_takes_it_in():
    text, offsets = apply_edits("國(guó)家", [Edit(0, 1, "国", "script"), Edit(1, 6, "", "gloss")])
    assert text == "国家"
    assert offsets.to_source(0, 2) == (0, 7)
    assert offsets.to_source(0, 1) == (0, 1)
    assert offsets.to_text(1, 6) == (1, 1)


def test_overlapping_edits_are_refused():
    with pytest.raises(TaizhangError, match="overlap"):
        apply_edits("整改任务", [Edit(0, 2, "", "a"), Edit(1, 3, "", "b")])


@given(edited())
def test_untouched_characters_map_to_themselves(case):
    source, edits = case
    text, offsets = apply_edits(source, edits)
    kept = [i for i in range(len(source)) if not any(e.start <= i < e.end for e in edits)]
    for i in kept:
        start, end = offsets.to_text(i, i + 1)
        if end == start + 1 and offsets.to_source(start, end) == (i, i + 1):
            assert text[start] == source[i]
        else:
            raise AssertionError(f"character {i} of {source!r} got lost with {edits}")


@given(edited())
def test_the_map_covers_the_text_and_never_steps_back(case):
    source, edits = case
    text, offsets = apply_edits(source, edits)
    at = last = 0
    for run in offsets.runs:
        assert run.text_start == at
        assert run.source_start >= last or run.source_start == run.source_end
        at, last = run.text_end, max(last, run.source_end)
    assert at == len(text)
    assert last <= len(source)


@given(edited(), st.data())
def test_two_edits_in_a_row_make_one_map(case, data):
    source, first = case
    middle, inner = apply_edits(source, first)
    text, outer = apply_edits(middle, data.draw(edits_of(middle)))
    both = inner.then(outer)
    for start in range(len(text)):
        a, b = outer.to_source(start, start + 1)
        assert both.to_source(start, start + 1) == inner.to_source(a, b)


def test_an_unchanged_text_has_the_identity_map():
    text, offsets = apply_edits("整改", [])
    assert (text, offsets.is_identity) == ("整改", True)
    assert offsets.to_source(1, 2) == (1, 2)
    assert OffsetMap.identity(0).to_source(0, 0) == (0, 0)
