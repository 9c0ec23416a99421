"""台账 taizhang: from Chinese inspection bulletins to a checked ledger.

>>> import taizhang
>>> bulletin = taizhang.parse("截至2022年5月20日，移交安阳市的38项整改任务，已完成27项。")
>>> [(c.text, c.status) for c in bulletin.counts]
[('38项', 'total'), ('27项', 'completed')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from taizhang.on_demand import on_demand
from taizhang.version import __version__

if TYPE_CHECKING:
    from taizhang.api import parse, parse_all, to_dict, to_rows
    from taizhang.errors import SourceError, TaizhangError
    from taizhang.ledger import Ledger
    from taizhang.read import Limits
    from taizhang.rules import use_packs
    from taizhang.types import Bulletin

__all__ = [
    "Bulletin",
    "Ledger",
    "Limits",
    "SourceError",
    "TaizhangError",
    "__version__",
    "parse",
    "parse_all",
    "to_dict",
    "to_rows",
    "use_packs",
]

_HOMES = {
    "Bulletin": "types",
    "Ledger": "ledger",
    "Limits": "read",
    "SourceError": "errors",
    "TaizhangError": "errors",
    "parse": "api",
    "parse_all": "api",
    "to_dict": "api",
    "to_rows": "api",
    "use_packs": "rules",
}
__getattr__ = on_demand(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted(__all__)
