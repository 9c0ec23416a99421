"""Rule packs: loading, overlaying, and the errors an author of packs meets."""

import pytest
import regex

from taizhang.errors import RulePackError
from taizhang.rules import Scanner, load_pack, use_packs
from taizhang.rules.load import BUILT_IN, fill

PACKS = sorted(p.stem for p in BUILT_IN.glob("*.yml"))


@pytest.fixture
def own_packs(tmp_path):
    yield tmp_path
    use_packs(())


@pytest.mark.parametrize("name", PACKS)
def test_every_built_in_pack_loads_and_its_rules_carry_reason_and_unique_id(name):
    rules = load_pack(name).rules
    assert len({r.id for r in rules}) == len(rules)
    assert all(r.why for r in rules)
    assert all(regex.compile(r.pattern) for r in rules)


def test_pieces_are_filled_in_and_quantifiers_stay():
    assert fill("{year}{2}", {"year": r"\d{4}年"}) == r"(?:\d{4}年){2}"


def test_pieces_that_contain_themselves_are_refused():
    with pytest.raises(RulePackError, match="contain one another"):
        fill("{a}", {"a": "{a}x"})


def test_a_users_pack_lies_over_the_built_in_one(own_packs):
    name = PACKS[0]
    before = load_pack(name)
    (own_packs / f"{name}.yml").write_text(
        "rules:\n  - {id: own.rule, why: mine, match: 盐业, examples: [{text: 盐业}]}\n", encoding="utf-8"
    )
    use_packs((own_packs,))
    after = load_pack(name)
    assert after.rules[0].id == "own.rule"
    assert after.rules[1:] == before.rules


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("rules: [{id: a, why: b, match: '('}]", "does not compile"),
        ("rules: [{id: a, match: b}]", "lacks 'why'"),
        ("colour: red", "colour"),
        ("a: [", "not valid YAML"),
    ],
)
def test_a_broken_pack_says_what_is_wrong(own_packs, content, says):
    (own_packs / "mine.yml").write_text(content, encoding="utf-8")
    use_packs((own_packs,))
    with pytest.raises(RulePackError, match=says):
        load_pack("mine")


def test_a_pack_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RulePackError, match="no folder"):
        use_packs((tmp_path / "none",))


def test_the_scanner_takes_the_first_rule_that_matches_at_each_place(own_packs):
    (own_packs / "mine.yml").write_text(
        "rules: [{id: a, why: long, match: 整改任务}, {id: b, why: short, match: 整改|任务}]", encoding="utf-8"
    )
    use_packs((own_packs,))
    scanner = Scanner(load_pack("mine").rules)
    assert [(r.id, m[0]) for r, m in scanner.scan("整改任务和任务")] == [("a", "整改任务"), ("b", "任务")]
