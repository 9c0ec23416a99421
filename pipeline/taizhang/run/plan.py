"""What a run has to do: which sources are new, changed, moved, removed, or as they were."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence

from taizhang.run.exchange import failure
from taizhang.run.fingerprint import Marks
from taizhang.run.manifest import Manifest
from taizhang.run.options import Options, Report
from taizhang.run.sources import Source, digest, find, is_remote
from taizhang.write.conform import outdated
from taizhang.write.rows import Row


def plan(roots: Sequence[str], manifest: Manifest, marks: Marks, options: Options, report: Report) -> list[Row]:
    """Put what is to be read on the manifest's list and count the rest in `report`; `marks` are the fingerprints to go by.

    Sources that are gone are forgotten, known content at new places is noted. A dry run only counts. Returns the failures of places
    that could not be looked at, without those known from an earlier run, and of sources that would have to be read again and cannot.
    """
    unseen: list[Row] = []
    asked = _asked(options.only)
    with manifest.transaction():
        for found in find(roots):
            if isinstance(found, Source):
                if manifest.found(found.uri) and asked(found.uri):
                    _sort(found, manifest, marks, options, report)
            elif manifest.found(found[0]):
                unseen.append(failure(found[0], None, found[1]))
        fresh = unseen if options.dry_run else [row for row in unseen if manifest.failed_at(row)]
    report.failed += len(unseen)
    gone = list(_gone(manifest, roots, [uri for row in unseen if (uri := row["source_uri"]).endswith("/")]))
    report.removed = sum(
        not uri.endswith("/") and not manifest.has_moved(uri) for uri in gone
    )  # a folder was a failure
    if gone and not options.dry_run:
        manifest.forget(gone)
    return fresh + list(_torn(manifest, report))


def _torn(manifest: Manifest, report: Report) -> Iterator[Row]:
    """Put on the list what this run was not asked for and was read for other tables than the present ones, wherever it lies; the
    failures of what cannot be read from here. A ledger of rows of two schemas would contradict itself."""
    for sha256, places in manifest.of_another_schema():
        near = (source for source, folder in places if folder in {"", os.getcwd()})
        if found := next((source for source in near if digest(source.uri) == sha256), None):
            report.changed += 1
            manifest.to_read(found)
        elif places:
            report.failed += 1
            yield outdated(places[0][0].uri, sha256)


def _asked(only: frozenset[str] | None) -> Callable[[str], bool]:
    """Whether a source is one of `only`, or lies in a folder of these: one that failed as a whole, and is there now."""
    if only is None:
        return lambda _: True
    folders = tuple(_folder(uri) for uri in only)
    return lambda uri: uri in only or _folder(uri).startswith(folders)


def _sort(source: Source, manifest: Manifest, marks: Marks, options: Options, report: Report) -> None:
    if _settling(source, options.settle):
        report.waiting += 1
    elif not _as_known(source, manifest, marks, options, report):
        manifest.to_read(source)


def _settling(source: Source, seconds: float) -> bool:
    """Whether a file was written to so many seconds ago. A time stamp that lies ahead (a camera's, an archive's, a clock set back)
    would never be old enough: it holds only as far as clocks of shares differ."""
    return abs(time.time_ns() - source.mtime_ns) < seconds * 1e9


def _as_known(source: Source, manifest: Manifest, marks: Marks, options: Options, report: Report) -> bool:
    """Whether this pipeline has read the source before; else it is new or changed."""
    if options.force or (options.only is not None and source.uri in options.only):
        report.changed += 1
        return False
    known = manifest.known(source.uri)
    same_place = (
        known is not None and source.mtime_ns != 0 and (known.size, known.mtime_ns) == (source.size, source.mtime_ns)
    )
    if known is not None and same_place and known.fingerprint == marks.of(source.uri, known.sha256):
        report.unchanged += 1
        report.failed += known.failed
        return True
    sha256 = digest(source.uri) if manifest.has_size(source.size) else None
    mark = marks.of(source.uri, sha256)
    if sha256 and manifest.content_is_known(sha256, mark):
        if known is None:
            report.moved += 1
            manifest.found_at_new_place(sha256)
        else:
            report.unchanged += 1
        if not options.dry_run and (known is None or known[:3] != (*source[1:], sha256)):
            manifest.seen_again(source, sha256, mark)
        return True
    report.new += known is None
    report.changed += known is not None
    return False


def _gone(manifest: Manifest, roots: Sequence[str], closed: Sequence[str]) -> Iterator[str]:
    """Known sources under the folders of this run that are no longer there: only there absence means that they are gone,
    and not in folders that are `closed` to this run. A root that was missing and is a folder now was no source, nor was one that never
    held anything, is not there and is not asked for any more: its name was mistyped."""
    folders = tuple(_folder(root) for root in roots if is_remote(root) or os.path.isdir(root))
    blind = tuple(map(_folder, closed))
    for uri, relative_to in manifest.not_found():
        place = _folder(uri if is_remote(uri) else os.path.join(relative_to, uri))
        if (place.startswith(folders) and not place.startswith(blind)) or _never_was(manifest, uri, place, roots):
            yield uri


def _never_was(manifest: Manifest, uri: str, place: str, roots: Sequence[str]) -> bool:
    """Whether a known place is only the failure of a root that nothing ever came from, and that is not one of this run's."""
    if is_remote(uri) or os.path.lexists(place.rstrip("/")) or place in map(_folder, roots):
        return False
    return manifest.is_only_missing(uri)


def _folder(place: str) -> str:
    """One way to write a place, with a slash at its end: ./inbox, inbox/ and /data/inbox may be the same."""
    return (place if is_remote(place) else os.path.abspath(place)).rstrip("/") + "/"
