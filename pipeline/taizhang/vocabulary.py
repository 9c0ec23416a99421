"""The closed vocabularies of the ledger contract, in the order in which they are shown."""

from __future__ import annotations

from typing import Final

SCHEMA_VERSION: Final = "1.0"

DOC_TYPES: Final = (
    "progress_report", "feedback", "plan", "complaint_transfer", "complaint_handling", "closure_notice",
    "case_report", "accountability", "deployment", "meeting_news", "policy", "other",
)  # fmt: skip
DOMAINS: Final = ("environment", "audit", "discipline", "work_safety", "food_drug", "land_resources", "other")
DATE_ROLES: Final = (
    "inspection", "feedback", "as_of", "deadline", "completed", "transfer", "published", "event", "period", "other",
)  # fmt: skip
COMPARATORS: Final = ("eq", "approx", "gt", "lt")
COUNT_STATUSES: Final = (
    "total", "received", "transferred", "found", "inspected", "verified", "completed", "phased", "in_progress",
    "on_schedule", "not_completed", "overdue", "closed", "ordered", "penalised", "case_filed", "detained",
    "interviewed", "accountable", "disciplined", "built", "invested", "planned", "other",
)  # fmt: skip
PARTY_KINDS: Final = (
    "inspection_team", "party_committee", "government", "department", "discipline_body", "leading_group",
    "enterprise", "institution", "community", "judiciary", "congress", "person", "other",
)  # fmt: skip
PARTY_ROLES: Final = (
    "inspector", "inspected", "lead", "responsible", "handler", "supervisor", "publisher", "penalised", "mentioned",
)  # fmt: skip
PARTY_LEVELS: Final = ("central", "province", "prefecture", "county", "township", "village", "none")
TASK_KINDS: Final = ("rectification", "complaint", "finding", "case", "commitment")
TASK_STATUSES: Final = (
    "completed", "phased", "in_progress", "on_schedule", "not_completed", "overdue", "closed", "none",
)  # fmt: skip
CATEGORIES: Final = (
    "water", "air", "soil", "solid_waste", "noise", "odour", "dust", "ecology", "marine", "agriculture_rural",
    "radiation", "energy_carbon", "governance", "safety", "finance", "party_building", "other",
)  # fmt: skip
ASSIGNMENT_ROLES: Final = ("lead", "responsible", "cooperating", "supervisor", "acceptance", "accountable")
CAMPAIGN_KINDS: Final = ("inspection", "look_back", "special", "audit", "discipline", "safety", "other")
# What a column such as 是否办结 holds: behind a status it says nothing more, and nobody what was done.
BARE_MARKS: Final = frozenset({"是", "否", "已", "未", "√", "×", "✓", "✗"})
