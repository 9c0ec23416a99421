"""Runs: which sources are new, workers that can die, a manifest that survives it all. See `docs/run.md`.

The only place that catches everything: what goes wrong in a document becomes a row of `failures`.
"""

from taizhang.run.batch import run
from taizhang.run.options import Options, Report

__all__ = ["Options", "Report", "run"]
