"""How often each rule is right: what `confidence/measured.json` is made of. In: gold and a ledger's tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from taizhang.annotation import bare_name, pair, spans
from taizhang.confidence import MEAN, WHOLE, keys
from taizhang.evaluate.gold import GoldDocument, gold_id
from taizhang.evaluate.match import pair_tasks, same_number, same_object, same_unit

Row = dict[str, Any]
Tables = Mapping[str, Iterable[Row]]
Rates = dict[str, dict[str, dict[str, list[int]]]]  # table -> field -> key -> [right, all]


def rule_rates(gold: Iterable[GoldDocument], tables: Tables) -> Rates:
    """[right, all] by table, field and key (see `taizhang.confidence.keys`); `*` sums a field up. A value read where the
    gold has nothing is wrong; mentions that the annotators were unsure of do not count."""
    rates: Rates = defaultdict(lambda: defaultdict(lambda: defaultdict(lambda: [0, 0])))
    for table, row, right in _judged(gold, tables):
        right[WHOLE] = all(right.values())
        for field, key in keys(table, row["rule_id"], row["text"], row.get("role")).items():
            for slot in (key, MEAN):
                tally = rates[table][field][slot]
                tally[0] += right[field]
                tally[1] += 1
    return _sorted(rates)


def _sorted(rates: Rates) -> Rates:
    return {
        t: {f: dict(sorted(keyed.items())) for f, keyed in sorted(fields.items())}
        for t, fields in sorted(rates.items())
    }


def _judged(gold: Iterable[GoldDocument], tables: Tables) -> Iterator[tuple[str, Row, dict[str, bool]]]:
    documents = {gold_id(d["source_uri"]): d["doc_id"] for d in tables["documents"]}
    parties = {p["party_id"]: p for p in tables["parties"]}
    for item in gold:
        rows = {
            name: [r for r in tables[name] if r["doc_id"] == documents.get(item.id)]
            for name in ("dates", "counts", "mentions", "tasks")
        }
        yield from (("dates", *judged) for judged in _spanned(item, "dates", rows["dates"], _date))
        yield from (("counts", *judged) for judged in _spanned(item, "counts", rows["counts"], _count))
        yield from (("mentions", *judged) for judged in _parties(item, rows["mentions"], parties))
        yield from (("tasks", *judged) for judged in _tasks(item, rows["tasks"]))


def _spanned(item: GoldDocument, kind: str, rows: list[Row], judge: Any) -> Iterator[tuple[Row, dict[str, bool]]]:
    mentions = item.gold[kind]
    pairs = pair(spans(item.text, mentions), [(r["source_start"], r["source_end"]) for r in rows])
    gold_of = {j: mentions[i] for i, j in pairs.items()}
    for j, row in enumerate(rows):
        gold = gold_of.get(j)
        if gold is None or not gold.get("unsure"):
            yield row, judge(gold, row)


def _date(gold: Row | None, row: Row) -> dict[str, bool]:
    if gold is None:
        return {"value": False, "role": False}
    value = (row["from_date"], row["to_date"]) == (gold["from"], gold["to"]) or gold["from"] is gold["to"] is None
    return {"value": value, "role": row["role"] == gold["role"]}


def _count(gold: Row | None, row: Row) -> dict[str, bool]:
    if gold is None:
        return {"value": False, "object": False, "status": False}
    same = (
        same_number(row["value"], gold["value"])
        and same_number(row["value_to"], gold.get("value_to"))
        and same_unit(row["unit"], gold["unit"])
    )
    return {
        "value": same and row["comparator"] == gold["cmp"], "object": same_object(row["object"], gold["object"]),
        "status": row["status"] == gold["status"],
    }  # fmt: skip


def _parties(item: GoldDocument, rows: list[Row], parties: Mapping[str, Row]) -> Iterator[tuple[Row, dict[str, bool]]]:
    """The first mention of each party, as the gold has parties once."""
    want = {bare_name(m["name"]): m for m in item.gold["parties"]}
    seen: set[str] = set()
    for row in rows:
        name = bare_name(parties[row["party_id"]]["name"])
        gold = want.get(name)
        if name in seen or (gold and gold.get("unsure")):
            continue
        seen.add(name)
        yield row, {"name": gold is not None, "role": gold is not None and gold["role"] == row["role"]}


def _tasks(item: GoldDocument, rows: list[Row]) -> Iterator[tuple[Row, dict[str, bool]]]:
    gold = item.gold["tasks"]
    gold_of = {j: gold[i] for i, j in pair_tasks(gold, rows).items()}
    for j, row in enumerate(rows):
        task = gold_of.get(j)
        yield row, {
            "kind": task is not None and task["kind"] == row["kind"],
            "status": task is not None and task["status"] == row["status"],
            "deadline": task is not None and (row["deadline_from"], row["deadline_to"]) == (task.get("deadline_from"), task.get("deadline_to")),
            "categories": task is not None and set(task["category"]) == set(row["categories"]),
        }  # fmt: skip
