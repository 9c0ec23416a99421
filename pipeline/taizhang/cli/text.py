"""`taizhang text`: the reading text of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli import app


@app.command()
def text(
    file: Annotated[Path, typer.Argument(help="任何可读格式的文件 a file of any format that can be read")],
    source: Annotated[bool, typer.Option("--source", help="修复之前的原文 the reading before it is restored")] = False,
    password: Annotated[str | None, typer.Option(help="加密文件的密码 password of an encrypted file")] = None,
) -> None:
    """打印文件的正文。 Print the text that everything is extracted from.

    Example:

    - `taizhang text 整改清单.pdf`
    - `taizhang text 整改清单.pdf --source`
    """
    from taizhang.errors import SourceError
    from taizhang.read import read_source
    from taizhang.restore import restore

    if file.is_dir():
        raise typer.BadParameter(
            f"{file}: 是文件夹；请给一个文件，整个文件夹用 taizhang run {file} --out 台账 is a folder; give one file of it, or read all with taizhang run",
            param_hint="FILE",
        )
    if not file.is_file():
        raise SourceError("missing", f"{file}: 没有这个文件，请检查路径 no such file; check the path")
    failed = False
    for reading in read_source(file.read_bytes(), str(file), password=password):
        if isinstance(reading, SourceError):
            typer.secho(f"taizhang: {reading}", fg="red", err=True)
            failed = True
            continue
        typer.echo(reading.text if source else restore(reading.text, reading.edits).text)
        for warning in reading.warnings:
            typer.secho(f"taizhang: {reading.source_uri}: {warning}", fg="yellow", err=True)
    if failed:
        raise typer.Exit(1)
