"""A run: find what is new or changed, let workers read it, keep the results, write the ledger."""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson
import structlog

from taizhang.correct import FILE, Book, read_corrections
from taizhang.errors import LedgerError
from taizhang.forking import interrupts_held
from taizhang.run.exchange import Packed, Setup
from taizhang.run.fingerprint import Marks, fingerprint, writer
from taizhang.run.lock import locked
from taizhang.run.log import logger
from taizhang.run.manifest import Manifest
from taizhang.run.options import Options, Progress, Report
from taizhang.run.plan import plan
from taizhang.run.pool import run_pool
from taizhang.run.sources import STATE, Source
from taizhang.run.todo import Chunk
from taizhang.write.files import put, unwritable
from taizhang.write.schema import TABLES

REPORT = "last_run.json"
_CHUNK_BYTES = 200_000
_FOR_THE_LEDGER = ("duckdb", "taizhang.write.ledger")
_CHUNK_FILES = {
    "local": 16,
    "ray": 64,
}  # small, so that workers end together; a task of Ray is dearer, and may write parts


def run(
    roots: Sequence[str | Path], ledger: Path, options: Options = Options(), progress: Progress | None = None
) -> Report:
    """Bring `ledger` up to date with the sources under `roots`: files, folders, fsspec URLs.

    Raises LedgerError if the folder holds something else, is locked by another run or cannot be written; EnvironmentFault
    if workers cannot start, CorrectionError if its `corrections.jsonl` is broken, RulePackError or ModelError if a pack or a model is.
    """
    if options.dry_run and not (ledger / STATE).is_dir():
        _check_free(ledger)
        with TemporaryDirectory() as nothing_known:
            (Path(nothing_known) / STATE).mkdir()
            return run(roots, Path(nothing_known), options, progress)
    _check_packs(options.packs)
    report = Report(uuid.uuid4().hex[:12])
    log = logger(report.run_id)
    started = time.time()
    names = [root.as_posix() if isinstance(root, Path) else root for root in roots]
    claim(ledger)
    with locked(ledger / STATE), Manifest(ledger / STATE) as manifest:
        log.info("run.started", sources=names, ledger=str(ledger), engine=options.engine)
        corrections = Book(read_corrections(ledger / FILE))
        marks = Marks(fingerprint(options.packs), corrections)
        setup = Setup(options.limits, options.packs, corrections, options.password)
        for failure in plan(names, manifest, marks, options, report):
            log.warning("source.failed", **failure)
        if options.dry_run:
            return report
        if options.only is None:
            manifest.put("roots", json.dumps(sorted(names)))  # ASCII: a name need not be UTF-8
            manifest.put("roots_in", os.getcwd())
        _read(manifest, marks, setup, options, report, progress, log)
        _publish_if_changed(manifest, ledger, report)
        report.seconds = round(time.time() - started, 3)
        counts = (report.read, report.failed, report.unchanged, report.removed, report.documents)
        manifest.add_run((report.run_id, started, report.seconds, *counts))
        put(ledger / STATE / REPORT, orjson.dumps({**report.as_dict(), "started": started}, option=orjson.OPT_INDENT_2))
        log.info("run.done", **{k: v for k, v in report.as_dict().items() if k != "run_id"})
    return report


def claim(ledger: Path) -> None:
    """Make the folder a ledger if it is empty or not there yet. Raises LedgerError if it holds something else."""
    try:
        _check_free(ledger)
        (ledger / STATE).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(ledger, error) from error


def _check_packs(folders: Sequence[str]) -> None:
    """Raises RulePackError if one of the user's packs is broken; the built-in ones are loaded by workers alone."""
    if folders:
        import taizhang.run.worker  # noqa: F401  it imports all that makes tables of packs
        from taizhang.rules import check_packs

        check_packs(tuple(map(Path, folders)))


def _check_free(ledger: Path) -> None:
    if "?" in str(ledger.absolute()):
        raise LedgerError(
            f"{ledger}: 路径里有问号，DuckDB 打不开其中的文件；请用 --out 给另一个文件夹"
            " DuckDB opens no file behind a question mark in a path; give another folder with --out"
        )
    if ledger.is_file():
        raise LedgerError(f"{ledger}: 是一个文件；台账要放在文件夹里，请另给 --out is a file; give a folder with --out")
    if ledger.is_dir() and not (ledger / STATE).is_dir() and any(ledger.iterdir()):
        raise LedgerError(
            f"{ledger}: 里面有别的东西；请用 --out 给一个空的或新的文件夹"
            " holds something else; give an empty or a new folder with --out"
        )


def _read(
    manifest: Manifest,
    marks: Marks,
    setup: Setup,
    options: Options,
    report: Report,
    progress: Progress | None,
    log: structlog.typing.FilteringBoundLogger,
) -> None:
    total, done = manifest.n_todo(), 0
    if not total:
        return
    with interrupts_held():  # Ctrl-C inside its import, which is native, would leave the exit code to the signal
        for module in _FOR_THE_LEDGER:  # there is time for it while workers start
            import_module(module)
    with closing(_results(manifest.todo(), max(1, min(options.workers, total)), options, setup)) as chunks:
        for results in chunks:
            manifest.store(results, marks)
            done += len(results)
            report.read += len(results)
            report.failed += sum(bool(r.failures) for r in results)
            for first, *more in (r.failures for r in results if r.failures):
                log.warning("source.failed", **first, more=len(more))  # a file of bad lines is told once
            if progress:
                progress(done, total, report.failed)


def _results(sources: Iterator[Source], workers: int, options: Options, setup: Setup) -> Generator[list[Packed]]:
    """The results of the sources, chunk by chunk, from the engine of the options."""
    chunks = _chunks(sources, _CHUNK_FILES[options.engine])
    if options.engine == "ray":
        from taizhang.run.ray_engine import run_ray

        return run_ray(chunks, workers, options, setup)
    return run_pool(chunks, workers, setup, options.pool)


def _chunks(sources: Iterable[Source], files: int) -> Iterator[Chunk]:
    """Chunks of about equal size in bytes, and of so many files at most."""
    chunk: list[str] = []
    size = 0
    for source in sources:
        if chunk and (size + source.size > _CHUNK_BYTES or len(chunk) >= files):
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(source.uri)
        size += source.size
    if chunk:
        yield tuple(chunk)


def _publish_if_changed(manifest: Manifest, ledger: Path, report: Report) -> None:
    if manifest.get("published") == _published(manifest, ledger):
        report.documents = int(manifest.get("documents") or 0)
        return
    from taizhang.write.ledger import publish

    manifest.drop_replaced()
    report.documents = publish(manifest, ledger, ledger / STATE / "next")
    report.written = True
    manifest.put("documents", str(report.documents))
    manifest.put("published", _published(manifest, ledger))


def _published(manifest: Manifest, ledger: Path) -> str:
    """What a ledger was written from, and how large its files are: one that lost a table, or part of it, is written again."""
    tables = [name for table in TABLES for name in (f"{table}.jsonl", f"parquet/{table}.parquet")]
    files = [ledger / name for name in (*tables, "ledger.duckdb", "datapackage.json")]
    sizes = [file.stat().st_size if file.is_file() else None for file in files]
    return json.dumps([manifest.version(), writer(), sizes])
