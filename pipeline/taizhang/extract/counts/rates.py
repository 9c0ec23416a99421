"""What percentages and multiples are of: shares, ratios, and what rose, fell or exceeds a norm."""

from __future__ import annotations

from taizhang.extract.counts.antecedents import item
from taizhang.extract.counts.by_predicate import compared, inner
from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.pack import pattern, said, words
from taizhang.extract.counts.phrases import (
    acts,
    name_of,
    phrase_of,
)
from taizhang.rules import compiled

_RATE = compiled(r"\p{Han}{2,10}?率(?![先领队]|\p{Han}{0,4}率)")
_MOVED = compiled(r"[由从]|(?<=[提升涨降增减高低])[到至]")  # which are taken in with the figure
_SHARE_REACH = 30  # characters between 占 and what is a share: 占问责总数768人的15%
_PLACES = compiled("\\p{Han}{0,4}[两二三四五六七八九十]{1,2}个?[省市县区州]")
_RATE_BEHIND = compiled(r"的(\p{Han}{0,6}率)(?!\p{Han}*率)")


def of_share(text: str, clause: Clause, left: str | None) -> str | None:
    """What a percentage is of."""
    share = "占比" if _is_share(text, clause) else None
    return (
        _named_rate(text, clause)
        or share
        or _ranked(text, clause)
        or _rate(clause, left)
        or compared(text, clause)
        or judged(text, clause)
        or _risen(text, clause)
        or grown(text, clause)
        or inner(clause)
        or clause.dimension
        or _said_ratio(text, clause)
        or _spoken_of(text, clause)
    )


def _spoken_of(text: str, clause: Clause) -> str | None:
    """水费收缴率 of 水费收缴率偏低。由38.6%提到71.2%: the rate that the item spoke of, where all that is told is how far it moved."""
    if clause.left or clause.opened < clause.number or not _MOVED.match(text, clause.number):
        return None
    spoken = _RATE.findall(text, item(text, clause.number), clause.opened)
    return name_of(spoken[-1]) if spoken else None


def _said_ratio(text: str, clause: Clause) -> str | None:
    """规模占比 of 规模占比应达到70%: the ratio before the predicate."""
    phrase = phrase_of(text, clause.second)
    return phrase if phrase and phrase.endswith(words().ratios) else None


def _named_rate(text: str, clause: Clause) -> str | None:
    """完成率 of 95.5%的完成率."""
    named = _RATE_BEHIND.match(text, clause.edge)
    return named[1] if named else None


def _ranked(text: str, clause: Clause) -> str | None:
    """完成率 of 完成率居前三位的是某市85.7%: the rate by which places are ranked."""
    by = said("ranked", text, clause.opened, clause.number)
    return name_of(by[1]) if by else None


def _is_share(text: str, clause: Clause) -> bool:
    """Whether a percentage is a share of something: 占全市的42.3%, 占整改问题总数的90%."""
    if clause.owned and pattern("share_part").match(text, max(0, clause.number - _SHARE_REACH), clause.number):
        return True
    return pattern("share_of").match(text, clause.opened, clause.number) is not None


def _rate(clause: Clause, left: str | None) -> str | None:
    """大气类占33% is a share of the whole; 断面占87.5% a share of sections."""
    if left and _PLACES.fullmatch(left):
        return None  # 甲、乙两市分别为47%和45%
    if left is None or left.endswith("类"):
        return "占比" if clause.share else None
    return f"{left}比例" if clause.share and not left.endswith(("比例", "率", "面积")) else left


def _risen(text: str, clause: Clause) -> str | None:
    """案件总数 in 案件总数增长92%: what rose or fell by so much."""
    rise = clause.touching is not None and pattern("risen").match(text, clause.touching.start, clause.touching.end)
    if not rise or clause.touching is None:
        return None
    found = pattern("risen_name").match(text, clause.opened, clause.touching.start)
    return phrase_of(text, found.span(1)) if found else None


def grown(text: str, clause: Clause) -> str | None:
    """火点 of 火点同比减少41%: what has grown or shrunk, where no measure is named."""
    found = pattern("grown").match(text, clause.opened, clause.number)
    if found is None or not (found["verb"] or pattern("grows").match(text, clause.number, clause.edge)):
        return None
    name = phrase_of(text, found.span(1))
    return None if not name or acts(name) else name


def judged(text: str, clause: Clause) -> str | None:
    """综合利用率 in 综合利用率低，仅为63%: what is judged before the comma is what the figure is of."""
    found = pattern("judged").match(text, clause.opened, clause.number)
    return phrase_of(text, found.span(1)) if found else None


def exceeding(text: str, clause: Clause) -> str | None:
    """化学需氧量 of 化学需氧量超过一级A标准3.4倍: what exceeds a norm, not the norm."""
    found = pattern("exceeding").match(text, clause.opened, clause.number) or pattern("exceeding_most").match(
        text, clause.opened, clause.number
    )
    return name_of(found[1]) if found else None
