"""Twice the text takes twice the steps, and not four times: counted in calls of each function, which a busy machine does not change."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

import pytest

from benchmarks import hurting
from taizhang.document import acting, draft, parse_readings
from taizhang.extract.counts import with_stated
from taizhang.extract.tasks import tasks
from taizhang.read import read_text
from taizhang.types import Draft
from taizhang.vocabulary import DOC_TYPES

SHORT = 6_000  # bytes
TWICE = 2.4
FEW = 100  # calls that say nothing of how they grow


def calls(work: Callable[[], object]) -> Counter[CodeType | str]:
    """How often each function is called by some work: Python's, and those of the engines (each search of a pattern)."""
    counted: Counter[CodeType | str] = Counter()

    def count(frame: FrameType, event: str, argument: Any) -> None:
        if event == "call":
            counted[frame.f_code] += 1
        elif event == "c_call":
            counted[argument.__qualname__] += 1

    gc.disable()  # what the collector clears away is no work of ours
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
        gc.enable()
    return counted


def outgrown(once: Counter[CodeType | str], twice: Counter[CodeType | str]) -> dict[str, tuple[int, int]]:
    """The functions whose calls grow faster than the text, with their calls."""
    return {str(f): (once[f], n) for f, n in twice.items() if n > TWICE * once[f] + FEW}


@pytest.mark.parametrize("name", hurting.PIECES)
def test_twice_the_text_takes_twice_the_steps(name: str) -> None:
    short, long = (read_text(hurting.text(name, n)) for n in (SHORT, 2 * SHORT))
    parse_readings([long])  # fills the caches
    assert outgrown(*(calls(lambda r=r: parse_readings([r])) for r in (short, long))) == {}


@pytest.mark.parametrize("name", hurting.PIECES)
def test_as_every_kind_of_bulletin(name: str) -> None:
    short, long = (draft(read_text(hurting.text(name, n))) for n in (SHORT, 2 * SHORT))

    def understood(read: Draft, kind: str) -> Counter[CodeType | str]:
        told = acting([read], [kind])[0]
        return calls(lambda: with_stated(told, tasks(told, kind), kind))

    for kind in DOC_TYPES:
        understood(long, kind)
        assert outgrown(understood(short, kind), understood(long, kind)) == {}, kind
