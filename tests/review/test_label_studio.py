"""Tasks for Label Studio and what comes back."""

from __future__ import annotations

import json

import pytest
from tests.review.office import again, correct, count

from taizhang.errors import CorrectionError
from taizhang.review import Wanted, apply_review, export_review
from taizhang.run import Options, run


def test_label_studio_tasks_come_back_as_corrections(inbox, ledger, tmp_path):
    file = tmp_path / "tasks.json"
    export_review(ledger, file, Wanted(10_000, 1.0))
    tasks = json.loads(file.read_text(encoding="utf-8"))
    for task in tasks:
        key = task["data"]["key"]
        (span, _) = task["predictions"][0]["result"]
        cut = task["data"]["text"].encode("utf-16-le")[2 * span["value"]["start"] : 2 * span["value"]["end"]]
        assert cut.decode("utf-16-le") == span["value"]["text"]
        if (key["field"], key["quote"]) == ("status", "27项"):
            result = [
                {"type": "choices", "from_name": "choice", "to_name": "text", "value": {"choices": ["closed 销号"]}}
            ]
            task["annotations"] = [{"was_cancelled": False, "result": result}]
        if (key["field"], key["quote"]) == ("value", "118件"):
            result = [{"type": "textarea", "from_name": "value", "to_name": "text", "value": {"text": ["117"]}}]
            task["annotations"] = [{"result": result}]
        if (key["field"], key["quote"]) == ("status", "118件"):
            task["annotations"] = [{"was_cancelled": True, "result": []}]
    file.write_text(json.dumps(tasks), encoding="utf-8")
    assert apply_review(file, ledger)[0] == 2
    again(inbox, ledger)
    assert (count(ledger, "27项")["status"], count(ledger, "118件")["value"]) == ("closed", 117)


def test_a_task_that_is_none_is_named(ledger, tmp_path):
    file = tmp_path / "tasks.json"
    file.write_text('[{"id": 5, "annotations": [{"result": 3}]}]', encoding="utf-8")
    with pytest.raises(CorrectionError, match="task 5"):
        apply_review(file, ledger)
    file.write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(CorrectionError, match="a list of tasks"):
        apply_review(file, ledger)


def test_astral_characters_do_not_shift_a_correction(tmp_path):
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "x.txt").write_text("𠮷林村😀通报：移交某市的38项整改任务，已完成27项。\n", encoding="utf-8")
    run([inbox], tmp_path / "l", Options(workers=1))
    correct(tmp_path / "l", tmp_path, {("counts", "status", "27项"): "closed"})
    run([inbox], tmp_path / "l", Options(workers=1))
    assert count(tmp_path / "l", "27项")["status"] == "closed"
