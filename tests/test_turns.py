"""Work of several steps, taken in turn."""

from __future__ import annotations

import pytest

from taizhang.turns import Steps, in_turn


def work(name: str, steps: int, seen: list[str]) -> Steps[str]:
    for step in range(steps):
        seen.append(f"{name}{step}")
        yield
    return name


def test_each_step_is_done_for_all_before_the_next_one() -> None:
    seen: list[str] = []
    assert in_turn([work("a", 2, seen), work("b", 1, seen), work("c", 2, seen)]) == ["a", "b", "c"]
    assert seen == ["a0", "b0", "c0", "a1", "c1"]


def test_many_are_taken_some_at_a_time() -> None:
    seen: list[str] = []
    assert in_turn([work(f"{n}.", 2, seen) for n in range(40)]) == [f"{n}." for n in range(40)]
    assert seen.index("0.1") < seen.index("39.0")


def test_it_is_told_at_whom_each_step_is() -> None:
    at: list[int] = []
    in_turn([work("a", 1, []), work("b", 0, [])], at.append)
    assert at == [0, 1, 0]


def test_what_a_step_raises_is_raised() -> None:
    def bad() -> Steps[str]:
        yield
        raise ValueError("bad")

    with pytest.raises(ValueError, match="bad"):
        in_turn([bad()])
