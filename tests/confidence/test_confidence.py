"""Confidences are the measured shares, drawn towards the mean where there are few."""

from __future__ import annotations

import json

import pytest

from taizhang.confidence import MEAN, MEASURED, WHOLE, confidences, keys, rate, with_confidence
from taizhang.document import parse_readings
from taizhang.evaluate import GoldDocument
from taizhang.evaluate.reliability import rule_rates
from taizhang.read import read_text
from taizhang.types import CountMention, Quantity

FILE = json.loads(MEASURED.read_text(encoding="utf-8"))


def test_the_file_adds_up():
    assert set(FILE["rates"]) == {"counts", "dates", "mentions", "tasks"}
    for fields in FILE["rates"].values():
        for rates in fields.values():
            summed = [sum(n[i] for key, n in rates.items() if key != MEAN) for i in (0, 1)]
            assert summed == rates[MEAN]
            assert all(0 <= right <= n for right, n in rates.values())


def test_a_figure_with_a_cue_is_surer_than_one_without():
    sure = [rate("counts", "status", f"counts.{way}") for way in ("cue", "inherited", "carried", "plain")]
    assert sure == sorted(sure, reverse=True)


def test_a_printed_year_is_measured_apart_from_a_resolved_one():
    printed, resolved = (
        confidences("dates", "dates.point.day dates.role.inspection:督察", t)["value"]
        for t in ("2021年5月3日", "5月3日")
    )
    assert printed != resolved


@pytest.mark.parametrize("text", ["2021年5月3日", "二〇二一年五月三日", "2021-05-03", "２０２１年"])
def test_printed_years_are_seen(text):
    assert keys("dates", "a b", text)["value"].endswith("year printed")


def test_a_rule_that_was_never_met_has_the_mean():
    right, n = FILE["rates"]["counts"][WHOLE][MEAN]
    assert rate("counts", WHOLE, "counts.brand_new") == pytest.approx(right / n)
    assert rate("counts", "colour", "counts.cue") == 1.0


def count(rule, confidence=1.0):
    return CountMention(0, 1, "1", Quantity(1.0, None, "eq", "项"), None, "total", rule, confidence=confidence)


def test_unknown_digits_stay_unknown_and_people_are_believed():
    doubtful, corrected, plain = with_confidence(
        "counts", [count("counts.cue", 0.0), count("review.corrected counts.cue"), count("counts.cue")]
    )
    assert (doubtful.confidence, corrected.confidence) == (0.0, 1.0)
    assert 0.0 < plain.confidence < 1.0


def test_every_record_of_a_document_has_its_measured_confidence():
    (b,) = parse_readings([read_text("截至2022年10月底，移交某市的38项整改任务，已完成27项。", "a.txt")])
    for table, records in (("counts", b.counts), ("dates", b.dates), ("mentions", b.parties)):
        for r in records:
            assert r.confidence == pytest.approx(confidences(table, r.rule_id, r.text, getattr(r, "role", None))[WHOLE])


def test_the_tally_counts_right_wrong_and_invented():
    gold = GoldDocument("a", "已完成27项，销号5项，另3项", "hans", {
        "dates": [], "parties": [], "tasks": [],
        "counts": [
            {"text": "27项", "value": 27, "cmp": "eq", "unit": "项", "object": "任务", "status": "completed"},
            {"text": "5项", "value": 5, "cmp": "eq", "unit": "项", "object": "任务", "status": "closed"},
        ],
    })  # fmt: skip
    row = {
        "doc_id": "x",
        "value": 27,
        "value_to": None,
        "unit": "项",
        "comparator": "eq",
        "object": "任务",
        "status": "completed",
        "rule_id": "counts.cue",
        "text": "",
    }
    found = [
        row | {"source_start": 3, "source_end": 6}, row | {"source_start": 9, "source_end": 11, "value": 5},
        row | {"source_start": 13, "source_end": 15, "value": 3},
    ]  # fmt: skip
    tables = {
        "documents": [{"doc_id": "x", "source_uri": "a.txt"}],
        "counts": found,
        "dates": [],
        "mentions": [],
        "tasks": [],
        "parties": [],
    }
    rates = rule_rates([gold], tables)["counts"]
    assert (rates["status"]["counts.cue"], rates["value"][MEAN], rates[WHOLE][MEAN]) == ([1, 3], [2, 3], [1, 3])
