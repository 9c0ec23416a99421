"""What a date is for, weighed once more: a linear model that puts a role of the rules right where it is sure.

The rules go by cue words in the clause; where there is none, or one that belongs to something else, they fall back on what is usual for
such a date. The model has learned from annotated dates how far to believe that. What the place of a date tells, as the day of the bulletin
itself or in a column of a table, stays as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from taizhang.classify.date_features import DATE_FEATURES_VERSION, Dated, date_columns, ruled_by
from taizhang.classify.weigher import Weigher, load_weigher
from taizhang.rules import compiled
from taizhang.types import DateMention, DateRange, Draft
from taizhang.vocabulary import DATE_ROLES, DateRole, DocType

DATE_ROLE: Final = "date_role"
FIRMER: Final = 1.5  # a role that a word tells takes so many times the margin to be overruled
_OPEN: Final[frozenset[DateRole]] = frozenset({"deadline", "as_of"})
_BOUND = compiled(r"^(?:截|至|到)|[底末]|前$|止$|内$")
_FIRST_DAY: Final[dict[str, Callable[[dt.date], dt.date]]] = {
    "day": lambda end: end,
    "month": lambda end: end.replace(day=1),
    "quarter": lambda end: end.replace(month=end.month - 2, day=1),
    "half": lambda end: end.replace(month=end.month - 5, day=1),
    "year": lambda end: end.replace(month=1, day=1),
}
_OWN_DATE: Final = "dates.role.own_date"
_COLUMN: Final = ":column"


def with_date_roles(drafts: Sequence[Draft], doc_types: Sequence[DocType | None]) -> list[Draft]:
    """The drafts, with the roles of dates put right of which the model is sure; its name is put behind the rule's id. A draft does not
    depend on its neighbours. Raises ModelError."""
    pages = [Dated.of(d, doc_type) for d, doc_type in zip(drafts, doc_types, strict=True) if d.dates]
    if not pages:
        return list(drafts)
    weigher = date_weigher()
    dates = [date for page in pages for date in page.dates]
    said = weigher.sure(
        weigher.probabilities(*date_columns(pages)), [d.role for d in dates], list(map(firmness, dates))
    )
    return [_told(d, list(islice(said, len(d.dates))), weigher.name) for d in drafts]


def told_by_place(date: DateMention) -> bool:
    """Whether the place of a date tells what it is for, and no word."""
    return ruled_by(date) == _OWN_DATE or date.rule_id.endswith(_COLUMN)


def firmness(date: DateMention) -> float:
    """How many times the margin it takes to overrule the role that the rules gave a date."""
    return FIRMER if ":" in ruled_by(date) else 1.0


def date_weigher() -> Weigher[DateRole]:
    """The model of the project. Raises ModelError."""
    return load_weigher(DATE_ROLE, DATE_FEATURES_VERSION, DATE_ROLES)


def _told(draft: Draft, said: Sequence[DateRole | None], name: str) -> Draft:
    """A draft with these roles of its dates; the same draft where nothing is said."""
    dates = [
        replace(date, value=bounded(date, role), role=role, rule_id=f"{date.rule_id} {name}")
        if role and not told_by_place(date)
        else date
        for date, role in zip(draft.dates, said, strict=True)
    ]
    return replace(draft, dates=tuple(dates)) if any(said) else draft


def bounded(date: DateMention, role: DateRole) -> DateRange:
    """The value of a date under another role: a day, month or year by which something is due or stands so has no beginning; one that
    loses such a role has one again, unless its own words bound it (6月底前, 截至6月)."""
    value, end = date.value, date.value.end
    if end is None or value.granularity == "period" or (role in _OPEN) == (date.role in _OPEN):
        return value
    if role in _OPEN:
        return replace(value, start=None)
    return value if _BOUND.search(date.text) else replace(value, start=_FIRST_DAY[value.granularity](end))
