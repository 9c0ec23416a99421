"""Administrative divisions named in a text, by dated gazetteer. See `docs/parties.md`."""

from taizhang.extract.places.find import places

__all__ = ["places"]
