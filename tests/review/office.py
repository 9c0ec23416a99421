"""What a reviewing office does: fills in a workbook, stores its answers, runs again."""

from __future__ import annotations

import json

import openpyxl

from taizhang.review import Wanted, apply_review, export_review
from taizhang.run import Options, run

TEXT = (
    "某市通报督察整改进展\n截至2022年10月底，移交某市的38项整改任务，已完成27项，其余11项正在推进。\n"
    "督察组交办的信访件共120件，办结118件。\n某市生态环境局\n2022年11月3日\n"
)
CHANGED = TEXT.replace("已完成27项", "已经完成27项")
ANSWER, KEY = "正确值 correct value", "键 key"


def rows(ledger, name):
    return [json.loads(line) for line in (ledger / f"{name}.jsonl").open(encoding="utf-8")]


def count(ledger, text):
    return next(c for c in rows(ledger, "counts") if c["text"] == text)


def again(inbox, ledger):
    return run([inbox], ledger, Options(workers=1))


def fill(file, answers):
    """Fill in answers by (table, field, words of the value), as a person would; returns how many rows were filled."""
    book = openpyxl.load_workbook(file)
    sheet = book["复核 review"]
    names = [c.value for c in sheet[1]]
    filled = 0
    for row in sheet.iter_rows(min_row=2):
        key = json.loads(row[names.index(KEY)].value)
        answer = answers.get((key["table"], key["field"], key["quote"]))
        if answer is not None:
            row[names.index(ANSWER)].value = answer
            filled += 1
    book.save(file)
    return filled


def export_all(ledger, tmp_path):
    file = tmp_path / "review.xlsx"
    export_review(ledger, file, Wanted(limit=10_000, below=1.0))
    return file


def correct(ledger, tmp_path, answers):
    file = export_all(ledger, tmp_path)
    assert fill(file, answers) == len(answers)
    return apply_review(file, ledger, by="王某")
