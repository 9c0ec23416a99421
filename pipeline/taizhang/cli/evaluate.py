"""`taizhang evaluate`: how good a ledger is, against bulletins annotated by people."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from taizhang.cli import app

if TYPE_CHECKING:
    from taizhang.evaluate import GoldDocument, Score

_BY = ("doc_type", "domain", "script", "year")


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(help="标注文件 JSONL: id, text, gold  annotated bulletins")],
    ledger: Annotated[
        Path | None, typer.Option(help="已有台账；不给则现读 a ledger of these texts; read now where not given")
    ] = None,
    against: Annotated[Path | None, typer.Option(help="另一本台账，对比 another ledger to compare with")] = None,
    by: Annotated[str | None, typer.Option(help="分组 doc_type, domain, script or year")] = None,
    minimum: Annotated[
        Path | None, typer.Option("--min", help="下限 TOML，低于即退出码 1  a gate: exit code 1 below it")
    ] = None,
    errors: Annotated[int, typer.Option(help="列出多少条错误 how many errors to list")] = 0,
    out: Annotated[Path | None, typer.Option(help="写 Markdown 与图的目录 folder for tables and pictures")] = None,
) -> None:
    """对照人工标注，逐字段给台账打分。 Score a ledger field by field.

    Examples:

    - `taizhang evaluate corpora/gold/marked.jsonl`
    - `taizhang evaluate corpora/gold/marked.jsonl --by doc_type --errors 40 --min benchmarks/gate.toml`
    """
    from taizhang.evaluate import read_gold
    from taizhang.evaluate.report import below, by_group, table, write_page

    if by is not None and by not in _BY:
        raise typer.BadParameter(f"请给其中之一 give one of: {', '.join(_BY)}", param_hint="--by")
    documents = read_gold(gold)
    score = _score(documents, ledger)
    parts = [table(score, f"{gold.name}, {len(documents)} bulletins")]
    if ledger is None and (seen := _seen(documents)):
        parts.append(f"模型训练时见过其中 {seen} 篇：类型、领域、类别的未见成绩见模型卡。 The models were trained on {seen} of these bulletins: "
                     "how they do on unseen ones in doc_type, domain and category stands on their cards.")  # fmt: skip
    if against:
        parts.append(table(_score(documents, against), f"against {against.name}"))
    if by:
        parts.append(by_group(score, _groups(documents, by)))
    typer.echo("\n\n".join(parts))
    for kind, document, what in sorted(score.errors)[:errors]:
        typer.echo(f"{kind:16} {document:28} {what}")
    if out:
        command = f"taizhang evaluate {gold} --out {out}" + (f" --by {by}" if by else "")
        write_page(score, gold, command, parts, out)
    fallen = below(score, minimum) if minimum else []
    for line in fallen:
        typer.secho(line, fg="red", err=True)
    raise typer.Exit(1 if fallen else 0)


def _score(documents: list[GoldDocument], ledger: Path | None) -> Score:
    from taizhang.document import parse_readings
    from taizhang.errors import NotInLedger
    from taizhang.evaluate import evaluate_ledger
    from taizhang.evaluate.gold import gold_id
    from taizhang.ledger import Ledger
    from taizhang.read import read_text
    from taizhang.write.rows import rows
    from taizhang.write.schema import TABLES

    if ledger is not None:
        opened = Ledger.open(ledger)
        read = {name: list(opened.rows(name)) for name in TABLES}
        if not {d.id for d in documents} & {gold_id(d["source_uri"]) for d in read["documents"]}:
            raise NotInLedger(
                f"{ledger}: 标注的通报一篇也不在里面；文件名或 JSONL 的 id 要与标注的 id 相同"
                " holds none of the annotated bulletins; file names, or ids in a JSONL file, must be those of the annotations"
            )
        return evaluate_ledger(documents, read)
    tables: dict[str, list[dict[str, object]]] = defaultdict(list)
    for bulletin in parse_readings([read_text(d.text, f"{d.id}.txt") for d in documents]):
        for name, group in rows(bulletin).items():
            tables[name] += group
    return evaluate_ledger(documents, tables)


def _seen(documents: list[GoldDocument]) -> int:
    """How many of the bulletins the models that classify were trained on."""
    from taizhang.models import annotated, digest

    known = annotated("bulletins") | annotated("categories")
    return sum(digest(d.text) in known for d in documents)


def _groups(documents: list[GoldDocument], by: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for d in documents:
        value = d.script if by == "script" else d.gold.get("reference_year") if by == "year" else d.gold[by]
        groups[str(value)].append(d.id)
    return dict(sorted(groups.items()))
