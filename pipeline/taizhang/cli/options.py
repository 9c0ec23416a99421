"""The options that several verbs share: the same flag means the same everywhere. Where none is given, settings decide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Out = Annotated[Path, typer.Option(help="台账目录 the ledger's folder")]
Workers = Annotated[int | None, typer.Option(help="并行进程数，默认 2  worker processes")]
TimeLimit = Annotated[float | None, typer.Option(help="单篇时限（秒），默认 120  seconds a document may take")]
MemoryLimit = Annotated[int | None, typer.Option(help="每个进程的内存上限（字节） bytes a worker may use")]
Packs = Annotated[list[Path] | None, typer.Option("--packs", help="自备规则包目录 a folder of your own rule packs")]
Password = Annotated[str | None, typer.Option(help="加密文件的密码 password of sources that ask for one")]
ReportFile = Annotated[
    Path | None, typer.Option("--report", help="每次运行的报告写成 JSON  write each run's report as JSON")
]
Prometheus = Annotated[Path | None, typer.Option(help="写 Prometheus textfile  write a Prometheus textfile")]
Config = Annotated[Path | None, typer.Option("--config", help="设置文件，默认 ./taizhang.toml  the settings file")]
LogFormat = Annotated[str | None, typer.Option(help="日志格式 text 或 json  format of the log")]
Quiet = Annotated[bool, typer.Option("--quiet", help="不打印总览 no summary at the end")]
