"""Organisations and posts that act or are acted on, under their canonical names. See `docs/parties.md`."""

from taizhang.extract.parties.find import canonical_party, parties
from taizhang.extract.parties.roles import with_roles

__all__ = ["canonical_party", "parties", "with_roles"]
