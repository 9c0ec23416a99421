"""Parts against wholes (rule `parts_sum`): 38 = 27 + 11.

A breakdown that adds up passes. One that does not fails only where it is said to be complete: the rest is named (剩余, 其余),
or the complaints are told apart by letter and call.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from taizhang.check.shown import exact, number, shown
from taizhang.check.words import complete_pairs, words
from taizhang.types import Check, CountMention, Draft
from taizhang.vocabulary import CountStatus

_RULE = "parts_sum"
_DONE: Final[frozenset[CountStatus]] = frozenset(
    {"completed", "closed", "phased", "on_schedule"}
)  # what is done leaves no rest of itself
_LONGEST = 40  # parts of a breakdown: provinces, and a few more
_LOOK = 6  # figures of a unit looked at before a rest for its whole


def sums(draft: Draft) -> Iterator[Check]:
    """Findings on breakdowns: those that add up, then those that should and do not."""
    counts = draft.counts
    groups: dict[int, list[int]] = defaultdict(list)
    for i, count in enumerate(counts):
        if count.part_of is not None:
            groups[count.part_of].append(i)
    added: set[int] = set()
    for whole, parts in sorted(groups.items()):
        for breakdown in _breakdowns(counts, whole, parts):
            added.update((whole, *breakdown))
            yield _check(counts, whole, breakdown, True)
    yield from _rests(draft, added)
    yield from _pairs(counts, groups, added)


def _breakdowns(counts: Sequence[CountMention], whole: int, parts: Sequence[int]) -> Iterator[list[int]]:
    """The runs among the parts of a whole that add up to it: by channel, then by place, then by kind. What is told aside (重点件2件)
    may stand before or between them."""
    at = 0
    while at < len(parts) - 1:
        end = _end_of_run(counts, whole, parts, at)
        if end is not None:
            yield list(parts[at:end])
        at = end or at + 1


def _end_of_run(counts: Sequence[CountMention], whole: int, parts: Sequence[int], at: int) -> int | None:
    """Where the run of two or more parts ends that begins at `at` and adds up to the whole; None where none does."""
    total = counts[whole].value.value or 0.0
    sums = accumulate(counts[i].total or 0.0 for i in parts[at : at + _LONGEST])
    return next((at + n for n, found in enumerate(sums, 1) if n > 1 and _equal(found, total)), None)


def _adds_up(counts: Sequence[CountMention], whole: int, parts: Sequence[int]) -> bool:
    return _equal(sum(counts[i].total or 0.0 for i in parts), counts[whole].value.value or 0.0)


def _equal(found: float, total: float) -> bool:
    return abs(found - total) <= 1e-6 * max(1.0, total)


def _check(counts: Sequence[CountMention], whole: int, parts: Sequence[int], ok: bool) -> Check:
    total = counts[whole]
    terms = " + ".join(_term(counts[i]) for i in parts)
    name = total.object or ""
    if ok:
        detail = f"{name}{shown(total.value)} = {terms}"
    else:
        found = sum(counts[i].total or 0.0 for i in parts)
        detail = f"{name}{shown(total.value)}，各部分合计为{number(found)}（{terms}）"
    return Check(_RULE, ok, detail, tuple(("counts", i) for i in (whole, *parts)))


def _term(count: CountMention) -> str:
    """1×4 of what four have one of each."""
    times = f"×{count.each_of}" if count.each_of else ""
    return number(count.value.value) + times


def _rests(draft: Draft, added: set[int]) -> Iterator[Check]:
    """50项任务中已完成22项，剩余27项: the last figure is said to be the rest of the first."""
    counts = draft.counts
    for i, count in enumerate(counts):
        if i in added or not exact(count) or not _names_rest(draft, count):
            continue
        same = [j for j in range(max(0, i - _LOOK), i) if exact(counts[j]) and counts[j].value.unit == count.value.unit]
        same = [
            j
            for j in same
            if "。" not in draft.text[counts[j].end : count.start]
            and "\n" not in draft.text[counts[j].end : count.start]
        ]
        if (
            len(same) == 2
            and same[0] not in added
            and counts[same[0]].status not in _DONE
            and (counts[same[0]].value.value or 0) > (counts[same[1]].value.value or 0)
        ):
            whole, parts = same[0], [same[1], i]
            if counts[whole].object == count.object and not _adds_up(counts, whole, parts):
                yield _check(counts, whole, parts, False)


def _names_rest(draft: Draft, count: CountMention) -> bool:
    before = draft.text[max(0, count.start - 4) : count.start]
    return any(word in before for word in words("rest"))


def _pairs(counts: Sequence[CountMention], groups: dict[int, list[int]], added: set[int]) -> Iterator[Check]:
    """Complaints by call and by letter are all complaints there are."""
    for i in range(1, len(counts) - 1):
        pair = counts[i], counts[i + 1]
        if i in added or not all(exact(c) and c.value.unit == counts[i - 1].value.unit for c in (*pair, counts[i - 1])):
            continue
        kinds = next((kinds for kinds in complete_pairs() if _are(pair, kinds) or _are(pair[::-1], kinds)), None)
        if kinds is None or (counts[i - 1].object or "").startswith(kinds):
            continue
        if not _adds_up(counts, i - 1, [i, i + 1]) and groups.get(i - 1) == [i, i + 1]:
            yield _check(counts, i - 1, [i, i + 1], False)


def _are(pair: tuple[CountMention, ...], kinds: tuple[str, str]) -> bool:
    return all((count.object or "").startswith(kind) for count, kind in zip(pair, kinds, strict=True))
