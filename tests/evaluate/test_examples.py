"""`taizhang rules check`: the examples of a user's packs are run, and what fails is named with its place."""

import pytest
from tests.conftest import taizhang as command

from taizhang.document import parse_readings
from taizhang.evaluate.examples import cases, check_examples, reading_of, wrong
from taizhang.rules import load_pack, pack_names, use_packs

PACK = """rules:
  - id: party.granary
    why: granary corps answer for stores
    match: "(?P<lv>市|县)(?P<core>粮储大队)"
    yields: {kind: department, form: level}
    examples: [{text: 由安阳市粮储大队清库, name: 安阳市粮储大队}]
    never: [各县都设粮储点]
"""


@pytest.fixture
def packs(tmp_path):
    yield tmp_path
    use_packs(())


def checked(packs, content, name="parties.yml"):
    (packs / name).write_text(content, encoding="utf-8")
    use_packs((packs,))
    return check_examples()


def test_a_pack_whose_examples_hold_passes(packs):
    found = checked(packs, PACK)
    assert (found.rules, found.texts, found.failed, found.untried) == (1, 2, [], [])


@pytest.mark.parametrize(
    ("right", "broken", "says"),
    [
        ("name: 安阳市粮储大队", "name: 安阳市粮储总队", "安阳市粮储大队"),  # what was read instead
        ("各县都设粮储点", "由县粮储大队清库", "must not"),
        ("(?P<core>粮储大队)", "粮储大队", "no such group"),
    ],
)
def test_an_example_that_does_not_hold_is_named_with_its_place(packs, right, broken, says):
    (failed, *_) = checked(packs, PACK.replace(right, broken)).failed
    assert (failed.file.name, failed.line, failed.rule_id) == ("parties.yml", 2, "party.granary")
    assert says in failed.why


def test_where_nothing_says_what_is_read_the_pattern_must_match(packs):
    rule = "rules: [{id: tasks.x, why: w, match: 清库, examples: [{text: 限期清库}, {text: 限期}], never: [盘库]}]"
    assert [failed.text for failed in checked(packs, rule, "tasks.yml").failed] == ["限期"]


def test_a_rule_without_texts_is_named(packs):
    assert checked(packs, "rules: [{id: tasks.x, why: w, match: 清库}]", "tasks.yml").untried == ["tasks.x"]


@pytest.mark.parametrize(
    ("rule", "failing"),
    [
        ("match: 清库, yields: {begins: true}, examples: [{text: 清库五座}, {text: 限期清库}], never: [已清库]", ["限期清库"]),
        ("match: 清库, yields: {whole: true}, examples: [{text: 清库}, {text: 清库五座}], never: [已清库]", ["清库五座"]),
        ("match: '(?P<said>清库)', examples: [{text: 限期清库, said: 清库}, {text: 已清库, said: 盘库}]", ["已清库"]),
    ],
)  # fmt: skip
def test_a_pattern_is_tried_as_its_rule_is_used_and_its_groups_are_compared(packs, rule, failing):
    found = checked(packs, f"rules: [{{id: tasks.x, why: w, {rule}}}]", "tasks.yml")
    assert [failed.text for failed in found.failed] == failing


def test_a_rule_of_roles_must_vote_itself(packs):
    pack = """rules:
  - {id: role.granary, why: w, match: "不在文中$", yields: {side: left, role: supervisor, weight: 1},
     examples: [{text: "督察组向安阳市委反馈了督察报告", party: 安阳市委, role: inspected}]}"""
    (failed,) = checked(packs, pack, "party_roles.yml").failed
    assert "not by this rule" in failed.why


@pytest.mark.parametrize(
    ("text", "never", "says"),
    [
        ("6月3日清仓五座。", "6月3日清仓计划获准。", None),
        ("6月3日清仓计划获准。", "6月3日开会。", "read instead"),
        ("6月3日已清仓五座。", "6月3日开会。", "not by this rule"),
        ("6月3日清仓五座。", "6月3日清仓两座。", "must not"),
    ],
)
def test_a_rule_of_what_a_date_is_for_must_decide_itself(packs, text, never, says):
    pack = f"""rules:
  - {{id: own.cleared, why: w, match: "清仓(?!计划)", yields: {{role: completed, kinds: [day]}},
     examples: [{{text: {text}, span: 6月3日, role: completed}}], never: [{never}]}}"""
    assert [says in failed.why for failed in checked(packs, pack, "date_roles.yml").failed] == [True] * bool(says)


@pytest.mark.parametrize("pack", pack_names())
def test_the_examples_of_built_in_packs_hold_in_the_same_way(pack):
    tried = [(rule, case) for rule in load_pack(pack).rules for case in cases(rule)]
    read = parse_readings([reading_of(case) for _, case in tried])
    assert [case for (rule, case), b in zip(tried, read, strict=True) if wrong(pack, rule, case, b)] == []


def test_the_command_ends_with_1_and_names_what_failed(packs):
    (packs / "parties.yml").write_text(PACK.replace("各县都设粮储点", "由县粮储大队清库"), encoding="utf-8")
    done = command("rules", "check", packs)
    assert (done.returncode, done.stdout) == (1, "规则 rules 1，例子 examples 2，未通过 failed 1\n")
    assert f"{packs / 'parties.yml'}:2: party.granary: '由县粮储大队清库'" in done.stderr


@pytest.mark.parametrize(
    ("yields", "says"), [("{kind: department}", "form"), ("{kind: department, form: levle}", "cannot be levle")]
)
def test_what_the_code_goes_by_must_be_yielded(packs, yields, says):
    (packs / "parties.yml").write_text(PACK.replace("{kind: department, form: level}", yields), encoding="utf-8")
    done = command("rules", "check", packs)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
