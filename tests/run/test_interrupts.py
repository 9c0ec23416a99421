"""Ctrl-C where it would do harm comes after it."""

from __future__ import annotations

import signal
import threading

import pytest

from taizhang.forking import interrupts_held


def test_an_interrupt_inside_is_raised_behind():
    done = []

    def work():
        with interrupts_held():
            signal.raise_signal(signal.SIGINT)
            done.append("inside")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["inside"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_so_is_the_end_that_a_service_manager_asks_for():
    told = []
    before = signal.signal(signal.SIGTERM, lambda *_: told.append("outside"))
    with interrupts_held():
        signal.raise_signal(signal.SIGTERM)
        assert told == []
    assert told == ["outside"]
    signal.signal(signal.SIGTERM, before)


def test_without_an_interrupt_nothing_is_raised_and_an_error_passes():
    with interrupts_held():
        pass
    with pytest.raises(ValueError, match="own"), interrupts_held():
        raise ValueError("own")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_other_threads_may_use_it():
    seen = []

    def work():
        with interrupts_held():
            seen.append(signal.getsignal(signal.SIGINT))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [signal.default_int_handler]
