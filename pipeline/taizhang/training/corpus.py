"""Read corpora: JSON lines of bulletins with what is known of them. One schema for grown, annotated and users' bulletins.

A line has `id`, `text` and `gold` with any of `doc_type`, `domain` and `tasks` (each a `title` and a `category` list); what
is missing is not known and not learned from. `family` keeps what belongs together on one side of a split.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from taizhang.annotation import bare_name, spans
from taizhang.errors import CorpusError
from taizhang.training.first_readings import first_counts, first_dates, first_roles
from taizhang.vocabulary import (
    CATEGORIES,
    COUNT_STATUSES,
    DATE_ROLES,
    DOC_TYPES,
    DOMAINS,
    PARTY_ROLES,
    Category,
    CountStatus,
    DateRole,
    DocType,
    Domain,
    PartyRole,
    Term,
    known,
)


@dataclass(frozen=True, slots=True)
class Example:
    """One bulletin of a corpus. `real` ones are annotated pages; the others are grown from a family. No model learns from
    those whose `split` is `unseen`."""

    id: str
    text: str
    doc_type: DocType | None
    domain: Domain | None
    tasks: tuple[tuple[str, tuple[Category, ...]], ...]
    family: str
    split: str
    real: bool
    counts: tuple[tuple[int, int, CountStatus], ...] = ()  # start, end, status of every annotated figure that is sure
    first: tuple[
        tuple[int, int, CountStatus, str], ...
    ] = ()  # start, end, status, rule of figures as rules read them that knew nothing of the page
    parties: tuple[tuple[str, PartyRole], ...] = ()  # bare name and role of every annotated party that is sure
    first_roles: tuple[
        tuple[str, PartyRole], ...
    ] = ()  # bare name and role of parties as rules read them that knew nothing of it
    dates: tuple[tuple[int, int, DateRole], ...] = ()  # start, end, role of every annotated date that is sure
    first_dates: tuple[
        tuple[int, int, DateRole, str], ...
    ] = ()  # start, end, role, rule of dates as rules read them that knew nothing of the page


def read_corpus(folder: Path) -> list[Example]:
    """All examples under `folder`, in the order of the files. Raises CorpusError naming file, line and field."""
    if not folder.is_dir():
        raise CorpusError(
            f"{folder}: 没有这个文件夹，请给放 *.jsonl 语料的文件夹 no such folder; give one that holds *.jsonl corpora"
        )
    counts, roles, dates = first_counts(folder), first_roles(folder), first_dates(folder)
    files = sorted(f for f in folder.rglob("*.jsonl") if not f.name.startswith("."))
    examples = [
        replace(e, first=counts.get(e.id, ()), first_roles=roles.get(e.id, ()), first_dates=dates.get(e.id, ()))
        for file in files
        for e in read_file(file)
    ]
    if not examples:
        raise CorpusError(
            f"{folder}: 里面没有 *.jsonl 语料，请检查路径 holds no *.jsonl file with bulletins; check the path"
        )
    seen: set[str] = set()
    for example in examples:
        if example.id in seen:
            raise CorpusError(f"{folder}: the id {example.id!r} occurs twice; ids must be unique")
        seen.add(example.id)
    return examples


def read_file(file: Path) -> Iterator[Example]:
    """The examples of one file. Raises CorpusError naming file, line and field."""
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _example(line, f"{file}:{number}", "gold" in file.parts)


def _example(line: str, where: str, real: bool) -> Example:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise CorpusError(f"{where}: no JSON: {error}") from error
    if not isinstance(record, dict):
        raise CorpusError(f"{where}: a line is one JSON object, found {type(record).__name__}")
    gold = _field(record, "gold", dict, where, {})
    doc_type = _choice(gold, "doc_type", DOC_TYPES, where)
    domain = _choice(gold, "domain", DOMAINS, where)
    tasks = tuple(_task(task, f"{where}: tasks[{n}]") for n, task in enumerate(_field(gold, "tasks", list, where, [])))
    name = _field(record, "id", str, where)
    return Example(
        name, _field(record, "text", str, where), doc_type, domain, tasks, _field(record, "family", str, where, name),
        _field(record, "split", str, where, "train"), real, parties=tuple(_parties(gold, where)),
        counts=tuple(_placed(gold, record["text"], where, "counts", "status", COUNT_STATUSES)),
        dates=tuple(_placed(gold, record["text"], where, "dates", "role", DATE_ROLES)),
    )  # fmt: skip


def _placed(
    gold: dict[str, Any], text: str, where: str, table: str, name: str, terms: tuple[Term, ...]
) -> Iterator[tuple[int, int, Term]]:
    """Start, end and one field of every annotated mention that is sure of it."""
    mentions = _field(gold, table, list, where, [])
    try:
        placed = spans(text, mentions)
    except (TypeError, KeyError) as error:
        raise CorpusError(f"{where}: {table}: each is an object with text and n: {error}") from error
    for mention, (start, end) in zip(mentions, placed, strict=True):
        said = _choice(mention, name, terms, where)
        if said and start >= 0 and not mention.get("unsure"):
            yield start, end, said


def _parties(gold: dict[str, Any], where: str) -> Iterator[tuple[str, PartyRole]]:
    for party in _field(gold, "parties", list, where, []):
        if not isinstance(party, dict):
            raise CorpusError(f"{where}: parties: each is an object with name and role")
        role = _choice(party, "role", PARTY_ROLES, where)
        if role and not party.get("unsure"):
            yield bare_name(_field(party, "name", str, where)), role


def _task(task: Any, where: str) -> tuple[str, tuple[Category, ...]]:
    if not isinstance(task, dict):
        raise CorpusError(f"{where}: a task is an object with title and category")
    categories = _field(task, "category", list, where, [])
    return _field(task, "title", str, where), tuple(_term(c, CATEGORIES, f"{where}: category") for c in categories)


_NEEDED: Any = object()


def _field(record: dict[str, Any], name: str, kind: type, where: str, default: Any = _NEEDED) -> Any:
    value = record.get(name)
    if value is None and default is not _NEEDED:
        return default
    if not isinstance(value, kind) or (isinstance(value, str) and not value.strip()):
        raise CorpusError(f"{where}: {name}: wanted {kind.__name__}, found {value!r}"[:300])
    return value


def _choice(gold: dict[str, Any], name: str, allowed: tuple[Term, ...], where: str) -> Term | None:
    value = gold.get(name)
    return None if value is None else _term(value, allowed, f"{where}: gold.{name}")


def _term(said: object, allowed: tuple[Term, ...], where: str) -> Term:
    found = known(said, allowed)
    if found is None:
        raise CorpusError(f"{where}: {said!r} is none of {', '.join(allowed)}")
    return found
