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
        typer.Option(
            help="单篇：编号、文件名或标题，写一部分即可 a document's id, file name or title; a part that only it has is enough"
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(help="把这一篇写成网页，标注着色 write the document as a web page, what was read in colour"),
    ] = None,
) -> None:
    """看台账：总览，或按阅读顺序列出一篇的全部记录。 Print a ledger's summary, or one document in reading order.

    Examples:

    - `taizhang show ledger/`
    - `taizhang show ledger/ --doc anyang.txt`
    - `taizhang show ledger/ --doc anyang.txt --html anyang.html`
    """
    from rich.console import Console

    from taizhang.errors import SettingsError
    from taizhang.view.inbox import keep_out_of_inbox
    from taizhang.view.page import write_page
    from taizhang.view.reading import document_view
    from taizhang.view.summary import summary

    if html:
        if not doc:
            raise SettingsError("--html 要和 --doc 一起用 --html wants a --doc")
        keep_out_of_inbox(ledger, html)
        write_page(ledger, doc, html)
        typer.echo(f"{html}")
        return
    Console().print(document_view(ledger, doc) if doc else summary(ledger))
