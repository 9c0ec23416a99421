"""The closed vocabularies of the ledger contract, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, TypeVar, get_args

Term = TypeVar("Term", bound=str)

SCHEMA_VERSION: Final = "1.0"

DocType = Literal[
    "progress_report", "feedback", "plan", "complaint_transfer", "complaint_handling", "closure_notice",
    "case_report", "accountability", "deployment", "meeting_news", "policy", "other",
]  # fmt: skip
DOC_TYPES: Final[tuple[DocType, ...]] = get_args(DocType)
Domain = Literal["environment", "audit", "discipline", "work_safety", "food_drug", "land_resources", "other"]
DOMAINS: Final[tuple[Domain, ...]] = get_args(Domain)
DateRole = Literal[
    "inspection", "feedback", "as_of", "deadline", "completed", "transfer", "published", "event", "period", "other",
]  # fmt: skip
DATE_ROLES: Final[tuple[DateRole, ...]] = get_args(DateRole)
Comparator = Literal["eq", "approx", "gt", "lt"]
COMPARATORS: Final[tuple[Comparator, ...]] = get_args(Comparator)
CountStatus = Literal[
    "total", "received", "transferred", "found", "inspected", "verified", "completed", "phased", "in_progress",
    "on_schedule", "not_completed", "overdue", "closed", "ordered", "penalised", "case_filed", "detained",
    "interviewed", "accountable", "disciplined", "built", "invested", "planned", "other",
]  # fmt: skip
COUNT_STATUSES: Final[tuple[CountStatus, ...]] = get_args(CountStatus)
PartyKind = Literal[
    "inspection_team", "party_committee", "government", "department", "discipline_body", "leading_group",
    "enterprise", "institution", "community", "judiciary", "congress", "person", "other",
]  # fmt: skip
PARTY_KINDS: Final[tuple[PartyKind, ...]] = get_args(PartyKind)
PartyRole = Literal[
    "inspector", "inspected", "lead", "responsible", "handler", "supervisor", "publisher", "penalised", "mentioned",
]  # fmt: skip
PARTY_ROLES: Final[tuple[PartyRole, ...]] = get_args(PartyRole)
PartyLevel = Literal["central", "province", "prefecture", "county", "township", "village", "none"]
PARTY_LEVELS: Final[tuple[PartyLevel, ...]] = get_args(PartyLevel)
TaskKind = Literal["rectification", "complaint", "finding", "case", "commitment"]
TASK_KINDS: Final[tuple[TaskKind, ...]] = get_args(TaskKind)
TaskStatus = Literal[
    "completed", "phased", "in_progress", "on_schedule", "not_completed", "overdue", "closed", "none",
]  # fmt: skip
TASK_STATUSES: Final[tuple[TaskStatus, ...]] = get_args(TaskStatus)
Category = Literal[
    "water", "air", "soil", "solid_waste", "noise", "odour", "dust", "ecology", "marine", "agriculture_rural",
    "radiation", "energy_carbon", "governance", "safety", "finance", "party_building", "other",
]  # fmt: skip
CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
AssignmentRole = Literal["lead", "responsible", "cooperating", "supervisor", "acceptance", "accountable"]
ASSIGNMENT_ROLES: Final[tuple[AssignmentRole, ...]] = get_args(AssignmentRole)
CampaignKind = Literal["inspection", "look_back", "special", "audit", "discipline", "safety", "other"]
CAMPAIGN_KINDS: Final[tuple[CampaignKind, ...]] = get_args(CampaignKind)
# What a column such as 是否办结 holds: behind a status it says nothing more, and nobody what was done.
BARE_MARKS: Final = frozenset({"是", "否", "已", "未", "√", "×", "✓", "✗"})


def known(said: object, vocabulary: Iterable[Term]) -> Term | None:
    """The term of the vocabulary that is said; None where it is none of them."""
    return next((term for term in vocabulary if term == said), None)
