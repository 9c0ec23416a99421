"""Reads files in a child process that may be killed by them: python -m tests.hostile.measure FOLDER"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What reading a file came to. `other` is the traceback of an exception that is no SourceError, or 'killed'."""

    characters: int
    failures: list[tuple[str, str, str]]
    other: str | None
    seconds: float
    memory: int


def _start() -> subprocess.Popen[str]:
    path = os.pathsep.join([str(REPOSITORY / "pipeline"), str(REPOSITORY), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "tests.hostile.child"]
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True, env=os.environ | {"PYTHONPATH": path}
    )


def _ask(child: subprocess.Popen[str], path: Path, seconds: float) -> dict[str, Any] | None:
    assert child.stdin
    assert child.stdout
    child.stdin.write(f"{path}\n")
    child.stdin.flush()
    ready, _, _ = select.select([child.stdout], [], [], seconds)
    line = child.stdout.readline() if ready else ""
    return json.loads(line) if line else None


def measured(paths: Iterable[Path], seconds: float = SECONDS) -> Iterator[tuple[Path, Seen]]:
    """Read every file; one that takes longer than `seconds` or kills the child is told so, and the next goes on."""
    child = _start()
    try:
        for path in paths:
            answer = _ask(child, path, seconds)
            if answer is None:
                code = child.poll()
                child.kill()
                child.wait()
                child = _start()
                answer = {
                    "characters": 0,
                    "failures": [],
                    "other": f"killed, or longer than {seconds} s (code {code})",
                    "seconds": seconds,
                    "memory": 0,
                }
            yield path, Seen(**answer)
    finally:
        child.kill()
        child.wait()


if __name__ == "__main__":
    for file, seen in measured(sorted(Path(sys.argv[1]).iterdir())):
        told = seen.failures[0][0] if seen.failures else f"{seen.characters} characters"
        print(
            f"{seen.seconds:7.2f} s {seen.memory / 1e6:7.0f} MB  {file.name}: {told}",
            (seen.other or "").strip().splitlines()[-1:],
        )
