"""The rules that decide a kind or a field alone: their examples, and what they must not touch."""

from __future__ import annotations

import pytest

from taizhang.classify.certain import certain
from taizhang.document import draft
from taizhang.read import read_text
from taizhang.rules import load_pack

RULES = load_pack("classify").group("classify.certain")
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
NEVER = [(rule, text) for rule in RULES for text in rule.never]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda x: getattr(x, "id", None))
def test_a_rule_decides_its_examples(rule, example):
    wanted = {k: (rule.id, v) for k, v in example.items() if k != "text"}
    kind, field = certain(page(example["text"]))
    told = {"doc_type": kind and (kind.rule, kind.doc_type), "domain": field and (field.rule, field.domain)}
    assert wanted
    assert wanted.items() <= told.items()


@pytest.mark.parametrize(("rule", "text"), NEVER, ids=lambda x: getattr(x, "id", None))
def test_a_rule_leaves_alone_what_it_must(rule, text):
    assert all(decided is None or decided.rule != rule.id for decided in certain(page(text)))


def test_one_rule_may_decide_the_kind_and_another_the_field():
    kind, field = certain(page("某区农业农村局党组关于巡察整改进展情况的通报"))
    assert [kind and kind.doc_type, field and field.domain] == ["progress_report", "discipline"]


def page(text):
    """A page under the line `text`: a title stands above something."""
    below = "" if "\n" in text else "\n来源：本站 发布时间：2021-05-06\n有关情况如下，请社会各界监督。"
    return draft(read_text(text + below))
