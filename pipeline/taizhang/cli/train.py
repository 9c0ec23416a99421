"""`taizhang train`: make the models again from corpora."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli import app


@app.command()
def train(
    on: Annotated[
        list[Path] | None, typer.Option("--on", help="A folder of *.jsonl corpora; may be given several times.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="The folder the models are written to.")] = Path("models"),
) -> None:
    """Train the classifiers from corpora; the same corpora give the same bytes.

    Example: `taizhang train --on corpora --on my_bulletins --out models`
    """
    from taizhang.training.corpus import read_corpus
    from taizhang.training.train import train as fit

    examples = [example for folder in on or [Path("corpora")] for example in read_corpus(folder)]
    metrics = fit(examples, out)
    for field, measured in metrics["bulletins"].items():
        shown = measured.get("annotated") or measured["grown"]
        typer.echo(f"{field}: accuracy {shown['accuracy']:.3f}, calibration error {shown['calibration_error']:.3f} on {shown['n']} unseen")
    shown = metrics["categories"].get("annotated") or metrics["categories"]["grown"]
    typer.echo(f"categories: F1 {shown['f1']:.3f} on {shown['n']} unseen tasks")
    typer.echo(f"models written to {out}")
