"""`taizhang doctor`: is everything here, and if not, what to do."""

from __future__ import annotations

import typer

from taizhang.cli import app


@app.command()
def doctor() -> None:
    """检查安装：模型、可选组件、字体、LibreOffice、磁盘。 Check the installation and say what to do.

    Example:

    - `taizhang doctor`
    """
    from taizhang.view.doctor import findings

    bad = False
    for finding in findings():
        mark, colour = ("✓", "green") if finding.ok else ("✗", "red") if finding.needed else ("–", "yellow")
        typer.secho(f"{mark} {finding.name}: {finding.detail}", fg=colour)
        bad |= finding.needed and not finding.ok
    raise typer.Exit(3 if bad else 0)
