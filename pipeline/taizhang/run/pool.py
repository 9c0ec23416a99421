"""A process pool that loses nobody: a worker that dies, hangs or eats memory costs only the document that made it.

A chunk whose worker was lost is halved and tried again until the culprit stands alone; alone it is tried once more, then
reported. Chunks in flight are bounded by the number of workers: the parent pulls, nothing queues up.
"""

from __future__ import annotations

import multiprocessing as mp
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from taizhang.correct import Book
from taizhang.errors import FailureReason, SourceError
from taizhang.read import Limits
from taizhang.run.worker import Result, failure, initialise, process, use_corrections

Chunk = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """`seconds` for a document, `memory` bytes of address space for a worker (None: no limit)."""

    seconds: float = 120.0
    memory: int | None = 6_000_000_000


class _Worker:
    def __init__(self, limits: Limits, pool: PoolLimits, packs: tuple[str, ...], corrections: Book) -> None:
        context = mp.get_context("spawn")
        self.pipe, child = context.Pipe()
        self.process = context.Process(target=_serve, args=(child, limits, pool.memory, packs, corrections), daemon=True)
        self.process.start()
        child.close()
        self.chunk: Chunk = ()
        self.deadline = float("inf")

    def give(self, chunk: Chunk, seconds: float) -> None:
        self.chunk, self.deadline = chunk, time.monotonic() + seconds * len(chunk)
        self.pipe.send(chunk)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(
    pipe: Connection, limits: Limits, memory: int | None, packs: tuple[str, ...], corrections: Book
) -> None:
    """A worker's life: chunks in, results out, until the pipe closes. Ctrl-C is the parent's affair."""
    import signal
    from pathlib import Path

    from taizhang.rules import use_packs

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use_packs(tuple(map(Path, packs)))
    use_corrections(corrections)
    initialise()
    _bound_memory(memory)
    while True:
        try:
            chunk = pipe.recv()
        except EOFError:
            return
        pipe.send(process(chunk, limits))


def _bound_memory(memory: int | None) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def run_pool(
    chunks: Iterable[Chunk], workers: int, limits: Limits, pool: PoolLimits = PoolLimits(), packs: tuple[str, ...] = (),
    corrections: Book = Book(),
) -> Iterator[list[Result]]:
    """Process chunks of source URIs with `workers` processes; yields each chunk's results as it is done, in any order."""
    todo = _Todo(chunks)
    crew: list[_Worker] = []
    try:
        while (chunk := todo.next()) or any(w.chunk for w in crew):
            while chunk:
                idle = next((w for w in crew if not w.chunk), None)
                if idle is None and len(crew) < workers:
                    idle = _Worker(limits, pool, packs, corrections)
                    crew.append(idle)
                if idle is None:
                    todo.put_back(chunk)
                    break
                # The first chunk also waits for the worker to start.
                idle.give(chunk, pool.seconds)
                chunk = todo.next()
            yield from _collect(crew, todo)
    finally:
        for worker in crew:
            worker.stop()


class _Todo:
    """Chunks still to do: those given back first, then the fresh ones."""

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self._fresh = iter(chunks)
        self._again: deque[Chunk] = deque()
        self._alone: dict[str, int] = {}

    def next(self) -> Chunk | None:
        return self._again.popleft() if self._again else next(self._fresh, None)

    def put_back(self, chunk: Chunk) -> None:
        self._again.appendleft(chunk)

    def lost(self, chunk: Chunk, reason: FailureReason) -> list[Result]:
        """A worker was lost over `chunk`: halve it; a document alone gets one more try, then its failure is returned."""
        if len(chunk) > 1:
            middle = len(chunk) // 2
            self._again.extendleft((chunk[middle:], chunk[:middle]))
            return []
        (uri,) = chunk
        self._alone[uri] = tries = self._alone.get(uri, 0) + 1
        if tries < 2:
            self._again.appendleft(chunk)
            return []
        what = {"timeout": "took longer than time_limit", "crash": "killed its worker process"}[reason]
        error = SourceError(reason, f"{uri}: {what}, twice; look at the file, or raise the limit", "worker")
        return [Result(uri, None, failures=[failure(uri, None, error, tries)])]


def _collect(crew: list[_Worker], todo: _Todo) -> Iterator[list[Result]]:
    """Wait for the next thing to happen: results, a death, or a deadline."""
    busy = [w for w in crew if w.chunk]
    if not busy:
        return
    left = min(w.deadline for w in busy) - time.monotonic()
    ready: set[Any] = set(wait([w.pipe for w in busy], timeout=max(0.0, min(left, 3600.0))))
    now = time.monotonic()
    for worker in busy:
        if worker.pipe in ready:
            try:
                results = worker.pipe.recv()
            except (EOFError, OSError):
                yield from _replace(worker, crew, todo, "crash")
                continue
            worker.chunk, worker.deadline = (), float("inf")
            yield results
        elif now >= worker.deadline:
            yield from _replace(worker, crew, todo, "timeout")


def _replace(worker: _Worker, crew: list[_Worker], todo: _Todo, reason: FailureReason) -> Iterator[list[Result]]:
    worker.stop()
    crew.remove(worker)
    failed = todo.lost(worker.chunk, reason)
    if failed:
        yield failed
