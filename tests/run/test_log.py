"""Logs in JSON: one object a line, each with the id of its run."""

import json

from tests.conftest import taizhang


def test_every_line_of_a_run_carries_its_id(tmp_path):
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.txt").write_text("全市38项任务，已完成27项。", encoding="utf-8")
    (inbox / "b.pdf").write_bytes(b"%PDF-1.7 broken")
    done = taizhang("run", inbox, "--out", tmp_path / "ledger", "--log-format", "json")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert {"run.started", "source.failed", "progress", "run.done"} <= {line["event"] for line in lines}
    assert len({line["run_id"] for line in lines}) == 1
