"""Roles of parties are learned from what rules said before they were mended for the page."""

from __future__ import annotations

import json

import pytest
from tests.training.conftest import assert_put_right, assert_same, corpus_of, read_all, write

from taizhang.errors import CorpusError
from taizhang.training.corpus import read_corpus
from taizhang.training.party_role import acting_now, acting_parties, party_role
from taizhang.training.recipe import Settings

HEADER = "id\tparty\trole\n"
SAID = {"lead": "牵头办理", "handler": "经办此事", "supervisor": "从旁督促"}
HOW = Settings(c=1.0, folds=3, abstain_below=0.2)


@pytest.fixture
def corpus(tmp_path):
    """Thirty pages whose bodies were all taken for `mentioned` by rules that knew nothing."""
    pages = []
    for number in range(30):
        role = list(SAID)[number % 3]
        name = f"{('临汾', '吕梁', '晋中', '长治', '阳泉')[number % 5]}市水利局"
        text = f"水污染问题办理情况\n今年以来{name}{SAID[role]}，群众评价较好。"
        gold = {"doc_type": "progress_report", "parties": [{"name": name, "role": role}]}
        pages.append((text, gold, f"{name}\tmentioned"))
    return corpus_of(tmp_path, "first_roles.tsv", HEADER, pages)


def made_of(corpus):
    examples, drafts = read_all(corpus)
    return party_role(acting_parties(examples, drafts), acting_now(examples, drafts), HOW)


def test_parties_are_as_they_were_first_read(corpus):
    known = acting_parties(*read_all(corpus))
    assert len(known.labels) == 30
    assert set(known.ruled) == {"mentioned"}
    now = acting_parties(*read_all(corpus), first=False)
    assert set(now.ruled) != {"mentioned"}
    assert list(now.labels) == list(known.labels)


def test_what_was_read_wrong_is_put_right_on_pages_not_seen(corpus):
    assert_put_right(made_of(corpus))


def test_the_same_pages_give_the_same_arrays(corpus):
    assert_same(made_of(corpus), made_of(corpus))


def test_unsure_parties_are_not_learned_from(corpus):
    file = corpus / "gold" / "pages.jsonl"
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    records[0]["gold"]["parties"][0]["unsure"] = True
    write(file, records)
    assert len(acting_parties(*read_all(corpus)).labels) == 29


@pytest.mark.parametrize("line", ["p1\t某局", "p1\t某局\tboss"])
def test_a_broken_line_of_first_roles_is_named(corpus, line):
    (corpus / "gold" / "first_roles.tsv").write_text(f"{HEADER}{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"first_roles\.tsv:2: wanted id, party, role"):
        read_corpus(corpus)


def test_a_role_that_is_none_is_named(corpus):
    record = {"id": "x", "text": "某局负责。", "gold": {"parties": [{"name": "某局", "role": "boss"}]}}
    write(corpus / "gold" / "more.jsonl", [record])
    with pytest.raises(CorpusError, match=r"more\.jsonl:1: gold\.role: 'boss'"):
        read_corpus(corpus)
