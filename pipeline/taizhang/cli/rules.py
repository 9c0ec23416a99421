"""`taizhang rules`: one's own rule packs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from taizhang.cli import app

rules = typer.Typer(name="rules", help="规则包：检查自备的规则。 Rule packs: check your own.", no_args_is_help=True)
app.add_typer(rules, name="rules")


@rules.command()
def check(
    folders: Annotated[list[Path], typer.Argument(help="自备规则包目录 folders of your own packs")],
) -> None:
    """跑规则自带的例子，说明哪条没过、在哪个文件第几行。 Run the examples of your packs, and say which fail, and where.

    A rule must find what its `examples` say and must not fire on its `never` texts; see docs/rules.md.

    Example:

    - `taizhang rules check my-packs/`
    """
    from taizhang.evaluate.examples import check_examples
    from taizhang.rules import check_packs, use_packs

    check_packs(tuple(folders))
    use_packs(tuple(folders))
    found = check_examples()
    for failed in found.failed:
        typer.secho(f"{failed.file}:{failed.line}: {failed.rule_id}: {failed.text!r}: {failed.why}", fg="red", err=True)
    if found.untried:
        told = f"没有例子的规则 rules without examples: {'、'.join(found.untried)}"
        typer.secho(told, fg="yellow", err=True)
    typer.echo(f"规则 rules {found.rules}，例子 examples {found.texts}，未通过 failed {len(found.failed)}")
    if found.failed:
        raise typer.Exit(1)
