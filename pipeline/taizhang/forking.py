"""The process that workers are forked from: it loads rules and models once, while the program does something else.

Light to import, so that the command line can set it going before it imports what a run needs.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext

_LOADED = "taizhang.run.warm"
_STOPPING = (signal.SIGINT, signal.SIGTERM)


def load_ahead() -> None:
    """Start that process, where the system has such; it ends with this one."""
    if "forkserver" in mp.get_all_start_methods():
        from multiprocessing import forkserver

        mp.get_context("forkserver").set_forkserver_preload([_LOADED])
        with deaf_to_interrupts():
            forkserver.ensure_running()


def start_context(forked: bool) -> BaseContext:
    """How workers start: forked from the process that loaded everything, or each from nothing."""
    if forked and "forkserver" in mp.get_all_start_methods():
        load_ahead()
        return mp.get_context("forkserver")
    return mp.get_context("spawn")


def end_with_parent() -> None:
    """Let this process end when the one that started it has ended, however that was, and whatever hangs here by then."""
    if parent := mp.parent_process():

        def wait() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=wait, daemon=True).start()


@contextmanager
def deaf_to_interrupts() -> Iterator[None]:
    """Processes started inside never see Ctrl-C, which a terminal sends to all, nor SIGTERM, which a service manager sends to all of a
    service: what to do about it is this process's affair."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # started later, it would unblock the signals
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Ctrl-C and SIGTERM inside do what they do after it, whichever thread the system gave them to."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    seen: list[int] = []
    before = {number: signal.signal(number, lambda number, _: seen.append(number)) for number in _STOPPING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for held in seen:
            signal.raise_signal(held)
