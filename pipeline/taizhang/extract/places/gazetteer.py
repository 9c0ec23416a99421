"""Administrative divisions with their days of validity (GB/T 2260), by name, short name and code.

The data, `divisions.tsv.gz`, is made by `tools/build_divisions.py`; its head says where each fact comes from.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from taizhang.rules import cached, load_pack, remembered
from taizhang.types import Region

# What people write for the five autonomous regions and for divisions whose official names they never use in full.
_BRIEF = {
    "内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏", "新疆维吾尔自治区": "新疆",
    "香港特别行政区": "香港", "澳门特别行政区": "澳门", "巴音郭楞蒙古自治州": "巴音郭楞", "克孜勒苏柯尔克孜自治州": "克孜勒苏",
    "博尔塔拉蒙古自治州": "博尔塔拉", "伊犁哈萨克自治州": "伊犁", "锡林郭勒盟": "锡林郭勒", "大兴安岭地区": "大兴安岭",
}  # fmt: skip
# 新疆生产建设兵团 governs like a province and reports like one, but has no code of its own in GB/T 2260.
CORPS = Region("新疆生产建设兵团", None)
MUNICIPALITIES = ("11", "12", "31", "50")  # provinces that are cities: how their codes begin
_NOW = 999912


@dataclass(frozen=True, slots=True)
class Division:
    """A division in one period of its life; months are YYYYMM, `until` exclusive. `common` is 1 where the short name is
    an everyday word, 2 where the full name is one too."""

    code: str
    name: str
    since: int
    until: int
    short: str
    common: int

    @property
    def level(self) -> str:
        """province, prefecture or county."""
        return "province" if self.code.endswith("0000") else "prefecture" if self.code.endswith("00") else "county"

    @property
    def region(self) -> Region:
        """The division as the pair of name and code that the ledger shows."""
        return Region(self.name, self.code)

    @property
    def lasts(self) -> bool:
        """Whether it is valid to this day."""
        return self.until > _NOW

    def distance(self, month: int) -> int:
        """How many months (YYYYMM) lie between that month and the division's life; 0 where it is valid in it."""
        if month < self.since:
            return _months(self.since) - _months(month)
        return 0 if month < self.until else _months(month) - _months(self.until) + 1


def _months(yyyymm: int) -> int:
    return yyyymm // 100 * 12 + yyyymm % 100


class Gazetteer:
    """Look-ups by name and code. Nothing here is changed after loading."""

    def __init__(self, divisions: list[Division], customary: Mapping[str, Sequence[str]]) -> None:
        self.by_name: dict[str, list[Division]] = defaultdict(list)
        self.by_code: dict[str, list[Division]] = defaultdict(list)
        self.full_names: set[str] = set()
        for d in divisions:
            self.by_code[d.code].append(d)
            self.full_names.add(d.name)
            for name in {d.name, *_other_full_names(d), *customary.get(d.name, ())}:
                self.by_name[name].append(d)
                self.full_names.add(name)
            brief = _BRIEF.get(d.name, d.short)
            if brief:
                self.by_name[brief].append(d)

    @remembered
    def named(self, name: str, month: int = _NOW) -> list[Division]:
        """The divisions of that full or short name whose life is nearest to the month; several where it is ambiguous."""
        found = self.by_name.get(name)
        if not found:
            return []
        if len(found) == 1:
            return found
        nearest = min(d.distance(month) for d in found)
        near = [d for d in found if d.distance(month) == nearest]
        newest: dict[tuple[str, str], Division] = {}
        for d in near:  # one division whose code changed within the data's blind spot: the newer code
            key = (d.code[:4], d.name)
            if key not in newest or newest[key].since <= d.since:
                newest[key] = d
        return list(newest.values())

    @remembered
    def division(self, code: str, month: int = _NOW) -> Division | None:
        """The division of that code in that month (else nearest to it)."""
        return min(self.by_code.get(code, ()), key=lambda d: d.distance(month), default=None)

    @cached_property
    def _with_counties(self) -> frozenset[str]:
        return frozenset(code[:4] for code in self.by_code if not code.endswith("00"))

    def holds_towns(self, code: str) -> bool:
        """Whether towns lie in the division itself: a county, or one of the cities that have none."""
        return not code.endswith("00") or not (code.endswith("0000") or code[:4] in self._with_counties)

    def parent(self, code: str, month: int = _NOW) -> Division | None:
        """The next division above a code: the prefecture, or the province where there is none between."""
        if code.endswith("0000"):
            return None
        if not code.endswith("00") and (above := self.division(code[:4] + "00", month)):
            return above
        return self.division(code[:2] + "0000", month)


def month_of(on: dt.date | None) -> int:
    """A day as the YYYYMM that validity is told in; the far future for None, which means the latest."""
    return on.year * 100 + on.month if on else _NOW


def within(code: str, above: str) -> bool:
    """Whether the division `code` is `above` or lies in it."""
    return code.startswith(above[:2] if above.endswith("0000") else above[:4] if above.endswith("00") else above)


def _other_full_names(d: Division) -> list[str]:
    """恩施州 for 恩施土家族苗族自治州, 长阳县 for 长阳土家族自治县, and the like."""
    brief = _BRIEF.get(d.name, d.short)
    return [brief + d.name[-1]] if brief and d.name.endswith(("自治州", "自治县", "自治旗")) else []


@cached
def gazetteer() -> Gazetteer:
    """The gazetteer with the customary names of the packs in force."""
    packed = files("taizhang.extract.places").joinpath("divisions.tsv.gz").read_bytes()
    rows = csv.reader(io.StringIO(gzip.decompress(packed).decode()), delimiter="\t", quoting=csv.QUOTE_NONE)
    next(rows)
    return Gazetteer(
        [Division(c, n, int(since), int(until), short, int(common)) for c, n, since, until, short, common in rows],
        load_pack("places").lexicons["customary_names"],
    )
