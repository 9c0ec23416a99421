"""Tasks that are one under several keys, because bulletins tell them for different divisions or word them otherwise.

A task's key is made of its own bulletin alone (`rows.py`), so that it never changes. Here keys of one inspection are linked:

- `receipt`: a complaint by the number it was received under;
- `number`: one number in the list of one division, and words alike;
- `words`: the words of one are, begin or end those of the other (a place in front), in one division or in one that lies in the
  other; `matter` where only one of the bulletins tells it as a case.

What fits two tasks that are not one is linked to neither. What is collected lies in a database of its own on the disk, so that memory does
not grow with the number of tasks.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, groupby
from operator import itemgetter
from typing import Final, NamedTuple

from taizhang.extract.places.gazetteer import within
from taizhang.link.statement import core, letters, ordinal, receipt
from taizhang.write.linked import groups, torn
from taizhang.write.rows import Row
from taizhang.write.task_keys import IN_A_LIST

SURE: Final[Mapping[str, float]] = {"receipt": 0.98, "number": 0.95, "words": 0.9, "matter": 0.8}
# Links that are less sure may tie the task of a city to the part of it in one of its counties.
_ONE_TASK: Final = 0.9
_IN_A_PART: Final = 0.9  # what a link from a province to its city is worth of one within a division
_UNNAMED: Final = 0.8  # the same where one bulletin names no inspection
_LEAST: Final = 8  # letters that tasks must share at the beginning or end
_LEAST_UNNAMED: Final = 10  # letters that must be the same where one names no inspection
_ALIKE: Final = 0.5  # of the pairs of letters of the shorter wording, for tasks of one number
_MOST_KEYS: Final = 20  # that share a beginning: more are worded in a way that tells nothing apart


def same_tasks(links: Iterable[Row]) -> dict[str, str]:
    """For the keys that rows of `task_links` tie for sure the first of all that are one task."""
    return groups((link["task_key"], link["same_as"]) for link in links if link["confidence"] >= _ONE_TASK)


class _Told(NamedTuple):
    """A task as a bulletin tells it. `inspection`: the first of all campaign ids that mean its inspection, `campaign` its own, "" for
    none; `regions`: adcodes or names, parted by commas; `place`: the adcode the task itself is told for; `who`: where others of
    its bulletin say the same, whom it is about or else its key."""

    key: str
    inspection: str
    campaign: str
    regions: str
    kind: str
    number: str
    core: str
    place: str
    who: str


_TABLES: Final = """
    create table told (key, campaign, regions, kind, number, core, place, who, unique (key, campaign, regions, kind, number, core, place, who));
    create table bucketed (way, bucket, key, inspection, campaign, regions, kind, number, core, place, who);
    create table found (task_key, same_as, basis, confidence, primary key (task_key, same_as));
"""


class TaskLinks:
    """Collects the tasks of documents and links their keys."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # on the disk, and gone with this object
        self._db.executescript(_TABLES)
        self._db.execute("begin")

    def add(self, document: Row, tasks: Iterable[Row]) -> None:
        """Take the tasks of a document into account."""
        campaign = document["campaign_id"] or ""
        regions = ",".join(sorted(region["adcode"] or region["name"] for region in document["regions"]))
        said = [(_core(task), task) for task in tasks]
        keys: dict[str, set[str]] = defaultdict(set)
        for words, task in said:
            keys[words].add(task["task_key"])
        for words, task in said:
            key, place = task["task_key"], task["region_adcode"] or ""
            who = letters(task["subject_text"] or "")
            if len(keys[words]) > 1:
                who = who or key
            elif task["rule_id"] != IN_A_LIST:
                who = ""
            told = (key, campaign, regions, task["kind"], task["number"] or "", words, place, who)
            self._db.execute("insert or ignore into told values (?, ?, ?, ?, ?, ?, ?, ?)", told)

    def rows(self, campaign_links: Iterable[Row]) -> Iterator[Row]:
        """A row for each two keys that are one task, in the order of the keys."""
        links = list(campaign_links)
        first = groups((link["campaign_id"], link["same_as"]) for link in links)
        sure: dict[str, float] = defaultdict(lambda: 1.0)
        for link in links:
            sure[first[link["same_as"]]] = min(sure[first[link["same_as"]]], link["confidence"])
        self._into_buckets(first)
        for way, (basis, (_, same)) in enumerate(_WAYS.items()):
            rows = (_link(basis, one, other, sure) for one, other in _pairs(self._buckets(way), same))
            self._db.executemany("insert or ignore into found values (:task_key, :same_as, :basis, :confidence)", rows)
        names = ("task_key", "same_as", "basis", "confidence")
        for found in self._db.execute("select * from found order by task_key, same_as"):
            yield dict(zip(names, found, strict=True))

    def _into_buckets(self, first: Mapping[str, str]) -> None:
        """Put each task where those stand that may be the same; those told by one inspection first, in one order always."""
        in_order = "select * from told order by key, campaign, regions, kind, number, core, place desc, who"
        for key, campaign, *rest in self._db.execute(in_order):
            told = _Told(key, first.get(campaign, campaign), campaign, *rest)
            buckets = [(way, bucket, *told) for way, (by, _) in enumerate(_WAYS.values()) for bucket in by(told)]
            self._db.executemany("insert into bucketed values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", buckets)

    def _buckets(self, way: int) -> Iterator[dict[str, _Told]]:
        """The tasks of each bucket, by their keys."""
        rows = self._db.execute("select * from bucketed where way = ? order by bucket, rowid", (way,))
        for _, bucketed in groupby(rows, key=itemgetter(1)):
            tasks: dict[str, _Told] = {}
            for _, _, *told in bucketed:
                if len(tasks) <= _MOST_KEYS:
                    tasks.setdefault(told[0], _Told(*told))
            yield tasks


def _pairs(buckets: Iterable[dict[str, _Told]], same: Callable[[_Told, _Told], bool]) -> Iterator[tuple[_Told, _Told]]:
    """Those in one bucket that are the same, but for what fits two that are not."""
    for tasks in buckets:
        if 1 < len(tasks) <= _MOST_KEYS:
            pairs = [(a, b) for a, b in combinations(sorted(tasks), 2) if _one(tasks[a], tasks[b], same)]
            unsure = torn(pairs, lambda a, b, tasks=tasks: not _one(tasks[a], tasks[b], same))  # type: ignore[misc]
            yield from ((tasks[a], tasks[b]) for a, b in pairs if unsure.isdisjoint((a, b)))


def _core(task: Row) -> str:
    statement = task["problem"] or task["title"] or ""
    return letters(statement) if task["kind"] == "complaint" else core(statement)


def _one(one: _Told, other: _Told, same: Callable[[_Told, _Told], bool]) -> bool:
    """Whether two tasks are the `same`, and no lists tell them of different bodies; one may print more of a name (双河市水利局)."""
    apart = one.who and other.who and one.who not in other.who and other.who not in one.who
    return not apart and same(one, other)


def _link(basis: str, one: _Told, other: _Told, sure: Mapping[str, float]) -> Row:
    basis = "matter" if basis == "words" and (one.kind == "case") != (other.kind == "case") else basis
    confidence = SURE[basis]
    if basis in ("words", "matter") and one.regions != other.regions and not _of_one_place(one, other):
        confidence *= _IN_A_PART
    if _unnamed(one, other):
        confidence *= _UNNAMED
    elif one.campaign != other.campaign:
        confidence *= sure[one.inspection]
    return {"task_key": one.key, "same_as": other.key, "basis": basis, "confidence": round(confidence, 3)}


def _of_one_place(one: _Told, other: _Told) -> bool:
    """Whether a province and its city tell the same of the same place: the whole task, and no part of it."""
    return bool(one.place) and (one.place, one.core) == (other.place, other.core)


def _by_receipt(task: _Told) -> Iterable[str]:
    return (number,) if (number := receipt(task.number)) else ()


def _same_receipt(one: _Told, other: _Told) -> bool:
    return one.inspection == other.inspection or (_unnamed(one, other) and _related(one, other))


def _by_number(task: _Told) -> Iterable[str]:
    number = ordinal(task.number) if task.inspection and task.kind not in ("complaint", "case") else None
    return (f"{task.inspection} {task.regions} {number}",) if number else ()


def _same_number(one: _Told, other: _Told) -> bool:
    """Whether half of the shorter wording stands in the other: lists of one division may be numbered anew."""
    mine, others = ({word[i : i + 2] for i in range(len(word) - 1)} for word in (one.core, other.core))
    return len(mine & others) >= _ALIKE * max(min(len(mine), len(others)), 1)


def _by_words(task: _Told) -> Iterable[str]:
    if task.kind == "complaint" or len(task.core) < _LEAST or not task.regions:
        return ()
    province = task.regions[:2]
    return f"{province} {task.core[:_LEAST]}…", f"{province} …{task.core[-_LEAST:]}"


def _same_words(one: _Told, other: _Told) -> bool:
    if not _related(one, other):
        return False
    if _unnamed(one, other):
        return one.core == other.core and len(one.core) >= _LEAST_UNNAMED
    short, long = sorted((one.core, other.core), key=len)
    return one.inspection == other.inspection and (long.startswith(short) or long.endswith(short))


def _unnamed(one: _Told, other: _Told) -> bool:
    return not (one.inspection and other.inspection)


def _related(one: _Told, other: _Told) -> bool:
    """Whether the divisions of one are, or lie in, those of the other."""
    parts, wholes = one.regions.split(","), other.regions.split(",")
    return _in(parts, wholes) or _in(wholes, parts)


def _in(parts: list[str], wholes: list[str]) -> bool:
    return all(part and any(part == whole or within(part, whole) for whole in wholes) for part in parts)


_WAYS: Final[Mapping[str, tuple[Callable[[_Told], Iterable[str]], Callable[[_Told, _Told], bool]]]] = {
    "receipt": (_by_receipt, _same_receipt),
    "number": (_by_number, _same_number),
    "words": (_by_words, _same_words),
}
