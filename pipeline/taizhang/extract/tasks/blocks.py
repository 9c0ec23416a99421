"""The labels of a text in blocks, each of one task: by the items that own them, by complaints' numbers, or by forms one below the other."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from taizhang.extract.tasks.groups import lines_on, only_heads
from taizhang.extract.tasks.items import Item, loose_items
from taizhang.extract.tasks.labels import Label
from taizhang.extract.tasks.record import until_next

TELLING = {"deadline", "responsible", "lead", "progress", "handling", "finished", "target", "measures", "subject"}
_COMPLAINING = {"problem", "verified", "investigation"}
_OUTER = ("一、", "（一）", "1.", "（1）")  # styles of official documents, from the outermost inwards


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch with its labels, and the item that owns them, if one does."""

    item: Item | None
    start: int
    end: int
    labels: tuple[Label, ...]


def _owners(text: str, listed: list[Item], found: Sequence[Label]) -> Counter[str]:
    """The styles of the items which stand right before a label, and of how many labels."""
    owners: Counter[str] = Counter()
    starts = [item.start for item in listed]
    last = 0
    for label in found:
        if label.field == "ignored":
            continue
        before = listed[last : (last := bisect_left(starts, label.start))]
        if before:
            line = text.rfind("\n", before[0].start, label.start) + 1
            beside = next((i for i in before if i.start >= line), None)  # the item that opens the label's own line
            owners[(beside or before[-1]).style] += 1
    return owners


def _owning_style(text: str, listed: list[Item], found: Sequence[Label]) -> str | None:
    """The style of the items that own the labels: one of them stands between a label and the next one of the same name, and it
    is the style most labels stand right behind."""
    able = [item for item in listed if not only_heads(text, item)]
    owners = _owners(text, able, found)
    between = _between(able, found)
    best = max({**owners, **between}, key=lambda style: (between[style], owners[style]), default=None)
    if best and not between[best] and _part_of_a_field(next(i.start for i in able if i.style == best), found):
        return None
    forms = _repeated(found)  # one below the other, if no item stands before each
    led = any(item.style == best and item.start < forms[0] for item in able)
    return best if len(forms) == 1 or (led and between[best or ""] >= len(forms) - 1) else None


def _part_of_a_field(first: int, found: Sequence[Label]) -> bool:
    """Whether the first item of a style stands in a field of a task whose problem a label told ahead (反馈问题：… / 整改措施：1.…；2.…)."""
    ahead = [label.field for label in found if label.start < first and label.field != "ignored"]
    return "problem" in ahead and ahead[-1] in TELLING


def _between(listed: list[Item], found: Sequence[Label]) -> Counter[str]:
    """Of how many labels and their next namesakes one item of a style stands in between, and no more."""
    starts: dict[str, list[int]] = {}
    for item in listed:
        starts.setdefault(item.style, []).append(item.start)
    places: dict[str, list[int]] = {}
    for label in found:
        places.setdefault(label.field, []).append(label.start)
    pairs = [pair for field, at in places.items() if field != "ignored" for pair in pairwise(at)]
    single = ((s, bisect_left(at, b) - bisect_left(at, a) == 1) for s, at in starts.items() for a, b in pairs)
    return Counter(style for style, one in single if one)


def blocks(text: str, found: Sequence[Label]) -> list[Block]:
    """One block an item that owns labels."""
    listed = loose_items(text, found)
    owning = _owning_style(text, listed, found)
    if _sections_are_fields(found):
        return [Block(None, 0, len(text), tuple(found))]
    borders: list[int] = []
    numbers = [label.start for label in found if label.field == "case_number"]
    if len(numbers) >= 2 or (numbers and not owning):
        starts: list[tuple[int, Item | None]] = [(n, None) for n in numbers]
    elif owning:
        starts = [(i.start, i) for i in listed if i.style == owning]
        borders = [i.start for i in listed if i.style in _OUTER[: _OUTER.index(owning)]] if owning in _OUTER else []
    else:
        starts = [(start, None) for start in _repeated(found)]
    ends = until_next([s for s, _ in starts], len(text), borders)
    at = [label.start for label in found]
    owned = [
        Block(item, start, end, tuple(found[bisect_left(at, start) : bisect_left(at, end)]))
        for (start, item), end in zip(starts, ends, strict=True)
    ]
    return [*owned[:-1], _last(text, owned)] if len(owned) > 1 else owned


def _last(text: str, owned: list[Block]) -> Block:
    """The last block, behind its labels no longer than the longest of its fellows."""
    *fellows, last = owned
    lines = max(text[_behind_labels(b) : b.end].strip().count("\n") for b in fellows)
    return replace(last, end=min(last.end, lines_on(text, _behind_labels(last), lines)))


def _behind_labels(block: Block) -> int:
    """Where the words behind the last telling label of a block begin; of one without, where it begins itself. A telephone number at
    the foot of a page is no field of its last item."""
    return next((label.words for label in reversed(block.labels) if label.field != "ignored"), block.start)


def _sections_are_fields(found: Sequence[Label]) -> bool:
    """Whether a notice tells of one task, its sections the fields (一、整改任务 … 三、完成时限), each of them once; a field told again
    is that of another task."""
    numbered = {label.field for label in found if label.numbered}
    told = Counter(label.field for label in found if label.field in TELLING | _COMPLAINING)
    states = "problem" in numbered or len(numbered & _COMPLAINING) == 2  # 一、是否属实 … 三、调查核实情况
    return len(numbered) >= 2 and states and max(told.values(), default=0) < 2


def _repeated(found: Sequence[Label]) -> list[int]:
    """Where each of several forms begins, which all open with the problem, its number or whom it is about; else one block is all."""
    fields = [label.field for label in found if label.field != "ignored"]
    first = [label.start for label in found if label.field in fields[:1]]
    return first if len(first) > 1 and fields[0] in ("number", "problem", "subject") else [0]
