"""The fields that a person may correct, and what a written answer means in each of them."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from dataclasses import dataclass
from typing import Any, Final, Literal

from taizhang import vocabulary as v
from taizhang import vocabulary_zh as zh
from taizhang.errors import CorrectionError
from taizhang.labels import COLUMN

Kind = Literal["choice", "choices", "text", "date", "number"]
NOTHING: Final = "无 null"
_NOTHING: Final = frozenset({"", NOTHING, "无", "null"})
# A year has its four digits (24.6.30 may be another day), and a day without marks its eight (2024111 may be two).
_DAY: Final = re.compile(r"(\d{4})(?:\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its table and column, what kind of value it takes, and for a closed vocabulary the values with their Chinese
    words. `nullable` fields may be empty."""

    table: str
    name: str
    kind: Kind
    nullable: bool = False
    choices: tuple[str, ...] = ()
    words: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """The field in a message: 状态 counts.status."""
        return f"{COLUMN.get(self.name, '')} {self.table}.{self.name}".strip()

    @property
    def options(self) -> tuple[str, ...]:
        """What a drop-down offers: `completed 完成`, and 无 where the field may be empty."""
        known = dict(self.words)
        offered = tuple(f"{c} {known[c]}" if c in known else c for c in self.choices)
        return (*offered, NOTHING) if offered and self.nullable else offered

    def parse(self, answer: object) -> Any:
        """The value that an answer means, as it stands in the ledger's JSON. Raises CorrectionError."""
        said = answer.strip() if isinstance(answer, str) else answer
        if said is None or (isinstance(said, str) and said in _NOTHING):
            if not self.nullable:
                raise CorrectionError(f"{self.label}: 不能为空 cannot be empty{self._allowed()}")
            return None
        if self.kind == "choice":
            return self._choice(str(said))
        if self.kind == "choices":
            return self._several(said)
        return {"date": self._date, "number": self._number, "text": self._text}[self.kind](said)

    def _choice(self, said: str) -> str:
        known = {_bare(word): value for value, word in self.words} | {c: c for c in self.choices}
        for form in (said, said.split()[0], said.split()[-1]):
            if _bare(form) in known:
                return known[_bare(form)]
        near = "、".join(difflib.get_close_matches(_bare(said), known, 3))
        meant = f"；是不是 did you mean {near}" if near else self._allowed()
        raise CorrectionError(f"{self.label}: {said!r} 不在词表里 is not in its vocabulary{meant}")

    def _several(self, said: object) -> list[str]:
        parts = said if isinstance(said, list) else str(said).replace("、", ",").replace("，", ",").split(",")
        chosen = {self._choice(str(part).strip()) for part in parts if str(part).strip()}
        return [c for c in self.choices if c in chosen]

    def _date(self, said: object) -> str:
        if isinstance(said, dt.date):  # spreadsheets give days as datetimes, which are dates
            return said.strftime("%Y-%m-%d")
        written = _DAY.fullmatch(str(said).strip())
        try:
            year, month, day = (int(part) for part in (written.groups() if written else ()) if part)
            return dt.date(year, month, day).isoformat()
        except ValueError as error:
            raise CorrectionError(
                f"{self.label}: {said!r} 不是日期，写作 2024-06-30 is no day; write it as 2024-06-30"
            ) from error

    def _number(self, said: object) -> float | int:
        try:
            number = float(str(said).replace(",", "").replace("，", ""))
        except ValueError as error:
            raise CorrectionError(f"{self.label}: {said!r} 不是数 is no number") from error
        if number != number or number in (float("inf"), float("-inf")):
            raise CorrectionError(f"{self.label}: {said!r} 不是数 is no number")
        return int(number) if number.is_integer() else number

    def _text(self, said: object) -> str:
        return str(said)

    def _allowed(self) -> str:
        return f"；可填 one of: {'、'.join(self.options)}" if self.choices else ""


def _bare(word: str) -> str:
    """A word for a status without 已: one field's vocabulary calls 完成 what another's calls 已完成."""
    return word.removeprefix("已")


def _choice(table: str, name: str, choices: tuple[str, ...], said: dict[str, str], nullable: bool = False) -> Field:
    return Field(table, name, "choice", nullable, choices, tuple(said.items()))


def _plain(table: str, kind: Kind, names: str, nullable: bool = True) -> tuple[Field, ...]:
    return tuple(Field(table, name, kind, nullable) for name in names.split())


FIELDS: Final = {
    (f.table, f.name): f
    for f in (
        _choice("documents", "doc_type", v.DOC_TYPES, zh.DOC_TYPE),
        _choice("documents", "domain", v.DOMAINS, zh.DOMAIN),
        *_plain("documents", "text", "title publisher"),
        *_plain("documents", "date", "published_on"),
        _choice("dates", "role", v.DATE_ROLES, zh.DATE_ROLE),
        _choice("dates", "granularity", tuple(zh.GRANULARITY), zh.GRANULARITY),
        *_plain("dates", "date", "from_date to_date"),
        _choice("counts", "status", v.COUNT_STATUSES, zh.COUNT_STATUS),
        _choice("counts", "comparator", v.COMPARATORS, zh.COMPARATOR),
        *_plain("counts", "number", "value value_to"),
        *_plain("counts", "text", "unit", nullable=False),
        *_plain("counts", "text", "object region_adcode"),
        *_plain("counts", "date", "as_of"),
        _choice("mentions", "role", v.PARTY_ROLES, zh.PARTY_ROLE),
        *_plain("mentions", "text", "name", nullable=False),
        _choice("tasks", "kind", v.TASK_KINDS, zh.TASK_KIND),
        _choice("tasks", "status", v.TASK_STATUSES, zh.TASK_STATUS),
        _choice("tasks", "verified", tuple(zh.VERIFIED), zh.VERIFIED, nullable=True),
        Field("tasks", "categories", "choices", True, v.CATEGORIES, tuple(zh.CATEGORY.items())),
        *_plain("tasks", "text", "title", nullable=False),
        *_plain("tasks", "text", "number problem target status_text region_adcode"),
        *_plain("tasks", "date", "deadline_from deadline_to completed_on status_as_of"),
    )
}  # fmt: skip


def field_of(table: str, name: str) -> Field:
    """The field of a table. Raises CorrectionError if there is no such field to correct."""
    try:
        return FIELDS[table, name]
    except KeyError:
        there = ", ".join(n for t, n in FIELDS if t == table) or "no field; tables are " + ", ".join(
            sorted({t for t, _ in FIELDS})
        )
        raise CorrectionError(
            f"{table}.{name}: 不能更正，可更正的有 cannot be corrected; {table} has {there}"
        ) from None
