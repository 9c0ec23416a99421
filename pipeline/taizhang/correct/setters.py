"""Put a corrected value into a record. One function a table; values are those of the ledger's JSON."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from taizhang.extract.parties.names import canonical_name, make_party
from taizhang.types import CountMention, DateMention, Deadline, Draft, PartyMention, Task

RULE: Final = "review.corrected"
CONFIRMED: Final = "review.confirmed"
_DAYS: Final = frozenset({"as_of", "completed_on", "status_as_of"})


def day(value: Any) -> dt.date | None:
    """An ISO day as a date."""
    return dt.date.fromisoformat(value) if value else None


def _one(field: str, value: Any) -> dict[str, Any]:
    return {field: day(value) if field in _DAYS else value}


def set_date(record: DateMention, field: str, value: Any) -> DateMention:
    """A date with one field set."""
    if field == "role":
        return replace(record, role=value)
    if field == "granularity":
        return replace(record, value=replace(record.value, granularity=value))
    days = replace(record.value, start=day(value)) if field == "from_date" else replace(record.value, end=day(value))
    return replace(record, value=days)


def set_count(record: CountMention, field: str, value: Any) -> CountMention:
    """A count with one field set."""
    if field in ("value", "value_to", "comparator", "unit"):
        number = float(value) if field.startswith("value") and value is not None else value
        return replace(record, value=replace(record.value, **_one(field, number)))
    return replace(record, **_one(field, value))


def set_mention(record: PartyMention, field: str, value: Any) -> PartyMention:
    """A party mention with its role set, or with another party of the same kind and place."""
    if field == "role":
        return replace(record, role=value)
    old = record.party
    return replace(record, party=make_party(canonical_name(value), old.kind, old.adcode, old.level))


def set_task(record: Task, field: str, value: Any) -> Task:
    """A task with one field set."""
    if field in ("deadline_from", "deadline_to"):
        return replace(record, deadline=_deadline(record.deadline, field, value))
    if field == "categories":
        return replace(record, categories=tuple(value or ()))
    return replace(record, **_one(field, value))


def _deadline(old: Deadline | None, field: str, value: Any) -> Deadline | None:
    base = old or Deadline("by", None, None, "")
    new = replace(base, start=day(value)) if field == "deadline_from" else replace(base, end=day(value))
    return None if old is None and value is None else new


def set_document(draft: Draft, field: str, value: Any) -> Draft:
    """A draft with title, publisher or day of publication set."""
    if field == "published_on":
        return replace(draft, reference=replace(draft.reference, published_on=day(value)))
    return replace(draft, **{field: value})
