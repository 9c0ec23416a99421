"""Runs whenever an inbox changes."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from taizhang.errors import EnvironmentFault, LedgerBusy, LedgerError
from taizhang.run.batch import claim, run
from taizhang.run.log import logger
from taizhang.run.options import Options, Report

_SETTLE_SECONDS: Final = 2.0
_ROUND_SECONDS: Final = 300.0  # as long as what no notice tells of may wait
_AWAY_SECONDS: Final = 60.0


def watch(inbox: Sequence[Path], ledger: Path, options: Options, poll: bool = False) -> Iterator[Report]:
    """Run at the beginning, after every change under the folders `inbox`, and every five minutes whatever the system tells of changes,
    until SIGTERM or Ctrl-C; yields each run's report.

    A file is read once it has been left alone for `options.settle` seconds (0: two); while files wait for that, runs follow one another
    at that pace. `poll` looks for changes instead of being told: network shares tell nothing. When another run holds the ledger
    or the disk is full, this one waits for its next turn. SIGTERM ends a run under way as Ctrl-C does: the next one goes on from there.
    Raises LedgerError if the folder holds something else.
    """
    claim(ledger)
    stop = _Stop()
    options = replace(options, settle=options.settle or _SETTLE_SECONDS)
    waiting = False
    for to_do in _looks(inbox, ledger, options.settle, poll, stop.event):
        if to_do or waiting:
            report = _turn(inbox, ledger, options, stop)
            waiting = report is None or report.waiting > 0
            if report is not None:
                yield report


def _looks(inbox: Sequence[Path], ledger: Path, pace: float, poll: bool, stop: threading.Event) -> Iterator[bool]:
    """Whether there is something to do, every `pace` seconds or sooner. There is at the beginning of each round, since no notice is to be
    relied on: none comes of a folder that was mounted anew, of one that was away, or of more files at a time than the system keeps count
    of. A round is listening already when it begins, so that nothing arrives unheard while a run is at work."""
    from watchfiles import watch as changes

    while not stop.is_set():
        ends = time.monotonic() + _ROUND_SECONDS
        there = [folder for folder in inbox if _can_be_watched(folder)]
        if not there:
            yield True
            stop.wait(_AWAY_SECONDS)
            continue
        try:
            notices = changes(
                *there, watch_filter=_outside(ledger), stop_event=stop, rust_timeout=max(200, int(pace * 1000)), yield_on_timeout=True,
                raise_interrupt=False, force_polling=poll or None,
            )  # fmt: skip
            for number, changed in enumerate(notices):
                yield bool(changed) or number == 0
                if time.monotonic() > ends:
                    break
            else:
                return  # Ctrl-C, or asked to stop
        except FileNotFoundError:  # gone since it was there
            continue
        except OSError as error:
            raise EnvironmentFault(
                f"收件目录守不住（{error}）；请加 --poll，或调高系统的 fs.inotify.max_user_watches"
                " the inbox cannot be watched; use --poll, or raise the system's limit"
            ) from error


def _outside(ledger: Path) -> Callable[[Any, str], bool]:
    """Whether a change is one of the inbox: what a run writes to a ledger in its own inbox would set off the next run. `realpath` raises
    nothing, where `Path.resolve` does of a link to itself."""
    home = os.path.realpath(ledger)
    return lambda _, path: not f"{os.path.realpath(path)}{os.sep}".startswith(f"{home}{os.sep}")


def _can_be_watched(folder: Path) -> bool:
    """Whether a folder is there, under a name that `watchfiles` takes: one that is not UTF-8 is only looked at in every round."""
    try:
        os.fspath(folder).encode()
    except UnicodeEncodeError:
        return False
    return os.path.isdir(folder)


class _Stop:
    """SIGTERM, where this thread can be told of it: sets `event`, and ends at once what is done in a `with` block of it. A second one
    does not end what the first has still to put in order."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self._inside = False
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self._asked)

    def _asked(self, *_: object) -> None:
        self.event.set()
        if self._inside:
            self._inside = False
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
