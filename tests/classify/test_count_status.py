"""The model that overrules statuses of counts: only where it is sure, never in tables, and it says so."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.conftest import REPOSITORY

from taizhang import api, models
from taizhang.classify import count_status, with_statuses
from taizhang.classify.count_features import COUNT_FEATURES_VERSION, Spoken, count_columns
from taizhang.classify.count_status import TOLD_BY_COLUMN, UNLIKE, count_weigher
from taizhang.classify.weigher import COLUMNS, Weigher
from taizhang.confidence import rate
from taizhang.document import draft
from taizhang.read import read_text

TEXTS = (
    "关于督察整改情况的通报\n截至目前，移交的38项整改任务，27项已完成，11项达到序时进度。共罚款569.94万元，问责12人。",
    "进驻期间受理群众举报1287件，转办999件，办结约812件，责令整改208家，立案处罚93家。",
    "通报没有数字。",
)
KINDS = ("progress_report", "complaint_handling", None)


@pytest.fixture(scope="module")
def drafts():
    return [draft(read_text(text, "a.txt")) for text in TEXTS]


def set_on(status, margin=0.3):
    """A model that finds one status likeliest everywhere."""
    weights = np.zeros((COLUMNS, 2), dtype=np.int16)
    return Weigher((status, "total"), weights, np.array([9 * 2**12, 0], dtype=np.int32), margin, "count_status.test")


def test_a_figure_does_not_depend_on_other_texts(drafts):
    spoken = [Spoken(d.text, d.counts, "progress_report") for d in drafts[:2]]
    alone = np.concatenate([count_weigher().probabilities(*count_columns([pair])) for pair in spoken])
    assert np.array_equal(count_weigher().probabilities(*count_columns(spoken)), alone)
    turned = count_weigher().probabilities(*count_columns(spoken[::-1]))
    assert np.array_equal(turned[-len(spoken[0].counts) :], alone[: len(spoken[0].counts)])


def test_every_figure_has_probabilities_and_columns(drafts):
    counts = drafts[0].counts
    columns, ends = count_columns([Spoken(drafts[0].text, counts, None)])
    assert len(ends) == len(counts) + 1
    assert ends[-1] == len(columns)
    assert (np.diff(ends) > 20).all()
    assert columns.min() >= 0
    assert columns.max() < COLUMNS
    shares = count_weigher().probabilities(columns, ends)
    assert shares.shape == (len(counts), len(count_weigher().classes))
    assert np.allclose(shares.sum(axis=1), 1)


def test_which_digits_stand_around_tells_nothing():
    one, other = (
        draft(read_text(f"检查发现问题{n}个，已整改{m}个。", "a.txt")) for n, m in (("31", "25"), ("96", "84"))
    )
    assert np.array_equal(*(count_columns([Spoken(d.text, d.counts, None)])[0] for d in (one, other)))


def test_what_stands_around_tells_something():
    one, other = (draft(read_text(f"检查发现问题31个，{verb}25个。", "a.txt")) for verb in ("已整改", "未整改"))
    assert not np.array_equal(*(count_columns([Spoken(d.text, d.counts, None)])[0] for d in (one, other)))


def test_the_overruled_rule_and_the_model_are_kept(drafts, monkeypatch):
    monkeypatch.setattr(count_status, "count_weigher", lambda: set_on("other"))
    for before, after in zip(drafts, with_statuses(drafts, KINDS), strict=True):
        for ruled, told in zip(before.counts, after.counts, strict=True):
            assert told.status == "other"
            assert told.rule_id == f"{ruled.rule_id} count_status.test"
            assert replace(told, status=ruled.status, rule_id=ruled.rule_id) == ruled


def test_where_it_is_not_sure_the_rule_stands(drafts, monkeypatch):
    monkeypatch.setattr(count_status, "count_weigher", lambda: set_on("other", margin=1.1))
    assert with_statuses(drafts, KINDS) == drafts


def test_where_it_agrees_nothing_changes(drafts, monkeypatch):
    monkeypatch.setattr(count_status, "count_weigher", lambda: set_on("completed"))
    done = [c for d in drafts for c in d.counts if c.status == "completed" or (c.status, "completed") in UNLIKE]
    kept = [c for d in with_statuses(drafts, KINDS) for c in d.counts if " " not in c.rule_id]
    assert any(c.status == "completed" for c in done)
    assert kept == done


@pytest.mark.parametrize(
    ("said", "text", "status"),
    [
        ("completed", "收到举报66件，正在办理4件。", "in_progress"),
        ("completed", "整改任务20项，达到序时进度4项。", "on_schedule"),
        ("received", "收到举报66件，不予受理4件。", "other"),
        ("found", "收到举报66件，正在办理4件。", "found"),
    ],
)
def test_what_a_word_says_is_not_turned_into_its_opposite(monkeypatch, said, text, status):
    monkeypatch.setattr(count_status, "count_weigher", lambda: set_on(said))
    assert with_statuses([draft(read_text(text, "a.txt"))], ["complaint_handling"])[0].counts[1].status == status


def test_figures_of_tables_are_told_by_their_column(drafts, monkeypatch):
    monkeypatch.setattr(count_status, "count_weigher", lambda: set_on("other"))
    cells = replace(drafts[0], counts=tuple(replace(c, rule_id=TOLD_BY_COLUMN[0]) for c in drafts[0].counts))
    assert with_statuses([cells], KINDS[:1]) == [cells]


def test_texts_without_figures_need_no_model(drafts, monkeypatch):
    monkeypatch.setattr(count_status, "count_weigher", lambda: pytest.fail("loaded"))
    assert with_statuses(drafts[2:], KINDS[2:]) == drafts[2:]
    assert with_statuses([], []) == []


def test_a_parsed_bulletin_has_the_statuses_of_the_model(monkeypatch):
    monkeypatch.setattr(count_status, "count_weigher", lambda: set_on("other"))
    counts = api.parse(TEXTS[1]).counts
    assert {c.status for c in counts} == {"other"}
    assert all(c.confidence <= rate("counts", "full", "count_status") for c in counts)


def test_the_model_of_the_project_loads_and_learned_from_nothing_unseen():
    header, arrays = models.load_folder(REPOSITORY / "models" / "count_status", COUNT_FEATURES_VERSION)
    assert arrays["weights"].shape == (len(arrays["columns"]), len(header["classes"]))
    lines = [line for file in (REPOSITORY / "corpora" / "gold").glob("*.jsonl") for line in file.open(encoding="utf-8")]
    unseen = {models.digest(r["text"]) for r in map(json.loads, lines) if r.get("split") == "unseen"}
    assert unseen
    assert not unseen & set(header["annotated"])


def test_the_kind_of_bulletin_tells_something(drafts):
    text, counts = drafts[0].text, drafts[0].counts
    one, other = (count_columns([Spoken(text, counts, kind)])[0] for kind in ("progress_report", "plan"))
    assert not np.array_equal(one, other)


@pytest.mark.parametrize(
    ("text", "figure", "status"),
    [
        ("共受理转办件75件，其中重复件9件、不属实14件、属实和部分属实52件；已办结69件。", "14件", "other"),
        ("共受理转办件75件，其中重复件9件、不属实14件、属实和部分属实52件；已办结69件。", "9件", "received"),
        ("截至20日，督察组转办第12批26件，已办结19件、阶段性办结5件、未办结2件。", "2件", "not_completed"),
    ],
)
def test_what_is_denied_stays_so_with_the_shipped_model(text, figure, status):
    assert next(c.status for c in api.parse(text).counts if c.text == figure) == status


@pytest.mark.parametrize(("said", "status"), [("phased", "not_completed"), ("found", "found")])
def test_a_denied_figure_may_be_a_fault_and_nothing_else(monkeypatch, said, status):
    monkeypatch.setattr(count_status, "load_weigher", lambda *_: set_on(said, 0.0))
    unfinished = draft(read_text("收到举报66件，办结62件，未办结4件。", "a.txt"))
    told = count_status.with_statuses([unfinished], ["complaint_handling"])[0]
    assert told.counts[2].status == status


def test_a_figure_beside_a_whole_stays_one_with_it():
    text = "某市整改情况\n截至目前，省委生态环境保护督察移交安阳市的38项整改任务和114起群众举报件，27项整改任务和114起群众举报件已完成。\n"
    assert [c.status for c in api.parse(text).counts][:2] == ["total", "total"]


def test_figures_that_are_told_alike_are_weighed_as_one():
    counts = api.parse("共受理举报930件。其中来电611件、来信27件、微信292件，办结900件。\n").counts
    inherited = [replace(c, status="received", rule_id="counts.inherited") for c in counts[1:4]]
    pages = [Spoken("", (counts[0], *inherited, counts[4]), None), Spoken("", tuple(inherited[:1]), None)]
    assert count_status._runs(pages) == [0, 1, 4, 5]
    shares = np.array([[1.0, 0.0], [0.9, 0.1], [0.2, 0.8], [0.1, 0.9], [0.0, 1.0], [0.3, 0.7]])
    weighed = count_status._as_one(shares, [0, 1, 4, 5])
    assert np.allclose(weighed[1:4], [0.4, 0.6])
    assert np.array_equal(weighed[[0, 4, 5]], shares[[0, 4, 5]])


def test_what_the_head_of_a_sentence_says_stands():
    assert count_status.firmness("counts.headed") == float("inf")
    text = "全县共有整改任务30项，已完成21项。在已完成的任务中，涉及水污染防治12项、大气污染防治9项。"
    assert api.parse(text).counts[2].status == "completed"
