"""Units by what they count or measure."""

from __future__ import annotations

PEOPLE = frozenset({"人", "名", "位", "人次"})
PERSONS = frozenset({"人", "名"})  # people each counted once
OWNERS = ("家", "户")  # firms and households, which have things and do things
FIRMS = frozenset({"家", "户", "家次", "户次"})
TIMES = frozenset({"次", "人次", "场次", "回"})  # how often something was done
CASES = frozenset({"件", "起", "批", "批次", "次", "人次", "项"})
PERCENTS = frozenset({"%", "个百分点", "百分点"})
RATES = PERCENTS | {"‰"}
LENGTHS = frozenset({"公里", "千米", "米"})
