"""Whether a short name stands where a word can stand: 镇安 is no place in 对东坪镇安全隐患进行检查, nor 城固 in 县城固废."""

from __future__ import annotations

from taizhang.rules import compiled
from taizhang.segment.tokens import tokens

_AROUND = 12  # characters on each side that tell where words end
_HAN_BEFORE = compiled(rf"\p{{Han}}{{1,{_AROUND}}}$")
_HAN = compiled(rf"\p{{Han}}{{0,{_AROUND}}}")


def word_edges(text: str, start: int, end: int) -> set[int]:
    """Where words (jieba's) begin and end around a stretch and in it."""
    before = _HAN_BEFORE.search(text, max(start - _AROUND, 0), start)
    begin = before.start() if before else start
    behind = _HAN.match(text, end)
    edges, at = {begin}, begin
    for word in tokens(text[begin : behind.end() if behind else end]):
        at += len(word)
        edges.add(at)
    return edges


def cuts_words(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins inside a word, or ends inside one that has begun in it: 东坪|镇|安全隐患."""
    edges = word_edges(text, start, end)
    return start not in edges or (end not in edges and any(start < edge < end for edge in edges))
