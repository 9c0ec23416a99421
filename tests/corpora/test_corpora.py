"""The corpora are what their page says: schema of every line, classes, splits, near-duplicates, hard negatives."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections import Counter, defaultdict

import pytest
from tests.conftest import REPOSITORY

from taizhang.training.corpus import read_corpus
from taizhang.vocabulary import (
    CATEGORIES,
    COMPARATORS,
    COUNT_STATUSES,
    DATE_ROLES,
    DOC_TYPES,
    DOMAINS,
    PARTY_KINDS,
    PARTY_ROLES,
    TASK_KINDS,
    TASK_STATUSES,
)

CORPORA = REPOSITORY / "corpora"
GROWN = sorted((CORPORA / "bulletins").glob("*.jsonl"))
GOLD = sorted((CORPORA / "gold").glob("*.jsonl"))
HARD_NEGATIVES = ("recruitment", "traffic", "epidemic", "speech")
NEAR = 0.7
LEVELS = ("central", "province", "prefecture", "county", "township")
LONG = 800  # characters from which a bulletin counts as long


def lines_of(*files):
    return [json.loads(line) for file in files for line in file.open(encoding="utf-8")]


@pytest.fixture(scope="module")
def grown():
    return lines_of(*GROWN)


def builder():
    """The module that grows the corpora."""
    sys.path.insert(0, str(CORPORA / "build"))
    try:
        import build
    finally:
        sys.path.pop(0)
    return build


@pytest.fixture(scope="module")
def sketch():
    """The builder's MinHash of character 5-grams."""
    return builder().sketch


def test_every_line_passes_the_schema_that_training_demands():
    assert len(read_corpus(CORPORA)) == len(lines_of(*CORPORA.rglob("*.jsonl")))


@pytest.mark.parametrize("file", GROWN, ids=lambda f: f.stem)
def test_grown_lines_have_all_fields(file):
    for record in lines_of(file):
        assert set(record) == {"id", "text", "script", "family", "split", "year", "level", "noise", "gold"}, record[
            "id"
        ]
        assert record["script"] in ("hans", "hant", "hant_pinyin")
        assert record["split"] in ("train", "dev", "test")
        assert 2016 <= record["year"] <= 2026
        assert record["level"] in LEVELS
        assert record["gold"]["doc_type"] == file.stem
        assert record["gold"]["domain"] in DOMAINS


@pytest.mark.parametrize("record", lines_of(*GOLD), ids=lambda r: r["id"])
def test_gold_lines_are_annotated_within_the_vocabularies(record):
    gold, text = record["gold"], record["text"]
    assert (gold["doc_type"] in DOC_TYPES, gold["domain"] in DOMAINS) == (True, True)
    for kind in ("dates", "counts", "parties"):
        for mention in gold[kind]:
            assert text.count(mention["text"]) >= mention.get("n", 1), (kind, mention["text"])
    assert {d["role"] for d in gold["dates"]} <= set(DATE_ROLES)
    assert {c["status"] for c in gold["counts"]} <= set(COUNT_STATUSES)
    assert {c["cmp"] for c in gold["counts"]} <= set(COMPARATORS)
    assert {p["kind"] for p in gold["parties"]} <= set(PARTY_KINDS)
    assert {p["role"] for p in gold["parties"]} <= set(PARTY_ROLES)
    assert {t["kind"] for t in gold["tasks"]} <= set(TASK_KINDS)
    assert {t["status"] for t in gold["tasks"]} <= set(TASK_STATUSES)
    assert {c for t in gold["tasks"] for c in t["category"]} <= set(CATEGORIES)
    days = [d[end] for d in gold["dates"] for end in ("from", "to")] + [gold["published_on"]]
    assert all(dt.date.fromisoformat(day) for day in days if day)


def test_every_class_has_enough_examples(grown):
    kinds = Counter(r["gold"]["doc_type"] for r in grown)
    assert set(kinds) == set(DOC_TYPES)
    assert min(kinds.values()) >= 30
    fields = Counter(r["gold"]["domain"] for r in grown)
    assert set(fields) == set(DOMAINS)
    assert min(fields.values()) >= 30


def test_every_category_has_statements():
    counted = Counter(c for r in lines_of(CORPORA / "tasks.jsonl") for t in r["gold"]["tasks"] for c in t["category"])
    assert set(counted) == set(CATEGORIES)
    assert min(counted.values()) >= 4


def test_what_follows_a_statement_stands_behind_it_on_pages_of_its_field():
    written = {
        family: said.partition(" // ")[2]
        for family, _, _, said in builder()._statements()
        if family.startswith("cases.")
    }
    for record in lines_of(CORPORA / "tasks.jsonl"):
        if written.get(record["family"]):
            text, (task,) = record["text"], record["gold"]["tasks"]
            assert record["gold"]["domain"] == record["family"].split(".")[1]
            assert re.search(
                _literal(written[record["family"]]), text[text.index(task["title"]) + len(task["title"]) :]
            )


def test_statements_with_what_follows_copy_no_annotated_page():
    pages = [r["text"] for r in lines_of(*GOLD)]
    copied = [
        clause
        for family, *_, said in builder()._statements() if family.startswith("cases.")
        for clause in re.split(r"[，。、 ]|\{.\}", said)
        if len(clause) >= 10 and any(clause in page for page in pages)
    ]  # fmt: skip
    assert not copied


def _literal(form):
    """A pattern of `form` with anything in its slots."""
    return ".+?".join(map(re.escape, re.split(r"\{[^{}]+\}", form)))


def test_a_family_stands_on_one_side_of_the_split(grown):
    sides = defaultdict(set)
    for record in grown:
        sides[record["family"]].add(record["split"])
    assert {len(s) for s in sides.values()} == {1}
    assert {s for group in sides.values() for s in group} == {"train", "dev", "test"}


def test_no_near_duplicates_across_splits_nor_between_grown_and_gold(grown, sketch):
    from datasketch import MinHashLSH

    lsh = MinHashLSH(threshold=NEAR, num_perm=64)
    side = {r["id"]: r["split"] for r in grown} | {r["id"]: "gold" for r in lines_of(*GOLD)}
    across = []
    for record in [*grown, *lines_of(*GOLD)]:
        signature = sketch(record["text"])
        across += [(record["id"], other) for other in lsh.query(signature) if side[other] != side[record["id"]]]
        lsh.insert(record["id"], signature)
    assert across == []


def test_the_duplicate_finder_finds_duplicates(grown, sketch):
    a, b, c = grown[0]["text"] * 3, grown[0]["text"] * 3 + "。", grown[-1]["text"]
    assert sketch(a).jaccard(sketch(b)) > NEAR > sketch(a).jaccard(sketch(c))


def test_hard_negatives_are_there(grown):
    others = [r for r in grown if r["gold"]["doc_type"] == "other"]
    for kind in HARD_NEGATIVES:
        assert sum(r["family"] == f"other.{kind}" for r in others) >= 5, kind
    # Hard, because some speak of what inspections speak of.
    shared = ("整改", "督导", "督導", "督察", "检查", "檢查", "排查", "整治", "通报", "通報", "问题", "問題")
    assert sum(any(word in r["text"] for word in shared) for r in others) >= 15


def test_all_scripts_and_years_occur(grown):
    assert min(Counter(r["script"] for r in grown).values()) >= 100
    assert set(Counter(r["year"] for r in grown)) == set(range(2016, 2027))


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_of_administration_speaks_in_several_kinds(grown, level):
    kinds = Counter(r["gold"]["doc_type"] for r in grown if r["level"] == level)
    assert sum(kinds.values()) >= 40
    assert sum(n >= 5 for n in kinds.values()) >= 8


def test_bulletins_of_ministries_and_townships_name_them(grown):
    of_central = [r["text"] for r in grown if r["family"].startswith("central.") and r["script"] == "hans"]
    assert sum(
        any(word in text for word in ("中央", "国务院", "国家", "部", "总局", "审计署", "省份", "全国"))
        for text in of_central
    ) == len(of_central)
    of_towns = [r["text"] for r in grown if r["level"] == "township" and r["script"] == "hans"]
    assert sum(any(word in text for word in ("镇", "乡", "街道", "管委会")) for text in of_towns) == len(of_towns)


def test_many_are_long_in_every_script_and_condition(grown):
    long = [r for r in grown if len(r["text"]) >= LONG]
    assert len([r for r in long if len(r["text"]) <= 2500]) >= 100
    assert min(Counter(r["script"] for r in long)[script] for script in ("hans", "hant", "hant_pinyin")) >= 15
    assert min(sum(bool(r["noise"]) is damaged for r in long) for damaged in (True, False)) >= 30
    assert len(Counter(r["gold"]["doc_type"] for r in long)) == len(DOC_TYPES)


def test_no_slot_is_left_open_and_no_day_is_impossible(grown):
    for record in grown:
        assert not re.search(r"[{}‖⏎]", record["text"]), record["id"]
        assert not re.search(r"月(?:[4-9]\d|3[2-9])日", record["text"]), record["id"]


def test_a_long_list_is_numbered_to_its_end(grown):
    tables = [r for r in grown if r["family"] == "long.plan_table" and r["script"] == "hans" and not r["noise"]]
    rows = [re.findall(r"^(\d+) \| ", r["text"], re.M) for r in tables]
    assert rows
    assert all(numbers == [str(n) for n in range(1, len(numbers) + 1)] and len(numbers) >= 12 for numbers in rows)
