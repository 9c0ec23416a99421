"""A command that was typed wrongly: what is wrong with it, in both languages and in one line, as all errors are told."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any, Final

import typer

# The base of all errors of usage. Typer brought click along until it took it in; this is the one of either.
UsageError: Final[Any] = typer.BadParameter.__base__

_REFUSED: Final = {
    r"valid integer": "要整数",
    r"valid number|valid float": "要数",
    r"(?:greater than or equal to |x>=)(\S+)": "不能小于 {}",
    r"(?:less than or equal to |x<=)(\S+)": "不能大于 {}",
}


def is_help(error: Any) -> bool:
    """Whether a group of commands was called alone, which has printed its help."""
    return type(error).__name__ == "NoArgsIsHelpError"


def told(error: Any) -> str:
    """The line for an error of usage: the command, what is wrong, and where its usage stands."""
    command = error.ctx.command_path if error.ctx else "taizhang"
    return f"{command}: {_wrong(error)}；用法见 see: {command} --help"


def _wrong(error: Any) -> str:
    kind = type(error).__name__  # the classes are told by name: not all of them can be imported from typer
    if kind == "MissingParameter":
        about = getattr(error.param, "help", None)
        return f"没有给 missing: {_name(error)}" + (f"（{about}）" if about else "")
    if kind == "NoSuchOption":
        options = [name for param in error.ctx.command.params for name in param.opts] if error.ctx else []
        return f"没有这个选项 no such option: {error.option_name}{_near(error.option_name, options)}"
    if kind == "BadParameter":
        return f"{_name(error)}: {_refused(error.message)}"
    if kind == "BadOptionUsage":
        none = "does not take a value" in error.message
        return f"{error.option_name} {'后面不带值 takes no value' if none else '后面要给一个值 wants a value'}"
    if found := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", error.message):
        return f"多出了 unexpected: {found[1]}；名称里有空格的要加引号 put a name with blanks in quotes"
    if found := re.match(r"No such command '(.+?)'", error.message):
        return f"没有这个命令 no such command: {found[1]}{_near(found[1], error.ctx.command.commands)}"
    return str(error.format_message())


def _name(error: Any) -> str:
    """The option or argument, as it is typed."""
    if error.param_hint:
        return str(error.param_hint)
    name: str = max(error.param.opts, key=len) if error.param else ""
    return name if name.startswith("-") else name.upper()


def _near(asked: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(asked, list(names), 1)
    return f"，是不是 did you mean {near[0]}" if near else ""


def _refused(message: str) -> str:
    """Why a value cannot be. What taizhang refuses is told in both languages already."""
    for pattern, chinese in _REFUSED.items():
        if found := re.search(pattern, message):
            return f"{chinese.format(*found.groups())} {message}"
    return message
