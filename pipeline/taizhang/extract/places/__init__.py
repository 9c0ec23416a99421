"""Administrative divisions named in a text, by dated gazetteer. See `docs/parties.md`."""

from taizhang.extract.places.find import places, short_names

__all__ = ["places", "short_names"]
