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
) -> None:
    """把任务导出为办公室看惯的表格，或整改时限的日历。 Write the tasks as a readable spreadsheet, or what is due as a calendar.

    Examples:

        taizhang export ledger/ --to tasks.xlsx

        taizhang export ledger/ --to tasks.csv

        taizhang export ledger/ --to deadlines.ics
    """
    from taizhang.view.export import export_tasks

    n = export_tasks(ledger, to)
    typer.echo(f"{to}: {n} 条 tasks")
