"""Groups of statuses that the rules speak of; the vocabulary itself is `vocabulary.COUNT_STATUSES`."""

from __future__ import annotations

from typing import Final

from taizhang.vocabulary import CountStatus

WEAK: Final[frozenset[CountStatus]] = frozenset({"planned"})  # said by predicates that any other outranks
TAKEN_IN: Final[frozenset[CountStatus]] = frozenset({"received", "transferred"})  # complaints and leads, on their way
INTAKE: Final[frozenset[CountStatus]] = TAKEN_IN | {"found", "inspected"}

UNDER_WAY: Final[frozenset[CountStatus]] = frozenset({"in_progress", "on_schedule", "phased", "overdue"})
LAGGING: Final[frozenset[CountStatus]] = frozenset({"not_completed", "overdue"})
ENDED: Final[frozenset[CountStatus]] = frozenset({"completed", "closed"})
SETTLED: Final[frozenset[CountStatus]] = ENDED | {"phased"}
DOABLE: Final[frozenset[CountStatus]] = ENDED | {"built", "inspected", "invested"}  # what can be planned
PROGRESS: Final[frozenset[CountStatus]] = SETTLED | {"planned", "in_progress", "on_schedule", "not_completed"}

ENFORCED: Final[frozenset[CountStatus]] = frozenset({"penalised", "case_filed"})
OFFICIALS: Final[frozenset[CountStatus]] = frozenset(
    {"interviewed", "accountable", "disciplined"}
)  # measures against officials
PUNISHED: Final[frozenset[CountStatus]] = OFFICIALS | {"detained"}
TREATED: Final[frozenset[CountStatus]] = ENFORCED | PUNISHED | {"ordered"}
TREATED_OR_DONE: Final[frozenset[CountStatus]] = TREATED | SETTLED
