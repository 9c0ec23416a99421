"""Quick values are what Python's own frozen dataclasses are."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from taizhang.quick import quick


@quick
@dataclass(frozen=True, slots=True)
class _Day:
    year: int
    month: int = 1
    day: int | None = None


def test_fields_are_set_by_place_and_by_name_and_have_their_defaults():
    assert _Day(2024) == _Day(2024, 1, None) == _Day(month=1, year=2024)
    assert repr(_Day(2024, day=5)) == "_Day(year=2024, month=1, day=5)"
    with pytest.raises(TypeError):
        _Day()


def test_it_is_frozen_and_can_be_hashed_replaced_and_sent():
    day = _Day(2024, 6)
    with pytest.raises(FrozenInstanceError):
        day.month = 7
    assert {day: 1}[_Day(2024, 6)] == 1
    assert replace(day, day=3) == _Day(2024, 6, 3)
    assert pickle.loads(pickle.dumps(day)) == day
