"""What a worker does with a chunk of sources: read, understand, turn into rows. Importable, so that any engine can send it."""

from __future__ import annotations

import gc
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import orjson

from taizhang.classify import classify, load_models
from taizhang.correct import Book, Corrector
from taizhang.document import acting, complete, draft, drafting, with_categories
from taizhang.errors import SourceError
from taizhang.extract.tasks import tasks
from taizhang.read import read_source
from taizhang.rules import use_packs
from taizhang.run.exchange import Begin, Packed, Setup, failure
from taizhang.run.sources import read_bytes
from taizhang.turns import Steps, in_turn
from taizhang.types import Bulletin, Draft, Reading
from taizhang.write.rows import Row, rows
from taizhang.write.similar import signature

# Documents make many values and few cycles. Python's own 700 had the collector look through a chunk's results all the time.
_COLLECT_AFTER: Final = 20_000

_corrections = Book()


def use_corrections(corrections: Book) -> None:
    """Lay these corrections over the documents from now on."""
    global _corrections
    _corrections = corrections


@dataclass(slots=True)
class Result:
    """What came of one source: the tables of each document in it, and what failed. `sha256` is None if it was not read."""

    uri: str
    sha256: str | None
    documents: list[dict[str, list[Row]]] = field(default_factory=list)
    failures: list[Row] = field(default_factory=list)


def packed(results: Iterable[Result]) -> list[Packed]:
    """Results, each packed."""
    return [Packed(r.uri, r.sha256, r.failures, _payload(r) if r.sha256 else None) for r in results]


def _payload(result: Result) -> bytes:
    plain = {"uri": result.uri, "documents": result.documents, "failures": result.failures}
    return zlib.compress(orjson.dumps(plain), 1)


def process(uris: Iterable[str], setup: Setup = Setup(), begin: Begin = lambda *_: None) -> list[Result]:
    """Understand the sources of a chunk. Never raises for a bad document; may be killed by one, the last that `begin` was told of."""
    results = [Result(uri, None) for uri in uris]
    read: list[tuple[Result, Reading]] = []
    for result in results:
        begin(result.uri, result.uri)
        read += ((result, reading) for reading in _readings(result, setup))
    made = in_turn([_fenced(*pair) for pair in read], lambda number: begin(*_place(*read[number])))
    begin(None, None)
    _finish([(result, d) for (result, _), d in zip(read, made, strict=True) if d is not None], begin)
    return results


def _place(result: Result, reading: Reading) -> tuple[str, str]:
    """The source and the document in it, as `begin` is told them; records of a list may have one name."""
    whole = reading.source_uri == result.uri
    return result.uri, result.uri if whole else f"{reading.source_uri} {reading.doc_id}"


def _fenced(result: Result, reading: Reading) -> Steps[Draft | None]:
    """The steps of a draft, which come to None where one of them fails."""
    try:
        return (yield from drafting(reading))
    except Exception as error:
        result.failures.append(failure(reading.source_uri, reading.sha256, error))
        return None


def _readings(result: Result, setup: Setup) -> Iterable[Reading]:
    try:
        data = read_bytes(result.uri, setup.limits.source_bytes)
        result.sha256 = hashlib.sha256(data).hexdigest()
        for found in read_source(data, result.uri, setup.limits, setup.password):
            if isinstance(found, SourceError):
                result.failures.append(failure(result.uri, result.sha256, found))
            else:
                yield found
    except Exception as error:
        result.failures.append(failure(result.uri, result.sha256, error))


def _finish(drafts: list[tuple[Result, Draft]], begin: Begin) -> None:
    """Label, find tasks and complete: in one batch where all goes well, one by one where a document is bad."""
    try:
        made = _complete(drafts, begin)
    except Exception as error:
        if len(drafts) > 1:
            for pair in drafts:
                _finish([pair], begin)
        else:
            result, d = drafts[0]
            result.failures.append(failure(d.reading.source_uri, d.reading.sha256, error))
        return
    for (result, _), tables in zip(drafts, made, strict=True):
        result.documents.append(tables)


def _complete(drafts: list[tuple[Result, Draft]], begin: Begin) -> list[dict[str, list[Row]]]:
    """The tables of each document."""
    people = [_corrector(d) for _, d in drafts]
    read = [d for _, d in drafts]
    labels = [person.labels(d, *label) for person, d, label in zip(people, read, classify(read), strict=True)]
    told = acting(read, [doc_type.value for doc_type, _ in labels])
    only = [person.draft(d) for person, d in zip(people, told, strict=True)]
    each = [(_place(result, d.reading), d) for (result, _), d in zip(drafts, only, strict=True)]
    found = [tasks(d, doc_type.value) for d, (doc_type, _) in zip(_one_by_one(each, begin), labels, strict=True)]
    found = [
        person.tasks(d, group) for person, d, group in zip(people, only, with_categories(only, found), strict=True)
    ]
    made = []
    for d, person, label, group in zip(_one_by_one(each, begin), people, labels, found, strict=True):
        bulletin = complete(d, *label, group)
        made.append(_tables(replace(bulletin, checks=(*bulletin.checks, *person.stale))))
    return made


def _one_by_one(drafts: Iterable[tuple[tuple[str, str], Draft]], begin: Begin) -> Iterator[Draft]:
    for place, d in drafts:
        begin(*place)
        yield d
    begin(None, None)


def _corrector(d: Draft) -> Corrector:
    return Corrector(_corrections.of_document(d.reading.doc_id, d.reading.source_uri), d.reading.doc_id)


def _tables(bulletin: Bulletin) -> dict[str, list[Row]]:
    """The rows of a bulletin, with the signature that near-duplicates are found by."""
    return rows(bulletin) | {"signatures": [{"signature": signature(bulletin.text)}]}


def initialise(setup: Setup = Setup()) -> None:
    """Load rules, people's corrections and models once, before the first chunk, so that time limits count documents only.
    The warm-up text speaks of nothing. Raises ModelError when a model is missing, altered or of another version."""
    from taizhang.read import read_text

    use_packs(tuple(map(Path, setup.packs)))
    use_corrections(setup.corrections)
    load_models()
    _complete([(Result("warm-up", None), draft(read_text("2020年1月1日，移交的1项任务已完成。")))], lambda *_: None)
    gc.freeze()  # rules, lexicons and models stay: the collector need not look through them again and again
    gc.set_threshold(_COLLECT_AFTER)
