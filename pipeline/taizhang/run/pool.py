"""A process pool that loses nobody: a worker that dies, hangs or eats memory costs only the document that made it.

Each document has the time limit to itself, for all of its steps together; what is done for a chunk at once (telling kinds, categories)
has that of all.

Chunks in flight are bounded by the number of workers: the parent pulls, nothing queues up.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from taizhang.errors import EnvironmentFault, FailureReason, TaizhangError
from taizhang.forking import deaf_to_interrupts, end_with_parent, start_context
from taizhang.run.clock import ALL, Clock, Turns
from taizhang.run.exchange import Packed, Setup
from taizhang.run.todo import Chunk, Todo

_START_SECONDS: Final = 300.0  # loading rules and models takes 1 to 2 s; a loaded machine may take far longer
_START_TRIES: Final = 5
_READY: Final = "ready"


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """`seconds` for a document, `memory` bytes of address space for a worker (None: no limit).

    `forked`: workers are forked from a process that has loaded rules and models once, where the system can do that. For
    programs whose environment does not change while they run.
    """

    seconds: float = 120.0
    memory: int | None = 6_000_000_000
    forked: bool = False


class _Worker:
    """A process with a pipe. It may be given a chunk before it is ready; its time starts to run when it is."""

    def __init__(self, setup: Setup, pool: PoolLimits) -> None:
        try:
            context = start_context(pool.forked)
            self.pipe, child = context.Pipe()
            self.clock = Clock(context)
            self.process = context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(child, self.clock, setup, pool.memory), daemon=True
            )
            with nullcontext() if pool.forked else deaf_to_interrupts():  # forked, they inherit it
                self.process.start()
        except (OSError, EOFError) as error:
            raise EnvironmentFault(
                f"工作进程启动不了（{error}）；请看上面的信息，检查内存、进程数上限和 Python 的权限"
                f" workers cannot be started ({error}); see the messages above, check memory, limits on processes, rights to Python"
            ) from error
        child.close()
        self.ready = False
        self.chunk: Chunk = ()
        self._seconds = pool.seconds
        self._started = time.monotonic()

    def give(self, chunk: Chunk) -> bool:
        """Hand over a chunk; False if the process died while it was idle."""
        if self.ready:
            self.clock.at(ALL)
        try:
            self.pipe.send(chunk)
        except OSError:
            return False
        self.chunk = chunk
        return True

    def receive(self) -> list[Packed] | None:
        """What the process sent: results, or None if it only became ready. Raises EOFError or OSError if it is dead, and what kept it
        from becoming ready."""
        message = self.pipe.recv()
        if isinstance(message, TaizhangError):
            raise message
        if message == _READY:
            self.ready = True
            return None
        self.chunk = ()
        results: list[Packed] = message
        return results

    @property
    def deadline(self) -> float:
        """When the time is over for starting, or for what it is at."""
        if not self.ready:
            return self._started + _START_SECONDS
        return self.clock.deadline(self._seconds, len(self.chunk))

    @property
    def at(self) -> str | None:
        """The source it is at, where it is one."""
        return self.chunk[self.clock.number] if self.ready and self.clock.number != ALL else None

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(pipe: Connection, clock: Clock, setup: Setup, memory: int | None) -> None:
    """A worker's life: chunks in, results out, until the parent has ended."""
    end_with_parent()
    from taizhang.rules.kept import keep
    from taizhang.run.worker import initialise, packed, process  # which the parent does without

    with suppress(EOFError, BrokenPipeError):
        try:
            initialise(setup)
        except TaizhangError as error:
            pipe.send(error)
            return
        bound_memory(memory)
        clock.at(ALL)
        pipe.send(_READY)
        while True:
            chunk: Chunk = pipe.recv()
            results = packed(process(chunk, setup, Turns(clock, chunk).begin))
            keep()
            pipe.send(results)


def bound_memory(memory: int | None) -> None:
    """Let this process have no more than `memory` bytes of address space, or what it may have at most (`ulimit -v`) if that is less;
    beyond, Python raises MemoryError."""
    try:
        import resource
    except ImportError:  # Windows has no such limit; the time limit still holds
        return
    if memory is not None:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        memory = memory if most == resource.RLIM_INFINITY else min(memory, most)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


class _Crew:
    """The workers of a run and what they are at."""

    def __init__(self, size: int, setup: Setup, pool: PoolLimits) -> None:
        self._size, self._make = size, partial(_Worker, setup, pool)
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    @property
    def busy(self) -> list[_Worker]:
        return [w for w in self._workers if w.chunk]

    def give(self, chunk: Chunk) -> bool:
        """Hand `chunk` to an idle or a new worker; False if all are busy."""
        for worker in [w for w in self._workers if not w.chunk]:
            if worker.give(chunk):
                return True
            self.dismiss(worker)
        while len(self._workers) < self._size:
            worker = self._make()
            self._workers.append(worker)
            if worker.give(chunk):
                return True
            self.lost(worker)
        return False

    def lost(self, worker: _Worker) -> None:
        """A worker died or hung. Raises EnvironmentFault if workers again and again die before they could begin."""
        self._failed_starts = 0 if worker.ready else self._failed_starts + 1
        self.dismiss(worker)
        if self._failed_starts >= _START_TRIES:
            raise EnvironmentFault(
                "工作进程一启动就退出；请调高 memory_limit，或看 taizhang doctor 和上面的信息"
                " worker processes die before they can begin; raise memory_limit, or see `taizhang doctor` and the messages above"
            )

    def dismiss(self, worker: _Worker) -> None:
        worker.stop()
        self._workers.remove(worker)

    def stop(self) -> None:
        for worker in list(self._workers):
            self.dismiss(worker)


def run_pool(
    chunks: Iterable[Chunk], workers: int, setup: Setup = Setup(), pool: PoolLimits = PoolLimits()
) -> Generator[list[Packed]]:
    """Process chunks of source URIs with `workers` processes; yields each chunk's results as it is done, in any order. To be closed by
    who does not take all of them: the workers end with it.

    Raises EnvironmentFault if workers cannot start, ModelError if a model is broken.
    """
    todo = Todo(chunks)
    crew = _Crew(workers, setup, pool)
    done: list[list[Packed]] = []
    try:
        while (chunk := todo.next()) or crew.busy or done:
            while chunk and crew.give(chunk):
                chunk = todo.next()
            if chunk:
                todo.put_back(chunk)
            yield from done  # what is done with them takes time: the workers are at their next chunks
            done = list(_collect(crew, todo))
    finally:
        crew.stop()


def _collect(crew: _Crew, todo: Todo) -> Iterator[list[Packed]]:
    """Wait for the next thing to happen: results, a death, or a deadline."""
    busy = crew.busy
    if not busy:
        return
    left = min(w.deadline for w in busy) - time.monotonic()
    ready: set[Any] = set(wait([w.pipe for w in busy], timeout=max(0.0, min(left, 3600.0))))
    now = time.monotonic()
    for worker in busy:
        if worker.pipe in ready:
            try:
                results = worker.receive()
            except (EOFError, OSError):
                yield from _lost(worker, crew, todo, "crash")
                continue
            if results is not None:
                yield results
        elif now >= worker.deadline:
            yield from _lost(worker, crew, todo, "timeout")


def _lost(worker: _Worker, crew: _Crew, todo: Todo, reason: FailureReason) -> Iterator[list[Packed]]:
    """Replace a worker. One that died before it began has not touched its chunk."""
    chunk, culprit = worker.chunk, worker.at
    crew.lost(worker)
    if not worker.ready:
        todo.put_back(chunk)
    elif failed := todo.lost(chunk, reason, culprit):
        yield failed
