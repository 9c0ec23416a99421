"""Labels: probabilities, abstention, and independence of the neighbours."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.conftest import REPOSITORY

from taizhang.classify import classify
from taizhang.classify.categories import Statement, choose, detail_of, hits, named_types, statement_features
from taizhang.classify.features import HEAD, features, first_sentence, scale
from taizhang.classify.hashing import BUCKETS, LONGEST, TOGETHER, codes_of, digits_alike, ngrams, text_of, words_in
from taizhang.classify.linear import load_linear
from taizhang.classify.shape import shape_names
from taizhang.document import draft, parse_readings
from taizhang.read import read_text
from taizhang.vocabulary import CATEGORIES, DOC_TYPES, DOMAINS

MARKED = REPOSITORY / "corpora" / "gold" / "marked.jsonl"


@pytest.fixture(scope="module")
def drafts():
    records = map(json.loads, MARKED.open(encoding="utf-8"))
    return [draft(read_text(r["text"], f"{r['id']}.txt")) for r in records]


def test_a_label_does_not_depend_on_the_neighbours(drafts):
    together = classify(drafts)
    assert [classify([d])[0] for d in drafts] == together
    assert classify(drafts[::-1])[::-1] == together


def test_labels_are_of_the_vocabulary_with_probabilities(drafts):
    for doc_type, domain in classify(drafts):
        assert doc_type.value in (*DOC_TYPES, None)
        assert domain.value in (*DOMAINS, None)
        assert 0.0 < doc_type.score <= 1.0


def test_the_scores_of_a_head_sum_to_one(drafts):
    for probabilities in load_linear("bulletins").probabilities(list(features(drafts))).values():
        assert np.allclose(probabilities.sum(axis=1), 1.0)


@pytest.mark.parametrize("text", ["。", "abc 123", "\n\n", "甲"])
def test_a_text_that_says_nothing_is_labelled_or_left_open_but_never_fails(text):
    (bulletin,) = parse_readings([read_text(text, "x.txt")])
    assert bulletin.doc_type.value in (*DOC_TYPES, None)
    unsure = [w for w in bulletin.warnings if w.startswith("classify: class_unsure: 文种")]
    assert len(unsure) == (bulletin.doc_type.value is None)


def test_the_model_abstains_below_its_threshold(drafts):
    thresholds = {head.name: head.threshold for head in load_linear("bulletins").heads}
    for doc_type, _ in classify(drafts):
        assert (doc_type.value is None) == (doc_type.score < thresholds["doc_type"])


def test_there_is_always_a_category():
    p = np.zeros(len(CATEGORIES))
    p[3] = 0.1
    assert choose(p, [0.5] * len(CATEGORIES)) == (CATEGORIES[3],)
    p[[0, 5]] = 0.9
    assert choose(p, [0.5] * len(CATEGORIES)) == (CATEGORIES[0], CATEGORIES[5])


def test_columns_are_the_same_in_every_process():
    assert ngrams(codes_of("督察组反馈意见"), 2).tolist() == [
        ngrams(codes_of(g), 2)[0] for g in ("督察", "察组", "组反", "反馈", "馈意", "意见")
    ]
    assert max(ngrams(codes_of("整改任务清单" * 50), 3)) < BUCKETS
    assert ngrams(codes_of(""), 2).size == 0


def test_digits_count_alike():
    assert text_of(digits_alike(codes_of("2024年１月，9项/:零\ud800"))) == "0000年0月，0项/:零\ud800"


def test_pages_of_any_length_are_read_together():
    texts = ["", "甲", "整改" * LONGEST, "\n", "督察组反馈意见。" * 9] * TOGETHER
    drafts = [draft(read_text(text)) for text in texts]
    for d, together in zip(drafts, features(drafts), strict=True):
        (alone,) = features([d])
        for group in ("words", "body", "lead", "dense"):
            assert np.array_equal(getattr(alone, group), getattr(together, group))


def test_a_title_longer_than_what_is_read_does_not_reach_into_the_next_page(drafts):
    titled = replace(drafts[0], title="销号" * LONGEST)
    rows = list(features([titled, drafts[1]]))
    assert len(rows[0].body) == 0
    assert np.array_equal(rows[1].lead, next(features([drafts[1]])).lead)


def test_the_words_of_a_title_are_read_apart(drafts):
    rows = zip(drafts, features(drafts), strict=True)
    titles = [
        (d.title, row) for d, row in rows if d.title and not any(c.isdigit() for c in d.title)
    ]  # digits count alike
    assert titles
    for title, row in titles:
        assert set(words_in([title], codes_of(title))[1].tolist()) <= set(row.lead.tolist())


@pytest.mark.parametrize(
    ("text", "stands"), [("甲乙。丙丁", (0, 2)), ("\n 甲乙\n丙", (2, 4)), ("", (0, 0)), ("字" * 100, (0, HEAD))]
)
def test_where_no_title_is_the_first_sentence_stands_for_it(text, stands):
    assert first_sentence(text) == stands


def test_dense_columns_have_names(drafts):
    assert all(len(row.dense) == len(shape_names()) for row in features(drafts))
    assert (scale(0), scale(4)) == (0.0, 0.5)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("湖北省治河不力", {"water", "governance"}),
        ("湖北河南", set()),
        ("生态环境局通报", set()),
        ("生态修复", {"ecology"}),
        ("河北围海", set()),
    ],
)
def test_cues_are_not_seen_inside_words_that_are_none(text, wanted):
    assert {c for c, n in zip(CATEGORIES, hits(text), strict=True) if n} == wanted


def test_what_follows_a_statement_is_read_up_to_the_next_one():
    text = "典型案例\n一、某矿业公司环境违法。废水直排河道。\n二、某公司案。裸土未覆盖。"
    d = draft(read_text(text))
    at, stop = d.text.find("一、"), d.text.find("二、")
    assert detail_of(d, "一、某矿业公司环境违法。", at, stop).strip() == "一、某矿业公司环境违法。废水直排河道。"
    assert detail_of(d, "不在文中", -1, stop) == "不在文中"


def test_of_the_row_of_the_next_statement_nothing_is_read():
    text = "一览表\n1 | D01 | 来电反映废水直排 | 水 | 已封堵\n2 | D02 | 噪声 | 反映夜间施工 | 属实"
    d = draft(read_text(text))
    row = "1 | D01 | 来电反映废水直排 | 水 | 已封堵"
    assert detail_of(d, row, d.text.find(row), d.text.find("反映夜间施工")) == row
    assert "噪声" in detail_of(d, row, d.text.find(row), len(d.text))


def test_a_statement_is_read_by_words_characters_and_pairs():
    (row,) = statement_features([Statement("污水直排", "", "")])
    pieces = set(row.words.tolist())
    assert {ngrams(codes_of(piece), len(piece))[0] for piece in ("污", "排", "水直", "污水")} <= pieces


def test_a_statement_does_not_depend_on_those_read_with_it():
    long = Statement("污水" * 3000, "倾倒垃圾", "清单")
    statements = [Statement("", "", ""), long, Statement("噪声", "夜间施工噪声扰民", "")] * 9
    for statement, together in zip(statements, statement_features(statements), strict=True):
        (alone,) = statement_features([statement])
        for group in ("words", "body", "lead", "dense"):
            assert np.array_equal(getattr(alone, group), getattr(together, group))


def test_no_drafts_no_labels():
    assert classify([]) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("受理编号：甲1\n反映问题：夜市扰民\n污染类型：大气、噪音\n是否属实：是", {"air", "noise"}),
        ("1 | 夜市扰民 | 某区 | 水，土壤 | 属实 |", {"water", "soil"}),
        ("1 | 夜市扰民 | 某区 | 噪声污染 | 属实 |", {"noise"}),
        ("反映问题：大气和水质变差\n是否属实：是", set()),
    ],
)
def test_the_form_of_a_complaint_names_kinds_of_pollution(text, named):
    assert named_types(draft(read_text(text, "x.txt")), 0, len(text)) == named


def test_a_category_that_only_the_form_names_is_given():
    text = "信访件办理情况公示\n一、受理编号：X2AH202304110016\n反映问题：江西路夜市油烟\n污染类型：大气、噪音\n是否属实：基本属实\n处理情况：14家已装净化器"
    (bulletin,) = parse_readings([read_text(text, "x.txt")])
    assert [task.categories for task in bulletin.tasks] == [("air", "noise")]
