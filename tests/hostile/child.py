"""Reads files one after another in a process of bounded memory and says what came of each, as a line of JSON.

Started by `measure.py`; paths come on standard input, so that a file that kills or hangs this process is known.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import traceback
from pathlib import Path

from taizhang.errors import SourceError
from taizhang.read import read_source

MEMORY = 4_000_000_000  # address space, in bytes


def peak() -> int:
    """The most memory held since `reset`, in bytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def reset() -> None:
    """Begin to measure the peak anew."""
    Path("/proc/self/clear_refs").write_text("5")


def read(path: Path) -> dict[str, object]:
    """What reading one file comes to: characters, reasons and messages of failures, any other exception."""
    characters, failures, other = 0, [], None
    data = path.read_bytes()
    reset()
    before, begin = peak(), time.perf_counter()
    try:
        for found in read_source(data, path.name):
            if isinstance(found, SourceError):
                failures.append((found.reason, found.stage, str(found)[:500]))
            else:
                characters += len(found.text)
    except SourceError as error:
        failures.append((error.reason, error.stage, str(error)[:500]))
    except BaseException:  # noqa: BLE001 - any other is what the tests look for
        other = traceback.format_exc()[-1500:]
    seconds = time.perf_counter() - begin
    return {
        "characters": characters,
        "failures": failures,
        "other": other,
        "seconds": seconds,
        "memory": peak() - before,
    }


def main() -> None:
    """Serve until standard input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin:
        print(json.dumps(read(Path(line.rstrip("\n")))), flush=True)


if __name__ == "__main__":
    main()
