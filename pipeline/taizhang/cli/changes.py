"""`taizhang changes`: what is new in a ledger, for systems that take it in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli import app


@app.command()
def changes(
    ledger: Annotated[Path, typer.Argument(help="台账目录 the ledger's folder")],
    to: Annotated[Path, typer.Option(help="发件目录，一个接收方一个 the outbox, a folder for each receiver")],
) -> None:
    """只取变动：自上次以来新增、改动、消失的记录。 Hand out only what has changed since the last call.

    Each call that finds changes writes the next numbered file of the outbox. Take the files in order, apply them, delete them.

    Examples:

    - `taizhang changes ledger/ --to outbox/`
    """
    from taizhang.ledger import Ledger
    from taizhang.view.inbox import keep_out_of_inbox
    from taizhang.write.changes import write_changes

    Ledger.open(ledger)
    keep_out_of_inbox(ledger, to, "000001.jsonl")
    file, ops = write_changes(ledger, to)
    if file is None:
        typer.echo("没有变动 nothing has changed")
    else:
        typer.echo(f"{file}: 新增 added {ops['ADD']}，改动 changed {ops['MOD']}，消失 gone {ops['DEL']}")
