"""Warnings in the ledger: a stable code, and words that an office reads."""

from __future__ import annotations

import json
import re

from tests.conftest import REPOSITORY

from taizhang.document import complete, draft
from taizhang.messages import DAMAGE, WARNING
from taizhang.read import read_text
from taizhang.restore import restore
from taizhang.types import Label

SOURCES = REPOSITORY / "pipeline" / "taizhang"


def test_every_code_is_given_somewhere_and_has_words():
    code = "\n".join(file.read_text(encoding="utf-8") for file in SOURCES.rglob("*.py"))
    assert set(re.findall(r'warning\(\s*"\w+", "(\w+)"', code)) == set(WARNING)


def test_a_class_left_open_is_told():
    d = draft(read_text("2023年5月4日，某市召开会议。"))
    bulletin = complete(d, Label(None, 0.2, "model"), Label("audit", 0.9, "model"), ())
    (told,) = bulletin.warnings
    assert told.startswith("classify: class_unsure: 文种")


def test_every_kind_of_damage_has_a_name():
    lines = (REPOSITORY / "corpora" / "gold" / "dev.jsonl").open(encoding="utf-8")
    found = {kind for line in lines for kind in restore(json.loads(line)["text"]).kinds}
    assert len(found) > 3
    assert found <= set(DAMAGE)
