"""What tests of runs share: an inbox with the samples, and what a ledger holds."""

from __future__ import annotations

import json
import shutil

import pytest
from tests.conftest import REPOSITORY

SAMPLES = REPOSITORY / "corpora" / "samples"
TEXT = "截至{n}月底，移交某市的{n}项整改任务，已完成{n}项。\n某市生态环境局\n2022年12月1日"


def tables(ledger):
    return {p.name: p.read_bytes() for p in sorted(ledger.glob("*.jsonl"))}


def rows(ledger, name):
    return [json.loads(line) for line in (ledger / f"{name}.jsonl").open(encoding="utf-8")]


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    shutil.copytree(SAMPLES, folder)
    return folder
