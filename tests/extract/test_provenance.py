"""Every value carries the rule that told it: the object of a figure, the role of a party."""

from __future__ import annotations

import pytest

import taizhang
from taizhang.confidence import keys
from taizhang.rules import load_pack
from taizhang.view.explain import note


@pytest.mark.parametrize(
    ("text", "of", "rule"),
    [
        ("检查发现3家农家乐未取缔。", "3家", "objects.behind"),
        ("矿渣违规堆存3万吨。", "3万吨", "objects.before"),
        ("对4家料场罚款31.2万元。", "31.2万元", "objects.of_cue"),
        ("开展一次“回头看”。", "一次", "objects.quoted"),
        ("全市整改任务41项，已完成12项。", "12项", "objects.carried"),
        ("该镇挪用120万元。", "120万元", "objects.usual"),
        ("修复废弃矿山28处、1300亩。", "1300亩", "objects.carried"),
        ("处理投诉57起、举报64起，同比分别下降11%和4%。", "11%", "objects.in_order"),
    ],
)
def test_the_object_of_a_figure_names_its_rule(text: str, of: str, rule: str) -> None:
    assert {count.text: count.object_rule for count in taizhang.parse(text).counts}[of] == rule


def test_a_figure_without_an_object_has_no_rule_for_it() -> None:
    assert [(c.object, c.object_rule) for c in taizhang.parse("宽3米。").counts] == [(None, None)]


@pytest.mark.parametrize(
    ("text", "party", "rule"),
    [
        ("剩下6处由柳州市商务局牵头清理。", "柳州市商务局", "role.lead_right"),
        ("省委第四督察组进驻柳州市。", "省委第四督察组", "role.team"),
        ("责任单位：柳州市商务局", "柳州市商务局", "role.label.responsible"),
        ("柳州市商务局的年报。", "柳州市商务局", "role.usual"),
    ],
)
def test_the_role_of_a_party_names_its_cue(text: str, party: str, rule: str) -> None:
    assert {m.text: m.role_rule for m in taizhang.parse(text).parties}[party] == rule


def test_the_ledger_has_the_chain_and_confidence_follows_it() -> None:
    count = taizhang.parse("检查发现3家农家乐未取缔。").counts[0]
    assert count.rules == f"{count.rule_id} {count.object_rule}"
    overruled = "counts.plain objects.usual count_status.1a2b"
    assert keys("counts", overruled, "3家") == {
        "value": "counts.plain", "object": "objects.usual", "status": "count_status", "full": "count_status",
    }  # fmt: skip
    assert keys("mentions", "party.town role.lead_right", "某镇", "lead")["role"] == "role.lead_right"


def test_every_rule_that_tells_an_object_or_a_role_can_be_explained() -> None:
    known = {rule.id for pack in ("count_objects", "party_roles") for rule in load_pack(pack).rules}
    text = (
        "责任单位：柳州市商务局\n省委第四督察组进驻柳州市，柳州市委、市政府高度重视。38项任务已完成27项，罚款3万元。\n"
    )
    bulletin = taizhang.parse(text)
    told = {c.object_rule for c in bulletin.counts} | {m.role_rule for m in bulletin.parties}
    assert told
    assert [rule for rule in told if rule and rule not in known and note(rule) is None] == []
