"""Read corpora: JSON lines of bulletins with what is known of them. One schema for grown, annotated and users' bulletins.

A line has `id`, `text` and `gold` with any of `doc_type`, `domain` and `tasks` (each a `title` and a `category` list); what
is missing is not known and not learned from. `family` keeps what belongs together on one side of a split.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from taizhang.annotation import bare_name, spans
from taizhang.errors import CorpusError
from taizhang.vocabulary import (
    CATEGORIES,
    COUNT_STATUSES,
    DOC_TYPES,
    DOMAINS,
    PARTY_ROLES,
    Category,
    CountStatus,
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


def read_corpus(folder: Path) -> list[Example]:
    """All examples under `folder`, in the order of the files. Raises CorpusError naming file, line and field."""
    if not folder.is_dir():
        raise CorpusError(
            f"{folder}: 没有这个文件夹，请给放 *.jsonl 语料的文件夹 no such folder; give one that holds *.jsonl corpora"
        )
    first, roles = _first_readings(folder), _first_roles(folder)
    files = sorted(f for f in folder.rglob("*.jsonl") if not f.name.startswith("."))
    examples = [
        replace(e, first=tuple(first.get(e.id, ())), first_roles=tuple(roles.get(e.id, ())))
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


def _first_readings(folder: Path) -> dict[str, list[tuple[int, int, CountStatus, str]]]:
    """By bulletin, what the `first_reading.tsv` under `folder` hold: figures as the rules read them before the page was worked on.
    A model that corrects rules learns from those, because rules are better on pages they were mended for. Raises CorpusError."""
    first: dict[str, list[tuple[int, int, CountStatus, str]]] = defaultdict(list)
    for file in sorted(folder.rglob("first_reading.tsv")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()[1:], 2):
            try:
                name, start, end, status, rule = line.split("\t")
                first[name].append(
                    (int(start), int(end), _term(status, COUNT_STATUSES, f"{file}:{number}: status"), rule)
                )
            except ValueError as error:
                raise CorpusError(f"{file}:{number}: wanted id, start, end, status, rule: {error}") from error
    return first


def _first_roles(folder: Path) -> dict[str, list[tuple[str, PartyRole]]]:
    """The same of `first_roles.tsv`: by bulletin, bare names of parties with the roles that rules gave them before the page was worked
    on. Raises CorpusError."""
    first: dict[str, list[tuple[str, PartyRole]]] = defaultdict(list)
    for file in sorted(folder.rglob("first_roles.tsv")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()[1:], 2):
            fields = line.split("\t")
            role = known(fields[-1], PARTY_ROLES)
            if len(fields) != 3 or role is None:
                raise CorpusError(f"{file}:{number}: wanted id, party, role: {line[:80]!r}")
            first[fields[0]].append((fields[1], role))
    return first


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
        _field(record, "split", str, where, "train"), real, tuple(_counts(gold, record["text"], where)), parties=tuple(_parties(gold, where)),
    )  # fmt: skip


def _counts(gold: dict[str, Any], text: str, where: str) -> Iterator[tuple[int, int, CountStatus]]:
    counts = _field(gold, "counts", list, where, [])
    try:
        placed = spans(text, counts)
    except (TypeError, KeyError) as error:
        raise CorpusError(f"{where}: counts: each is an object with text and n: {error}") from error
    for count, (start, end) in zip(counts, placed, strict=True):
        status = _choice(count, "status", COUNT_STATUSES, where)
        if status and start >= 0 and not count.get("unsure"):
            yield start, end, status


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
