"""Statuses of counts are learned from what rules said before they were mended for the page."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.training.conftest import assert_put_right, assert_same, corpus_of, read_all, write

from taizhang.errors import CorpusError
from taizhang.training.corpus import read_corpus
from taizhang.training.count_status import count_status, figures, figures_now, plain_figures
from taizhang.training.overrule import corrected, learned
from taizhang.training.recipe import Settings

HEADER = "id\tstart\tend\tstatus\trule\n"
VERBS = {"completed": "已整改到位", "found": "检查发现", "planned": "计划整治"}
HOW = Settings(c=1.0, folds=3, abstain_below=0.2)


@pytest.fixture
def corpus(tmp_path):
    """Thirty pages whose figures were all read as `total` by a rule that knew nothing."""
    pages = []
    for number in range(30):
        status = list(VERBS)[number % 3]
        text = f"{'甲乙丙丁戊'[number % 5]}县情况通报\n今年以来{VERBS[status]}{number + 11}处隐患，群众评价较好。"
        figure = f"{number + 11}处"
        at = text.index(figure)
        gold = {"counts": [{"text": figure, "n": 1, "status": status}]}
        pages.append((text, gold, f"{at}\t{at + len(figure)}\ttotal\tcounts.plain"))
    return corpus_of(tmp_path, "first_reading.tsv", HEADER, pages)


def made_of(corpus):
    examples, drafts = read_all(corpus)
    return count_status(figures(examples, drafts), figures_now(examples, drafts), plain_figures(), HOW)


def test_figures_are_as_they_were_first_read(corpus):
    known = figures(*read_all(corpus))
    assert len(known.labels) == 30
    assert set(known.ruled) == {"total"}
    assert set(known.firm) == {1.0}
    now = figures(*read_all(corpus), first=False)
    assert set(now.ruled) != {"total"}
    assert list(now.labels) == list(known.labels)


def test_what_was_read_wrong_is_put_right_on_pages_not_seen(corpus):
    assert_put_right(made_of(corpus))


def test_the_same_pages_give_the_same_arrays(corpus):
    assert_same(made_of(corpus), made_of(corpus))


def test_a_model_that_is_never_sure_changes_nothing(corpus):
    known = figures(*read_all(corpus))
    assert list(corrected(replace(learned(known, HOW), margin=1.1), known)) == list(known.ruled)


def test_unsure_figures_and_tables_are_not_learned_from(corpus):
    file = corpus / "gold" / "pages.jsonl"
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    records[0]["gold"]["counts"][0]["unsure"] = True
    write(file, records)
    told = corpus / "gold" / "first_reading.tsv"
    told.write_text(told.read_text(encoding="utf-8").replace("counts.plain", "counts.cell", 2), encoding="utf-8")
    assert len(figures(*read_all(corpus)).labels) == 28


@pytest.mark.parametrize("line", ["p1\t3\t5\ttotal", "p1\tthree\t5\ttotal\tcounts.plain"])
def test_a_broken_line_of_first_readings_is_named(corpus, line):
    (corpus / "gold" / "first_reading.tsv").write_text(f"{HEADER}{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"first_reading\.tsv:2: wanted id, start"):
        read_corpus(corpus)


def test_a_status_of_first_readings_that_is_none_is_named(corpus):
    line = "p1\t3\t5\tfined\tcounts.plain"
    (corpus / "gold" / "first_reading.tsv").write_text(f"{HEADER}{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"first_reading\.tsv:2: status: 'fined' is none of"):
        read_corpus(corpus)


def test_a_status_that_is_none_is_named(corpus):
    record = {"id": "x", "text": "罚款3万元。", "gold": {"counts": [{"text": "3万元", "n": 1, "status": "fined"}]}}
    write(corpus / "gold" / "more.jsonl", [record])
    with pytest.raises(CorpusError, match=r"more\.jsonl:1: gold\.status: 'fined'"):
        read_corpus(corpus)
