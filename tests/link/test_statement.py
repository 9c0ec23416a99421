"""One task is the same however a plan, a report and a notice word it."""

import pytest
import regex

from taizhang.link.statement import core, ordinal, receipt
from taizhang.rules import load_pack

RULES = load_pack("links").rules


@pytest.mark.parametrize(("rule", "example"), [(r, e) for r in RULES for e in r.examples])
def test_examples(rule, example):
    match = regex.search(rule.pattern, example["text"])
    assert match
    assert match[0]


@pytest.mark.parametrize(("rule", "text"), [(r, text) for r in RULES for text in r.never])
def test_texts_a_rule_must_not_fire_on(rule, text):
    assert not regex.search(rule.pattern, text)


@pytest.mark.parametrize(
    "told",
    [
        "12.城北片区雨污分流改造滞后，每天约3000吨污水直排。",
        "关于城北片区雨污分流改造滞后问题",
        "关于“城北片区雨污分流改造滞后”的整改情况",
        "城北片区雨污分流改造滞后（序号12）。沿河排口12处。",
        "2022年5月，督察组现场督察发现，城北片区雨污分流改造滞后",
    ],
)
def test_what_is_told_of_one_task_has_one_core(told):
    assert core(told) == "城北片区雨污分流改造滞后"


def test_a_short_clause_takes_the_next_with_it():
    assert core("污水直排，雨天溢流到河道，群众不满") == "污水直排雨天溢流到河道"
    assert core("污水直排") == "污水直排"


def test_two_problems_keep_two_cores():
    assert core("甲河断面水质不达标问题") != core("乙河断面水质不达标问题")


def test_a_statement_of_nothing_but_words_around_one_keeps_them():
    assert core("问题") == "问题"


@pytest.mark.parametrize(
    ("number", "value"), [("12", 12), ("第十二项", 12), ("（二）", 2), ("D3SX20250528", None), (None, None)]
)
def test_the_place_in_the_list(number, value):
    assert ordinal(number) == value


def test_only_long_numbers_name_a_complaint():
    assert receipt("D3SX202505280018") == "D3SX202505280018"
    assert receipt("12") is None
