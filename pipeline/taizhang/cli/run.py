"""`taizhang run` and `taizhang retry`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from taizhang.cli import app

if TYPE_CHECKING:
    from taizhang.run import Options, Report

OK, FAILURES, INTERRUPTED = 0, 1, 130


@app.command()
def run(
    sources: Annotated[list[Path], typer.Argument(help="文件或文件夹（含子文件夹） files and folders, recursively")],
    out: Annotated[Path, typer.Option(help="台账目录 the ledger's folder")],
    workers: Annotated[int, typer.Option(min=1, help="并行进程数 worker processes")] = 2,
    force: Annotated[bool, typer.Option("--force", help="全部重读 read everything again")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说会读什么 only say what would be read")] = False,
    time_limit: Annotated[float, typer.Option(help="单篇时限（秒） seconds a document may take")] = 120.0,
    packs: Annotated[list[Path] | None, typer.Option("--packs", help="自备规则包目录 a folder of your own rule packs")] = None,
    log_format: Annotated[str, typer.Option(help="日志格式 text 或 json  format of the log when not on a terminal")] = "text",
    quiet: Annotated[bool, typer.Option("--quiet", help="不打印总览 no summary at the end")] = False,
) -> None:
    """读通报，写台账。只读新增和变动的文件；再跑一次就是续跑。 Read bulletins, write a ledger; running again resumes.

    Exit codes: 0 all read, 1 some sources failed (see failures), 2 wrong usage, 4 the ledger cannot be written, 130 interrupted.

    Examples:

        taizhang run inbox/ --out ledger/

        taizhang run a.pdf b.docx --out ledger/ --workers 1
    """
    from taizhang.run import Options
    from taizhang.run.pool import PoolLimits

    if log_format not in ("text", "json"):
        raise typer.BadParameter("text or json", param_hint="--log-format")
    options = Options(
        workers=workers, force=force, dry_run=dry_run, pool=PoolLimits(seconds=time_limit), packs=tuple(map(str, packs or ()))
    )
    raise typer.Exit(_run(sources, out, options, log_format, quiet))


@app.command()
def retry(
    ledger: Annotated[Path, typer.Argument(help="台账目录 the ledger's folder")],
    workers: Annotated[int, typer.Option(min=1, help="并行进程数 worker processes")] = 1,
    time_limit: Annotated[float, typer.Option(help="单篇时限（秒） seconds a document may take")] = 600.0,
) -> None:
    """重读上次没读成的文件。 Read again what failed, with a longer time limit.

    Example:

        taizhang retry ledger/
    """
    from taizhang.ledger import Ledger
    from taizhang.run import Options
    from taizhang.run.batch import STATE
    from taizhang.run.manifest import Manifest
    from taizhang.run.pool import PoolLimits

    Ledger.open(ledger)
    with Manifest(ledger / STATE) as manifest:
        failed = manifest.failed_uris()
    options = Options(workers=workers, only=frozenset(failed), pool=PoolLimits(seconds=time_limit))
    raise typer.Exit(_run([Path(uri) for uri in failed], ledger, options, "text", quiet=False))


def _run(sources: list[Path], out: Path, options: Options, log_format: str, quiet: bool) -> int:
    from rich.console import Console

    from taizhang.cli.progress import progress_for
    from taizhang.run import run as run_batch

    with progress_for(log_format) as progress:
        try:
            report = run_batch(sources, out, options, progress)
        except KeyboardInterrupt:
            typer.echo("taizhang: 已中断，已读的都保留；再跑一次即续跑 interrupted; run the same command again to resume", err=True)
            return INTERRUPTED
    _say(report, options.dry_run, log_format)
    if not quiet and not options.dry_run and log_format == "text":
        from taizhang.view.summary import summary

        Console().print(summary(out))
    return FAILURES if report.failed else OK


def _say(report: Report, dry_run: bool, log_format: str) -> None:
    if log_format == "json":
        import orjson

        sys.stderr.write(orjson.dumps({"event": "run", **report.as_dict()}).decode() + "\n")
        return
    would = "会读 would read" if dry_run else "读了 read"
    n = report.new + report.changed if dry_run else report.read
    typer.echo(
        f"{would} {n}（新增 {report.new}，变动 {report.changed}），移动 {report.moved}，移除 {report.removed}，"
        f"未变 {report.unchanged}，未读成 {report.failed}；{report.seconds:.1f} s",
        err=True,
    )
