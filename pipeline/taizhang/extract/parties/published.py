"""Who published a bulletin, by the parts its parties have in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from taizhang.types import PartyMention

_PRINTED: Final = (
    "role.signature",
    "role.label.publisher",
)  # who signs it, or stands under 发布机构, rather than who is said to make known


def publisher_of(parties: Sequence[PartyMention]) -> str | None:
    """The one body that signs a bulletin or is labelled as who issued it, else the one of which it says so; None where there is
    none, or where several come into question."""
    publishing = [m for m in parties if m.role == "publisher" and m.party.kind != "person"]
    printed = [m for m in publishing if m.role_rule in _PRINTED]
    names = {m.party.party_id: m.party.name for m in printed or publishing}
    return next(iter(names.values())) if len(names) == 1 else None
