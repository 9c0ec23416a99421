"""The keys by which the tasks of a bulletin are known again in later ones."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Final

from taizhang.link.statement import core, letters, receipt
from taizhang.types import Bulletin, Task

# The rule of tables, where a column tells whom a row is about; headings may be left out in the next bulletin.
IN_A_LIST: Final = "tasks.table"
# What tells tasks of one list apart that say the same of the same divisions, the surest first; a number may be another next time.
_APART: Final[tuple[Callable[[Task], object], ...]] = (
    lambda task: _whom(task),
    lambda task: task.region_adcode,
    lambda task: sorted(a.party.party_id for a in task.assignments if a.role in ("lead", "responsible")),
    lambda task: task.number,
)


def task_keys(bulletin: Bulletin) -> list[str]:
    """For each task what is the same for it in later bulletins of its campaign on the same divisions: campaign, regions, whom the row
    of a table is about and the core of the problem; two counties may be told the same in the same words. A complaint's printed number
    is its own key; without one all words of it count, for many complaints begin alike. Where several of one list say the same, what tells
    them apart counts as well, whom they are about before all."""
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
    told = letters(statement) if task.kind == "complaint" else core(statement)
    return receipt(task.number) or (
        f"{told}|{_whom(task)}" if task.subject_text and task.rule_id == IN_A_LIST else told
    )


def _whom(task: Task) -> str:
    """Whom a task is about: the body, where it is one that answers for it, else as it is called."""
    who = letters(task.subject_text or "")
    return next((a.party.party_id for a in task.assignments if who and a.party.name.endswith(who)), who)


def _apart(tasks: Sequence[Task]) -> list[str]:
    """What tells tasks apart that say the same: "" for all where nothing does, they are one told twice. What comes later in the
    order is asked of those alone that are still alike."""
    said = [""] * len(tasks)
    for way in _APART:
        alike: dict[str, list[int]] = defaultdict(list)
        for at, words in enumerate(said):
            alike[words].append(at)
        for places in alike.values():
            if len({str(way(tasks[at])) for at in places}) > 1:
                for at in places:
                    said[at] += f"|{way(tasks[at])}"
    return said
