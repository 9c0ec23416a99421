"""Runs whenever an inbox changes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from taizhang.errors import LedgerBusy, LedgerError
from taizhang.run.batch import claim, run
from taizhang.run.log import logger
from taizhang.run.options import Options, Report

_SETTLE_SECONDS: Final = 2.0


def watch(inbox: Sequence[Path], ledger: Path, options: Options, poll: bool = False) -> Iterator[Report]:
    """Run at once and after every change under the folders `inbox`, until SIGTERM or Ctrl-C; yields each run's report.

    A file is read once it has been left alone for `options.settle` seconds (0: two); while files wait for that, runs follow one another
    at that pace. `poll` looks for changes instead of being told: network shares tell nothing. When another run holds the ledger
    or the disk is full, this one waits for its next turn. SIGTERM ends a run under way as Ctrl-C does: the next one goes on from there.
    Raises LedgerError if the folder holds something else.
    """
    claim(ledger)
    from watchfiles import watch as changes

    stop = _Stop()
    options = replace(options, settle=options.settle or _SETTLE_SECONDS)
    pace = max(200, int(options.settle * 1000))
    waiting = True
    arrivals = changes(
        *inbox, watch_filter=_outside(ledger), stop_event=stop.event, rust_timeout=pace, yield_on_timeout=True,
        raise_interrupt=False, force_polling=poll or None,
    )  # fmt: skip
    for changed in _beginning_with_one(arrivals):
        if changed or waiting:
            report = _turn(inbox, ledger, options, stop)
            waiting = report is None or report.waiting > 0
            if report is not None:
                yield report


def _outside(ledger: Path) -> Callable[[Any, str], bool]:
    """Whether a change is one of the inbox: what a run writes to a ledger in its own inbox would set off the next run."""
    return lambda _, path: not Path(path).resolve().is_relative_to(ledger.resolve())


def _beginning_with_one(arrivals: Iterator[set[Any]]) -> Iterator[set[Any]]:
    yield set()
    yield from arrivals


class _Stop:
    """SIGTERM, where this thread can be told of it: sets `event`, and ends at once what is done in a `with` block of it."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self._inside = False
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self._asked)

    def _asked(self, *_: object) -> None:
        self.event.set()
        if self._inside:
            raise KeyboardInterrupt

    def __enter__(self) -> None:
        self._inside = True

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        self._inside = False
        return kind is KeyboardInterrupt and self.event.is_set()


def _turn(inbox: Sequence[Path], ledger: Path, options: Options, stop: _Stop) -> Report | None:
    """One run; None if the ledger is not ours to write just now, or SIGTERM has ended it."""
    try:
        with stop:
            return run(inbox, ledger, options)
    except LedgerError as error:
        logger("").warning("ledger.busy" if isinstance(error, LedgerBusy) else "ledger.unwritable", message=str(error))
    return None
