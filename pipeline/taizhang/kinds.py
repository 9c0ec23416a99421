"""Kinds of things that are told apart for every word or character of a text."""

from __future__ import annotations


class Kinds(int):
    """Numbered names, in the order in which a subclass lists them as `ClassVar`s, from 0. Like `enum.IntEnum`, whose members take
    ten times as long to look up (Python 3.11), and are looked up at every word."""

    __slots__ = ()

    def __init_subclass__(cls) -> None:
        for number, name in enumerate(cls.__annotations__):
            setattr(cls, name, cls(number))
