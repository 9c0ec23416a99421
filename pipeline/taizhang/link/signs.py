"""The patterns of `rules/regions.yml`, by name."""

from __future__ import annotations

import regex

from taizhang.rules import Seldom, cached, load_pack, ready


@cached
def sign(name: str) -> regex.Pattern[str]:
    """The pattern of the rule `region.NAME`."""
    return next(ready(rule.pattern) for rule in load_pack("regions").rules if rule.id == f"region.{name}")


@cached
def address_before() -> Seldom:
    """The sign of an address, which is asked of every place and seldom there."""
    return Seldom(sign("address_before"))
