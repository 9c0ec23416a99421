"""Rates against the counts they are made of (rule `rate`), and percentages that cannot be (rule `percent_range`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from taizhang.check.shown import exact, number, shown
from taizhang.check.words import words
from taizhang.rules import compiled
from taizhang.types import Check, CountMention, Draft
from taizhang.vocabulary import CountStatus

_DECIMALS = compiled(r"[0-9]+(?:[.．]([0-9]+))?")
_LOOK = 4
_AIM = 12  # characters before a rate in which its aim is told
# What the second figure counts where it is what is left, and the first where it is the one part of two.
_LEFT: Final[tuple[CountStatus, ...]] = ("found", "not_completed", "in_progress", "overdue")
_DONE: Final[tuple[CountStatus, ...]] = ("completed", "closed")
_MOVED = "counts.risen"
_EITHER = ("verified", "other")


def rates(draft: Draft) -> Iterator[Check]:
    """1116 of 1252 is 89 %: the two figures before a rate, or the one before it and what is done behind it (860项，整改率98.6%，已整改848项), in
    one sentence and one unit, must give it.

    They may be the whole and what is left of it (of 862 samples 17 not qualified), or its two parts (51 done, 7 going on), where their
    statuses say so. With exactly two such figures a mismatch fails; with more, only an agreement of a whole and its part is reported.
    """
    for i, count in enumerate(draft.counts):
        if (
            count.value.unit == "%"
            and count.value.value is not None
            and exact(count)
            and (count.object or "").endswith(words("rates"))
            and (check := _rate(draft, i))
        ):
            yield check


def _rate(draft: Draft, i: int) -> Check | None:
    """What is to be said of the rate `i`: nothing where the figures do not tell, or where another reading of them gives it by chance."""
    counts, before = draft.counts, _before(draft, i)
    done = _done_behind(draft, i) if len(before) == 1 else None
    if done and counts[done].value.unit == counts[before[0]].value.unit and _fits(counts, before[0], done):
        return _check(counts, i, before[0], done, _gives(counts[i], _ratio(counts, before[0], done)))
    pairs = [(a, b) for n, b in enumerate(before) for a in before[:n] if _fits(counts, a, b)]
    good = [p for p in pairs if _gives(counts[i], _ratio(counts, *p))]
    if good:
        return _check(counts, i, *good[-1], True)
    if len(before) != 2 or len(pairs) != 1 or (counts[i].object or "").endswith(words("loose_rates")):
        return None
    first, second = (counts[j].status for j in before)
    changes = [counts[j].rule_id.startswith(_MOVED) for j in before]
    moved = all(changes)  # 由50万元压减到30万元
    if any(changes) and not moved:
        return None  # 7个问题超期，较上月减少2个
    left = second in _LEFT or moved or first == second not in (*_DONE, "other")
    otherwise = _otherwise(counts, i, *before) if left or second == "other" else None
    if otherwise is None:
        return _check(counts, i, *pairs[0], False)
    return otherwise if left else None


def _before(draft: Draft, i: int) -> list[int]:
    """The exact figures of the sentence before figure `i`, all of the unit of the last of them."""
    counts = draft.counts
    found: list[int] = []
    for j in range(i - 1, max(-1, i - 1 - _LOOK), -1):
        between = draft.text[counts[j].end : counts[i].start]
        if "。" in between or "\n" in between:
            break
        if counts[j].value.unit == "%":
            break
        if exact(counts[j]) and (not found or counts[j].value.unit == counts[found[0]].value.unit):
            found.insert(0, j)
    return found


def _done_behind(draft: Draft, i: int) -> int | None:
    """The figure right behind a rate of doing in its sentence, if it tells what was done; not where the rate is only aimed at."""
    counts = draft.counts
    if i + 1 == len(counts) or counts[i + 1].status not in _DONE or not exact(counts[i + 1]):
        return None
    if not (counts[i].object or "").endswith(words("done_rates")):
        return None
    before, behind = draft.text[: counts[i].start][-_AIM:], draft.text[counts[i].end : counts[i + 1].start]
    apart = any(mark in behind for mark in ("。", "\n", "其中"))
    return None if apart or any(aim in before for aim in words("aims")) else i + 1


def _fits(counts: Sequence[CountMention], whole: int, part: int) -> bool:
    a, b = counts[whole].value.value or 0.0, counts[part].value.value or 0.0
    return 0 < b <= a and counts[whole].object == counts[part].object


def _ratio(counts: Sequence[CountMention], whole: int, part: int) -> float:
    return 100 * (counts[part].value.value or 0.0) / (counts[whole].value.value or 1.0)


def _step(text: str) -> float:
    """One unit of the last printed digit: rounded and cut-off rates both pass."""
    match = _DECIMALS.search(text)
    return 10.0 ** -len(match[1] or "") if match else 1.0


def _gives(rate: CountMention, real: float) -> bool:
    return abs(real - (rate.value.value or 0.0)) < _step(rate.text)


def _otherwise(counts: Sequence[CountMention], i: int, first: int, second: int) -> Check | None:
    """The agreement of a rate with the rest of a whole, or with the first of two parts; None where neither gives it."""
    a, b, status = counts[first].value, counts[second].value, counts[first].status
    one, two = a.value or 0.0, b.value or 0.0
    for may, real, detail in (
        (status not in _DONE, 100 * (one - two) / one, f"{shown(a)}除去{shown(b)}后占"),
        (status in (*_DONE, *_EITHER), 100 * one / (one + two), f"{shown(a)}在{shown(a)}与{shown(b)}中占"),
    ):
        if may and _gives(counts[i], real):
            told = f"{counts[i].object}{shown(counts[i].value)}，{detail}{number(round(real, 2))}%"
            return Check("rate", True, told, (("counts", second), ("counts", first), ("counts", i)))
    return None


def _check(counts: Sequence[CountMention], i: int, whole: int, part: int, ok: bool) -> Check:
    rate, a, b = counts[i], counts[whole].value, counts[part].value
    real = number(round(_ratio(counts, whole, part), 2))
    detail = f"{rate.object}{shown(rate.value)}，{shown(b)}占{shown(a)}的{real}%" + ("" if ok else "，两者不符")
    return Check("rate", ok, detail, (("counts", part), ("counts", whole), ("counts", i)))


def percentages(draft: Draft) -> Iterator[Check]:
    """A share of more than 100 % is a slip; growth and exceedance may well be more."""
    for i, count in enumerate(draft.counts):
        if (
            count.value.unit != "%"
            or (count.value.value or 0.0) <= 100
            or not (count.object or "").endswith(words("shares"))
        ):
            continue
        before = draft.text[max(0, count.start - 12) : count.start]
        if not any(word in before for word in words("growth")):
            yield Check("percent_range", False, f"{count.object}为{shown(count.value)}，超过100%", (("counts", i),))
