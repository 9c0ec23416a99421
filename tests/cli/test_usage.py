"""Commands typed wrongly end with code 2 and one line in both languages."""

import re
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from taizhang.cli import load_verbs, main


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("rnu", "taizhang: 没有这个命令 no such command: rnu，是不是 did you mean run；用法见 see: taizhang --help"),
        ("run", "taizhang run: 没有给 missing: SOURCES"),
        ("run .", "taizhang run: 没有给 missing: --out（台账目录 the ledger's folder）"),
        ("run . --out l --worker 2", "no such option: --worker，是不是 did you mean --workers；"),
        ("run . --out l --workers two", "taizhang run: --workers: 要整数 "),
        ("run . --out", "--out 后面要给一个值"),
        ("run . --out l --force=3", "--force 后面不带值"),
        ("run nowhere --out l", "taizhang run: SOURCES: nowhere: 没有这个文件或文件夹"),
        (("watch", "", "--out", "l"), "taizhang watch: INBOX: 有一个名称是空的"),
        (("run", "in", "", "--out", "l"), "taizhang run: SOURCES: 有一个名称是空的"),
        ("export my ledger --to a.xlsx", "多出了 unexpected: ledger；名称里有空格的要加引号"),
        ("review export l --out a.xlsx --below 3", "taizhang review export: --below: 不能大于 1 "),
        ("review export l --out a.xlsx --table x", "--table: 请给其中之一 give one of: documents, "),
    ],
)
def test_a_slip_is_told_in_one_line(typed, says, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["taizhang", *(typed.split() if isinstance(typed, str) else typed)])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr()
    assert (ended.value.code, told.out) == (2, "")
    assert says in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("typed", ["review", "review -h", "review --help"])
def test_a_group_alone_prints_its_help(typed, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["taizhang", *typed.split()])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr()
    assert "apply" in told.out
    assert not told.err


def _commands(group: Any, path: str = "taizhang") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        below = f"{path} {name}"
        yield from _commands(command, below) if hasattr(command, "commands") else [(below, command)]


COMMANDS = dict(_commands(typer.main.get_command(load_verbs())))


@pytest.mark.parametrize("path", COMMANDS)
def test_the_examples_of_a_help_are_a_list_of_commands_that_exist(path: str) -> None:
    _, said, examples = COMMANDS[path].help.partition("\n\nExample")
    assert said
    options = {name for param in COMMANDS[path].params for name in param.opts}
    for line in examples.partition("\n\n")[2].splitlines():
        told = re.fullmatch(r"- `(?:TAIZHANG_\w+=\S+ )?(taizhang .+)`", line)
        assert told, line  # set as a list, all examples stand below each other in the same way
        assert told[1].startswith(path)
        assert {word for word in told[1].split() if word.startswith("-")} <= options | {"-"}
