"""The facts that a bulletin like the typical one must yield: on our own equivalent, and on the seed where it is at hand.

Both speak of 38-like tasks in two parts, complaints, a provincial inspection over the turn of a year, glosses, and a footer.
"""

from __future__ import annotations

import json

import pytest
from tests.conftest import taizhang as command

import taizhang


@pytest.fixture(scope="module")
def seed(shared, tmp_path_factory):
    ledger = tmp_path_factory.mktemp("seed") / "ledger"
    done = command("run", shared / "seed.txt", "--out", ledger)
    assert done.returncode == 0, done.stderr
    return {path.stem: [json.loads(line) for line in path.open(encoding="utf-8")] for path in ledger.glob("*.jsonl")}


def counts(tables):
    return {(c["value"], c["object"], c["status"]) for c in tables["counts"]}


def party(tables, name):
    found = next((p for p in tables["parties"] if p["name"] == name), None)
    assert found, f"{name} not among {[p['name'] for p in tables['parties']]}"
    roles = {m["role"] for m in tables["mentions"] if m["party_id"] == found["party_id"]}
    return found["kind"], roles


def test_the_document_is_told(seed):
    (document,) = seed["documents"]
    assert (document["doc_type"], document["domain"], document["script"]) == ("progress_report", "environment", "hant")
    assert "gloss" in document["restored"]
    assert "ǎ" not in document["text"]
    assert document["regions"] == [{"name": "安阳市", "adcode": "410500"}]


def test_the_campaign_is_told(seed):
    (campaign,) = seed["campaigns"]
    inspector = next(p for p in seed["parties"] if p["party_id"] == campaign["inspector_party_id"])
    assert campaign["level"] == "province"
    assert inspector["name"] == "河南省委第四生态环境保护督察组"
    assert (campaign["inspected_from"], campaign["inspected_to"]) == ("2021-12-29", "2022-03-09")
    assert campaign["feedback_on"] == "2022-05-20"


def test_the_figures_are_told_apart(seed):
    assert counts(seed) >= {
        (38, "整改任务", "total"), (114, "群众举报件", "total"), (27, "整改任务", "completed"),
        (114, "群众举报件", "completed"), (11, "整改任务", "on_schedule"), (3, "责任追究问题", "transferred"),
    }  # fmt: skip


def test_the_parts_add_up_to_the_whole(seed):
    by_id = {c["count_id"]: c for c in seed["counts"]}
    whole = next(c for c in seed["counts"] if c["value"] == 38)
    assert sorted(c["value"] for c in seed["counts"] if c["part_of"] == whole["count_id"]) == [11, 27]
    sums = [k for k in seed["checks"] if k["rule"] == "parts_sum"]
    assert any(k["ok"] and {by_id[i]["value"] for i in k["record_ids"]} == {38, 27, 11} for k in sums)


def test_the_bodies_are_those_of_the_city(seed):
    assert party(seed, "安阳市委") == ("party_committee", {"inspected"})
    assert party(seed, "安阳市政府") == ("government", {"inspected"})
    assert party(seed, "安阳市整改办")[0] in ("department", "leading_group")
    assert party(seed, "安阳市纪委监委")[0] == "discipline_body"


def test_nothing_is_read_from_the_footer(seed):
    footer = seed["documents"][0]["text"].find("关于我们")
    assert footer == -1
    assert not any(
        "ICP" in c["text"] or "日报网" in c["text"] for t in ("counts", "mentions", "dates") for c in seed[t]
    )
    assert {c["value"] for c in seed["counts"]}.isdisjoint({2022005074, 20})


def test_every_span_leads_to_the_source(shared):
    bulletin = taizhang.parse(shared / "seed.txt")
    to_source = bulletin.restored.offsets.to_source
    for mention in (*bulletin.dates, *bulletin.counts, *bulletin.parties):
        assert bulletin.text[mention.start : mention.end] == mention.text
        start, end = to_source(mention.start, mention.end)
        assert taizhang.parse(bulletin.restored.source[start:end]).text.strip() == mention.text
