"""What a person should know before relying on a ledger: files that were not read, checks that fail, warnings of readers."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from taizhang.ledger import Ledger
from taizhang.messages import REASON, several
from taizhang.vocabulary_zh import CHECK, say


class Notice(NamedTuple):
    """One of them: what it is in a word, the source it is about, and what happened and what to do."""

    word: str
    source_uri: str
    text: str


def unread(ledger: Ledger) -> list[Notice]:
    """One a source that was not read, or not all of it: the first of its failures, and how many more."""
    failures = list(ledger.rows("failures"))
    of = Counter(row["source_uri"] for row in failures)
    first = {row["source_uri"]: row for row in reversed(failures)}
    return [
        Notice(say(REASON, row["reason"]), uri, _told(uri, row["message"]) + several(of[uri] - 1))
        for uri, row in sorted(first.items())
    ]


def _told(uri: str, message: str) -> str:
    """A message without the source, which stands beside it; what lies in the source (`mail.eml!list.docx`) keeps its own name."""
    return message.removeprefix(f"{uri}: ").removeprefix(f"{uri}!")


def failed_checks(ledger: Ledger) -> list[Notice]:
    """One a check that fails: what was compared."""
    failed = [row for row in ledger.rows("checks") if not row["ok"]]
    wanted = {row["doc_id"] for row in failed}
    sources = {d["doc_id"]: d["source_uri"] for d in ledger.rows("documents") if d["doc_id"] in wanted}
    return [Notice(say(CHECK, row["rule"]), sources[row["doc_id"]], row["detail"]) for row in failed]


def warnings(ledger: Ledger) -> list[Notice]:
    """One a warning of a bulletin that was read."""
    return [
        Notice("提醒", document["source_uri"], warning.split(": ", 2)[-1])
        for document in ledger.rows("documents")
        for warning in document["warnings"]
    ]
