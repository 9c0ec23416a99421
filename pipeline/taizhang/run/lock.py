"""One run at a time on a ledger."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TextIO

from taizhang.errors import LedgerBusy

_BEHIND: Final = 1 << 20  # behind all that is written; Windows locks bytes that are not there yet


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the ledger's lock; the system lets go of it when the process ends, however it ends.

    Raises LedgerBusy if another run holds it.
    """
    path = folder / "lock"
    with path.open("a+", encoding="ascii") as file:
        try:
            _hold(file)
        except OSError as error:
            file.seek(0)
            holder = file.read().strip() or "?"
            raise LedgerBusy(
                f"{folder.parent}: 另一次运行（进程 {holder}）正在写这本台账，请等它结束再跑"
                f" another run (process {holder}) is at work here; wait for it to end"
            ) from error
        _sign(file)
        yield


def _hold(file: TextIO) -> None:
    """Take the lock of the system on a file. Raises OSError if another process has it."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_BEHIND)  # who holds the lock stands at the beginning, for others to read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sign(file: TextIO) -> None:
    """Leave the holder's number for others to name; on a full disk the lock holds without it."""
    with suppress(OSError):
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
