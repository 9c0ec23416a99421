"""Progress: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int, int], None]
_SECONDS_BETWEEN_LINES = 10.0


@contextmanager
def progress_for(log_format: str) -> Iterator[Progress]:
    """A function to call with (done, total, failed) sources."""
    if sys.stderr.isatty() and log_format == "text":
        with _bar() as progress:
            yield progress
    else:
        yield _lines(log_format)


@contextmanager
def _bar() -> Iterator[Progress]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("读通报 reading", total=None)

        def progress(done: int, total: int, failed: int) -> None:
            """Show how many of `total` sources are done, and how many of them failed."""
            words = f"读通报 reading（未读成 {failed}）" if failed else "读通报 reading"
            bar.update(task, completed=done, total=total, description=words)

        yield progress


def _lines(log_format: str) -> Progress:
    import structlog

    last = time.monotonic()

    def progress(done: int, total: int, failed: int) -> None:
        """Log how far the run is, at most once in a while and at its end."""
        nonlocal last
        if time.monotonic() - last < _SECONDS_BETWEEN_LINES and done < total:
            return
        last = time.monotonic()
        if log_format == "json":
            structlog.get_logger().info("progress", done=done, total=total, failed=failed)
        else:
            sys.stderr.write(f"已读 {done}/{total}，未读成 {failed}\n")

    return progress
