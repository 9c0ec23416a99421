"""`taizhang watch`: an inbox that is read as it fills."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from taizhang.cli import app
from taizhang.cli.options import (
    Config,
    LogFormat,
    MemoryLimit,
    Out,
    Packs,
    Password,
    Prometheus,
    ReportFile,
    TimeLimit,
    Workers,
)

if TYPE_CHECKING:
    from taizhang.settings import Settings


@app.command()
def watch(
    inbox: Annotated[list[str], typer.Argument(help="收件目录 folders that fill")],
    out: Out,
    settle: Annotated[
        float | None, typer.Option(help="文件静置多少秒后才读，默认 2  seconds a file must have been left alone")
    ] = None,
    poll: Annotated[bool, typer.Option("--poll", help="轮询（NFS、SMB 上必须） poll, as network shares need")] = False,
    workers: Workers = None,
    time_limit: TimeLimit = None,
    memory_limit: MemoryLimit = None,
    packs: Packs = None,
    password: Password = None,
    report: ReportFile = None,
    prometheus: Prometheus = None,
    config: Config = None,
    log_format: LogFormat = None,
) -> None:
    """守着收件目录，来一篇读一篇；Ctrl-C 或 SIGTERM 结束。 Read what arrives, until Ctrl-C or SIGTERM.

    Files are read once they have been left alone for `--settle` seconds. Copies under way (*.part, *.tmp …) are passed over.

    Example:

    - `taizhang watch inbox/ --out ledger/ --log-format json`
    """
    from taizhang.cli.run import check_named, options_from
    from taizhang.run.log import configure
    from taizhang.run.watch import watch as watch_inbox
    from taizhang.settings import load
    from taizhang.view.inbox import keep_reports_out

    check_named(inbox, "INBOX")
    if missing := [folder for folder in inbox if not os.path.isdir(folder)]:
        raise typer.BadParameter(
            f"{'、'.join(missing)}: 没有这个文件夹，请先建好 no such folder; make it first", param_hint="INBOX"
        )
    flags = {
        "workers": workers, "time_limit": time_limit, "memory_limit": memory_limit, "settle": settle, "packs": packs,
        "password": password, "report": report, "prometheus": prometheus, "log_format": log_format,
    }  # fmt: skip
    settings = load(flags, config).settings
    keep_reports_out(inbox, out, (settings.report, settings.prometheus))
    configure(settings.log_format)
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it tells of Ctrl-C in its own words
    for done in watch_inbox([Path(folder) for folder in inbox], out, options_from(settings), poll):
        _report(settings, out)
        if settings.log_format == "text" and done.read:
            typer.echo(
                f"读了 read {done.read}，未读成 {done.failed}，共 {done.documents} 篇；{done.seconds:.1f} s", err=True
            )
    if settings.log_format == "text":
        typer.echo("taizhang: 已停止守候 stopped watching", err=True)


def _report(settings: Settings, out: Path) -> None:
    """Write the reports; where a disk is full just now, the next run tries again."""
    from taizhang.cli.run import write_reports
    from taizhang.errors import LedgerError
    from taizhang.run.log import logger

    try:
        write_reports(settings, out)
    except LedgerError as error:
        logger("").warning("report.unwritable", message=str(error))
