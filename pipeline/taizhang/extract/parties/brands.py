"""Whether the words before the head of a firm's name are a name: 张氏水产|商行 has one of its own, 规模|养殖场 none."""

from __future__ import annotations

import regex

from taizhang.extract.parties.named import words
from taizhang.rules import Rule, cached, compiled, load_pack

LONGEST_BRAND = 6  # characters of a brand
_ONE_OF = compiled(r"(?:^|村|社区)[一两几]家?(?![品心佳鸣路二三])")  # 紫泽村一|木雕厂 is any of them


@cached
def _generic_ends() -> tuple[str, ...]:
    return tuple(load_pack("parties").lexicons["generic_firms"])


@cached
def _times() -> tuple[str, ...]:
    return tuple(load_pack("parties").lexicons["times"])


@cached
def _only_generic() -> regex.Pattern[str]:
    return compiled(f"(?:{words('generic_firms').pattern}|{words('generic_alone').pattern})*")


def is_a_name(own: str, rule: Rule, head: str, placed: bool) -> bool:
    """Whether the words between the place and the head of a firm's name are more than what it does (规模养殖场)."""
    if "某" in own or len(own) < 2 or _ONE_OF.search(own) or own.endswith(_times()) or _only_generic().fullmatch(own):
        return False
    if words("faults_in_names").search(own) or ("公司" not in head and words("put_up").search(own)):
        return False
    branded = rule.yields.get("branded")
    if branded == "alone" and not placed and (len(own) > LONGEST_BRAND or words("generic_groups").search(own)):
        return False
    if branded is True:  # 鑫安|劳务公司 and 鑫安环保|能源公司 carry a brand, 第三方|检测公司 none
        return not own.startswith(_generic_ends()) and len(_brand(own)) > 1
    if branded == "alone" and not placed:
        return not own.startswith(_generic_ends()) and not own.endswith(_generic_ends())
    if "公司" in head:
        return True
    # 张氏水产|商行 has a name of its own, 水产|商行 none
    return not own.endswith(_generic_ends()) or (placed and len(_brand(own)) > 1)


def _brand(own: str) -> str:
    """A firm's own words without the trades at their end: 鑫安环保 → 鑫安."""
    while own.endswith(_generic_ends()):
        own = own.removesuffix(next(end for end in _generic_ends() if own.endswith(end)))
    return own
