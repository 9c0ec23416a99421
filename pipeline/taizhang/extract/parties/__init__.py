"""Organisations and posts that act or are acted on, under their canonical names. See `docs/parties.md`."""

from taizhang.extract.parties.find import canonical_party, parties

__all__ = ["canonical_party", "parties"]
