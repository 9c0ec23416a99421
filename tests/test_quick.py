"""Quick values are what Python's own frozen dataclasses are."""

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, replace

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


def test_what_it_cannot_do_is_refused():
    @dataclass(frozen=True, slots=True)
    class Listing:
        days: list[int] = field(default_factory=list)

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Named:
        day: int = 1

    @dataclass(frozen=True, slots=True)
    class Checked:
        day: int

        def __post_init__(self) -> None:
            raise AssertionError("never called")

    for kind in (Listing, Named, Checked):
        with pytest.raises(TypeError, match=kind.__name__):
            quick(kind)
