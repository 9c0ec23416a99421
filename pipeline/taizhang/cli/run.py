"""`taizhang run` and `taizhang retry`."""

from __future__ import annotations

import functools
import os
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import chdir
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

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
    Quiet,
    ReportFile,
    TimeLimit,
    Workers,
)

if TYPE_CHECKING:
    from taizhang.run import Options, Report
    from taizhang.settings import Settings

Settle = Annotated[float | None, typer.Option(help="文件静置多少秒后才读 seconds a file must have been left alone")]
Parts = Annotated[str | None, typer.Option(help="Ray 任务另写 Parquet 分片 where Ray tasks write Parquet parts")]
OK, FAILURES, INTERRUPTED, STOPPED = 0, 1, 130, 143
_PATIENCE = 5  # times the time limit of a run, for what has failed in one


class _Stopped(KeyboardInterrupt):
    """SIGTERM: a service manager wants the run to end."""


def _stop(*_: object) -> None:
    raise _Stopped


def resumable(verb: Callable[..., None]) -> Callable[..., None]:
    """The verb, ended by Ctrl-C or SIGTERM with one line that says how to go on, wherever it was."""

    @functools.wraps(verb)
    def ended(*args: Any, **options: Any) -> None:
        """The verb; Ctrl-C ends it with code 130, SIGTERM with 143."""
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, _stop)
        try:
            verb(*args, **options)
        except KeyboardInterrupt as interrupt:
            typer.echo(
                "taizhang: 已中断，已读的都保留；再跑一次即续跑 interrupted; run the same command again to resume",
                err=True,
            )
            raise typer.Exit(STOPPED if isinstance(interrupt, _Stopped) else INTERRUPTED) from None

    return ended


@app.command()
@resumable
def run(
    sources: Annotated[
        list[str], typer.Argument(help="文件、文件夹（含子文件夹）或 URL  files, folders, URLs (s3://, https://)")
    ],
    out: Out,
    workers: Workers = None,
    force: Annotated[bool, typer.Option("--force", help="全部重读 read everything again")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只说会读多少，什么也不写 only say how much would be read; write nothing")
    ] = False,
    time_limit: TimeLimit = None,
    memory_limit: MemoryLimit = None,
    settle: Settle = None,
    packs: Packs = None,
    password: Password = None,
    engine: Annotated[str | None, typer.Option(help="local 或 ray  where to run")] = None,
    address: Annotated[str | None, typer.Option(help="Ray 集群地址 address of the Ray cluster")] = None,
    parts: Parts = None,
    report: ReportFile = None,
    prometheus: Prometheus = None,
    config: Config = None,
    log_format: LogFormat = None,
    quiet: Quiet = False,
) -> None:
    """读通报，写台账。只读新增和变动的文件；再跑一次就是续跑。 Read bulletins, write a ledger; running again resumes.

    Flags override TAIZHANG_… variables, which override taizhang.toml (`taizhang config show`).
    Exit codes: 0 all read, 1 some sources failed (see failures), 2 wrong usage, 3 environment, 4 the ledger cannot be written,
    130 interrupted, 143 stopped.

    Examples:

    - `taizhang run inbox/ --out ledger/`
    - `taizhang run a.pdf b.docx --out ledger/ --workers 1`
    - `taizhang run s3://bucket/inbox --out ledger/ --engine ray --address auto`
    """
    check_named(sources, "SOURCES")
    _check_there(sources)
    _check_no_ledger(sources)
    from taizhang.settings import load

    flags = {
        "workers": workers, "time_limit": time_limit, "memory_limit": memory_limit, "settle": settle, "packs": packs, "password": password,
        "engine": engine, "address": address, "parts": parts, "report": report, "prometheus": prometheus, "log_format": log_format,
    }  # fmt: skip
    settings = load(flags, config).settings
    options = replace(options_from(settings), force=force, dry_run=dry_run)
    raise typer.Exit(_run(sources, out, options, settings, quiet))


def check_named(sources: list[str], hint: str) -> None:
    """No name is empty, as a variable of a script is that was never set: to Python that is the folder one stands in."""
    if not all(sources):
        raise typer.BadParameter(
            "有一个名称是空的，请检查脚本里的变量 one of the names is empty; check the variables of your script",
            param_hint=hint,
        )


def _check_there(sources: list[str]) -> None:
    """One folder of several may be away for a night (a row of `failures`); with all of them away there is nothing to run."""
    if not any("://" in source or os.path.exists(source) for source in sources):
        raise typer.BadParameter(
            f"{'、'.join(sources)}: 没有这个文件或文件夹，请检查路径 no such file or folder; check the path",
            param_hint="SOURCES",
        )


def _check_no_ledger(sources: list[str]) -> None:
    """A ledger inside an inbox is passed over; one given as the inbox itself is a slip."""
    from taizhang.run.sources import STATE

    if ledgers := [source for source in sources if os.path.isdir(Path(source, STATE))]:
        raise typer.BadParameter(
            f"{'、'.join(ledgers)}: 是台账，不是收件目录；没读成的用 taizhang retry 重读"
            " is a ledger and no inbox; what failed is read again with taizhang retry",
            param_hint="SOURCES",
        )


def options_from(settings: Settings) -> Options:
    """The options of a run, as the settings say."""
    from taizhang.read import Limits
    from taizhang.run import Options
    from taizhang.run.pool import PoolLimits

    return Options(
        workers=settings.workers, settle=settings.settle, limits=Limits(**settings.limits.model_dump()),
        pool=PoolLimits(settings.time_limit, settings.memory_limit or None, forked=True), packs=tuple(map(str, settings.packs)),
        password=settings.password.get_secret_value() if settings.password else None,
        engine=settings.engine, address=settings.address, parts=settings.parts,
    )  # fmt: skip


@app.command()
@resumable
def retry(
    ledger: Annotated[Path, typer.Argument(help="台账目录 the ledger's folder")],
    workers: Workers = None,
    time_limit: Annotated[
        float | None,
        typer.Option(
            help="单篇时限（秒），默认为 run 的五倍 seconds a document may take, by default five times a run's"
        ),
    ] = None,
    memory_limit: MemoryLimit = None,
    packs: Packs = None,
    password: Password = None,
    report: ReportFile = None,
    prometheus: Prometheus = None,
    config: Config = None,
    log_format: LogFormat = None,
    quiet: Quiet = False,
) -> None:
    """重读上次没读成的文件。 Read again what failed, with a longer time limit.

    Examples:

    - `taizhang retry ledger/`
    - `taizhang retry ledger/ --password 密码`
    """
    from taizhang.ledger import Ledger
    from taizhang.run.manifest import Manifest
    from taizhang.run.sources import STATE
    from taizhang.settings import load

    Ledger.open(ledger)
    with Manifest(ledger / STATE) as manifest:
        failed = manifest.failed_uris()
    flags = {
        "workers": workers, "time_limit": time_limit, "memory_limit": memory_limit, "packs": packs, "password": password,
        "report": report, "prometheus": prometheus, "log_format": log_format,
    }  # fmt: skip
    settings = load(flags, config).settings
    if time_limit is None:
        settings = settings.model_copy(update={"time_limit": settings.time_limit * _PATIENCE})
    if not failed:
        typer.echo("都读成了 nothing has failed", err=True)
    raise typer.Exit(_again(failed, ledger.absolute(), settings.absolute(), quiet))


def _again(failed: Mapping[str, list[str]], ledger: Path, settings: Settings, quiet: bool) -> int:
    """Read sources again, each from the folder in which it was read: relative ones are so from there. The worst exit code."""
    codes = [OK]
    for folder, uris in (failed or {"": []}).items():
        options = replace(options_from(settings), only=frozenset(uris), settle=0.0)
        with chdir(folder if folder and Path(folder).is_dir() else "."):
            codes.append(_run(uris, ledger, options, settings, quiet))
    return max(codes)


def _run(sources: list[str], out: Path, options: Options, settings: Settings, quiet: bool) -> int:
    from rich.console import Console

    from taizhang.cli.progress import progress_for
    from taizhang.run import run as run_batch
    from taizhang.run.log import configure
    from taizhang.view.inbox import keep_reports_out

    configure(settings.log_format)
    keep_reports_out(sources, out, (settings.report, settings.prometheus))
    with progress_for(settings.log_format) as progress:
        report = run_batch(sources, out, options, progress)
    if not options.dry_run:
        write_reports(settings, out)
    if settings.log_format == "text":
        _say(report, options.dry_run)
        if not quiet and not options.dry_run:
            from taizhang.view.summary import summary

            Console().print(summary(out))
    return FAILURES if report.failed else OK


def write_reports(settings: Settings, out: Path) -> None:
    """The last run's report and the Prometheus textfile, where the settings ask for them; each whole or not at all."""
    from taizhang.run.batch import REPORT
    from taizhang.run.sources import STATE
    from taizhang.run.status import as_prometheus, status_of
    from taizhang.write.files import put

    if settings.report:
        put(settings.report, (out / STATE / REPORT).read_bytes())
    if settings.prometheus:
        put(settings.prometheus, as_prometheus(status_of(out)).encode())


def _say(report: Report, dry_run: bool) -> None:
    would = "会读 would read" if dry_run else "读了 read"
    n = report.new + report.changed if dry_run else report.read
    typer.echo(
        f"{would} {n}（新增 {report.new}，变动 {report.changed}），移动 {report.moved}，移除 {report.removed}，"
        f"未变 {report.unchanged}，待静置 {report.waiting}，未读成 {report.failed}；{report.seconds:.1f} s",
        err=True,
    )
