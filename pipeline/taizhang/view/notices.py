"""What a person should know before relying on a ledger: files that were not read or tell nothing, checks that fail,
warnings of readers, bulletins of which none is known to be the newest."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import PurePath
from typing import Any, NamedTuple

from taizhang.ledger import Ledger
from taizhang.messages import REASON, several
from taizhang.view.bulletins import bulletins_of
from taizhang.vocabulary_zh import CHECK, say
from taizhang.write.linked import groups
from taizhang.write.newest import newest_first

Row = dict[str, Any]


class Notice(NamedTuple):
    """One of them: what it is in a word, the source it is about, and what happened and what to do."""

    word: str
    source_uri: str
    text: str


def all_notices(ledger: Ledger) -> list[Notice]:
    """All there are, the gravest first."""
    kinds = (unread, warnings, failed_checks, undated)
    return [notice for kind in kinds for notice in kind(ledger)]


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


def undated(ledger: Ledger) -> list[Notice]:
    """One for bulletins without a day that tell of one task: which of them is the newest follows from the names of their files alone."""
    bulletins = {doc: row for doc, row in bulletins_of(ledger).items() if row["told_on"] is None}
    first: dict[str, str] = {}  # bulletin by key
    told = [
        (first.setdefault(t["task_key"], t["doc_id"]), t["doc_id"])
        for t in ledger.rows("tasks")
        if t["doc_id"] in bulletins
    ]
    together: dict[str, list[Row]] = defaultdict(list)
    for doc, one in groups(told).items():
        together[one].append(bulletins[doc])
    return [_of_unknown_order(newest_first(rows)) for _, rows in sorted(together.items()) if len(rows) > 1]


def _of_unknown_order(rows: list[Row]) -> Notice:
    names = "、".join(PurePath(row["source_uri"]).name for row in rows)
    return Notice(
        "先后不明",
        rows[0]["source_uri"],
        f"{names} 说到同一任务，又都没有日期，只按文件名以排在前面的为新；请核对完成情况"
        " these tell of one task and have no day: the first by the name of its file is taken for the newest",
    )
