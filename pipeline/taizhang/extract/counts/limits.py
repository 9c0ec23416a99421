"""What a figure is held against, which stands beside it: the limit of what was measured, what was allowed, what a rate should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taizhang.extract.counts.clause import Clause
from taizhang.extract.counts.pack import pattern, words
from taizhang.extract.counts.units import PERCENTS
from taizhang.types import CountMention

_NORM = 16  # characters from what was measured to the limit it is held against
_AT_LEAST = ("不低于", "不少于", "不小于", "≥")
_LABELLED = ("明示", "明示值", "标示", "标示值")
_IN_FACT = "实际"
_LIMIT = "限值"
_STANDARD = "标准"
_AIMS = ("counts.owed", "counts.bound")  # rules by which a rate is one to be reached, whatever else they say


def against_limits(text: str, found: list[CountMention], around: Sequence[Clause], named: Sequence[bool]) -> None:
    """Put right in `found` what stands beside its limit; `named` says whether a noun stands beside each."""
    _against_norms(text, found)
    _beyond_permit(text, found, around)
    _short_of_aim(text, found, around, named)


def _short_of_aim(text: str, found: list[CountMention], around: Sequence[Clause], named: Sequence[bool]) -> None:
    """利用率应达到73%，实际仅为41%: a rate that falls short of what it should be was found; the other is to be reached still."""
    for i in range(len(found) - 1):
        here, behind = found[i], found[i + 1]
        if here.value.unit not in PERCENTS or (here.status != "planned" and here.rule_id not in _AIMS):
            continue
        found[i] = here = replace(here, status="planned")
        alike = behind.value.unit == here.value.unit and not around[i + 1].first and not named[i + 1]
        if not alike or (behind.value.value or 0) >= (here.value.value or 0):
            continue
        between = text[here.end : behind.start]
        if _IN_FACT in between or any(word in between for word in words().barely):
            found[i + 1] = replace(behind, status="found", rule_id="counts.short")


def _beyond_permit(text: str, found: list[CountMention], around: Sequence[Clause]) -> None:
    """许可取水90万立方米，实际取水148万立方米: what was allowed is the whole, what was taken beyond it was found."""
    for i in range(len(found) - 1):
        here, behind = found[i], found[i + 1]
        if here.value.unit != behind.value.unit or not around[i].first or around[i + 1].first:
            continue
        allowed = pattern("allowed").search(text, around[i].opened, here.start)
        in_fact = pattern("in_fact").match(text, around[i + 1].opened, behind.start)
        if not (allowed and in_fact and here.value.value and behind.value.value):
            continue
        found[i] = replace(here, status="total", rule_id="counts.allowed")
        if behind.value.value > here.value.value:
            found[i + 1] = replace(behind, status="found", rule_id="counts.exceeded")


def _against_norms(text: str, found: list[CountMention]) -> None:
    """灭蝇胺检出值1.4mg/kg，标准规定不大于0.5mg/kg: what was measured beyond the limit that is named behind it was found."""
    for here, behind, i in zip(found, found[1:], range(len(found)), strict=False):
        between = text[here.end : behind.start]
        if here.status != "other" or behind.rule_id != "counts.norm" or len(between) > _NORM or "。" in between:
            continue
        if name := _limit_of(text, here, behind):
            found[i + 1] = replace(behind, object=name)
        value, norm = here.value.value, behind.value.value
        if value is None or norm is None or here.value.unit != behind.value.unit:
            continue
        low = text[behind.start : behind.end].startswith(_AT_LEAST) or between.endswith(_LABELLED)
        if value < norm if low else value > norm:
            found[i] = replace(here, status="found", rule_id="counts.exceeded")


def _limit_of(text: str, here: CountMention, behind: CountMention) -> str | None:
    """灭蝇胺标准值 behind 灭蝇胺检出值1.4mg/kg: what a limit is called that has no name but that of what is measured against it."""
    said = pattern("limit").search(text, here.end, behind.end + len(_LIMIT))
    if said is None or here.object is None or behind.object not in (here.object, _STANDARD):
        return None
    measured = next((v for v in words().assay_values if here.object.endswith(v)), "")
    return here.object.removesuffix(measured) + (said[0] if said[0] == _LIMIT else f"{_STANDARD}值")
