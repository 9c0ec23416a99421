"""`taizhang status`: what the last runs did, and what failed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from taizhang.cli import app
from taizhang.messages import REASON
from taizhang.terminal import harmless, typed
from taizhang.vocabulary_zh import say

_NAMED: Final = 3  # sources of a cause


@app.command()
def status(
    ledger: Annotated[Path, typer.Argument(help="台账目录 the ledger's folder")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON  print JSON")] = False,
    prometheus: Annotated[
        Path | None, typer.Option(help="另写 Prometheus textfile  also write a Prometheus textfile")
    ] = None,
) -> None:
    """最近几次运行、速度、失败原因。 The last runs, their rates, and failures by cause.

    Examples:

    - `taizhang status ledger/`
    - `taizhang status ledger/ --prometheus /var/lib/node_exporter/taizhang.prom`
    """
    import json

    from taizhang.run.status import as_prometheus, status_of
    from taizhang.write.files import put

    found = status_of(ledger)
    if prometheus:
        put(prometheus, as_prometheus(found).encode())
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    _say(found, ledger)


def _failed(ledger: Path) -> dict[str, list[str]]:
    """The sources that failed, by cause."""
    from taizhang.ledger import Ledger

    by_cause: dict[str, list[str]] = defaultdict(list)
    for uri, reason in sorted({(row["source_uri"], row["reason"]) for row in Ledger.open(ledger).rows("failures")}):
        by_cause[reason].append(uri)
    return by_cause


def _say(found: dict[str, Any], ledger: Path) -> None:
    from taizhang.run.status import run_again

    typer.echo(f"{found['documents']} 篇 documents，{found['sources']} 个来源 sources")
    typer.echo("最近几次运行，新的在前 last runs, newest first:")
    for run in found["runs"]:
        when = dt.datetime.fromtimestamp(run["started"]).strftime("%Y-%m-%d %H:%M")
        rate = f"，{run['read'] / run['seconds']:.1f} 个/秒" if run["read"] and run["seconds"] else ""
        typer.echo(
            f"  {when}  读了 {run['read']}，未读成 {run['failed']}，未变 {run['unchanged']}；{run['seconds']:.1f} s{rate}"
        )
    if found["failures"]:
        typer.secho("未读成 failures:", fg="red")
        sources = _failed(ledger)
        for reason, n in found["failures"].items():
            named = [harmless(uri) for uri in sources[reason][:_NAMED]] + ["…"] * (n > _NAMED)
            typer.secho(f"  {say(REASON, reason)} {reason}: {n}  {'  '.join(named)}", fg="red")
        typer.echo(
            f"  原因和办法见 what to do stands in {ledger / 'failures.jsonl'}；然后 then: taizhang retry {typed(ledger)}"
        )
    waiting = found["unprocessed"]
    if waiting["sources"]:
        hours = waiting["oldest_seconds"] / 3600
        typer.secho(
            f"待读 unread: {waiting['sources']}，最早 oldest {waiting['oldest']}（{hours:.1f} 小时 h）；读入 read them with: {run_again(ledger)}",
            fg="yellow",
        )
