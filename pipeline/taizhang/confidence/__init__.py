"""How sure a value is: the share of right values its rule had on annotated bulletins, measured and kept in `measured.json`.

No figure is typed by hand: `tools/measure_rules.py` makes the file. A rule that was met seldom is drawn towards the mean of
its field, as if `prior` further values of average quality had been seen; an unknown rule has the mean.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, TypeVar

from taizhang.rules import compiled
from taizhang.types import CountMention, DateMention, PartyMention, Task

MEASURED: Final = Path(__file__).parent / "measured.json"
WHOLE: Final = "full"  # the field that stands for all of a record
_MODELS: Final = ("count_status.", "date_role.", "party_role.")
# How the rule begins that told what a figure counts, what a party does.
_TOLD: Final = {"counts": "objects.", "mentions": "role."}
MEAN: Final = "*"  # the key of a field's mean
_YEAR = compiled(r"[12１２][0-9０-９]{3}|[一二][〇零○Ｏ0九][〇零○一二九0][〇零○一二三四五六七八九0]")
_Record = TypeVar("_Record", CountMention, DateMention, PartyMention, Task)


def keys(table: str, rule_id: str, text: str, role: str | None = None) -> dict[str, str]:
    """What each field of a record is judged by: the rule that made it, as `rule_id` has it; for days also whether the year is printed;
    for a party's part the part as well. Of a model that overruled a rule, every version is alike. `role` is the record's role."""
    if table == "tasks":
        return dict.fromkeys(("kind", "status", "deadline", "categories", WHOLE), rule_id)
    pattern, _, told = rule_id.partition(" ")
    if table in _TOLD:
        steps = [_any_version(step) for step in told.split()]
        own = next((step for step in steps if step.startswith(_TOLD[table])), None)
        last = next((step for step in reversed(steps) if step != own), None)  # what overruled the first
        if table == "counts":
            return {"value": pattern, "object": own or pattern} | dict.fromkeys(("status", WHOLE), last or pattern)
        return {"name": pattern, "role": last or own or str(role), WHOLE: last or pattern}
    told = _any_version(told.split(" ")[-1]).split(":")[0]
    year = "year printed" if _YEAR.search(text) else "year resolved"
    return {"value": f"{pattern}, {year}", "role": told, WHOLE: f"{told}, {year}"}


def _any_version(step: str) -> str:
    """A step of a rule id; of a model its name without its version."""
    return step.partition(".")[0] if step.startswith(_MODELS) else step


def rate(table: str, field: str, key: str) -> float:
    """The measured share of right values, 0 to 1. A field that was not measured is taken for right."""
    rates = _measured().get(table, {}).get(field)
    if not rates:
        return 1.0
    right, n = rates.get(key, (0, 0))
    all_right, all_n = rates[MEAN]
    prior = _prior()
    return float((right + prior * all_right / max(1, all_n)) / (n + prior))


def confidences(table: str, rule_id: str, text: str, role: str | None = None) -> dict[str, float]:
    """The confidence of each measured field of a record, and under `full` that of the whole record."""
    return {field: rate(table, field, key) for field, key in keys(table, rule_id, text, role).items()}


def with_confidence(table: str, records: Iterable[_Record]) -> tuple[_Record, ...]:
    """The records with the measured confidence of the rule that made them; a lower one that is known already stands."""
    return tuple(_with(r, measured) if (measured := _whole(table, r)) < r.confidence else r for r in records)


def _with(record: _Record, confidence: float) -> _Record:
    """`replace(record, confidence=…)`, in half the time: every record of a run passes here."""
    kind: Any = type(record)
    made: _Record = kind(*_fields_before(kind)(record), confidence)
    return made


@cache
def _fields_before(kind: type) -> Callable[[Any], tuple[Any, ...]]:
    """Gets all fields of a record but the last, which is its confidence."""
    *names, last = (f.name for f in fields(kind))
    if last != "confidence":
        raise TypeError(f"{kind.__name__}: the last field must be its confidence")
    return attrgetter(*names)


def _whole(table: str, record: CountMention | DateMention | PartyMention | Task) -> float:
    # All that keys() looks at in a day's words is whether a year is printed, so one answer serves all days alike.
    year = "2000" if isinstance(record, DateMention) and _YEAR.search(record.text) else ""
    return _whole_of(table, record.rule_id, year)


@cache
def _whole_of(table: str, rule_id: str, text: str) -> float:
    if rule_id.startswith("review."):  # a person looked at it
        return 1.0
    return rate(table, WHOLE, keys(table, rule_id, text)[WHOLE])


@cache
def _file() -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return content


def _measured() -> Mapping[str, Mapping[str, Mapping[str, tuple[int, int]]]]:
    rates: Mapping[str, Mapping[str, Mapping[str, tuple[int, int]]]] = _file()["rates"]
    return rates


def _prior() -> float:
    return float(_file()["prior"])
