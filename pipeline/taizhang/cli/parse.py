"""`taizhang parse`: what one or a few files say, without a ledger."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from taizhang.cli import app
from taizhang.cli.options import Packs, Password

if TYPE_CHECKING:
    from taizhang.errors import SourceError
    from taizhang.types import Reading

_STDIN: Final = "-"


@app.command()
def parse(
    files: Annotated[
        list[str],
        typer.Argument(help="任何可读格式的文件，- 为标准输入 files of any format, or - for standard input"),
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="输出 JSON，一篇一行 print JSON, one bulletin a line")
    ] = False,
    packs: Packs = None,
    password: Password = None,
) -> None:
    """读一篇或几篇，直接看结果，不写台账。 Print the records of one or a few files, without a ledger.

    JSON holds the columns of `documents` and, under their names, the rows of the other tables of a ledger.
    A folder, or more than a few files, is for `taizhang run`.

    Examples:

    - `taizhang parse 整改通报.pdf`
    - `taizhang parse a.docx b.html --json > records.jsonl`
    - `taizhang parse - < notice.html`
    """
    import json

    from rich.console import Console

    from taizhang.api import to_dict, to_rows
    from taizhang.document import parse_readings
    from taizhang.errors import SourceError
    from taizhang.rules import check_packs, use_packs
    from taizhang.terminal import harmless
    from taizhang.view.reading import tables_view

    check_packs(tuple(packs or ()))
    use_packs(tuple(packs or ()))
    reasons, console = set(), Console()
    for found in (found for file in files for found in _read(file, password)):
        if isinstance(found, SourceError):
            typer.secho(f"taizhang: {harmless(str(found))}", fg="red", err=True)
            reasons.add(found.reason)
            continue
        (bulletin,) = parse_readings([found])
        if as_json:
            typer.echo(json.dumps(to_dict(bulletin), ensure_ascii=False))
        else:
            console.print(tables_view(to_rows(bulletin)), "")
    if reasons:
        raise typer.Exit(2 if reasons == {"missing"} else 1)  # as of a run: no such file is a slip in the command


def _read(file: str, password: str | None) -> Iterator[Reading | SourceError]:
    """What a file holds: its bulletins, and the error for each that cannot be read."""
    from taizhang.errors import SourceError
    from taizhang.read import Limits, read_source

    limit = Limits().source_bytes
    try:
        data = sys.stdin.buffer.read(limit + 1) if file == _STDIN else _bytes(Path(file), limit)
        yield from read_source(data, "stdin" if file == _STDIN else file, password=password)
    except SourceError as error:
        yield error


def _bytes(file: Path, limit: int) -> bytes:
    from taizhang.api import read_bytes

    if file.is_dir():
        raise typer.BadParameter(
            f"{file}: 是文件夹，请用 taizhang run {file} --out 台账 is a folder; read all of it with taizhang run",
            param_hint="FILES",
        )
    return read_bytes(file, limit)
