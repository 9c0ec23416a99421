"""Lay the corrections of one document over what was read: its labels, then its records, then its tasks.

Corrected values count for all that follows: tasks are looked for with the corrected doc_type, checks add up corrected
figures. A correction that finds no record becomes a failing check `stale`; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from taizhang.correct.match import find, head_hash
from taizhang.correct.setters import CONFIRMED, RULE, set_count, set_date, set_document, set_mention, set_task
from taizhang.types import Check, CountMention, DateMention, Draft, Label, PartyMention, Restored, Task
from taizhang.vocabulary import DocType, Domain

if TYPE_CHECKING:
    from taizhang.correct.correction import Correction

_Record = TypeVar("_Record", DateMention, CountMention, PartyMention, Task)
_WHY = {
    "changed": "原句已变 the sentence has changed",
    "gone": "原句还在，但不再读出这一条 the sentence stands, the record is no longer read",
}


@dataclass(slots=True)
class Corrector:
    """The corrections of one document, and the checks on those that did not fit. Use the methods in their order."""

    corrections: Sequence[Correction]
    doc_id: str
    stale: list[Check] = field(default_factory=list)

    def draft(self, d: Draft) -> Draft:
        """The draft with corrected dates, counts, mentions, title, publisher and day of publication."""
        if not self.corrections:
            return d
        for c in self._of("documents"):
            if c.field not in ("doc_type", "domain") and self._fits(c, d) and c.op == "set":
                d = set_document(d, c.field, c.new)
        dates = self._records("dates", d.restored, d.dates, set_date)
        parties = self._records("mentions", d.restored, d.parties, set_mention)
        counts = self._records("counts", d.restored, d.counts, set_count)
        return replace(d, dates=_left(dates), parties=_left(parties), counts=_compact(counts))

    def labels(self, d: Draft, doc_type: Label[DocType], domain: Label[Domain]) -> tuple[Label[DocType], Label[Domain]]:
        """doc_type and domain, corrected or confirmed ones with the score 1."""
        for c in self._of("documents"):
            if c.field == "doc_type" and self._fits(c, d):
                doc_type = _label(c)
            elif c.field == "domain" and self._fits(c, d):
                domain = _label(c)
        return doc_type, domain

    def tasks(self, d: Draft, tasks: Sequence[Task]) -> tuple[Task, ...]:
        """The tasks, corrected."""
        return _left(self._records("tasks", d.restored, tasks, set_task))

    def _of(self, table: str) -> list[Correction]:
        return [c for c in self.corrections if c.table == table]

    def _fits(self, c: Correction, d: Draft) -> bool:
        fits = c.sentence == head_hash(d.text)
        if not fits:
            self._stale(c, "changed")
        return fits

    def _records(
        self, table: str, restored: Restored, records: Sequence[_Record], put: Callable[[_Record, str, Any], _Record]
    ) -> list[_Record | None]:
        """The records with corrections put in, None in the place of a dropped one."""
        out: list[_Record | None] = list(records)
        for c in self._of(table):
            at = find(c, restored, records)
            if isinstance(at, str):
                self._stale(c, at)
                continue
            there = out[at]
            if there is None:  # dropped before
                self._stale(c, "gone")
            else:
                out[at] = (
                    None if c.op == "drop" else _marked(put(there, c.field, c.new) if c.op == "set" else there, c.op)
                )
        return out

    def _stale(self, c: Correction, why: str) -> None:
        if (c.op == "drop" and why == "gone") or self._superseded(c):
            return
        new = f" → {c.new}" if c.op == "set" else f" ({c.op})"
        detail = f"更正失效 correction not applied: {c.table}.{c.field} “{c.quote[:40]}” {c.old}{new}；{_WHY[why]}"
        self.stale.append(Check("stale", False, detail, ()))

    def _superseded(self, old: Correction) -> bool:
        """Whether somebody has looked at the document as it is now and corrected the same thing again."""
        same = (old.table, old.field)
        now = [c for c in self.corrections if c.doc_id == self.doc_id != old.doc_id and (c.table, c.field) == same]
        return any(c.quote == old.quote or c.table == "documents" for c in now)


def _label(c: Correction) -> Label[Any]:
    """What a person said of a class: a new one was checked when the correction was read, an old one is the ledger's."""
    return Label(c.new, 1.0, RULE) if c.op == "set" else Label(c.old, 1.0, CONFIRMED)


def _marked(record: _Record, op: str) -> _Record:
    """The record with the rule that says a person made or confirmed it, the machine's rule behind."""
    rule = RULE if op == "set" or record.rule_id.startswith(RULE) else CONFIRMED
    machine = record.rule_id.removeprefix(f"{CONFIRMED} ").removeprefix(f"{RULE} ")
    return replace(record, rule_id=f"{rule} {machine}", confidence=1.0)


def _left(records: Sequence[_Record | None]) -> tuple[_Record, ...]:
    return tuple(r for r in records if r is not None)


def _compact(counts: Sequence[CountMention | None]) -> tuple[CountMention, ...]:
    """The counts that are left, `part_of` pointing where it did, or nowhere where the whole was dropped."""
    moved: dict[int | None, int] = {}
    for i, c in enumerate(counts):
        if c is not None:
            moved[i] = len(moved)
    return tuple(c if c.part_of is None else replace(c, part_of=moved.get(c.part_of)) for c in counts if c is not None)
