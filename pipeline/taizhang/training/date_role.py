"""Annotated dates, from which the model that puts roles of dates right learns: as rules read them that knew nothing of the page, and as
they are read now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from taizhang.annotation import pair
from taizhang.classify.date_features import DATE_FEATURES_VERSION, Dated, date_columns
from taizhang.classify.date_role import DATE_ROLE, firmness, told_by_place
from taizhang.training.card import date_role_card
from taizhang.training.corpus import Example
from taizhang.training.overrule import Cases, Gathered, overruling
from taizhang.training.recipe import Made, Settings
from taizhang.types import DateMention, Draft


def dated(examples: Sequence[Example], drafts: Sequence[Draft], first: bool = True) -> Cases:
    """The annotated dates of the examples that were found, but those that their place tells; as they were first read, or as they are
    read now."""
    found = Gathered.empty()
    for example, d in zip(examples, drafts, strict=True):
        if not (example.dates and d.dates):
            continue
        places = [d.restored.offsets.to_source(m.start, m.end) for m in d.dates]
        page = Dated.of(d, example.doc_type)
        if first:
            page = page._replace(dates=_as_first(d.dates, places, example))
        columns, ends = date_columns([page])
        for i, j in sorted(pair([(start, end) for start, end, _ in example.dates], places).items()):
            date = page.dates[j]
            if not told_by_place(date):
                label = example.dates[i][2]
                found.add(example, columns[ends[j] : ends[j + 1]], label, date.role, firmness(date))
    return found.cases()


def dated_now(examples: Sequence[Example], drafts: Sequence[Draft]) -> Cases:
    """The dates of the examples that have a first reading, as the rules read them now."""
    again = [(e, d) for e, d in zip(examples, drafts, strict=True) if e.first_dates]
    return dated([e for e, _ in again], [d for _, d in again], first=False)


def _as_first(dates: Sequence[DateMention], places: Sequence[tuple[int, int]], example: Example) -> list[DateMention]:
    """The dates with role and rule as first read, where they were found then."""
    read = pair(places, [(start, end) for start, end, *_ in example.first_dates])
    said = {i: example.first_dates[j][2:] for i, j in read.items()}
    return [replace(date, role=said[i][0], rule_id=said[i][1]) if i in said else date for i, date in enumerate(dates)]


def date_role(known: Cases, now: Cases, how: Settings) -> Made:
    """The model, from the dates with their roles as first read (`known`), and as they are read `now`."""
    return overruling(DATE_ROLE, DATE_FEATURES_VERSION, date_role_card, known, [now], how)
