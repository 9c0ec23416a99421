"""The summary of a ledger: what a run prints at its end and `taizhang show` prints again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from taizhang.ledger import Ledger
from taizhang.terminal import harmless, typed
from taizhang.view.inbox import outside_inbox
from taizhang.view.notices import Notice, failed_checks, unread, warnings
from taizhang.vocabulary_zh import DOC_TYPE, DOMAIN, TASK_STATUS, say

_TABLES = (
    ("documents", "通报"), ("tasks", "任务"), ("counts", "数量"), ("dates", "日期"), ("parties", "责任主体"),
    ("campaigns", "督察"), ("checks", "核对"), ("failures", "未读成"),
)  # fmt: skip
_SHOWN = 8


def summary(path: Path) -> RenderableType:
    """A rich renderable of the ledger in folder `path`. Reads its JSONL tables as streams. Raises LedgerError."""
    ledger = Ledger.open(path)
    failures = unread(ledger)
    parts: list[RenderableType] = [_sizes(ledger, len(failures)), *_kinds(ledger)]
    for title, notices, style in (
        ("核对不符 checks that fail", failed_checks(ledger), "yellow"),
        ("提醒 warnings", warnings(ledger), "yellow"),
        ("未读成 failures", failures, "red"),
    ):
        if notices:
            parts.append(_listing(title, notices, style))
    parts.append(Text(_next(ledger, path), style="dim"))
    return Group(*parts)


def _next(ledger: Ledger, path: Path) -> str:
    """What can be done from here, with names that work."""
    first = next(iter(ledger.rows("documents")), None)
    if first is None:
        return (
            f"台账 ledger: {path}\n里面还没有通报：收件目录里没有可读的文件 no bulletins yet: nothing to read was found"
        )
    name = PurePath(first["source_uri"]).name
    if name != harmless(name) or sum(PurePath(d["source_uri"]).name == name for d in ledger.rows("documents")) > 1:
        name = first["doc_id"]
    return (
        f"台账 ledger: {path}\n"
        f"看一篇 one bulletin:  taizhang show {typed(path)} --doc {typed(name)}\n"
        f"导出 spreadsheet:     taizhang export {typed(path)} --to {typed(outside_inbox(path, '任务.xlsx'))}\n"
        f"复核 review:          taizhang review export {typed(path)} --out {typed(outside_inbox(path, '复核.xlsx'))}"
    )


def _sizes(ledger: Ledger, unread: int) -> RenderableType:
    """How many rows each table has; of failures how many sources they are of, as a run counts them."""
    there = [
        (word, unread if name == "failures" else ledger.size(name)) for name, word in _TABLES if name in ledger.tables
    ]
    sizes = [Text.assemble((f"{word}\n", "dim"), (f"{n:,}", "bold")) for word, n in there]
    return Panel(Columns(sizes, padding=(0, 3)), title="台账 taizhang", title_align="left", expand=False)


def _kinds(ledger: Ledger) -> Iterator[RenderableType]:
    types: Counter[str] = Counter()
    domains: Counter[str] = Counter()
    for row in ledger.rows("documents"):
        types[say(DOC_TYPE, row["doc_type"])] += 1
        domains[say(DOMAIN, row["domain"])] += 1
    statuses = Counter(say(TASK_STATUS, row["status"]) for row in ledger.rows("tasks"))
    for title, counter in (("文种", types), ("领域", domains), ("任务状态", statuses)):
        if counter:
            grid = Table.grid(padding=(0, 2))
            grid.add_row(
                Text(f"{title:\u3000<4}", style="dim"), Columns(f"{word} {n}" for word, n in counter.most_common())
            )
            yield grid


def _listing(title: str, notices: list[Notice], style: str) -> RenderableType:
    """The first notices in a frame; the workbook that `taizhang export` writes has all of them."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(overflow="fold")
    for notice in notices[:_SHOWN]:
        grid.add_row(Text(notice.word, style=style), Text(harmless(f"{notice.source_uri}: {notice.text}")))
    if len(notices) > _SHOWN:
        grid.add_row(
            "",
            Text(
                f"…… 另有 {len(notices) - _SHOWN} 条，导出的 xlsx 里都有 more: all stand in an exported xlsx",
                style="dim",
            ),
        )
    return Panel(grid, title=f"{title} ({len(notices)})", title_align="left", border_style=style, expand=False)
