"""The words by which figures are compared, from `rules/checks.yml`."""

from __future__ import annotations

from taizhang.rules import cached, load_pack


@cached
def words(name: str) -> tuple[str, ...]:
    """The words of one list of the pack."""
    return tuple(load_pack("checks").lexicons[name])


@cached
def complete_pairs() -> tuple[tuple[str, str], ...]:
    """The pairs of kinds that are all there are."""
    return tuple((one, other) for one, other in load_pack("checks").lexicons["complete_pairs"])
