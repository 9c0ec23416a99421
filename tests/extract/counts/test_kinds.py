"""Objects that hang on what things are, so that no other noun may stand for them: kinds of a whole, heaps, complaints."""

from __future__ import annotations

import pytest

import taizhang

SAID = [
    ("反馈问题33个：政治建设11个，党风廉政14个，选人用人8个，已完成20个。", "14个", "问题"),
    ("反馈问题33个：政治建设11个，党风廉政14个，选人用人8个，已完成20个。", "20个", "问题"),
    ("共排查隐患90处，涉及用电47处、通道25处、设施18处。", "25处", "隐患"),
    ("梳理问题54个，其中固体废物34个、其他20个。", "34个", "问题"),
    ("排查隐患30项，其中重大隐患2项、一般隐患28项。", "28项", "一般隐患"),
    ("交办举报件50件（来电21件，来信29件）。", "21件", "来电"),
    ("9家电镀企业危废去向不明，约240吨。", "约240吨", "危废"),
    ("河滩的建筑垃圾未清理，约3.2万立方米。", "约3.2万立方米", "建筑垃圾"),
    ("群众举报件中18件属实。", "18件", "群众举报件"),
]


@pytest.mark.parametrize(("text", "of", "name"), SAID)
def test_a_figure_counts_what_its_whole_or_heap_is(text: str, of: str, name: str):
    found = {c.text: c.object for c in taizhang.parse(text).counts}
    assert found[of] == name
