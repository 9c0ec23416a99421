"""What a setting may be, in words: what an operator reads who gave something else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin

from annotated_types import Ge, Gt, Le
from pydantic import SecretStr
from pydantic.fields import FieldInfo


@dataclass(frozen=True)
class ZeroOr:
    """A number that is 0, which means none, or no less than `least`."""

    least: int


_KINDS: Final = {
    int: ("整数", "a whole number"), float: ("数", "a number"), str: ("文字", "text"), SecretStr: ("文字", "text"),
    Path: ("路径", "a path"), tuple: ('路径的列表，如 ["rules"]', 'a list of paths, as ["rules"]'),
}  # fmt: skip


def allowed(field: FieldInfo) -> str:
    """The values of a setting, in both languages: 要整数，不小于 1 it must be a whole number, at least 1."""
    (kind,) = [k for k in (field.annotation, *get_args(field.annotation)) if k is not NoneType and _is_kind(k)][:1]
    if get_origin(kind) is Literal:
        values = [str(value) for value in get_args(kind)]
        return f"要 {' 或 '.join(values)} it must be {' or '.join(values)}"
    chinese, english = _KINDS[get_origin(kind) or kind]
    bounds = [_bound(limit) for limit in field.metadata]
    return (
        f"要{'，'.join([chinese, *(b[0] for b in bounds)])} it must be {', '.join([english, *(b[1] for b in bounds)])}"
    )


def _is_kind(kind: Any) -> bool:
    return get_origin(kind) is Literal or (get_origin(kind) or kind) in _KINDS


def _bound(limit: Any) -> tuple[str, str]:
    match limit:
        case Ge():
            return f"不小于 {limit.ge}", f"at least {limit.ge}"
        case Gt():
            return f"大于 {limit.gt}", f"more than {limit.gt}"
        case Le():
            return f"不大于 {limit.le}", f"at most {limit.le}"
        case ZeroOr():
            return f"0 或不小于 {limit.least}", f"0 or at least {limit.least}"
    raise TypeError(f"no words for {limit!r}")
