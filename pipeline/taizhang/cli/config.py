"""`taizhang config`: the settings in force, and where each comes from."""

from __future__ import annotations

from typing import Annotated

import typer

from taizhang.cli import app
from taizhang.cli.options import Config

config = typer.Typer(help="设置 settings", no_args_is_help=True)
app.add_typer(config, name="config")


@config.command()
def show(
    file: Config = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON  print JSON")] = False,
) -> None:
    """各项设置的值、来源、含义。 Each setting: its value, where it comes from (default, file, environment), what it is.

    Examples:

    - `taizhang config show`
    - `TAIZHANG_LIMITS__PAGES=500 taizhang config show --json`
    """
    import json

    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from taizhang.settings import load, rows

    found = list(rows(load({}, file)))
    if as_json:
        typer.echo(
            json.dumps({key: {"value": value, "from": origin} for key, value, origin, _ in found}, ensure_ascii=False)
        )
        return
    table = Table(box=None)
    table.add_column("设置 setting", no_wrap=True, min_width=max(len(key) for key, *_ in found))
    for heading in ("值 value", "来源 from", "含义 meaning"):
        table.add_column(heading, overflow="fold")
    for key, value, origin, about in found:
        table.add_row(key, "未设 unset" if value is None else escape(str(value)), escape(origin), about)
    Console().print(table)
