"""Runs: which sources are new, workers that can die, a manifest that survives it all. See `docs/run.md`.

The only place that catches everything: what goes wrong in a document becomes a row of `failures`.
"""

from typing import TYPE_CHECKING

from taizhang.on_demand import on_demand

if TYPE_CHECKING:
    from taizhang.run.batch import run
    from taizhang.run.options import Options, Report

__all__ = ["Options", "Report", "run"]

# Workers need none of them.
__getattr__ = on_demand(__name__, {"run": "batch", "Options": "options", "Report": "options"})
