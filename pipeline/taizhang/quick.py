"""Values that are made in half the time."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, TypeVar

_T = TypeVar("_T")


def quick(kind: type[_T]) -> type[_T]:
    """A frozen dataclass with slots whose `__init__` puts each value straight into its slot: Python's own has `object.__setattr__` look for
    the slot of each by its name, which takes twice as long. A document makes thousands. Raises TypeError for what it cannot do: default factories, fields
    that are not given, or only by name, and `__post_init__`."""
    odd = [f.name for f in fields(kind) if f.default_factory is not MISSING or not f.init or f.kw_only]  # type: ignore[arg-type]
    if odd or hasattr(kind, "__post_init__"):
        raise TypeError(f"{kind.__name__} cannot be quick: {', '.join(odd) or '__post_init__'}")
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    lines = [f"def __init__(self, {', '.join(names)}):", *(f"    set_{name}(self, {name})" for name in names)]
    scope: dict[str, Any] = {f"set_{name}": getattr(kind, name).__set__ for name in names}
    exec("\n".join(lines), scope)
    made, own = scope["__init__"], vars(kind)["__init__"]
    made.__defaults__, made.__annotations__, made.__qualname__ = own.__defaults__, own.__annotations__, own.__qualname__
    kind.__init__ = made  # type: ignore[method-assign]
    return kind
