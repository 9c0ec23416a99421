"""The examples of the restore and chrome packs."""

from __future__ import annotations

import pytest
import regex

from taizhang.restore import restore
from taizhang.rules import Rule, load_pack

RESTORE = load_pack("restore").rules
CHROME = load_pack("chrome").rules


@pytest.mark.parametrize(
    ("rule", "example"), [(r, e) for r in RESTORE for e in r.examples], ids=lambda x: getattr(x, "id", None)
)
def test_a_rule_of_the_restore_pack_finds_its_examples(rule: Rule, example: dict[str, object]) -> None:
    assert [m[0] for m in regex.finditer(rule.pattern, str(example["text"]))] == example["gone"]


@pytest.mark.parametrize(
    ("rule", "text"), [(r, t) for r in RESTORE for t in r.never], ids=lambda x: getattr(x, "id", None)
)
def test_a_rule_of_the_restore_pack_leaves_its_counterexamples(rule: Rule, text: str) -> None:
    assert not regex.search(rule.pattern, text)


@pytest.mark.parametrize("example", [e for r in CHROME for e in r.examples], ids=lambda e: e["text"])
def test_chrome_goes(example: dict[str, str]) -> None:
    filler = "整改工作有序推进。\n" * 3 if "\n" in example["text"] else ""
    assert restore(filler + example["text"]).text.strip() == (filler + example["left"]).strip()


@pytest.mark.parametrize("text", [t for r in CHROME for t in r.never])
def test_what_only_looks_like_chrome_stays(text: str) -> None:
    assert restore(text).text == text
