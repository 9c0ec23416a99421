"""A run: find what is new or changed, let workers read it, keep the results, write the ledger."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from taizhang.classify import check_models
from taizhang.correct import FILE, Book, read_corrections
from taizhang.errors import LedgerError
from taizhang.read import Limits
from taizhang.run.fingerprint import Marks, fingerprint
from taizhang.run.lock import locked
from taizhang.run.manifest import Known, Manifest
from taizhang.run.pool import Chunk, PoolLimits, run_pool
from taizhang.run.sources import Source, digest, find
from taizhang.run.worker import failure
from taizhang.write.ledger import publish

STATE = ".taizhang"
_CHUNK_BYTES = 200_000
_CHUNK_FILES = 64


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is done. `force` reads everything again, `dry_run` only says what would be read, `only` restricts it."""

    workers: int = 2
    force: bool = False
    dry_run: bool = False
    only: frozenset[str] | None = None
    limits: Limits = field(default_factory=Limits)
    pool: PoolLimits = field(default_factory=PoolLimits)
    packs: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """What a run did. Counts are of sources, but `documents`."""

    run_id: str
    new: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    unchanged: int = 0
    read: int = 0
    failed: int = 0
    documents: int = 0
    seconds: float = 0.0
    written: bool = False

    def as_dict(self) -> dict[str, object]:
        """The report as plain data."""
        return asdict(self)


Progress = Callable[[int, int, int], None]  # (done, total, failed)


def run(roots: Sequence[Path], ledger: Path, options: Options = Options(), progress: Progress | None = None) -> Report:
    """Bring `ledger` up to date with the sources under `roots`.

    Raises LedgerError if the folder holds something else, is locked by another run or cannot be written, CorrectionError
    if its `corrections.jsonl` is broken, ModelError if a model is.
    """
    report = Report(uuid.uuid4().hex[:12])
    started = time.time()
    _own(ledger)
    with locked(ledger / STATE), Manifest(ledger / STATE) as manifest:
        corrections = Book(read_corrections(ledger / FILE))
        marks = Marks(fingerprint(options.packs), corrections)
        todo = _plan(roots, manifest, marks, options, report)
        if options.dry_run:
            return report
        if todo:
            check_models()
        _read(todo, manifest, marks, options, report, progress, corrections)
        _publish_if_changed(manifest, ledger, report)
        report.seconds = round(time.time() - started, 3)
        counts = (report.read, report.failed, report.unchanged, report.removed, report.documents)
        manifest.add_run((report.run_id, started, report.seconds, *counts))
    return report


def _own(ledger: Path) -> None:
    """The folder is a ledger of ours, or empty, or not there yet."""
    try:
        if ledger.is_file():
            raise LedgerError(f"{ledger} is a file; give a folder for the ledger")
        if ledger.is_dir() and not (ledger / STATE).is_dir() and any(ledger.iterdir()):
            raise LedgerError(f"{ledger} holds something else; give an empty or a new folder with --out")
        (ledger / STATE).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"{ledger} cannot be written: {error.strerror}") from error


def _plan(roots: Sequence[Path], manifest: Manifest, marks: Marks, options: Options, report: Report) -> dict[str, Source]:
    """The sources to read. Those that are gone are forgotten, known content at new places is noted."""
    known = manifest.known()
    todo: dict[str, Source] = {}
    there: set[str] = set()
    for found in find(roots):
        if not isinstance(found, Source):
            uri, error = found
            there.add(uri)
            report.failed += 1
            if not options.dry_run:
                manifest.failed_at(uri, failure(uri, None, error))
            continue
        there.add(found.uri)
        if options.only is not None and found.uri not in options.only:
            continue
        if _is_known(found, known.get(found.uri), manifest, marks, options, report):
            continue
        todo[found.uri] = found
    gone = [uri for uri in known if uri not in there and _lies_under(uri, roots)]
    report.removed = len(gone)
    if gone and not options.dry_run:
        manifest.forget(gone)
    return todo


def _is_known(source: Source, known: Known | None, manifest: Manifest, marks: Marks, options: Options, report: Report) -> bool:
    if options.force or options.only is not None:
        report.changed += 1
        return False
    same_place = known is not None and (known.size, known.mtime_ns) == (source.size, source.mtime_ns)
    if same_place and known is not None and known.fingerprint == marks.of(source.uri, known.sha256):
        report.unchanged += 1
        report.failed += known.failed
        return True
    sha256 = digest(source.uri) if manifest.has_content and source.size else None
    mark = marks.of(source.uri, sha256)
    if sha256 and manifest.content_is_known(sha256, mark):
        report.moved += known is None
        report.unchanged += known is not None
        if not options.dry_run:
            manifest.seen_again(source, sha256, mark)
        return True
    report.new += known is None
    report.changed += known is not None
    return False


def _lies_under(uri: str, roots: Sequence[Path]) -> bool:
    """Whether a known source belongs to the folders of this run: only there does its absence mean that it is gone."""
    path = Path(uri)
    return any(root.is_dir() and path.is_relative_to(root) for root in roots)


def _read(
    todo: dict[str, Source], manifest: Manifest, marks: Marks, options: Options, report: Report, progress: Progress | None,
    corrections: Book,
) -> None:
    done = 0
    workers = max(1, min(options.workers, len(todo)))
    pool = run_pool(_chunks(todo.values(), workers), workers, options.limits, options.pool, options.packs, corrections)
    for results in pool if todo else ():
        manifest.store(results, todo, marks)
        done += len(results)
        report.read += len(results)
        report.failed += sum(bool(r.failures) for r in results)
        if progress:
            progress(done, len(todo), report.failed)


def _chunks(sources: Iterable[Source], workers: int) -> Iterator[Chunk]:
    """Chunks of about equal size in bytes; small first ones let every worker start early."""
    chunk: list[str] = []
    size = 0
    for source in sources:
        if chunk and (size + source.size > _CHUNK_BYTES or len(chunk) >= _CHUNK_FILES):
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(source.uri)
        size += source.size
    if chunk:
        yield tuple(chunk)


def _publish_if_changed(manifest: Manifest, ledger: Path, report: Report) -> None:
    version = manifest.version()
    if manifest.get("published") == version and (ledger / "datapackage.json").exists():
        report.documents = int(manifest.get("documents") or 0)
        return
    report.documents = publish(manifest, ledger, ledger / STATE / "next")
    report.written = True
    manifest.put("documents", str(report.documents))
    manifest.put("published", version)
