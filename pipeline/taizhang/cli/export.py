"""`taizhang export`: the tasks as a spreadsheet or a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli import app


@app.command()
def export(
    ledger: Annotated[Path, typer.Argument(help="台账目录 the ledger's folder")],
    to: Annotated[Path, typer.Option(help="写到 .xlsx、.csv 或 .ics  the file to write")],
    latest: Annotated[
        bool,
        typer.Option(
            "--latest", help="每项任务只列一次，按最新一篇通报 each task once, as its newest bulletin tells it"
        ),
    ] = False,
) -> None:
    """把任务导出为办公室看惯的表格，或整改时限的日历。 Write the tasks as a readable spreadsheet, or what is due as a calendar.

    A workbook (.xlsx) also lists all figures, each in its sentence, the bulletins with their files, and what was not read or does
    not agree.

    Examples:

    - `taizhang export ledger/ --to tasks.xlsx`
    - `taizhang export ledger/ --to tasks.xlsx --latest`
    - `taizhang export ledger/ --to deadlines.ics`
    """
    from taizhang.ledger import Ledger
    from taizhang.terminal import typed
    from taizhang.view.export import export_tasks
    from taizhang.view.inbox import keep_out_of_inbox
    from taizhang.view.notices import unread

    keep_out_of_inbox(ledger, to)
    n = export_tasks(ledger, to, latest)
    typer.echo(f"{to}: {n} 条 tasks")
    if missing := len(unread(Ledger.open(ledger))):
        told = f"有 {missing} 个来源没有读成或没有读全，不在其中 sources not in it, or not all of them: {missing}；见 see: taizhang status {typed(ledger)}"
        typer.secho(told, fg="yellow", err=True)
