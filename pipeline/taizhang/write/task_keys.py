"""The keys by which the tasks of a bulletin are known again in later ones."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from taizhang.link.statement import core, letters, receipt
from taizhang.types import Bulletin, Task

# What tells tasks of one list apart that say the same of the same divisions, the surest first; a number may be another next time.
_APART: Final[tuple[Callable[[Task], object], ...]] = (
    lambda task: task.region_adcode,
    lambda task: sorted(a.party.party_id for a in task.assignments if a.role in ("lead", "responsible")),
    lambda task: task.number,
)


def task_keys(bulletin: Bulletin) -> list[str]:
    """For each task what is the same for it in later bulletins of its campaign on the same divisions: campaign, regions, whom it is
    about and the core of the problem; two counties may be told the same in the same words. A complaint's printed number is its own
    key; without one all words of it count, for many complaints begin alike. Where several of one list say the same (消防通道堵塞 of
    each shop), what tells them apart counts as well."""
    regions = ",".join(sorted(g.adcode or g.name for g in bulletin.regions))
    scope = f"{bulletin.campaign.campaign_id}|{regions}" if bulletin.campaign else regions
    said = [_said(task) for task in bulletin.tasks]
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, task in enumerate(bulletin.tasks):
        if not receipt(task.number):
            alike[task.rule_id, said[at]].append(at)
    for places in alike.values():
        for at, apart in zip(places, _apart([bulletin.tasks[at] for at in places]), strict=True):
            said[at] += apart
    return ["t-" + hashlib.sha256(f"{scope}|{words}".encode()).hexdigest()[:16] for words in said]


def _said(task: Task) -> str:
    statement = task.problem or task.title
    told = receipt(task.number) or (letters(statement) if task.kind == "complaint" else core(statement))
    return f"{told}|{letters(task.subject_text)}" if task.subject_text and not receipt(task.number) else told


def _apart(tasks: Sequence[Task]) -> list[str]:
    """What tells tasks apart that say the same: "" for all where nothing does, they are one told twice."""
    said = [""] * len(tasks)
    for way in _APART:
        if len(set(said)) < len(tasks) and len({str(way(task)) for task in tasks}) > 1:
            said = [f"{words}|{way(task)}" for words, task in zip(said, tasks, strict=True)]
    return said
