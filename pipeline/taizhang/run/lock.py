"""One run at a time on a ledger."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from taizhang.errors import LedgerError


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the ledger's lock; the system lets go of it when the process ends, however it ends. Raises LedgerError."""
    import fcntl

    path = folder / "lock"
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise LedgerError(f"{folder.parent}: another run (process {holder}) is at work here; wait for it to end") from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
