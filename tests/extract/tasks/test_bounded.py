"""Text made to hurt is done with in bounded time, whatever kind of bulletin it is taken for."""

from __future__ import annotations

import time

import pytest

from taizhang.document import acting, draft
from taizhang.extract.tasks import tasks
from taizhang.read import read_text
from taizhang.vocabulary import DOC_TYPES

SECONDS = 20.0  # all kinds together take a fraction of a second; patterns that try again took minutes


@pytest.mark.parametrize(
    "unit", [" ", "　", "1234567890", "2021年12月29日", "一、", "甲 |\n3 |\n", "责任单位：", "整改情况："]
)
def test_no_kind_of_bulletin_takes_minutes(unit):
    read = draft(read_text(unit * (15_000 // len(unit)), "long.txt"))
    start = time.process_time()
    for kind in DOC_TYPES:
        tasks(acting([read], [kind])[0], kind)
    assert time.process_time() - start < SECONDS
