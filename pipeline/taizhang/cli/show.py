"""`taizhang show`: the summary of a ledger, or one document's records in reading order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli import app


@app.command()
def show(
    ledger: Annotated[Path, typer.Argument(help="台账目录 the ledger's folder")],
    doc: Annotated[
        str | None,
        typer.Option(help="单篇：文档编号（可只写开头）或文件名 a document's id (a prefix is enough) or file name"),
    ] = None,
) -> None:
    """看台账：总览，或按阅读顺序列出一篇的全部记录。 Print a ledger's summary, or one document in reading order.

    Examples:

        taizhang show ledger/

        taizhang show ledger/ --doc anyang.txt
    """
    from rich.console import Console

    from taizhang.view.reading import document_view
    from taizhang.view.summary import summary

    Console().print(document_view(ledger, doc) if doc else summary(ledger))
