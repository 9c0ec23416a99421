"""What is written for people does not go into the inbox: the next run would read it as a bulletin, and tell each task twice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from taizhang.errors import LedgerError, SettingsError
from taizhang.run.manifest import Manifest
from taizhang.run.sources import STATE, is_finished, is_remote


def keep_out_of_inbox(ledger: Path, to: Path, holds: str = "") -> None:
    """Raise SettingsError if a run of the sources that `ledger` was made from would come upon the file `to`, or upon the file
    that the folder `to` `holds`."""
    _keep_out(_inbox_around(ledger, to / holds), ledger, to)


def keep_reports_out(sources: Iterable[str], ledger: Path, reports: Iterable[Path | None]) -> None:
    """Raise SettingsError if a run of `sources` would come upon one of the files in which it is reported, or if one is a folder."""
    folders = [_real(Path(source)) for source in sources if not is_remote(source)]
    for report in filter(None, reports):
        if not report.name or report.is_dir():
            raise SettingsError(
                f"{report}: 是文件夹，请写上文件名 is a folder; add the name of a file, e.g. {report / 'report.json'}"
            )
        _keep_out(next((f for f in folders if f.is_dir() and _met(f, _real(report))), None), ledger, report)


def _real(path: Path) -> Path:
    """Where a path leads; `Path.resolve` raises of a link to itself, this does not."""
    return Path(os.path.realpath(path))


def _keep_out(inbox: Path | None, ledger: Path, to: Path) -> None:
    if inbox:
        elsewhere = ledger / to.name
        raise SettingsError(
            f"{to}: 在收件目录 {inbox} 里，下次运行会把它当作通报读入；请写到别处，例如 {elsewhere}"
            f" lies in the inbox, and the next run would read it as a bulletin; write it elsewhere, e.g. to {elsewhere}"
        )


def outside_inbox(ledger: Path, name: str) -> Path:
    """Where a file of this name may be written: in the working folder or, if that is an inbox of the ledger, beside its tables."""
    return ledger / name if _inbox_around(ledger, Path(name)) else Path(name)


def _inbox_around(ledger: Path, to: Path) -> Path | None:
    return next((inbox for inbox in _inboxes(ledger) if _met(inbox, _real(to))), None)


def _inboxes(ledger: Path) -> Iterator[Path]:
    """The folders that the last run went through; none is known where the manifest is damaged, for the tables may still be whole."""
    try:
        with Manifest(ledger / STATE, read_only=True) as manifest:
            roots: list[str] = json.loads(manifest.get("roots") or "[]")
            folder = manifest.get("roots_in") or ""
    except LedgerError:
        return
    places = (_real(Path(folder, root)) for root in roots if not is_remote(root))
    yield from (place for place in places if place.is_dir())


def _met(inbox: Path, file: Path) -> bool:
    """Whether a run that goes through `inbox` would read `file`: it passes over hidden files and folders, and over ledgers."""
    if not file.is_relative_to(inbox) or not is_finished(file.name):
        return False
    between = [folder for folder in file.parents if folder.is_relative_to(inbox)]
    hidden = any(folder.name.startswith(".") for folder in between if folder != inbox)
    return not hidden and not any((folder / STATE).is_dir() for folder in between)
