"""The `taizhang` command. Verbs only: parse arguments, call one function, print. One module a group of verbs."""

from __future__ import annotations

import importlib
import sys
from typing import Annotated

import typer

from taizhang.errors import (
    CorpusError,
    CorrectionError,
    LedgerError,
    NotInLedger,
    RulePackError,
    SettingsError,
    SourceError,
    TaizhangError,
)
from taizhang.terminal import harmless
from taizhang.version import __version__

# 0 all read, 1 some sources failed, 2 wrong usage, 3 environment, 4 destination, 130 interrupted, 143 stopped.
EXIT_CODES: dict[type[TaizhangError], int] = {
    SourceError: 1,
    SettingsError: 2,
    CorrectionError: 2,
    CorpusError: 2,
    RulePackError: 2,
    NotInLedger: 2,
    LedgerError: 4,
}

app = typer.Typer(
    name="taizhang",
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
    rich_markup_mode="markdown",
    pretty_exceptions_show_locals=False,
)

# Each module registers its verbs on `app` when imported; they import what is heavy inside their functions.
_VERBS = (
    "run",
    "watch",
    "parse",
    "show",
    "text",
    "export",
    "changes",
    "explain",
    "status",
    "evaluate",
    "review",
    "train",
    "rules",
    "config",
    "doctor",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"taizhang {__version__}")
        raise typer.Exit


@app.callback()
def _taizhang(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本号 the version")
    ] = False,
) -> None:
    """台账 taizhang: from inspection bulletins to a ledger. 把督察通报变成台账。"""


def load_verbs() -> typer.Typer:
    """The app with all its verbs."""
    for name in _VERBS:
        importlib.import_module(f"taizhang.cli.{name}")
    return app


def main() -> None:
    """Entry point of the console script. What taizhang raises on purpose ends in one clear line, not in a traceback."""
    if {"--help", "-h"} & set(sys.argv) or len(sys.argv) <= 2:  # a group alone prints its help too
        from taizhang.cli.columns import count_columns

        count_columns()
    from taizhang.cli.usage import UsageError, is_help, told

    try:
        code = load_verbs()(prog_name=app.info.name, standalone_mode=False)
    except UsageError as error:
        if not is_help(error):
            typer.secho(harmless(told(error)), fg="red", err=True)
        sys.exit(2)
    except TaizhangError as error:
        lines = (error.message, *error.rows) if isinstance(error, CorrectionError) else (str(error),)
        typer.secho("taizhang: " + "\n  ".join(map(harmless, lines)), fg="red", err=True)
        sys.exit(next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), 3))
    except OSError as error:  # the disk or the pipe behind > is full
        typer.secho(f"taizhang: 读写不了，请检查磁盘空间和权限 cannot read or write: {error}", fg="red", err=True)
        sys.exit(3)
    sys.exit(code if isinstance(code, int) else 0)
