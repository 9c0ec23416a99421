"""The lock of a ledger, on systems that have no `fcntl`."""

import os
import sys
from types import SimpleNamespace

import pytest

from taizhang.errors import LedgerBusy
from taizhang.run.lock import locked


def test_on_windows_a_byte_behind_the_holders_number_is_locked(tmp_path, monkeypatch):
    held = set()

    def locking(descriptor, mode, length):
        """As msvcrt has it: from where the file stands, and no waiting."""
        place = os.lseek(descriptor, 0, os.SEEK_CUR), length
        if place in held:
            raise PermissionError(13, "Permission denied")
        held.add(place)

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=locking))
    monkeypatch.setattr(sys, "platform", "win32")
    with locked(tmp_path):
        ((place, length),) = held
        assert (place > 1000, length) == (True, 1)
        with pytest.raises(LedgerBusy, match=r"进程 \d+"), locked(tmp_path):
            pass
