"""Every example in the pack `dates` holds, and no rule fires on its `never` texts."""

from __future__ import annotations

import datetime as dt

import pytest
import regex

from taizhang.extract.dates import dates, parse_date, parse_deadline
from taizhang.rules import load_pack
from taizhang.types import Reference, Structure

RULES = load_pack("dates").rules
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
NEVER = [(rule, text) for rule in RULES for text in rule.never]
BESIDE = ("dates.before", "dates.between", "dates.after")
NOWHERE = Reference(None, None, "none")


def read(text, published_on=None):
    metadata = {"published_on": str(published_on)} if published_on else {}
    return dates(text, Structure((), (), None, (0, len(text))), metadata)


def day(value):
    return dt.date.fromisoformat(str(value)) if value is not None else None


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(EXAMPLES)])
def test_an_example_of_a_rule_is_read_as_it_says(rule, example):
    if "cell" in example:
        known = day(example.get("reference"))
        value = parse_date(example["cell"], Reference(known, known.year, "metadata", known) if known else NOWHERE)
        assert (value.start, value.end) == (day(example["from"]), day(example["to"]))
    elif "deadline" in example:
        due = parse_deadline(example["deadline"], NOWHERE, day(example.get("anchor")))
        assert (due.kind, due.end) == (example["kind"], day(example["to"]))
    else:
        found, known = read(example["text"], example.get("reference"))
        if "published_on" in example:
            assert known.published_on == day(example["published_on"])
            assert "published" in [mention.role for mention in found]
        if "span" in example:
            by_text = {mention.text: mention.value for mention in found}
            assert str(example["span"]) in by_text
            value = by_text[str(example["span"])]
            assert (value.start, value.end) == (day(example["from"]), day(example["to"]))


@pytest.mark.parametrize(
    "limit", ["2024年底前完成一半，2025年继续实施并全部完成", "2024年6月底前，2025年巩固提升工程建成"]
)
def test_works_that_end_in_a_year_of_upkeep_end_with_it(limit):
    assert parse_deadline(limit, NOWHERE).end == dt.date(2025, 12, 31)


@pytest.mark.parametrize(("rule", "text"), NEVER, ids=[f"{r.id}-{i}" for i, (r, _) in enumerate(NEVER)])
def test_a_rule_does_not_fire_on_what_only_looks_like_it(rule, text):
    if rule.id.startswith("dates.cell"):
        assert parse_date(text, NOWHERE) is None
    elif rule.id.startswith("dates.around"):
        assert not regex.fullmatch(rule.pattern, text)
    elif rule.id.startswith("dates.deadline"):
        due = parse_deadline(text, NOWHERE)
        assert due is None or due.kind != rule.yields["kind"]
    else:
        found, _ = read(text, "2024-07-05")
        if rule.id.startswith("dates.published"):
            assert "published" not in [mention.role for mention in found]
        assert not [mention for mention in found if rule.id in mention.rule_id.split()]
        if rule.id.startswith(BESIDE):  # these leave no name behind, but are part of what is read
            assert found, "no date there to bound"
            assert not [mention for mention in found if regex.search(rule.pattern, mention.text)]
            assert all(mention.value.start and mention.value.end for mention in found)


@pytest.mark.parametrize("kind", ["point", "cell", "deadline", "between", "published", "around"])
def test_every_point_rule_proves_itself(kind):
    rules = load_pack("dates").group(f"dates.{kind}")
    assert rules
    assert all(rule.examples for rule in rules)


def test_words_in_patterns_have_their_meaning_in_a_lexicon():
    lists = load_pack("dates").lexicons
    for word, name in (
        ("去年", "years"),
        ("次年", "years"),
        ("上个", "relations"),
        ("同", "relations"),
        ("今明两年", "year_groups"),
        ("昨日", "days"),
    ):
        assert word in lists[name]
    for mention in read("2024年1月5日，今日、今天、昨日、昨天、前天、翌日、第二天、次日，当日，当天，同日，同一天。")[
        0
    ]:
        assert mention.rule_id


def test_the_accounts_of_a_year_are_audited_in_the_next():
    found, _ = read("9月12日召开交办会，对2017年度预算执行审计查出的27项问题集中交办。")
    assert found[0].value.start == day("2018-09-12")


def test_the_day_on_which_something_was_allowed_long_ago_dates_no_bulletin():
    found, _ = read("6月20日，县里组织现场核实，砖厂于2009年5月取得临时用地批复。")
    assert [(d.text, d.value.start) for d in found] == [("6月20日", None), ("2009年5月", dt.date(2009, 5, 1))]
