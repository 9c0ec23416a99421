"""The documentation is true: its Python runs, its commands exist, its links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
import typer
from tests.conftest import REPOSITORY
from tests.conftest import taizhang as command
from typer.testing import CliRunner

from taizhang.cli import load_verbs
from taizhang.rules import pack_names

PAGES = [*sorted(REPOSITORY.glob("*.md")), *sorted((REPOSITORY / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"^```python\n(.*?)^```(?:\n\n```text\n(.*?)^```)?", re.MULTILINE | re.DOTALL
)  # code, and what it prints
COMMAND = re.compile(r"^\$? ?(?:\.venv/bin/)?taizhang (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def name(page: Path) -> str:
    return str(page.relative_to(REPOSITORY))


def verbs() -> list[str]:
    app = load_verbs()
    commands = [c.name or c.callback.__name__ for c in app.registered_commands if c.callback]
    return sorted(commands + [g.name for g in app.registered_groups if g.name])


@pytest.mark.parametrize("page", [p for p in PAGES if BLOCK.search(p.read_text(encoding="utf-8"))], ids=name)
def test_the_python_of_a_page_runs_and_prints_what_the_page_shows(page, sample_ledger, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ledger").symlink_to(sample_ledger)
    namespace: dict[str, object] = {"__name__": "docs"}
    for code, shown in BLOCK.findall(page.read_text(encoding="utf-8")):
        capsys.readouterr()
        exec(compile(code, str(page), "exec"), namespace)
        assert shown in ("", capsys.readouterr().out)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_a_page_shows_is_understood(page):
    command = typer.main.get_command(load_verbs())
    for line in COMMAND.findall(page.read_text(encoding="utf-8")):
        understand(command, shlex.split(line, comments=True))


def understand(command, words):
    """Parse a command line to its end, groups and their verbs; a wrong verb or option, or one that is missing, raises."""
    if hasattr(command, "commands"):
        understand(command.commands[words[0]], words[1:])
    else:
        command.make_context(command.name, words)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page):
    targets = [t for t in LINK.findall(page.read_text(encoding="utf-8")) if not t.startswith(("http", "mailto"))]
    assert [t for t in targets if not (page.parent / t).exists()] == []


@pytest.mark.slow
@pytest.mark.parametrize("words", [[], ["run"], ["watch"], ["train"], ["review", "export"]], ids=" ".join)
def test_no_help_is_cut_off_on_a_narrow_terminal(words):
    shown = command(*words, "--help", env=os.environ | {"COLUMNS": "80"}).stdout
    assert "Options" in shown
    assert not re.search(r"… │", shown), shown


@pytest.mark.parametrize("verb", verbs())
def test_the_help_of_every_verb_shows_an_example(verb):
    app = load_verbs()
    group = next((g for g in app.registered_groups if g.name == verb), None)
    leaves = (
        [[verb]]
        if group is None
        else [[verb, c.name or c.callback.__name__] for c in group.typer_instance.registered_commands]
    )
    for leaf in leaves:
        shown = CliRunner().invoke(app, [*leaf, "--help"], env={"COLUMNS": "200"})
        assert shown.exit_code == 0, shown.output
        assert f"taizhang {verb}" in shown.output


def test_the_page_on_packs_knows_all_of_them():
    table = (REPOSITORY / "docs" / "rules.md").read_text(encoding="utf-8").partition("## The packs")[2]
    assert [name for name in pack_names() if f"`{name}`" not in table.partition("## Your")[0]] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_first_two_commands_run_the_main_job_and_the_tests(name):
    start = (REPOSITORY / name).read_text(encoding="utf-8").split("```\n")[1]
    assert [line.split("#")[0].strip() for line in start.splitlines()[:2]] == ["make", "make test"]
