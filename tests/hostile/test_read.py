"""The hostile set, read: every input in bounded time and memory, failing only with errors that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from tests.hostile.build import inputs
from tests.hostile.kinds import Bad
from tests.hostile.measure import SECONDS, Seen, measured

from taizhang.errors import FailureReason

pytestmark = pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is measured through /proc")
_MEMORY = 1_200_000_000
_FEWEST = 200


def problems(bad: Bad, seen: Seen) -> Iterator[str]:
    """What is wrong with the way an input was read."""
    if seen.other:
        yield f"unexpected: {seen.other}"
    if seen.seconds > SECONDS or seen.memory > _MEMORY:
        yield f"{seen.seconds:.1f} s, {seen.memory / 1e6:.0f} MB"
    for reason, stage, message in seen.failures:
        if reason not in get_args(FailureReason) or reason == "internal" or stage != "read":
            yield f"{reason} in {stage}"
        if bad.name not in message or len(message.split(": ", 1)[-1]) < 15:
            yield f"does not say what to do: {message}"
    if bad.outcome == "fails" and (seen.characters or not seen.failures):
        yield f"was read: {seen.characters} characters"
    if bad.outcome == "reads" and not seen.characters:
        yield f"was not read: {seen.failures[:1]}"
    if bad.reasons and not {reason for reason, _, _ in seen.failures} <= bad.reasons:
        yield f"failed for {seen.failures[:3]}"


def found(chosen: list[Bad], folder: Path) -> list[str]:
    """The problems of these inputs, each with its name."""
    by_path = {}
    for bad in chosen:
        path = folder / bad.name
        path.write_bytes(bad.make())
        by_path[path] = bad
    return [f"{path.name}: {what}" for path, seen in measured(by_path) for what in problems(by_path[path], seen)]


def test_every_input_is_read_or_refused_in_bounded_time_and_memory(tmp_path: Path) -> None:
    chosen = inputs(quick=True)
    assert len(chosen) >= _FEWEST
    assert found(chosen, tmp_path) == []


@pytest.mark.slow
def test_big_inputs_too(tmp_path: Path) -> None:
    assert found([bad for bad in inputs() if bad.big], tmp_path) == []


def test_the_set_is_the_same_every_time() -> None:
    first, second = inputs(quick=True), inputs(quick=True)
    assert [bad.make() for bad in first] == [bad.make() for bad in second]
