"""台账 taizhang: from Chinese inspection bulletins to a checked ledger.

>>> import taizhang
>>> bulletin = taizhang.parse("截至2022年5月20日，移交安阳市的38项整改任务，已完成27项。")
>>> [(c.text, c.status) for c in bulletin.counts]
[('38项整改任务', 'total'), ('27项', 'completed')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from taizhang.version import __version__

if TYPE_CHECKING:
    from taizhang.api import parse, parse_all
    from taizhang.ledger import Ledger
    from taizhang.types import Bulletin

__all__ = ["Bulletin", "Ledger", "__version__", "parse", "parse_all"]

_HOMES = {"parse": "api", "parse_all": "api", "Ledger": "ledger", "Bulletin": "types"}


def __getattr__(name: str) -> Any:
    """Public names load with their first use, so that `import taizhang` is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'taizhang' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"taizhang.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
