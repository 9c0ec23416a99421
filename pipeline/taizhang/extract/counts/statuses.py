"""Groups of statuses that the rules speak of; the vocabulary itself is `vocabulary.COUNT_STATUSES`."""

from __future__ import annotations

from typing import Final

WEAK: Final = frozenset({"planned"})  # said by predicates that any other outranks
TAKEN_IN: Final = frozenset({"received", "transferred"})  # complaints and leads, on their way
INTAKE: Final = TAKEN_IN | {"found", "inspected"}

UNDER_WAY: Final = frozenset({"in_progress", "on_schedule", "phased", "overdue"})
LAGGING: Final = frozenset({"not_completed", "overdue"})
ENDED: Final = frozenset({"completed", "closed"})
SETTLED: Final = ENDED | {"phased"}
DOABLE: Final = ENDED | {"built", "inspected", "invested"}  # what can be planned
PROGRESS: Final = SETTLED | {"planned", "in_progress", "on_schedule", "not_completed"}

ENFORCED: Final = frozenset({"penalised", "case_filed"})
OFFICIALS: Final = frozenset({"interviewed", "accountable", "disciplined"})  # measures against officials
PUNISHED: Final = OFFICIALS | {"detained"}
TREATED: Final = ENFORCED | PUNISHED | {"ordered"}
TREATED_OR_DONE: Final = TREATED | SETTLED
