"""LibreOffice that hangs over a document is ended, with what it has started and its folder, whoever loses patience first."""

import os
import shutil
import time

import psutil
import pytest
from tests.run.conftest import rows

from taizhang.errors import SourceError
from taizhang.read import legacy, read_source
from taizhang.run import Options, run
from taizhang.run.pool import PoolLimits

RTF = b"{\\rtf1 27 tasks}"
pytestmark = pytest.mark.skipif(not shutil.which("sh"), reason="needs a shell")


@pytest.fixture
def hanging(tmp_path, monkeypatch):
    """A LibreOffice that works in a child and never ends; what is left of it: (processes, folders)."""
    office = tmp_path / "bin" / "soffice"
    office.parent.mkdir()
    office.write_text(f"#!/bin/sh\n(exec sleep 987)&\nwait\n# {tmp_path}", encoding="utf-8")
    office.chmod(0o755)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("PATH", f"{office.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)

    def left():
        processes = [p.info["cmdline"] for p in psutil.process_iter(["cmdline"])]
        at_work = [c for c in processes if c == ["sleep", "987"] or str(office) in (c or ())]
        return at_work, [f.name for f in temporary.iterdir() if f.is_dir() and (f / "profile").exists()]

    return left


def nothing(left):
    end = time.monotonic() + 10
    while left() != ([], []):
        assert time.monotonic() < end, left()
        time.sleep(0.05)
    return True


def test_a_reader_that_loses_patience_ends_it(hanging, monkeypatch):
    monkeypatch.setattr(legacy, "_SECONDS", 0.5)
    with pytest.raises(SourceError, match="LibreOffice took more than") as error:
        list(read_source(RTF, "a.rtf"))
    assert (error.value.reason, nothing(hanging)) == ("timeout", True)


def test_a_worker_that_is_killed_over_it_ends_it(hanging, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.rtf").write_bytes(RTF)
    run([tmp_path / "in"], tmp_path / "l", Options(workers=1, pool=PoolLimits(seconds=1)))
    assert [row["reason"] for row in rows(tmp_path / "l", "failures")] == ["timeout"]
    assert nothing(hanging)
