"""Administrative divisions named in a text, by dated gazetteer. See `docs/parties.md`."""

from __future__ import annotations

import datetime as dt

from taizhang.types import PlaceMention


def places(text: str, on: dt.date | None = None) -> tuple[PlaceMention, ...]:
    """The divisions named in `text`, in order, with the codes valid `on` that day (latest where None)."""
    return ()
