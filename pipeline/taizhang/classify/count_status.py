"""What the sentence says of a figure, weighed once more: a linear model that puts a status of the rules right where it is sure.

The rules are right where words decide; where nothing near the figure is said, or something else is said nearby, they fall back
on what is usual. The model has learned from annotated figures how far to believe each rule where. A figure of a table is told by
its column, which the model does not look at, so those stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from taizhang.classify.count_features import COUNT_FEATURES_VERSION, Spoken, count_columns
from taizhang.classify.weigher import Weigher, load_weigher
from taizhang.types import CountMention, Draft
from taizhang.vocabulary import COUNT_STATUSES, CountStatus, DocType

Shares = npt.NDArray[np.float64]  # figures x statuses
COUNT_STATUS: Final = "count_status"
TOLD_BY_COLUMN: Final = ("counts.cell", "counts.assay")
INHERITED: Final = "counts.inherited"
UNSAID: Final = ("counts.plain", INHERITED, "counts.carried", "counts.work")
DENIED: Final[tuple[CountStatus, ...]] = ("not_completed", "overdue")
UNLIKE: Final[frozenset[tuple[CountStatus, CountStatus]]] = frozenset(
    {
        *(
            ("other", said) for said in ("verified", "received", "case_filed", "penalised")
        ),  # 不属实, 不予受理, 不予立案
        *((still, "completed") for still in ("in_progress", "on_schedule", "not_completed", "overdue")),
        ("phased", "total"),  # 部分整改4项
        *((done, came) for done in ("completed", "closed") for came in ("received", "transferred")),
    }
)  # of a word that says the one, the other is never true
# What the head of a sentence says of all its figures, and that one is the sum of others, no words beside one of them outweigh.
CERTAIN: Final = ("counts.headed", "counts.added_up")
FIRMER: Final = 1.7  # what the text itself says, by all other rules, takes so many times the margin to be overruled


def with_statuses(drafts: Sequence[Draft], doc_types: Sequence[DocType | None]) -> list[Draft]:
    """The drafts, with the statuses put right of which the model is sure; the id of the overruled rule is kept before the model's.
    A draft does not depend on its neighbours. Raises ModelError."""
    spoken = [Spoken(d.text, d.counts, kind) for d, kind in zip(drafts, doc_types, strict=True) if d.counts]
    if not spoken:
        return list(drafts)
    weigher = count_weigher()
    counts = [count for page in spoken for count in page.counts]
    firm = [firmness(count.rule_id) for count in counts]
    shares = _as_one(weigher.probabilities(*count_columns(spoken)), _runs(spoken))
    said = weigher.sure(shares, [c.status for c in counts], firm)
    return [_told(d, said, weigher.name) for d in drafts]


def _runs(pages: Sequence[Spoken]) -> list[int]:
    """Where the runs of figures begin that have their status from the one before them (来电61件、来信27件), among those of all pages."""
    starts, at = [], 0
    for page in pages:
        for i, count in enumerate(page.counts):
            before = page.counts[i - 1] if i else None
            if before is None or {count.rule_id, before.rule_id} != {INHERITED} or count.status != before.status:
                starts.append(at + i)
        at += len(page.counts)
    return starts


def _as_one(shares: Shares, starts: Sequence[int]) -> Shares:
    """The probabilities with those of each run as their mean: what is told alike is weighed alike."""
    lengths = np.diff([*starts, len(shares)])
    means = np.add.reduceat(shares, starts, axis=0) / lengths[:, np.newaxis]
    return np.repeat(means, lengths, axis=0)


def count_weigher() -> Weigher[CountStatus]:
    """The model of the project. Raises ModelError."""
    return load_weigher(COUNT_STATUS, COUNT_FEATURES_VERSION, COUNT_STATUSES)


def firmness(rule: str) -> float:
    """How many times the margin it takes to overrule a rule."""
    return 1.0 if rule.startswith(UNSAID) else math.inf if rule in CERTAIN else FIRMER


def _told(draft: Draft, said: Iterator[CountStatus | None], name: str) -> Draft:
    """A draft with what is said of its counts, for which `said` is read on; the same draft where nothing is."""
    mine = list(islice(said, len(draft.counts)))
    if not any(mine):
        return draft
    counts: list[CountMention] = []
    for count, status in zip(draft.counts, mine, strict=True):
        if counts and _is_stacked(draft.text, count, counts[-1]):
            status = counts[-1].status if counts[-1].status != count.status else None
        if status and _may_say(count, status) and not (counts and _goes_with(count, counts[-1])):
            count = replace(count, status=status, rule_id=f"{count.rule_id} {name}")
        counts.append(count)
    return replace(draft, counts=tuple(counts))


def _is_stacked(text: str, count: CountMention, before: CountMention) -> bool:
    """Whether a figure only goes on with the one before it, of which the same is told: 正在整改15个、113.3亩."""
    return count.rule_id == INHERITED and text[before.end : count.start] == "、"


def _goes_with(count: CountMention, before: CountMention) -> bool:
    """Whether a figure has its status from the whole before it (移交的38项任务和114起举报件), which stays one."""
    return (count.rule_id, before.rule_id) == (INHERITED, "counts.whole") and count.status == before.status


def _may_say(count: CountMention, status: CountStatus) -> bool:
    """Whether the model may call a figure so: not in a table, nor against a word that denies it (未办结4件, 超期5件 may be faults and
    nothing else; 不属实14件 are not true; 整改中22条 are not done). What came twice (重复件) was looked into under its first number."""
    if count.rule_id in TOLD_BY_COLUMN or count.rule_id == "counts.spared":
        return False
    if status == "verified" and (count.object or "").startswith("重复"):
        return False
    if count.rule_id == "counts.undone":
        return status in DENIED
    if count.rule_id not in ("counts.cue", "counts.denied", "counts.share"):
        return True
    if count.status in DENIED and count.rule_id != "counts.share":
        return status == "found"
    return (count.status, status) not in UNLIKE
