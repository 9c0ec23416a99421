"""Runs on a Ray cluster: the same function over the same chunks, as Ray tasks. Measured against Ray Data and actors, only plain
tasks without Ray's own retries let a chunk be halved when its worker dies (`docs/scale.md`)."""

from __future__ import annotations

import functools
import signal
import socket
import time
from collections.abc import Generator, Iterable
from typing import Any, Final

from taizhang.classify import load_models
from taizhang.errors import EnvironmentFault, FailureReason, TaizhangError
from taizhang.run.exchange import Packed, Setup
from taizhang.run.options import Options
from taizhang.run.todo import Chunk, Todo
from taizhang.run.worker import initialise, packed, process, use_corrections

_POLL_SECONDS: Final = 5.0  # how often nodes that joined or left are counted
_KNOCK_SECONDS: Final = 10.0


def run_ray(chunks: Iterable[Chunk], workers: int, options: Options, setup: Setup) -> Generator[list[Packed]]:
    """Process chunks on the cluster at `options.address`, as many at a time as it has CPUs, or on one started here with
    `workers` CPUs; yields each chunk's results as it is done, in any order.

    Raises EnvironmentFault if Ray is not installed or the cluster cannot be reached, ModelError if a model is broken.
    """
    load_models()  # before the cluster is asked for anything
    ray = _connect(workers, options)
    task = ray.remote(num_cpus=1, max_retries=0)(work)
    shared = ray.put(setup)
    todo = Todo(chunks)
    flying: dict[Any, tuple[Chunk, float]] = {}
    try:
        while (chunk := todo.next()) or flying:
            while chunk and len(flying) < _cpus(ray):
                reference = task.remote(chunk, shared, options.pool.seconds, options.parts)
                flying[reference] = (chunk, time.monotonic())
                chunk = todo.next()
            if chunk:
                todo.put_back(chunk)
            done, _ = ray.wait(list(flying), timeout=_POLL_SECONDS)
            for reference in done:
                if results := _landed(ray, reference, *flying.pop(reference), todo, options.pool.seconds):
                    yield results
    finally:
        for reference in flying:
            ray.cancel(reference, force=True)
        ray.shutdown()


def work(chunk: Chunk, setup: Setup, seconds: float, parts: str | None) -> list[Packed]:
    """What a task does: understand the chunk, write its Parquet part if asked for. The system ends the worker when the chunk's
    time is over, whatever hangs."""
    _initialised(setup.packs)
    use_corrections(setup.corrections)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds * len(chunk))
    try:
        results = process(chunk, setup)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    if parts:
        from taizhang.run.parts import write_parts

        write_parts(results, parts)
    return packed(results)


@functools.cache
def _initialised(packs: tuple[str, ...]) -> None:
    initialise(Setup(packs=packs))


def _landed(ray: Any, reference: Any, chunk: Chunk, since: float, todo: Todo, seconds: float) -> list[Packed]:
    """What came of a chunk. One that went down with its node was hardly to blame; one that cost its worker is halved. What a task raises
    is no document's fault."""
    lost = ray.exceptions
    reason: FailureReason = "crash"
    try:
        results: list[Packed] = ray.get(reference)
        return results
    except (lost.NodeDiedError, lost.ObjectLostError):
        return todo.went_down(chunk)
    except lost.RayTaskError as error:
        raise _task_failed(error.cause) from error
    except lost.OutOfMemoryError:
        reason = "memory"
    except (lost.WorkerCrashedError, lost.LocalRayletDiedError):
        reason = "timeout" if time.monotonic() - since >= seconds * len(chunk) else "crash"
    return todo.lost(chunk, reason)


def _task_failed(cause: Exception) -> TaizhangError:
    if isinstance(cause, TaizhangError):
        return cause
    return EnvironmentFault(
        f"Ray 任务出错（{type(cause).__name__}: {cause}）；请检查 --parts 和各节点上的安装 a task failed; check --parts, and taizhang on each node"
    )


def _connect(workers: int, options: Options) -> Any:
    try:
        import ray
    except ImportError as error:
        raise EnvironmentFault(
            "--engine ray 要装 taizhang[ray]（怎么装见 taizhang doctor） it needs this extra"
        ) from error
    try:
        if options.address:
            _knock(options.address)
            ray.init(address=options.address, log_to_driver=False)
        else:
            ray.init(num_cpus=workers, include_dashboard=False, log_to_driver=False, configure_logging=False)
    except Exception as error:  # Ray raises bare Exceptions when a cluster does not start
        raise EnvironmentFault(
            f"连不上 Ray 集群，请检查 --address no Ray cluster at {options.address or 'this machine'}; check --address: {error}"
        ) from error
    return ray


def _knock(address: str) -> None:
    """Raises OSError at once if nobody listens at `host:port`: Ray itself would go on trying for ten minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if port.isdigit():
        socket.create_connection((host, int(port)), timeout=_KNOCK_SECONDS).close()


def _cpus(ray: Any) -> int:
    return max(1, int(ray.cluster_resources().get("CPU", 1)))
