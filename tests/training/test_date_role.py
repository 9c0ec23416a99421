"""Roles of dates are learned from what rules said before they were mended for the page."""

from __future__ import annotations

import json

import pytest
from tests.training.conftest import assert_put_right, assert_same, corpus_of, read_all, write

from taizhang.errors import CorpusError
from taizhang.training.corpus import read_corpus
from taizhang.training.date_role import date_role, dated, dated_now
from taizhang.training.recipe import Settings

HEADER = "id\tstart\tend\trole\trule\n"
SAID = {"transfer": "收到来件", "completed": "工程告成", "inspection": "前来查看"}
LINE = "水污染问题办理情况\n记者从县里获悉，"
HOW = Settings(c=1.0, folds=3, abstain_below=0.2)


@pytest.fixture
def corpus(tmp_path):
    """Thirty pages whose days were all taken for `other` by rules that knew nothing."""
    pages = []
    for number in range(30):
        role = list(SAID)[number % 3]
        day = f"2021年{1 + number % 5}月{10 + number % 7}日"
        gold = {"doc_type": "progress_report", "dates": [{"text": day, "n": 1, "role": role}]}
        read = f"{len(LINE)}\t{len(LINE) + len(day)}\tother\tdates.role.day"
        pages.append((f"{LINE}{day}{SAID[role]}，群众评价较好。", gold, read))
    return corpus_of(tmp_path, "first_dates.tsv", HEADER, pages)


def made_of(corpus):
    examples, drafts = read_all(corpus)
    return date_role(dated(examples, drafts), dated_now(examples, drafts), HOW)


def test_dates_are_as_they_were_first_read(corpus):
    known = dated(*read_all(corpus))
    assert len(known.labels) == 30
    assert set(known.ruled) == {"other"}
    now = dated_now(*read_all(corpus))
    assert set(now.ruled) != {"other"}
    assert list(now.labels) == list(known.labels)


def test_what_was_read_wrong_is_put_right_on_pages_not_seen(corpus):
    assert_put_right(made_of(corpus))


def test_the_same_pages_give_the_same_arrays(corpus):
    assert_same(made_of(corpus), made_of(corpus))


def test_unsure_dates_and_the_bulletins_own_day_are_not_learned_from(corpus):
    file = corpus / "gold" / "pages.jsonl"
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    records[0]["gold"]["dates"][0]["unsure"] = True
    records[1]["text"] += "\n某县生态环境局\n2021年9月3日"
    records[1]["gold"]["dates"].append({"text": "2021年9月3日", "n": 1, "role": "published"})
    write(file, records)
    assert len(dated(*read_all(corpus)).labels) == 29


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("p1\t3\t9\tevent", "wanted id, start, end, role, rule"),
        ("p1\tx\t9\tevent\tr", "wanted id, start, end, role, rule"),
        ("p1\t3\t9\tparty\tr", "role: 'party' is none of"),
    ],
)
def test_a_broken_line_of_first_dates_is_named(corpus, line, said):
    (corpus / "gold" / "first_dates.tsv").write_text(f"{HEADER}{line}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=rf"first_dates\.tsv:2: {said}"):
        read_corpus(corpus)
