"""The `taizhang` command. Verbs only: parse arguments, call one function, print. One module a group of verbs."""

from __future__ import annotations

import importlib

import typer

app = typer.Typer(
    name="taizhang",
    help="台账 taizhang: from inspection bulletins to a ledger. 把督察通报变成台账。",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
)

# Each module registers its verbs on `app` when imported; they import what is heavy inside their functions.
_VERBS = ("run", "show", "text", "export", "explain", "evaluate", "train", "review", "watch", "status", "config", "doctor")


def main() -> None:
    """Entry point of the console script."""
    for name in _VERBS:
        importlib.import_module(f"taizhang.cli.{name}")
    app()
