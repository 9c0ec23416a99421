"""How a run is done, and what it did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Literal

from taizhang.read import Limits
from taizhang.run.pool import PoolLimits


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is done. `force` reads everything again, `dry_run` only says what would be read, `only` restricts it.

    `settle`: seconds a file must have been left alone before it is read. `engine`: `local` processes, or `ray`, on the
    cluster at `address` (None: one started here). `password` opens sources that ask for one. `parts`: a folder or URL for
    Parquet parts written by the workers.
    """

    workers: int = 2
    force: bool = False
    dry_run: bool = False
    only: frozenset[str] | None = None
    settle: float = 0.0
    limits: Limits = field(default_factory=Limits)
    pool: PoolLimits = field(default_factory=PoolLimits)
    packs: tuple[str, ...] = ()
    password: str | None = field(default=None, repr=False)
    engine: Literal["local", "ray"] = "local"
    address: str | None = None
    parts: str | None = None


@dataclass(slots=True)
class Report:
    """What a run did. Counts are of sources, but `documents`; `waiting` are those not settled yet."""

    run_id: str
    new: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    waiting: int = 0
    read: int = 0
    failed: int = 0
    documents: int = 0
    seconds: float = 0.0
    written: bool = False

    def as_dict(self) -> dict[str, object]:
        """The report as plain data."""
        return asdict(self)


Progress = Callable[[int, int, int], None]  # (done, total, failed)
