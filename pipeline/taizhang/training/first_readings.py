"""What rules said of annotated bulletins before they were mended for them, from the tables `first_*.tsv` of a corpus.

A model that overrules rules learns from those, because rules are better on pages they were mended for. `tools/first_readings.py` adds the
rows of a new set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from taizhang.errors import CorpusError
from taizhang.vocabulary import COUNT_STATUSES, DATE_ROLES, PARTY_ROLES, CountStatus, DateRole, PartyRole, Term, known

_Row = TypeVar("_Row")
By = dict[str, tuple[_Row, ...]]


def first_counts(folder: Path) -> By[tuple[int, int, CountStatus, str]]:
    """Start, end, status and rule of figures, by bulletin, from each `first_reading.tsv` under `folder`. Raises CorpusError."""
    return _table(folder, "first_reading.tsv", "id, start, end, status, rule", _placed("status", COUNT_STATUSES))


def first_dates(folder: Path) -> By[tuple[int, int, DateRole, str]]:
    """Start, end, role and rule of dates, by bulletin, from each `first_dates.tsv` under `folder`. Raises CorpusError."""
    return _table(folder, "first_dates.tsv", "id, start, end, role, rule", _placed("role", DATE_ROLES))


def first_roles(folder: Path) -> By[tuple[str, PartyRole]]:
    """Bare names and roles of parties, by bulletin, from each `first_roles.tsv` under `folder`. Raises CorpusError."""
    return _table(folder, "first_roles.tsv", "id, party, role", _party)


def _table(folder: Path, name: str, wanted: str, row: Callable[[Sequence[str], str], _Row]) -> By[_Row]:
    by: dict[str, list[_Row]] = defaultdict(list)
    for file in sorted(folder.rglob(name)):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()[1:], 2):
            bulletin, *fields = line.split("\t")
            try:
                by[bulletin].append(row(fields, f"{file}:{number}"))
            except ValueError as error:
                raise CorpusError(f"{file}:{number}: wanted {wanted}: {line[:80]!r}: {error}") from error
    return {bulletin: tuple(rows) for bulletin, rows in by.items()}


def _placed(field: str, terms: tuple[Term, ...]) -> Callable[[Sequence[str], str], tuple[int, int, Term, str]]:
    """Reads a row of a mention, whose `field` is one of `terms`."""

    def row(fields: Sequence[str], where: str) -> tuple[int, int, Term, str]:
        start, end, said, rule = fields
        term = known(said, terms)
        if term is None:
            raise CorpusError(f"{where}: {field}: {said!r} is none of {', '.join(terms)}")
        return int(start), int(end), term, rule

    return row


def _party(fields: Sequence[str], _: str) -> tuple[str, PartyRole]:
    name, said = fields
    role = known(said, PARTY_ROLES)
    if role is None:
        raise ValueError(f"no role {said!r}")
    return name, role
