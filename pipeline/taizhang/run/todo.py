"""Chunks still to do, whatever engine does them: of a chunk whose worker was lost, the document it was at is tried once more, alone,
then reported. Where that document is not known, the chunk is halved until the culprit stands alone."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from typing import Final

from taizhang.errors import FailureReason, SourceError
from taizhang.run.exchange import Packed, failure

Chunk = tuple[str, ...]
_TRIES: Final = 2
_NODES: Final = 3  # that a chunk may go down with before it is blamed for it
_WHAT: Final = {
    "timeout": "两次超过时限；请看看文件，或调高 time_limit it took longer than time_limit, twice; look at it, or raise the limit",
    "crash": "两次弄垮工作进程；请看看文件 it killed its worker process, twice; look at it",
    "memory": "两次超出内存上限；请看看文件，或调高 memory_limit it used more than memory_limit, twice; look at it, or raise the limit",
}


class Todo:
    """Chunks of source URIs: those given back first, then the fresh ones."""

    def __init__(self, chunks: Iterable[Chunk]) -> None:
        self._fresh = iter(chunks)
        self._again: deque[Chunk] = deque()
        self._alone: dict[str, int] = {}
        self._went_down: Counter[Chunk] = Counter()

    def next(self) -> Chunk | None:
        """The next chunk, or None for now: a chunk in work may still be given back."""
        return self._again.popleft() if self._again else next(self._fresh, None)

    def put_back(self, chunk: Chunk) -> None:
        """A chunk that nobody has begun."""
        self._again.appendleft(chunk)

    def went_down(self, chunk: Chunk) -> list[Packed]:
        """A chunk whose whole machine was lost: hardly its doing, unless one machine after the other goes down under it."""
        self._went_down[chunk] += 1
        if self._went_down[chunk] >= _NODES:
            return self.lost(chunk, "crash")
        self.put_back(chunk)
        return []

    def lost(self, chunk: Chunk, reason: FailureReason, culprit: str | None = None) -> list[Packed]:
        """A worker was lost over `chunk`, at the document `culprit` if that is told. Returns the failure of a document that has cost
        its worker twice."""
        if culprit is not None and len(chunk) > 1:
            self._again.append(tuple(uri for uri in chunk if uri != culprit))
            chunk = (culprit,)
        if len(chunk) > 1:
            middle = len(chunk) // 2
            self._again.extendleft((chunk[middle:], chunk[:middle]))
            return []
        (uri,) = chunk
        self._alone[uri] = tries = self._alone.get(uri, 0) + 1
        if tries < _TRIES:
            self._again.appendleft(chunk)
            return []
        del self._alone[uri]
        error = SourceError(reason, f"{uri}: {_WHAT[reason]}", "worker")
        return [Packed(uri, None, [failure(uri, None, error, tries)], None)]
