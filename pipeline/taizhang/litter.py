"""Files that systems leave behind in every folder, and in archives of one: no bulletins."""

from __future__ import annotations

from typing import Final

_NAMES: Final = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"})


def is_litter(name: str) -> bool:
    """Whether a file of this name, without its folder, is one of them: pictures of a folder, its look, marks of an open document."""
    return name.lower() in _NAMES or name.startswith("~$")
