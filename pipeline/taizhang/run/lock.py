"""One run at a time on a ledger."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from taizhang.errors import LedgerBusy


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the ledger's lock; the system lets go of it when the process ends, however it ends.

    Raises LedgerBusy if another run holds it.
    """
    import fcntl

    path = folder / "lock"
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "?"
            raise LedgerBusy(
                f"{folder.parent}: 另一次运行（进程 {holder}）正在写这本台账，请等它结束再跑"
                f" another run (process {holder}) is at work here; wait for it to end"
            ) from error
        _sign(file)
        yield


def _sign(file: TextIO) -> None:
    """Leave the holder's number for others to name; on a full disk the lock holds without it."""
    with suppress(OSError):
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
