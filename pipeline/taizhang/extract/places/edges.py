"""Whether a short name stands where a word can stand: 镇安 is no place in 对东坪镇安全隐患进行检查, nor 清水河 in 清水河道."""

from __future__ import annotations

from taizhang.rules import compiled
from taizhang.segment.tokens import tokens

_AROUND = 12  # characters on each side that tell where words end
_HAN_BEFORE = compiled(rf"\p{{Han}}{{1,{_AROUND}}}$")
_HAN = compiled(rf"\p{{Han}}{{0,{_AROUND}}}")


def word_edges(text: str, start: int, end: int) -> tuple[bool, bool]:
    """Whether a word (jieba's) begins at `start`, and whether one ends at `end`."""
    before = _HAN_BEFORE.search(text, max(start - _AROUND, 0), start)
    begin = before.start() if before else start
    behind = _HAN.match(text, end)
    edges, at = {begin}, begin
    for word in tokens(text[begin : behind.end() if behind else end]):
        at += len(word)
        edges.add(at)
    return start in edges, end in edges
