"""Rule packs: loading, overlaying, and the errors an author of packs meets."""

from collections import Counter

import pytest
import regex
import yaml

from taizhang.errors import RulePackError
from taizhang.rules import Scanner, check_packs, load_pack, own_rules, pack_names, use_packs
from taizhang.rules.load import BUILT_IN, _files, fill
from taizhang.rules.pack_file import Loader


@pytest.fixture
def own_packs(tmp_path):
    yield tmp_path
    use_packs(())


@pytest.mark.parametrize("name", pack_names())
def test_every_built_in_pack_loads_and_its_rules_carry_reason_and_unique_id(name):
    rules = load_pack(name).rules
    assert len({r.id for r in rules}) == len(rules)
    assert all(r.why for r in rules)
    assert all(regex.compile(r.pattern) for r in rules)


@pytest.mark.parametrize("name", pack_names())
def test_every_built_in_rule_has_examples_and_counterexamples(name):
    rules = load_pack(name).rules
    assert [r.id for r in rules if not r.examples] == []
    assert [r.id for r in rules if not r.never] == []


def test_pieces_are_filled_in_and_quantifiers_stay():
    assert fill("{year}{2}", {"year": r"\d{4}年"}) == r"(?:\d{4}年){2}"


def test_pieces_that_contain_themselves_are_refused():
    with pytest.raises(RulePackError, match="contain one another"):
        fill("{a}", {"a": "{a}x"})


def test_a_users_pack_lies_over_the_built_in_one(own_packs):
    name = pack_names()[0]
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
        ("lexicons: {a: [x], a: [y]}", "stands twice"),
        ("? [a, b]\n: c", "not valid YAML"),
        ("lexicons: [a]", "lexicons .*a list"),
        ("pieces: {a: [b]}", "a member of pieces"),
        ("rules: {a: 1}", "rules .*a mapping"),
        ("rules: 清库", "rules .*text"),
        ("rules: [清库]", "a member of rules"),
        ("rules: [{id: 5, why: b, match: c}]", "rule 5: id"),
        ("rules: [{id: a, why: b, match: c, examples: [清库]}]", "rule 'a': examples"),
        ("rules: [{id: a, why: b, match: c, never: 清库}]", "rule 'a': never"),
        ("rules: [{id: a, why: b, match: c}, {id: a, why: b, match: d}]", "two rules"),
    ],
)
def test_a_broken_pack_says_what_is_wrong(own_packs, content, says):
    (own_packs / "mine.yml").write_text(content, encoding="utf-8")
    use_packs((own_packs,))
    with pytest.raises(RulePackError, match=says):
        load_pack("mine")


@pytest.mark.parametrize("fields", ["5", "[a]", "{measures: 清库办法}"])
def test_a_lexicon_of_another_shape_than_ours_is_told_of(own_packs, fields):
    (own_packs / "tasks.yml").write_text(f"lexicons: {{fields: {fields}}}", encoding="utf-8")
    with pytest.raises(RulePackError, match=r"tasks\.yml: lexicons: \w+ .*must be a"):
        check_packs((own_packs,))


def test_a_pack_in_another_encoding_is_told_of(own_packs):
    (own_packs / "tasks.yml").write_bytes("about: 清库".encode("gbk"))
    with pytest.raises(RulePackError, match="not UTF-8"):
        check_packs((own_packs,))


def test_rules_of_one_id_in_two_folders_are_each_its_own(own_packs):
    folders = own_packs / "a", own_packs / "b"
    for folder, word in zip(folders, ("清库", "盘库"), strict=True):
        folder.mkdir()
        (folder / "tasks.yml").write_text(f"rules: [{{id: tasks.own, why: w, match: {word}}}]", encoding="utf-8")
    use_packs(folders)
    assert [(rule.file.parent, rule.pattern) for rule in own_rules()] == [(folders[0], "清库"), (folders[1], "盘库")]


def test_the_parts_of_a_pack_are_read_as_one_in_the_order_of_their_names(own_packs):
    (own_packs / "mine.yml").write_text("lexicons: {a: [x]}\npieces: {p: 甲}\nrules: [{id: one, why: w, match: '{p}'}]")
    (own_packs / "mine.2_b.yml").write_text("rules: [{id: three, why: w, match: '{b_words}'}]")
    (own_packs / "mine.1_a.yml").write_text("lexicons: {b: [y]}\nrules: [{id: two, why: w, match: '{p}'}]")
    use_packs((own_packs,))
    pack = load_pack("mine")
    assert [(rule.id, rule.pattern) for rule in pack.rules] == [
        ("one", "(?:甲)"),
        ("two", "(?:甲)"),
        ("three", "(?:y)"),
    ]
    assert pack.lexicons == {"a": ["x"], "b": ["y"]}


@pytest.mark.parametrize("name", pack_names())
def test_no_two_parts_of_a_built_in_pack_hold_the_same_list(name):
    read = [yaml.load(file.read_text(encoding="utf-8"), Loader) for file in _files(BUILT_IN, name)]
    for section in ("lexicons", "pieces"):
        names = [key for data in read for key in data.get(section) or ()]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("name", pack_names())
def test_no_list_of_words_holds_one_twice(name):
    columns = {"visits", "visits_behind"}  # read side by side, not looked up
    for key, words in _word_lists(load_pack(name).lexicons):
        twice = [word for word, n in Counter(words).items() if n > 1]
        assert not twice or key in columns, (key, twice)


def _word_lists(lexicons):
    """(name, words) of every list of words in lexicons, however deep."""
    for key, value in lexicons.items():
        if isinstance(value, dict):
            yield from _word_lists(value)
        elif isinstance(value, list) and all(isinstance(word, str) for word in value):
            yield key, value


def test_a_users_part_lies_over_the_whole_pack(own_packs):
    (own_packs / "counts.words.yml").write_text("lexicons: {cues: {ordered: [限期清库]}}", encoding="utf-8")
    check_packs((own_packs,))
    use_packs((own_packs,))
    assert "限期清库" in load_pack("counts").lexicons["cues"]["ordered"]


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="there is only one loader")
@pytest.mark.parametrize("file", sorted(BUILT_IN.glob("*.yml")), ids=lambda file: file.name)
def test_packs_read_the_same_without_libyaml(file):
    text = file.read_text(encoding="utf-8")
    assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, Loader)


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
