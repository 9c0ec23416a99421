"""Score the rows of a ledger against annotated bulletins.

`found`: something was read there. `value`: and its value is right. `full`: and what is said of it (role; comparator, object,
status) is right too. `whole`: documents in which every date and every count is right and none is invented.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from taizhang.annotation import bare_name, pair, spans
from taizhang.evaluate.gold import GoldDocument, gold_id
from taizhang.evaluate.match import pair_tasks, same_number, same_object, same_unit

Row = dict[str, Any]
Tally = tuple[int, int, int]  # right, gold, predicted
Tables = Mapping[str, Iterable[Row]]
_RESAMPLES = 1000


@dataclass(slots=True)
class Score:
    """Tallies by field and document, and what went wrong."""

    tallies: dict[str, dict[str, Tally]] = field(default_factory=lambda: defaultdict(dict))
    errors: list[tuple[str, str, str]] = field(default_factory=list)  # (kind, document, what)
    labels: dict[str, list[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )  # field -> (gold, predicted)

    def add(self, name: str, document: str, right: int, gold: int = 1, predicted: int = 1) -> None:
        """Add a tally to a field of a document."""
        old = self.tallies[name].get(document, (0, 0, 0))
        self.tallies[name][document] = (old[0] + right, old[1] + gold, old[2] + predicted)

    def miss(self, kind: str, document: str, what: str) -> None:
        """Keep an error for the listing."""
        self.errors.append((kind, document, what))

    def f1(self, name: str, documents: Iterable[str] | None = None) -> float:
        """F1 of a field over documents (all by default); accuracy where each document has one value."""
        rows = self.tallies[name]
        chosen = rows.values() if documents is None else [rows[d] for d in documents if d in rows]
        right, gold, predicted = (sum(t[i] for t in chosen) for i in range(3))
        return 2 * right / (gold + predicted) if gold + predicted else 0.0

    def support(self, name: str) -> Tally:
        """(right, gold, predicted) of a field over all documents."""
        right, gold, predicted = (sum(t[i] for t in self.tallies[name].values()) for i in range(3))
        return right, gold, predicted

    def interval(self, name: str) -> tuple[float, float]:
        """95 % bootstrap interval of F1, drawing documents with replacement; the seed is fixed."""
        random, documents = Random(20240601), sorted(self.tallies[name])
        drawn = sorted(self.f1(name, random.choices(documents, k=len(documents))) for _ in range(_RESAMPLES))
        return drawn[int(0.025 * _RESAMPLES)], drawn[int(0.975 * _RESAMPLES)]


def evaluate_ledger(gold: Iterable[GoldDocument], tables: Tables) -> Score:
    """Score ledger tables against gold documents; documents are found by `gold_id`."""
    score = Score()
    documents = {gold_id(d["source_uri"]): d for d in tables["documents"]}
    by_document = {name: _grouped(tables[name], "doc_id") for name in ("dates", "counts", "mentions", "tasks")}
    parties = {p["party_id"]: p for p in tables["parties"]}
    assigned = _grouped(tables["assignments"], "task_id")
    for item in gold:
        found = documents.get(item.id, {})
        rows = {name: groups[found.get("doc_id")] for name, groups in by_document.items()}
        _document(score, item, found)
        exact = [_dates(score, item, rows["dates"]), _counts(score, item, rows["counts"])]
        for level, name in enumerate(("whole, value", "whole, full")):
            score.add(name, item.id, int(all(e[level] for e in exact)))
        _parties(score, item, rows["mentions"], parties)
        _tasks(score, item, rows["tasks"], assigned, parties)
    return score


def _grouped(rows: Iterable[Row], key: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _document(score: Score, item: GoldDocument, found: Row) -> None:
    for name in ("doc_type", "domain"):
        score.add(name, item.id, int(found.get(name) == item.gold[name]))
        score.labels[name].append((item.gold[name], found.get(name) or "unsure"))
        if found.get(name) != item.gold[name]:
            score.miss(name, item.id, f"{found.get(name)} for {item.gold[name]}")
    published = found.get("published_on"), item.gold.get("published_on")
    score.add("published_on", item.id, int(bool(found) and published[0] == published[1]))
    if published[0] != published[1]:
        score.miss("published_on", item.id, f"{published[0]}, gold {published[1]}")
    want = {r["adcode"]: r["name"] for r in item.gold["regions"] if r.get("adcode")}
    got = {r["adcode"]: r["name"] for r in found.get("regions") or []}
    score.add("regions", item.id, len(want.keys() & got.keys()), len(want), len(got))
    if want.keys() != got.keys():
        score.miss("regions", item.id, f"{'、'.join(got.values()) or None}, gold {'、'.join(want.values()) or None}")


def _sure(score: Score, item: GoldDocument, kind: str, rows: list[Row]) -> tuple[list[tuple[Row, Row | None]], int]:
    """The gold mentions that are scored, each with its row, and how many rows count as predictions."""
    mentions = item.gold[kind]
    pairs = pair(spans(item.text, mentions), [(r["source_start"], r["source_end"]) for r in rows])
    unsure = sum(1 for i in pairs if mentions[i].get("unsure"))
    for j in sorted(set(range(len(rows))) - set(pairs.values())):
        score.miss(f"{kind.removesuffix('s')} invented", item.id, rows[j]["text"])
    return [(m, rows[pairs[i]] if i in pairs else None) for i, m in enumerate(mentions) if not m.get("unsure")], len(
        rows
    ) - unsure


def _dates(score: Score, item: GoldDocument, rows: list[Row]) -> tuple[bool, bool]:
    sure, predicted = _sure(score, item, "dates", rows)
    right = [0, 0, 0]
    for gold, row in sure:
        if row is None:
            score.miss("date missed", item.id, gold["text"])
            continue
        value = (row["from_date"], row["to_date"]) == (gold["from"], gold["to"]) or gold["from"] is gold["to"] is None
        role = row["role"] == gold["role"]
        right = [right[0] + 1, right[1] + value, right[2] + (value and role)]
        if not value:
            score.miss(
                "date value",
                item.id,
                f"{gold['text']}: {row['from_date']}..{row['to_date']}, gold {gold['from']}..{gold['to']}",
            )
        elif not role:
            score.miss("date role", item.id, f"{gold['text']}: {row['role']}, gold {gold['role']}")
    return _levels(score, "dates", item.id, right, len(sure), predicted)


def _counts(score: Score, item: GoldDocument, rows: list[Row]) -> tuple[bool, bool]:
    sure, predicted = _sure(score, item, "counts", rows)
    right = [0, 0, 0]
    for gold, row in sure:
        if row is None:
            score.miss("count missed", item.id, gold["text"])
            continue
        right[0] += 1
        if not (
            same_number(row["value"], gold["value"])
            and same_number(row["value_to"], gold.get("value_to"))
            and same_unit(row["unit"], gold["unit"])
        ):
            score.miss(
                "count value",
                item.id,
                f"{gold['text']}: {row['value']} {row['unit']}, gold {gold['value']} {gold['unit']}",
            )
            continue
        right[1] += 1
        fields = {
            "comparator": row["comparator"] == gold["cmp"], "object": same_object(row["object"], gold["object"]),
            "status": row["status"] == gold["status"],
        }  # fmt: skip
        for name, good in fields.items():
            score.add(f"count {name}", item.id, int(good))
            if not good:
                score.miss(
                    f"count {name}",
                    item.id,
                    f"{gold['text']}: {row[name]}, gold {gold['cmp' if name == 'comparator' else name]}",
                )
        right[2] += all(fields.values())
    return _levels(score, "counts", item.id, right, len(sure), predicted)


def _levels(score: Score, kind: str, document: str, right: list[int], gold: int, predicted: int) -> tuple[bool, bool]:
    for level, n in zip(("found", "value", "full"), right, strict=True):
        score.add(f"{kind} {level}", document, n, gold, predicted)
    return gold == predicted == right[1], gold == predicted == right[2]


def _parties(score: Score, item: GoldDocument, rows: list[Row], parties: Mapping[str, Row]) -> None:
    got: dict[str, Row] = {}
    for row in rows:
        party = parties[row["party_id"]]
        got.setdefault(bare_name(party["name"]), {**party, "role": row["role"]})
    want = {bare_name(m["name"]): m for m in item.gold["parties"] if not m.get("unsure")}
    unsure = {bare_name(m["name"]) for m in item.gold["parties"] if m.get("unsure")}
    got = {name: row for name, row in got.items() if name not in unsure}
    both = want.keys() & got.keys()
    score.add("parties name", item.id, len(both), len(want), len(got))
    for name in both:
        score.add("party kind", item.id, int(got[name]["kind"] == want[name]["kind"]))
        role, right = got[name]["role"], want[name]["role"]
        score.add("party role", item.id, int(role == right))
        if role != right:
            score.miss("party role", item.id, f"{name} ({got[name]['kind']}): {role}, gold {right}")
    for kind, names in (("party missed", want.keys() - both), ("party invented", got.keys() - both)):
        for name in sorted(names):
            score.miss(kind, item.id, name)


def _tasks(
    score: Score, item: GoldDocument, rows: list[Row], assigned: Mapping[str, list[Row]], parties: Mapping[str, Row]
) -> None:
    gold = item.gold["tasks"]
    pairs = pair_tasks(gold, rows)
    score.add("tasks found", item.id, len(pairs), len(gold), len(rows))
    for i, task in enumerate(gold):
        if i not in pairs:
            score.miss("task missed", item.id, task["title"])
            continue
        row = rows[pairs[i]]
        for name, good in _task_fields(task, row):
            score.add(f"task {name}", item.id, int(good))
            if not good:
                score.miss(f"task {name}", item.id, f"{task['title']}: gold {task.get(name, task.get('deadline_to'))}")
        want, got = set(task["category"]), set(row["categories"])
        score.add("task category", item.id, len(want & got), len(want), len(got))
        for role in ("lead", "responsible"):
            wanted = {bare_name(n) for n in task.get(role, [])}
            there = {bare_name(parties[a["party_id"]]["name"]) for a in assigned[row["task_id"]] if a["role"] == role}
            score.add(f"task {role}", item.id, len(wanted & there), len(wanted), len(there))


def _task_fields(gold: Row, row: Row) -> Iterator[tuple[str, bool]]:
    yield "kind", row["kind"] == gold["kind"]
    yield "status", row["status"] == gold["status"]
    yield "deadline", (row["deadline_from"], row["deadline_to"]) == (gold.get("deadline_from"), gold.get("deadline_to"))
