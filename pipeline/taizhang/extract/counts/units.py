"""Units by what they count or measure, and rules by the units that they are asked of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from taizhang.rules import remembered

PEOPLE = frozenset({"人", "名", "位", "人次"})
PERSONS = frozenset({"人", "名"})  # people each counted once
OWNERS = ("家", "户")  # firms and households, which have things and do things
FIRMS = frozenset({"家", "户", "家次", "户次"})
OCCASIONS = frozenset({"次", "回", "轮", "遍", "场"})  # that something takes place
TIMES = frozenset({"次", "人次", "场次", "回"})  # how often something was done
CASES = frozenset({"件", "起", "批", "批次", "次", "人次", "项"})
PERCENTS = frozenset({"%", "个百分点", "百分点"})
RATES = PERCENTS | {"‰"}
LENGTHS = frozenset({"公里", "千米", "米"})

_R = TypeVar("_R")


class UnitRules(Generic[_R]):
    """Rules in order, each with the units that it is asked of: of most units most rules have nothing to say."""

    def __init__(self, *rows: tuple[Callable[[str], bool], _R]) -> None:
        self._rows = rows

    @remembered
    def of(self, unit: str) -> tuple[_R, ...]:
        """The rules that are asked of figures in `unit`; told once a unit."""
        return tuple(rule for asked, rule in self._rows if asked(unit))


def any_unit(_: str) -> bool:
    """For a rule that is asked of every figure."""
    return True
