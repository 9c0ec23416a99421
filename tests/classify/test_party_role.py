"""The model that overrules roles of parties: only where it is sure, never where a field of a task list tells, and it says so."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.conftest import REPOSITORY

from taizhang import api, models
from taizhang.classify import party_role, with_sure_roles
from taizhang.classify.party_role import role_weigher
from taizhang.classify.role_features import ROLE_FEATURES_VERSION, Page, features, role_columns
from taizhang.classify.weigher import COLUMNS, Weigher
from taizhang.confidence import rate
from taizhang.document import draft
from taizhang.extract.parties import with_roles
from taizhang.read import read_text
from taizhang.types import PartyField

TEXTS = (
    "关于省级督察反馈意见整改情况的公示\n省第三生态环境保护督察组向临汾市反馈意见。临汾市委、市政府召开会议部署整改，市水利局牵头，尧都区政府配合。",
    "约谈会通报\n省安委办约谈吕梁市政府主要负责人，市应急管理局、市煤炭工业局参加。市应急管理局局长作表态发言。",
    "这里没有机构。",
)
KINDS = ["progress_report", "accountability", None]


@pytest.fixture(scope="module")
def drafts():
    read = [draft(read_text(text, "a.txt")) for text in TEXTS]
    return [with_roles(d, kind) for d, kind in zip(read, KINDS, strict=True)]


def set_on(role, margin=0.2):
    """A model that finds one role likeliest everywhere."""
    weights = np.zeros((COLUMNS, 2), dtype=np.int16)
    return Weigher((role, "mentioned"), weights, np.array([9 * 2**12, 0], dtype=np.int32), margin, "party_role.test")


def pages(drafts):
    return [Page.of(d, kind) for d, kind in zip(drafts, KINDS, strict=True)]


def test_a_party_does_not_depend_on_other_pages(drafts):
    first, second, _ = pages(drafts)
    alone = [role_weigher().probabilities(*role_columns([page])) for page in (second, first)]
    together = role_weigher().probabilities(*role_columns([second, first]))
    assert np.array_equal(together, np.concatenate(alone))
    assert together.shape == (len(first.parties) + len(second.parties), len(role_weigher().classes))
    assert np.allclose(together.sum(axis=1), 1)


def test_every_party_has_columns(drafts):
    columns, ends = role_columns(pages(drafts))
    assert (np.diff(ends) > 20).all()
    assert columns.min() >= 0
    assert columns.max() < COLUMNS
    assert ends[-1] == len(columns)


def test_what_the_rules_said_of_the_neighbour_tells_something(drafts):
    page = pages(drafts)[0]
    party = list(page.parties)[1]
    others = [m if m.party.party_id == party else replace(m, role="penalised") for m in page.mentions]
    assert features(page, page.parties[party]) != features(replace(page, mentions=others), page.parties[party])


def test_all_mentions_of_a_party_are_told_and_the_rule_is_kept(drafts, monkeypatch):
    monkeypatch.setattr(party_role, "role_weigher", lambda: set_on("supervisor"))
    for before, after in zip(drafts, with_sure_roles(drafts, KINDS), strict=True):
        for ruled, told in zip(before.parties, after.parties, strict=True):
            assert told.role == "supervisor"
            if ruled.role == "supervisor":
                assert told == ruled
            else:
                assert told.rule_id == f"{ruled.rule_id} party_role.test"
                assert replace(told, role=ruled.role, rule_id=ruled.rule_id) == ruled


def test_where_it_is_not_sure_the_rule_stands(drafts, monkeypatch):
    monkeypatch.setattr(party_role, "role_weigher", lambda: set_on("supervisor", margin=1.1))
    assert with_sure_roles(drafts, KINDS) == drafts


def test_bodies_of_a_field_are_told_by_it(drafts, monkeypatch):
    monkeypatch.setattr(party_role, "role_weigher", lambda: set_on("supervisor"))
    named = drafts[0].parties[1]
    listed = replace(drafts[0], party_fields=(PartyField(named.start, named.end, "responsible"),))
    told = with_sure_roles([listed], KINDS[:1])[0]
    kept = [m for m in told.parties if m.party.party_id == named.party.party_id]
    assert kept == [m for m in listed.parties if m.party.party_id == named.party.party_id]
    assert {m.role for m in told.parties if m not in kept} == {"supervisor"}


def test_whom_the_text_clears_is_not_punished_by_the_model(monkeypatch):
    monkeypatch.setattr(party_role, "role_weigher", lambda: set_on("penalised"))
    read = draft(read_text("平定县某砖厂冒黑烟。经查，不属实。\n\n平定县某鞋厂有噪声。经查，属实。", "a.txt"))
    told = with_sure_roles([with_roles(read, "complaint_handling")], ["complaint_handling"])[0]
    assert [(m.text, m.role) for m in told.parties] == [("平定县某砖厂", "inspected"), ("平定县某鞋厂", "penalised")]


@pytest.mark.parametrize("gave", ["经冠山镇党委研究，决定给予", "2023年5月，冠山镇党委给予"])
def test_who_gave_a_penalty_is_not_punished_by_the_model(gave, monkeypatch):
    monkeypatch.setattr(party_role, "role_weigher", lambda: set_on("penalised"))
    told = api.parse(f"某县纪委监委通报\n1.冠山镇副镇长李某失职问题。{gave}李某党内警告处分。").parties
    assert {m.party.name: m.role for m in told}["冠山镇党委"] == "handler"


def test_bodies_that_share_their_words_do_not_part_ways(monkeypatch):
    read = with_roles(draft(read_text("请雨湖区、岳塘区安委会督促企业整改。", "a.txt")), "plan")
    one, other = (m.party.party_id for m in read.parties)
    assert {m.role for m in read.parties} == {"supervisor"}
    assert party_role._agreed(read, {one: "handler"}) == {}
    both = {one: "handler", other: "handler"}
    assert party_role._agreed(read, both) == both


def test_texts_without_parties_need_no_model(drafts, monkeypatch):
    monkeypatch.setattr(party_role, "role_weigher", lambda: pytest.fail("loaded"))
    assert with_sure_roles(drafts[2:], KINDS[2:]) == drafts[2:]
    assert with_sure_roles([], []) == []


def test_a_parsed_bulletin_has_the_roles_of_the_model(monkeypatch):
    monkeypatch.setattr(party_role, "role_weigher", lambda: set_on("penalised"))
    parties = api.parse(TEXTS[1]).parties
    assert {m.role for m in parties} == {"penalised"}
    assert all(m.confidence <= rate("mentions", "full", "party_role") for m in parties if " " in m.rule_id)


def test_the_model_of_the_project_loads_and_learned_from_nothing_unseen():
    header, arrays = models.load_folder(REPOSITORY / "models" / "party_role", ROLE_FEATURES_VERSION)
    assert arrays["weights"].shape == (len(arrays["columns"]), len(header["classes"]))
    lines = [line for file in (REPOSITORY / "corpora" / "gold").glob("*.jsonl") for line in file.open(encoding="utf-8")]
    unseen = {models.digest(r["text"]) for r in map(json.loads, lines) if r.get("split") == "unseen"}
    assert not unseen & set(header["annotated"])


def test_what_words_behind_a_name_tell_takes_twice_the_margin(monkeypatch):
    read = draft(read_text("平定县林业局查处滥伐林木案件19起。", "a.txt"))
    ruled = with_roles(read, "other")
    assert ruled.parties[0].said
    half_sure = Weigher(
        ("publisher", "handler"), np.zeros((COLUMNS, 2), np.int16), np.array([2**11, 0], np.int32), 0.2, "x"
    )
    monkeypatch.setattr(party_role, "role_weigher", lambda: half_sure)  # surer of publisher by 0.24
    unsaid = replace(ruled, parties=tuple(replace(m, said=False) for m in ruled.parties))
    roles = [d.parties[0].role for d in with_sure_roles([ruled, unsaid], ["other", "other"])]
    assert roles == ["handler", "publisher"]


def test_the_width_of_marks_and_the_foot_of_a_short_page_say_nothing():
    wide, narrow = "临汾市水利局：立案，罚款（3万元）；督办。", "临汾市水利局:立案,罚款(3万元);督办。"
    first, second = (
        features(page, [0])
        for page in (Page.of(with_roles(draft(read_text(t, "a.txt")), "other"), "other") for t in (wide, narrow))
    )
    assert first == second
    assert not {"f", "a0", "z0"} & set(first)
