"""Caches of what is made from rule packs; a change of packs empties them all."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

_TOGETHER = 32  # twice the files of a chunk
_F = TypeVar("_F", bound=Callable[..., Any])
_caches: list[Callable[[], None]] = []
_tables: list[Callable[[], object]] = []


def cached(function: _F) -> _F:
    """`functools.cache` for what is built from packs; emptied when `use_packs` changes them."""
    wrapped = functools.cache(function)
    _caches.append(wrapped.cache_clear)
    return wrapped  # type: ignore[return-value]


def table(*questions: str) -> Callable[[_F], _F]:
    """`cached`, for a table in which words of packs become terms of a closed vocabulary. `check_packs` makes all of them, asking
    those that take a question each of these, so that a word outside its vocabulary is told before anything is read."""

    def registered(function: _F) -> _F:
        asked = cached(function)
        _tables.extend([functools.partial(asked, question) for question in questions] or [asked])
        return asked

    return registered


def make_tables() -> None:
    """Make every table of the modules that are imported. Raises RulePackError."""
    for make in _tables:
        make()


def remembered(function: _F) -> _F:
    """`functools.lru_cache` for pure functions of short phrases, which bulletins repeat, whose answer comes from packs. Keeps
    the last 16,384 answers of each function; emptied when `use_packs` changes the packs."""
    wrapped = functools.lru_cache(maxsize=1 << 14)(function)
    _caches.append(wrapped.cache_clear)
    return wrapped  # type: ignore[return-value]


def latest(function: _F) -> _F:
    """`functools.lru_cache` for what several stages ask of one text: keeps the answers for a chunk of documents, which pass each
    stage together; emptied when `use_packs` changes the packs."""
    wrapped = functools.lru_cache(maxsize=_TOGETHER)(function)
    _caches.append(wrapped.cache_clear)
    return wrapped  # type: ignore[return-value]


def empty_caches() -> None:
    """Forget all that was made from the packs in force."""
    for clear in _caches:
        clear()
