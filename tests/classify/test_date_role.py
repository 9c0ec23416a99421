"""The model that overrules roles of dates: only where it is sure, never where the place of a date tells, and it says so."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from tests.conftest import REPOSITORY

from taizhang import api, models
from taizhang.classify import date_role, with_date_roles
from taizhang.classify.date_features import DATE_FEATURES_VERSION, Dated, date_columns, ruled_by
from taizhang.classify.date_role import bounded, date_weigher
from taizhang.classify.weigher import COLUMNS, Weigher
from taizhang.confidence import rate
from taizhang.document import draft
from taizhang.read import read_source, read_text

TEXTS = (
    "关于省级督察反馈意见整改情况的公示\n2021年4月至6月，省第三生态环境保护督察组进驻。截至2022年3月底，已完成12项，其余2022年底前完成。\n某县委\n2022年4月2日",
    "约谈会通报\n2020年5月7日，省安委办约谈该市。5月8日该市开会部署。",
    "这里没有日期。",
)
KINDS = ["progress_report", "accountability", None]


@pytest.fixture(scope="module")
def drafts():
    return [draft(read_text(text, "a.txt")) for text in TEXTS]


def set_on(role, margin=0.2):
    """A model that finds one role likeliest everywhere."""
    weights = np.zeros((COLUMNS, 2), dtype=np.int16)
    return Weigher((role, "other"), weights, np.array([9 * 2**12, 0], dtype=np.int32), margin, "date_role.test")


def test_a_date_does_not_depend_on_other_pages(drafts):
    pages = [Dated.of(d, kind) for d, kind in zip(drafts[:2], KINDS[:2], strict=True)]
    alone = [date_weigher().probabilities(*date_columns([page])) for page in pages]
    together = date_weigher().probabilities(*date_columns(pages))
    assert np.array_equal(together, np.concatenate(alone))
    assert np.allclose(together.sum(axis=1), 1)


def test_every_date_has_columns(drafts):
    columns, ends = date_columns([Dated.of(drafts[0], KINDS[0])])
    assert len(ends) == len(drafts[0].dates) + 1
    assert (np.diff(ends) > 20).all()
    assert columns.min() >= 0
    assert columns.max() < COLUMNS


def test_what_the_rules_said_of_the_neighbour_tells_something(drafts):
    page = Dated.of(drafts[0], KINDS[0])
    others = [page.dates[0], *(replace(d, role="transfer") for d in page.dates[1:])]
    first, second = (date_columns([p]) for p in (page, page._replace(dates=others)))
    assert set(first[0][: first[1][1]]) != set(second[0][: second[1][1]])


def test_dates_are_told_and_the_rule_is_kept_but_not_the_bulletins_own(drafts, monkeypatch):
    monkeypatch.setattr(date_role, "date_weigher", lambda: set_on("transfer"))
    own = 0
    for before, after in zip(drafts, with_date_roles(drafts, KINDS), strict=True):
        for ruled, told in zip(before.dates, after.dates, strict=True):
            if ruled_by(ruled) == "dates.role.own_date":
                assert told == ruled
                own += 1
            else:
                assert told.role == "transfer"
                assert told.rule_id == f"{ruled.rule_id} date_role.test"
                assert replace(told, value=ruled.value, role=ruled.role, rule_id=ruled.rule_id) == ruled
    assert own == 1


@pytest.mark.parametrize(
    ("printed", "was", "role", "start"),
    [
        ("2021年9月20日", "transfer", "as_of", None),
        ("2021年9月20日", "as_of", "transfer", "2021-09-20"),
        ("2022年", "deadline", "period", "2022-01-01"),
        ("2022年3月", "deadline", "event", "2022-03-01"),
        ("2022年三季度", "deadline", "event", "2022-07-01"),
        ("2022年下半年", "deadline", "event", "2022-07-01"),
        ("2022年6月底前", "deadline", "completed", None),
        ("截至2022年6月20日", "as_of", "event", None),
        ("2022年3月1日至5日", "inspection", "deadline", "2022-03-01"),
    ],
)
def test_the_bounds_follow_the_role(printed, was, role, start):
    read = next(d for d in draft(read_text(f"{printed}，天晴。", "a.txt")).dates)
    before = replace(read, role=was, value=bounded(read, was))
    told = bounded(before, role).start
    assert (told.isoformat() if told else None) == start


def test_what_the_head_of_a_column_tells_stands(monkeypatch):
    rows = "序号,反映问题,受理时间,是否属实\n1,夜间噪声扰民,2025年6月14日,属实\n"
    (reading,) = read_source(rows.encode(), "list.csv")
    monkeypatch.setattr(date_role, "date_weigher", lambda: set_on("period"))
    read = draft(reading)
    assert read.dates[0].rule_id.endswith(":column")
    assert with_date_roles([read], ["complaint_transfer"])[0].dates == read.dates


def test_where_it_is_not_sure_the_rule_stands(drafts, monkeypatch):
    monkeypatch.setattr(date_role, "date_weigher", lambda: set_on("transfer", margin=1.1))
    assert with_date_roles(drafts, KINDS) == drafts


def test_texts_without_dates_need_no_model(drafts, monkeypatch):
    monkeypatch.setattr(date_role, "date_weigher", lambda: pytest.fail("loaded"))
    assert with_date_roles(drafts[2:], KINDS[2:]) == drafts[2:]
    assert with_date_roles([], []) == []


def test_what_a_word_tells_takes_more(monkeypatch):
    half_sure = Weigher(
        ("transfer", "other"), np.zeros((COLUMNS, 2), np.int16), np.array([2**11, 0], np.int32), 0.2, "x"
    )  # surer of transfer by 0.24
    monkeypatch.setattr(date_role, "date_weigher", lambda: half_sure)
    (read,) = (draft(read_text("2021年5月7日，该市完成整改。2021年6月8日下雨。", "a.txt")),)
    said, unsaid = (replace(d, role="other") for d in read.dates)
    assert ":" in ruled_by(said)
    assert ":" not in ruled_by(unsaid)
    (told,) = with_date_roles([replace(read, dates=(said, unsaid))], [None])
    assert [d.role for d in told.dates] == ["other", "transfer"]


def test_a_parsed_bulletin_has_the_roles_of_the_model(monkeypatch):
    monkeypatch.setattr(date_role, "date_weigher", lambda: set_on("transfer"))
    dates = api.parse(TEXTS[1]).dates
    assert {d.role for d in dates} == {"transfer"}
    assert all(
        d.confidence <= rate("dates", "full", f"date_role, year {'printed' if '年' in d.text else 'resolved'}")
        for d in dates
        if "date_role" in d.rule_id
    )


def test_the_model_of_the_project_loads_and_learned_from_nothing_unseen():
    header, arrays = models.load_folder(REPOSITORY / "models" / "date_role", DATE_FEATURES_VERSION)
    assert arrays["weights"].shape == (len(arrays["columns"]), len(header["classes"]))
    lines = [line for file in (REPOSITORY / "corpora" / "gold").glob("*.jsonl") for line in file.open(encoding="utf-8")]
    unseen = {models.digest(r["text"]) for r in map(json.loads, lines) if r.get("split") == "unseen"}
    assert not unseen & set(header["annotated"])
