"""The benchmark of dates and quantities reads cases and writes what their scorer expects."""

import json
import subprocess
import sys

CASES = [
    {"id": "cell", "text": "7号", "reference": "2021-09-10"},
    {"id": "prose", "text": "他住在7号楼，2021年前2周没有出门", "reference": "2021-09-10"},
    {"id": "range", "text": "2017年8月至11月", "reference": None},
    {"id": "open", "text": "最多一块二", "reference": None},
    {"id": "nothing", "text": "一切照旧", "reference": None},
]


def test_each_case_gets_its_spans(repository, tmp_path):
    cases, out = tmp_path / "cases.jsonl", tmp_path / "out.jsonl"
    cases.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in CASES), encoding="utf-8")
    subprocess.run(
        [sys.executable, repository / "benchmarks" / "timex.py", cases, out], check=True, capture_output=True
    )
    read = {row["id"]: row["spans"] for row in map(json.loads, out.read_text(encoding="utf-8").splitlines())}
    assert read["cell"] == [{"start": 0, "end": 2, "kind": "date", "iso_start": "2021-09-07", "iso_end": "2021-09-07"}]
    assert [(s["start"], s["end"], s["iso_start"], s["iso_end"]) for s in read["prose"] if s["kind"] != "number"] == [
        (7, 15, "2021-01-04", "2021-01-17")
    ]
    assert (read["range"][0]["iso_start"], read["range"][0]["iso_end"]) == ("2017-08-01", "2017-11-30")
    assert read["open"] == [{"start": 0, "end": 5, "kind": "money", "value": [None, 1.2], "unit": "CNY"}]
    assert read["nothing"] == []
