"""`taizhang review`: let people look at the least certain values, and take what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli import app

review = typer.Typer(
    name="review",
    help="复核：导出没把握的值，填好后写回。 Look at the least certain values; store corrections.",
    no_args_is_help=True,
)
app.add_typer(review, name="review")
_TABLES = ("documents", "dates", "counts", "mentions", "tasks")


@review.command()
def export(
    ledger: Annotated[Path, typer.Argument(help="台账目录 the ledger's folder")],
    out: Annotated[Path, typer.Option(help="写到 .xlsx，或 .json（Label Studio） the file to write")],
    limit: Annotated[int, typer.Option(min=1, help="最多列多少个值 how many values at most")] = 200,
    below: Annotated[
        float, typer.Option(min=0.0, max=1.0, help="把握低于此数才列 list values less certain than this")
    ] = 0.8,
    table: Annotated[str | None, typer.Option(help=f"只列一张表 one table only: {', '.join(_TABLES)}")] = None,
    doc: Annotated[
        str | None, typer.Option(help="单篇：编号、文件名或标题 one document: its id, file name or title")
    ] = None,
) -> None:
    """列出核对不符和没把握的值，供人改正。 List values that fail checks or are uncertain, for people to correct.

    Examples:

    - `taizhang review export ledger/ --out review.xlsx`
    - `taizhang review export ledger/ --out review.json --table counts --limit 50`
    """
    from taizhang.review import Wanted, export_review
    from taizhang.terminal import typed
    from taizhang.view.inbox import keep_out_of_inbox

    if table is not None and table not in _TABLES:
        raise typer.BadParameter(f"请给其中之一 give one of: {', '.join(_TABLES)}", param_hint="--table")
    keep_out_of_inbox(ledger, out)
    n = export_review(ledger, out, Wanted(limit, below, table, doc))
    done, filled = (
        ("导入 Label Studio，标好后导出 label and export it there", "EXPORT.json")
        if out.suffix.lower() == ".json"
        else ("填好后 then", typed(out))
    )
    typer.echo(f"{out}: {n} 个值 values；{done}: taizhang review apply {filled} --to {typed(ledger)}")


@review.command()
def apply(
    file: Annotated[
        Path, typer.Argument(help="填好的 .xlsx、Label Studio 导出的 .json 或 corrections.jsonl  the reviewed file")
    ],
    to: Annotated[Path, typer.Option(help="台账目录或 .jsonl 文件 the ledger's folder, or a .jsonl file")],
    by: Annotated[str | None, typer.Option(help="谁改的 who says so")] = None,
) -> None:
    """把改正写进台账的 corrections.jsonl，下次 run 起生效。 Store corrections; they hold from the next run on.

    Example:

    - `taizhang review apply review.xlsx --to ledger/ --by 王某`
    """
    from taizhang.review import apply_review
    from taizhang.run.status import run_again
    from taizhang.terminal import typed

    answers, fresh, target = apply_review(file, to, by)
    if not fresh:
        told = "都已存过，不用重跑 all were stored before" if answers else "“正确值”一列还空着 nothing is filled in yet"
        typer.echo(f"{file}: {answers} 条答复 answers，0 条新 new；{told}")
        return
    then = run_again(to) if to.is_dir() else f"taizhang review apply {typed(target)} --to LEDGER"
    typer.echo(f"{target}: {answers} 条答复 answers，{fresh} 条新 new；生效 they hold after: {then}")
