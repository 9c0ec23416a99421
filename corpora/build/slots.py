"""What fills a slot: places, inspectors, dates and figures. Names of places are real, everything said of them is not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

_LEXICON: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "lexicon.yml").read_text(encoding="utf-8"))
_PROBLEMS = [
    statement
    for group in yaml.safe_load((Path(__file__).parent / "problems.yml").read_text(encoding="utf-8"))
    for categories, statements in group.items() if not categories.startswith(("finance", "party", "other", "safety"))
    for statement in statements
]  # fmt: skip
_HANZI = "零一二三四五六七八九"
_LEVEL_WORDS = {  # what a level calls itself and the one above
    "central": ("国家", "中央"), "province": ("省", "中央"), "prefecture": ("市", "省"), "county": ("县", "市"), "township": ("镇", "县"),
}  # fmt: skip


def hanzi(number: int) -> str:
    """1 to 99 in Chinese: 21 -> 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _HANZI[ones]
    return ("" if tens == 1 else _HANZI[tens]) + "十" + (_HANZI[ones] if ones else "")


class Slots:
    """The values of one bulletin. Places, years, teams and the totals A to D with their parts (A1 + A2 = A) stay the same
    through the bulletin; `s d h k p w` (small, tens, hundreds, thousands, percent, money in 万) are fresh at each place, and no
    problem (the slots that end in 问) or article is told twice while there are others."""

    def __init__(self, rng: random.Random, years: tuple[int, ...], level: str | None) -> None:
        self.rng = rng
        self.year = rng.randint(years[0], years[-1])
        self.month = rng.randint(2, 11)
        self.level = level or rng.choice(("province", "prefecture", "county"))
        self.bound: dict[str, str] = {}
        self.used: set[str] = set()
        self._places()
        self._inspectors()
        self._totals()

    def get(self, name: str) -> str:
        """The value of a slot; KeyError for a slot that neither the code nor the lexicon knows."""
        if name in self.bound:
            return self.bound[name]
        if name in ("省2", "省3"):
            return self.bound.setdefault(name, self._another_province())
        if fresh := getattr(self, f"_{name}", None):
            return str(fresh())
        if name.endswith("~"):  # bound at its first use
            return self.bound.setdefault(name, self.get(name[:-1]))
        options = _LEXICON[name].split(" / ")
        return self._untold(options) if name.endswith(("问", "规")) else str(self.rng.choice(options))

    def _untold(self, options: Sequence[str]) -> str:
        """One of `options` that the bulletin has not told yet."""
        left = [option for option in options if option not in self.used] or options
        self.used.add(chosen := str(self.rng.choice(left)))
        return chosen

    def _another_province(self) -> str:
        """A province that the bulletin has not named."""
        self.used |= {self.bound["省"]}
        return self._untold(sorted(_LEXICON["places"]))

    def _places(self) -> None:
        provinces = _LEXICON["places"]
        name = self.rng.choice(sorted(provinces))
        cities = provinces[name]
        city, city2, city3 = self.rng.sample(sorted(cities), 3)
        county, county2 = self.rng.sample(cities[city], 2)
        chain = {"central": name, "province": name, "prefecture": city, "county": county}
        if self.level == "township":
            chain["township"] = str(self.rng.choice(_LEXICON["镇"].split(" / ")))
        here = chain[self.level]
        level, above = _LEVEL_WORDS[self.level]
        year, old = self.year, self.year < 2018
        self.bound |= {
            "省": name, "市": city, "市2": city2, "市3": city3, "县": county, "县2": county2, "地": here,
            "上": {"county": city, "prefecture": name, "township": county}.get(self.level, "中央"),
            "我": "全国" if self.level == "central" else f"我{'街道' if here.endswith('街道') else here[-1] if self.level == 'township' else level}",
            "级": level, "上级": above,
            "环": "环境" if old else "生态环境", "环厅": "环境保护厅" if old else "生态环境厅",
            "环局": "环保局" if old else "生态环境局", "年": str(year), "去年": str(year - 1), "前年": str(year - 2),
            "明年": str(year + 1), "月": str(self.month), "下月": str(self.month % 12 + 1),
            "部": "环境保护部" if old else "生态环境部",
        }  # fmt: skip

    def _inspectors(self) -> None:
        number = hanzi(self.rng.randint(1, 8))
        sender = {"county": "市委", "township": "市委", "prefecture": "省委"}.get(self.level, "中央")
        if self.rng.random() < 0.25 and self.level == "prefecture":
            sender = "中央"
        field = self.bound["环"] if sender == "中央" else "生态环境"
        self.bound["督组"] = f"{sender}第{number}{field}保护督察组"
        self.bound["轮"] = ["第一轮", "第二轮", "第三轮"][min(2, max(0, (self.year - 2016) // 3))]
        kind = {"中央": "中央", "省委": "省级", "市委": "市级"}[sender]
        self.bound["督察"] = f"{kind}{self.bound['环']}保护督察" + ("“回头看”" if self.rng.random() < 0.15 else "")
        number = hanzi(self.rng.randint(1, 12))
        sender = {"county": "市委", "township": f"{self.bound['县']}委", "prefecture": "省委"}.get(self.level, "中央")
        self.bound["巡组"] = f"{sender}第{number}{'巡察' if self.level in ('county', 'township') else '巡视'}组"

    def _totals(self) -> None:
        for letter, low, high in (("A", 18, 96), ("B", 110, 980), ("C", 1100, 38000), ("D", 3, 14)):
            total = self.rng.randint(low, high)
            first = max(1, round(total * self.rng.uniform(0.45, 0.9)))
            second = max(1, round((total - first) * self.rng.uniform(0.4, 0.9)))
            self.bound |= {letter: str(total), f"{letter}1": str(first), f"{letter}2": str(total - first),
                           f"{letter}3": str(second), f"{letter}4": str(max(0, total - first - second)),
                           f"{letter}p": f"{100 * first / total:.{self.rng.choice((0, 1, 2))}f}"}  # fmt: skip

    def _s(self) -> int:
        return self.rng.randint(2, 9)

    def _d(self) -> int:
        return self.rng.randint(11, 98)

    def _h(self) -> int:
        return self.rng.randint(105, 980)

    def _k(self) -> str:
        number = self.rng.randint(1050, 29800)
        return self.rng.choice((str(number), f"{number // 100 * 100}余", f"{number / 10000:.2f}万"))

    def _p(self) -> str:
        return f"{self.rng.uniform(3, 99.8):.{self.rng.choice((0, 1, 2))}f}"

    def _w(self) -> str:
        return f"{self.rng.uniform(1.5, 960):.{self.rng.choice((0, 1, 2))}f}"

    def _问(self) -> str:
        return self._untold(_PROBLEMS)

    def _某省(self) -> str:
        """A province not named before; its cities are 其市 and 其市2 until the next."""
        name = self._another_province()
        self.bound["其市"], self.bound["其市2"] = self.rng.sample(sorted(_LEXICON["places"][name]), 2)
        return name

    def _几(self) -> int:
        return self.rng.randint(1, 28)

    def _电话(self) -> str:
        return f"0{self.rng.randint(310, 999)}-5550{self.rng.randint(100, 999)}"

    def _日(self) -> str:
        return f"{self.month}月{self.rng.randint(1, 28)}日"

    def _前日(self) -> str:
        return f"{max(1, self.month - 1)}月{self.rng.randint(1, 28)}日"

    def _底(self) -> str:
        return self.rng.choice(
            (
                f"{self.year}年底",
                "年底",
                f"{self.year}年12月31日",
                f"{self.year + 1}年6月底",
                f"{min(12, self.month + 1)}月底",
            )
        )

    def _批(self) -> str:
        return hanzi(self.rng.randint(1, 34))

    def _人(self) -> str:
        return self.rng.choice("王李张刘陈杨赵黄周吴徐孙马朱胡林郭何") + self.rng.choice(
            ["某某", "某", "某甲", "晓明", "建国", "志强", "文博"]
        )

    def _单号(self) -> str:
        return f"{self.rng.choice('DX')}{self.rng.randint(1, 9)}{self.rng.choice(['SX', 'HN', 'SC', 'GD', 'NM', 'HB'])}{self.year}{self.month:02}{self.rng.randint(1, 28):02}{self.rng.randint(1, 200):04}"
