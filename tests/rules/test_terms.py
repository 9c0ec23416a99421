"""Words of a pack that are terms of a closed vocabulary, and what is no term of it."""

import pytest

import taizhang.run.worker  # noqa: F401  it imports all that makes tables of packs
from taizhang.errors import RulePackError
from taizhang.rules import check_packs, load_pack, term, term_by_word, use_packs, words_by_term, yielded
from taizhang.rules.caches import make_tables
from taizhang.vocabulary import COUNT_STATUSES, DATE_ROLES, PARTY_KINDS, known


def test_a_term_is_found_in_its_vocabulary():
    assert known("deadline", DATE_ROLES) == term("deadline", DATE_ROLES, "somewhere") == "deadline"


@pytest.mark.parametrize("said", ["dead line", "", None, ["deadline"], 3])
def test_what_is_no_term_is_told_with_its_place_and_what_there_is(said):
    assert known(said, DATE_ROLES) is None
    with pytest.raises(RulePackError, match=r"dates: rule a\.b: .*as_of, deadline"):
        term(said, DATE_ROLES, "dates: rule a.b")


def test_tables_keep_the_order_of_the_pack():
    usual = load_pack("counts").lexicons["default_status"]
    assert list(words_by_term("counts", "default_status", COUNT_STATUSES)) == list(usual)
    assert term_by_word("counts", "unit_status", COUNT_STATUSES) == load_pack("counts").lexicons["unit_status"]
    rule = load_pack("parties").rules[0]
    assert yielded("parties", rule, "kind", PARTY_KINDS) == rule.yields["kind"]


def test_the_built_in_packs_say_nothing_but_terms():
    make_tables()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("counts", "lexicons: {cues: {compleated: [清仓完毕]}}", r"counts: lexicons\.cues: 'compleated'"),
        ("counts", "lexicons: {person_cues: {训诫: warned}}", r"counts: lexicons\.person_cues\.训诫: 'warned'"),
        ("counts", "lexicons: {columns: {checking: [复核情况]}}", r"counts: lexicons\.columns: 'checking'"),
        ("date_roles", "lexicons: {priors: {day: {happened: 2.0}}}", r"date_roles: lexicons\.priors: 'happened'"),
        (
            "date_roles",
            "rules: [{id: own.day, why: w, match: 清仓, yields: {role: cleared}}]",
            r"date_roles: rule own\.day: yields\.role: 'cleared'",
        ),
        (
            "date_roles",
            "rules: [{id: own.day, why: w, match: 清仓, yields: {role: completed, kinds: [daily]}}]",
            r"date_roles: rule own\.day: yields\.kinds: 'daily'",
        ),
        (
            "parties",
            "rules: [{id: own.firm, why: w, match: 盐场, yields: {kind: firm, form: name}}]",
            r"parties: rule own\.firm: yields\.kind: 'firm'",
        ),
        (
            "party_roles",
            "rules: [{id: own.cue, why: w, match: 牵头抓, yields: {side: right, role: leader, weight: 3}}]",
            r"party_roles: rule own\.cue: yields\.role: 'leader'",
        ),
        (
            "party_roles",
            "rules: [{id: own.cue, why: w, match: 抓, yields: {side: right, role: lead, weight: 3, kinds: [firm]}}]",
            r"party_roles: rule own\.cue: yields\.kinds: 'firm'",
        ),
        ("party_roles", "lexicons: {default: {plan: {firm: lead}}}", r"party_roles: lexicons\.default: 'firm'"),
        ("tasks", "lexicons: {status: [{status: done, words: [清零完毕]}]}", r"tasks: lexicons\.status: 'done'"),
        (
            "tasks",
            "rules: [{id: tasks.bare_status, why: w, match: '(?P<done>清零)'}]",
            r"tasks: rule tasks\.bare_status: .*'done'",
        ),
        ("campaigns", "lexicons: {kinds: [[盐业督导, salt]]}", r"campaigns: lexicons\.kinds: 'salt'"),
        ("classify", "lexicons: {pollution_types: {盐害: salt}}", r"classify: lexicons\.pollution_types\.盐害: 'salt'"),
        (
            "classify",
            "rules: [{id: classify.certain.own, why: w, match: 盐, yields: {doc_type: notice, zone: title}}]",
            r"classify: rule classify\.certain\.own: yields\.doc_type: 'notice'",
        ),
    ],
)
def test_a_pack_that_says_no_term_is_told_of_before_anything_is_read(tmp_path, name, content, says):
    (tmp_path / f"{name}.yml").write_text(content, encoding="utf-8")
    try:
        with pytest.raises(RulePackError, match=says):
            check_packs((tmp_path,))
    finally:
        use_packs(())
