"""`taizhang explain`: why a value is what it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli import app


@app.command()
def explain(
    ledger: Annotated[Path, typer.Argument(help="台账目录 the ledger's folder")],
    record: Annotated[
        str, typer.Argument(help="记录编号（如 count_id），或表格里的任务编号 t-…  the id of any record, or a task_key")
    ],
) -> None:
    """说明一个值从哪句话、按哪条规则得出。 Print the sentence and the rules behind one value.

    Example:

    - `taizhang explain ledger/ 3f1c2a9be0d4c711.c120-126`
    """
    from rich.console import Console

    from taizhang.view.explain import explanation

    Console().print(explanation(ledger, record))
