"""The patterns of `rules/regions.yml`, by name."""

from __future__ import annotations

import regex

from taizhang.rules import Seldom, cached, rule_pattern


def sign(name: str) -> regex.Pattern[str]:
    """The pattern of the rule `region.NAME`."""
    return rule_pattern("regions", f"region.{name}")


@cached
def address_before() -> Seldom:
    """The sign of an address, which is asked of every place and seldom there."""
    return Seldom(sign("address_before"))


@cached
def of_a_firm() -> Seldom:
    """The sign that a place only begins the name of a firm."""
    return Seldom(sign("firm_behind"))
